"""Answers to the exercises on machine translation: wrong with a word, right."""

from collections import Counter

import numpy as np


def look(scores, values):
    """The weighted mean, safe."""
    weights = np.exp(scores - scores.max())
    return weights / weights.sum() @ values


def look_unsafe(scores, values):
    """The same, which overflows."""
    weights = np.exp(scores)
    return weights / weights.sum() @ values


def share(guess, right):
    """Clipped counts."""
    matched = Counter(guess) & Counter(right)
    return sum(matched.values()) / len(guess)


WRONG = {
    "check_sentence_chance": [
        (lambda chance, words: chance, "0.834"),
        (lambda chance, words: chance * words, "8.82"),
        (lambda chance, words: 1 - (1 - chance) ** words, "not 0.834"),
        (lambda chance, words: "0.8", "one number"),
        (lambda chance: chance, "TypeError"),
        (0.83, "function"),
    ],
    "check_context": [
        (lambda scores, values: values.mean(axis=0), "weigh more"),
        (lambda scores, values: scores @ values, "plain mean"),
        (lambda scores, values: values[scores.argmax()], "plain mean"),
        (
            lambda scores, values: (
                look(scores, values) if scores[0] == 0 else values[scores.argmax()]
            ),
            "0.881",
        ),
        (look_unsafe, "overflows"),
        (lambda scores, values: 1.0, "two numbers"),
        (lambda scores, values: None, "two numbers"),
        (lambda scores: scores, "TypeError"),
        ([0.5, 0.5], "function"),
    ],
    "check_clipped_precision": [
        (lambda guess, right: sum(w in right for w in guess) / len(guess), "2/7"),
        (
            lambda guess, right: len(set(guess) & set(right)) / len(set(guess)),
            "not 2/7",
        ),
        (lambda guess, right: share(guess, right) * len(guess) / len(right), "2/7"),
        (
            lambda guess, right: (
                2 / 7 if len(guess) == 7 else sum(w in right for w in guess) / 5
            ),
            "4/5",
        ),
        (lambda guess, right: None, "one number"),
        (lambda guess: 1, "TypeError"),
        (0.5, "function"),
    ],
}

RIGHT = {
    "check_sentence_chance": [
        lambda p, n: p**n,
        lambda p, n: np.exp(n * np.log(p)),
        lambda p, n: np.prod([p] * n),
    ],
    "check_context": [look, lambda s, v: list(look(s, v))],
    "check_clipped_precision": [share],
}
