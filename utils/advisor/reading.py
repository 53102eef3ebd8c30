"""Bring what the reader has into one form: arrays, a table, a folder, a text file."""

from pathlib import Path

import numpy as np
import pandas as pd

from utils import checks
from utils.advisor import arrays, folders, tables
from utils.advisor.examples import (
    KINDS,
    MOST,
    TASKS,
    Examples,
    check_choice,
    draw_sample,
    encode_labels,
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
            one series `(time,)` or `(time, channels)`, a step in each row.
        kind: "series", "pictures", "sounds", "texts" or "auto".
        groups: array `(n,)` or column: examples of a group stay on one side.
        times: array `(n,)` or column: the test is what came last.
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
        x = tables.read_table(path)
    if task == "forecast":
        return arrays.read_forecast(x, y, window)
    if isinstance(x, pd.DataFrame):
        x, y, groups, times = tables.split_columns(x, y=y, groups=groups, times=times)
        return _read_frame(x, y, task, groups, times, most)
    if y is None:
        raise ValueError("y is None; expected a label for every example of x")
    raw, kind, notes = arrays.read_array(x, kind)
    return _assemble(raw, y, kind, task, groups, times, most, notes)


def _read_frame(table, y, task, groups, times, most):
    if tables.is_text(table):
        texts = table.iloc[:, 0].fillna("").astype(str).to_numpy(object)
        return _assemble(texts, y, "texts", task, groups, times, most, [])
    array, kept, notes = tables.read_numbers(table)
    notes += tables.note_gaps(array)
    return _assemble(array, y, "series", task, groups, times, most, notes, kept)


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
    return _assemble(raw, labels, kind, task, groups, times, most, notes, facts, rate)


def _assemble(raw, y, kind, task, groups, times, most, notes, facts=None, rate=None):
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
        whole = whole.take(np.argsort(times, kind="stable"))
    if len(whole) > most:
        notes = [*notes, _tell_sample(most, len(whole))]
        whole = whole.take(draw_sample(whole.y, most=most, classes=len(classes)))
    return Examples(**{**vars(whole), "notes": tuple(notes)})


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
