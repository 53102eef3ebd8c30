"""What a network has to beat: trivial rules, and two classics from scikit-learn.

The classics read the prepared input laid flat, and beside it what does not depend on
the order: mean, spread, minimum, median and maximum of every channel; of texts, how
often each word occurs.
"""

import warnings

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.decomposition import PCA
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
)
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

WIDEST = 200  # columns: a straight rule reads principal components of wider inputs
COMPONENTS = 40
TRIED = 300  # columns: of more, a tree looks at so many at a time
ROUNDS = 200  # trees in all, of which a class gets at most the half
FREQUENT = 200  # words whose counts the trees look at
STRENGTHS = (0.01, 1.0, 0.1)  # of the logistic regression's C, tried in this order
STEPS = (0.1, 0.3, 0.03)  # learning rates of the boosting


def list_features(x):
    """Lay prepared inputs out as columns.

    Args:
        x: array `(n, time, channels)`, `(n, height, width, channels)` or of words
            `(n, time)`.

    Returns:
        An array `(n, columns)`; of words a sparse one with their counts.

    Example:

    >>> list_features(np.ones((2, 3, 1))).shape  # 3 steps and 5 summaries
    (2, 8)
    """
    if x.ndim == 2:
        rows, steps = np.nonzero(x)
        places = (rows, x[rows, steps])
        shape = (len(x), int(x.max()) + 1)
        return csr_matrix((np.ones(len(rows)), places), shape=shape)
    flat = x.reshape(len(x), -1, x.shape[-1])
    middle = [flat.mean(1), flat.std(1), flat.min(1), np.median(flat, 1), flat.max(1)]
    return np.concatenate([flat.reshape(len(x), -1), *middle], axis=1)


def fit_baseline(name, setting, train, y, *, classes, seed):
    """Fit a baseline.

    Args:
        name: "majority", "mean", "last value", "logistic regression", "ridge
            regression" or "gradient boosting".
        setting: whole number, which of the settings.
        train: features of the training rows.
        y: their answers.
        classes: number of classes, 0 for numbers.
        seed: whole number ≥ 0.

    Returns:
        A function from features to logits `(n, classes)` or numbers `(n, 1)`.

    Example:

    >>> guess = fit_baseline("majority", 0, np.zeros((4, 1)), [0, 1, 1, 1], classes=2,
    ...     seed=0)
    >>> guess(np.zeros((1, 1))).argmax(1).tolist()
    [1]
    """
    if name in ("majority", "mean", "last value"):
        told = np.zeros((1, 1))
        if classes:
            told = np.log(np.bincount(y, minlength=classes) + 1.0)[None]
        elif name == "mean":
            told = np.full((1, 1), np.mean(y))
        return lambda features: np.repeat(told, features.shape[0], axis=0)
    model = _make(name, setting, train, classes, seed)
    with warnings.catch_warnings():  # of a fit that ends before it has converged
        warnings.simplefilter("ignore")
        return _wrap(model.fit(train, y), classes)


def list_baselines(task):
    """Return the names of the baselines for a task, the trivial one first.

    Args:
        task: one of `examples.TASKS`.

    Returns:
        A tuple of names.

    Example:

    >>> list_baselines("forecast")[0]
    'last value'
    """
    if task == "classification":
        return ("majority", "logistic regression", "gradient boosting")
    trivial = ("last value", "mean") if task == "forecast" else ("mean",)
    return (*trivial, "ridge regression", "gradient boosting")


def note_components(x, rows):
    """Say so where the straight rules read mixtures of the columns.

    Args:
        x: prepared inputs, as for `list_features`.
        rows: how many of them are trained on.

    Returns:
        A list with one note, or none.

    Example:

    >>> note_components(np.zeros((50, 14, 14, 1)), 40)[0]
    'the linear rule reads 40 mixtures (principal components) of 201 columns'
    """
    columns = list_features(x[:1]).shape[1]
    if x.ndim == 2 or columns <= WIDEST:
        return []
    return [
        f"the linear rule reads {min(COMPONENTS, rows, columns)} mixtures (principal "
        f"components) of {columns:,} columns"
    ]


def _make(name, setting, train, classes, seed):
    words = not isinstance(train, np.ndarray)
    columns = min(FREQUENT, train.shape[1]) if words else train.shape[1]
    if name == "gradient boosting":
        kind = HistGradientBoostingRegressor
        kind = HistGradientBoostingClassifier if classes else kind
        model = kind(
            learning_rate=STEPS[setting],
            max_iter=max(15, min(ROUNDS // 2, ROUNDS // max(1, classes - 1))),
            max_features=min(1.0, TRIED / columns),
            max_leaf_nodes=15,
            max_bins=63,
            early_stopping=False,
            random_state=seed,
        )
        if words:
            return make_pipeline(FunctionTransformer(_take_frequent), model)
        return model
    strength = STRENGTHS[setting] * (100 if words else 1)
    model = Ridge(alpha=1 / strength)
    if classes:
        model = LogisticRegression(C=strength, max_iter=300)
    if words:
        return make_pipeline(TfidfTransformer(sublinear_tf=True), model)
    if train.shape[1] <= WIDEST:
        return make_pipeline(StandardScaler(), model)
    fewer = PCA(
        min(COMPONENTS, *train.shape), svd_solver="randomized", random_state=seed
    )
    return make_pipeline(StandardScaler(), fewer, model)


def _take_frequent(counts):
    """Return the counts of the most frequent words, which have the lowest numbers."""
    return counts[:, :FREQUENT].toarray()


def _wrap(model, classes):
    if not classes:
        return lambda features: model.predict(features).reshape(-1, 1)
    return lambda features: np.log(model.predict_proba(features) + 1e-9)
