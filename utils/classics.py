"""Classical classifiers as baselines: fitted by rule, and measured as every model is.

They have no weights left to train, so `training.train` hands them back as they are.
"""

import keras
import numpy as np
from keras import layers
from sklearn.linear_model import LogisticRegression


def build_logistic(dataset, *, width=1):
    """Build a logistic regression on the pixels, fitted by scikit-learn.

    Args:
        dataset: a classification `datasets.Dataset` whose training part holds every
            class; examples that occur several times count once.
        width: ignored; the data decides the size.

    Returns:
        A `keras.Model` without trainable weights that gives logits.

    Raises:
        ValueError: if the training part lacks a class.

    Example:

    >>> from utils import datasets
    >>> digits = datasets.few.make_few_digits(seed=0, examples=20, rows=20)
    >>> len(build_logistic(digits).trainable_weights)
    0
    """
    x, y = _list_once(dataset)
    fitted = LogisticRegression(max_iter=3000).fit(x, y)
    head = layers.Dense(dataset.output_size, trainable=False)
    model = keras.Sequential(
        [layers.Input(dataset.input_shape), layers.Flatten(), head]
    )
    coefficients, biases = fitted.coef_.T, fitted.intercept_
    if dataset.output_size == 2:  # scikit-learn keeps one row for two classes
        zeros = np.zeros_like(coefficients)
        coefficients = np.concatenate([zeros, coefficients], axis=1)
        biases = np.concatenate([[0.0], biases])
    head.set_weights([coefficients, biases])
    return model


def build_nearest(dataset, *, width=1):
    """Build the classifier that answers with the class of the nearest example.

    The nearest t has the largest x·t − |t|²/2, which is a dense layer with a unit for
    every training example; the largest unit of each class is that class's logit.

    Args:
        dataset: a classification `datasets.Dataset` whose training part holds every
            class.
        width: ignored; the data decides the size.

    Returns:
        A `keras.Model` without trainable weights.

    Raises:
        ValueError: if the training part lacks a class.

    Example:

    >>> from utils import datasets, metrics
    >>> digits = datasets.few.make_few_digits(seed=0, examples=20, rows=20)
    >>> guesses = metrics.predict(build_nearest(digits), digits.train.x).argmax(-1)
    >>> bool(np.all(guesses == digits.train.y))
    True

    Reference:
        Cover & Hart 1967, https://doi.org/10.1109/TIT.1967.1053964
    """
    x, y = _list_once(dataset)
    most, classes = int(np.bincount(y).max()), dataset.output_size
    rows = [np.resize(x[y == label], (most, x.shape[1])) for label in range(classes)]
    examples = np.concatenate(rows)
    compare = layers.Dense(len(examples), trainable=False)
    model = keras.Sequential(
        [
            layers.Input(dataset.input_shape),
            layers.Flatten(),
            compare,
            layers.Reshape((classes, most)),
            layers.Permute((2, 1)),
            layers.GlobalMaxPooling1D(),
        ]
    )
    compare.set_weights([examples.T, -(examples**2).sum(axis=1) / 2])
    return model


def _list_once(dataset):
    """Return the flat training inputs and answers, each different example once."""
    x, y = dataset.train.x.reshape(len(dataset.train), -1), dataset.train.y
    _, first = np.unique(np.column_stack([x, y]), axis=0, return_index=True)
    missing = set(range(dataset.output_size)) - set(y.tolist())
    if missing:
        raise ValueError(f"train lacks the classes {sorted(missing)}; expected all")
    return x[first], y[first]
