"""Cut examples into train, valid and test: in their order, or dealt out by a seed."""

import math

import numpy as np

from utils import checks
from utils.datasets.base import PARTS, Dataset, Split


def cut(x, y, *, name, examples, task="classification", classes=None, resplit=False):
    """Cut arrays in the order they stand: first train, then valid, then test.

    Args:
        x: array `(n, ...)` or a tuple of them.
        y: array `(n, ...)`.
        name: what to call the data.
        examples: three whole numbers, the sizes of train, valid and test; their sum
            is n.
        task: "classification" or "regression".
        classes: number of classes, or None to count up to the largest label.
        resplit: whether a seed dealt out the same real examples anew.

    Returns:
        A `Dataset`.

    Raises:
        ValueError: if the sizes do not add up to the number of examples.

    Example:

    >>> cut([[0.0], [1.0], [2.0], [3.0]], [0, 1, 0, 1], name="toy", examples=(2, 1, 1))
    Dataset "toy": 2 train, 1 valid, 1 test · x (1,) · 2 classes
    """
    train, valid, test = check_sizes(examples)
    whole = Split(x, y)
    if train + valid + test != len(whole):
        raise ValueError(
            f"examples is {examples!r}, together {train + valid + test:,}; "
            f"expected the {len(whole):,} examples there are"
        )
    order = np.arange(len(whole))
    parts = np.split(order, [train, train + valid])
    parts = {part: _take(whole, rows) for part, rows in zip(PARTS, parts, strict=True)}
    return Dataset(name, **parts, task=task, classes=classes, resplit=resplit)


def split(
    x, y, *, name, seed, fractions=(0.6, 0.2, 0.2), task="classification", stratify=True
):
    """Deal the same examples out to train, valid and test, by a seed.

    Args:
        x: array `(n, ...)` or a tuple of them.
        y: array `(n, ...)`.
        name: what to call the data.
        seed: whole number ≥ 0; another seed deals another way.
        fractions: the shares of train, valid and test; their sum is 1.
        task: "classification" or "regression".
        stratify: keep the share of every class alike in all parts (not in a
            regression).

    Returns:
        A `Dataset` with `resplit=True`.

    Raises:
        ValueError: if the fractions do not sum to one, a part would be empty, or a
            class has too few examples to stand in every part.

    Example:

    >>> x, y = np.arange(20.0).reshape(10, 2), np.arange(10) % 2
    >>> split(x, y, name="toy", seed=0)
    Dataset "toy": 6 train, 2 valid, 2 test · x (2,) · 2 classes
    """
    checks.integer("seed", seed, 0, 2**32 - 1)
    whole = Split(x, y)
    sizes = share_out(fractions, len(whole))
    by = np.zeros(len(whole))
    if stratify and task == "classification":
        by = whole.y
        _check_strata(by, sizes)
    parts = zip(PARTS, _deal(by, sizes, seed), strict=True)
    parts = {part: _take(whole, rows) for part, rows in parts}
    return Dataset(name, **parts, task=task, resplit=True)


def check_sizes(examples):
    """Return the sizes of train, valid and test as three whole numbers of at least 1.

    Args:
        examples: a sequence of three whole numbers.

    Returns:
        A tuple of three `int`.

    Raises:
        ValueError: if there are not three, or one is below 1.

    Example:

    >>> check_sizes((600, 200, 200))
    (600, 200, 200)
    """
    if not isinstance(examples, (tuple, list)) or len(examples) != len(PARTS):
        raise ValueError(
            f"examples is {examples!r}; expected the sizes of train, valid and test"
        )
    names = [f"examples, {part}," for part in PARTS]
    return tuple(
        checks.integer(name, size, 1)
        for name, size in zip(names, examples, strict=True)
    )


def share_out(fractions, total):
    """Turn the shares of train, valid and test into whole numbers of examples.

    Args:
        fractions: three numbers above 0 whose sum is 1.
        total: whole number ≥ 3, how many there are.

    Returns:
        A tuple of three `int`; rounding down leaves the remainder to test.

    Raises:
        ValueError: if the shares are no such numbers, or a part would be empty.

    Example:

    >>> share_out((0.6, 0.2, 0.2), 1797)
    (1078, 359, 360)
    """
    try:
        train, valid, test = map(float, fractions)
    except (TypeError, ValueError):
        raise ValueError(
            f"fractions is {fractions!r}; expected three numbers"
        ) from None
    if not min(train, valid, test) > 0 or not math.isclose(train + valid + test, 1):
        raise ValueError(
            f"fractions is {fractions!r}; expected three shares above 0 with sum 1"
        )
    train, valid = (math.floor(share * total + 1e-9) for share in (train, valid))
    found = train, valid, total - train - valid
    if min(found) < 1:
        raise ValueError(
            f"fractions is {fractions!r}, giving {found} of {total:,} examples; "
            "expected at least one in every part"
        )
    return found


def _check_strata(y, sizes):
    """Refuse labels that cannot stand in every part in their proportion."""
    if y.dtype.kind == "f" or y.ndim != 1:
        raise ValueError(
            f"y has shape {y.shape} and type {y.dtype}; expected one class number per "
            "example to stratify by, or stratify=False"
        )
    classes, counts = np.unique(y, return_counts=True)
    rarest = counts.argmin()
    if counts[rarest] < len(PARTS) or min(sizes) < len(classes):
        raise ValueError(
            f"y has {len(classes)} classes, the rarest ({classes[rarest]}) with "
            f"{counts[rarest]} examples, for parts of {sizes}; expected at least one "
            "example of each class for each part, or stratify=False"
        )


def _deal(by, sizes, seed):
    """Return the row numbers of train, valid and test, every value of `by` in each."""
    from sklearn.model_selection import train_test_split

    _, valid, test = sizes
    order = np.arange(len(by))
    rest, last = train_test_split(order, test_size=test, stratify=by, random_state=seed)
    first, middle = train_test_split(
        rest, test_size=valid, stratify=by[rest], random_state=seed
    )
    return first, middle, last


def _take(whole, rows):
    """Return the Split of some rows."""
    several = isinstance(whole.x, tuple)
    x = tuple(a[rows] for a in whole.x) if several else whole.x[rows]
    return Split(x, whole.y[rows])
