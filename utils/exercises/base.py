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
