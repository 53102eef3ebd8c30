"""The form in which a finished network takes raw input, and its answers to it.

scikit-learn's habit is that `predict` takes what `fit` took. So what reading did to the
data at first (columns left out, samples scaled, paths opened) is done here once more.
"""

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd

from utils.advisor import folders, preparing, tables
from utils.advisor.columns import Columns
from utils.advisor.examples import KINDS


@dataclasses.dataclass(frozen=True)
class Form:
    """What is known of the data that a network was made for.

    Args:
        kind: one of `examples.KINDS`.
        task: one of `examples.TASKS`.
        labels: tuple of classes in their own type, empty where the answer is a number.
        columns: the `columns.Columns` of a table, or None.
        rate: samples per second of sounds, else None.
        whole: whether pictures hold whole numbers from 0 to 255.
    """

    kind: str
    task: str
    labels: tuple = ()
    columns: Columns | None = None
    rate: int | None = None
    whole: bool = False


def make_form(examples):
    """Return the form of examples.

    Args:
        examples: an `examples.Examples`.

    Returns:
        A `Form`.
    """
    whole = examples.kind == "pictures" and examples.raw[0].dtype == np.uint8
    known = (examples.labels, examples.columns, examples.rate, whole)
    return Form(examples.kind, examples.task, *known)


def read_form(facts):
    """Return a form from what JSON kept of it.

    Args:
        facts: dict, as `dataclasses.asdict` gives it.

    Returns:
        A `Form`.

    Example:

    >>> form = Form("series", "regression", columns=Columns(("a",), (0,), 1))
    >>> read_form(dataclasses.asdict(form)) == form
    True
    """
    columns = facts["columns"]
    if columns:
        names, places = tuple(columns["names"]), tuple(columns["places"])
        columns = Columns(names, places, columns["width"])
    return Form(**{**facts, "labels": tuple(facts["labels"]), "columns": columns})


def answer(model, form, raw):
    """Return a model's answers for raw input.

    Args:
        model: a `keras.Model` from raw input to probabilities or numbers.
        form: a `Form`.
        raw: as for `bring`.

    Returns:
        An array `(n,)`: classes in their own type, or numbers.
    """
    outputs = preparing.transform(model, bring(form, raw, model.input_shape[1:]))
    if not form.labels:
        return outputs[:, 0]
    words = any(isinstance(label, str) for label in form.labels)
    return np.array(form.labels, object if words else None)[outputs.argmax(axis=1)]


def bring(form, raw, shape):
    """Bring raw input into the form that a network takes.

    Args:
        form: a `Form`.
        raw: array, list, DataFrame or path, as `advise` takes it, without labels or
            with them. A folder's files are taken in the order of their paths, or of
            its labels file. Of a forecast: windows, or a series in the order of time,
            of which every window is taken.
        shape: tuple, the shape of the model's input, None where it may differ.

    Returns:
        An array `(n, ...)`, or a list of arrays of several sizes.

    Raises:
        FileNotFoundError: for a path that does not exist.
        ValueError: for input of another form.

    Example:

    >>> form = Form("series", "regression", columns=Columns((), (1, 2), 3))
    >>> bring(form, [[7, 1, 2], [8, 3, 4]], (2,)).tolist()
    [[1.0, 2.0], [3.0, 4.0]]
    """
    if isinstance(raw, str | Path):
        raw = _open(form, Path(raw).expanduser())
    takers = (_take_series, _take_pictures, _take_sounds, _take_texts)
    take = dict(zip(KINDS, takers, strict=True))[form.kind]
    raw = _take_steps(form, raw, shape) if form.task == "forecast" else raw
    if not len(raw):
        raise ValueError("raw holds no examples; expected at least one")
    return take(form, raw, shape)


def _open(form, path):
    if not path.exists():
        raise FileNotFoundError(
            f"raw is {str(path)!r:.80}; expected an existing path, or a list"
        )
    if form.kind in ("pictures", "sounds"):
        return folders.find_media(path)
    return tables.read_table(path)


def _select(form, table):
    """Return the columns of a table that the network knows."""
    names = form.columns.names if form.columns else ()
    own = {str(column): column for column in table}
    if not names and form.columns and table.shape[1] == form.columns.width:
        return table.iloc[:, [*form.columns.places]]
    missing = [name for name in names if name not in own]
    if missing or not names:
        raise ValueError(
            f"raw has the columns {[*own]!r:.80}; expected {[*names]!r:.80}"
            + (f", and {missing[0]!r} is missing" if missing else "")
        )
    return table[[own[name] for name in names]]


