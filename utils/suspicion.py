"""How suspicious a network finds cells, and how far it gets with that.

The measures of a run for `experiments.compare`, on smears that were trained on and on
others; and what a single number would achieve, the simplest of all shortcuts.
"""

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from utils import metrics
from utils.screening import count_outcomes, sensitivity_at


def score_cells(model, x):
    """Return how suspicious a network finds cells: the log odds of class 1.

    Args:
        model: a `keras.Model` that gives two logits.
        x: array `(cells, height, width, channels)`.

    Returns:
        An array `(cells,)`; above 0 it takes "abnormal" for more likely than not.
    """
    logits = metrics.predict(model, x).astype("float64")
    return logits[:, 1] - logits[:, 0]


def measure_auc(model, dataset):
    """Return the ROC-AUC on the test part: smears that were not trained on.

    Args:
        model: a `keras.Model` that gives two logits.
        dataset: a `datasets.smears.Cells`.

    Returns:
        A number from 0 to 1, 0.5 for guessing.
    """
    return float(roc_auc_score(*_score(model, dataset.test)))


def measure_sensitivity(model, dataset):
    """Return the sensitivity at 95 % specificity on the test part.

    See `measure_auc` and `sensitivity_at`.
    """
    return sensitivity_at(*_score(model, dataset.test))


def measure_known_auc(model, dataset):
    """Return the ROC-AUC on other cells of the smears that were trained on.

    See `measure_auc`; this is what a split by crop would report.
    """
    return float(roc_auc_score(*_score(model, dataset.known)))


def measure_known_sensitivity(model, dataset):
    """Return the sensitivity at 95 % specificity on other cells of training smears.

    See `measure_known_auc`.
    """
    return sensitivity_at(*_score(model, dataset.known))


def measure_half(model, dataset):
    """Return the sensitivity on the test part at the threshold of one half.

    Args:
        model: a `keras.Model` that gives two logits.
        dataset: a `datasets.smears.Cells`.

    Returns:
        The share of the abnormal cells whose probability is said to be 0.5 or more.
    """
    return count_outcomes(*_score(model, dataset.test), 0.0).sensitivity


def try_numbers(train, test):
    """Measure how far one number for each crop gets: what a shortcut would use.

    Args:
        train: a `Split`; by its crops it is decided which way each number points.
        test: a `Split`, by which it is measured.

    Returns:
        A Series, ROC-AUC by name: mean, spread, lowest, highest, and for crops in
        color the mean of each color and two differences of them; best first.

    Example:

    >>> from utils.datasets.base import Split
    >>> dark, light = np.zeros((9, 4, 4, 1)), np.ones((9, 4, 4, 1))
    >>> part = Split(np.concatenate([dark, light]), np.arange(18) // 9)
    >>> float(try_numbers(part, part)["mean"])
    1.0
    """
    known, asked = _summarize(train.x), _summarize(test.x)
    found = {}
    for name, values in known.items():
        sign = 1 if roc_auc_score(train.y, values) >= 0.5 else -1
        found[name] = roc_auc_score(test.y, sign * asked[name])
    return pd.Series(found, dtype=float).sort_values(ascending=False)


def _summarize(x):
    """Return a dict from a name to a number for each crop, rounding errors removed."""
    numbers = {
        "mean": x.mean(axis=(1, 2, 3)),
        "spread": x.std(axis=(1, 2, 3)),
        "lowest": x.min(axis=(1, 2, 3)),
        "highest": x.max(axis=(1, 2, 3)),
    }
    if x.shape[-1] == 3:
        colors = x.mean(axis=(1, 2)).T
        numbers |= dict(zip(("red", "green", "blue"), colors, strict=True))
        numbers["red less blue"] = colors[0] - colors[2]
        numbers["blue less green"] = colors[2] - colors[1]
    return {name: np.round(values, 4) for name, values in numbers.items()}


def _score(model, part):
    return part.y, score_cells(model, part.x)
