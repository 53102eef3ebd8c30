"""Checks of the exercises of lesson 10."""

import math

import numpy as np

from utils.exercises.base import OPEN, Check

WAYS = ("at random", "by group", "by time")
RIGHT_WAYS = {
    "the letters": "at random",
    "the cells": "by group",
    "the bicycles": "by time",
    "the voices": "by group",
}
GAPS = (
    {"line": (0.2, 0.1, 0.3), "CNN": (0.0, 0.0, 0.0), "hybrid": (0.01, -0.01, 0.03)},
    {"line": (0.02, -0.01, 0.05), "CNN": (0.0, 0.0, 0.0), "hybrid": (0.1, 0.05, 0.15)},
    {"line": (0.004, 0.001, 0.007), "CNN": (0.0, 0.0, 0.0)},
    {"line": (0.3, 0.2, 0.4), "CNN": (0.1, 0.02, 0.18), "hybrid": (0.0, 0.0, 0.0)},
)


def check_ways_to_split(answer):
    """Checks how four data sets are to be split.

    Args:
        answer: four words, in the order of the question.

    Returns:
        A `Check`.

    Example:

    >>> check_ways_to_split(["by time", "by group", "by time", "by group"])
    Not yet. Think again about the letters, and what will be new when it is used.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not isinstance(answer, list | tuple) or len(answer) != len(RIGHT_WAYS):
        return Check(False, "The answer should be a list of four ways to split.")
    for given, (data, way) in zip(answer, RIGHT_WAYS.items(), strict=True):
        if given not in WAYS:
            return Check(False, f"{given!r} is none of the ways {WAYS}.")
        if given != way:
            return Check(
                False,
                f"Think again about {data}, and what will be new when it is used.",
            )
    return Check(True, "A test is fair if what is new later is new in it, too.")


def check_simplest(answer):
    """Checks a function that names the simplest contestant not clearly behind.

    Args:
        answer: function of a dict from contestant, the simplest first, to mean, lower
            and upper end of how far it is behind.

    Returns:
        A `Check`.

    Example:

    >>> check_simplest(lambda gaps: "CNN")
    Not yet. Where line is behind by 0.02 (-0.01 to 0.05), the answer is 'line', not
    'CNN'.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of the gaps.")
    for gaps in GAPS:
        right = next(n for n, (mean, low, _) in gaps.items() if low <= 0 or mean < 0.01)
        try:
            given = answer(dict(gaps))
        except Exception as error:
            return Check(False, f"The function fails: {error!r}.")
        if given != right:
            mean, low, high = gaps["line"]
            return Check(
                False,
                f"Where line is behind by {mean} ({low} to {high}), the answer is "
                f"{right!r}, not {given!r}.",
            )
    return Check(True, "The burden of proof lies with the larger model.")


def check_paired(answer):
    """Checks a function that gives the interval of a paired difference.

    Args:
        answer: function of two arrays of 0 and 1, `(examples,)`, that gives the mean
            difference minus and plus 1.96 standard errors.

    Returns:
        A `Check`.

    Example:

    >>> check_paired(lambda first, second: (0.0, 1.0))
    Not yet. For 50 examples, 10 of them different, it is (0.09, 0.31), not (0.0, 1.0).
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of two arrays.")
    for count, apart in ((50, 10), (200, 4)):
        first, second = np.ones(count), np.ones(count)
        second[:apart] = 0
        share = apart / count
        spread = math.sqrt(share * (1 - share) / count)
        right = (round(share - 1.96 * spread, 2), round(share + 1.96 * spread, 2))
        try:
            given = tuple(float(end) for end in answer(first.copy(), second.copy()))
        except Exception as error:
            return Check(False, f"The function fails: {error!r}.")
        if len(given) != 2 or not np.allclose(given, right, atol=0.012):
            shown = tuple(round(end, 2) for end in given)
            return Check(
                False,
                f"For {count} examples, {apart} of them different, it is {right}, not "
                f"{shown}.",
            )
    return Check(True, "Only the examples on which the two disagree count.")
