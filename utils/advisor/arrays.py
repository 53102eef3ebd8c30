"""Read examples from arrays and lists, and a forecast's windows from one series."""

import numpy as np
import pandas as pd

from utils import checks
from utils.advisor import dates, tables
from utils.advisor.columns import find_columns
from utils.advisor.examples import MOST, Examples

LEAST_WINDOWS = 60


def read_array(x, kind):
    """Check examples in an array or a list.

    Args:
        x: array, list of texts, or list of series `(time, channels)`.
        kind: one of `examples.KINDS` or "auto".

    Returns:
        The examples as the saved model will take them, their kind, and notes.

    Raises:
        ValueError: for shapes and types that are no examples.

    Example:

    >>> array, kind, _ = read_array([[1, 2, 3], [3, 2, 1]], "auto")
    >>> array.shape, kind
    ((2, 3), 'series')
    """
    listed = x if isinstance(x, list | tuple) else list(x[:1]) if len(x) else []
    if len(listed) and isinstance(listed[0], str):
        if not all(isinstance(text, str) for text in x):
            raise ValueError("x holds texts and other things; expected texts only")
        return np.array(list(x), object), "texts", []
    try:
        array = np.asarray(x)
    except ValueError:
        array = np.empty(0, object)
    if array.dtype == object and array.ndim < 2:
        return _pad_series(x)
    if array.dtype.kind not in "biuf" or not 2 <= array.ndim <= 4 or not array.size:
        raise ValueError(
            f"x has shape {array.shape} and type {array.dtype}; expected numbers "
            "(n, time), (n, time, channels) or (n, height, width, channels)"
        )
    notes = []
    if kind == "auto":
        byte = array.ndim == 3 and array.dtype == np.uint8
        kind = "pictures" if array.ndim == 4 or byte else "series"
        if kind == "series" and array.ndim == 3:
            notes.append('taken for series; for gray pictures say kind="pictures"')
    fits = {"pictures": (3, 4), "series": (2, 3)}.get(kind, ())
    if array.ndim not in fits:
        raise ValueError(f"x has shape {array.shape}, which does not fit kind {kind!r}")
    if kind == "pictures" and array.ndim == 3:
        array = array[..., None]
    array = array if array.dtype == np.uint8 else array.astype("float32")
    return array, kind, notes + _check_numbers(array, kind)


def _check_numbers(array, kind):
    if np.isinf(array).any() or (kind == "pictures" and np.isnan(array).any()):
        raise ValueError("x holds infinity or gaps in pictures; expected numbers")
    low, high = np.nanmin(array), np.nanmax(array)
    if not low < high:
        raise ValueError(f"x is {low} everywhere; expected inputs that differ")
    notes = tables.note_gaps(array)
    if kind == "series" and np.isnan(array).mean() > tables.GAPS:
        raise ValueError("x is mostly gaps; expected at most half of it missing")
    if kind == "series" and len(array) > 1:
        constant = int((np.nanmin(array, 0) == np.nanmax(array, 0)).sum())
        if constant:
            notes.append(f"{constant} constant columns: they say nothing")
    return notes


def _pad_series(x):
    """Return series of different lengths as one array, filled up in front with NaN."""
    try:
        series = [np.asarray(each, "float32") for each in x]
    except (TypeError, ValueError):
        raise ValueError("x holds what is no number; expected series") from None
    series = [each[:, None] if each.ndim == 1 else each for each in series]
    channels = {each.shape[1:] for each in series}
    if len(channels) != 1 or series[0].ndim != 2 or not min(map(len, series)):
        raise ValueError(
            f"x holds series of shapes {sorted({e.shape for e in series})[:3]}; "
            "expected (time, channels) with the same channels"
        )
    longest = max(map(len, series))
    array = np.full((len(series), longest, series[0].shape[1]), np.nan, "float32")
    for row, each in zip(array, series, strict=True):
        row[longest - len(each) :] = each
    shortest = min(map(len, series))
    note = (
        f"lengths differ, {shortest} to {longest} steps: shorter series are filled up "
        "in front with gaps"
    )
    return array, "series", [note]


