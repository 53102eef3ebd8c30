"""Sentences that ask for a colored digit, and pictures of what they ask for.

A sentence names a digit and, of its size, color and tilt, all or some; what it leaves
open is drawn at random. `inks` draws the pictures.
"""

import dataclasses

import numpy as np

from utils import checks
from utils.datasets import inks
from utils.datasets.base import PARTS, Dataset, Split
from utils.datasets.splits import check_sizes

LENGTH = 8  # words of the longest sentence; shorter ones end in padding, word 0
DIGITS = ("zero", "one", "two", "three", "four")
DIGITS += ("five", "six", "seven", "eight", "nine")
ATTRIBUTES = {
    "size": ("small", "large"),
    "color": ("red", "yellow", "green", "blue"),
    "digit": DIGITS,
    "tilt": ("straight", "tilted"),
}
WILDNESS = {"artist": 0.5, "judge": 0.8}  # how much drawings of one digit differ
FULL = (
    "a {size} {color} digit {digit} , {tilt}",
    "a {tilt} {digit} in {color} , {size}",
    "draw a {color} {digit} , {size} and {tilt}",
)
PARTIAL = ("a {color} digit {digit}", "a {size} {digit} in {color}")
PARTIAL += ("draw a {tilt} digit {digit}",)
WORDS = ("", "a", ",", "and", "digit", "draw", "in")
WORDS += tuple(word for values in ATTRIBUTES.values() for word in values)


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Prompts(Dataset):
    """Sentences and pictures, and what combinations no part of them holds.

    Args:
        unseen: a `Split` of digits in the one color that `train`, `valid` and `test`
            never show them in.

    Example:

    >>> data = make_prompts(seed=0, examples=(30, 10, 20))
    >>> bool(is_held_out(data.unseen.y).all()), bool(is_held_out(data.train.y).any())
    (True, False)
    """

    unseen: Split | None = None


def make_prompts(*, seed, examples=(8000, 400, 400), unsaid=0.25):
    """Draw pictures for sentences.

    No two are alike. A digit never comes in the color that `is_held_out` says.

    Args:
        seed: whole number ≥ 0.
        examples: sizes of train, valid and test; `unseen` is as large as test.
        unsaid: share of the training and validation sentences that leave something
            open, from 0 to 1; those of test and `unseen` say everything.

    Returns:
        A `Prompts`: x is the pair of words `(8,)` and pictures `(16, 16, 3)`, from 0
        to 1 on white; y holds the four `ATTRIBUTES` of each picture, as numbers.

    Raises:
        ValueError: if an argument is out of its range.

    Example:

    >>> make_prompts(seed=0, examples=(30, 10, 20)).input_shape
    ((8,), (16, 16, 3))
    """
    sizes = check_sizes(examples)
    number = isinstance(unsaid, int | float) and not isinstance(unsaid, bool)
    if not number or not 0 <= unsaid <= 1:
        raise ValueError(f"unsaid is {unsaid!r}; expected a share from 0 to 1")
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    parts = {}
    for part, size in zip((*PARTS, "unseen"), (*sizes, sizes[-1]), strict=True):
        share = unsaid if part in PARTS[:2] else 0.0
        y = _draw_attributes(size, rng, held_out=part == "unseen")
        x = (
            _write(y, rng, share),
            draw_again(y, seed=rng),
        )
        parts[part] = Split(x, y)
    return Prompts("prompts", **parts, task="classification", classes=10)


def make_judged(*, seed, examples=(6000, 400, 400)):
    """Draw pictures for a judge to learn from: wilder ones, in all combinations.

    Args:
        seed: whole number ≥ 0; no picture is one of `make_prompts`' of any seed.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset` from pictures `(16, 16, 3)` to the four `ATTRIBUTES`, as numbers.

    Example:

    >>> make_judged(seed=0, examples=(8, 4, 4))
    Dataset "judged": 8 train, 4 valid, 4 test · x (16, 16, 3) · 10 classes per step
    """
    rng, parts = np.random.default_rng([checks.integer("seed", seed, 0), 1]), {}
    for part, size in zip(PARTS, check_sizes(examples), strict=True):
        y = _draw_attributes(size, rng, held_out=None)
        parts[part] = Split(
            inks.draw_pictures(y, seed=rng, wildness=WILDNESS["judge"]), y
        )
    return Dataset("judged", **parts, task="classification", classes=10)


