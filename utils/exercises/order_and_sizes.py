"""Checks of the exercises of lesson 02b."""

import numpy as np

from utils.exercises.base import OPEN, Check, read_numbers

LENGTHS = (3, 5, 12, 4, 11)
SHARE = 1 - sum(LENGTHS) / (len(LENGTHS) * max(LENGTHS))


def check_padded_share(answer):
    """Checks what share of a padded batch of five sequences is padding.

    Args:
        answer: a number from 0 to 1.

    Returns:
        A `Check`.

    Example:

    >>> check_padded_share(0.2)
    Not yet. All five are padded to the longest; count the cells of that array.
    """
    if answer is ...:
        return Check(None, OPEN)
    share = read_numbers(answer)
    if share is None or share.ndim != 0 or not 0 <= share <= 1:
        return Check(False, "The answer should be one number from 0 to 1.")
    if np.isclose(share, 1 - SHARE, atol=0.005):
        return Check(False, "That is the share of the data; padding is the rest.")
    if not np.isclose(share, SHARE, atol=0.005):
        hint = "All five are padded to the longest; count the cells of that array."
        return Check(False, hint)
    return Check(True, "Two sequences of five make most of the cells necessary.")


def check_mask(answer):
    """Checks a function that writes the mask of a padded batch.

    Args:
        answer: a function of the sequences' lengths and of the padded length, which
            gives an array `(sequences, padded length)`, True at the data.

    Returns:
        A `Check`.

    Example:

    >>> check_mask(lambda lengths, longest: np.ones((len(lengths), longest), bool))
    Not yet. For lengths [2, 3, 1] it marks 9 cells as data, and there are 6.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of lengths and longest.")
    for lengths, longest in (([2, 3, 1], 3), ([4], 6), ([1, 5], 5)):
        wanted = np.array([[t < n for t in range(longest)] for n in lengths])
        try:
            found = np.asarray(answer(np.array(lengths), longest))
            fits = found.shape == wanted.shape
            same = fits and bool(np.array_equal(found.astype(bool), wanted))
        except Exception as error:
            return Check(False, f"The function stops with {type(error).__name__}.")
        case = f"For lengths {lengths}"
        if not fits:
            shapes = f"{found.shape}, and {wanted.shape} was expected"
            return Check(False, f"{case} the mask has shape {shapes}.")
        if not same:
            cells = int(found.astype(bool).sum())
            if cells != wanted.sum():
                counts = f"{cells} cells as data, and there are {wanted.sum()}"
                return Check(False, f"{case} it marks {counts}.")
            return Check(False, f"{case} it marks as many cells as there are, others.")
    return Check(True, "Comparing a row of places with a column of lengths does it.")


def check_masked_alike(answer):
    """Checks two different sequences that look the same behind `Masking(0.0)`.

    Args:
        answer: two lists of five numbers each.

    Returns:
        A `Check`.

    Example:

    >>> check_masked_alike(([1, 2, 0, 0, 0], [1, 3, 0, 0, 0]))
    Not yet. Behind the mask stand [1, 2] and [1, 3]: an RNN can tell them apart.
    """
    if answer is ...:
        return Check(None, OPEN)
    both = read_numbers(answer)
    if both is None or both.shape != (2, 5):
        return Check(False, "The answer should be two lists of five numbers each.")
    first, second = both
    if np.array_equal(first, second):
        return Check(False, "The two are the same sequence.")
    left, right = ([f"{n:g}" for n in row if n != 0] for row in both)
    if left != right or not np.array_equal(first[first != 0], second[second != 0]):
        shown = f"[{', '.join(left)}] and [{', '.join(right)}]"
        return Check(
            False, f"Behind the mask stand {shown}: an RNN can tell them apart."
        )
    return Check(True, "A real zero is taken for padding, and when it came is lost.")
