"""Checks of the exercises of the use cases about language and text."""

import itertools

import numpy as np

from utils.exercises.base import OPEN, Check, read_number, read_numbers

TEXTS = ("abracadabra", "san francisco", "aaaa", "to be or not to be")
# probabilities of five characters, and how they are to be changed
SHARES = (0.5, 0.2, 0.15, 0.1, 0.05)


def check_four_characters(answer):
    """Checks the bits per character of a text of four, done by hand.

    Args:
        answer: a number; the four had the probabilities 1/2, 1/4, 1/8 and 1/8.

    Returns:
        A `Check`.

    Example:

    >>> check_four_characters(2)
    Not yet. That is −log₂ of the mean probability. Take the logarithms first.
    """
    if answer is ...:
        return Check(None, OPEN)
    found = read_number(answer)
    if found is None:
        return Check(False, "The answer should be one number.")
    if np.isclose(found, 2.25, atol=1e-3):
        return Check(True, "1, 2, 3 and 3 bits: nine bits for four characters.")
    if np.isclose(found, 2, atol=1e-3):
        return Check(
            False, "That is −log₂ of the mean probability. Take the logarithms first."
        )
    if np.isclose(found, 9, atol=1e-3):
        return Check(False, "That is the sum; divide it by the characters.")
    if np.isclose(found, 2.25 * np.log(2), atol=1e-3):
        return Check(False, "Those are nats: take the logarithm to base 2.")
    return Check(False, "For each character −log₂ of its probability, then the mean.")


def check_perplexity(answer):
    """Checks a function from bits per character to the perplexity of a word.

    Args:
        answer: a function of the bits per character and the characters per word (the
            blank included) that returns 2 to the power of a word's bits.

    Returns:
        A `Check`.

    Example:

    >>> check_perplexity(lambda bits, characters: 2**bits)
    Not yet. 2 bits and 5 characters should give 1024, not 4: a word costs more.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    for bits, characters in ((2, 5), (1, 1), (1.5, 6)):
        found, problem = _call(answer, bits, characters)
        if problem:
            return problem
        if found.size != 1:
            return Check(False, "The function should return one number.")
        expected, found = 2.0 ** (bits * characters), float(found.reshape(()))
        if not np.isclose(found, expected, rtol=1e-3):
            return Check(
                False,
                f"{bits:g} bits and {characters} characters should give {expected:g}, "
                f"not {found:.4g}: a word costs more.",
            )
    return Check(True, "As unsure as between so many equally likely words.")


def check_different_before(answer):
    """Checks a function that counts how many different characters stand before one.

    Args:
        answer: a function of a text and a character.

    Returns:
        A `Check`.

    Example:

    >>> check_different_before(lambda text, character: text.count(character))
    Not yet. In 'abracadabra' 3 different characters stand before 'a', not 5.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    for text in TEXTS:
        for character in dict.fromkeys(text):
            found, problem = _call(answer, text, character)
            if problem:
                return problem
            pairs = itertools.pairwise(text)
            expected = len({before for before, after in pairs if after == character})
            if found.size != 1 or float(found.reshape(())) != expected:
                return Check(
                    False,
                    f"In {text!r} {expected} different characters stand before "
                    f"{character!r}, not {_show(found)}.",
                )
    return Check(True, "What follows many different ones is likely after a new one.")


def check_tempered(answer):
    """Checks a function that changes probabilities by a temperature.

    Args:
        answer: a function of probabilities and a temperature above 0 that returns the
            probabilities of softmax(logits / temperature).

    Returns:
        A `Check`.

    Example:

    >>> check_tempered(lambda shares, temperature: np.array(shares) / temperature)
    Not yet. At temperature 0.5 they sum to 2, not to 1.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    for temperature in (0.5, 1.0, 2.0):
        found, problem = _call(answer, np.array(SHARES), temperature)
        if problem:
            return problem
        expected = np.array(SHARES) ** (1 / temperature)
        expected /= expected.sum()
        problem = _compare(found, expected, f"At temperature {temperature}")
        if problem:
            return problem
    return Check(True, "Powers of the probabilities, made to sum to 1 again.")


def check_nucleus(answer):
    """Checks a function that keeps the nucleus of a distribution.

    Args:
        answer: a function of probabilities and p that keeps the fewest likeliest ones
            with a sum of at least p, sets the others to 0, and makes them sum to 1.

    Returns:
        A `Check`.

    Example:

    >>> check_nucleus(lambda shares, p: shares)
    Not yet. With p = 0.6 the first should be 0, not 0.05.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    for order in ((4, 1, 3, 0, 2), (0, 1, 2, 3, 4)):
        shares = np.array(SHARES)[list(order)]
        for p in (0.6, 0.3, 0.83, 1.0):
            found, problem = _call(answer, shares.copy(), p)
            if problem:
                return problem
            ranked = np.sort(shares)[::-1]
            least = ranked[np.searchsorted(np.cumsum(ranked), p - 1e-9)]
            expected = np.where(shares >= least, shares, 0)
            expected = expected / expected.sum()
            problem = _compare(found, expected, f"With p = {p}")
            if problem:
                return problem
    return Check(True, "The tail is cut where the likely ones suffice.")


def _call(function, *arguments):
    """What an answer returns as numbers, or what is wrong with it."""
    try:
        found = read_numbers(function(*arguments))
    except Exception as error:
        return None, Check(False, f"The function stops with {type(error).__name__}.")
    if found is None:
        return None, Check(False, "The function should return numbers.")
    return found, None


def _compare(found, expected, where):
    """What is wrong with probabilities, or None."""
    names = ("first", "second", "third", "fourth", "fifth")
    if found.shape != expected.shape:
        return Check(False, f"{where} there should be five numbers.")
    if not np.isclose(found.sum(), 1, atol=1e-3):
        return Check(False, f"{where} they sum to {found.sum():.3g}, not to 1.")
    for name, have, want in zip(names, found, expected, strict=True):
        if not np.isclose(have, want, atol=1e-3):
            return Check(
                False, f"{where} the {name} should be {want:.3g}, not {have:.3g}."
            )
    return None


def _show(found):
    return f"{float(found.reshape(())):g}" if found.size == 1 else "several numbers"
