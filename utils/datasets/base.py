"""Dataset: three parts of examples, checked once so that no model has to check again.

A model is fitted on `train`, its settings are chosen on `valid`, and `test` is looked
at once, for the final measurement.
"""

import dataclasses

import numpy as np

from utils import checks

TASKS = ("classification", "regression")
PARTS = ("train", "valid", "test")


@dataclasses.dataclass(frozen=True, eq=False)
class Split:
    """One part of a data set: inputs x and answers y, one per example.

    The arrays are copies that cannot be written to: numbers with a fraction become
    float32, whole numbers int32.

    Args:
        x: array `(examples, ...)`, or a tuple of such arrays for a model with several
            inputs.
        y: array `(examples, ...)`.

    Raises:
        ValueError: if lengths differ, a part is empty, a number is missing or infinite,
            or an array is of no numeric type.

    Example:

    >>> part = Split(x=[[0.5], [1.5]], y=[0, 1])
    >>> len(part), part.x.dtype.name, part.y.dtype.name
    (2, 'float32', 'int32')
    """

    x: np.ndarray | tuple
    y: np.ndarray

    def __post_init__(self):
        several = isinstance(self.x, tuple)
        names = [f"x[{i}]" for i in range(len(self.x))] if several else ["x"]
        if not names:
            raise ValueError("x is an empty tuple; expected at least one array")
        inputs = self.x if several else (self.x,)
        inputs = tuple(_freeze(n, a, 2) for n, a in zip(names, inputs, strict=True))
        y = _freeze("y", self.y, 1)
        for name, array in zip(names, inputs, strict=True):
            if len(array) != len(y):
                raise ValueError(
                    f"{name} has {len(array):,} examples and y has {len(y):,}; "
                    "expected one answer per example"
                )
        object.__setattr__(self, "x", inputs if several else inputs[0])
        object.__setattr__(self, "y", y)

    def __len__(self):
        return len(self.y)


@dataclasses.dataclass(frozen=True, eq=False)
class Dataset:
    """Training, validation and test examples of one task.

    Args:
        name: what to call it in tables and messages.
        train, valid, test: a `Split` each, of the same shapes apart from their length.
        task: "classification", where y holds class numbers from 0, one per example
            `(n,)`, per step `(n, time)` or per pixel `(n, height, width)`; or
            "regression", where y holds float numbers `(n, outputs)` or
            `(n, time, outputs)`.
        classes: the number of classes; None counts up to the largest label. A
            regression has none.
        resplit: whether the seed deals out the same real examples anew, so that test
            scores of different seeds are not independent (Nadeau & Bengio 2003).

    Raises:
        ValueError: if the parts do not fit each other or the task.

    Example:

    >>> part = Split(x=[[0.0, 1.0], [1.0, 0.0]], y=[0, 1])
    >>> Dataset("toy", part, part, part, task="classification")
    Dataset "toy": 2 train, 2 valid, 2 test · x (2,) · 2 classes

    Reference:
        Nadeau & Bengio 2003, Inference for the generalization error,
        https://doi.org/10.1023/A:1024068626366
    """

    name: str
    train: Split
    valid: Split
    test: Split
    task: str
    classes: int | None = None
    resplit: bool = False

    def __post_init__(self):
        if not isinstance(self.name, str) or not self.name:
            raise ValueError(f"name is {self.name!r}; expected a word for the data")
        if self.task not in TASKS:
            raise ValueError(f"task is {self.task!r}; expected one of {TASKS}")
        if not isinstance(self.resplit, bool):
            raise ValueError(f"resplit is {self.resplit!r}; expected True or False")
        shapes = {part: _describe(part, getattr(self, part)) for part in PARTS}
        for part in PARTS[1:]:
            if shapes[part] != shapes["train"]:
                raise ValueError(
                    f"{part} holds {shapes[part]} and train {shapes['train']}; "
                    "expected the same shapes and types in all parts"
                )
        check = _check_labels if self.task == "classification" else _check_targets
        object.__setattr__(self, "classes", check(self))

    @property
    def input_shape(self):
        """Shape of one example's x; a tuple of shapes if x is a tuple."""
        if isinstance(self.train.x, tuple):
            return tuple(array.shape[1:] for array in self.train.x)
        return self.train.x.shape[1:]

    @property
    def output_size(self):
        """How many numbers a model gives per answer: classes, or regression outputs."""
        return self.train.y.shape[-1] if self.classes is None else self.classes

    @property
    def test_train_ratio(self):
        """n_test / n_train of re-split data, the variance's correction; else 0.0."""
        return len(self.test) / len(self.train) if self.resplit else 0.0

    def map_x(self, function, *, name=None):
        """Return a copy in which `function(x)` stands for x in every part.

        Args:
            function: takes a part's x, returns the new one without changing the old.
            name: the copy's name; None keeps this one's.

        Returns:
            A `Dataset` with the same answers.

        Example:

        >>> part = Split(x=[[0.5], [1.5]], y=[0, 1])
        >>> toy = Dataset("toy", part, part, part, task="classification")
        >>> toy.map_x(lambda x: 10 * x).test.x.tolist()
        [[5.0], [15.0]]
        """
        parts = {part: getattr(self, part) for part in PARTS}
        parts = {part: Split(function(each.x), each.y) for part, each in parts.items()}
        return dataclasses.replace(self, name=name or self.name, **parts)

    def __repr__(self):
        sizes = ", ".join(f"{len(getattr(self, part)):,} {part}" for part in PARTS)
        shape = self.input_shape
        several = isinstance(self.train.x, tuple)
        inputs = " and ".join(map(str, shape)) if several else str(shape)
        answer = f"y {self.train.y.shape[1:]}"
        if self.classes is not None:
            per = {1: "", 2: " per step", 3: " per pixel"}[self.train.y.ndim]
            answer = f"{self.classes:,} classes{per}"
        return f'Dataset "{self.name}": {sizes} · x {inputs} · {answer}'


