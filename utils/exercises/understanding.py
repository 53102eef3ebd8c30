"""Checks of the exercises of lesson 05b."""

import numpy as np

from utils.exercises.base import OPEN, Check, read_numbers

# A linear score over a row of four pixels, and the row: what covering costs.
ROW, WEIGHTS = (2.0, 0.0, 1.0, 3.0), (1.0, 5.0, -2.0, 1.0)
SAME_WHEN_TURNED = {0, 1, 8}


def check_covering(answer):
    """Checks an occlusion map of four pixels, done by hand.

    Args:
        answer: four numbers: how far the score of `ROW` falls when a pixel is set to 0.

    Returns:
        A `Check`.

    Example:

    >>> check_covering([1, 5, -2, 1])
    Not yet. These are the weights: the gradient, not what covering costs.
    """
    if answer is ...:
        return Check(None, OPEN)
    drops = read_numbers(answer)
    if drops is None or drops.shape != (4,):
        return Check(False, "The answer should be a list of four numbers.")
    right = np.multiply(ROW, WEIGHTS)
    if np.allclose(drops, right):
        return Check(True, "The largest weight meets a dark pixel: no loss there.")
    if np.allclose(drops, WEIGHTS):
        return Check(
            False, "These are the weights: the gradient, not what covering costs."
        )
    if np.allclose(drops, right.sum() - right):
        return Check(False, "These are the scores afterwards. Give what was lost.")
    if np.allclose(drops, -right):
        return Check(False, "The sign is turned: a fall counts as positive.")
    place = int(np.flatnonzero(~np.isclose(drops, right))[0])
    return Check(False, f"Cover pixel {place} alone, and see how far the score falls.")


def check_guessing_rate(answer):
    """Checks the hit rates of two maps that know nothing of the class.

    Args:
        answer: two numbers: the hit rate of a map that points anywhere in a picture of
            24×24 pixels with a cause of 5×5, and of one that points at any of four
            glyphs, one of which is the cause.

    Returns:
        A `Check`.

    Example:

    >>> check_guessing_rate((5 / 24, 1 / 4))
    Not yet. The first: count pixels of the picture, not of one side of it.
    """
    if answer is ...:
        return Check(None, OPEN)
    rates = read_numbers(answer)
    if rates is None or rates.shape != (2,):
        return Check(False, "The answer should be two numbers.")
    if np.any((rates < 0) | (rates > 1)):
        return Check(False, "A hit rate lies between 0 and 1.")
    if np.isclose(rates[0], 5 / 24, atol=0.002):
        return Check(
            False, "The first: count pixels of the picture, not of one side of it."
        )
    if not np.isclose(rates[0], 25 / 576, atol=0.0005):
        return Check(False, "The first: give the cause's share of the pixels.")
    if not np.isclose(rates[1], 1 / 4, atol=0.0005):
        return Check(False, "The second: count how many glyphs there are to point at.")
    return Check(True, "A map can know where ink is, and nothing of the answer.")


def check_turned_digits(answer):
    """Checks which digits still show themselves when a picture is turned upside down.

    Args:
        answer: the digits 0 to 9 that a half turn leaves what they are.

    Returns:
        A `Check`.

    Example:

    >>> check_turned_digits([0, 6, 8, 9])
    Not yet. A half turn makes another digit out of 6 and 9.
    """
    if answer is ...:
        return Check(None, OPEN)
    values = sorted(answer) if isinstance(answer, set) else answer
    digits = read_numbers(values)
    if digits is None or digits.ndim != 1 or np.any((digits < 0) | (digits > 9)):
        return Check(False, "The answer should be a list of digits from 0 to 9.")
    if np.any(digits % 1):
        return Check(False, "The answer should be a list of whole digits.")
    given = {int(digit) for digit in digits}
    wrong = sorted(given & {6, 9})
    if wrong:
        names = " and ".join(map(str, wrong))
        return Check(False, f"A half turn makes another digit out of {names}.")
    extra = sorted(given - SAME_WHEN_TURNED - {5})
    if extra:
        return Check(False, f"Upside down, a {extra[0]} is no digit any more.")
    missing = sorted(SAME_WHEN_TURNED - given)
    if missing:
        return Check(False, f"One is missing: turn a {missing[-1]} by half a turn.")
    return Check(True, "For all other digits, the turned copy would carry a lie.")
