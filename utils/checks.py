"""Refuse a wrong argument at the door, in one sentence that says what is expected."""

import math
import numbers


def integer(name, value, low, high=None):
    """Return a whole number as `int` if it lies from `low` to `high`.

    Args:
        name: the argument's name, for the message.
        value: what the caller gave; a bool is no number here.
        low: the smallest value allowed.
        high: the largest value allowed, or None.

    Returns:
        The value as a Python `int`.

    Raises:
        ValueError: if the value is no whole number in that range.

    Example:

    >>> integer("seed", 3, 0)
    3
    >>> integer("epochs", 0, 1)
    Traceback (most recent call last):
    ValueError: epochs is 0; expected a whole number of at least 1
    """
    fits = isinstance(value, numbers.Integral) and not isinstance(value, bool)
    if not fits or value < low or (high is not None and value > high):
        span = f"of at least {low}" if high is None else f"from {low} to {high}"
        raise ValueError(f"{name} is {value!r}; expected a whole number {span}")
    return int(value)


def positive(name, value):
    """Return a number as `float` if it is finite and above zero.

    Args:
        name: the argument's name, for the message.
        value: what the caller gave.

    Returns:
        The value as a Python `float`.

    Raises:
        ValueError: if the value is no finite number above zero.

    Example:

    >>> positive("learning_rate", 0.01)
    0.01
    """
    fits = isinstance(value, numbers.Real) and not isinstance(value, bool)
    if not fits or not math.isfinite(value) or value <= 0:
        raise ValueError(f"{name} is {value!r}; expected a finite number above 0")
    return float(value)


def seeds(values):
    """Return seeds as a tuple of different whole numbers of at least 0.

    Args:
        values: an iterable of seeds, such as `range(5)`.

    Returns:
        A tuple of `int`.

    Raises:
        ValueError: if there is none, one is negative or one occurs twice.

    Example:

    >>> seeds(range(3))
    (0, 1, 2)
    """
    try:
        found = tuple(integer("seeds", value, 0) for value in values)
    except TypeError:
        raise ValueError(
            f"seeds is {values!r}; expected several, such as range(5)"
        ) from None
    if not found or len(set(found)) < len(found):
        raise ValueError(f"seeds is {values!r}; expected at least one, none twice")
    return found
