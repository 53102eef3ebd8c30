"""Train in two stages: first a codec, then contestants that write its codes.

As `experiments.compare`, with a stage before it: all contestants of a seed get the same
trained codec, and all seeds the same judge.
"""

import dataclasses
import functools
import os

import keras
import numpy as np
import pandas as pd

from utils import (
    checks,
    codecs,
    drawing,
    evidence,
    experiments,
    fingerprints,
    judging,
    records,
    training,
)
from utils.jobs import Job, match_parameters


@dataclasses.dataclass(frozen=True)
class Studio:
    """What is trained before anybody draws, and how.

    Args:
        build_codec: factory of a model from pictures to the same pictures, with a
            `codecs.Quantizer` in it.
        codec_width: its width.
        codec_recipe: its `training.Recipe`.
        build_judge: factory of a model from pictures to attributes.
        judge_width: its width.
        judge_recipe: its `training.Recipe`.
        make_judged: function `seed -> Dataset`, what the judge learns from, whose only
            seed is 0.
    """

    build_codec: object
    codec_width: int
    codec_recipe: training.Recipe
    build_judge: object
    judge_width: int
    judge_recipe: training.Recipe
    make_judged: object


@dataclasses.dataclass(frozen=True)
class DrawJob(Job):
    """One contestant's runs, each after a codec has been trained from the same seed.

    Args:
        studio: a `Studio`.
        measure: function `(model, coded) -> dict` from a metric's name to a number.
    """

    studio: Studio | None = None
    measure: object = None

    def run(self, advance=lambda: None):
        """Train from every seed, one after the other.

        Args:
            advance: called after each run.

        Returns:
            A DataFrame as `Job.run` gives.
        """
        rows, width, seen = [], None, None
        for seed in self.seeds:
            coded = prepare(self.studio, self.make_data, seed)
            if seen is None:
                width, seen = self._look(coded)
            settings = {"width": width, "recipe": self.recipe, "share_model": True}
            with training.LOCK:
                build = self.contestant.build
                run = training.train(build, coded, seed=seed, **settings)
                for metric, value in self.measure(run.model, coded).items():
                    rows.append(self._row(run, coded, seen, metric, float(value)))
            advance()
        return pd.DataFrame(rows)

    def _look(self, dataset):
        """Return the width that matches, and what an untrained model can see."""
        build, width = self.contestant.build, 32
        if self.parameters is not None:
            width = match_parameters(build, self.parameters, dataset=dataset)
        keras.utils.set_random_seed(0)
        return width, drawing.count_read(build(dataset, width=width), dataset)


@functools.lru_cache(maxsize=1)
def train_judge(studio):
    """Train the judge of a `Studio`, a `keras.Model`; it is kept for the next call."""
    settings = {"recipe": studio.judge_recipe, "width": studio.judge_width, "seed": 0}
    data = studio.make_judged(0)
    return training.train(studio.build_judge, data, **settings).model


@functools.lru_cache(maxsize=8)
def prepare(studio, make_data, seed):
    """Train a codec on the pictures of a seed, and turn them into codes.

    Args:
        studio: a `Studio`.
        make_data: function `seed -> prompts.Prompts`.
        seed: whole number ≥ 0.

    Returns:
        A `drawing.Coded`, kept for the next contestants.
    """
    settings = {"recipe": studio.codec_recipe, "width": studio.codec_width}
    data, build = make_data(seed), studio.build_codec
    run = training.train(build, codecs.to_copies(data), seed=seed, **settings)
    return drawing.to_codes(data, codec=run.model, judge=train_judge(studio))


