"""Answers of different lengths in rows of one length that tell two lengths."""

import numpy as np

BLANK = 10  # the class behind the ten digits: no digit begins or goes on here
MOST = 5  # digits in a string


def pack(digits, used, steps):
    """Write what was said into a row of fixed length that tells two lengths.

    Args:
        digits: sequence of digits.
        used: number of steps that belong to the recording, more than digits.
        steps: length of the row.

    Returns:
        A list of whole numbers: the digits, blanks up to `used`, zeros up to `steps`.

    Raises:
        ValueError: if they do not fit.

    Example:

    >>> pack((3, 1), used=4, steps=6)
    [3, 1, 10, 10, 0, 0]
    """
    used = min(used, steps)
    most = min(MOST, used - 1)
    if not 0 < len(digits) <= most:
        raise ValueError(f"digits are {digits!r}; expected 1 to {most} in {used} steps")
    return [*digits, *[BLANK] * (used - len(digits)), *[0] * (steps - used)]


def unpack(y):
    """Read what `pack` wrote.

    Args:
        y: array `(n, steps)`.

    Returns:
        A list of tuples of digits, and an array of the numbers of used steps.

    Example:

    >>> digits, used = unpack([[3, 1, 10, 10, 0, 0]])
    >>> digits, used.tolist()
    ([(3, 1)], [4])
    """
    blank = np.asarray(y) == BLANK
    said = blank.argmax(axis=1)
    digits = [tuple(map(int, row[:n])) for row, n in zip(y, said, strict=True)]
    return digits, said + blank.sum(axis=1)
