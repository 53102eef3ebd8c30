"""The one form that all kinds of data are brought into: examples with an answer each.

What is refused is refused here or while reading, in one sentence; what is only worth
knowing becomes a note, which the advice repeats.
"""

import dataclasses

import numpy as np
import pandas as pd

KINDS = ("series", "pictures", "sounds", "texts")
TASKS = ("classification", "regression", "forecast")
LEAST = 10  # examples of every class
MOST_CLASSES = 1_000
MOST = 20_000  # examples that are looked at; of more a sample is drawn


@dataclasses.dataclass(frozen=True, eq=False)
class Examples:
    """Examples as they came, one answer each, and what was noticed on the way.

    Args:
        raw: what the saved model takes: an array `(n, ...)`, or a list of arrays where
            sizes differ.
        y: class numbers from 0, or floats.
        kind: one of `KINDS`.
        task: one of `TASKS`.
        classes: tuple of names, empty where there are none.
        groups: array `(n,)` of group numbers, or None.
        timed: whether the examples stand in the order of time.
        facts: frame of numbers known beside the content, such as a file's size, which
            could give the answer away.
        rate: samples per second of sounds, else None.
        notes: sentences for the reader.
        columns: the `columns.Columns` that the inputs came from, or None.
        target: name of the column that is forecast, where there are several.
        labels: the classes as they stood in y: numbers stay numbers.
        moments: array `(n,)` where the examples stand in the order of time: equal
            moments share a number.
    """

    raw: np.ndarray | list
    y: np.ndarray
    kind: str
    task: str
    classes: tuple = ()
    groups: np.ndarray | None = None
    timed: bool = False
    facts: pd.DataFrame = dataclasses.field(default_factory=pd.DataFrame)
    rate: int | None = None
    notes: tuple = ()
    columns: object = None
    target: str = ""
    labels: tuple = ()
    moments: np.ndarray | None = None

    def __len__(self):
        return len(self.y)

    def take(self, rows):
        """Return the examples of some rows.

        Args:
            rows: array of whole numbers.

        Returns:
            An `Examples`.
        """
        several = isinstance(self.raw, list)
        raw = [self.raw[row] for row in rows] if several else self.raw[rows]
        groups = None if self.groups is None else self.groups[rows]
        facts = self.facts.iloc[rows].reset_index(drop=True)
        own = {"raw": raw, "y": self.y[rows], "groups": groups, "facts": facts}
        own["moments"] = None if self.moments is None else self.moments[rows]
        return dataclasses.replace(self, **own)


def encode_labels(y, *, task="auto"):
    """Turn labels into numbers, or refuse what cannot be learned from.

    Args:
        y: sequence of labels, one per example: words or numbers.
        task: "classification", "regression", or "auto", which takes numbers with a
            fraction for a regression and everything else for classes.

    Returns:
        Array of numbers `(n,)`, tuple of class names, and the task.

    Raises:
        ValueError: for missing labels, one class only, too many classes, fewer than
            ten examples of a class, or a text where a number is expected.

    Example:

    >>> numbers, names, task = encode_labels(["cat", "dog"] * 10)
    >>> numbers[:3].tolist(), names, task
    ([0, 1, 0], ('cat', 'dog'), 'classification')
    """
    y = np.asarray(y)
    y = y[:, 0] if y.ndim == 2 and y.shape[1] == 1 else y
    if y.ndim != 1 or not len(y):
        raise ValueError(f"y has shape {y.shape}; expected one label per example")
    missing = np.flatnonzero(pd.isna(y))
    if len(missing):
        raise ValueError(
            f"y holds {len(missing):,} missing labels (NaN), the first at place "
            f"{missing[0]:,}; expected a label for every example"
        )
    numeric = pd.api.types.is_numeric_dtype(y) and y.dtype != bool
    if task == "auto":
        whole = not numeric or bool((y == np.floor(y)).all())
        task = "classification" if whole else "regression"
    if task == "classification":
        return (*_count_classes(y), task)
    if not numeric or not np.isfinite(y).all():
        raise ValueError(f"y holds {y[0]!r}; expected finite numbers for a {task}")
    if np.ptp(y) == 0:
        raise ValueError(f"y is {y[0]} everywhere; expected numbers that differ")
    return y.astype("float64"), (), task


def _count_classes(y):
    """Return class numbers and names, or refuse the classes."""
    try:
        names, numbers, counts = np.unique(y, return_inverse=True, return_counts=True)
    except TypeError:
        kinds = " and ".join(sorted({type(label).__name__ for label in y}))
        raise ValueError(f"y holds {kinds}; expected labels of one type") from None
    hint = 'for numbers to be estimated say task="regression"'
    if len(names) == 1:
        raise ValueError(f"y holds one class only, {_plain(names[0])!r}; expected two")
    if len(names) > MOST_CLASSES:
        raise ValueError(
            f"y holds {len(names):,} classes in {len(y):,} examples; expected at most "
            f"{MOST_CLASSES:,} classes, or {hint}"
        )
    if counts.min() < LEAST:
        rare = int(counts.argmin())
        raise ValueError(
            f"y: class {_plain(names[rare])!r} has {counts[rare]} examples; expected "
            f"at least {LEAST} of every class, or {hint}"
        )
    return numbers.astype("int32"), tuple(str(_plain(name)) for name in names)


def list_labels(y):
    """Return the classes in their own type, in the order of their numbers.

    Args:
        y: sequence of labels, as for `encode_labels`.

    Returns:
        A tuple of strings, numbers or truth values, such as JSON can hold.

    Example:

    >>> list_labels(np.array([2, 1, 1]))
    (1, 2)
    """
    found = (_plain(label) for label in np.unique(np.asarray(y)))
    kept = (str, int, float, bool)
    return tuple(each if isinstance(each, kept) else str(each) for each in found)


def draw_sample(y, *, most, classes):
    """Choose rows at random, every class by its share, none below ten.

    Args:
        y: array `(n,)` of class numbers or floats.
        most: how many rows at most, about.
        classes: number of classes, 0 for none.

    Returns:
        An array of different row numbers in rising order.

    Example:

    >>> len(draw_sample(np.arange(100) % 2, most=40, classes=2))
    40
    """
    rng = np.random.default_rng(0)
    if not classes:
        return np.sort(rng.choice(len(y), min(most, len(y)), replace=False))
    order = rng.permutation(len(y))
    order = order[np.argsort(y[order], kind="stable")]
    counts = np.bincount(y, minlength=classes)
    wanted = np.maximum(LEAST, np.round(counts * most / len(y)).astype(int))
    first = np.cumsum(counts) - counts
    kept = [
        order[start : start + min(count, want)]
        for start, count, want in zip(first, counts, wanted, strict=True)
    ]
    return np.sort(np.concatenate(kept))


def check_choice(name, value, choices):
    """Refuse a word that is none of the choices.

    Args:
        name: the argument's name.
        value: what came.
        choices: tuple of words; "auto" is allowed beside them.

    Returns:
        The value.

    Raises:
        ValueError: if it is none of them.

    Example:

    >>> check_choice("kind", "auto", KINDS)
    'auto'
    """
    if not isinstance(value, str) or value not in ("auto", *choices):
        raise ValueError(f"{name} is {value!r:.60}; expected auto or one of {choices}")
    return value


def _plain(value):
    return value.item() if isinstance(value, np.generic) else value
