"""Reads the arguments of the layers in plain NumPy, or refuses them by name."""

import numpy as np

from utils import checks


def read_numbers(name, value):
    """Returns an array of floats of any shape.

    Args:
        name: the argument's name, for the message.
        value: real numbers in any nesting, an array or a tensor; NaN may be among them.

    Returns:
        An array of float64; `value` itself where it is one.

    Raises:
        ValueError: for text, dates, complex numbers, None or other objects, and for
            lists of unequal lengths.

    Example:

    >>> read_numbers("x", [[1, 2]]).tolist()
    [[1.0, 2.0]]
    >>> read_numbers("x", ["1"])
    Traceback (most recent call last):
    ValueError: x holds <U1; expected real numbers
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(
            f"{name} holds lists of unequal lengths; expected a full array of numbers"
        ) from None
    if not np.can_cast(array.dtype, float, "same_kind"):
        raise ValueError(f"{name} holds {array.dtype}; expected real numbers")
    return array.astype(float, copy=False)


def read_array(name, value, rank):
    """Returns an array of floats with a given number of axes.

    Args:
        name: the argument's name, for the message.
        value: numbers in any nesting, an array or a tensor.
        rank: how many axes it must have.

    Returns:
        A non-empty array of float64 with `rank` axes.

    Raises:
        ValueError: for another number of axes, no values, or no real numbers.

    Example:

    >>> read_array("bias", [1, 2], 1).dtype.name
    'float64'
    """
    array = read_numbers(name, value)
    if array.ndim != rank or not array.size:
        raise ValueError(
            f"{name} must be non-empty with {rank} axes, got shape {array.shape}"
        )
    return array


def read_shaped(name, value, shape):
    """Returns an array of floats of exactly one shape.

    Args:
        name: the argument's name, for the message.
        value: numbers in any nesting, an array or a tensor.
        shape: the shape it must have.

    Returns:
        An array of float64 of that shape.

    Raises:
        ValueError: for another shape, or no real numbers.

    Example:

    >>> read_shaped("dy", [[1, 2]], (1, 2)).tolist()
    [[1.0, 2.0]]
    """
    array, shape = read_numbers(name, value), tuple(int(n) for n in shape)
    if array.shape != shape:
        raise ValueError(f"{name} must have shape {shape}, got {array.shape}")
    return array


def read_pair(name, value):
    """Returns one number per axis of a picture: height, then width.

    Args:
        name: the argument's name, for the message.
        value: a whole number for both axes, or two.

    Returns:
        A tuple of two `int`, each at least 1.

    Raises:
        ValueError: for anything else.

    Example:

    >>> read_pair("strides", 2), read_pair("strides", (1, 3))
    ((2, 2), (1, 3))
    """
    both = tuple(value) if isinstance(value, tuple | list) else (value, value)
    if len(both) != 2:
        raise ValueError(f"{name} is {value!r}; expected a whole number, or two")
    return tuple(checks.integer(name, number, 1) for number in both)
