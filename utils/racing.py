"""Who reaches a target first: updates and seconds until the validation loss is low.

As `experiments.compare`, but the measure is not how good a run ends; it is when it got
there. Everybody runs the whole recipe, so that the learning rate follows one course.
"""

import dataclasses

import pandas as pd

from utils import checks, evidence, experiments, jobs, training

METRICS = ("updates to target", "seconds to target", "last loss")
ANY = 1e9  # seconds: they are the machine's own
LOSS_TOLERANCE = 0.05  # of a repeated run, as in `experiments.compare`


@dataclasses.dataclass(frozen=True)
class RaceJob(jobs.Job):
    """One contestant's runs on one task, watched after every epoch.

    Args:
        target: the validation loss to be reached, > 0. A run that does not get there is
            counted with the whole recipe's updates and seconds, doubled.

    Example:

    >>> RaceJob.__mro__[1].__name__
    'Job'
    """

    target: float = 0.0

    def run(self, advance=lambda: None):
        """Train from every seed, one after the other.

        Args:
            advance: called after each run.

        Returns:
            A DataFrame as `Job.run` gives, with the metrics of `METRICS`.
        """
        rows, width, seen = [], None, None
        for seed in self.seeds:
            dataset = self.make_data(seed)
            if seen is None:
                width, seen = self._look(dataset)
            with training.LOCK:
                run = training.train(
                    self.contestant.build,
                    dataset,
                    seed=seed,
                    width=width,
                    recipe=self.recipe,
                    validate=True,
                    share_model=True,
                )
                losses = run.history["val_loss"]
                share = first_below(losses, self.target) / len(losses)
                values = (run.updates * share, run.seconds * share, losses[-1])
                for metric, value in zip(METRICS, values, strict=True):
                    rows.append(self._row(run, dataset, seen, metric, float(value)))
            advance()
        return pd.DataFrame(rows)


def first_below(losses, target):
    """Return the number of epochs until the loss is at or below a target.

    Args:
        losses: one number per epoch.
        target: number > 0.

    Returns:
        A whole number from 1 on; twice the number of epochs if it never gets there.

    Raises:
        ValueError: if there is no loss, or the target is not above 0.

    Example:

    >>> first_below([3.0, 2.0, 1.0], 2.5), first_below([3.0, 2.0, 1.0], 0.5)
    (2, 6)
    """
    target = checks.positive("target", target)
    if not len(losses):
        raise ValueError("losses is empty; expected one number per epoch")
    below = [i for i, loss in enumerate(losses, start=1) if loss <= target]
    return below[0] if below else 2 * len(losses)


def tune(
    contestants,
    make_data,
    *,
    targets,
    learning_rates,
    seeds,
    recipe,
    parameters,
    record=None,
    tolerance=100,
):
    """Try the same learning rates for everybody; what counts is the race's own measure.

    A rate chosen for the loss at the end need not be the one that gets somewhere first.

    Args:
        contestants: sequence of `Contestant`.
        make_data: dict from a task's name to a function `seed -> Dataset`.
        targets: dict from the same names to a validation loss.
        learning_rates: the grid, the same for all.
        seeds: pilot seeds, none of which the race uses.
        recipe: a `training.Recipe`; its learning rate does not matter.
        parameters: number of trainable parameters (± 5 %).
        record: name of the record, or None.
        tolerance: as in `race`.

    Returns:
        A tidy DataFrame with the metric "updates to target", from which
        `experiments.best_learning_rates` takes the rate with the fewest.

    Raises:
        ValueError: if the names of tasks and targets differ, or there is no rate.
    """
    learning_rates = tuple(learning_rates)
    if not learning_rates:
        raise ValueError("learning_rates is empty; expected at least one")
    _check_targets(make_data, targets)
    seeds, common = checks.seeds(seeds), (parameters, len(learning_rates))
    plans = [
        _plan(contestant, task, make, seeds, recipe, rate, common, targets)
        for task, make in make_data.items()
        for contestant in contestants
        for rate in learning_rates
    ]
    allowed = _tolerances(tolerance)
    runs = evidence.gather(plans, record=record, tolerance=allowed)
    return runs[runs["metric"] == METRICS[0]].reset_index(drop=True)


def race(
    contestants,
    make_data,
    *,
    targets,
    seeds,
    tuning,
    recipe,
    parameters,
    record=None,
    tolerance=100,
):
    """Let contestants of equal size run to a target, each at its tuned learning rate.

    Args:
        contestants: sequence of `Contestant`.
        make_data: dict from a task's name to a function `seed -> Dataset`.
        targets: dict from the same names to a validation loss.
        seeds: different whole numbers ≥ 0, none of the tuning's.
        tuning: frame from `tune`.
        recipe: a `training.Recipe`, the same for all.
        parameters: number of trainable parameters (± 5 %).
        record: name of the record, or None.
        tolerance: how many updates the repeated run may be away from its record. Its
            last loss may differ by `LOSS_TOLERANCE`, its seconds are the machine's.

    Returns:
        A tidy DataFrame with the metrics "updates to target", "seconds to target" (on
        the machine that ran it) and "last loss".

    Raises:
        ValueError: if the names of tasks and targets differ, or seeds were the
            pilot's.
    """
    _check_targets(make_data, targets)
    seeds = checks.seeds(seeds)
    if set(seeds) & set(tuning["seed"]):
        raise ValueError(f"seeds {seeds} hold a pilot's of `tuning`; expected others")
    rates = experiments.best_learning_rates(tuning)
    common = (parameters, tuning["learning_rate"].nunique())
    plans = [
        _plan(
            contestant,
            task,
            make,
            seeds,
            recipe,
            rates[task, contestant.name],
            common,
            targets,
        )
        for task, make in make_data.items()
        for contestant in contestants
    ]
    allowed = _tolerances(tolerance)
    return evidence.gather(plans, record=record, tolerance=allowed)


def _check_targets(make_data, targets):
    if set(make_data) != set(targets):
        raise ValueError(
            f"targets is for {sorted(targets)}; expected {sorted(make_data)}"
        )


def _plan(contestant, task, make, seeds, recipe, rate, common, targets):
    return RaceJob(
        contestant,
        task,
        make,
        seeds,
        dict.fromkeys(METRICS),
        dataclasses.replace(recipe, learning_rate=rate),
        *common,
        target=checks.positive("target", targets[task]),
    )


def _tolerances(updates):
    updates = checks.positive("tolerance", updates)
    return dict(zip(METRICS, (updates, ANY, LOSS_TOLERANCE), strict=True))
