"""Time things in turns and record the times like runs.

A cost is measured in turns: in every repetition each case of a condition runs once, so
that a busy moment of the machine hits all of them. Rows are tidy, the repetition stands
in the column `seed`, and ratios between contestants are paired within a repetition.
"""

import dataclasses
import os
import time

import pandas as pd

from utils import checks, fingerprints, records

SHORTEST = 0.004  # seconds: quicker calls are repeated until a turn takes this long
METRIC = "seconds per step"


@dataclasses.dataclass(frozen=True)
class Case:
    """One thing to be timed.

    Args:
        family: as in `experiments.Contestant`.
        contestant: what figures and tables call it.
        condition: name of the condition; the cases of one condition take turns.
        prepare: function `prepare(*arguments)` that returns the function to be timed,
            called without arguments and done when it returns, and its number of
            operations (0 if they do not matter).
        arguments: tuple of numbers and texts.

    Raises:
        ValueError: if `prepare` is no function.

    Example:

    >>> Case("CNN", "conv", "16 steps", lambda: (int, 0)).arguments
    ()
    """

    family: str
    contestant: str
    condition: str
    prepare: object
    arguments: tuple = ()

    def __post_init__(self):
        if not callable(self.prepare):
            raise ValueError(f"prepare is {self.prepare!r:.60}; expected a function")


def measure(cases, *, repetitions, record=None):
    """Time cases in turns, or recall what was recorded of them.

    Args:
        cases: sequence of `Case`, none twice.
        repetitions: whole number ≥ 1 of turns after a warm-up.
        record: name under which `make evidence` stores the rows, or None.

    Returns:
        A tidy DataFrame with the metric "seconds per step" and the columns family,
        contestant, condition, seed (the repetition), metric, value, operations and
        evidence.

    Raises:
        ValueError: if a case stands twice or an argument does not fit.
        RuntimeError: under test, if the record is missing or of other cases.

    Example:

    >>> rows = measure([Case("CNN", "a", "", lambda: (int, 1))], repetitions=2)
    >>> rows[["contestant", "seed", "operations"]].values.tolist()
    [['a', 0, 1], ['a', 1, 1]]
    """
    cases, repetitions = tuple(cases), checks.integer("repetitions", repetitions, 1)
    names = [(case.condition, case.contestant) for case in cases]
    if not names or len(set(names)) < len(names):
        raise ValueError(f"cases: {names}; expected at least one, none twice")
    if record is None or os.environ.get("COURSE_LIVE") == "1":
        return _run(cases, repetitions)
    path = records.path_of(record)
    identity = fingerprints.fingerprint(cases, repetitions, SHORTEST)
    rows = records.load(path, identity)
    asked = os.environ.get("COURSE_EVIDENCE", "")
    if rows is None and (asked == "all" or record in asked.split(",")):
        records.store(_run(cases, repetitions), path, identity)
        rows = records.load(path, identity)
    elif rows is None and os.environ.get("COURSE_TEST") == "1":
        state = "is of another experiment" if path.exists() else "is missing"
        raise RuntimeError(f"{path.name} {state}: make evidence NAMES={record}")
    elif rows is None:
        return _run(cases, repetitions)
    return rows.assign(evidence="recorded")


def best_of(rows, *, suffix):
    """Keep, of two ways to run the same contestant, the faster one.

    Args:
        rows: frame from `measure`.
        suffix: what ends the name of the second way, such as ", XLA".

    Returns:
        A tidy DataFrame under the names without the suffix, and for each condition
        and name the way with the lower median.

    Raises:
        ValueError: if no contestant's name ends so.

    Example:

    >>> rows = measure([Case("CNN", "a", "", lambda: (int, 1)), Case("CNN", "a, XLA",
    ...     "", lambda: (lambda: sum(range(999)), 1))], repetitions=3)
    >>> best_of(rows, suffix=", XLA")["contestant"].tolist()
    ['a', 'a', 'a']
    """
    if not rows["contestant"].str.endswith(suffix).any():
        raise ValueError(f"suffix is {suffix!r}; no contestant ends so")
    names = rows["contestant"].str.removesuffix(suffix)
    rows = rows.assign(way=rows["contestant"], contestant=names)
    keys = ["condition", "contestant", "way"]
    medians = rows.groupby(keys)["value"].median()
    best = medians.groupby(keys[:2]).idxmin()
    kept = pd.MultiIndex.from_frame(rows[keys]).isin(best)
    return rows[kept].drop(columns="way").reset_index(drop=True)


