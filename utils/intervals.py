"""Prediction intervals: how wide they have to be, and how often they hold.

An interval is a forecast plus and minus a half-width, learned from errors on data that
the model was not fitted to. What it promises is a *coverage*: the share of steps at
which the truth lies inside. Whether it keeps the promise has to be counted.
"""

import math
import numbers

import numpy as np

from utils import checks, forecasting


def half_width(errors, *, level=0.9):
    """Return the half-width that would have covered the given share of past errors.

    The k-th smallest absolute error of n, k = ⌈(n + 1) · level⌉ (the largest, where k
    is above n): split conformal prediction. If past and future errors could be swapped
    without notice, the next one lies inside with a probability of at least the level
    (given k ≤ n). Errors of a series in time cannot always be swapped.

    Args:
        errors: row of errors `(n,)` on data that was not learned from.
        level: the coverage wanted, between 0 and 1.

    Returns:
        A float ≥ 0.

    Raises:
        ValueError: for errors that are no finite numbers, or a level out of range.

    Example:

    >>> half_width([-1.0, 2.0, 3.0, -4.0], level=0.6)  # ⌈5 · 0.6⌉ = 3rd of 1, 2, 3, 4
    3.0

    Reference:
        Lei et al. 2018, Distribution-free predictive inference for regression,
        https://doi.org/10.1080/01621459.2017.1307116
    """
    level = _check_level(level)
    sizes = np.sort(np.abs(_check_errors(errors)))
    place = math.ceil(round((len(sizes) + 1) * level, 9))
    return float(sizes[min(place, len(sizes)) - 1])


def rolling_half_widths(past, errors, *, span, level=0.9):
    """Return a half-width for each step, from the latest errors known before it.

    Args:
        past: row of errors before the first step, at least `span` of them.
        errors: row of errors `(n,)`; the one of a step is used from the next step on.
        span: whole number ≥ 1, how many of the latest errors count.
        level: the coverage wanted, between 0 and 1.

    Returns:
        An array `(n,)`.

    Raises:
        ValueError: as `half_width`, or if `past` is shorter than `span`.

    Example:

    >>> rolling_half_widths([1.0, 1.0], [5.0, 0.0, 0.0], span=2, level=0.5).tolist()
    [1.0, 5.0, 5.0]
    """
    span = checks.integer("span", span, 1)
    past, errors = _check_errors(past), _check_errors(errors)
    if len(past) < span:
        raise ValueError(f"past has {len(past)} errors; expected at least {span}")
    known = np.concatenate([past[-span:], errors[:-1]])
    recent = np.lib.stride_tricks.sliding_window_view(known, span)
    return np.array([half_width(part, level=level) for part in recent])


def coverage(errors, widths):
    """Return the share of steps at which the truth lay inside the interval.

    Args:
        errors: row of errors `(n,)`.
        widths: a half-width for all steps, or one for each `(n,)`.

    Returns:
        A float from 0 to 1.

    Raises:
        ValueError: if errors or widths are no finite numbers or do not fit together.

    Example:

    >>> coverage([0.5, -2.0, 1.0, 3.0], 1.0)
    0.5
    """
    errors, widths = _check_errors(errors), np.asarray(widths, float)
    if widths.shape not in ((), errors.shape) or not np.isfinite(widths).all():
        raise ValueError(
            f"widths has shape {widths.shape}; expected one finite number, or one for "
            f"each of the {len(errors)} errors"
        )
    return float(np.mean(np.abs(errors) <= widths))


def coverage_of_90(model, dataset):
    """Return how often a 90 % interval from the validation part holds on the test part.

    Args:
        model: a `keras.Model`.
        dataset: a regression `datasets.Dataset` with one output.

    Returns:
        A share from 0 to 1; 0.9 was promised.

    Example:

    >>> from utils import datasets, models
    >>> data = datasets.prices.windows(
    ...     range(1, 30), name="count", window=3, view="levels")
    >>> 0 <= coverage_of_90(models.build_last_value(data), data) <= 1
    True
    """
    wide = half_width(forecasting.find_errors(model, dataset.valid), level=0.9)
    return coverage(forecasting.find_errors(model, dataset.test), wide)


def _check_level(level):
    number = isinstance(level, numbers.Real) and not isinstance(level, bool)
    if not number or not 0 < level < 1:
        raise ValueError(f"level is {level!r}; expected a number between 0 and 1")
    return float(level)


def _check_errors(errors):
    """Return errors as a float64 row `(n,)`, or refuse them."""
    try:
        row = np.asarray(errors, "float64")
    except (TypeError, ValueError):
        raise ValueError("errors holds what is no number; expected numbers") from None
    if row.ndim != 1 or not len(row) or not np.isfinite(row).all():
        raise ValueError(
            f"errors has shape {row.shape}; expected a row (n,) of finite numbers"
        )
    return row
