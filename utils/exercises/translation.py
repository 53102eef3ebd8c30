"""Checks of the exercises of the use case about machine translation."""

import numpy as np

from utils.exercises.base import OPEN, Check, read_numbers

SENTENCES = ((0.98, 9), (0.5, 2), (1.0, 40))  # chance of a word, number of words
# (scores, values) of which the weighted mean is asked
LOOKS = (
    ((0.0, 0.0, 0.0), ((1.0, 0.0), (2.0, 0.0), (3.0, 6.0))),
    ((3.0, 1.0), ((1.0, 0.0), (0.0, 1.0))),
    ((1000.0, 0.0), ((1.0, 2.0), (3.0, 4.0))),
)
# (translation, answer, words matched with clipping)
COUNTED = (
    ("the the the the the the the", "the cat is on the mat", 2),
    ("le chat voit un chat", "le chat voit un chien", 4),
    ("un chien dort", "le chat chante", 0),
)


def check_sentence_chance(answer):
    """Checks the chance that a whole sentence is right, from that of a word.

    Args:
        answer: a function of the chance p that a word is right and the number n of
            words, which should return p to the power of n.

    Returns:
        A `Check`.

    Example:

    >>> check_sentence_chance(lambda chance, words: chance)
    Not yet. Nine words, each right with 0.98: it gives 0.98, not 0.834.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    for chance, words in SENTENCES:
        found = _call(answer, chance, words)
        if isinstance(found, Check):
            return found
        if found is None or found.size != 1:
            return Check(False, "The function should return one number.")
        right, found = chance**words, float(found.reshape(()))
        if not np.isclose(found, right, rtol=1e-3):
            count = {9: "Nine", 2: "Two", 40: "Forty"}[words]
            return Check(
                False,
                f"{count} words, each right with {chance:g}: it gives {found:.3g}, not "
                f"{right:.3g}.",
            )
    return Check(True, "All of them have to be right, so the chances are multiplied.")


def check_context(answer):
    """Checks the mean of vectors that attention weighs by its scores.

    Args:
        answer: a function of the scores `(n,)` and the values `(n, width)`, which
            should return the values' mean `(width,)`, weighted by the scores' softmax.

    Returns:
        A `Check`.

    Example:

    >>> check_context(lambda scores, values: values.mean(axis=0))
    Not yet. The first of two values, whose score is higher, should weigh more.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    for place, (scores, values) in enumerate(LOOKS):
        scores, values = np.array(scores), np.array(values)
        with np.errstate(all="ignore"):
            found = _call(answer, scores, values, finite=place < 2)
        if isinstance(found, Check):
            return found
        if found is None or found.shape != (2,):
            words = "a vector of two numbers"
            return Check(False, f"For values of width 2 it should give {words}.")
        weights = np.exp(scores - scores.max())
        right = weights / weights.sum() @ values
        if np.allclose(found, right, atol=1e-3):
            continue
        if place == 0:
            return Check(False, "Equal scores should give the plain mean, here (2, 2).")
        if place == 1:
            return Check(
                False,
                "The first of two values, whose score is higher, should weigh "
                + ("more." if found[0] < 0.8 else f"{right[0]:.3g}."),
            )
        return Check(False, "A score of 1000 overflows: subtract the largest first.")
    return Check(True, "A softmax, then a weighted mean: that is all that looks.")


def check_clipped_precision(answer):
    """Checks the share of a translation's words that the answer holds, clipped.

    Args:
        answer: a function of two lists of words, the translation and the answer.

    Returns:
        A `Check`.

    Example:

    >>> check_clipped_precision(lambda guess, right: 1.0)
    Not yet. For seven times "the", where the answer has two: it gives 1, not 2/7.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    for place, (guess, right, matched) in enumerate(COUNTED):
        words = guess.split()
        found = _call(answer, words, right.split())
        if isinstance(found, Check):
            return found
        if found is None or found.size != 1:
            return Check(False, "The function should return one number.")
        found = float(found.reshape(()))
        if np.isclose(found, matched / len(words), atol=1e-3):
            continue
        case = f"For {guess!r} and the answer {right!r}"
        if place == 0:
            case = 'For seven times "the", where the answer has two'
        return Check(
            False, f"{case}: it gives {found:.3g}, not {matched}/{len(words)}."
        )
    return Check(True, "BLEU counts runs of two, three and four words the same way.")


def _call(answer, first, second, *, finite=True):
    """What a function gives as numbers, or what to say where it stops."""
    try:
        found = answer(first, second)
        if not finite and isinstance(found, np.ndarray | list):
            found = np.nan_to_num(np.asarray(found, dtype=float))  # an overflow
    except Exception as error:
        return Check(False, f"The function stops with {type(error).__name__}.")
    return read_numbers(found)
