"""Measured series with a rhythm, as pandas series: sunspots by year, CO₂ by month.

Both ship inside statsmodels. `forecasting.walk_forward` cuts them into windows; here
they are whole, in their own units, with gaps filled from the past alone.
"""

import numpy as np
import pandas as pd

from utils import checks


def load_sunspots():
    """Load the yearly sunspot numbers 1700–2008: a cycle of about eleven years.

    Returns:
        A pandas series named "sunspots", indexed by year.

    Example:

    >>> years = load_sunspots()
    >>> int(years.index[0]), int(years.index[-1]), len(years)
    (1700, 2008, 309)

    Reference:
        Yule 1927, On a method of investigating periodicities in disturbed series,
        https://doi.org/10.1098/rsta.1927.0007
    """
    from statsmodels.datasets import sunspots

    table = sunspots.load_pandas().data
    index = pd.Index(table["YEAR"].astype(int), name="year")
    return pd.Series(table["SUNACTIVITY"].to_numpy(float), index, name="sunspots")


def load_carbon_dioxide(*, filled=True):
    """Load the monthly carbon dioxide of the air over Mauna Loa, 1958–2001, in ppm.

    Monthly means of the weekly measurements. The months without any are left out or
    filled by `fill_causally` with a season of twelve months.

    Args:
        filled: whether to fill the months that were not measured; else they are NaN.

    Returns:
        A pandas series named "carbon dioxide", indexed by month.

    Example:

    >>> gaps = load_carbon_dioxide(filled=False).isna()
    >>> len(gaps), int(gaps.sum()), [str(month) for month in gaps.index[gaps][:2]]
    (526, 5, ['1958-06', '1958-10'])

    Reference:
        Keeling et al. 1976, Atmospheric carbon dioxide variations at Mauna Loa,
        https://doi.org/10.3402/tellusa.v28i6.11322
    """
    from statsmodels.datasets import co2

    months = co2.load_pandas().data["co2"].resample("MS").mean()
    index = pd.PeriodIndex(months.index, freq="M", name="month")
    months = pd.Series(months.to_numpy(float), index, name="carbon dioxide")
    return fill_causally(months, season=12) if filled else months


def fill_causally(series, *, season):
    """Fill gaps with what could have been said at the time: no look into the future.

    The value before the gap, plus the step that was taken one season earlier:
    x(t) = x(t − 1) + x(t − m) − x(t − m − 1). Where there was no season yet, the value
    before the gap. A line drawn between the gap's two ends would use its far end,
    which nobody knew at the time.

    Args:
        series: pandas series of numbers whose first value is not missing.
        season: whole number ≥ 1, the steps m in one season.

    Returns:
        A new series without gaps; what was measured is as it was.

    Raises:
        ValueError: if it is no series of numbers, begins with a gap, or holds an
            infinite value.

    Example:

    >>> steps = pd.Series([1.0, 4.0, 2.0, None, 3.0])
    >>> fill_causally(steps, season=2).tolist()  # 2 + (4 - 1)
    [1.0, 4.0, 2.0, 5.0, 3.0]
    """
    season = checks.integer("season", season, 1)
    if not isinstance(series, pd.Series) or series.dtype.kind not in "iuf":
        raise ValueError(f"series is {series!r:.60}; expected a pandas series, numbers")
    values = series.to_numpy(float, copy=True)
    if not len(values) or np.isnan(values[0]):
        raise ValueError("series begins with a gap; expected a first value")
    if np.isinf(values).any():
        raise ValueError("series holds infinity; expected finite numbers and gaps")
    for t in np.flatnonzero(np.isnan(values)):
        step = values[t - season] - values[t - season - 1] if t > season else 0.0
        values[t] = values[t - 1] + step
    return pd.Series(values, series.index, name=series.name)
