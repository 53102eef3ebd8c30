"""Answers to the exercises of lesson 10: wrong with a word that helps, right."""

import numpy as np

WAYS = ["at random", "by group", "by time", "by group"]


def name_simplest(gaps):
    for name, (mean, low, _) in gaps.items():
        if not (low > 0 and mean >= 0.01):
            return name
    return None


def find_interval(first, second):
    gaps = first - second
    reach = 1.96 * gaps.std(ddof=1) / np.sqrt(len(gaps))
    return gaps.mean() - reach, gaps.mean() + reach


def treat_as_unpaired(first, second):
    errors = first.var() / len(first) + second.var() / len(second)
    middle = first.mean() - second.mean()
    return middle - 3 * errors**0.5, middle + 3 * errors**0.5


WRONG = {
    "check_ways_to_split": [
        (["by group", *WAYS[1:]], "letters"),
        ([WAYS[0], "at random", *WAYS[2:]], "cells"),
        ([*WAYS[:2], "at random", "by group"], "bicycles"),
        ([*WAYS[:3], "at random"], "voices"),
        (["shuffled"] * 4, "none of the ways"),
        (WAYS[:3], "four"),
        ("by time", "list"),
    ],
    "check_simplest": [
        (lambda gaps: min(gaps, key=lambda n: gaps[n][0]), "line"),
        (lambda gaps: next(iter(gaps)), "answer is"),
        (lambda gaps: next(n for n, g in gaps.items() if g[1] <= 0), "0.004"),
        (lambda gaps: gaps["tree"], "fails"),
        ("CNN", "function"),
    ],
    "check_paired": [
        (treat_as_unpaired, "different"),
        (lambda first, second: (first - second).mean(), "fails"),
        (lambda first, second: (0.0, 0.2, 0.4), "it is"),
        (0.2, "function"),
    ],
}
RIGHT = {
    "check_ways_to_split": [WAYS, tuple(WAYS)],
    "check_simplest": [name_simplest],
    "check_paired": [
        find_interval,
        lambda first, second: (
            np.mean(first - second)
            + np.array([-1.96, 1.96]) * np.std(first - second) / len(first) ** 0.5
        ),
    ],
}
