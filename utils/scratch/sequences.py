"""What the recurrent layers in plain NumPy share: their arguments, order, sigmoid."""

import numpy as np

from utils.scratch.arguments import read_array, read_shaped


def read_layer(x, kernel, recurrent_kernel, bias, *, gates, bias_rows=None):
    """Checks the arguments of a recurrent layer against each other.

    Args:
        x: `(batch, time, channels)`.
        kernel: `(channels, gates · units)`.
        recurrent_kernel: `(units, gates · units)`.
        bias: `(gates · units,)`, or with `bias_rows` that many rows of it.
        gates: how many blocks of units stand side by side.
        bias_rows: None or the number of rows.

    Returns:
        The four as arrays of float64.

    Raises:
        ValueError: for shapes that do not fit.

    Example:

    >>> layer = read_layer(np.ones((1, 5, 2)), np.ones((2, 3)), np.eye(3), [0] * 3,
    ...                    gates=1)
    >>> [part.shape for part in layer]
    [(1, 5, 2), (2, 3), (3, 3), (3,)]
    """
    x = read_array("x", x, 3)
    recurrent_kernel = read_array("recurrent_kernel", recurrent_kernel, 2)
    units = len(recurrent_kernel)
    width = gates * units
    rows = () if bias_rows is None else (bias_rows,)
    return (
        x,
        read_shaped("kernel", kernel, (x.shape[2], width)),
        read_shaped("recurrent_kernel", recurrent_kernel, (units, width)),
        read_shaped("bias", bias, (*rows, width)),
    )


def in_order(x, go_backwards):
    """Returns time steps in the order in which the layer reads them.

    Args:
        x: `(batch, time, ...)`.
        go_backwards: whether the last step comes first.

    Returns:
        `x`, or a view of it with time reversed. Applied twice it gives `x` again.

    Example:

    >>> in_order(np.array([[1, 2, 3]]), True).tolist()
    [[3, 2, 1]]
    """
    return x[:, ::-1] if go_backwards else x


def give(states, return_sequences):
    """Returns all states of a layer, or the last.

    Args:
        states: a list of `(batch, units)`, one per step, in the order of reading.
        return_sequences: whether all are wanted.

    Returns:
        `(batch, time, units)` or `(batch, units)`.

    Example:

    >>> give([np.zeros((2, 3))] * 5, True).shape, give([np.zeros((2, 3))], False).shape
    ((2, 5, 3), (2, 3))
    """
    return np.stack(states, axis=1) if return_sequences else states[-1]


def spread(dy, shape, return_sequences):
    """Returns the gradient that enters at every step: zero where nothing was returned.

    Args:
        dy: `(batch, time, units)` with `return_sequences`, else `(batch, units)`.
        shape: `(batch, time, units)`.
        return_sequences: whether the layer returned all states.

    Returns:
        `(batch, time, units)`, in the order of reading.

    Raises:
        ValueError: for another shape of `dy`.

    Example:

    >>> spread([[7.0]], (1, 3, 1), False).ravel().tolist()
    [0.0, 0.0, 7.0]
    """
    if return_sequences:
        return read_shaped("dy", dy, shape)
    every = np.zeros(shape)
    every[:, -1] = read_shaped("dy", dy, (shape[0], shape[2]))
    return every


def sigmoid(a):
    """Squeezes numbers between 0 and 1: `1 / (1 + exp(-a))`, without overflow.

    Args:
        a: an array of any shape.

    Returns:
        An array of the same shape.

    Example:

    >>> sigmoid(np.array([-1e4, 0, 1e4])).tolist()
    [0.0, 0.5, 1.0]
    """
    return 0.5 * (1 + np.tanh(0.5 * a))
