"""Answers to the exercises of lesson 09: wrong with a word that helps, right."""

import pandas as pd


def combine(words):
    if len(set(words)) == 1:
        return words[0]
    if "supported" in words or "qualified" in words:
        return "qualified"
    return "undecided"


def rank(scores):
    table = pd.DataFrame(scores).rank(axis=1, ascending=False)
    return table.mean(axis=0)


WRONG = {
    "check_one_word": [
        (lambda words: words[0], "limits"),
        (lambda words: "undecided", "agree"),
        (lambda words: words[0] if len(set(words)) == 1 else "undecided", "holds"),
        (
            lambda words: words[0] if len(set(words)) == 1 else "qualified",
            "no part",
        ),
        (lambda words: words[7], "IndexError"),
        ("qualified", "function"),
        (None, "function"),
    ],
    "check_mean_ranks": [
        (lambda scores: scores.mean(axis=0), "rank 1"),
        (lambda scores: rank(-scores), "rank 1"),
        (lambda scores: rank(scores.mean(axis=0, keepdims=True)), "each seed"),
        (lambda scores: (-scores).argsort().argsort().mean(axis=0) + 1, "equal"),
        (lambda scores: 1.0, "each family"),
        (lambda scores: None, "each family"),
        (lambda: [1], "TypeError"),
        ([1, 2, 3], "function"),
        (None, "function"),
    ],
    "check_valve": [
        ({"grid": True, "neighbors": True}, "grid"),
        ({"grid": False, "order": False}, "order"),
        ({"grid": False, "order": True, "unbounded": False}, "unbounded"),
        ({"grid": False, "order": True}, "unbounded"),
        ({"grid": False, "order": True, "unbounded": True, "long": True}, "long"),
        ({"grid": 0}, "True or False"),
        ([False, True, True], "dict"),
        (None, "dict"),
    ],
}

RIGHT = {
    "check_one_word": [combine],
    "check_mean_ranks": [rank],
    "check_valve": [{"grid": False, "order": True, "unbounded": True}],
}