def share(rows, *, of):
    """Express how fast each case computes as a share of one contestant's rate.

    Args:
        rows: frame from `measure`, each case with its operations.
        of: the contestant that sets the bar, present in every turn.

    Returns:
        A tidy DataFrame without that contestant, with the metric "share of the peak
        rate": operations per second over the bar's, in the same turn.

    Raises:
        ValueError: if the bar is missing in a turn.

    Example:

    >>> rows = measure([Case("CNN", "a", "", lambda: (int, 1)),
    ...     Case("baseline", "bar", "", lambda: (int, 1))], repetitions=1)
    >>> share(rows, of="bar")["contestant"].tolist()
    ['a']
    """
    keys = ["condition", "seed"]
    rates = rows.assign(value=rows["operations"] / rows["value"])
    bars = rates[rates["contestant"] == of].set_index(keys)["value"]
    rest = rates[rates["contestant"] != of]
    own = bars.reindex(pd.MultiIndex.from_frame(rest[keys])).to_numpy()
    if pd.isna(own).any():
        raise ValueError(f"of is {of!r}; expected a contestant of every turn")
    return rest.assign(
        value=rest["value"] / own, metric="share of the peak rate"
    ).reset_index(drop=True)


def growth(rows, before, after, *, condition=""):
    """Return how many times as long each contestant takes in one condition as before.

    Args:
        rows: frame from `measure`.
        before: name of the first condition.
        after: name of the second condition.
        condition: name of the contrast in the frame returned.

    Returns:
        A tidy DataFrame, one row per contestant and turn, with the metric "times
        longer".

    Raises:
        ValueError: if the two conditions do not hold the same contestants and turns.

    Example:

    >>> rows = measure([Case("CNN", "a", n, lambda: (int, 1)) for n in "12"],
    ...     repetitions=1)
    >>> growth(rows, "1", "1")["value"].tolist()
    [1.0]
    """
    keys = ["contestant", "seed"]
    first, second = (
        rows[rows["condition"] == name].set_index(keys) for name in (before, after)
    )
    if first.empty or set(first.index) != set(second.index):
        raise ValueError(
            f"{before!r} and {after!r} do not pair; expected two conditions with the "
            "same contestants and turns"
        )
    value = second["value"] / first["value"].reindex(second.index)
    grown = second.assign(value=value, condition=condition, metric="times longer")
    return grown.reset_index()


def _run(cases, repetitions):
    rows = []
    for condition in dict.fromkeys(case.condition for case in cases):
        own = [case for case in cases if case.condition == condition]
        ready = [case.prepare(*case.arguments) for case in own]
        calls = [_count_calls(function) for function, _ in ready]
        for turn in range(repetitions):
            for case, (function, count), n in zip(own, ready, calls, strict=True):
                rows.append(_row(case, turn, _seconds(function, n), count))
    return pd.DataFrame(rows)


def _row(case, turn, seconds, operations):
    return {
        "family": case.family,
        "contestant": case.contestant,
        "condition": case.condition,
        "seed": turn,
        "metric": METRIC,
        "value": seconds,
        "operations": operations,
        "evidence": "live",
    }


def _seconds(function, calls):
    started = time.perf_counter()
    for _ in range(calls):
        function()
    return (time.perf_counter() - started) / calls


def _count_calls(function):
    _seconds(function, 2)  # the first calls compile
    return max(1, int(SHORTEST / max(1e-7, _seconds(function, 1))))
