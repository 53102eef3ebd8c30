"""Property checks behind the exercises: they test what an answer does, not its text.

Every check takes the answer of a page's cell and returns a `Check`, which displays one
sentence. An untouched `...` is not answered yet; a wrong answer never raises.
"""

import html
import math
from dataclasses import dataclass

import numpy as np

from utils import rules, scratch

INPUTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
# (channels, units) -> parameters, as Keras counts them (a test asks it again)
LSTM_PARAMETERS = {(3, 5): 180, (1, 1): 12, (8, 2): 88, (2, 8): 352}
OPEN = "Replace the three dots by your answer and run the cell again."


@dataclass(frozen=True)
class Check:
    """What a check says: passed (True), not yet (False), not answered (None)."""

    passed: bool | None
    message: str

    def __repr__(self):
        words = {True: "Correct", False: "Not yet", None: "Not answered yet"}
        return f"{words[self.passed]}. {self.message}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        head, _, rest = repr(self).partition(". ")
        text = f"<b>{html.escape(head)}.</b> {html.escape(rest)}"
        return {"text/plain": repr(self), "text/html": text}


def check_undecided_lead(answer):
    """Checks five leads with a mean above 0.02 that leave a margin of 0.02 undecided.

    Args:
        answer: five numbers, one lead of the winner for each seed.

    Returns:
        A `Check`.

    Example:

    >>> check_undecided_lead([0.04, 0.04, 0.04, 0.04, 0.04])
    Not yet. The claim is supported: the seeds agree too well to leave a doubt.
    """
    if answer is ...:
        return Check(None, OPEN)
    leads = _numbers(answer)
    if leads is None or leads.shape != (5,):
        return Check(False, "The answer should be a list of five finite numbers.")
    if leads.mean() <= 0.02:
        return Check(False, "The mean lead should be above the margin of 0.02.")
    [finding] = rules.decide([leads], margin=0.02, ratios=[0.0])
    if finding.word == "supported":
        doubt = "The claim is supported: the seeds agree too well to leave a doubt."
        return Check(False, doubt)
    why = "The mean is above the margin, but the seeds disagree: the margin lies inside"
    return Check(True, f"{why} the interval.")


def check_nand_gate(answer):
    """Checks weights and a threshold that make a unit silent only for two ones.

    Args:
        answer: `(weights, threshold)`, two numbers and one.

    Returns:
        A `Check`.

    Example:

    >>> check_nand_gate(([1, 1], 2))
    Not yet. For the inputs 0 and 0 the unit gives 0; NAND gives 1.
    """
    if answer is ...:
        return Check(None, OPEN)
    form = "The answer should be two weights and a threshold: ([1, 1], 2), say."
    try:
        weights, threshold = answer
    except (TypeError, ValueError):
        return Check(False, form)
    weights, threshold = _numbers(weights), _numbers(threshold)
    if weights is None or threshold is None or weights.shape != (2,) or threshold.ndim:
        return Check(False, form)
    fired = scratch.threshold_unit(INPUTS, weights, threshold)
    for (a, b), unit in zip(INPUTS, fired, strict=True):
        if unit != 1 - a * b:
            wrong = f"For the inputs {a} and {b} the unit gives {unit}"
            return Check(False, f"{wrong}; NAND gives {1 - a * b}.")
    return Check(True, "The unit is silent for two ones and fires otherwise.")


