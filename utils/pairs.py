"""From the tidy frame of runs to one number per seed, with nothing taken on trust."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

COLUMNS = ("family", "contestant", "condition", "seed", "metric", "value")
KEY = ["contestant", "condition", "seed"]
ROUNDING = 1e-12  # differences below this part of the scores come from rounding


@dataclass(frozen=True)
class Sample:
    """The scores of one condition, an array with one number per seed for each side."""

    winner: np.ndarray
    loser: np.ndarray | None
    ratio: float
    evidence: str

    def differences(self):
        """Winner minus loser, or the winner's own scores; rounding errors are zero."""
        if self.loser is None:
            return self.winner
        found = self.winner - self.loser
        size = np.maximum(np.abs(self.winner), np.abs(self.loser))
        return np.where(np.abs(found) <= ROUNDING * size, 0.0, found)


def select(runs, metric):
    """Returns the rows of one metric, checked, with the optional columns filled in.

    Args:
        runs: tidy frame; `test_train_ratio` (else 0) and `evidence` (else "live") are
            optional.
        metric: the name of a metric.

    Returns:
        A new frame.

    Raises:
        ValueError: if it is no frame, lacks a column or the metric, or holds two
            values for one run.

    Example:

    >>> runs = pd.DataFrame({"family": "CNN", "contestant": "conv", "condition": "",
    ...     "seed": 0, "metric": ["loss", "accuracy"], "value": [0.1, 0.9]})
    >>> select(runs, "accuracy")["evidence"].tolist()
    ['live']
    """
    if not isinstance(runs, pd.DataFrame):
        raise ValueError(f"runs is a {type(runs).__name__}; expected a tidy DataFrame")
    if missing := [name for name in COLUMNS if name not in runs]:
        raise ValueError(f"runs lacks {missing}; expected the columns {list(COLUMNS)}")
    rows = runs[runs["metric"] == metric].reset_index(drop=True)
    if rows.empty:
        there = sorted(map(str, runs["metric"].unique()))
        raise ValueError(f"metric is {metric!r}; runs holds {there}")
    for name, default in (("evidence", "live"), ("test_train_ratio", 0.0)):
        column = rows[name] if name in rows else pd.Series(default, rows.index)
        rows[name] = column.where(column.notna(), default)
    rows["condition"] = rows["condition"].fillna("").astype(str)
    if rows["seed"].isna().any():
        raise ValueError("runs has a row without a seed")
    if (twice := rows.duplicated(KEY)).any():
        raise ValueError(f"runs holds {metric} twice for {_name(rows[twice].iloc[0])}")
    if unknown := set(rows["evidence"]) - {"live", "recorded"}:
        raise ValueError(f"evidence is {unknown}; expected 'live' or 'recorded'")
    return rows


def check_conditions(rows, conditions):
    """Returns the conditions to judge; the single one there is where none is named.

    Args:
        rows: frame as returned by `select`.
        conditions: tuple of names, or an empty one.

    Returns:
        A tuple of names.

    Raises:
        ValueError: if one is missing, or there are several and none is named.

    Example:

    >>> check_conditions(pd.DataFrame({"condition": ["near", "far"]}), ("far",))
    ('far',)
    """
    there = sorted(set(rows["condition"]))
    if missing := [name for name in conditions if name not in there]:
        raise ValueError(f"conditions are {missing}; runs holds {there}")
    if not conditions and len(there) > 1:
        raise ValueError(
            f"conditions is empty, but runs holds {there}; name those to be judged"
        )
    return conditions or tuple(there)


def collect(rows, winner, loser, scale):
    """Returns the paired scores of one condition.

    Args:
        rows: the rows of one metric and one condition.
        winner: name of a contestant, else of a family: the mean over its contestants.
        loser: the same, or None.
        scale: `"ratio"` takes logarithms first.

    Returns:
        A `Sample`, sorted by seed.

    Raises:
        ValueError: if a name is unknown, both sides share a contestant, a value is
            not finite, or a seed is missing on one side.

    Example:

    >>> runs = pd.DataFrame({"family": ["CNN", "RNN"], "contestant": ["conv", "GRU"],
    ...     "condition": "", "seed": 0, "metric": "loss", "value": [0.1, 0.9]})
    >>> collect(select(runs, "loss"), "conv", "RNN", "difference").differences()
    array([-0.8])
    """
    names = {"winner": winner} if loser is None else {"winner": winner, "loser": loser}
    sides = {role: _side(rows, role, name) for role, name in names.items()}
    contestants = {role: set(side["contestant"]) for role, side in sides.items()}
    if shared := set.intersection(*contestants.values()) if loser else set():
        raise ValueError(
            f"winner {winner!r} and loser {loser!r} are no two sides: both hold "
            + ", ".join(sorted(shared))
        )
    used = pd.concat(sides.values())
    ratios = pd.to_numeric(used["test_train_ratio"], errors="coerce")
    if not (np.isfinite(ratios) & (ratios >= 0)).all():
        raise ValueError("test_train_ratio must be a finite number of at least 0")
    seeds = sorted(set(used["seed"]))
    scores = [_scores(side, seeds, role, scale) for role, side in sides.items()]
    evidence = "recorded" if (used["evidence"] == "recorded").any() else "live"
    return Sample(*[*scores, None][:2], float(ratios.max()), evidence)


def _side(rows, role, name):
    """The rows of a contestant, else of a family."""
    for column in ("contestant", "family"):
        if (fits := rows[column] == name).any():
            return rows[fits]
    where = rows["condition"].iloc[0]
    raise ValueError(
        f"{role} is {name!r}; runs holds{f' in {where!r}' if where else ''} "
        f"the contestants {sorted(set(rows['contestant']))} "
        f"and the families {sorted(set(rows['family']))}"
    )


def _scores(side, seeds, role, scale):
    """One score per seed: finite, complete, and the mean over the contestants."""
    values = pd.to_numeric(side["value"], errors="coerce").astype(float)
    _refuse(side, ~np.isfinite(values), "a finite number")
    if scale == "ratio":
        _refuse(side, values <= 0, "a number above 0, of which there are ratios")
        values = np.log(values)
    table = side.assign(value=values).pivot_table("value", "seed", "contestant")
    table = table.reindex(seeds)
    for contestant in table:
        if missing := table.index[table[contestant].isna()].tolist():
            where = side["condition"].iloc[0]
            raise ValueError(
                f"{role}: {contestant} has no runs with the seeds {missing}"
                + (f" in condition {where!r}" if where else "")
            )
    return table.mean(axis=1).to_numpy()


def _refuse(side, bad, expected):
    """Raises a `ValueError` that names the first run with a bad value."""
    if bad.any():
        row = side[bad].iloc[0]
        raise ValueError(
            f"value is {row['value']} for {_name(row)}; expected {expected}"
        )


def _name(row):
    """Which run it is, in words."""
    where = f", condition {row['condition']!r}" if row["condition"] else ""
    return f"contestant {row['contestant']!r}, seed {row['seed']}{where}"
