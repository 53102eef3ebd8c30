"""Guess a missing word from what stood most often beside the same neighbors."""

import collections

import numpy as np

from utils import checks


def guess_words(train, x, *, offsets):
    """Guess by counting, with fewer neighbors where all of them were never seen.

    The word most frequent in the training part at a blank with the same neighbors; if
    there was none, at one with the same neighbors but the last, and so on, down to the
    word most frequent at any blank.

    Args:
        train: a `datasets.Split`, x word numbers `(words,)` with the blank in the
            middle, y the missing words.
        x: integer array `(examples, words)`.
        offsets: places beside the blank, the most telling first: `(-1, -2)` for a
            trigram model, `(-1, 1)` for one word on each side.

    Returns:
        An integer array `(examples,)`.

    Raises:
        ValueError: for the offset 0, or one outside the sentence.

    Example:

    >>> from utils.datasets import Split
    >>> train = Split([[5, 0, 6], [5, 0, 7], [5, 0, 7]], [1, 2, 2])
    >>> guess_words(train, np.array([[5, 0, 6], [5, 0, 9], [8, 0, 9]]), offsets=(-1, 1))
    array([1, 2, 2])
    """
    middle = train.x.shape[1] // 2
    for offset in offsets:
        checks.integer("offsets, one of them,", offset, -middle, middle)
    if 0 in offsets:
        raise ValueError(f"offsets is {offsets!r}; expected places beside the blank")
    columns = [middle + offset for offset in offsets]
    counts = [
        collections.defaultdict(collections.Counter) for _ in range(len(offsets) + 1)
    ]
    for near, word in zip(train.x[:, columns].tolist(), train.y.tolist(), strict=True):
        for length, table in enumerate(counts):
            table[tuple(near[:length])][word] += 1
    return np.array(
        [_guess(counts, near) for near in np.asarray(x)[:, columns].tolist()]
    )


def _guess(counts, near):
    """Return the most frequent word at the longest context that was seen."""
    lengths = range(len(near), -1, -1)
    contexts = ((counts[length], tuple(near[:length])) for length in lengths)
    seen = next(table[context] for table, context in contexts if context in table)
    return seen.most_common(1)[0][0]
