"""Compare contestants fairly: the same data, seeds and recipe, one tidy row per run.

`compare` trains every contestant from every seed and returns a frame with the columns
`family, contestant, condition, seed, metric, value` and, beside them, what makes the
comparison fair or unfair; `fairness` shows that as a table and refuses what is unfair.
"""

import dataclasses
from collections.abc import Mapping

from utils import checks, evidence, metrics, training
from utils.jobs import Contestant, Job, match_parameters

__all__ = ["Contestant", "compare", "fairness", "match_parameters", "tune"]


def compare(
    contestants,
    make_data,
    *,
    seeds,
    measures,
    recipe=None,
    parameters=None,
    tuning=None,
    record=None,
    live=False,
    tolerance=0.05,
):
    """Train every contestant from every seed on the same data and measure it.

    The seed draws the data, the weights and the order of the examples, and all
    contestants share it, so that their differences are paired.

    Args:
        contestants: sequence of `Contestant`, no name twice.
        make_data: function `seed -> datasets.Dataset`, or a dict of them, one for
            each condition.
        seeds: different whole numbers ≥ 0.
        measures: dict from a metric's name to a function `(model, dataset) -> float`.
        recipe: a `training.Recipe`, the same for all.
        parameters: number of trainable parameters that each contestant's width is
            chosen for (± 5 %), or None for a width of 32.
        tuning: frame from `tune`, whose best learning rate each contestant gets.
        record: name under which `make evidence` stores the runs; the page then loads
            them and repeats one of them.
        live: run everything now, whatever is recorded.
        tolerance: how far the repeated run may be from its record, in the metric's
            unit; a number, or a dict with one for each metric.

    Returns:
        A DataFrame with one row per contestant, condition, seed and metric; see
        `Job.run` for the columns.

    Raises:
        ValueError: if an argument does not fit.
        RuntimeError: under test, if the record is missing or of another experiment.
    """
    recipe = recipe or training.Recipe()
    seeds, measures = checks.seeds(seeds), _check_measures(measures)
    rates = {} if tuning is None else best_learning_rates(tuning)
    tried = 1 if tuning is None else tuning["learning_rate"].nunique()
    if tuning is not None and set(seeds) & set(tuning["seed"]):
        raise ValueError(f"seeds {seeds} hold a pilot's of `tuning`; expected others")
    contestants, jobs = _check_contestants(contestants), []
    for condition, make in _conditions(make_data).items():
        for contestant in contestants:
            key = (condition, contestant.name)
            if rates and key not in rates and contestant.family != "baseline":
                raise ValueError(f"tuning: no run of {key}; expected every contestant")
            rate = rates.get(key, recipe.learning_rate)
            own = dataclasses.replace(recipe, learning_rate=rate)
            plan = (contestant, condition, make, seeds, measures, own, parameters)
            jobs.append(Job(*plan, tried if key in rates else 1))
    return evidence.gather(jobs, record=record, live=live, tolerance=tolerance)


def tune(
    contestants,
    make_data,
    *,
    learning_rates,
    seeds,
    recipe=None,
    parameters=None,
    record=None,
    live=False,
    tolerance=0.5,
    measure=metrics.valid_loss,
):
    """Try the same learning rates for every contestant, on validation data.

    Args:
        contestants: sequence of `Contestant`; baselines are left out.
        make_data: function `seed -> datasets.Dataset`, or a dict of them.
        learning_rates: the grid, the same for all.
        seeds: pilot seeds, none of which the judged runs use.
        recipe: a `training.Recipe`; its learning rate does not matter.
        parameters, record, live, tolerance: as in `compare`.
        measure: function `(model, dataset) -> float` of the validation part, the lower
            the better: the loss, or the share of wrong answers.

    Returns:
        A tidy DataFrame with the name of `measure` as metric, and `learning_rate`.

    Raises:
        ValueError: if an argument does not fit.
    """
    recipe, learning_rates = recipe or training.Recipe(), tuple(learning_rates)
    contestants, seeds = _check_contestants(contestants), checks.seeds(seeds)
    if not learning_rates:
        raise ValueError("learning_rates is empty; expected at least one")
    jobs = [
        Job(
            contestant,
            condition,
            make,
            seeds,
            {measure.__name__: measure},
            dataclasses.replace(recipe, learning_rate=rate),
            parameters,
            len(learning_rates),
        )
        for condition, make in _conditions(make_data).items()
        for contestant in contestants
        if contestant.family != "baseline"
        for rate in learning_rates
    ]
    return evidence.gather(jobs, record=record, live=live, tolerance=tolerance)


