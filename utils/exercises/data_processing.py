"""Checks of the exercises of lesson 02a."""

import numpy as np

from utils.exercises.base import OPEN, Check, read_numbers
from utils.scratch import cross_correlate2d

SIDE = 15  # of the receptive field asked for


def check_field_of_fifteen(answer):
    """Checks a stack of layers whose units see exactly 15 × 15 pixels.

    Args:
        answer: a pair (kernel, stride) for each layer, from the first on.

    Returns:
        A `Check`.

    Example:

    >>> check_field_of_fifteen([(3, 1), (3, 1)])
    Not yet. A unit behind these layers sees 5 × 5 pixels, asked for were 15 × 15.
    """
    if answer is ...:
        return Check(None, OPEN)
    pairs = read_numbers(answer)
    if pairs is None or pairs.ndim != 2 or pairs.shape[1] != 2:
        return Check(False, "The answer should be a list of pairs (kernel, stride).")
    kernels, strides = pairs.T
    if np.any(pairs % 1 != 0) or np.any(pairs < 1):
        return Check(False, "Kernels and strides are whole numbers, 1 or more.")
    if kernels.max() > 3 or strides.max() > 2:
        return Check(False, "No kernel may be larger than 3 and no stride than 2.")
    steps = np.cumprod([1, *strides[:-1]])
    side = 1 + int(((kernels - 1) * steps).sum())
    if side != SIDE:
        found = f"sees {side} × {side} pixels, asked for were {SIDE} × {SIDE}"
        return Check(False, f"A unit behind these layers {found}.")
    if len(pairs) > 3:
        return Check(False, "The field is right, and fewer layers can do that.")
    return Check(True, "Every stride doubles what the next kernel adds.")


def check_edge_kernel(answer):
    """Checks a 3×3 kernel that answers to horizontal edges and to nothing else.

    Args:
        answer: three rows of three numbers.

    Returns:
        A `Check`.

    Example:

    >>> check_edge_kernel([[1, 1, 1]] * 3)
    Not yet. It answers to a flat picture, where there is no edge.
    """
    if answer is ...:
        return Check(None, OPEN)
    kernel = read_numbers(answer)
    if kernel is None or kernel.shape != (3, 3):
        return Check(False, "The answer should be three rows of three numbers.")
    step = np.repeat([[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]], 6, axis=0)
    size = np.abs(kernel).max()

    def answers(picture):
        return np.abs(cross_correlate2d(picture, kernel)).max() > 1e-9 * size

    if not answers(step.T):
        return Check(False, "It does not answer to a horizontal edge.")
    if answers(np.ones((3, 3))):
        return Check(False, "It answers to a flat picture, where there is no edge.")
    if answers(step):
        return Check(False, "It answers to a vertical edge, too.")
    return Check(True, "Its rows differ, and each of its columns adds up to 0.")


def check_half_life(answer):
    """Checks the share a recurrence must keep for a trace to halve in ten steps.

    Args:
        answer: a number.

    Returns:
        A `Check`.

    Example:

    >>> check_half_life(0.5)
    Not yet. Ten steps later 0.000977 of the number is left, asked for was 0.5.
    """
    if answer is ...:
        return Check(None, OPEN)
    keep = read_numbers(answer)
    if keep is None or keep.ndim:
        return Check(False, "The answer should be one number.")
    if not 0 <= keep <= 1:
        return Check(False, "A share lies between 0 and 1.")
    left = float(keep) ** 10
    if abs(left - 0.5) > 0.005:
        found = f"{left:.3g} of the number is left, asked for was 0.5"
        return Check(False, f"Ten steps later {found}.")
    return Check(True, "The trace falls by the same factor at every step.")


def check_safe_shifts(answer):
    """Checks the shifts up to 24 that layers of strides 2, 2 and 3 pass unharmed.

    Args:
        answer: whole numbers of pixels from 1 to 24.

    Returns:
        A `Check`.

    Example:

    >>> check_safe_shifts([2, 12, 24])
    Not yet. A shift by 2 pixels is no whole step of the last map.
    """
    if answer is ...:
        return Check(None, OPEN)
    if isinstance(answer, set | range | frozenset):
        answer = sorted(answer, key=str)
    shifts = read_numbers(answer)
    if shifts is None or shifts.ndim != 1 or not shifts.size:
        return Check(False, "The answer should be a list of numbers of pixels.")
    if np.any((shifts < 1) | (shifts > 24) | (shifts % 1 != 0)):
        return Check(False, "The shifts asked for are whole numbers from 1 to 24.")
    wrong = shifts[shifts % 12 != 0]
    if len(wrong):
        found = f"A shift by {wrong[0]:g} pixels is no whole step of the last map."
        return Check(False, found)
    if set(shifts) != {12, 24}:
        return Check(False, "All of these are safe, and one is missing.")
    return Check(True, "One step of the last map is 2 · 2 · 3 = 12 pixels.")
