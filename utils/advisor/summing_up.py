"""Sum the runs up: collect their scores, judge them, and make the advice."""

import numpy as np
import pandas as pd

from utils.advisor import judging, looking, preparing, wording
from utils.advisor.advice import Advice
from utils.advisor.families import FACTORIES
from utils.datasets.base import Dataset, Split

METRICS = {"classification": "accuracy", "regression": "relative error"}


def collect(known, works):
    """Sort results by contestant and condition.

    Args:
        known: dict from work to result.
        works: sequence of `results.Work`.

    Returns:
        A dict from (contestant, condition) to the list of its results, by seed.
    """
    found = {}
    for work in sorted(works, key=lambda work: work.seed):
        found.setdefault((work.contestant, work.condition), []).append(known[work])
    return found


def find(arena, runs):
    """Judge the runs on all of the data.

    Args:
        arena: a `running.Arena`.
        runs: dict from `collect`.

    Returns:
        A `judging.Finding`.
    """
    full = {
        name: each for (name, condition), each in runs.items() if condition == "full"
    }
    unit = _find_unit(runs)
    finding = judging.judge(
        {
            name: np.stack([r.scores for r in each]) / unit
            for name, each in full.items()
        },
        {name: np.mean([r.valid_score for r in each]) for name, each in full.items()},
        {name: name if name in FACTORIES else "baseline" for name in full},
        clusters=_find_clusters(arena),
        cost={
            name: np.median([r.seconds for r in each]) for name, each in full.items()
        },
    )
    for name, each in full.items():
        size = arena.widths[name][1] if name in arena.widths else 0
        finding.table.loc[name, "parameters"] = size
        finding.table.loc[name, "seconds"] = np.median([r.seconds for r in each])
        finding.table.loc[name, "latency"] = min(r.latency for r in each)
    finding.table["parameters"] = finding.table["parameters"].astype(int)
    return finding


def make_advice(arena, preparer, finding, runs, notes, plan, form, recipe, seconds):
    """Put everything together.

    Args:
        arena: a `running.Arena`.
        preparer: the model from raw to prepared input.
        finding: a `judging.Finding`.
        runs: dict from `collect`, with the runs under other conditions.
        notes: tuple of sentences on the data.
        plan: the `planning.Plan` that was carried out.
        form: the `forms.Form` of the data.
        recipe: the `training.Recipe` of the network.
        seconds: how long all of it took.

    Returns:
        An `Advice`.
    """
    task, network = arena.examples.task, finding.network
    changes, curve = (
        measure_changes(arena, runs, network),
        measure_curve(arena, runs, network),
    )
    text = wording.write(
        finding,
        task=task,
        tests=len(arena.test),
        seeds=plan.seeds,
        costs=finding.table.loc[network],
        changes=changes,
        curve=curve,
        dropped=plan.dropped,
        uneven=looking.is_uneven(arena.examples),
    )
    model = build_best(arena, preparer, network, runs[network, "full"])
    return Advice(
        answer=finding.answer,
        text=text,
        notes=notes,
        table=finding.table,
        runs=make_frame(arena, runs),
        changes=pd.DataFrame(changes, index=["fall", "low", "high"]).T,
        network=network,
        model=model,
        classes=arena.examples.classes,
        kind=arena.examples.kind,
        task=task,
        form=form,
        plan=plan,
        recipe=recipe,
        seconds=seconds,
    )


def measure_changes(arena, runs, network):
    """Return what shuffled and moved inputs cost a network.

    Args:
        arena, runs, network: as in `make_advice`.

    Returns:
        A dict from "shuffled" and "moved" to (fall, low, high).
    """
    full, clusters = runs[network, "full"], _find_clusters(arena)
    scores, found = _stack(runs, network, "full"), {}
    if (network, "shuffled") in runs:
        other = _stack(runs, network, "shuffled")
        found["shuffled"] = judging.compare(scores, other, clusters=clusters)
    if all(len(result.moved) for result in full):
        moved = np.stack([result.moved for result in full]) / _find_unit(runs)
        found["moved"] = judging.compare(scores, moved, clusters=clusters)
    return found


def measure_curve(arena, runs, network):
    """Return what the second half of the training data brought.

    Args:
        arena, runs, network: as in `make_advice`.

    Returns:
        Gain, low, high; or None if it was not measured.
    """
    if (network, "share 0.5") not in runs:
        return None
    halved = _stack(runs, network, "share 0.5")
    whole = _stack(runs, network, "full")
    return judging.compare(whole, halved, clusters=_find_clusters(arena))


def make_frame(arena, runs):
    """Return all runs as the tidy frame that the course's figures read.

    Args:
        arena, runs: as in `make_advice`.

    Returns:
        A DataFrame with the columns family, contestant, condition, seed, metric, value
        and seconds.
    """
    metric, unit = METRICS.get(arena.examples.task, "relative error"), _find_unit(runs)
    return pd.DataFrame(
        {
            "family": name if name in FACTORIES else "baseline",
            "contestant": name,
            "condition": condition,
            "seed": seed,
            "metric": metric,
            "value": abs(float(result.scores.mean())) / unit,
            "seconds": result.seconds,
        }
        for (name, condition), each in runs.items()
        for seed, result in enumerate(each)
    )


def build_best(arena, preparer, network, results):
    """Build the network of the seed that did best on validation, for raw input.

    Args:
        arena: a `running.Arena`.
        preparer: the preparing model.
        network: the family.
        results: its results on all of the data.

    Returns:
        A `keras.Model` from raw input to probabilities or numbers.
    """
    best = min(results, key=lambda result: result.valid_loss)
    classes = len(arena.examples.classes) or None
    task = "classification" if classes else "regression"
    x = arena.ready
    rows = np.array([0, x.reshape(len(x), -1).max(axis=1).argmax()])
    y = [0, 1] if classes else [[0.0], [1.0]]
    part = Split(x[rows], y)
    dataset = Dataset("the reader's data", part, part, part, task, classes)
    core = FACTORIES[network](dataset, width=arena.widths[network][0])
    core.set_weights(best.weights)
    forecast = arena.examples.task == "forecast"
    return preparing.finish_model(preparer, core, forecast=forecast, scale=arena.scale)


def _stack(runs, network, condition):
    results = runs[network, condition]
    return np.stack([result.scores for result in results]) / _find_unit(runs)


def _find_unit(runs):
    """Return what scores are divided by: 1, or a trivial rule's mean error."""
    for name in ("last value", "mean"):
        if (name, "full") in runs:
            errors = [-result.scores.mean() for result in runs[name, "full"]]
            return float(np.mean(errors)) or 1.0
    return 1.0


def _find_clusters(arena):
    if arena.examples.timed:
        return judging.cluster_blocks(len(arena.test))
    return None if arena.groups is None else arena.groups[arena.test]
