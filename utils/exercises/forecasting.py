"""Checks of the exercises of the use case on time series and prices."""

import numpy as np

from utils.exercises.base import OPEN, Check, read_number, read_numbers

# Season of two steps, by hand: what was known, what was forecast, what came.
HISTORY, FORECAST, CAME, SEASON = (2.0, 6.0, 7.0, 9.0), (7.0, 11.0), (3.0, 9.0), 2
LEAKS = {2: "the line", 4: "the average", 6: "the random deal"}
HONEST = {
    1: "the training part lies in the past of every test step",
    3: "a window's last value is known when the forecast is made",
    5: "settings may be chosen on a block before the test block",
}
SPAN = 3


def check_scaled_error(answer):
    """Checks a MASE done by hand.

    Args:
        answer: the MASE of `FORECAST` for `CAME` after `HISTORY`, season `SEASON`.

    Returns:
        A `Check`.

    Example:

    >>> check_scaled_error(3)
    Not yet. This is the mean absolute error; it still has to be scaled.
    """
    if answer is ...:
        return Check(None, OPEN)
    value = read_number(answer)
    if value is None:
        return Check(False, "The answer should be one finite number.")
    error = np.mean(np.abs(np.subtract(FORECAST, CAME)))
    naive = np.mean(np.abs(np.subtract(HISTORY[SEASON:], HISTORY[:-SEASON])))
    step = np.mean(np.abs(np.diff(HISTORY)))
    later = np.mean(np.abs(np.subtract(CAME, HISTORY[-SEASON:])))
    mistakes = (
        (error, "This is the mean absolute error; it still has to be scaled."),
        (naive / error, "Turned over: the forecast's error belongs above the line."),
        (error / step, "This is scaled by the last value; a season is two steps."),
        (error / later, "The naive error is that of the history, not of what came."),
    )
    for wrong, hint in mistakes:
        if np.isclose(value, wrong, atol=0.005):
            return Check(False, hint)
    if np.isclose(value, error / naive, atol=0.005):
        return Check(
            True, "Below 1: better than the naive forecast was on the history."
        )
    return Check(False, "Two errors in each mean: first two differences, two steps.")


def check_leaky_steps(answer):
    """Checks which of six preparations look into the future.

    Args:
        answer: the numbers of those that leak.

    Returns:
        A `Check`.

    Example:

    >>> check_leaky_steps([4, 6])
    Not yet. One is missing: ask what the line needs to know.
    """
    if answer is ...:
        return Check(None, OPEN)
    values = sorted(answer, key=str) if isinstance(answer, set | frozenset) else answer
    numbers = read_numbers(values)
    if numbers is None or numbers.ndim != 1 or np.any(numbers % 1):
        return Check(False, "The answer should be a list of whole numbers.")
    given = {int(number) for number in numbers}
    if given - LEAKS.keys() - HONEST.keys():
        return Check(False, "The answer should be a list of numbers from 1 to 6.")
    extra = sorted(given & HONEST.keys())
    if extra:
        return Check(False, f"Number {extra[0]} is honest: {HONEST[extra[0]]}.")
    missing = sorted(LEAKS.keys() - given)
    if missing:
        what = LEAKS[missing[0]]
        return Check(False, f"One is missing: ask what {what} needs to know.")
    return Check(True, "Each of the three uses a value that comes after the forecast.")


def check_trailing_mean(answer):
    """Checks a moving average that uses nothing but the present and the past.

    Args:
        answer: function `row -> row` of the same length: at each step, the mean of the
            last three values, or of as many as there are.

    Returns:
        A `Check`.

    Example:

    >>> check_trailing_mean(lambda row: row)
    Not yet. At step 1 of 1, 4, 1, 7 it gives 4; expected 2.5.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of one row of numbers.")
    rows = [np.array([1.0, 4.0, 1.0, 7.0]), np.arange(9.0) ** 2, np.array([5.0])]
    for row in rows:
        try:
            found = read_numbers(answer(row.copy()))
        except Exception as error:
            return Check(False, f"The function stops with {type(error).__name__}.")
        if found is None or found.shape != row.shape:
            return Check(False, f"For {len(row)} values it should give as many.")
        parts = [row[max(0, t + 1 - SPAN) : t + 1] for t in range(len(row))]
        right = np.array([part.mean() for part in parts])
        wrong = np.flatnonzero(~np.isclose(found, right))
        if not len(wrong):
            continue
        if _looks_ahead(answer, row):
            return Check(
                False, "It looks ahead: a later value changes an earlier mean."
            )
        t = int(wrong[0])
        shown = ", ".join(f"{value:g}" for value in row)
        return Check(
            False,
            f"At step {t} of {shown} it gives {found[t]:g}; expected {right[t]:g}.",
        )
    return Check(True, "What it says of a day could have been said on that day.")


def _looks_ahead(answer, row):
    """Whether changing the last value changes what is said of an earlier step."""
    changed = np.append(row[:-1], row[-1] + 100)
    both = [read_numbers(answer(each.copy())) for each in (row, changed)]
    return both[1] is None or not np.allclose(both[0][:-1], both[1][:-1])
