"""Bring what the reader has into one form: arrays, a table, a folder, a text file."""

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd

from utils import checks
from utils.advisor import arrays, dates, folders, tables
from utils.advisor.columns import Columns, drop_counting, find_columns
from utils.advisor.examples import (
    KINDS,
    MOST,
    TASKS,
    Examples,
    check_choice,
    draw_sample,
    encode_labels,
    list_labels,
)

MOST_FILES = 5_000  # of a folder


def read(
    x,
    y=None,
    *,
    task="auto",
    kind="auto",
    groups=None,
    times=None,
    window=32,
    most=MOST,
):
    """Read examples and labels, whatever they come in.

    Args:
        x: array of series `(n, time)` or `(n, time, channels)`, of pictures
            `(n, height, width, channels)`, list of texts or of arrays, DataFrame, or
            the path of a CSV file (one series a row), of a file with labels and texts
            apart by a tab, or of a folder of pictures or WAV files.
        y: labels `(n,)`, or the name of their column; None looks for one.
        task: "classification", "regression", "forecast" or "auto". A forecast takes
            one series, a step in each row, and as y the name of a column.
        kind: "series", "pictures", "sounds", "texts" or "auto".
        groups: array `(n,)` or column: examples of a group stay on one side.
        times: array `(n,)` or column: numbers or dates; the test is what came last.
        window: steps that a forecast sees.
        most: of more examples a sample is drawn.

    Returns:
        An `Examples`.

    Raises:
        FileNotFoundError: if x is a path without a file.
        ValueError: for data that nothing can be learned from.

    Example:

    >>> rng = np.random.default_rng(0)
    >>> len(read(rng.normal(size=(20, 5)), [0, 1] * 10))
    20
    """
    check_choice("task", task, TASKS), check_choice("kind", kind, KINDS)
    most = checks.integer("most", most, 100)
    if isinstance(x, str | Path):
        path = Path(x).expanduser()
        if not path.exists():
            raise FileNotFoundError(
                f"x is {str(x)!r}; expected an existing file or folder, or an array"
            )
        if path.is_dir():
            return _read_folder(path, y, task, groups, times, most)
        x = tables.read_table(path, y if isinstance(y, str) else None)
    if task == "forecast":
        if groups is not None:
            raise ValueError("groups is given, and a forecast is of one series")
        return arrays.read_forecast(x, y, window, times=times, most=most)
    if isinstance(x, pd.DataFrame):
        x, y, groups, times = tables.split_columns(x, y=y, groups=groups, times=times)
        return _read_frame(x, y, task, groups, times, most)
    return _read_array(x, y, kind, task, groups, times, most)


def _read_array(x, y, kind, task, groups, times, most):
    if y is None:
        raise ValueError("y is None; expected a label for every example of x")
    raw, kind, notes = arrays.read_array(x, kind)
    facts = columns = None
    if kind == "series" and raw.ndim == 2:
        table = pd.DataFrame(raw)
        kept, more = drop_counting(table)
        raw, notes = kept.to_numpy(), notes + more
        found = find_columns(table, kept)
        columns = Columns((), found.places, found.width)
        facts = kept.rename(columns="column {}".format)
    told = {"notes": notes, "facts": facts, "columns": columns}
    return _assemble(raw, y, kind, task, groups, times, most, **told)


def _read_frame(table, y, task, groups, times, most):
    if tables.is_text(table):
        texts = table.iloc[:, 0].fillna("").astype(str).to_numpy(object)
        told = {"notes": [], "columns": find_columns(table, table)}
        return _assemble(texts, y, "texts", task, groups, times, most, **told)
    array, kept, notes = tables.read_numbers(table)
    notes += tables.note_gaps(array)
    told = {"notes": notes, "facts": kept, "columns": find_columns(table, kept)}
    return _assemble(array, y, "series", task, groups, times, most, **told)


def _read_folder(path, y, task, groups, times, most):
    paths, labels, groups, times = folders.list_files(
        path, y=y, groups=groups, times=times
    )
    numbers, _, task = encode_labels(labels, task=task)
    notes, rows, most = [], np.arange(len(paths)), min(most, MOST_FILES)
    if len(rows) > most:
        rows = draw_sample(numbers, most=most, classes=int(numbers.max()) + 1)
        notes.append(_tell_sample(len(rows), len(paths)))
    kind, found, places, rate, more = folders.read_files([paths[row] for row in rows])
    rows, facts = rows[places], folders.describe_sizes(found, kind, rate)
    labels, groups, times = (
        None if each is None else np.asarray(each)[rows]
        for each in (labels, groups, times)
    )
    sizes = sorted({array.shape[:2] for array in found})
    if kind == "pictures" and len(sizes) > 1:
        small, large = (" × ".join(map(str, size)) for size in (sizes[0], sizes[-1]))
        more.append(f"sizes differ, {small} to {large}: all are brought to one size")
    raw = np.stack(found) if len({a.shape for a in found}) == 1 else found
    notes += more
    told = {"notes": notes, "facts": facts, "rate": rate}
    return _assemble(raw, labels, kind, task, groups, times, most, **told)


def _assemble(
    raw,
    y,
    kind,
    task,
    groups,
    times,
    most,
    *,
    notes,
    facts=None,
    rate=None,
    columns=None,
):
    """Check that all fits, sort by time, draw a sample, and build the examples."""
    if isinstance(y, str):
        raise ValueError(f"y is {y!r}, and x has no columns; expected an array")
    if len(y) != len(raw):
        raise ValueError(
            f"x has {len(raw):,} examples and y has {len(y):,} labels; expected as many"
        )
    numbers, classes, task = encode_labels(y, task=task)
    facts = pd.DataFrame(index=range(len(raw))) if facts is None else facts
    groups = _check_column("groups", groups, len(raw))
    times = _check_column("times", times, len(raw))
    if groups is not None:
        groups = np.unique(groups, return_inverse=True)[1]
        if groups.max() < 4:
            raise ValueError(f"groups has {groups.max() + 1} groups; expected five")
    whole = Examples(
        raw, numbers, kind, task, classes, groups, times is not None, facts, rate
    )
    if times is not None:
        moments, note = dates.rank_times(times)
        notes = [*notes, note]
        whole = dataclasses.replace(whole, moments=moments)
        whole = whole.take(np.argsort(moments, kind="stable"))
    if len(whole) > most:
        notes = [*notes, _tell_sample(most, len(whole))]
        whole = whole.take(draw_sample(whole.y, most=most, classes=len(classes)))
    labels = list_labels(y) if classes else ()
    known = {"notes": tuple(notes), "columns": columns, "labels": labels}
    return dataclasses.replace(whole, **known)


def _tell_sample(kept, count):
    return f"{count:,} examples are more than needed here: a sample of {kept:,} is used"


def _check_column(name, values, count):
    if values is None:
        return None
    values = np.asarray(values)
    if values.shape != (count,) or pd.isna(values).any():
        raise ValueError(
            f"{name} has shape {values.shape}; expected ({count},) without gaps"
        )
    return values
