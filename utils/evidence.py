"""Run planned jobs now, or recall what was recorded of them and repeat one.

The environment decides what a record is good for: `COURSE_TEST=1` (tests) makes a
missing or stale one an error, `COURSE_LIVE=1` ignores all of them, and
`COURSE_EVIDENCE=all` or a list of names (`make evidence`) makes them.
"""

import dataclasses
import os

import joblib
import keras
import numpy as np
import pandas as pd
from tqdm import tqdm

from utils import fingerprints, records
from utils.progress import progress_bar

KEYS = ["condition", "contestant", "learning_rate", "seed", "metric"]


def gather(jobs, *, record=None, live=False, tolerance=0.05):
    """Return the runs of all jobs, live or from a record that one run confirms.

    Args:
        jobs: sequence of `jobs.Job`.
        record: name of the record, or None.
        live: run everything now.
        tolerance: how far a repeated run may be from its record: a number, or a dict
            from metric to number.

    Returns:
        A tidy DataFrame; its column `evidence` says "live" or "recorded".

    Raises:
        RuntimeError: under test, if the record is missing or of another experiment,
            or if the repeated run disagrees with it.
    """
    if record is None or live or os.environ.get("COURSE_LIVE") == "1":
        return run_all(jobs)
    path, identity = records.path_of(record), fingerprints.fingerprint(jobs)
    runs = records.load(path, identity)
    if isinstance(tolerance, dict) and set(tolerance) != set(jobs[0].measures):
        raise ValueError(f"tolerance {tolerance}; expected {list(jobs[0].measures)}")
    asked = os.environ.get("COURSE_EVIDENCE", "")
    if runs is None and (asked == "all" or record in asked.split(",")):
        runs = make(jobs, record, identity)
    elif runs is None and os.environ.get("COURSE_TEST") == "1":
        state = "is of another experiment" if path.exists() else "is missing"
        raise RuntimeError(f"{path.name} {state}: make evidence NAMES={record}")
    elif runs is None:
        return run_all(jobs)
    elif not asked:
        made_here = keras.backend.backend() in records.read_header(path)["versions"]
        repeat_one(jobs, runs, tolerance=tolerance, same_draws=made_here)
    return runs.assign(evidence="recorded")


def run_all(jobs):
    """Run jobs one after the other in this process.

    Args:
        jobs: sequence of `jobs.Job`.

    Returns:
        A tidy DataFrame.
    """
    with progress_bar(sum(len(job.seeds) for job in jobs), "runs") as bar:
        return pd.concat([job.run(bar.update) for job in jobs], ignore_index=True)


def make(jobs, record, identity):
    """Run jobs in parallel, store each when it ends, and take up unfinished work.

    The work is spread by joblib: `COURSE_JOBS` processes here, or whatever backend
    `joblib.parallel_config` names, such as a Dask or Ray cluster.

    Args:
        jobs: sequence of `jobs.Job`.
        record: the record's name.
        identity: the experiment's fingerprint.

    Returns:
        The runs, a tidy DataFrame, after storing them under the record's name.
    """
    partial = records.path_of(record, partial=True)
    runs = records.load(partial, identity)
    done = set() if runs is None else set(_keys(runs))
    left = [job for job in jobs if not _keys_of(job) <= done]
    parts = [] if runs is None else [runs]
    spread = joblib.Parallel(
        n_jobs=int(os.environ.get("COURSE_JOBS", "2")), return_as="generator_unordered"
    )
    finished = spread(joblib.delayed(job.run)() for job in left)
    for part in tqdm(finished, desc=record, total=len(left)):
        parts.append(part)
        records.store(pd.concat(parts, ignore_index=True), partial, identity)
    runs = pd.concat(parts, ignore_index=True)
    order = {key: i for i, job in enumerate(jobs) for key in _keys_of(job)}
    places = [order[key] for key in _keys(runs)]
    runs = runs.iloc[sorted(range(len(runs)), key=places.__getitem__)]
    path = records.path_of(record)
    records.store(runs, path, identity)
    partial.unlink(missing_ok=True)
    return records.load(path, identity)


def repeat_one(jobs, runs, *, tolerance, same_draws=True):
    """Run the cheapest recorded run again and insist that it agrees.

    On another backend of Keras a seed draws other weights. There the repeated run is
    one more of its kind, and has to lie among the recorded ones.

    Args:
        jobs: sequence of `jobs.Job`.
        runs: their recorded runs.
        tolerance: largest difference allowed, a number or a dict by metric.
        same_draws: whether the record was made on this backend; else the run may be
            anywhere between the lowest and the highest recorded seed.

    Returns:
        The repeated run, a DataFrame with one row per metric.

    Raises:
        RuntimeError: if a metric differs by more than the tolerance.
    """
    trained = runs[runs["updates"] > 0] if (runs["updates"] > 0).any() else runs
    cheapest = trained.loc[trained["seconds"].idxmin()]
    job = next(j for j in jobs if tuple(cheapest[KEYS[:3]]) == _name(j))
    again = dataclasses.replace(job, seeds=(int(cheapest["seed"]),)).run()
    alike = KEYS if same_draws else [key for key in KEYS if key != "seed"]
    spans = runs.groupby(alike)["value"].agg(["min", "max"]).reset_index()
    for row in again.merge(spans, on=alike).itertuples():
        allowed = tolerance[row.metric] if isinstance(tolerance, dict) else tolerance
        nearest = np.clip(row.value, row.min, row.max)
        if not np.isclose(row.value, nearest, rtol=0, atol=allowed, equal_nan=True):
            raise RuntimeError(
                f"the record does not hold here: {row.contestant} {row.condition}, "
                f"seed {row.seed}: {row.metric} is {row.value:.4g}, recorded "
                f"{nearest:.4g}, allowed difference {allowed:g}"
            )
    return again


def _name(job):
    return (job.condition, job.contestant.name, job.recipe.learning_rate)


def _keys_of(job):
    return {(*_name(job), seed, m) for seed in job.seeds for m in job.measures}


def _keys(runs):
    return list(runs[KEYS].itertuples(index=False, name=None))
