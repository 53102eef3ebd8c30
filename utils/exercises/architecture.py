"""Checks of the exercises of lesson 03a."""

import numpy as np

from utils.exercises.base import OPEN, Check, read_numbers

# (size, kernel, stride, padding) -> output size, as Keras computes it (a test asks)
OUTPUT_SIZES = {
    (6, 3, 1, "valid"): 4,
    (6, 3, 1, "same"): 6,
    (7, 3, 2, "valid"): 3,
    (8, 3, 2, "valid"): 3,
    (7, 3, 2, "same"): 4,
    (8, 2, 3, "same"): 3,
    (9, 9, 4, "valid"): 1,
}
POOLED = np.array([[5.0, -1.0], [4.0, 8.0]])
KERNELS = (
    np.array([[1.0, 2.0], [3.0, 4.0]]),
    np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
)


def check_output_size(answer):
    """Checks a formula for the size of a convolution's output.

    Args:
        answer: a function of size, kernel, stride and padding.

    Returns:
        A `Check`.

    Example:

    >>> check_output_size(lambda size, kernel, stride, padding: size)
    Not yet. For (6, 3, 1, 'valid') it gives 6, and Keras 4.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        words = "The answer should be a function of size, kernel, stride, padding."
        return Check(False, words)
    for case, size in OUTPUT_SIZES.items():
        try:
            found = answer(*case)
            right = bool(found == size)
        except Exception as error:
            return Check(False, f"The function stops with {type(error).__name__}.")
        if not right:
            words = f"For {case} it gives {found!r}, and Keras {size}."
            return Check(False, words)
    return Check(True, "The kernel's size matters where nothing is padded.")


def check_pooled(answer):
    """Checks the maxima of four windows of a small picture.

    Args:
        answer: two rows of two numbers.

    Returns:
        A `Check`.

    Example:

    >>> check_pooled([[5, 0], [4, 8]])
    Not yet. The largest of four negative numbers is negative.
    """
    if answer is ...:
        return Check(None, OPEN)
    table = read_numbers(answer)
    if table is None or table.shape != (2, 2):
        return Check(False, "The answer should be two rows of two numbers.")
    if np.array_equal(table, POOLED):
        return Check(True, "Each window keeps its largest number, whatever its sign.")
    if np.array_equal(table, np.maximum(POOLED, 0)):
        return Check(False, "The largest of four negative numbers is negative.")
    if np.array_equal(table.T, POOLED):
        return Check(False, "Rows and columns are exchanged.")
    row, column = np.argwhere(table != POOLED)[0] + 1
    return Check(False, f"Look again at the window in row {row}, column {column}.")


def check_flipped(answer):
    """Checks a function that turns a kernel by half a turn.

    Args:
        answer: a function of a kernel `(height, width)`.

    Returns:
        A `Check`.

    Example:

    >>> check_flipped(lambda kernel: kernel[::-1])
    Not yet. The kernel is upside down; left and right are still as they were.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of a kernel.")
    for kernel in KERNELS:
        try:
            found = read_numbers(answer(kernel.copy()))
        except Exception as error:
            return Check(False, f"The function stops with {type(error).__name__}.")
        if found is None or found.ndim != 2:
            return Check(False, "The function should return a table of numbers.")
        wrong = _name_turn(found, kernel)
        if wrong:
            return Check(False, wrong)
    return Check(True, "Flipped in both directions: half a turn.")


def _name_turn(found, kernel):
    """What is wrong with a turned kernel, in words; empty if nothing is."""
    cases = {
        "The kernel is as it was.": kernel,
        "The kernel is upside down; left and right are still as they were.": kernel[
            ::-1
        ],
        "Left and right are exchanged; top and bottom are as they were.": kernel[
            :, ::-1
        ],
        "Rows and columns are exchanged, which is no half turn.": kernel.T,
    }
    if np.array_equal(found, kernel[::-1, ::-1]):
        return ""
    for words, case in cases.items():
        if np.array_equal(found, case):
            return words
    return f"Of {kernel.tolist()} it makes {found.tolist()}, which is no half turn."
