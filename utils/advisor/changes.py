"""Change inputs on purpose: without their order, or at another place."""

import numpy as np


def shuffle(x, *, seed):
    """Put the steps, pixels or words of every example into an order of its own.

    What is left is a bag: the same values, without their places.

    Args:
        x: array `(n, time, channels)`, `(n, height, width, channels)`, or of words
            `(n, time)`, where zeros at the end stay there.
        seed: whole number ≥ 0.

    Returns:
        An array of the same shape.

    Example:

    >>> x = np.arange(6.0).reshape(1, 6, 1)
    >>> sorted(shuffle(x, seed=0).ravel().tolist())
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    """
    rng = np.random.default_rng([seed, 3])
    words = x.ndim == 2
    flat = x[..., None] if words else x.reshape(len(x), -1, x.shape[-1])
    keys = rng.random(flat.shape[:2])
    if words:
        keys[x == 0] = 2.0
    order = np.argsort(keys, axis=1)[..., None]
    return np.take_along_axis(flat, order, axis=1).reshape(x.shape)


def shift(x):
    """Move every example by an eighth of its length; the edge fills the gap.

    Args:
        x: array `(n, time, channels)` or `(n, height, width, channels)`.

    Returns:
        An array of the same shape: later by an eighth, or further down and right.

    Example:

    >>> shift(np.arange(8.0).reshape(1, 8, 1)).ravel().tolist()
    [0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    """
    moved = x
    for axis in range(1, x.ndim - 1):
        steps = max(1, x.shape[axis] // 8)
        places = np.maximum(np.arange(x.shape[axis]) - steps, 0)
        moved = np.take(moved, places, axis=axis)
    return moved
