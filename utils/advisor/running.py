"""Run the contestants: one run for one contestant, setting, seed and condition.

Runs are independent of each other, so joblib may spread them over processes or over a
cluster; each is kept on disk when it ends, and taken from there the next time.
"""

import dataclasses
import hashlib
import time

import joblib
import numpy as np
from scipy.special import log_softmax

from utils import training
from utils.advisor import baselines, changes, cutting
from utils.advisor.families import FACTORIES
from utils.advisor.results import Result, load_result, save_result
from utils.datasets.base import Dataset, Split

VERSION = 2  # of what a run keeps on disk
BATCH = 512  # examples answered at a time


@dataclasses.dataclass(frozen=True, eq=False)
class Arena:
    """What all runs share.

    Args:
        ready: prepared inputs `(n, ...)`.
        examples: the `examples.Examples`, without their raw inputs.
        y: class numbers, or standardized numbers.
        scale: None for classes, else (shift, spread) by which y was standardized.
        development, test: row numbers.
        groups: array `(n,)` or None.
        widths: dict from family to `(width, parameters)`.
        recipe: a `training.Recipe`.
        rates: learning rates, one for each setting.
    """

    ready: np.ndarray
    examples: object
    y: np.ndarray
    scale: tuple | None
    development: np.ndarray
    test: np.ndarray
    groups: np.ndarray | None
    widths: dict
    recipe: training.Recipe
    rates: tuple


def run_one(arena, work):
    """Do one run.

    Args:
        arena: an `Arena`.
        work: a `Work`.

    Returns:
        The work and its `Result`.
    """
    started = time.perf_counter()
    train, valid = cutting.deal(
        arena.examples, arena.development, seed=work.seed, groups=arena.groups
    )
    count = len(train) // arena.recipe.batch_size * arena.recipe.batch_size or len(
        train
    )
    train = _thin(arena, train, work)
    if work.contestant in FACTORIES:
        train = cutting.fill(train, count, seed=work.seed)
        found = _run_network(arena, work, train, valid)
    else:
        found = _run_baseline(arena, work, train, valid)
    outputs, moved, seconds, latency, weights = found
    rows = np.concatenate([valid, arena.test])
    scores, losses = _score(arena, outputs, rows)
    moved = _score(arena, moved, arena.test)[0] if len(moved) else moved
    held = len(valid)
    wall = time.perf_counter() - started
    means = float(losses[:held].mean()), float(scores[:held].mean())
    return work, Result(*means, scores[held:], moved, seconds, wall, latency, weights)


def run_all(arena, works, *, n_jobs, folder, advance, known):
    """Do the runs that are not known yet, in parallel if asked for.

    Args:
        arena: an `Arena`.
        works: sequence of `Work`.
        n_jobs: as in scikit-learn; None leaves it to `joblib.parallel_config`.
        folder: `Path` where finished runs are kept, or None.
        advance: called with each work and result as it ends; what it raises stops
            the rest.
        known: dict from work to result, to which the new ones are added.

    Returns:
        The dict.
    """
    identity = identify(arena) if folder is not None else ""
    left = []
    for work in dict.fromkeys(works):
        if work not in known and folder is not None:
            stored = load_result(folder / _name_file(identity, work))
            if stored is not None:
                known[work] = stored
                advance(work, stored)
        if work not in known:
            left.append(work)
    spread = joblib.Parallel(n_jobs=n_jobs, return_as="generator_unordered")
    for work, result in spread(joblib.delayed(run_one)(arena, each) for each in left):
        if folder is not None:
            save_result(folder / _name_file(identity, work), result)
        known[work] = result
        advance(work, result)
    return known


