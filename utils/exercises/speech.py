"""Checks of the exercises of the use case about speech."""

import itertools

import numpy as np

from utils.exercises.base import OPEN, Check, read_number, read_numbers

BLANK = 10
PATHS = ((4, 4, 10, 4, 2), (10, 5, 5, 5, 10), (1, 2, 2, 1, 10))
STRING = (7, 7, 3, 3, 3)
ERRORS, WORDS = 3, 4  # "one two three four" read as "one three four four nine"


def check_read_paths(answer):
    """Checks how three CTC paths are read.

    Args:
        answer: three lists of digits, what is read from each of `PATHS`.

    Returns:
        A `Check`.

    Example:

    >>> check_read_paths([[4, 2], [5], [1, 2]])
    Not yet. Path 1: a blank between two alike keeps both of them.
    """
    if answer is ...:
        return Check(None, OPEN)
    found = _read_lists(answer)
    if found is None or len(found) != len(PATHS):
        return Check(False, "The answer should be three lists of digits.")
    for number, (path, mine) in enumerate(zip(PATHS, found, strict=True), 1):
        right = [key for key, _ in itertools.groupby(path) if key != BLANK]
        if mine == right:
            continue
        first = [each for each in path if each != BLANK]
        late = [key for key, _ in itertools.groupby(first)]
        if BLANK in mine:
            message = "the blank is not read."
        elif mine == first:
            message = "repetitions in a row are read once."
        elif mine in (late, sorted(set(first), key=first.index)):
            message = "a blank between two alike keeps both of them."
            if mine != late:
                message = "only neighbors are repetitions."
        else:
            message = "drop repetitions first, then blanks."
        return Check(False, f"Path {number}: {message}")
    return Check(True, "Repetitions go first, blanks after.")


def check_fewest_steps(answer):
    """Checks how short a recording may be for CTC.

    Args:
        answer: the fewest steps from which "7 7 3 3 3" can be read.

    Returns:
        A `Check`.

    Example:

    >>> check_fewest_steps(5)
    Not yet. In five steps, the two sevens would be read as one.
    """
    if answer is ...:
        return Check(None, OPEN)
    steps = read_number(answer)
    if steps is None:
        return Check(False, "The answer should be one number.")
    alike = sum(one == two for one, two in itertools.pairwise(STRING))
    if steps == len(STRING) + alike:
        return Check(True, "One step for each digit, and a blank between two alike.")
    if steps == len(STRING):
        return Check(False, "In five steps, the two sevens would be read as one.")
    if steps == 2 * len(STRING) + 1:
        return Check(False, "A blank may stand everywhere, but it need not.")
    if steps == 2 * len(STRING) - 1:
        return Check(False, "Between 7 and 3 no blank is needed.")
    return Check(False, "Count the digits, and the neighbors that are alike.")


def check_word_errors(answer):
    """Checks a word error rate, done by hand.

    Args:
        answer: errors of "one three four four nine" by words of "one two three four".

    Returns:
        A `Check`.

    Example:

    >>> check_word_errors(3 / 5)
    Not yet. Divide by the words that were said, not by those that were read.
    """
    if answer is ...:
        return Check(None, OPEN)
    rate = read_number(answer)
    if rate is None:
        return Check(False, "The answer should be one number.")
    if np.isclose(rate, ERRORS / WORDS):
        return Check(True, "Three of four, though all that was said but one was read.")
    if np.isclose(rate, ERRORS / 5):
        return Check(
            False, "Divide by the words that were said, not by those that were read."
        )
    if np.isclose(rate, ERRORS):
        return Check(False, "That is the number of errors; divide it.")
    if np.isclose(rate, 1):
        return Check(False, "There is a way with fewer changes; words may be left out.")
    if rate < 0:
        return Check(False, "A rate is not below 0.")
    return Check(False, "Find the fewest words to replace, leave out and put in.")


def _read_lists(answer):
    """Return a list of lists of whole numbers, or None if the answer is no such."""
    if not isinstance(answer, list | tuple):
        return None
    rows = [read_numbers(list(row)) if _is_row(row) else None for row in answer]
    if any(row is None or row.ndim != 1 for row in rows):
        return None
    return [row.tolist() for row in rows]


def _is_row(row):
    return isinstance(row, list | tuple | np.ndarray) and np.ndim(row) == 1
