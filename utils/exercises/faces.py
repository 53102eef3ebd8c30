"""Checks of the exercises of the use case about faces."""

import numpy as np

from utils.exercises.base import OPEN, Check, read_number, read_numbers

# Distances of a face to another of the same person, and to one of somebody else.
NEAR, FAR, MARGIN = (0.5, 0.2, 0.9, 0.3), (0.6, 1.0, 0.4, 0.4), 0.2
# Cosines of pairs, and whether both pictures show one person.
SCORES = (0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4)
SAME = (True, True, False, True, True, False, False, False)
WATCHED, RATE = 1000, 0.001


def check_triplets(answer):
    """Checks the triplet losses of four triplets, done by hand.

    Args:
        answer: four numbers, max(0, near - far + margin) for `NEAR`, `FAR`, `MARGIN`.

    Returns:
        A `Check`.

    Example:

    >>> check_triplets([0.1, -0.6, 0.7, 0.1])
    Not yet. A loss below 0 would reward what is far enough: cut off at 0.
    """
    if answer is ...:
        return Check(None, OPEN)
    losses = read_numbers(answer)
    if losses is None or losses.shape != (4,):
        return Check(False, "The answer should be a list of four numbers.")
    open_ended = np.subtract(NEAR, FAR) + MARGIN
    right = np.maximum(open_ended, 0)
    if np.allclose(losses, right, atol=0.005):
        return Check(True, "The second triplet teaches nothing: it is far enough.")
    if np.allclose(losses, open_ended, atol=0.005):
        return Check(
            False, "A loss below 0 would reward what is far enough: cut off at 0."
        )
    if np.allclose(losses, np.maximum(np.subtract(NEAR, FAR), 0), atol=0.005):
        return Check(False, "The margin is missing.")
    if np.allclose(losses, np.maximum(np.subtract(FAR, NEAR) + MARGIN, 0), atol=0.005):
        return Check(False, "The sign is turned: the same person should be near.")
    place = int(np.flatnonzero(~np.isclose(losses, right, atol=0.005))[0])
    return Check(False, f"Look at triplet {place + 1} again: near − far + margin.")


def check_errors_at(answer):
    """Checks both errors at a threshold of 0.75, counted by hand.

    Args:
        answer: two numbers: the share of false accepts and of false rejects among the
            pairs of `SCORES` and `SAME`.

    Returns:
        A `Check`.

    Example:

    >>> check_errors_at((1 / 8, 1 / 8))
    Not yet. Each error has its own whole: pairs of two people, pairs of one.
    """
    if answer is ...:
        return Check(None, OPEN)
    rates = read_numbers(answer)
    if rates is None or rates.shape != (2,):
        return Check(False, "The answer should be two numbers.")
    if np.any((rates < 0) | (rates > 1)):
        return Check(False, "An error rate lies between 0 and 1.")
    accepted, same = np.array(SCORES) >= 0.75, np.array(SAME)
    wrong = (accepted & ~same).sum(), (~accepted & same).sum()
    right = wrong[0] / (~same).sum(), wrong[1] / same.sum()
    if np.allclose(rates, right, atol=0.005):
        return Check(True, "One stranger of four gets in, one person of four does not.")
    if np.allclose(rates, np.array(wrong) / len(same), atol=0.005):
        return Check(
            False, "Each error has its own whole: pairs of two people, pairs of one."
        )
    which = "accepts" if not np.isclose(rates[0], right[0], atol=0.005) else "rejects"
    return Check(False, f"Count the false {which} again.")


def check_watch_list(answer):
    """Checks the chance of a false alarm against a long list of faces.

    Args:
        answer: the chance that somebody who is not on a list of `WATCHED` faces is
            taken for one of them, if each comparison errs with chance `RATE`.

    Returns:
        A `Check`.

    Example:

    >>> check_watch_list(0.001)
    Not yet. That is one comparison. A passer-by is compared with all of them.
    """
    if answer is ...:
        return Check(None, OPEN)
    chance = read_number(answer)
    if chance is None:
        return Check(False, "The answer should be one number.")
    if np.isclose(chance, WATCHED * RATE):
        return Check(False, "Chances do not add up to certainty: multiply the rest.")
    if not 0 <= chance <= 1:
        return Check(False, "A chance lies between 0 and 1.")
    if np.isclose(chance, RATE):
        return Check(
            False, "That is one comparison. A passer-by is compared with all of them."
        )
    clean = (1 - RATE) ** WATCHED
    if np.isclose(chance, clean, atol=0.002):
        return Check(False, "That is the chance of no alarm; give the rest.")
    if np.isclose(chance, 1 - clean, atol=0.002):
        return Check(True, "An error that is rare in pairs is common in long lists.")
    return Check(False, "Ask how likely it is that none of the comparisons errs.")
