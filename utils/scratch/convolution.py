"""The two-dimensional convolution of Keras in plain NumPy, forward and backward."""

import numpy as np

from utils.scratch.arguments import read_array, read_pair, read_shaped
from utils.scratch.windows import crop, pad, place_windows


def conv2d(x, kernel, bias, *, strides=1, padding="valid", dilation=1):
    """Slides kernels over pictures and takes a weighted sum at every place.

    `y[r, c, f] = bias[f] + Σ x[r·s + i·d, c·s + j·d, k] · kernel[i, j, k, f]`, summed
    over the taps i, j and the channels k, with stride s and dilation d.

    Args:
        x: `(batch, height, width, channels)`.
        kernel: `(kernel_height, kernel_width, channels, filters)`.
        bias: `(filters,)`.
        strides: distance between two places, a whole number or one per axis.
        padding: "valid" (none) or "same" (zeros, so that stride 1 keeps the size).
        dilation: distance between two taps, a whole number or one per axis.

    Returns:
        `(batch, rows, columns, filters)`.

    Raises:
        ValueError: for shapes that do not fit, another padding, or strides above 1
            together with a dilation above 1, which Keras refuses, too.

    Example:

    >>> picture = np.reshape([0, 0, 1, 1], (1, 1, 4, 1))
    >>> edge = np.reshape([-1, 1], (1, 2, 1, 1))
    >>> conv2d(picture, edge, [0]).ravel().tolist()
    [0.0, 1.0, 0.0]

    Reference:
        LeCun et al. 1998, https://doi.org/10.1109/5.726791
    """
    x, kernel, windows = _read(x, kernel, strides, padding, dilation)
    bias = read_shaped("bias", bias, kernel.shape[3:])
    padded = pad(x, windows)
    y = np.zeros((len(x), *windows.output, len(bias)))
    for tap, (rows, columns) in windows.taps.items():
        y += padded[:, rows, columns] @ kernel[tap]
    return y + bias


def conv2d_backward(dy, x, kernel, *, strides=1, padding="valid", dilation=1):
    """Passes a gradient back through `conv2d`.

    Each output is a sum of products. So a tap of the kernel collects, over all places,
    what it met times what is wanted there; and each input collects, over all taps that
    met it, the tap's weight times what is wanted there. The bias is met everywhere.

    Args:
        dy: `(batch, rows, columns, filters)`, how the loss changes with each output.
        x: `(batch, height, width, channels)`, as in `conv2d`; so are those below.
        kernel: `(kernel_height, kernel_width, channels, filters)`.
        strides: distance between two places.
        padding: "valid" or "same".
        dilation: distance between two taps.

    Returns:
        `(dx, dkernel, dbias)`, of the shapes of `x`, `kernel` and `(filters,)`.

    Raises:
        ValueError: as `conv2d`, and for a `dy` that has not the shape of its output.

    Example:

    >>> picture = np.reshape([0, 0, 1, 1], (1, 1, 4, 1))
    >>> edge = np.reshape([-1, 1], (1, 2, 1, 1))
    >>> dx, dkernel, dbias = conv2d_backward(np.ones((1, 1, 3, 1)), picture, edge)
    >>> dx.ravel().tolist(), dkernel.ravel().tolist(), dbias.tolist()
    ([-1.0, 0.0, 0.0, 1.0], [1.0, 2.0], [3.0])
    """
    x, kernel, windows = _read(x, kernel, strides, padding, dilation)
    dy = read_shaped("dy", dy, (len(x), *windows.output, kernel.shape[3]))
    padded = pad(x, windows)
    dpadded, dkernel = np.zeros_like(padded), np.zeros_like(kernel)
    for tap, (rows, columns) in windows.taps.items():
        met = padded[:, rows, columns]
        dkernel[tap] = np.tensordot(met, dy, axes=([0, 1, 2], [0, 1, 2]))
        dpadded[:, rows, columns] += dy @ kernel[tap].T
    return crop(dpadded, windows, x.shape[1:3]), dkernel, dy.sum(axis=(0, 1, 2))


def _read(x, kernel, strides, padding, dilation):
    """Checks what both directions share, and places the windows."""
    x, kernel = read_array("x", x, 4), read_array("kernel", kernel, 4)
    strides, dilation = read_pair("strides", strides), read_pair("dilation", dilation)
    if kernel.shape[2] != x.shape[3]:
        raise ValueError(
            f"kernel must have {x.shape[3]} channels, got {kernel.shape[2]}"
        )
    if max(strides) > 1 and max(dilation) > 1:
        raise ValueError(
            f"strides {strides} and dilation {dilation} are both above 1; expected at "
            "most one of them, as in Keras, which refuses that, too"
        )
    windows = place_windows(
        x.shape[1:3],
        kernel.shape[:2],
        strides=strides,
        padding=padding,
        dilation=dilation,
    )
    return x, kernel, windows