def _freeze(name, values, rank):
    """Return a float32 or int32 copy that cannot be written to, or refuse it."""
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} has type {array.dtype}; expected numbers")
    if array.ndim < rank:
        raise ValueError(
            f"{name} has shape {array.shape}; expected at least {rank} axes, "
            "examples first"
        )
    if array.size == 0:
        raise ValueError(f"{name} is empty, shape {array.shape}; expected examples")
    if array.dtype.kind == "f":
        with np.errstate(over="ignore"):
            array = np.array(array, dtype="float32", order="C")
        if not np.isfinite(array).all():
            raise ValueError(f"{name} holds NaN or infinity; expected finite numbers")
    else:
        low, high = int(array.min()), int(array.max())
        if low < -(2**31) or high >= 2**31:
            raise ValueError(f"{name} goes from {low} to {high}; expected int32")
        array = np.array(array, dtype="int32", order="C")
    array.flags.writeable = False
    return array


def _describe(part, split):
    """Return the shapes and types of a part's arrays as text."""
    if not isinstance(split, Split):
        raise ValueError(f"{part} is a {type(split).__name__}; expected a Split")
    inputs = split.x if isinstance(split.x, tuple) else (split.x,)
    inputs = " and ".join(f"{array.shape[1:]} {array.dtype}" for array in inputs)
    return f"x {inputs}, y {split.y.shape[1:]} {split.y.dtype}"


def _check_labels(dataset):
    """Return the number of classes, or refuse what are no class numbers."""
    parts = [getattr(dataset, part).y for part in PARTS]
    shape = parts[0].shape[1:]
    if parts[0].dtype.kind == "f":
        raise ValueError("y has type float32; expected whole class numbers")
    if len(shape) > 2 or shape == (1,):
        raise ValueError(
            f"y has shape {('n', *shape)}; expected (n,), (n, time) or "
            "(n, height, width) class numbers"
        )
    low, high = min(y.min() for y in parts), max(y.max() for y in parts)
    classes = int(high) + 1 if dataset.classes is None else dataset.classes
    checks.integer("classes", classes, 2)
    if low < 0 or high >= classes:
        raise ValueError(
            f"y goes from {low} to {high}; expected labels from 0 to {classes - 1}"
        )
    if (parts[0] == parts[0].flat[0]).all():
        raise ValueError(f"train holds class {parts[0].flat[0]} only; expected two")
    return int(classes)


def _check_targets(dataset):
    """Return None, a regression's number of classes, or refuse what are no targets."""
    y = dataset.train.y
    if dataset.classes is not None:
        raise ValueError(f"classes is {dataset.classes}; a regression has None")
    if y.dtype.kind != "f":
        raise ValueError(f"y has type {y.dtype}; expected float numbers")
    if y.ndim < 2:
        raise ValueError("y has one axis; expected (n, outputs) or (n, time, outputs)")
