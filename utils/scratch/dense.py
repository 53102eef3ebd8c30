"""The dense layer and the rectifier in plain NumPy, forward and backward."""

import numpy as np

from utils.scratch.arguments import read_array, read_numbers, read_shaped


def dense(x, kernel, bias):
    """Gives every unit its own weighted sum of all inputs.

    `y = x · kernel + bias`.

    Args:
        x: `(batch, inputs)`.
        kernel: `(inputs, units)`.
        bias: `(units,)`.

    Returns:
        `(batch, units)`.

    Raises:
        ValueError: for shapes that do not fit.

    Example:

    >>> dense([[1, 2]], [[3], [4]], [5]).tolist()
    [[16.0]]
    """
    x, kernel = _read(x, kernel)
    return x @ kernel + read_shaped("bias", bias, kernel.shape[1:])


def dense_backward(dy, x, kernel):
    """Passes a gradient back through `dense`.

    `dx = dy · kernelᵀ`, `dkernel = xᵀ · dy`, and `dbias` is the sum of `dy` over the
    batch.

    Args:
        dy: `(batch, units)`, how the loss changes with each output.
        x: `(batch, inputs)`.
        kernel: `(inputs, units)`.

    Returns:
        `(dx, dkernel, dbias)`, of the shapes of `x`, `kernel` and `(units,)`.

    Raises:
        ValueError: for shapes that do not fit.

    Example:

    >>> dx, dkernel, dbias = dense_backward([[10]], [[1, 2]], [[3], [4]])
    >>> dx.tolist(), dkernel.tolist(), dbias.tolist()
    ([[30.0, 40.0]], [[10.0], [20.0]], [10.0])
    """
    x, kernel = _read(x, kernel)
    dy = read_shaped("dy", dy, (len(x), kernel.shape[1]))
    return dy @ kernel.T, x.T @ dy, dy.sum(axis=0)


def relu(x):
    """Lets positive values pass and replaces the others by zero: `max(x, 0)`.

    Args:
        x: numbers of any shape.

    Returns:
        An array of float64 of the same shape.

    Raises:
        ValueError: if `x` holds something other than real numbers.

    Example:

    >>> relu([-1, 0, 2]).tolist()
    [0.0, 0.0, 2.0]
    """
    return np.maximum(read_numbers("x", x), 0)


def relu_backward(dy, x):
    """Passes a gradient back through `relu`: only where the input was positive.

    At zero, where the slope is undefined, it counts as 0, as in Keras.

    Args:
        dy: `(...)`, how the loss changes with each output.
        x: `(...)`, the input of `relu`, of the same shape.

    Returns:
        `dx`, of the shape of `x`.

    Raises:
        ValueError: for different shapes, or something other than real numbers.

    Example:

    >>> relu_backward([5, 5, 5], [-1, 0, 2]).tolist()
    [0.0, 0.0, 5.0]
    """
    x = read_numbers("x", x)
    return np.where(x > 0, read_shaped("dy", dy, x.shape), 0.0)


def _read(x, kernel):
    """Checks what both directions share."""
    x, kernel = read_array("x", x, 2), read_array("kernel", kernel, 2)
    if len(kernel) != x.shape[1]:
        raise ValueError(f"kernel must have {x.shape[1]} inputs, got {len(kernel)}")
    return x, kernel
