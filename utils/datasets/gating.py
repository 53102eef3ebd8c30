"""Sequences with orders: write this down, forget it, say it. We know when to do what.

One cell of memory, and a mark at some steps that says what is to be done with it. The
task says at every step what a memory has to do, so that the gates of a network that
has learned it can be compared with what they should do.
"""

import numpy as np

from utils import checks
from utils.datasets.splits import check_sizes, cut

MARKS = ("none", "write", "clear", "recall")
SIZES = (1024, 512, 1024)


def make_notebook(*, seed, length, examples=SIZES):
    """Write, keep, clear and recall one value that stands among distracting ones.

    Every step shows a value, -1 or 1, and at most one mark. At "write" the value of
    this step is to be remembered in place of the old one; at "clear" the old one is to
    be forgotten; at "recall" it is to be said, and stays. All other values mean
    nothing. Half of the steps have no mark, the rest is dealt out evenly.

    Args:
        seed: whole number ≥ 0.
        length: whole number ≥ 2, time steps.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(length, 4)`: the value and the marks write, clear, recall; 4
        classes per step: 0 at every step without "recall", and at "recall" 1 for an
        empty memory, 2 for -1 and 3 for 1.

    Example:

    >>> data = make_notebook(seed=0, length=9, examples=(4, 2, 2))
    >>> data.input_shape, bool(np.all((data.train.y > 0) == data.train.x[:, :, 3]))
    ((9, 4), True)
    """
    checks.integer("seed", seed, 0)
    checks.integer("length", length, 2)
    total = sum(check_sizes(examples))
    rng = np.random.default_rng(seed)
    value = rng.choice([-1, 1], size=(total, length))
    mark = rng.choice(4, p=[1 / 2, 1 / 6, 1 / 6, 1 / 6], size=(total, length))
    held = follow(value, mark)
    y = np.where(mark == 3, np.select([held == 0, held < 0], [1, 2], 3), 0)
    marks = (mark[..., np.newaxis] == np.arange(1, 4)).astype("float32")
    x = np.concatenate([value[..., np.newaxis].astype("float32"), marks], axis=-1)
    return cut(x, y, name="notebook", examples=examples, classes=4)


def follow(value, mark):
    """Return what the memory holds after every step.

    Args:
        value: array `(examples, length)`.
        mark: array of the same shape, positions in `MARKS`.

    Returns:
        An array of the same shape; 0 stands for an empty memory.

    Raises:
        ValueError: if the shapes differ.

    Example:

    >>> follow(np.array([[1, -1, 1]]), np.array([[1, 0, 2]]))
    array([[1, 1, 0]])
    """
    value, mark = np.asarray(value), np.asarray(mark)
    if value.ndim != 2 or value.shape != mark.shape:
        raise ValueError(
            f"value has shape {value.shape}, mark {mark.shape}; expected twice the "
            "same (examples, length)"
        )
    held = np.zeros(value.shape, int)
    now = np.zeros(len(value), int)
    for t in range(value.shape[1]):
        now = np.where(mark[:, t] == 1, value[:, t], np.where(mark[:, t] == 2, 0, now))
        held[:, t] = now
    return held


def read_marks(x):
    """Return which mark each step carries.

    Args:
        x: array `(examples, length, 4)` from `make_notebook`.

    Returns:
        An array `(examples, length)` of positions in `MARKS`.

    Raises:
        ValueError: if x has another shape.

    Example:

    >>> read_marks(np.array([[[1, 0, 0, 0], [1, 1, 0, 0], [-1, 0, 0, 1]]]))
    array([[0, 1, 3]])
    """
    x = np.asarray(x)
    if x.ndim != 3 or x.shape[-1] != 4:
        raise ValueError(f"x has shape {x.shape}; expected (examples, length, 4)")
    return (x[..., 1:] @ np.array([1, 2, 3])).astype(int)
