"""What the use cases measured on real data: reported by a page, kept in one table.

A page that runs with `REAL_DATA = True` calls `report`; `make real` runs such pages,
collects what they report, and keeps it in `data/recorded/real_data.csv`.
"""

import datetime
import numbers
import os
import platform
from pathlib import Path

import numpy as np
import pandas as pd

from utils import checks
from utils.ledger import check_id

PATH = Path(__file__).resolve().parents[1] / "data/recorded/real_data.csv"
TYPES = {
    "system": str,
    "dataset": str,
    "contestant": str,
    "metric": str,
    "value": float,
    "spread": float,
    "seeds": int,
    "seconds": float,
    "bar": float,
    "met": str,
    "machine": str,
    "date": str,
}
KEYS = ["system", "dataset", "contestant", "metric"]


def report(
    *,
    system,
    dataset,
    metric,
    values,
    seeds=None,
    contestant="",
    seconds=np.nan,
    bar=np.nan,
    better="higher",
):
    """Says what one measure came to on real data, as one row of the table.

    The row is appended to the file that `COURSE_REAL_RESULTS` names: `make real` sets
    that variable, a reader's own run does not.

    Args:
        system: id of the system in `data/claims.csv`, such as "S4".
        dataset: the real data set, such as "olivetti".
        metric: the measure, such as "accuracy".
        values: a number, or one for each seed.
        seeds: how many, or which; None counts the values.
        contestant: which model, where there are several.
        seconds: mean training time of one run.
        bar: what the measure was to reach; NaN for none.
        better: "higher" or "lower" values.

    Returns:
        A DataFrame with one row: mean (`value`) and standard deviation (`spread`).

    Raises:
        ValueError: for an unknown system, an empty name, or no finite values.

    Example:

    >>> found = report(system="S4", dataset="olivetti", metric="auc",
    ...     values=[0.9, 1.0], bar=0.9)
    >>> found[["value", "seeds", "met"]].values.tolist()
    [[0.95, 2, 'yes']]
    """
    _check_names(system, dataset, metric, better)
    values = _check_values(values)
    reached = values.mean() >= bar if better == "higher" else values.mean() <= bar
    row = {
        "system": system,
        "dataset": dataset,
        "contestant": str(contestant),
        "metric": metric,
        "value": values.mean(),
        "spread": values.std(ddof=1) if len(values) > 1 else np.nan,
        "seeds": _count(seeds, values),
        "seconds": float(seconds),
        "bar": float(bar),
        "met": "" if np.isnan(bar) else "yes" if reached else "no",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "date": datetime.date.today().isoformat(),
    }
    return _append(pd.DataFrame([row]).astype(TYPES))


def report_runs(runs, *, system, dataset, bars=None):
    """Reports every contestant and measure of a frame from `experiments.compare`.

    Args:
        runs: tidy frame with the columns `contestant, seed, metric, value`, and, if
            known, `seconds`.
        system: as in `report`.
        dataset: as in `report`.
        bars: dict from `(contestant, metric)` to what it was to reach.

    Returns:
        A DataFrame with one row per contestant and metric, as from `report`.

    Raises:
        ValueError: if a bar belongs to no run.

    Example:

    >>> runs = pd.DataFrame({"contestant": "CNN", "seed": [0, 1], "metric": "accuracy",
    ...     "value": [0.5, 0.7]})
    >>> report_runs(runs, system="S1", dataset="mnist")["value"].tolist()
    [0.6]
    """
    bars = dict(bars or {})
    groups = dict(list(runs.groupby(["contestant", "metric"], sort=False)))
    if unknown := sorted(set(bars) - set(groups)):
        raise ValueError(f"bars: {unknown} not in runs; expected some of {[*groups]}")
    rows = [
        report(
            system=system,
            dataset=dataset,
            metric=metric,
            contestant=contestant,
            values=group["value"],
            seeds=group["seed"].unique(),
            seconds=group["seconds"].mean() if "seconds" in group else np.nan,
            bar=bars.get((contestant, metric), np.nan),
        )
        for (contestant, metric), group in groups.items()
    ]
    return pd.concat(rows, ignore_index=True)


def load(system=None, path=None):
    """Reads the table of what was measured on real data.

    Args:
        system: id of the one system wanted; None reads all.
        path: a table's path; by default the course's own.

    Returns:
        A DataFrame with the columns of `TYPES`, empty where nothing was measured.

    Example:

    >>> list(load().columns)[:4]
    ['system', 'dataset', 'contestant', 'metric']
    """
    path = PATH if path is None else Path(path)
    if path.exists() and path.stat().st_size:
        texts = {name: str for name, kind in TYPES.items() if kind is str}
        table = pd.read_csv(path, dtype=texts).fillna(dict.fromkeys(texts, ""))
    else:
        table = pd.DataFrame(columns=list(TYPES))
    table = table[list(TYPES)].astype(TYPES)
    wanted = table["system"] == system if system else slice(None)
    return table[wanted].reset_index(drop=True)


def merge(old, new):
    """Puts new rows in the place of all old ones of the same systems.

    Args:
        old: frame as from `load`.
        new: frame as from `load`; of rows with the same `KEYS` the last one counts.

    Returns:
        A DataFrame, sorted by system.

    Example:

    >>> row = report(system="S1", dataset="mnist", metric="accuracy", values=0.9)
    >>> other = row.assign(system="S4")
    >>> merge(pd.concat([row, other]), row.assign(value=1.0))["value"].tolist()
    [1.0, 0.9]
    """
    kept = old[~old["system"].isin(new["system"])]
    new = new.drop_duplicates(KEYS, keep="last")
    parts = [part for part in (kept, new) if len(part)] or [old]
    merged = pd.concat(parts, ignore_index=True)
    order = merged["system"].str[1:].astype(int)
    return merged.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def format_table(table, *, header=True):
    r"""Writes rows as CSV, floats with four digits.

    Args:
        table: frame as from `load`.
        header: whether the columns' names come first.

    Returns:
        String with `\n` at the end of each line.

    Example:

    >>> format_table(load().iloc[:0])[:15]
    'system,dataset,'
    """
    return table.to_csv(
        index=False, header=header, float_format="%.4g", lineterminator="\n"
    )


def _append(table):
    """Adds a row to the file that `make real` collects, if there is one."""
    target = os.environ.get("COURSE_REAL_RESULTS")
    if target:
        with open(target, "a", encoding="utf-8", newline="") as file:
            file.write(format_table(table, header=file.tell() == 0))
    return table


def _check_names(system, dataset, metric, better):
    """Refuses an unknown system, an empty name, a third direction."""
    check_id(system)
    for name, text in (("dataset", dataset), ("metric", metric)):
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"{name} is {text!r}; expected a name")
    if better not in ("higher", "lower"):
        raise ValueError(f"better is {better!r}; expected 'higher' or 'lower'")


def _check_values(values):
    """The values as an array of one axis, or a refusal."""
    try:
        values = np.atleast_1d(np.asarray(values, dtype=float))
    except (TypeError, ValueError):
        raise ValueError(f"values is {values!r:.60}; expected numbers") from None
    if values.ndim != 1 or not len(values) or not np.isfinite(values).all():
        raise ValueError(f"values is {values!r:.60}; expected finite numbers")
    return values


def _count(seeds, values):
    """How many seeds there were."""
    if seeds is None:
        return len(values)
    if isinstance(seeds, numbers.Integral):
        return checks.integer("seeds", seeds, 1)
    return len(checks.seeds(seeds))