def check_third_input(answer):
    """Checks a third input, made of the first two, that brings XOR into reach.

    One unit on `(a, b, c)` can compute XOR exactly if `c` is no weighted sum of `a`,
    `b` and a constant, that is, if `c(0,0) + c(1,1)` differs from `c(0,1) + c(1,0)`.

    Args:
        answer: function of the two inputs that gives a number.

    Returns:
        A `Check`.

    Example:

    >>> check_third_input(lambda a, b: a + b)
    Not yet. No unit computes XOR from a, b, c: c is a sum of weighted a, b and 1.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function: lambda a, b: ..., say.")
    try:
        values = [answer(int(a), int(b)) for a, b in INPUTS]
    except Exception as error:  # whatever the reader's function may raise
        return Check(False, f"Your function stopped with {type(error).__name__}.")
    third = _numbers(values)
    if third is None or third.shape != (4,):
        return Check(False, "Your function should return one finite number.")
    if len({*third}) == 2 and third[0] == third[3] and third[1] == third[2]:
        return Check(False, "This is XOR itself. Find a c that is simpler than that.")
    if math.isclose(third[0] + third[3], third[1] + third[2], abs_tol=1e-9):
        why = "c is a sum of weighted a, b and 1."
        return Check(False, f"No unit computes XOR from a, b, c: {why}")
    return Check(True, "With this c one unit computes XOR: a plane parts the points.")


def _numbers(value):
    """Returns an array of finite numbers, or None if the value is anything else."""
    if isinstance(value, str | bytes | bool | dict | set):
        return None
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return None
    return array if np.isfinite(array).all() else None


def check_dilations(answer):
    """Checks the dilations of two-tap layers that read exactly the last 64 steps.

    Args:
        answer: the dilations, whole numbers of at least 1, from the first layer on.

    Returns:
        A `Check`.

    Example:

    >>> check_dilations([1, 2, 4])
    Not yet. The output depends on 8 steps, and 64 were asked for.
    """
    if answer is ...:
        return Check(None, OPEN)
    gaps = _numbers(answer)
    if gaps is None or gaps.ndim != 1 or np.any((gaps < 1) | (gaps % 1 != 0)):
        return Check(False, "The answer should be a list of whole numbers, 1 or more.")
    reached = {0}
    for gap in gaps[:64]:
        reached |= {step + int(gap) for step in reached}
    if len(reached) != 64:
        seen = len(reached)
        return Check(
            False, f"The output depends on {seen} steps, and 64 were asked for."
        )
    if max(reached) != 63:
        return Check(False, "It reads 64 steps, but leaves out some in between.")
    if len(gaps) > 6:
        return Check(False, "All 64 steps are read, and fewer layers can do that.")
    return Check(True, "Every layer doubles what the output can see.")


def check_lstm_parameters(answer):
    """Checks a formula for the number of parameters of an LSTM layer.

    Args:
        answer: a function of the number of channels and of units.

    Returns:
        A `Check`.

    Example:

    >>> check_lstm_parameters(lambda channels, units: 4 * units)
    Not yet. For 3 channels and 5 units it gives 20, and Keras counts 180.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of channels and units.")
    for (channels, units), count in LSTM_PARAMETERS.items():
        try:
            found = answer(channels, units)
            right = bool(found == count)
        except Exception as error:
            return Check(False, f"The function stops with {type(error).__name__}.")
        if not right:
            case = f"For {channels} channels and {units} units"
            return Check(False, f"{case} it gives {found!r}, and Keras counts {count}.")
    return Check(True, "Four gates, each with two matrices and a bias.")


def check_same_bag(answer):
    """Checks two sequences that differ in the order of their numbers alone.

    Args:
        answer: two sequences of at least two numbers each.

    Returns:
        A `Check`.

    Example:

    >>> check_same_bag(([1, 2], [2, 1]))
    Not yet. The two should end in the same number.
    """
    if answer is ...:
        return Check(None, OPEN)
    both = _numbers(answer)
    if both is None or both.ndim != 2 or len(both) != 2 or both.shape[1] < 2:
        return Check(False, "The answer should be two lists of numbers, equally long.")
    first, second = both
    if not np.array_equal(np.sort(first), np.sort(second)):
        return Check(False, "The two should hold the same numbers equally often.")
    if first[-1] != second[-1]:
        return Check(False, "The two should end in the same number.")
    if np.array_equal(first, second):
        return Check(
            False, "The two are the same sequence: nobody could tell them apart."
        )
    return Check(True, "Only a model that knows the order can tell them apart.")
