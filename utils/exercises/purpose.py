"""Checks of the exercises of lesson 01."""

import numpy as np

from utils.exercises.base import OPEN, Check, read_numbers

# (channels, units) -> parameters, as Keras counts them (a test asks it again)
LSTM_PARAMETERS = {(3, 5): 180, (1, 1): 12, (8, 2): 88, (2, 8): 352}


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
    gaps = read_numbers(answer)
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
    both = read_numbers(answer)
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
