"""Film-review sentences of Pang & Lee 2005, fetched: 5,331 of praise, 5,331 of blame.

They were taken from a page of critics' quotes, marked fresh or rotten, cut into words
and put into small letters. Letters with accents occur; copies of the set hold them in
Latin-1 or in UTF-8, so a line is read as UTF-8 if it can be, as Latin-1 if not.
"""

import re

import numpy as np

from utils import checks
from utils.datasets import cache
from utils.datasets.base import Split
from utils.datasets.splits import share_out
from utils.datasets.words import Texts, encode, list_words

FILES = ("rt-polarity.neg", "rt-polarity.pos")  # class 0, class 1
NEGATION = re.compile(
    r"not|no|never|nothing|nobody|none|neither|nor|hardly|barely|without|cannot|"
    r".*n['\u2019]t|fails?|lacks?"
)
LENGTH = 64


def fetch_sentences(*, seed, fractions=(0.8, 0.1, 0.1), size=8000):
    """Deal out the sentences anew and list the words of the training part.

    A sentence that occurs twice is kept once, and one that occurs with both labels
    not at all, so that none is both in training and in test.

    Args:
        seed: whole number ≥ 0.
        fractions: the shares of train, valid and test.
        size: how many words to know at most; the rest, and words that occur once in
            training, are unknown.

    Returns:
        A `Texts` with `resplit=True`; class 1 is praise, 0 blame.

    Raises:
        OSError: if the files cannot be had; see `datasets.cache`.

    Reference:
        Pang & Lee 2005, https://doi.org/10.3115/1219840.1219855
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    sentences, labels = read_sentences(cache.fetch("rt_polarity"))
    sizes = share_out(fractions, len(sentences))
    order = rng.permutation(len(sentences))
    sentences = [sentences[row] for row in order]
    vocabulary = list_words(sentences[: sizes[0]], size=size)
    ends = np.cumsum(sizes)[:-1]
    x = np.split(encode(sentences, vocabulary, length=LENGTH), ends)
    y = np.split(labels[order], ends)
    test = tuple(sentences[ends[-1] :])
    return Texts(
        "sentences of film reviews",
        *(Split(*part) for part in zip(x, y, strict=True)),
        task="classification",
        classes=2,
        resplit=True,
        vocabulary=vocabulary,
        size=size,
        sentences=test,
        negated=np.array([is_negated(words) for words in test]),
    )


def read_sentences(folder):
    """Read both files, whatever bytes they hold.

    Args:
        folder: `Path` with the two files.

    Returns:
        A list of tuples of words, at most `LENGTH` of them, and an array of labels.

    Raises:
        ValueError: if a file holds no sentence.
    """
    found, twice = {}, set()
    for label, name in enumerate(FILES):
        lines = (folder / name).read_bytes().split(b"\n")
        read = [split_line(line) for line in lines if line.strip()]
        if not read:
            raise ValueError(f"folder: {name} holds no sentence; expected some")
        for words in read:
            if found.setdefault(words, label) != label:
                twice.add(words)
    kept = [words for words in found if words and words not in twice]
    return kept, np.array([found[words] for words in kept])


def split_line(line):
    r"""Return the words of one line, which the authors have set apart by blanks.

    Args:
        line: bytes, UTF-8 or, failing that, Latin-1: there every byte is a letter.

    Returns:
        A tuple of at most `LENGTH` words.

    Example:

    >>> split_line(b"a clich\xe9 , isn't it ?")
    ('a', 'cliché', ',', "isn't", 'it', '?')
    """
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("latin-1")
    return tuple(text.lower().split()[:LENGTH])


def is_negated(words):
    """Return whether a sentence holds a word that negates.

    Example:

    >>> is_negated(("isn't", "it")), is_negated(("notable", "knot"))
    (True, False)
    """
    return any(NEGATION.fullmatch(word) for word in words)