def read_forecast(x, y, window, *, times=None, most=MOST):
    """Cut one series into windows with the next value as the answer.

    Args:
        x: array `(time,)` or `(time, channels)`, of which the first channel is
            forecast, or a DataFrame, a step in each row.
        y: name of the column that is forecast; None if there is only one.
        window: whole number ≥ 2, the steps that a forecast sees.
        times: array `(time,)` or name of a column, by which the steps are sorted.
        most: of more windows the last ones are taken.

    Returns:
        An `Examples` whose answers are floats.

    Raises:
        ValueError: for gaps, a series that is too short or does not move, several
            columns of which none is named, or times that occur twice.

    Example:

    >>> examples = read_forecast(np.arange(100.0) % 7, None, 8)
    >>> examples.raw.shape, examples.y[:3].tolist()
    ((92, 8, 1), [1.0, 2.0, 3.0])
    """
    window = checks.integer("window", window, 2)
    if y is not None and not isinstance(y, str):
        raise ValueError("y is given, and a forecast takes its answers from x itself")
    columns, target, notes = None, "", []
    if isinstance(x, pd.DataFrame):
        x, times = _take_times(x, times)
        x, columns, notes = _take_columns(x, y)
        target = columns.names[0]
    series = np.asarray(x, "float32")
    series = series[:, None] if series.ndim == 1 else series
    if series.ndim != 2 or not np.isfinite(series).all():
        raise ValueError(
            f"x has shape {series.shape}, or gaps; expected a series (time,) or (time, "
            "channels) of finite numbers for a forecast"
        )
    target = target or ("channel 0" if series.shape[1] > 1 else "")
    if times is not None:
        series, note = _sort_steps(series, times)
        notes.append(note)
    series, more = _take_last(series, window, most)
    windows = np.lib.stride_tricks.sliding_window_view(series, window, axis=0)
    count = len(series) - window
    told = f"{count:,} windows of {window} steps, each with the value that follows"
    return Examples(
        np.ascontiguousarray(windows[:count].swapaxes(1, 2)),
        series[window:, 0].astype("float64"),
        "series",
        "forecast",
        timed=True,
        facts=pd.DataFrame(index=range(count)),
        notes=(*notes, *more, told),
        columns=columns,
        target=target,
    )


def _take_times(table, times):
    """Part a table into its other columns and the column of times."""
    if not isinstance(times, str):
        return table, times
    if times not in table:
        raise ValueError(
            f"times is {times!r}, which is no column of x; expected one of {[*table]}"
        )
    return table.drop(columns=times), table[times].to_numpy()


def _take_columns(table, y):
    """Return the numbers of a table, the forecast column first, columns and notes."""
    numeric = table.select_dtypes("number")
    array, kept, notes = tables.read_numbers(numeric)
    if y is None and kept.shape[1] > 1:
        raise ValueError(
            f"y is None and x has {kept.shape[1]} columns of numbers; expected the one "
            f"to forecast, of {[*kept]}"
        )
    if y is not None and y not in kept:
        raise ValueError(f"y is {y!r}; expected one of {[*kept]}")
    texts = [repr(column) for column in table if column not in numeric]
    if texts:
        notes.append(f"no numbers, left out: {', '.join(texts)}")
    first = 0 if y is None else [*kept].index(y)
    order = np.roll(np.arange(kept.shape[1]), -first)
    return array[:, order], find_columns(table, kept.iloc[:, order]), notes


def _sort_steps(series, times):
    """Return the steps in the order of time, and a note."""
    times = np.asarray(times)
    if times.shape != (len(series),) or pd.isna(times).any():
        raise ValueError(
            f"times has shape {times.shape}; expected ({len(series)},) without gaps"
        )
    ranks, note = dates.rank_times(times)
    counts = np.bincount(ranks)
    if counts.max() > 1:
        twice = times[ranks == counts.argmax()][0]
        raise ValueError(
            f"times holds {twice!s:.40} {counts.max()} times; expected each once, "
            "since a forecast is of one series"
        )
    return series[np.argsort(ranks)], note


def _take_last(series, window, most):
    """Refuse a series too short or without a change; of a long one take the end."""
    if len(series) < window + LEAST_WINDOWS:
        raise ValueError(
            f"x has {len(series)} steps; expected at least {window + LEAST_WINDOWS} "
            f"for windows of {window}"
        )
    notes = []
    if len(series) > window + most:
        notes.append(
            f"{len(series):,} steps are more than needed here: the last "
            f"{window + most:,} are used"
        )
        series = series[-(window + most) :]
    if np.ptp(series[:, 0]) == 0:
        raise ValueError(
            f"x is {series[0, 0]} everywhere; expected a series that moves"
        )
    return series, notes
