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