def draw_again(attributes, *, seed):
    """Draw pictures as `make_prompts` does.

    Args:
        attributes: integer array `(n, 4)`, the places in `ATTRIBUTES`' words.
        seed: whole number ≥ 0, or a `numpy.random.Generator`.

    Returns:
        A float32 array `(n, 16, 16, 3)`.

    Example:

    >>> draw_again([[1, 3, 7, 1]], seed=0).shape
    (1, 16, 16, 3)
    """
    return inks.draw_pictures(attributes, seed=seed, wildness=WILDNESS["artist"])


def encode_sentence(text):
    """Turn a sentence into numbers, and refuse what the network has never read.

    Args:
        text: a sentence of at most 8 words and commas, in the words of `WORDS`.

    Returns:
        An int32 array `(8,)`, padded with 0.

    Raises:
        ValueError: if the sentence is empty, too long or has unknown words.

    Example:

    >>> encode_sentence("A large blue digit seven, tilted").tolist()
    [1, 8, 12, 4, 20, 2, 24, 0]
    """
    if not isinstance(text, str) or not text.strip(" ,.\n\t"):
        raise ValueError(f"text is {text!r}; expected a sentence such as 'a red two'")
    words = text.lower().replace(",", " , ").strip().removesuffix(".").split()
    if unknown := [word for word in words if word not in WORDS]:
        known = " ".join(sorted(WORDS[1:]))
        raise ValueError(f"text has unknown words {unknown}; expected some of: {known}")
    if len(words) > LENGTH:
        raise ValueError(
            f"text has {len(words)} words and commas; expected at most {LENGTH}"
        )
    ids = [WORDS.index(word) for word in words]
    return np.array(ids + [0] * (LENGTH - len(ids)), "int32")


def decode_sentence(sentence):
    """Turn numbers into a sentence.

    Args:
        sentence: whole numbers `(8,)`.

    Returns:
        A text.

    Example:

    >>> decode_sentence(encode_sentence("a red digit two, tilted"))
    'a red digit two, tilted'
    """
    return " ".join(WORDS[word] for word in sentence if word).replace(" ,", ",")


def find_asked(sentences):
    """Find what sentences ask for.

    Args:
        sentences: whole numbers `(n, 8)`.

    Returns:
        An integer array `(n, 4)`, the places in `ATTRIBUTES`' words, −1 for what is
        left open. Of two words for the same attribute the larger place counts.

    Example:

    >>> find_asked([encode_sentence("a blue two")]).tolist()
    [[-1, 3, 2, -1]]
    """
    means = np.full((len(WORDS), len(ATTRIBUTES)), -1)
    for place, values in enumerate(ATTRIBUTES.values()):
        for value, word in enumerate(values):
            means[WORDS.index(word), place] = value
    return means[np.asarray(sentences)].max(axis=1)


def is_held_out(attributes):
    """Tell which pictures show a digit in the color that training never shows it in.

    Args:
        attributes: integer array `(n, 4)`.

    Returns:
        A bool array `(n,)`: the color's place is the digit plus one, modulo 4.

    Example:

    >>> is_held_out(np.array([[0, 0, 7, 1], [0, 3, 7, 1]])).tolist()
    [True, False]
    """
    _, color, digit, _ = np.asarray(attributes).T
    return color == (digit + 1) % len(inks.COLORS)


def _draw_attributes(count, rng, *, held_out):
    """Numbers `(count, 4)`; held out or not, or of both kinds if that is None."""
    size, tilt = rng.integers(2, size=(2, count))
    digit, colors = rng.integers(10, size=count), len(inks.COLORS)
    any_color = rng.integers(colors, size=count)
    own = (digit + 1) % colors
    others = (own + rng.integers(1, colors, size=count)) % colors
    color = {None: any_color, True: own, False: others}[held_out]
    return np.stack([size, color, digit, tilt], axis=1)


def _write(attributes, rng, open_share):
    """Write a sentence `(8,)` for each row of attributes."""
    slots = {f"{{{name}}}": place for place, name in enumerate(ATTRIBUTES)}
    firsts = [WORDS.index(values[0]) for values in ATTRIBUTES.values()]
    chosen = rng.integers(3, size=len(attributes))
    chosen += 3 * (rng.random(len(attributes)) < open_share)
    sentences = np.zeros((len(attributes), LENGTH), "int32")
    for number, template in enumerate((*FULL, *PARTIAL)):
        rows = np.flatnonzero(chosen == number)
        for place, word in enumerate(template.split()):
            slot = slots.get(word)
            said = WORDS.index(word) if slot is None else firsts[slot]
            values = 0 if slot is None else attributes[rows, slot]
            sentences[rows, place] = said + values
    return sentences
