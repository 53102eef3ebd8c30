"""Pooling as in Keras in plain NumPy, forward and backward: one value per window."""

import numpy as np

from utils.scratch.arguments import read_array, read_pair, read_shaped
from utils.scratch.windows import crop, pad, place_windows


def max_pool2d(x, size=2, *, strides=None, padding="valid"):
    """Keeps the largest value of every window, channel by channel.

    `y[r, c, k] = max x[r·s + i, c·s + j, k]` over the taps i, j of the window. Padding
    counts as minus infinity, so that it never wins over a number.

    Args:
        x: `(batch, height, width, channels)`.
        size: of the window, a whole number or one per axis.
        strides: distance between two windows; None means `size`, without overlap.
        padding: "valid" or "same".

    Returns:
        `(batch, rows, columns, channels)`.

    Raises:
        ValueError: for another rank or padding, or a window that does not fit.

    Example:

    >>> max_pool2d(np.reshape([1, 5, 3, 2], (1, 2, 2, 1))).ravel().tolist()
    [5.0]
    """
    x, windows = _read(x, size, strides, padding)
    padded = pad(x, windows, -np.inf)
    return _gather(padded, windows).max(axis=0)


def max_pool2d_backward(dy, x, size=2, *, strides=None, padding="valid"):
    """Passes a gradient back through `max_pool2d`: the winner takes it all.

    A small change of any other value in the window changes nothing. At a tie the first
    in reading order counts as the winner.

    Args:
        dy: `(batch, rows, columns, channels)`, how the loss changes with each output.
        x: `(batch, height, width, channels)`, as in `max_pool2d`; so are those below.
        size: of the window.
        strides: distance between two windows; None means `size`.
        padding: "valid" or "same".

    Returns:
        `dx`, of the shape of `x`.

    Raises:
        ValueError: as `max_pool2d`, and for a `dy` without the shape of its output.

    Example:

    >>> x = np.reshape([1, 5, 3, 2], (1, 2, 2, 1))
    >>> max_pool2d_backward(np.reshape([7], (1, 1, 1, 1)), x).ravel().tolist()
    [0.0, 7.0, 0.0, 0.0]
    """
    x, windows = _read(x, size, strides, padding)
    dy = read_shaped("dy", dy, (len(x), *windows.output, x.shape[3]))
    padded = pad(x, windows, -np.inf)
    winner = _gather(padded, windows).argmax(axis=0)
    dpadded = np.zeros_like(padded)
    for number, (rows, columns) in enumerate(windows.taps.values()):
        dpadded[:, rows, columns] += np.where(winner == number, dy, 0)
    return crop(dpadded, windows, x.shape[1:3])


def average_pool2d(x, size=2, *, strides=None, padding="valid"):
    """Takes the mean of every window, channel by channel.

    `y[r, c, k] = Σ x[r·s + i, c·s + j, k] / n` over the n taps i, j of the window that
    lie on the picture: as in Keras, padding does not count.

    Args:
        x: `(batch, height, width, channels)`.
        size: of the window, a whole number or one per axis.
        strides: distance between two windows; None means `size`, without overlap.
        padding: "valid" or "same".

    Returns:
        `(batch, rows, columns, channels)`.

    Raises:
        ValueError: for another rank or padding, or a window that does not fit.

    Example:

    >>> average_pool2d(np.reshape([1, 5, 3, 3], (1, 2, 2, 1))).ravel().tolist()
    [3.0]
    """
    x, windows = _read(x, size, strides, padding)
    return _gather(pad(x, windows), windows).sum(axis=0) / _count(x, windows)


def average_pool2d_backward(dy, x, size=2, *, strides=None, padding="valid"):
    """Passes a gradient back through `average_pool2d`: all share alike.

    Args:
        dy: `(batch, rows, columns, channels)`, how the loss changes with each output.
        x: `(batch, height, width, channels)`, as in `average_pool2d`; only its shape
            matters. So are those below.
        size: of the window.
        strides: distance between two windows; None means `size`.
        padding: "valid" or "same".

    Returns:
        `dx`, of the shape of `x`.

    Raises:
        ValueError: as `average_pool2d`, and for a `dy` without the shape of its output.

    Example:

    >>> x = np.reshape([1, 5, 3, 3], (1, 2, 2, 1))
    >>> average_pool2d_backward(np.reshape([8], (1, 1, 1, 1)), x).ravel().tolist()
    [2.0, 2.0, 2.0, 2.0]
    """
    x, windows = _read(x, size, strides, padding)
    dy = read_shaped("dy", dy, (len(x), *windows.output, x.shape[3]))
    share = dy / _count(x, windows)
    dpadded = np.zeros_like(pad(x, windows))
    for rows, columns in windows.taps.values():
        dpadded[:, rows, columns] += share
    return crop(dpadded, windows, x.shape[1:3])


def _read(x, size, strides, padding):
    """Checks what all four share, and places the windows."""
    x, size = read_array("x", x, 4), read_pair("size", size)
    strides = size if strides is None else read_pair("strides", strides)
    return x, place_windows(x.shape[1:3], size, strides=strides, padding=padding)


def _gather(padded, windows):
    """Returns `(taps, batch, rows, columns, channels)`: what each tap meets."""
    return np.stack([padded[:, r, c] for r, c in windows.taps.values()])


def _count(x, windows):
    """Returns `(1, rows, columns, 1)`: how many taps lie on the picture."""
    inside = pad(np.ones((1, *x.shape[1:3], 1)), windows)
    return _gather(inside, windows).sum(axis=0)
