"""Sequences whose answer stands at a known distance from their end.

Everything but one symbol is a distraction, and we decide how far back that symbol
stands. What a model answers at distance d says whether its memory reaches d.
"""

import numpy as np

from utils import checks
from utils.datasets.base import Split
from utils.datasets.splits import check_sizes, cut

SIZES = (3072, 768, 6144)


def make_cue(*, seed, length, distance=None, cues=4, distractors=4, examples=SIZES):
    """Name the one cue among distractors, however far back it stands.

    One step shows one of the cues; all the other steps show distractors, drawn anew in
    every example. Cues and distractors are different symbols, so that whoever has
    seen the cue knows the answer. Distance 0 is the last step. Chance is 1/cues.

    Args:
        seed: whole number ≥ 0.
        length: whole number ≥ 1, time steps.
        distance: how many steps before the last one the cue stands, from 0 to
            length - 1; None deals out all distances equally often, in every part.
        cues: whole number ≥ 2, also the number of classes.
        distractors: whole number ≥ 1.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(length, cues + distractors)` one-hot, the cues first, one
        class per cue.

    Example:

    >>> data = make_cue(seed=0, length=9, distance=5, examples=(16, 8, 8))
    >>> bool(np.all(data.train.x[:, 9 - 1 - 5].argmax(axis=-1) == data.train.y))
    True
    """
    checks.integer("seed", seed, 0)
    checks.integer("length", length, 1)
    if distance is not None:
        checks.integer("distance", distance, 0, length - 1)
    checks.integer("cues", cues, 2)
    checks.integer("distractors", distractors, 1)
    sizes = check_sizes(examples)
    rng, total = np.random.default_rng(seed), sum(sizes)
    symbol = rng.integers(cues, cues + distractors, size=(total, length))
    cue = rng.integers(cues, size=total)
    if distance is None:
        distance = np.concatenate([rng.permutation(size) % length for size in sizes])
    symbol[np.arange(total), length - 1 - distance] = cue
    x = (symbol[..., np.newaxis] == np.arange(cues + distractors)).astype("float32")
    return cut(x, cue, name="cue", examples=examples, classes=cues)


def find_distances(x, *, cues=4):
    """Return how many steps before the last one the cue stands.

    Args:
        x: array `(examples, length, symbols)` from `make_cue`.
        cues: how many of the symbols, from the first on, are cues.

    Returns:
        An array `(examples,)` of whole numbers from 0 to length - 1.

    Raises:
        ValueError: if an example does not show exactly one cue.

    Example:

    >>> data = make_cue(seed=0, length=9, distance=5, examples=(4, 2, 2))
    >>> find_distances(data.train.x)
    array([5, 5, 5, 5])
    """
    x = np.asarray(x)
    if x.ndim != 3:
        raise ValueError(f"x has shape {x.shape}; expected (examples, length, symbols)")
    shown = x[..., :cues].sum(axis=-1)
    if not np.all(shown.sum(axis=1) == 1):
        raise ValueError("x: an example shows no cue or several; expected exactly one")
    return x.shape[1] - 1 - shown.argmax(axis=1)


def select_distances(part, low, high, *, cues=4):
    """Return the examples whose cue stands between two distances.

    Args:
        part: a `datasets.Split` from `make_cue`.
        low: the smallest distance.
        high: the largest distance, itself included.
        cues: how many of the symbols, from the first on, are cues.

    Returns:
        A `Split`.

    Raises:
        ValueError: if there is no such example.

    Example:

    >>> data = make_cue(seed=0, length=4, examples=(8, 8, 8))
    >>> len(select_distances(data.test, 1, 2))  # two of four distances
    4
    """
    distances = find_distances(part.x, cues=cues)
    inside = (distances >= low) & (distances <= high)
    if not inside.any():
        raise ValueError(
            f"low is {low!r} and high {high!r}: no example; the part holds distances "
            f"from {distances.min()} to {distances.max()}"
        )
    return Split(part.x[inside], part.y[inside])
