"""The classical opponent of a forecasting network: a linear autoregression.

x(t) = c + φ₁ x(t − 1) + … + φₚ x(t − p), fitted by statsmodels to the values or to
their steps, and handed back as a model like any other, without trainable weights.
"""

import warnings

import keras
import numpy as np
from keras import layers

from utils import checks, forecasting

LAGS = (1, 2, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30)


def build(dataset, *, width=1):
    """Build the autoregression whose order does best on the validation part.

    Tried are the orders `LAGS` that fit into the window, each on the values and on
    their steps x(t) − x(t − 1). Each is fitted to the training part alone.

    Args:
        dataset: a regression in the order of time, x `(window, 1)`, y `(1,)`, as from
            `forecasting.walk_forward`.
        width: ignored; the orders are tried.

    Returns:
        A `keras.Model` with nothing to train.

    Raises:
        ValueError: if the data set is of another shape, or its windows do not follow
            one another.

    Example:

    >>> from utils import datasets, forecasting
    >>> years = datasets.seasons.load_sunspots()
    >>> fold, = forecasting.walk_forward(
    ...     years, season=11, window=12, folds=1, block=20)
    >>> forecasting.mean_absolute_error(build(fold), fold) < 1
    True
    """
    history = restore_history(dataset)
    window = dataset.input_shape[0]
    best, least = None, np.inf
    for steps in (False, True):
        for lags in LAGS:
            if lags + steps > window or len(history) < 3 * (lags + 1):
                continue
            taps, constant = fit(history, lags=lags, window=window, steps=steps)
            missed = dataset.valid.x[:, :, 0] @ taps + constant - dataset.valid.y[:, 0]
            loss = float(np.mean(np.square(missed)))
            if loss < least:
                best, least = (taps, constant), loss
    if best is None:
        raise ValueError(f"dataset has {len(history)} steps to learn from: too few")
    return _freeze(dataset, *best)


def fit(history, *, lags, window, steps=False):
    """Fit an autoregression and write it as weights over a window.

    Args:
        history: row of numbers `(n,)`.
        lags: whole number ≥ 1, the order p.
        window: whole number ≥ p (p + 1 for steps).
        steps: whether to fit x(t) − x(t − 1) in place of x(t).

    Returns:
        The weights `(window,)`, oldest value first, and the constant.

    Raises:
        ValueError: if the window is too short.

    Example:

    >>> taps, constant = fit([1, 2, 4, 8, 16, 32, 64, 128], lags=1, window=2)
    >>> taps.round(6).tolist(), abs(round(float(constant), 6))
    ([0.0, 2.0], 0.0)
    """
    from statsmodels.tsa.ar_model import AutoReg

    checks.integer("lags", lags, 1)
    checks.integer("window", window, lags + bool(steps))
    row = np.diff(history) if steps else np.asarray(history, float)
    with warnings.catch_warnings():  # an order too high for the data is tried as well
        warnings.simplefilter("ignore")
        constant, *phi = np.asarray(AutoReg(row, lags).fit().params)
    taps = np.zeros(window)
    for lag, weight in enumerate(phi, start=1):
        taps[-lag] += weight
        if steps:
            taps[-lag - 1] -= weight
    taps[-1] += steps
    return taps, float(constant)


def restore_history(dataset):
    """Put the windows of the training part together again.

    Args:
        dataset: a regression in the order of time, x `(window, 1)`, y `(1,)`.

    Returns:
        An array `(window + examples,)`: all that is there to learn from.

    Raises:
        ValueError: if the shapes are others or the windows do not follow one another.

    Example:

    >>> from utils.datasets import prices
    >>> data = prices.windows(range(1, 14), name="toy", window=3, view="levels")
    >>> restore_history(data).size
    9
    """
    if len(dataset.input_shape) != 2 or dataset.input_shape[1] != 1:
        raise ValueError(f"dataset: x is {dataset.input_shape}; expected (window, 1)")
    x, y = dataset.train.x[:, :, 0], dataset.train.y[:, 0]
    if not np.array_equal(x[1:, -1], y[:-1]):
        raise ValueError("dataset: windows do not follow one another by one step")
    return np.concatenate([x[0], y]).astype("float64")


def build_seasonal_naive(dataset, *, season):
    """Build the forecast "as one season ago".

    Args:
        dataset: a regression, x `(window, 1)`, y `(1,)`.
        season: whole number from 1 to the window.

    Returns:
        A `keras.Model` with nothing to train.

    Raises:
        ValueError: if the season does not fit into the window.

    Example:

    >>> from utils.datasets import Dataset, Split
    >>> data = Split(x=[[[1.0], [5.0], [2.0]]], y=[[7.0]])
    >>> toy = Dataset("toy", data, data, data, task="regression")
    >>> forecasting.find_errors(build_seasonal_naive(toy, season=2), data).tolist()
    [2.0]
    """
    window = dataset.input_shape[0]
    taps = np.zeros(window)
    taps[-checks.integer("season", season, 1, window)] = 1
    return _freeze(dataset, taps, 0.0)


def score_with_calendar(series, *, season, folds, block):
    """Score an autoregression that also knows the season of the year and the trend.

    One constant for each place in the season and a straight line, beside the past
    values; more than a window tells. The same folds, blocks and unit as
    `forecasting.walk_forward`; the order is chosen on the block before each test.

    Args:
        series: row of numbers `(n,)` in equal steps of time.
        season: whole number ≥ 2, the steps in one season.
        folds: whole number ≥ 1, how many blocks are forecast.
        block: whole number ≥ 2, steps in a block.

    Returns:
        An array `(folds,)` of the MASE of each block, oldest first.

    Example:

    >>> from utils.datasets import seasons
    >>> months = seasons.load_carbon_dioxide()
    >>> bool(score_with_calendar(months, season=12, folds=1, block=48)[0] < 1)
    True
    """
    checks.integer("season", season, 2)
    row, found = np.asarray(series, "float64"), []
    for left in range(folds - 1, -1, -1):
        known = row[: len(row) - left * block]
        errors = []
        for lags in LAGS:
            missed = _follow_calendar(known, len(known) - 2 * block, lags, season)
            errors.append((np.mean(missed[:block] ** 2), np.abs(missed[block:]).mean()))
        size = forecasting.seasonal_naive_error(known[: -2 * block], season=season)
        found.append(min(errors)[1] / size)
    return np.array(found)


def _follow_calendar(row, learned, lags, season):
    """Return the errors of one-step forecasts from the place `learned` on."""
    from statsmodels.tsa.ar_model import AutoReg

    terms = {"trend": "ct", "seasonal": True, "period": season}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = AutoReg(row[:learned], lags, **terms).fit().params
        whole = AutoReg(row, lags, **terms)
        forecast = whole.predict(found, start=learned, end=len(row) - 1)
    return row[learned:] - np.asarray(forecast)


def _freeze(dataset, taps, constant):
    """Return a model with fixed weights over the window."""
    dense = layers.Dense(1, trainable=False)
    stack = [layers.Input(dataset.input_shape), layers.Flatten(), dense]
    model = keras.Sequential(stack)
    dense.set_weights([np.asarray(taps, "float32")[:, None], np.array([constant])])
    return model
