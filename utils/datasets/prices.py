"""Prices of shares: what matplotlib ships among its sample files, checked and cut.

`windows` cuts a price series the way popular tutorials do, honestly or with one of
three leaks put in on purpose. Nothing here is investment advice.
"""

import functools

import numpy as np
import pandas as pd

from utils import checks
from utils.datasets.splits import cut, share_out

VIEWS = ("levels", "returns")
LEAKS = ("scaling", "shuffling", "peeking")


def load_google():
    """Load Google's share price of each trading day, August 2004 to October 2008.

    Returns:
        A pandas frame with the columns `close` and `high` in US dollars, by date.

    Example:

    >>> days = load_google()
    >>> list(days.columns), bool((days["high"] > 0).all())
    (['close', 'high'], True)

    Reference:
        goog.npz of the sample data that matplotlib installs.
    """
    days = np.load(_sample_path("goog.npz"))["price_data"]
    columns = {name: days[name].astype(float) for name in ("close", "high")}
    return pd.DataFrame(columns, pd.DatetimeIndex(days["date"], name="date"))


def load_stock(name):
    """Load one share or index by month, from 1990 or its first trading on, to 2022.

    The file has rows of dividends without any price, and one of an unfinished month;
    both are left out.

    Args:
        name: a column of the file, such as "IBM", "MSFT" or "^GSPC" (the S&P 500).

    Returns:
        A pandas series of prices in US dollars (or points), by date.

    Raises:
        ValueError: for a name that the file does not have.

    Example:

    >>> months = load_stock("IBM")
    >>> months.name, str(months.index[0].date()), bool(months.isna().any())
    ('IBM', '1990-01-01', False)

    Reference:
        Stocks.csv of the sample data that matplotlib installs.
    """
    table = _read_stocks()
    if name not in table:
        raise ValueError(f"name is {name!r}; expected one of {list(table)}")
    months = table[name].loc[table[name].first_valid_index() :]
    check_prices(months)
    return months


def check_prices(prices, *, at_least=2):
    """Refuse what is no usable series of prices, and say where it is not.

    Args:
        prices: row of numbers `(n,)`, such as a pandas series.
        at_least: whole number ≥ 1, how many prices are needed.

    Returns:
        The prices as a float64 array `(n,)`.

    Raises:
        ValueError: for gaps (NaN), zeros, negative or infinite prices, too few of
            them, or what is no row of numbers.

    Example:

    >>> check_prices([10.0, float("nan"), 11.0])
    Traceback (most recent call last):
    ValueError: prices has 1 gap (NaN), the first at place 1; expected none
    """
    checks.integer("at_least", at_least, 1)
    try:
        row = np.array(prices, "float64")
    except (TypeError, ValueError):
        raise ValueError("prices holds what is no number; expected numbers") from None
    if row.ndim != 1:
        raise ValueError(f"prices has shape {row.shape}; expected (n,)")
    if len(row) < at_least:
        raise ValueError(f"prices has {len(row)} values; expected at least {at_least}")
    for bad, what in (
        (np.isnan(row), "gap (NaN)"),
        (np.isinf(row), "infinite value"),
        (row == 0, "zero"),
        (row < 0, "negative value"),
    ):
        if bad.any():
            raise ValueError(
                f"prices has {bad.sum()} {what}{'s' if bad.sum() > 1 else ''}, the "
                f"first at place {bad.argmax()}; expected none"
            )
    return row


def log_returns(prices):
    """Return the logarithm of each price over the one before.

    Args:
        prices: row of positive numbers `(n,)`.

    Returns:
        An array `(n - 1,)`: log p(t) − log p(t − 1).

    Raises:
        ValueError: as `check_prices`.

    Example:

    >>> log_returns([1.0, np.e, 1.0]).tolist()
    [1.0, -1.0]
    """
    return np.diff(np.log(check_prices(prices)))


def windows(prices, *, name, window, view, high=None, leak=None, seed=0):
    """Cut prices into windows and the next value: 60, 20, 20 % in the order of time.

    Levels are scaled to 0–1 by the smallest and largest price that train sees; log
    returns are divided by their standard deviation in train, and not shifted: 0 stays
    "no change". A leak breaks one rule on purpose. "scaling": smallest, largest and
    deviation of the whole series. "shuffling": train, valid and test are dealt out at
    random. "peeking": the high of a row is that of the *next* day.

    Args:
        prices: row of positive numbers `(n,)`.
        name: what to call the data.
        window: whole number ≥ 2, how many values a model sees.
        view: "levels" or "returns".
        high: row `(n,)` of the highest price of each day, a second channel: as a price
            among levels, as log(high / close) among returns; needed for "peeking".
        leak: None, "scaling", "shuffling" or "peeking".
        seed: whole number ≥ 0, deals the windows out; other cuts do not depend on it.

    Returns:
        A `Dataset`, x `(window, 1)` or `(window, 2)`, y `(1,)`.

    Raises:
        ValueError: as `check_prices`, and for arguments that do not fit.

    Example:

    >>> windows(range(1, 14), name="count", window=3, view="levels")
    Dataset "count": 6 train, 2 valid, 2 test · x (3, 1) · y (1,)
    """
    checks.integer("window", window, 2)
    checks.integer("seed", seed, 0)
    _check_choice("view", view, VIEWS)
    _check_choice("leak", leak, (None, *LEAKS))
    values, highs = _view(check_prices(prices, at_least=window + 6), high, view, leak)
    total = len(values) - window
    examples = share_out((0.6, 0.2, 0.2), total)
    seen = len(values) if leak == "scaling" else examples[0] + window
    low, size = _scale(values[:seen], view)
    table = np.stack([values] if highs is None else [values, highs], axis=-1)
    table = (table - low) / size
    x = np.lib.stride_tricks.sliding_window_view(table, window, axis=0)[:total]
    x, y = x.transpose(0, 2, 1), table[window:, :1]
    if leak == "shuffling":
        order = np.random.default_rng(seed).permutation(total)
        x, y = x[order], y[order]
    return cut(x, y, name=name, examples=examples, task="regression")


def _view(prices, high, view, leak):
    """Return the values to forecast and the second channel, or None, row by row."""
    if high is None and leak == "peeking":
        raise ValueError("high is None; expected a row of prices to peek at")
    if high is not None:
        high = check_prices(high)
        if len(high) != len(prices):
            raise ValueError(
                f"high has {len(high)} values and prices {len(prices)}; expected "
                "one for each"
            )
        later = np.append(high[1:], high[-1]) if leak == "peeking" else high
        high = np.log(later / prices)[1:] if view == "returns" else later
    return (log_returns(prices) if view == "returns" else prices), high


def _scale(seen, view):
    """Return what to subtract and what to divide by."""
    low, size = (seen.min(), np.ptp(seen)) if view == "levels" else (0.0, seen.std())
    if not size > 0:
        raise ValueError("prices does not change in train; expected prices that do")
    return low, size


def _check_choice(name, value, choices):
    if value not in choices:
        raise ValueError(f"{name} is {value!r}; expected one of {choices}")


def _sample_path(name):
    """Return where matplotlib keeps one of its sample files."""
    from matplotlib import cbook

    return cbook.get_sample_data(name, asfileobj=False)


@functools.cache
def _read_stocks():
    """Return the months of Stocks.csv, without rows that hold no price at all."""
    path = _sample_path("Stocks.csv")
    table = pd.read_csv(path, comment="#", index_col="Date", parse_dates=["Date"])
    table = table.dropna(how="all")
    return table[table.index.day == 1]
