"""Checks of the exercises of the lesson about captions."""

import itertools

import numpy as np

from utils.exercises.base import OPEN, Check, ask

# (column, row) of the left object, of the right one, and the relation
PAIRS = (
    ((5, 10), (20, 12), "left of"),
    ((5, 10), (20, 4), "left of"),
    ((5, 4), (9, 20), "above"),
    ((5, 20), (9, 4), "below"),
)
# probabilities of the first word, and of the second after each first
CHOICES = (
    ((0.6, 0.4), ((0.5, 0.5), (0.1, 0.9))),
    ((0.7, 0.3), ((0.9, 0.1), (0.5, 0.5))),
    ((0.2, 0.5, 0.3), ((1.0, 0.0), (0.3, 0.7), (0.1, 0.9))),
)


def check_relation(answer):
    """Checks the word between two objects that are named one after the other.

    Args:
        answer: a function of two middles, `(column, row)` each, the left object's and
            the right one's, which should return one of "left of", "above", "below".

    Returns:
        A `Check`.

    Example:

    >>> check_relation(lambda left, right: "left of")
    Not yet. (5, 4) and (9, 20) are further apart in rows: it gives 'left of'.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    for left, right, word in PAIRS:
        try:
            found = answer(left, right)
        except Exception as error:
            return Check(False, f"The function stops with {type(error).__name__}.")
        if isinstance(found, str) and found.strip() == word:
            continue
        if word == "left of":
            why = "are further apart in columns"
        elif found == "left of" or not isinstance(found, str):
            why = "are further apart in rows"
        else:
            why = "have their rows counted from above"
        return Check(False, f"{left} and {right} {why}: it gives {found!r:.30}.")
    return Check(True, "Rows are counted from above, so the smaller one is above.")


def check_caption_count(answer):
    """Checks how many captions there are for a number of objects.

    Args:
        answer: a function of the number of objects, which should return how many
            captions the rules of the page's sentences allow for it.

    Returns:
        A `Check`.

    Example:

    >>> check_caption_count(lambda objects: 24**objects)
    Not yet. For 2 objects it gives 576, not 1,728.
    """
    if answer is ...:
        return Check(None, OPEN)
    for objects in (1, 2, 4):
        found, wrong = ask(answer, objects)
        if wrong:
            return Check(False, wrong)
        right = 24**objects * 3 ** (objects - 1)
        if not np.isclose(found, right, rtol=1e-9):
            if objects == 1 and found == 32:
                return Check(False, "Four of the sixteen pairs are held out.")
            plural = "s" if objects > 1 else ""
            return Check(
                False,
                f"For {objects} object{plural} it gives {found:,.0f}, not {right:,}.",
            )
    return Check(True, "Nobody can show a network all captions of four objects.")


def check_best_pair(answer):
    """Checks the probability of the likeliest two words, which greed may miss.

    Args:
        answer: a function of the first word's probabilities `(words,)` and the second
            word's after each first, `(words, words)`, which should return the largest
            probability that any pair has.

    Returns:
        A `Check`.

    Example:

    >>> check_best_pair(lambda one, two: one.max() * two[one.argmax()].max())
    Not yet. Greed gives 0.3; a pair that begins with the other word has 0.36.
    """
    if answer is ...:
        return Check(None, OPEN)
    for place, (first, second) in enumerate(CHOICES):
        first, second = np.array(first), np.array(second)
        found, wrong = ask(answer, first, second)
        if wrong:
            return Check(False, wrong)
        both = [
            first[i] * second[i, j]
            for i, j in itertools.product(*map(range, second.shape))
        ]
        right, greedy = max(both), first.max() * second[first.argmax()].max()
        if np.isclose(found, right, atol=1e-6):
            continue
        if place == 0 and np.isclose(found, greedy, atol=1e-6):
            return Check(
                False,
                "Greed gives 0.3; a pair that begins with the other word has 0.36.",
            )
        return Check(
            False, f"It gives {found:.3g} where the best pair has {right:.3g}."
        )
    return Check(True, "Beam search keeps several beginnings, for this reason.")