def best_learning_rates(tuning):
    """Return the learning rate with the lowest mean of what `tune` measured.

    Args:
        tuning: frame from `tune`.

    Returns:
        A dict from `(condition, contestant)` to a learning rate. A rate at which a
        run diverged is never the best.

    Raises:
        ValueError: if every rate of a contestant diverged.

    Example:

    >>> import pandas as pd
    >>> tuning = pd.DataFrame({
    ...     "condition": "", "contestant": "CNN", "value": [0.5, 0.2, float("nan")],
    ...     "learning_rate": [0.001, 0.01, 0.1], "seed": 1000})
    >>> best_learning_rates(tuning)
    {('', 'CNN'): 0.01}
    """
    keys = ["condition", "contestant"]
    losses = tuning.groupby([*keys, "learning_rate"])["value"]
    means = losses.agg(lambda each: each.mean(skipna=False)).dropna().reset_index()
    best = means.loc[means.groupby(keys)["value"].idxmin()]
    rates = best.set_index(keys)["learning_rate"].to_dict()
    for key in tuning.groupby(keys).groups:
        if key not in rates:
            raise ValueError(f"tuning: every learning rate of {key} diverged")
    return rates


def fairness(runs, *, because=None):
    """Show what each contestant was given, and refuse an unfair comparison.

    Args:
        runs: frame from `compare`.
        because: the reason why an unequal pair is compared all the same.

    Returns:
        A DataFrame with a row per contestant (and condition) and the columns
        `parameters, receptive field, updates, learning rate, settings tried, seconds`
        (mean training time of a run); without training, no rate and no settings.

    Raises:
        ValueError: if, within a condition, parameters differ by more than 5 % from
            their middle, or updates, settings tried or receptive field differ at
            all, and no reason is given. Baselines do not count.
    """
    unequal = []
    for condition, group in runs.query("family != 'baseline'").groupby("condition"):
        counts = group["parameters"]
        if counts.max() - counts.min() > 0.05 * (counts.max() + counts.min()):
            unequal.append(f"{counts.min():,} to {counts.max():,} parameters")
        columns = ["receptive_field", "updates", "settings_tried"]
        if (group["settings_tried"] == 1).all():
            columns.append("learning_rate")  # set by hand: the same for everybody
        for column in columns:
            if group[column].nunique() > 1:
                found = sorted(set(group[column]))
                unequal.append(f"{column.replace('_', ' ')} {found}")
        if unequal and not because:
            where = f" in {condition!r}" if condition else ""
            raise ValueError(
                f"runs: unfair{where}: {'; '.join(unequal)}; expected equal sides, or "
                "a reason in `because`"
            )
    table = runs.groupby(["condition", "contestant"], sort=False).agg(
        **{
            "parameters": ("parameters", "first"),
            "receptive field": ("receptive_field", "first"),
            "updates": ("updates", "first"),
            "learning rate": ("learning_rate", "first"),
            "settings tried": ("settings_tried", "first"),
            "seconds": ("seconds", "mean"),
        }
    )
    tried = table[["learning rate", "settings tried"]].astype(
        {"settings tried": "Int64"}
    )
    table[tried.columns] = tried.mask(table["updates"] == 0)
    single = runs["condition"].nunique() == 1
    return table.droplevel("condition") if single else table


def _conditions(make_data):
    conditions = make_data if isinstance(make_data, Mapping) else {"": make_data}
    for name, make in conditions.items():
        if not isinstance(name, str):
            raise ValueError(f"make_data: condition {name!r}; expected a text")
        if not callable(make):
            raise ValueError(
                f"make_data{[name] if name else ''} is {make!r:.60}; expected a "
                "function seed -> Dataset"
            )
    if not conditions:
        raise ValueError("make_data is empty; expected at least one condition")
    return conditions


def _check_contestants(contestants):
    contestants = tuple(contestants)
    for contestant in contestants:
        if not isinstance(contestant, Contestant):
            raise ValueError(f"contestants: {contestant!r}; expected a Contestant")
    names = [contestant.name for contestant in contestants]
    if not names or len(set(names)) < len(names):
        raise ValueError(f"contestants: {names}; expected at least one, no name twice")
    return contestants


def _check_measures(measures):
    if not isinstance(measures, Mapping) or not measures:
        raise ValueError(f"measures is {measures!r}; expected a dict name -> function")
    for name, measure in measures.items():
        if not callable(measure):
            raise ValueError(f"measures[{name!r}] is {measure!r}; expected a function")
    return dict(measures)
