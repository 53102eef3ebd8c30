"""Checks of the exercises of lesson 03b."""

import numpy as np

from utils.exercises.base import OPEN, Check, read_number, read_numbers

# (channels, units, reset_after) -> parameters, as Keras counts them (a test asks again)
GRU_PARAMETERS = {
    (3, 5, True): 150,
    (3, 5, False): 135,
    (1, 1, True): 12,
    (8, 2, False): 66,
}
LOCAL_COUNT = 8 * 8 * (3 * 3 * 2 + 1) * 4


def check_gru_parameters(answer):
    """Checks a formula for the number of parameters of a GRU layer.

    Args:
        answer: a function of channels, units and `reset_after`.

    Returns:
        A `Check`.

    Example:

    >>> check_gru_parameters(lambda channels, units, reset_after: 3 * units)
    Not yet. For (3, 5, True) it gives 15, and Keras counts 150.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(
            False, "The answer should be a function of channels, units, reset_after."
        )
    for case, count in GRU_PARAMETERS.items():
        try:
            found = answer(*case)
            right = bool(found == count)
        except Exception as error:
            return Check(False, f"The function stops with {type(error).__name__}.")
        if not right:
            return Check(
                False, f"For {case} it gives {found!r}, and Keras counts {count}."
            )
    return Check(True, "Three blocks of weights, with one bias or two.")


def check_perfect_memory(answer):
    """Checks two gate biases with which an LSTM cell keeps what it has.

    Args:
        answer: the biases of the input gate and of the forget gate.

    Returns:
        A `Check`.

    Example:

    >>> check_perfect_memory((-12, 1))
    Not yet. After 100 steps too little of the cell is left.
    """
    if answer is ...:
        return Check(None, OPEN)
    biases = read_numbers(answer)
    if biases is None or biases.shape != (2,):
        return Check(
            False, "The answer should be two numbers: input gate, forget gate."
        )
    entering, keeping = 0.5 * (1 + np.tanh(0.5 * biases))
    if keeping**100 <= 0.99:
        return Check(False, "After 100 steps too little of the cell is left.")
    if entering >= 0.01:
        return Check(False, "Too much of the candidate gets in at each step.")
    return Check(True, "An open forget gate keeps, a shut input gate lets nothing in.")


def check_local_count(answer):
    """Checks the number of parameters of a locally connected layer.

    Args:
        answer: a whole number.

    Returns:
        A `Check`.

    Example:

    >>> check_local_count(76)
    Not yet. That is the convolution: every place has weights of its own here.
    """
    if answer is ...:
        return Check(None, OPEN)
    count = read_number(answer)
    if count is None:
        return Check(False, "The answer should be one number.")
    if count == (3 * 3 * 2 + 1) * 4:
        words = "That is the convolution: every place has weights of its own here."
        return Check(False, words)
    if count == 100 * (3 * 3 * 2 + 1) * 4:
        return Check(False, "Without padding fewer than 10 × 10 windows fit.")
    if count == 64 * 3 * 3 * 2 * 4:
        return Check(False, "The biases are missing, one per place and filter.")
    if count != LOCAL_COUNT:
        return Check(False, "Count the places first, then the weights at one of them.")
    return Check(True, "64 places, each with a small dense layer of its own.")
