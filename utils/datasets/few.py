"""Few examples: a part of the handwritten digits, repeated, and moved if asked for.

However few different digits there are, the training part has the same number of rows,
so that every size gets the same number of updates from the same recipe.
"""

import numpy as np

from utils import checks
from utils.datasets.base import PARTS, Dataset, Split
from utils.datasets.splits import split

FRACTIONS = (0.57, 0.06, 0.37)  # many test digits: their share is the largest noise


def make_few_digits(*, seed, examples, size=10, anywhere=False, moved=False, rows=2048):
    """Take some digits for training and repeat them until all rows are filled.

    Every digit stands on an empty canvas, in its middle or at a random place. The
    first examples are the same for every number of them: a larger training part holds
    the smaller one.

    Args:
        seed: whole number ≥ 0, deals the digits out and draws the places.
        examples: whole number from 10 to 1,000, how many different training digits.
        size: whole number ≥ 8, height and width of the canvas.
        anywhere: put digits at random places, those of the test part as well.
        moved: put every repetition of a training digit at a place of its own
            (augmentation), and not where its first copy stands.
        rows: whole number ≥ `examples`, length of the training part.

    Returns:
        A `Dataset`, x `(size, size, 1)`, 10 classes; validation and test part hold
        107 and 666 digits, each once.

    Example:

    >>> data = make_few_digits(seed=0, examples=20, rows=64)
    >>> len(data.train), len(np.unique(data.train.x, axis=0))
    (64, 20)
    """
    checks.integer("examples", examples, 10, 1000)
    checks.integer("rows", rows, examples)
    checks.integer("size", size, 8)
    digits, rng = load_pool(seed=seed), np.random.default_rng([seed, 1])
    chosen = np.resize(_in_turns(digits.train.y)[:examples], rows)
    kept = {"train": Split(digits.train.x[chosen], digits.train.y[chosen])}
    kept |= {"valid": digits.valid, "test": digits.test}
    parts = {}
    for part, digit in kept.items():
        free = anywhere or (moved and part == "train")
        places = _draw_places(len(digit), size, free, rng)
        if part == "train" and not moved:
            places = np.resize(places[:examples], places.shape)
        parts[part] = Split(paste(digit.x, places, size), digit.y)
    settings = {"task": "classification", "classes": 10, "resplit": True}
    return Dataset(f"{examples} digits", **parts, **settings)


def load_pool(*, seed):
    """Load the handwritten digits, dealt out with a large test part.

    Args:
        seed: whole number ≥ 0.

    Returns:
        A `Dataset`, x `(8, 8, 1)`, 10 classes.

    Example:

    >>> load_pool(seed=0)
    Dataset "digits": 1,024 train, 107 valid, 666 test · x (8, 8, 1) · 10 classes

    Reference:
        Alpaydin & Kaynak 1998, Optical recognition of handwritten digits,
        https://doi.org/10.24432/C50P49
    """
    from sklearn import datasets

    digits = datasets.load_digits()
    x = digits.images[..., np.newaxis] / 16
    return split(x, digits.target, name="digits", seed=seed, fractions=FRACTIONS)


def paste(x, places, size):
    """Put pictures at given places of larger, empty ones.

    Args:
        x: pictures `(n, height, width, channels)`.
        places: whole numbers `(n, 2)`, row and column of the upper left corner.
        size: whole number, height and width of the canvas.

    Returns:
        An array `(n, size, size, channels)`.

    Raises:
        ValueError: if a picture would not lie on its canvas.

    Example:

    >>> paste(np.ones((1, 1, 1, 1)), np.array([[0, 1]]), 2)[0, :, :, 0].tolist()
    [[0.0, 1.0], [0.0, 0.0]]
    """
    (count, height, width, channels), places = x.shape, np.asarray(places)
    if places.shape != (count, 2):
        raise ValueError(f"places has shape {places.shape}; expected {(count, 2)}")
    if places.min() < 0 or np.add(places, x.shape[1:3]).max() > size:
        raise ValueError(f"places: a picture leaves the canvas of {size}×{size}")
    row, column = places.T[..., np.newaxis, np.newaxis]
    rows = row + np.arange(height)[:, np.newaxis]
    columns = column + np.arange(width)
    canvas = np.zeros((count, size, size, channels), "float32")
    canvas[np.arange(count)[:, np.newaxis, np.newaxis], rows, columns] = x
    return canvas


def make_exemplars(*, seed, examples=1000, copies=8, size=16, shuffled=False):
    """Make every digit a class of its own, shown at several places of a canvas.

    Nobody has to say what the digits are: the answer is which picture was copied.

    Args:
        seed: whole number ≥ 0, as in `make_few_digits`, whose digits these are.
        examples: whole number from 10 to 1,000, how many digits, and classes.
        copies: whole number ≥ 1, in how many places each stands.
        size: whole number ≥ 8, height and width of the canvas.
        shuffled: hand the answers out at random: the same pictures, nothing to learn
            from them.

    Returns:
        A `Dataset`, x `(size, size, 1)`; validation and test part hold the same
        digits once, at other places.

    Example:

    >>> make_exemplars(seed=0, examples=100)
    Dataset "exemplars": 800 train, 100 valid, 100 test · x (16, 16, 1) · 100 classes

    Reference:
        Dosovitskiy et al. 2014, https://arxiv.org/abs/1406.6909
    """
    checks.integer("examples", examples, 10, 1000)
    checks.integer("copies", copies, 1)
    checks.integer("size", size, 8)
    digits, rng = load_pool(seed=seed).train, np.random.default_rng([seed, 2])
    x, parts = digits.x[:examples], {}
    for part in PARTS:
        y = np.tile(np.arange(examples), copies if part == "train" else 1)
        pictures = paste(x[y], _draw_places(len(y), size, True, rng), size)
        parts[part] = Split(pictures, rng.permutation(y) if shuffled else y)
    return Dataset("exemplars", **parts, task="classification", classes=examples)


def _in_turns(y):
    """Return row numbers such that the classes take turns."""
    order = np.argsort(y, kind="stable")
    counts = np.bincount(y)
    rank = np.empty(len(y), int)
    rank[order] = np.concatenate([np.arange(count) for count in counts])
    return np.lexsort((y, rank))


def _draw_places(count, size, free, rng):
    """Return upper left corners `(count, 2)` for digits of 8×8 pixels."""
    room = size - 8
    if free:
        return rng.integers(room + 1, size=(count, 2))
    return np.full((count, 2), room // 2)
