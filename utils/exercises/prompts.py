"""Checks of the exercises of lesson 08c."""

import numpy as np

from utils.exercises.base import OPEN, Check, ask, read_numbers


def check_code_bits(answer):
    """Checks what a picture costs in codes, and how much less that is.

    Args:
        answer: bits of a picture in codes, and how many times more its pixels take.

    Returns:
        A `Check`.

    Example:

    >>> check_code_bits([1024, 6])
    Not yet. One of 64 codes takes 6 bits, as 2 to the power of 6 is 64.
    """
    if answer is ...:
        return Check(None, OPEN)
    found = read_numbers(answer)
    if found is None or found.shape != (2,):
        return Check(False, "The answer should be two numbers.")
    if np.isclose(found[0], 16 * 64):
        return Check(
            False, "One of 64 codes takes 6 bits, as 2 to the power of 6 is 64."
        )
    if not np.isclose(found[0], 96):
        return Check(False, "There are 4 times 4 codes, and each takes as many bits.")
    if np.isclose(found[1], 8):
        return Check(False, "Count the pixels' bits, too: a byte has 8 of them.")
    if not np.isclose(found[1], 64):
        return Check(False, "A picture has 16 times 16 pixels of 3 bytes.")
    return Check(True, "That is what makes it short enough to be written like a text.")


def check_nearest_codes(answer):
    """Checks a function that finds the nearest code for each vector.

    Args:
        answer: a function of vectors `(n, d)` and a codebook `(k, d)`.

    Returns:
        A `Check`.

    Example:

    >>> check_nearest_codes(lambda z, book: (z @ book.T).argmax(axis=1))
    Not yet. A longer code is not nearer: compare distances, not products.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    rng = np.random.default_rng(0)
    for n, k, d in ((6, 4, 2), (1, 3, 5), (9, 2, 1)):
        z, book = rng.normal(size=(n, d)), 2 * rng.normal(size=(k, d))
        away = ((z[:, None] - book) ** 2).sum(axis=2)
        try:
            found = read_numbers(answer(z.copy(), book.copy()))
        except Exception as error:  # whatever the reader's function may raise
            return Check(False, f"The function stops with {type(error).__name__}.")
        if found is None or found.shape != (n,):
            return Check(False, "The function should give one number for each vector.")
        if np.array_equal(found, away.argmin(axis=1)):
            continue
        if np.array_equal(found, (z @ book.T).argmax(axis=1)):
            message = "A longer code is not nearer: compare distances, not products."
        elif np.array_equal(found, away.argmax(axis=1)):
            message = "These are the codes that are farthest away."
        else:
            message = f"For {n} vectors and {k} codes there are nearer codes."
        return Check(False, message)
    return Check(True, "That is all a quantizer does on the way forward.")


def check_pairs_compared(answer):
    """Checks how many pairs causal self-attention compares.

    Args:
        answer: a function from the number of tokens to the number of pairs.

    Returns:
        A `Check`.

    Example:

    >>> check_pairs_compared(lambda tokens: tokens**2)
    Not yet. A token does not look at later ones, so it is fewer.
    """
    if answer is ...:
        return Check(None, OPEN)
    for tokens in (1, 2, 24, 1280):
        found, problem = ask(answer, tokens)
        if problem:
            return Check(False, problem)
        if found == tokens * (tokens + 1) / 2:
            continue
        if found == tokens**2:
            message = "A token does not look at later ones, so it is fewer."
        elif found == tokens * (tokens - 1) / 2:
            message = "A token looks at itself as well."
        else:
            message = f"For {tokens} tokens it is another number."
        return Check(False, message)
    return Check(
        True, "Twice the tokens are four times the pairs; a GRU's steps double."
    )
