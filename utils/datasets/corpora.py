"""Texts to model character by character, cut into three stretches in a row.

The first stretch is learned from, the second chooses, the third is never looked at
before the end. Nothing is shuffled, so that the unseen text is unseen throughout.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from utils import checks
from utils.datasets import cache, text
from utils.datasets.base import Dataset, Split

CHARACTERS = 320_000  # every supported Python's documentation holds that many


@dataclass(frozen=True)
class Corpus:
    """A text in three stretches, one after the other.

    Args:
        name: what to call it.
        train: `str` to learn from.
        valid: `str` to choose settings by.
        test: `str` for the final measurement.

    Raises:
        ValueError: if a stretch is empty or no text.

    Example:

    >>> toy = Corpus("toy", "abcabcab", "cabc", "abcd")
    >>> toy.letters[1:], toy.count_unseen()
    ('abc', 1)
    """

    name: str
    train: str
    valid: str
    test: str

    def __post_init__(self):
        for part in ("train", "valid", "test"):
            stretch = getattr(self, part)
            if not isinstance(stretch, str) or not stretch:
                raise ValueError(
                    f"{part} is {stretch!r:.40}; expected a str with characters in it"
                )

    @property
    def letters(self):
        """The alphabet of the training stretch, after a sign for all others."""
        return text.alphabet(self.train)

    @property
    def whole(self):
        """The three stretches joined."""
        return self.train + self.valid + self.test

    def count_unseen(self):
        """Return how many test characters never occur in the training stretch."""
        return int((text.encode(self.test, self.letters) == 0).sum())

    def __repr__(self):
        sizes = [f"{len(getattr(self, p)):,} {p}" for p in ("train", "valid", "test")]
        return f'Corpus "{self.name}": {", ".join(sizes)} characters'


def make_corpus(name, words, *, fractions=(0.8, 0.1, 0.1)):
    """Cut a text into three stretches in a row.

    Args:
        name: what to call it.
        words: the text, a `str`.
        fractions: the shares of train, valid and test.

    Returns:
        A `Corpus`.

    Raises:
        ValueError: if the text is empty or too short for three stretches.

    Example:

    >>> make_corpus("toy", "abcdefghij").test
    'j'
    """
    if not isinstance(words, str) or len(words) < 10:
        raise ValueError(
            f"words is {words!r:.40}; expected a str of at least 10 characters"
        )
    return Corpus(name, *text.regions(words, fractions=fractions))


def load_docs(*, characters=CHARACTERS):
    """Load the documentation that Python carries, the same length for every version.

    Args:
        characters: whole number ≥ 10, how many to keep.

    Returns:
        A `Corpus`; see `text.load_python_docs` for what is left out.

    Example:

    >>> load_docs(characters=1000)
    Corpus "Python documentation": 800 train, 100 valid, 100 test characters
    """
    words = text.load_python_docs(
        characters=checks.integer("characters", characters, 10)
    )
    return make_corpus("Python documentation", words)


def fetch_shakespeare():
    """Fetch a million characters of Shakespeare's plays, a set by Andrej Karpathy.

    Returns:
        A `Corpus`.

    Raises:
        OSError: if the file cannot be had; see `datasets.cache`.
    """
    path = cache.fetch("tiny_shakespeare") / "input.txt"
    return make_corpus("Tiny Shakespeare", read_text(path))


def read_text(path, *, encoding="utf-8"):
    r"""Read a text file; every kind of line end becomes "\n".

    Args:
        path: the file.
        encoding: how its characters are written as bytes.

    Returns:
        A `str`.

    Raises:
        ValueError: if the bytes are not of that encoding, or the file is empty.
        OSError: if the file cannot be read.
    """
    path = Path(path)
    try:
        words = path.read_bytes().decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{path.name} is not {encoding}: byte {error.start:,} fits no character; "
            "expected a text file, or name its encoding"
        ) from None
    words = words.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not words.strip():
        raise ValueError(f"{path.name} is empty; expected a text")
    return words


def make_windows(corpus, *, seed, window, examples):
    """Cut a corpus into windows, each character's answer being the next one.

    The training windows lie at random places. The windows of valid and test follow one
    another without a gap: laid end to end they are the stretch itself, but for what
    fills no last window.

    Args:
        corpus: a `Corpus`.
        seed: whole number ≥ 0, draws the places.
        window: whole number ≥ 2, characters in a window.
        examples: whole number ≥ 1, how many training windows.

    Returns:
        A `Dataset`, x and y `(window,)` class numbers in the corpus' letters.

    Raises:
        ValueError: if a stretch is too short for one window.

    Example:

    >>> toy = Corpus("toy", "abcdefgh", "abcabcabc", "abcabcabc")
    >>> data = make_windows(toy, seed=0, window=4, examples=3)
    >>> data.test.x.ravel().tolist(), data.test.y.ravel().tolist()
    ([1, 2, 3, 1, 2, 3, 1, 2], [2, 3, 1, 2, 3, 1, 2, 3])
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    window = checks.integer("window", window, 2)
    checks.integer("examples", examples, 1)
    letters, parts = corpus.letters, []
    for part in ("train", "valid", "test"):
        codes = text.encode(getattr(corpus, part), letters)
        if len(codes) <= window:
            raise ValueError(
                f"window is {window:,}; expected fewer than the {len(codes):,} "
                f"characters of {part}"
            )
        starts = np.arange(0, len(codes) - window, window)
        if part == "train":
            starts = rng.integers(len(codes) - window, size=examples)
        both = np.lib.stride_tricks.sliding_window_view(codes, window + 1)[starts]
        parts.append(Split(both[:, :-1], both[:, 1:]))
    return Dataset(corpus.name, *parts, task="classification", classes=len(letters))
