"""Checks of the exercises of lesson 09."""

import itertools

import numpy as np

from utils.exercises.base import OPEN, Check, read_numbers
from utils.findings import sum_up

WORDS = ("supported", "qualified", "refuted", "undecided")
# a valve whose last order counts, however long ago it came
VALVE = {"grid": False, "order": True, "unbounded": True}


def check_one_word(answer):
    """Checks a function that makes one word out of several verdicts.

    Args:
        answer: a function of a list of verdicts that returns one.

    Returns:
        A `Check`.

    Example:

    >>> check_one_word(lambda words: words[0])
    Not yet. For ['supported', 'qualified'] it says 'supported'; one part has limits.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    for size in (1, 2, 3):
        for words in itertools.product(WORDS, repeat=size):
            try:
                found = answer(list(words))
            except Exception as error:  # whatever the reader's function may raise
                return Check(False, f"It stops with {type(error).__name__}.")
            expected = sum_up(list(words))
            if found != expected:
                return Check(False, _help(list(words), found, expected))
    return Check(True, "A part that holds makes a sentence qualified, never supported.")


def check_mean_ranks(answer):
    """Checks a function that ranks families seed by seed.

    Args:
        answer: a function of an array `(seeds, families)` of scores, higher is better,
            that returns the mean rank of each family, equals sharing their places.

    Returns:
        A `Check`.

    Example:

    >>> check_mean_ranks(lambda scores: scores.mean(axis=0))
    Not yet. The best family of every seed should get rank 1.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    cases = (
        ([[0.9, 0.8, 0.1]], "The best family of every seed should get rank 1."),
        ([[0.9, 0.8, 0.1], [0.1, 0.8, 0.9]], "Rank each seed by itself, then average."),
        ([[0.9, 0.9, 0.1]], "Two that are equal share the mean of places 1 and 2."),
        ([[0.5, 0.5, 0.5], [0.1, 0.2, 0.3]], "Three that are equal share place 2."),
    )
    for scores, hint in cases:
        scores = np.array(scores)
        try:
            found = read_numbers(answer(scores.copy()))
        except Exception as error:  # whatever the reader's function may raise
            return Check(False, f"It stops with {type(error).__name__}.")
        if found is None or found.shape != scores.shape[1:]:
            return Check(False, "It should return one number for each family.")
        better = (scores[:, None, :] > scores[:, :, None]).sum(axis=2)
        equal = (scores[:, None, :] == scores[:, :, None]).sum(axis=2)
        if not np.allclose(found, (better + (equal + 1) / 2).mean(axis=0)):
            return Check(False, hint)
    return Check(True, "A rank forgets by how much: look at the scores as well.")


def check_valve(answer):
    """Checks the answers that the guide's questions get for the valve.

    Args:
        answer: a dict from the guide's keys to True or False.

    Returns:
        A `Check`.

    Example:

    >>> check_valve({"grid": False, "order": True, "unbounded": False})
    Not yet. "unbounded" should be another answer: read the task again.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not isinstance(answer, dict):
        return Check(False, "The answer should be a dict of True and False.")
    for key, value in VALVE.items():
        if not isinstance(answer.get(key), bool):
            return Check(False, f'"{key}" should be True or False.')
        if answer[key] != value:
            return Check(
                False, f'"{key}" should be another answer: read the task again.'
            )
    if further := sorted(set(answer) - set(VALVE), key=str):
        return Check(False, f"The guide does not get to {further[0]!r} on this way.")
    return Check(True, "No window is long enough for an order that came before it.")


def _help(words, found, expected):
    """Says what is wrong with the word for several."""
    if len(set(words)) == 1:
        why = "all of them agree."
    elif expected == "undecided":
        why = "no part of it was shown to hold."
    elif found == "supported":
        why = "one part has limits."
    else:
        why = "some part of it holds."
    return f"For {words} it says {found!r}; {why}"
