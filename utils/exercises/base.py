"""What every check of an exercise gives, and how an answer is read."""

import html
from dataclasses import dataclass

import numpy as np

OPEN = "Replace the three dots by your answer and run the cell again."


@dataclass(frozen=True)
class Check:
    """What a check says: passed (True), not yet (False), not answered (None)."""

    passed: bool | None
    message: str

    def __repr__(self):
        words = {True: "Correct", False: "Not yet", None: "Not answered yet"}
        return f"{words[self.passed]}. {self.message}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        head, _, rest = repr(self).partition(". ")
        text = f"<b>{html.escape(head)}.</b> {html.escape(rest)}"
        return {"text/plain": repr(self), "text/html": text}


def read_numbers(value):
    """Reads what a reader answered as numbers.

    Args:
        value: anything.

    Returns:
        An array of finite floats, or None if the value is anything else.

    Example:

    >>> read_numbers([1, 2]), read_numbers("1, 2"), read_numbers([1, None])
    (array([1., 2.]), None, None)
    """
    if isinstance(value, str | bytes | bool | dict | set):
        return None
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return None
    return array if np.isfinite(array).all() else None


def read_number(value):
    """Reads what a reader answered as one number.

    Args:
        value: anything.

    Returns:
        A finite float, or None if the value is anything else.

    Example:

    >>> read_number(3), read_number([2.5]), read_number([1, 2]), read_number("3")
    (3.0, 2.5, None, None)
    """
    numbers = read_numbers(value)
    return None if numbers is None or numbers.size != 1 else numbers.item()


def ask(function, *arguments):
    """Asks a reader's function for one number.

    Args:
        function: what was answered.
        arguments: what to call it with.

    Returns:
        The number and None; or None and a sentence that says what is wrong.

    Example:

    >>> ask(abs, -2), ask(abs, "a"), ask(3)
    ((2.0, None), (None, 'The function stops with TypeError.'), \
(None, 'The answer should be a function.'))
    """
    if not callable(function):
        return None, "The answer should be a function."
    try:
        value = function(*arguments)
    except Exception as error:  # whatever the reader's function may raise
        return None, f"The function stops with {type(error).__name__}."
    number = read_number(value)
    if number is None:
        return None, "The function should return one finite number."
    return number, None
