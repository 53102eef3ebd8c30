"""Checks of the exercises of lesson 00."""

import math

import numpy as np

from utils import rules, scratch
from utils.exercises.base import OPEN, Check, read_numbers

INPUTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


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
    leads = read_numbers(answer)
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
    weights, threshold = read_numbers(weights), read_numbers(threshold)
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
    third = read_numbers(values)
    if third is None or third.shape != (4,):
        return Check(False, "Your function should return one finite number.")
    if len({*third}) == 2 and third[0] == third[3] and third[1] == third[2]:
        return Check(False, "This is XOR itself. Find a c that is simpler than that.")
    if math.isclose(third[0] + third[3], third[1] + third[2], abs_tol=1e-9):
        why = "c is a sum of weighted a, b and 1."
        return Check(False, f"No unit computes XOR from a, b, c: {why}")
    return Check(True, "With this c one unit computes XOR: a plane parts the points.")