def _take_numbers(form, raw):
    """Return a table or an array as float32, in the columns that the network knows."""
    try:
        if isinstance(raw, pd.DataFrame):
            return _select(form, raw).to_numpy("float32")
        raw = np.asarray(raw, "float32")
    except (TypeError, ValueError) as error:
        if str(error).startswith("raw has"):
            raise
        raise ValueError(f"raw cannot be read as numbers ({error!s:.80})") from None
    wide = form.columns and raw.ndim == 2 and raw.shape[1] == form.columns.width
    return raw[:, [*form.columns.places]] if wide else raw


def _take_series(form, raw, shape):
    if not isinstance(raw, pd.DataFrame) and len({np.shape(each) for each in raw}) > 1:
        raw = _fill_front(raw, shape)
    array = _take_numbers(form, raw)
    if array.ndim == 2 and shape == (array.shape[1], 1):
        array = array[..., None]
    if array.shape[1:] != shape:
        wanted = ", ".join(map(str, ("n", *shape)))
        raise ValueError(f"raw has shape {array.shape}; expected ({wanted})")
    return array


def _fill_front(raw, shape):
    """Return series of several lengths as one array, with gaps in front."""
    longest = max(len(each) for each in raw)
    if longest > shape[0]:
        raise ValueError(
            f"raw has a series of {longest} steps; expected at most {shape[0]}"
        )
    array = np.full((len(raw), *shape), np.nan, "float32")
    for row, each in zip(array, raw, strict=True):
        row[shape[0] - len(each) :] = np.reshape(each, (len(each), *shape[1:]))
    return array


def _take_steps(form, raw, shape):
    """Return all windows of a series in the order of time; windows stay as they are."""
    array = _take_numbers(form, raw)
    array = array[:, None] if array.ndim == 1 else array
    if array.ndim == 2 and len(array) >= shape[0]:
        windows = np.lib.stride_tricks.sliding_window_view(array, shape[0], axis=0)
        array = windows.swapaxes(1, 2)
    if array.ndim != 3 or not np.isfinite(array).all():
        raise ValueError(
            f"raw has shape {array.shape}, or gaps; expected {shape[0]} steps or more"
        )
    return array


def _read_paths(form, raw):
    """Open a list of paths; other lists stay as they are."""
    if not isinstance(next(iter(raw)), str | Path):
        return raw
    kind, found, places, rate, notes = folders.read_files([Path(p) for p in raw])
    if kind != form.kind or len(places) < len(raw) or rate != form.rate:
        at = f" at {form.rate} Hz" if form.rate else ""
        came = f"{kind} at {rate} Hz" if rate else kind
        came += f", of which {notes[0]}" if len(places) < len(raw) else ""
        raise ValueError(f"raw holds {came}; expected {form.kind}{at}, all readable")
    return found


def _take_sounds(form, raw, shape):
    sounds = [np.asarray(each) for each in _read_paths(form, raw)]
    if not all(each.ndim in (1, 2) and each.size for each in sounds):
        raise ValueError("raw holds what is no sound; expected arrays (samples,)")
    return [folders.to_mono(each) for each in sounds]


def _take_pictures(form, raw, shape):
    pictures = [np.asarray(each) for each in _read_paths(form, raw)]
    pictures = [p[..., None] if p.ndim == 2 else p for p in pictures]
    *size, channels = shape
    if channels == 3:
        pictures = [np.repeat(p, 3, -1) if p.shape[-1] == 1 else p for p in pictures]
    for each in pictures:
        fits = each.ndim == 3 and each.shape[-1] == channels
        if not fits or (size[0] is not None and [*each.shape[:2]] != size):
            wanted = tuple("any" if side is None else side for side in shape)
            raise ValueError(
                f"raw holds a picture of shape {each.shape}; expected {wanted}"
            )
    if form.whole and all(p.dtype.kind == "f" and p.max() <= 1 for p in pictures):
        raise ValueError("raw holds pictures from 0 to 1; expected them from 0 to 255")
    same = len({p.shape for p in pictures}) == 1
    return np.stack(pictures) if same else pictures


def _take_texts(form, raw, shape):
    if isinstance(raw, pd.DataFrame):
        raw = _select(form, raw).iloc[:, 0].fillna("").astype(str)
    texts = [*raw]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"raw holds {texts[0]!r:.40}; expected texts only")
    return np.array(texts, object)
