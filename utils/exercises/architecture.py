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
DELTAS = (
    np.array([[4.0, -8.0], [1.0, 0.5]]),
    np.array([[2.0, 3.0, 5.0]]),
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


def check_average_back(answer):
    """Checks a function that passes a gradient back through 2×2 average pooling.

    Args:
        answer: a function of the gradient by the output `(rows, columns)`.

    Returns:
        A `Check`.

    Example:

    >>> check_average_back(lambda delta: np.kron(delta, np.ones((2, 2))))
    Not yet. Four times too large: a mean takes a quarter of each number.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of delta.")
    for delta in DELTAS:
        try:
            found = read_numbers(answer(delta.copy()))
        except Exception as error:
            return Check(False, f"The function stops with {type(error).__name__}.")
        if found is None or found.ndim != 2:
            return Check(False, "The function should return a table of numbers.")
        wrong = _name_mistake(found, delta)
        if wrong:
            return Check(False, wrong)
    return Check(True, "Each window shares its gradient in equal parts.")


def _name_mistake(found, delta):
    """What is wrong with a gradient by the input, in words; empty if nothing is."""
    wide = np.kron(delta, np.ones((2, 2)))
    if found.shape != wide.shape:
        return (
            f"From shape {delta.shape} it makes {found.shape}; the gradient by the "
            f"input has the input's shape, {wide.shape}."
        )
    if np.allclose(found, wide / 4):
        return ""
    if np.allclose(found, wide):
        return "Four times too large: a mean takes a quarter of each number."
    if np.allclose(found.sum(), delta.sum()):
        return "The sum is right, and not every number has the share of its window."
    return f"From {delta.tolist()} it makes {found.tolist()}."
