"""Pictures and their captions as numbers: words, their ids, and the parts of a test.

A model of the course takes one array. A row of `x` therefore holds the numbers of a
picture and, beside them, the words of its caption moved one step to the right, so that
at each step the words before it are known. A row of `y` holds the caption.
"""

import dataclasses
import re

import numpy as np

from utils import checks
from utils.datasets import sketches
from utils.datasets.base import PARTS, Dataset, Split
from utils.datasets.splits import check_sizes

SPECIAL = ("", "<start>", "<end>")
PADDING, START, END = range(len(SPECIAL))
WORDS = (*SPECIAL, "a", *sketches.SIZES, *sketches.COLORS, *sketches.SHAPES)
WORDS = (*WORDS, "left", "of", "above", "below")
STEPS = 24  # the longest caption has 22 words
_CHOICES = (sketches.SIZES, sketches.COLORS, sketches.SHAPES)
_OBJECT = re.compile(" ".join(["a", *(f"({'|'.join(names)})" for names in _CHOICES)]))
_RELATION = re.compile("|".join(sketches.RELATIONS))
_SENTENCE = re.compile(
    f"{_OBJECT.pattern}(?: (?:{_RELATION.pattern}) {_OBJECT.pattern})*"
)
_ID = {word: i for i, word in enumerate(WORDS)}


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Captions(Dataset):
    """A `Dataset` of pictures and captions that keeps the scenes of its tests.

    A row of x holds the picture's numbers, then for each step the word before it; a
    row of y holds the words.

    Args:
        tests: dict from a name to `sketches.Scenes`; "test" is its own test part.
        seen: frozenset of the captions of the training part.
    """

    tests: dict = dataclasses.field(default_factory=dict)
    seen: frozenset = frozenset()


def make_captions(*, seed, examples=(10_000, 400, 600), more=300):
    """Draw scenes of one to four objects with their captions.

    Of the sixteen pairs of a color and a shape, training, validation and test hold
    twelve. Further tests: "new pair" (each scene holds one of the other four),
    "touching" (two objects whose rims meet) and "five" (five objects).

    Args:
        seed: whole number ≥ 0.
        examples: sizes of train, valid and test.
        more: size of each further test.

    Returns:
        `Captions`, x `(28 · 28 · 3 + 24,)`, y `(24,)`.

    Raises:
        ValueError: if a number is out of its range.

    Example:

    >>> make_captions(seed=0, examples=(8, 4, 4), more=2)
    Dataset "captions": 8 train, 4 valid, 4 test · x (2376,) · 18 classes per step
    """
    checks.integer("more", more, 1)
    seeds = np.random.SeedSequence(checks.integer("seed", seed, 0)).generate_state(6)
    seeds = iter(seeds.tolist())
    parts = {
        part: sketches.draw_scenes(seed=next(seeds), examples=size)
        for part, size in zip(PARTS, check_sizes(examples), strict=True)
    }
    tests = {
        "test": parts["test"],
        "new pair": sketches.draw_scenes(seed=next(seeds), examples=more, pairs="new"),
        "touching": sketches.draw_scenes(
            seed=next(seeds), examples=more, objects=(2,), apart=(-2, 0)
        ),
        "five": sketches.draw_scenes(seed=next(seeds), examples=more, objects=(5,)),
    }
    return Captions(
        "captions",
        **{part: pack(s.pictures, s.captions) for part, s in parts.items()},
        task="classification",
        classes=len(WORDS),
        tests=tests,
        seen=frozenset(parts["train"].captions),
    )


def pack(pictures, captions):
    """Return pictures and captions as a `Split`: see `Captions`.

    Args:
        pictures: `(examples, 28, 28, 3)`.
        captions: sequence of `str`.

    Returns:
        A `Split`.
    """
    y = encode(captions)
    before = np.concatenate([np.full((len(y), 1), START), y[:, :-1]], axis=1)
    before[before == END] = PADDING
    flat = np.reshape(pictures, (len(y), -1))
    return Split(np.concatenate([flat, before], axis=1, dtype="float32"), y)


def encode(captions, *, steps=STEPS):
    """Return the numbers of captions' words, each ended, then padded with zeros.

    Args:
        captions: sequence of `str`.
        steps: length of a row.

    Returns:
        An integer array `(captions, steps)`.

    Raises:
        ValueError: if a caption is no text, too long, or has a word that is not one
            of `WORDS`.

    Example:

    >>> encode(["a red circle"], steps=6).tolist()
    [[3, 6, 10, 2, 0, 0]]
    """
    if isinstance(captions, str):
        raise ValueError(f"captions is {captions!r:.40}; expected a list of texts")
    rows = np.zeros((len(captions), checks.integer("steps", steps, 1)), int)
    for row, caption in zip(rows, captions, strict=True):
        if not isinstance(caption, str):
            kind = type(caption).__name__
            raise ValueError(f"captions holds a {kind}, {caption!r:.40}; expected text")
        words = caption.lower().split()
        if unknown := [w for w in words if w not in _ID or w in SPECIAL]:
            known = ", ".join(WORDS[len(SPECIAL) :])
            raise ValueError(f"captions holds {unknown}; expected words among {known}")
        if len(words) >= steps:
            raise ValueError(f"captions: one has {len(words)} words, {steps=}")
        row[: len(words) + 1] = [*map(_ID.get, words), END]
    return rows


def decode(ids):
    """Return the words that numbers stand for, up to the end.

    Args:
        ids: sequence of whole numbers.

    Returns:
        A `str`.

    Example:

    >>> decode([3, 6, 10, 2, 5])
    'a red circle'
    """
    ids = list(ids)
    ids = ids[: ids.index(END)] if END in ids else ids
    return " ".join(WORDS[i] for i in ids if i != PADDING)


def parse(caption):
    """Read a caption back into what it says.

    Args:
        caption: a `str`.

    Returns:
        A list of `(size, color, shape)`, from left to right, and a list of the
        relations between them.

    Raises:
        ValueError: if it is no sentence of the grammar.

    Example:

    >>> parse("a small red square left of a large blue circle")
    ([('small', 'red', 'square'), ('large', 'blue', 'circle')], ['left of'])
    """
    if not isinstance(caption, str) or not _SENTENCE.fullmatch(caption):
        raise ValueError(
            f"caption is {caption!r:.60}; expected such as 'a small red square above a "
            "large blue circle'"
        )
    return _OBJECT.findall(caption), _RELATION.findall(caption)
