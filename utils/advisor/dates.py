"""Put moments into their order: numbers, dates, or texts that are dates.

A text is sorted only if it can be read in one way. `03/04/2020` may be a day in March
or in April; whether day or month stands first has to follow from the other rows.
"""

import re

import numpy as np
import pandas as pd

YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(\D.*)?")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(\D.*)?")
MONTH = re.compile(r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b")
EXPECTED = "expected numbers, or dates with the year first such as 2024-03-31"


def rank_times(times):
    """Number moments in their order.

    Args:
        times: array `(n,)` of numbers, dates, or texts that are dates, without gaps.

    Returns:
        An array `(n,)` of whole numbers from 0, equal moments alike, and a note that
        says from when to when.

    Raises:
        ValueError: for texts that are no dates, or could be two.

    Example:

    >>> ranks, note = rank_times(np.array(["31/12/2019", "01/02/2020", "30/01/2020"]))
    >>> ranks.tolist(), note
    ([0, 2, 1], 'times: 2019-12-31 to 2020-02-01')
    """
    values = np.asarray(times)
    if values.dtype.kind not in "iufM":
        values = _parse(values)
    low, high = values.min(), values.max()
    if values.dtype.kind == "M":
        low, high = (str(pd.Timestamp(each)) for each in (low, high))
        if low.endswith("00:00:00") and high.endswith("00:00:00"):
            low, high = low[:10], high[:10]
    return np.unique(values, return_inverse=True)[1], f"times: {low} to {high}"


def _parse(values):
    """Return objects or texts as numbers or as `datetime64`."""
    if not all(isinstance(value, str) for value in values):
        texts, form = pd.Series(values), None
    else:
        numbers = pd.to_numeric(pd.Series(values), errors="coerce")
        if numbers.notna().all():
            return numbers.to_numpy("float64")
        texts, form = pd.Series(_put_year_first([v.strip() for v in values])), "ISO8601"
        if texts.map(lambda text: bool(MONTH.search(text))).all():
            form = "mixed"  # a month's name leaves no doubt
    try:
        dates = pd.to_datetime(texts, format=form, utc=True)
    except (ValueError, TypeError, OverflowError):
        raise ValueError(f"times holds {values[0]!r:.40}; {EXPECTED}") from None
    return dates.dt.tz_localize(None).to_numpy()


def _put_year_first(texts):
    """Rewrite dates in numbers as year-month-day; other texts stay as they are."""
    found = [YEAR_LAST.fullmatch(text) for text in texts]
    if not all(found):
        return [YEAR_FIRST.sub(_write, text) for text in texts]
    first = max(int(match[1]) for match in found)
    second = max(int(match[2]) for match in found)
    if (first > 12) == (second > 12):
        how = "day or month may stand first" if first <= 12 else "day and month change"
        raise ValueError(f"times holds {texts[0]!r}, where {how}; {EXPECTED}")
    day, month = (1, 2) if first > 12 else (2, 1)
    return [
        f"{match[3]}-{int(match[month]):02}-{int(match[day]):02}{match[4] or ''}"
        for match in found
    ]


def _write(match):
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}{match[4] or ''}"
