"""Sentences as numbers: one number for each word, from a list made on training alone.

Number 0 fills a sentence up to the length of the longest, number 1 stands for every
word that is not in the list. A text may come as bytes of an unknown encoding.
"""

import collections
import dataclasses
import re

import numpy as np

from utils import checks
from utils.datasets.base import Dataset

PADDING, UNKNOWN = "", "<unknown>"


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Texts(Dataset):
    """A data set of sentences, with the words behind the numbers.

    Args:
        vocabulary: tuple of words; a word's place is its number.
        size: how many numbers there can be, the same for every seed.
        sentences: tuple with the words of every test sentence, each a tuple.
        negated: array of bool, which test sentences hold a negation.

    Raises:
        ValueError: if these do not fit the test part.

    Example:

    >>> from utils.datasets import reviews
    >>> data = reviews.make_reviews(seed=0, examples=(40, 10, 10))
    >>> len(data.sentences), data.vocabulary[:2], len(data.negated)
    (10, ('', '<unknown>'), 10)
    """

    vocabulary: tuple = ()
    size: int = 0
    sentences: tuple = ()
    negated: np.ndarray | None = None

    def __post_init__(self):
        super().__post_init__()
        if self.vocabulary[:2] != (PADDING, UNKNOWN):
            raise ValueError(
                f"vocabulary begins with {self.vocabulary[:2]}; expected "
                f"{(PADDING, UNKNOWN)}"
            )
        checks.integer("size", self.size, len(self.vocabulary))
        if len(self.sentences) != len(self.test) or len(self.negated) != len(self.test):
            raise ValueError(
                f"sentences: {len(self.sentences)}, negated: {len(self.negated)}; "
                f"expected the {len(self.test)} of test"
            )


def split_words(text):
    r"""Return the words and marks of a text, in small letters.

    A word keeps its apostrophes and hyphens; every other mark is a word of its own.

    Args:
        text: a `str`, or bytes: read as UTF-8 if they are, as Latin-1 if not.

    Returns:
        A tuple of words, empty for an empty text.

    Raises:
        ValueError: for anything else.

    Example:

    >>> split_words("It isn't bad, but\tlong-winded!")
    ('it', "isn't", 'bad', ',', 'but', 'long-winded', '!')
    >>> split_words(b"a clich\xe9")  # Latin-1
    ('a', 'cliché')
    """
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError:
            text = text.decode("latin-1")
    if not isinstance(text, str):
        raise ValueError(f"text is {text!r:.60}; expected a text or bytes")
    return tuple(re.findall(r"\w+(?:['\u2019-]\w+)*|[^\w\s]", text.lower()))


def list_words(sentences, *, size, least=2):
    """Make the vocabulary: the most frequent words of the training sentences.

    Args:
        sentences: sequence of tuples of words.
        size: whole number ≥ 3, how many numbers there may be, both special ones
            counted.
        least: whole number ≥ 1, how often a word must occur.

    Returns:
        A tuple of at most `size` words; the first two are `PADDING` and `UNKNOWN`.

    Example:

    >>> list_words([("so", "so", "good"), ("good", "so")], size=4)
    ('', '<unknown>', 'so', 'good')
    """
    checks.integer("size", size, 3)
    checks.integer("least", least, 1)
    counts = collections.Counter(word for words in sentences for word in words)
    often = sorted((-count, word) for word, count in counts.items() if count >= least)
    return (PADDING, UNKNOWN, *(word for _, word in often[: size - 2]))


def encode(sentences, vocabulary, *, length=None):
    """Turn sentences into numbers, filled up at their end.

    A sentence without any word becomes one unknown word, so that no model has to
    answer to nothing.

    Args:
        sentences: sequence of tuples of words.
        vocabulary: tuple from `list_words`.
        length: whole number ≥ 1, of every row; None takes the longest sentence's.

    Returns:
        An int32 array `(sentences, length)`.

    Raises:
        ValueError: if a sentence is longer than `length`: cutting it is left to the
            caller, who knows what would be lost.

    Example:

    >>> encode([("so", "good"), ()], ("", "<unknown>", "so"), length=3).tolist()
    [[2, 1, 0], [1, 0, 0]]
    """
    longest = max([1, *map(len, sentences)])
    length = longest if length is None else checks.integer("length", length, 1)
    if longest > length:
        raise ValueError(
            f"length is {length}; a sentence has {longest} words, cut it before"
        )
    numbers = {word: number for number, word in enumerate(vocabulary)}
    rows = np.zeros((len(sentences), length), "int32")
    for row, words in zip(rows, sentences, strict=True):
        found = [numbers.get(word, 1) for word in words] or [1]
        row[: len(found)] = found
    return rows
