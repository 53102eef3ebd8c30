"""Sentences with a word left out: what stands there is decided on one side or on both.

`make_blanks` draws sentences by a rule that we know; `load_text_blanks` leaves out
words of the Python documentation, where nobody knows the rule.
"""

import collections
import re

import numpy as np

from utils import checks
from utils.datasets import text
from utils.datasets.base import Dataset, Split
from utils.datasets.splits import check_sizes, cut

RULES = ("left", "right", "both", "neither")
KEYS = 4  # different key words, and as many words that may be missing
FILLERS = 8
SIZES = (8000, 1000, 1000)
BLANK, OTHER = 0, 1  # places in a vocabulary of real text


def make_blanks(rule, *, seed, side=4, examples=SIZES):
    """Draw sentences whose middle word is missing, and what stood there.

    On either side of the blank stands one key word among fillers, anywhere. With the
    rule "left" the missing word is that of the left key, with "right" that of the right
    one; with "both" it is the sum of the two keys' numbers modulo 4, so that either
    side alone says nothing; with "neither" it is drawn by dice.

    Args:
        rule: one of `RULES`.
        seed: whole number ≥ 0.
        side: whole number ≥ 1, words on either side of the blank.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(2 * side + 1,)` word numbers: 0 the blank, 1 to 4 the keys,
        then the fillers; 4 classes.

    Raises:
        ValueError: if an argument does not fit.

    Example:

    >>> data = make_blanks("right", seed=0, examples=(8, 4, 4))
    >>> right = data.test.x[:, 5:]
    >>> (right[(right > 0) & (right <= KEYS)] - 1 == data.test.y).all()
    np.True_
    """
    if rule not in RULES:
        raise ValueError(f"rule is {rule!r}; expected one of {RULES}")
    checks.integer("side", side, 1)
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    total = sum(check_sizes(examples))
    fillers = (total, 2 * side + 1)
    x = rng.integers(KEYS + 1, KEYS + 1 + FILLERS, size=fillers)
    keys, row = rng.integers(KEYS, size=(2, total)), np.arange(total)
    places = rng.integers(side, size=(2, total))
    x[row, places[0]] = keys[0] + 1
    x[row, side + 1 + places[1]] = keys[1] + 1
    x[:, side] = BLANK
    missing = {
        "left": keys[0],
        "right": keys[1],
        "both": keys.sum(axis=0) % KEYS,
        "neither": rng.integers(KEYS, size=total),
    }[rule]
    return cut(x, missing, name=f"blanks, {rule}", examples=examples, classes=KEYS)


def load_text_blanks(*, side=4, frequent=300, characters=250_000):
    """Leave out each word of the Python documentation in turn.

    Words are runs of letters in small letters, and single signs. The first 60 % of the
    text are to learn from, the next 20 % to choose by, the last 20 % to test on. Only
    words among the most frequent of the training region are left out; the others are
    one and the same word wherever they occur.

    Args:
        side: whole number ≥ 1, words on either side of the blank.
        frequent: whole number ≥ 2, how many words may be missing: the classes.
        characters: whole number, how much of the documentation to take.

    Returns:
        A `Dataset`, x `(2 * side + 1,)` word numbers: 0 the blank, 1 every other word,
        then the frequent ones, of which class c is number c + 2; and the tuple of the
        classes' words.

    Raises:
        ValueError: if an argument does not fit.

    Example:

    >>> data, words = load_text_blanks(side=2, frequent=50, characters=20_000)
    >>> data.train.x.shape[1:], len(words), bool((data.train.x[:, 2] == BLANK).all())
    ((5,), 50, True)
    """
    checks.integer("side", side, 1)
    checks.integer("frequent", frequent, 2)
    regions = text.regions(text.load_python_docs(characters=characters))
    streams = [to_words(region) for region in regions]
    counts = collections.Counter(streams[0]).most_common(frequent)
    if len(counts) < frequent:
        raise ValueError(f"frequent is {frequent}; the text has {len(counts)} words")
    words = tuple(word for word, _ in counts)
    parts = [_leave_out(stream, words, side) for stream in streams]
    task = {"task": "classification", "classes": frequent}
    return Dataset("Python documentation, blanks", *parts, **task), words


def to_words(passage):
    """Cut a text into words in small letters and single signs.

    Args:
        passage: a `str`.

    Returns:
        A list of `str`.

    Example:

    >>> to_words("Returns True, if x1 is set.")
    ['returns', 'true', ',', 'if', 'x', '1', 'is', 'set', '.']
    """
    return re.findall(r"[a-z]+|[^\sa-z]", passage.lower())


def _leave_out(stream, words, side):
    """Return a `Split` with one example for each frequent word of a stream."""
    place = {word: number + 2 for number, word in enumerate(words)}
    numbers = np.array([place.get(word, OTHER) for word in stream])
    x = np.lib.stride_tricks.sliding_window_view(numbers, 2 * side + 1).copy()
    missing = x[:, side].copy()
    x[:, side] = BLANK
    return Split(x[missing != OTHER], missing[missing != OTHER] - 2)
