"""Forecasts and how to judge them: walking forward, scaled errors, intervals.

A forecast is judged beside the naive one. *MASE* divides the error by the seasonal
naive error **in the sample** that was learned from; dividing by the naive error on the
very steps that are forecast gives another number, the *relative MAE*.
"""

import numpy as np

from utils import checks, metrics
from utils.datasets.splits import cut


def seasonal_naive_error(history, *, season):
    """Return the mean absolute error of "as one season ago" within the history.

    Args:
        history: row of numbers `(n,)`, what was known when learning began.
        season: whole number ≥ 1, the steps m in one season; 1 is "as before".

    Returns:
        The mean of |x(t) − x(t − m)|, a float above 0.

    Raises:
        ValueError: for a history that is no row of finite numbers, is shorter than
            m + 1 or repeats itself exactly.

    Example:

    >>> seasonal_naive_error([1, 5, 2, 7], season=2)  # |2 - 1| and |7 - 5|
    1.5
    """
    season = checks.integer("season", season, 1)
    row = _check_row("history", history, season + 1)
    error = float(np.mean(np.abs(row[season:] - row[:-season])))
    if error == 0:
        raise ValueError("history repeats itself exactly; expected a naive error > 0")
    return error


def mase(predicted, actual, *, history, season):
    """Return the mean absolute scaled error: below 1 beats the naive forecast's past.

    Args:
        predicted: row of forecasts `(n,)`.
        actual: row `(n,)` of what came.
        history: row of numbers, what was known when learning began: none of `actual`.
        season: whole number ≥ 1, the steps m in one season.

    Returns:
        mean |actual − predicted| / `seasonal_naive_error(history)`.

    Raises:
        ValueError: as `seasonal_naive_error`, or if the lengths differ.

    Example:

    >>> mase([6.0, 6.0], [3.0, 9.0], history=[1, 5, 2, 7], season=2)
    2.0

    Reference:
        Hyndman & Koehler 2006, Another look at measures of forecast accuracy,
        https://doi.org/10.1016/j.ijforecast.2006.03.001
    """
    predicted, actual = _check_row("predicted", predicted), _check_row("actual", actual)
    if len(predicted) != len(actual):
        raise ValueError(
            f"predicted has {len(predicted)} values and actual {len(actual)}; "
            "expected one for each"
        )
    error = float(np.mean(np.abs(predicted - actual)))
    return error / seasonal_naive_error(history, season=season)


def walk_forward(series, *, season, window, folds, block):
    """Cut a series into folds that learn from ever more of the past, without leaks.

    The last `folds` blocks are forecast, one after the other. Before each of them lies
    a block to choose settings on, and before that everything is there to learn from.
    The answer is the next value (horizon 1). A window may reach back over a border,
    since the past is known.

    All values are shifted by the mean of what the fold learns from and divided by its
    seasonal naive error, so that a mean absolute error *is* the MASE.

    Args:
        series: named pandas series of numbers in equal steps of time, without gaps.
        season: whole number ≥ 1, the steps in one season.
        window: whole number ≥ 1, how many values a model sees.
        folds: whole number ≥ 1, how many blocks are forecast.
        block: whole number ≥ 2, steps in a block.

    Returns:
        A tuple of `Dataset`, x `(window, 1)`, y `(1,)`, oldest first.

    Raises:
        ValueError: if the series is no row of finite numbers or too short.

    Example:

    >>> import pandas as pd
    >>> steps = pd.Series(range(20), name="steps")
    >>> walk_forward(steps, season=2, window=3, folds=2, block=4)[1]
    Dataset "steps": 9 train, 4 valid, 4 test · x (3, 1) · y (1,)
    """
    checks.integer("window", window, 1)
    checks.integer("folds", folds, 1)
    checks.integer("block", block, 2)
    least = window + (folds + 1) * block + checks.integer("season", season, 1) + 1
    row = _check_row("series", series, least)
    name = str(getattr(series, "name", None) or "series")
    found = []
    for left in range(folds - 1, -1, -1):
        known = row[: len(row) - left * block]
        learned = known[: len(known) - 2 * block]
        size = seasonal_naive_error(learned, season=season)
        scaled = (known - learned.mean()) / size
        view = np.lib.stride_tricks.sliding_window_view(scaled, window)[:-1]
        x, y = view[:, :, np.newaxis], scaled[window:, np.newaxis]
        examples = (len(learned) - window, block, block)
        found.append(cut(x, y, name=name, examples=examples, task="regression"))
    return tuple(found)


def mean_absolute_error(model, dataset):
    """Return the mean absolute error on the test part, in the data's own unit.

    Args:
        model: a `keras.Model`.
        dataset: a regression `datasets.Dataset`; one from `walk_forward` is in units
            of the seasonal naive error, and the result is then the MASE.

    Returns:
        A float ≥ 0.

    Example:

    >>> from utils import datasets, models
    >>> data = datasets.prices.windows(
    ...     range(1, 14), name="count", window=3, view="levels")
    >>> round(mean_absolute_error(models.build_last_value(data), data) * 8, 3)
    1.0
    """
    return float(np.mean(np.abs(find_errors(model, dataset.test))))


def relative_to_last(model, dataset):
    """Return the MAE over that of the last value, both on the test part.

    Args:
        model: a `keras.Model`.
        dataset: a regression whose x holds the forecast series in its first channel.

    Returns:
        The relative MAE: 1 is no better than "tomorrow as today".

    Example:

    >>> from utils import datasets, models
    >>> data = datasets.prices.windows(
    ...     range(1, 14), name="count", window=3, view="levels")
    >>> relative_to_last(models.build_last_value(data), data)
    1.0
    """
    naive = dataset.test.x[:, -1, :1] - dataset.test.y
    return mean_absolute_error(model, dataset) / float(np.mean(np.abs(naive)))


def relative_to_zero(model, dataset):
    """Return the MAE over that of the forecast 0, both on the test part.

    Among returns, 0 is "no change": the last price.

    Args:
        model: a `keras.Model`.
        dataset: a regression `datasets.Dataset`.

    Returns:
        The relative MAE: 1 is no better than 0.

    Example:

    >>> from utils import datasets, models
    >>> data = datasets.prices.windows(
    ...     [1, 2, 1, 3, 1, 4, 1, 5, 1, 6], name="toy", window=2, view="returns")
    >>> relative_to_zero(models.build_last_value(data), data) > 1
    True
    """
    return mean_absolute_error(model, dataset) / float(np.mean(np.abs(dataset.test.y)))


def find_errors(model, part):
    """Return what came minus what was forecast.

    Args:
        model: a `keras.Model`.
        part: a `Split` of a regression with one output.

    Returns:
        An array `(examples,)`.

    Example:

    >>> from utils import datasets, models
    >>> data = datasets.prices.windows(
    ...     range(1, 14), name="count", window=3, view="levels")
    >>> find_errors(models.build_last_value(data), data.test).round(3).tolist()
    [0.125, 0.125]
    """
    return (part.y - metrics.predict(model, part.x))[:, 0]


def _check_row(name, values, at_least=1):
    """Return a float64 row `(n,)`, or refuse what is none."""
    try:
        row = np.array(values, "float64")
    except (TypeError, ValueError):
        raise ValueError(f"{name} holds what is no number; expected numbers") from None
    if row.ndim != 1:
        raise ValueError(f"{name} has shape {row.shape}; expected (n,)")
    if not np.isfinite(row).all():
        raise ValueError(f"{name} holds NaN or infinity; expected finite numbers")
    if len(row) < at_least:
        raise ValueError(f"{name} has {len(row)} values; expected at least {at_least}")
    return row
