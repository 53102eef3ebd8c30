"""Answers to the exercises on captions: wrong with a word, right."""

import numpy as np


def relate(left, right):
    """The rule."""
    across, down = right[0] - left[0], right[1] - left[1]
    if across > abs(down):
        return "left of"
    return "above" if down > 0 else "below"


def upside_down(left, right):
    """The rule with rows counted from below."""
    word = relate(left, right)
    return {"above": "below", "below": "above"}.get(word, word)


def unsigned(left, right):
    """The rule without the absolute value."""
    across, down = right[0] - left[0], right[1] - left[1]
    return "left of" if across > down else "above"


def greedy(first, second):
    """One word after the other."""
    return first.max() * second[first.argmax()].max()


WRONG = {
    "check_relation": [
        (lambda left, right: "left of", "further apart in rows"),
        (lambda left, right: "above", "further apart in columns"),
        (upside_down, "counted from above"),
        (unsigned, "(5, 20)"),
        (lambda left, right: None, "None"),
        (lambda left: "above", "TypeError"),
        ("above", "function"),
    ],
    "check_caption_count": [
        (lambda n: 24**n, "not 1,728"),
        (lambda n: 32**n * 3 ** (n - 1), "held out"),
        (lambda n: 24 * n, "For 2"),
        (lambda n: 24**n * 3**n, "For 1 object "),
        (lambda n: "many", "number"),
        (24, "function"),
    ],
    "check_best_pair": [
        (greedy, "Greed gives 0.3"),
        (lambda first, second: second.max(), "best pair has 0.36"),
        (lambda first, second: first.max() * second.max(), "best pair"),
        (lambda first, second: 0.36, "best pair has 0.63"),
        (lambda first: 1.0, "TypeError"),
        (0.36, "function"),
    ],
}

RIGHT = {
    "check_relation": [relate],
    "check_caption_count": [
        lambda n: 24**n * 3 ** (n - 1),
        lambda n: 24 * 72 ** (n - 1),
        lambda n: np.float64(72) ** n / 3,
    ],
    "check_best_pair": [
        lambda first, second: (first[:, None] * second).max(),
        lambda first, second: np.max(first * second.max(axis=1)),
    ],
}
