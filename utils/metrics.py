"""The measures of a run: functions of a model and a data set that give one number.

They look at the test part, except `valid_loss` and `valid_error`, by which settings
are chosen.
"""

import numpy as np
from scipy.special import log_softmax
from sklearn.metrics import accuracy_score, mean_absolute_error, r2_score


def predict(model, x):
    """Return a model's outputs for all examples.

    Args:
        model: a `keras.Model`.
        x: array, or tuple of arrays, with the examples on the first axis.

    Returns:
        An array `(examples, ...)`.

    Example:

    >>> from utils import datasets, models
    >>> digits = datasets.images.load_digits(seed=0)
    >>> predict(models.build_majority(digits), digits.test.x[:3]).shape
    (3, 10)
    """
    arrays = x if isinstance(x, tuple) else (x,)
    count = len(arrays[0])
    batch_size = -(-count // -(-count // 256))  # equal batches: compiled once
    full = np.arange(-(-count // batch_size) * batch_size) % count
    arrays = tuple(array[full] for array in arrays)
    x = arrays if isinstance(x, tuple) else arrays[0]
    return model.predict(x, batch_size=batch_size, verbose=0)[:count]


def accuracy(model, dataset):
    """Return the share of test examples (or time steps) given the right class.

    Args:
        model: a `keras.Model` that gives logits, classes on the last axis.
        dataset: a classification `datasets.Dataset`.

    Returns:
        A number from 0 to 1.

    Example:

    >>> from utils import datasets, models
    >>> digits = datasets.images.load_digits(seed=0)
    >>> accuracy(models.build_majority(digits), digits) < 0.15
    True
    """
    guesses = predict(model, dataset.test.x).argmax(axis=-1)
    return float(accuracy_score(dataset.test.y.ravel(), guesses.ravel()))


def bits_per_step(model, dataset):
    """Return the mean negative base-2 logarithm of the probability of the right class.

    Args:
        model: a `keras.Model` that gives logits, classes on the last axis.
        dataset: a classification `datasets.Dataset`, one answer for each step or one
            for each example.

    Returns:
        Bits for each time step (character, say); lower is better, 0 is perfect.

    Reference:
        Shannon 1951, https://doi.org/10.1002/j.1538-7305.1951.tb01366.x

    Example:

    >>> from utils import datasets, models
    >>> digits = datasets.images.load_digits(seed=0)
    >>> round(bits_per_step(models.build_majority(digits), digits), 1)  # log2(10)
    3.3
    """
    return float(_negative_log(model, dataset, dataset.test) / np.log(2))


def mean_error(model, dataset):
    """Return the mean absolute error on the test part.

    Args:
        model: a `keras.Model`.
        dataset: a regression `datasets.Dataset`.

    Returns:
        A number in the unit of y.

    Example:

    >>> from utils import datasets, models
    >>> sunspots = datasets.sequences.load_sunspots(window=8)
    >>> mean_error(models.build_last_value(sunspots), sunspots) > 0
    True
    """
    guesses = predict(model, dataset.test.x)
    return float(mean_absolute_error(_flat(dataset.test.y), _flat(guesses)))


def explained_variance(model, dataset):
    """Return the share of the test part's variance that the model explains (R²).

    Args:
        model: a `keras.Model`.
        dataset: a regression `datasets.Dataset`.

    Returns:
        1 for a perfect model, 0 for the mean of the test part, below 0 if worse.

    Example:

    >>> from utils import datasets, models
    >>> adding = datasets.sequences.make_adding(seed=0, length=8)
    >>> explained_variance(models.build_mean(adding), adding) <= 0
    True
    """
    return float(r2_score(_flat(dataset.test.y), _flat(predict(model, dataset.test.x))))


def skill(model, dataset):
    """Return the share of the trivial baseline's test loss that a model removes.

    One measure for unlike tasks: the loss is the cross-entropy in a classification
    (the baseline knows the classes' shares in the training part) and the mean squared
    error in a regression (the baseline knows the training part's mean).

    Args:
        model: a `keras.Model`.
        dataset: a `datasets.Dataset`.

    Returns:
        1 for a perfect model, 0 for the baseline, below 0 if worse.

    Reference:
        McFadden 1974 for the classification's case, where it is called pseudo-R²;
        Murphy 1988 for skill scores, in the bibliography.

    Example:

    >>> from utils import datasets, models
    >>> digits = datasets.images.load_digits(seed=0)
    >>> abs(skill(models.build_majority(digits), digits)) < 0.01
    True
    """
    if dataset.task == "classification":
        counts = np.bincount(dataset.train.y.ravel(), minlength=dataset.classes) + 1
        trivial = -np.log(counts / counts.sum())[dataset.test.y].mean()
        return 1 - _negative_log(model, dataset, dataset.test) / float(trivial)
    errors = predict(model, dataset.test.x) - dataset.test.y
    trivial = dataset.train.y.mean(axis=0) - dataset.test.y
    return 1 - float(np.mean(np.square(errors)) / np.mean(np.square(trivial)))


def valid_loss(model, dataset):
    """Return the loss on the validation part, by which settings are chosen.

    Args:
        model: a `keras.Model`.
        dataset: a `datasets.Dataset`.

    Returns:
        Cross-entropy in nats for a classification, mean squared error for a
        regression.

    Example:

    >>> from utils import datasets, models
    >>> digits = datasets.images.load_digits(seed=0)
    >>> round(valid_loss(models.build_majority(digits), digits), 1)  # ln(10)
    2.3
    """
    if dataset.task == "classification":
        return _negative_log(model, dataset, dataset.valid)
    errors = predict(model, dataset.valid.x) - dataset.valid.y
    return float(np.mean(np.square(errors)))


def valid_error(model, dataset):
    """Return the share of wrong answers on the validation part.

    To choose by where the loss misleads: it punishes a network that learned its
    examples by heart for being sure, however often it is right.

    Args:
        model: a `keras.Model` that gives logits, classes on the last axis.
        dataset: a classification `datasets.Dataset`.

    Returns:
        A number from 0 to 1.

    Example:

    >>> from utils import datasets, models
    >>> digits = datasets.images.load_digits(seed=0)
    >>> valid_error(models.build_majority(digits), digits) > 0.85
    True
    """
    guesses = predict(model, dataset.valid.x).argmax(axis=-1)
    return float(np.mean(guesses != dataset.valid.y))


def _negative_log(model, dataset, part):
    logs = log_softmax(predict(model, part.x).astype("float64"), axis=-1)
    right = np.take_along_axis(logs, part.y[..., None].astype(int), axis=-1)
    return float(-right.mean())


def _flat(values):
    return np.reshape(values, (len(values), -1))
