"""Read examples from arrays, tables and text files."""

import numpy as np
import pandas as pd

from utils.advisor.columns import drop_counting

LABELS = ("label", "class", "target", "y", "answer")
GAPS = 0.5  # a column with a larger share of gaps is refused
TEXTS = ("text", "texts", "sentence", "review", "comment", "message", "document")
LONGEST = 400  # rows of a text file that are looked at to find its text column


def read_table(path, y=None):
    """Read a CSV file, or a file of two columns apart by a tab.

    Args:
        path: `Path` of the file; `.tsv` and `.txt` are split at tabs.
        y: name of the label's column, if it is known.

    Returns:
        A DataFrame. A text file without a header gets the columns `label` and `text`.

    Raises:
        ValueError: if the file is empty or no such table.
    """
    tabs = path.suffix.lower() in (".tsv", ".txt", ".tab")
    kind = {"sep": "\t", "quoting": 3, "header": None, "dtype": str} if tabs else {}
    try:
        table = pd.read_csv(path, encoding="utf-8", encoding_errors="replace", **kind)
    except (pd.errors.EmptyDataError, pd.errors.ParserError) as error:
        raise ValueError(
            f"x: {path.name} cannot be read as a table ({error}); expected rows of "
            "equally many columns"
        ) from None
    if not len(table):
        raise ValueError(f"x: {path.name} holds no rows; expected one per example")
    if not tabs:
        return table
    if table.shape[1] != 2:
        raise ValueError(
            f"x: {path.name} has {table.shape[1]} columns apart by tabs; expected two, "
            "a label and a text"
        )
    head = table.iloc[:LONGEST].astype(str)
    text = max((0, 1), key=lambda column: head[column].str.len().mean())
    table = table.rename(columns={text: "text", 1 - text: "label"})
    label, text = (str(table[name].iloc[0]) for name in ("label", "text"))
    alone = (table["label"] == label).sum() == 1 and text.strip().lower() in TEXTS
    if alone or label.lower() in LABELS or label == y:
        table = table.iloc[1:].reset_index(drop=True)
    return table.rename(columns={"label": label}) if label == y else table


def split_columns(table, *, y, groups, times, name="x"):
    """Part a table into inputs, labels, groups and times.

    Args:
        table: DataFrame, one row per example.
        y: name of the label's column; None looks for a usual name.
        groups, times: names of columns, arrays, or None.
        name: what to call the table in messages.

    Returns:
        Frame of inputs, labels, groups and times, the latter None where not given.

    Raises:
        ValueError: if a column is missing.

    Example:

    >>> table = pd.DataFrame({"a": [1.0], "b": [2.0], "label": ["x"]})
    >>> inputs, labels, _, _ = split_columns(table, y=None, groups=None, times=None)
    >>> [*inputs], [*labels]
    (['a', 'b'], ['x'])
    """
    taken, found = [], {"y": y, "groups": groups, "times": times}
    if y is None:
        usual = [c for c in table if str(c).lower() in LABELS]
        if not usual:
            raise ValueError(
                f"y is None and {name} has no column named like a label; expected one "
                f"of its columns, {_list(table)}"
            )
        found["y"] = usual[0]
    for argument, value in found.items():
        if isinstance(value, str):
            if value not in table:
                raise ValueError(
                    f"{argument} is {value!r}, which is no column of {name}; expected "
                    f"one of {_list(table)}"
                )
            taken.append(value)
            found[argument] = table[value].to_numpy()
    return table.drop(columns=taken), *found.values()


def read_numbers(inputs):
    """Return the columns of a table as numbers, and what was noticed.

    Args:
        inputs: DataFrame of inputs.

    Returns:
        A float32 array `(n, columns)` with NaN for gaps, the DataFrame of the columns
        left, and a list of notes. Columns that only count the rows are left out.

    Raises:
        ValueError: for a text in a number column, a column that is mostly empty, or a
            table that holds no column that varies.

    Example:

    >>> array, _, notes = read_numbers(pd.DataFrame({"a": [1.0, 3.0], "b": 5.0}))
    >>> array.tolist(), notes
    ([[1.0, 5.0], [3.0, 5.0]], ['constant column b: it says nothing'])
    """
    numbers = {}
    for column in inputs:
        values = pd.to_numeric(inputs[column], errors="coerce").astype("float64")
        bad = values.isna() & inputs[column].notna()
        if bad.any():
            row = int(np.flatnonzero(bad)[0])
            raise ValueError(
                f"x: column {column!r} holds {inputs[column].iloc[row]!r} in row "
                f"{row:,}; expected numbers (or name it as y, groups or times)"
            )
        numbers[column] = values
    table = pd.DataFrame(numbers)
    gaps = table.isna().mean()
    if (gaps > GAPS).any():
        worst = gaps.idxmax()
        raise ValueError(
            f"x: column {worst!r} is empty in {gaps[worst]:.0%} of the rows; expected "
            f"at most {GAPS:.0%}"
        )
    table, notes = drop_counting(table)
    constant = [str(c) for c in table if table[c].nunique() <= 1]
    if len(constant) == table.shape[1]:
        raise ValueError(
            f"x: none of its {table.shape[1]} columns varies; expected inputs that do"
        )
    if constant:
        named = ", ".join(constant[:3]) + (", …" if len(constant) > 3 else "")
        words = "constant column" if len(constant) == 1 else "constant columns"
        says = "it says" if len(constant) == 1 else "they say"
        notes.append(f"{words} {named}: {says} nothing")
    return table.to_numpy("float32"), table, notes


def note_gaps(array):
    """Say how many numbers are missing.

    Args:
        array: float array.

    Returns:
        A list with one note, or none.

    Example:

    >>> note_gaps(np.array([[1.0, np.nan]]))
    ['1 number of 2 is missing (50.0 %): gaps are filled with the mean']
    """
    count = int(np.isnan(array).sum())
    if not count:
        return []
    words = "number" if count == 1 else "numbers"
    verb = "is" if count == 1 else "are"
    share = f"{count / array.size:.1%}".replace("%", " %")
    return [
        f"{count:,} {words} of {array.size:,} {verb} missing ({share}): gaps are "
        "filled with the mean"
    ]


def is_text(table):
    """Return whether a table of inputs is one column of texts.

    Args:
        table: DataFrame of inputs.

    Returns:
        True or False.

    Example:

    >>> is_text(pd.DataFrame({"text": ["a good film"]}))
    True
    """
    if table.shape[1] != 1:
        return False
    values = table.iloc[:, 0].dropna().iloc[:LONGEST]
    words = [v for v in values if isinstance(v, str)]
    spaced = sum(" " in word.strip() for word in words)
    return bool(words) and spaced > len(values) / 2


def _list(table):
    names = [str(column) for column in table]
    more = f", … ({len(names)} in all)" if len(names) > 8 else ""
    return ", ".join(names[:8]) + more
