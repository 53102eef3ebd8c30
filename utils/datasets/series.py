"""Measured series cut by time: learn from the past, be tested on what came later.

The series ship inside statsmodels. No seed enters: a series has one past.
"""

import numpy as np

from utils import checks
from utils.datasets.splits import cut, share_out


def load_sunspots(*, window, horizon=1):
    """Load the yearly sunspot numbers 1700–2008: a cycle of about eleven years.

    Args:
        window: whole number ≥ 1, how many years a model sees.
        horizon: whole number ≥ 1, how many years ahead the answer lies.

    Returns:
        A `Dataset`, x `(window, 1)`, y `(1,)`, cut and scaled as `windows` does.

    Example:

    >>> load_sunspots(window=24)
    Dataset "sunspots": 171 train, 57 valid, 57 test · x (24, 1) · y (1,)

    Reference:
        Yule 1927, On a method of investigating periodicities in disturbed series,
        https://doi.org/10.1098/rsta.1927.0007
    """
    from statsmodels.datasets import sunspots

    years = sunspots.load_pandas().data["SUNACTIVITY"].to_numpy()
    return windows(years, name="sunspots", window=window, horizon=horizon)


def load_sea_temperature(*, window, horizon=1):
    """Load monthly sea-surface temperatures off Peru 1950–2010: seasons and El Niño.

    Args:
        window: whole number ≥ 1, how many months a model sees.
        horizon: whole number ≥ 1, how many months ahead the answer lies.

    Returns:
        A `Dataset`, x `(window, 1)`, y `(1,)`, cut and scaled as `windows` does.

    Example:

    >>> load_sea_temperature(window=24)
    Dataset "sea temperature": 424 train, 141 valid, 143 test · x (24, 1) · y (1,)

    Reference:
        Trenberth 1997, The definition of El Niño,
        https://doi.org/10.1175/1520-0477(1997)078<2771:TDOENO>2.0.CO;2
    """
    from statsmodels.datasets import elnino

    table = elnino.load_pandas().data.set_index("YEAR")
    months = table.to_numpy().ravel()
    return windows(months, name="sea temperature", window=window, horizon=horizon)


def load_carbon_dioxide(*, window, horizon=1):
    """Load how much the air's carbon dioxide changed each month, Mauna Loa, 1964–2001.

    The level climbs, so that later years lie outside anything seen before; the change
    from month to month does not. Monthly means of the weekly measurements, from the
    month on after which none is missing.

    Args:
        window: whole number ≥ 1, how many months a model sees.
        horizon: whole number ≥ 1, how many months ahead the answer lies.

    Returns:
        A `Dataset`, x `(window, 1)`, y `(1,)`, cut and scaled as `windows` does.

    Example:

    >>> load_carbon_dioxide(window=24)
    Dataset "carbon dioxide": 256 train, 85 valid, 86 test · x (24, 1) · y (1,)

    Reference:
        Keeling et al. 1976, Atmospheric carbon dioxide variations at Mauna Loa,
        https://doi.org/10.3402/tellusa.v28i6.11322
    """
    from statsmodels.datasets import co2

    weeks = co2.load_pandas().data["co2"]
    months = weeks.resample("MS").mean().to_numpy()
    months = months[np.flatnonzero(np.isnan(months))[-1] + 1 :]
    change = np.diff(months)
    return windows(change, name="carbon dioxide", window=window, horizon=horizon)


def windows(series, *, name, window, horizon=1, fractions=(0.6, 0.2, 0.2)):
    """Cut a series into windows and the value that follows, by time, without leaks.

    The answers of train all come before those of valid, and these before those of
    test; a window may reach back over such a border, since the past is known. Values
    are shifted and scaled by mean and deviation of what train sees, nothing later.

    Args:
        series: array `(n,)` of numbers in equal steps of time.
        name: what to call it.
        window: whole number ≥ 1, how many values a model sees.
        horizon: whole number ≥ 1, how far after the window the answer lies.
        fractions: the shares of the answers that train, valid and test get.

    Returns:
        A `Dataset`, x `(window, 1)`, y `(1,)`.

    Raises:
        ValueError: if the series is no row of finite numbers, too short, or does not
            change in train.

    Example:

    >>> windows(range(12), name="count", window=2)
    Dataset "count": 6 train, 2 valid, 2 test · x (2, 1) · y (1,)
    """
    checks.integer("window", window, 1)
    checks.integer("horizon", horizon, 1)
    series = _check_series(series)
    total, least = len(series) - window - horizon + 1, window + horizon + 2
    if len(series) < least:
        raise ValueError(f"series has {len(series)} values; expected at least {least}")
    examples = share_out(fractions, total)
    seen = series[: examples[0] + window + horizon - 1]
    if seen.std() == 0:
        raise ValueError("series does not change in train; expected numbers that do")
    scaled = (series - seen.mean()) / seen.std()
    x = np.lib.stride_tricks.sliding_window_view(scaled, window)[:total, :, np.newaxis]
    y = scaled[window + horizon - 1 :, np.newaxis]
    return cut(x, y, name=name, examples=examples, task="regression")


def _check_series(series):
    """Return a float64 row `(n,)`, or refuse what is none."""
    try:
        row = np.array(series, "float64")
    except (TypeError, ValueError):
        raise ValueError("series holds what is no number; expected numbers") from None
    if row.ndim != 1:
        raise ValueError(f"series has shape {row.shape}; expected (n,)")
    if not np.isfinite(row).all():
        raise ValueError("series holds NaN or infinity; expected finite numbers")
    return row
