"""Checks of the exercises of lesson 07b."""

import numpy as np

from utils.exercises.base import OPEN, Check, read_numbers

SEEN = [
    ("the", "red", "ball"),
    ("the", "blue", "ball"),
    ("the", "blue", "ball"),
    ("the", "old", "car"),
    ("a", "red", "ball"),
]


def check_one_side(answer):
    """Checks what can be known from one side and from both.

    Args:
        answer: two shares: from the left side, from both sides.

    Returns:
        A `Check`.

    Example:

    >>> check_one_side([0.5, 1.0])
    Not yet. Given the left key, count the words that are still possible.
    """
    if answer is ...:
        return Check(None, OPEN)
    shares = read_numbers(answer)
    if shares is None or shares.shape != (2,):
        return Check(False, "The answer should be two numbers.")
    if not np.isclose(shares[1], 1):
        return Check(False, "With both keys the sum is known.")
    if not np.isclose(shares[0], 0.25):
        return Check(
            False, "Given the left key, count the words that are still possible."
        )
    return Check(True, "One side alone says nothing here, and both say everything.")


def check_wider_field(answer):
    """Checks the receptive field of three dilated convolutions.

    Args:
        answer: a whole number.

    Returns:
        A `Check`.

    Example:

    >>> check_wider_field(15)
    Not yet. The new layer reaches 9 words to the left and 9 to the right.
    """
    if answer is ...:
        return Check(None, OPEN)
    field = read_numbers(answer)
    if field is None or field.shape != ():
        return Check(False, "The answer should be one number.")
    if field != 27:
        return Check(
            False, "The new layer reaches 9 words to the left and 9 to the right."
        )
    return Check(True, "The field grows by twice the dilation with each layer.")


def check_between(answer):
    """Checks a function that counts what stood between two words.

    Args:
        answer: a function of sentences, left and right neighbor.

    Returns:
        A `Check`.

    Example:

    >>> check_between(lambda sentences, left, right: "red")
    Not yet. Between 'the' and 'ball' stood "blue" most often.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of three arguments.")
    for left, right, word in (
        ("the", "ball", "blue"),
        ("the", "car", "old"),
        ("a", "ball", "red"),
        ("a", "car", None),
    ):
        try:
            found = answer(list(SEEN), left, right)
        except Exception as error:
            return Check(False, f"The function stops with {type(error).__name__}.")
        if found != word or (word is None and found is not None):
            stood = f'stood "{word}" most often' if word else "no word was ever seen"
            return Check(False, f"Between {left!r} and {right!r} {stood}.")
    return Check(True, "That is a trigram model with the gap in its middle.")