def identify(arena):
    """Return a digest of everything that decides a run's result beside its work.

    Args:
        arena: an `Arena`.

    Returns:
        A string of 32 hexadecimal digits.
    """
    digest = hashlib.sha256()
    groups = np.empty(0) if arena.groups is None else arena.groups
    moments = arena.examples.moments
    moments = np.empty(0) if moments is None else moments
    cut = (arena.development, arena.test, groups, moments)
    for array in (arena.ready, arena.y, *cut):
        digest.update(f"{array.shape} {array.dtype}".encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    settings = (VERSION, arena.widths, arena.recipe, arena.rates, arena.examples.timed)
    digest.update(repr(settings).encode())
    return digest.hexdigest()[:32]


def _name_file(identity, work):
    text = f"{identity} {work}"
    return f"{hashlib.sha256(text.encode()).hexdigest()[:24]}.npz"


def _thin(arena, train, work):
    """Return a part of the training rows, every class by its share."""
    if not work.condition.startswith("share"):
        return train
    share = float(work.condition.split()[1])
    rng = np.random.default_rng([work.seed, 2])
    if arena.examples.timed:  # the latest ones
        return train[-max(2, round(share * len(train))) :]
    y = arena.y[train] if arena.examples.classes else np.zeros(len(train), int)
    kept = []
    for each in np.unique(y):
        rows = rng.permutation(train[y == each])
        kept.append(rows[: max(2, round(share * len(rows)))])
    return np.concatenate(kept)


def _run_network(arena, work, train, valid):
    x = arena.ready
    if work.condition == "shuffled":
        x = changes.shuffle(x, seed=work.seed)
    task = "classification" if arena.examples.classes else "regression"
    y = arena.y if arena.examples.classes else arena.y[:, None].astype("float32")
    largest = np.array([x.reshape(len(x), -1).max(axis=1).argmax()])  # all words known
    parts = (Split(x[rows], y[rows]) for rows in (train, largest, largest))
    classes = len(arena.examples.classes) or None
    dataset = Dataset("the reader's data", *parts, task, classes)
    rate = arena.rates[work.setting]
    recipe = dataclasses.replace(arena.recipe, learning_rate=rate)
    settings = {"width": arena.widths[work.contestant][0], "recipe": recipe}
    seen = [x[valid], x[arena.test]]
    if work.condition == "full" and x.ndim > 2:
        seen.append(changes.shift(x[arena.test]))
    build = FACTORIES[work.contestant]
    with training.LOCK:
        run = training.train(
            build, dataset, seed=work.seed, share_model=True, **settings
        )
        together, started = np.concatenate(seen), time.perf_counter()
        outputs = _predict(run.model, together)
        latency = (time.perf_counter() - started) / len(together)
        weights = [np.array(weight) for weight in run.model.get_weights()]
    held = len(valid) + len(arena.test)
    return outputs[:held], outputs[held:], run.seconds, latency, weights


def _predict(model, x):
    """Return a model's outputs, in equal batches, so that it is compiled once."""
    size = -(-len(x) // -(-len(x) // BATCH))
    full = np.arange(-(-len(x) // size) * size) % len(x)
    batches = (x[rows] for rows in full.reshape(-1, size))
    parts = [np.asarray(model.predict_on_batch(batch)) for batch in batches]
    return np.concatenate(parts)[: len(x)]


def _run_baseline(arena, work, train, valid):
    features = baselines.list_features(arena.ready)
    classes, started = len(arena.examples.classes), time.perf_counter()
    guess = baselines.fit_baseline(
        work.contestant,
        work.setting,
        features[train],
        arena.y[train],
        classes=classes,
        seed=work.seed,
    )
    seconds, started = time.perf_counter() - started, time.perf_counter()
    outputs = guess(features[np.concatenate([valid, arena.test])])
    latency = (time.perf_counter() - started) / len(outputs)
    return outputs, outputs[:0], seconds, latency, []


def _score(arena, outputs, rows):
    """Return the score and the loss of every row."""
    if arena.examples.classes:
        right = outputs.argmax(axis=-1) == arena.y[rows]
        logs = log_softmax(outputs.astype("float64"), axis=-1)
        losses = -np.take_along_axis(logs, arena.y[rows][:, None].astype(int), 1)
        return right.astype("float32"), losses[:, 0]
    errors = outputs[:, 0] - arena.y[rows]
    return -np.abs(errors).astype("float32"), np.square(errors)
