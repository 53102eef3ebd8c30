"""Which columns of a table are inputs, and which only count its rows."""

import dataclasses

import numpy as np


@dataclasses.dataclass(frozen=True)
class Columns:
    """Which columns of a table are inputs.

    Args:
        names: tuple of the columns' names, empty for an array.
        places: tuple of their places among all columns that are no labels.
        width: how many these are.
    """

    names: tuple
    places: tuple
    width: int


def find_columns(inputs, kept):
    """Return which columns of a table of inputs were kept.

    Args:
        inputs: DataFrame as it came.
        kept: DataFrame of the columns that are left, in any order.

    Returns:
        A `Columns`.

    Example:

    >>> import pandas as pd
    >>> table = pd.DataFrame({"a": [1], "b": [2]})
    >>> find_columns(table, table[["b"]])
    Columns(names=('b',), places=(1,), width=2)
    """
    names = [*inputs]
    places = tuple(names.index(name) for name in kept)
    return Columns(tuple(map(str, kept)), places, len(names))


def drop_counting(table):
    """Leave out the columns that only count the rows.

    Args:
        table: DataFrame of numbers.

    Returns:
        The DataFrame of the other columns, and a list with a note, or none.

    Raises:
        ValueError: if there is no other column.

    Example:

    >>> import pandas as pd
    >>> drop_counting(pd.DataFrame({"n": [1, 2, 3, 4], "a": [1, 1, 2, 1]}))[1]
    ["column 'n' only counts the rows and is left out"]
    """
    counting = [c for c in table if _counts_rows(table[c])]
    if not counting:
        return table, []
    if len(counting) == table.shape[1]:
        raise ValueError("x: its columns only count the rows; expected inputs")
    named = ", ".join(repr(column) for column in counting)
    does, left = ("column", "counts"), "is"
    if len(counting) > 1:
        does, left = ("columns", "count"), "are"
    note = f"{does[0]} {named} only {does[1]} the rows and {left} left out"
    return table.drop(columns=counting), [note]


def _counts_rows(column):
    """Whether a column rises by the same whole number from row to row."""
    steps = np.diff(column.to_numpy())
    return len(steps) > 2 and bool((steps == steps[0]).all()) and steps[0] in (1, -1)
