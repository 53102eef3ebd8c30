"""Tables: columns that have names and no order, so that no column has neighbors."""

import numpy as np

from utils import checks
from utils.datasets.splits import split


def load_breast_cancer(*, seed):
    """Load 569 tumors described by 30 measured numbers, benign or malignant.

    Every column is standardized with the mean and the standard deviation of the
    training part: valid and test have no say in it.

    Args:
        seed: whole number ≥ 0, deals the tumors out to train, valid and test.

    Returns:
        A `Dataset`, x `(30,)`, 2 classes: 0 malignant, 1 benign.

    Example:

    >>> load_breast_cancer(seed=0)
    Dataset "breast cancer": 341 train, 113 valid, 115 test · x (30,) · 2 classes

    Reference:
        Street, Wolberg & Mangasarian 1993, Nuclear feature extraction for breast tumor
        diagnosis, https://doi.org/10.1117/12.148698
    """
    from sklearn import datasets

    table = datasets.load_breast_cancer()
    raw = split(table.data, table.target, name="breast cancer", seed=seed)
    return standardize(raw)


def standardize(dataset):
    """Shift and scale every column of x by the training part's mean and deviation.

    Args:
        dataset: a `Dataset` with one array x of float numbers.

    Returns:
        A `Dataset` whose training columns have mean 0 and standard deviation 1; a
        column that never changes becomes 0.

    Raises:
        ValueError: if x is a tuple or holds whole numbers, such as token ids.

    Example:

    >>> table = standardize(load_breast_cancer(seed=0))
    >>> bool(np.allclose(table.train.x.std(axis=0), 1, atol=1e-4))
    True
    """
    x = dataset.train.x
    if isinstance(x, tuple) or x.dtype.kind != "f":
        raise ValueError(f"dataset is {dataset!r}; expected one x of float numbers")
    mean = x.mean(axis=0, dtype="float64")
    deviation = x.std(axis=0, dtype="float64")
    scale = np.where(deviation > 0, deviation, 1)
    return dataset.map_x(lambda part: (part - mean) / scale)


def permute_columns(dataset, *, seed):
    """Put the columns of a table into another order, the same in every row.

    Args:
        dataset: a `Dataset` whose x is `(columns,)`.
        seed: whole number ≥ 0; another seed is another order.

    Returns:
        A `Dataset` of the same shapes and answers.

    Raises:
        ValueError: if x is no table.

    Example:

    >>> table = load_breast_cancer(seed=0)
    >>> moved = permute_columns(table, seed=0)
    >>> bool(np.allclose(moved.test.x.sum(axis=1), table.test.x.sum(axis=1), atol=1e-4))
    True
    """
    checks.integer("seed", seed, 0)
    if isinstance(dataset.train.x, tuple) or len(dataset.input_shape) != 1:
        raise ValueError(f"dataset has x {dataset.input_shape}; expected (columns,)")
    order = np.random.default_rng(seed).permutation(dataset.input_shape[0])
    name = f"{dataset.name}, columns shuffled"
    return dataset.map_x(lambda x: x[:, order], name=name)