def tune(
    contestants, make_data, *, studio, learning_rates, seeds, recipe, parameters, record
):
    """Try the same learning rates for everybody, by the loss on validation codes.

    Args:
        contestants: sequence of `Contestant`.
        make_data: function `seed -> prompts.Prompts`.
        studio: a `Studio`.
        learning_rates: the grid, the same for all.
        seeds: pilot seeds, none of which the judged runs use.
        recipe: a `training.Recipe`; its own rate does not matter.
        parameters: number of trainable parameters (± 5 %).
        record: name of the record, or None; nothing of it is repeated.

    Returns:
        A tidy DataFrame with the metric `valid_loss` and the column `learning_rate`.

    Raises:
        ValueError: if there is no learning rate.
    """
    if not (learning_rates := tuple(learning_rates)):
        raise ValueError("learning_rates is empty; expected at least one")
    seeds, jobs = checks.seeds(seeds), []
    for contestant in contestants:
        for rate in learning_rates:
            own = dataclasses.replace(recipe, learning_rate=rate)
            plan = (contestant, "", make_data, seeds, {"valid_loss": None}, own)
            plan += (parameters, len(learning_rates), studio, judging.measure_loss)
            jobs.append(DrawJob(*plan))
    return recall(jobs, record=record)


def compare(
    contestants,
    make_data,
    *,
    studio,
    seeds,
    measure,
    metrics,
    recipe,
    parameters,
    tuning,
    record,
    again=None,
    tolerance=0.05,
):
    """Train every contestant on the codes of every seed's codec, and measure it.

    Args:
        contestants: sequence of `Contestant`.
        make_data: function `seed -> prompts.Prompts`.
        studio: a `Studio`.
        seeds: different whole numbers ≥ 0, none of the tuning's.
        measure: function `(model, coded) -> dict` from a metric to a number.
        metrics: the metrics' names.
        recipe: a `training.Recipe`; the learning rate is the tuning's.
        parameters: number of trainable parameters (± 5 %).
        tuning: frame from `tune`.
        record: name of the record, or None.
        again: what one of the runs gave when it was run on this page: a tuple of
            contestant, seed and the dict that `measure` returned; or None.
        tolerance: how far that may be from the record, a number or a dict by metric.

    Returns:
        A tidy DataFrame, as from `experiments.compare`.

    Raises:
        ValueError: if seeds were the pilot's, or a contestant was not tuned.
        RuntimeError: if the record is of another experiment, or `again` disagrees.
    """
    seeds = checks.seeds(seeds)
    if set(seeds) & set(tuning["seed"]):
        raise ValueError(f"seeds {seeds} hold a pilot's of `tuning`; expected others")
    rates = experiments.best_learning_rates(tuning)
    tried, jobs = tuning["learning_rate"].nunique(), []
    for contestant in contestants:
        if ("", contestant.name) not in rates:
            raise ValueError(f"tuning: no run of {contestant.name!r}; expected all")
        own = dataclasses.replace(recipe, learning_rate=rates["", contestant.name])
        plan = (contestant, "", make_data, seeds, dict.fromkeys(metrics), own)
        jobs.append(DrawJob(*plan, parameters, tried, studio, measure))
    return recall(jobs, record=record, again=again, tolerance=tolerance)


def recall(jobs, *, record, again=None, tolerance=0.05):
    """Return recorded runs, or run the jobs as `evidence.gather` would.

    Args:
        jobs: sequence of `DrawJob`.
        record, again, tolerance: as in `compare`.

    Returns:
        A tidy DataFrame; its column `evidence` says "live" or "recorded".

    Raises:
        RuntimeError: if `again` differs from the record by more than that.
    """
    runs = None
    if record is not None and os.environ.get("COURSE_LIVE") != "1":
        identity = fingerprints.fingerprint(jobs)
        runs = records.load(records.path_of(record), identity)
    if runs is None:
        return evidence.gather(jobs, record=record)
    if again is not None and not os.environ.get("COURSE_EVIDENCE"):
        _check_again(runs, *again, tolerance)
    return runs.assign(evidence="recorded")


def _check_again(runs, contestant, seed, values, tolerance):
    """Refuse a record that a run made now does not confirm."""
    own = runs[(runs["contestant"] == contestant) & (runs["seed"] == seed)]
    recorded = own.set_index("metric")["value"]
    for metric, value in values.items():
        allowed = tolerance[metric] if isinstance(tolerance, dict) else tolerance
        if not np.isclose(value, recorded[metric], rtol=0, atol=allowed):
            raise RuntimeError(
                f"the record does not hold here: {contestant}, seed {seed}: {metric} "
                f"is {value:.4g}, recorded {recorded[metric]:.4g}, allowed difference "
                f"{allowed:g}"
            )
