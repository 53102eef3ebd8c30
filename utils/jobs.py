"""One contestant on one condition: the unit of work that `experiments` plans."""

import dataclasses
import numbers

import keras
import pandas as pd

from utils import checks, probes, training

FAMILIES = ("CNN", "RNN", "hybrid", "dense", "transformer", "baseline")


@dataclasses.dataclass(frozen=True)
class Contestant:
    """One concrete model in a comparison.

    Args:
        name: what figures and tables call it.
        family: one of "CNN", "RNN", "hybrid", "dense", "transformer", "baseline".
        build: factory `build(dataset, *, width) -> keras.Model`.

    Raises:
        ValueError: for an empty name, an unknown family, or a built model in place
            of a factory.

    Example:

    >>> from utils import models
    >>> Contestant("majority", "baseline", models.build_majority).family
    'baseline'
    """

    name: str
    family: str
    build: object

    def __post_init__(self):
        if not isinstance(self.name, str) or not self.name.strip():
            raise ValueError(f"name is {self.name!r}; expected a few words")
        if self.family not in FAMILIES:
            raise ValueError(f"family is {self.family!r}; expected one of {FAMILIES}")
        if not callable(self.build) or hasattr(self.build, "get_weights"):
            raise ValueError(
                f"build is {self.build!r}; expected a factory, not a built model"
            )


@dataclasses.dataclass(frozen=True)
class Job:
    """A contestant, what it is trained on, and how: everything that decides a result.

    Args:
        contestant: a `Contestant`.
        condition: name of the condition, "" if there is only one.
        make_data: function `seed -> datasets.Dataset`.
        seeds: tuple of seeds.
        measures: dict name -> function `(model, dataset) -> float`.
        recipe: a `training.Recipe`.
        parameters: number of parameters to match, or None.
        settings_tried: how many recipes were tried before this one, it included.
    """

    contestant: Contestant
    condition: str
    make_data: object
    seeds: tuple
    measures: dict
    recipe: training.Recipe
    parameters: int | None = None
    settings_tried: int = 1

    def run(self, advance=lambda: None):
        """Train from every seed, one after the other.

        Args:
            advance: called after each run, to move a progress bar.

        Returns:
            A DataFrame, one row per seed and metric, with the columns family,
            contestant, condition, seed, metric, value, parameters, receptive_field,
            updates, learning_rate, settings_tried, seconds, test_train_ratio and
            evidence.
        """
        rows, width, seen = [], None, None
        build = self.contestant.build
        for seed in self.seeds:
            dataset = self.make_data(seed)
            if seen is None:
                width, seen = self._look(dataset)
            settings = {"width": width, "recipe": self.recipe, "share_model": True}
            with training.LOCK:
                run = training.train(build, dataset, seed=seed, **settings)
                for metric, measure in self.measures.items():
                    value = _score(measure, metric, run.model, dataset)
                    rows.append(self._row(run, dataset, seen, metric, value))
            advance()
        return pd.DataFrame(rows)

    def _look(self, dataset):
        """Return the width that matches, and what an untrained model can see."""
        if self.contestant.family == "baseline":
            return 32, 0
        build, width = self.contestant.build, 32
        if self.parameters is not None:
            width = match_parameters(build, self.parameters, dataset=dataset)
        keras.utils.set_random_seed(0)  # the same weights are probed every time
        model = training.build_model(build, dataset, width=width)
        return width, probes.receptive_field(model, dataset)

    def _row(self, run, dataset, seen, metric, value):
        return {
            "family": self.contestant.family,
            "contestant": self.contestant.name,
            "condition": self.condition,
            "seed": run.seed,
            "metric": metric,
            "value": value,
            "parameters": probes.count_parameters(run.model),
            "receptive_field": seen,
            "updates": run.updates,
            "learning_rate": self.recipe.learning_rate,
            "settings_tried": self.settings_tried,
            "seconds": run.seconds,
            "test_train_ratio": dataset.test_train_ratio,
            "evidence": "live",
        }


def match_parameters(build, target, *, dataset, tolerance=0.05):
    """Find the width that brings a factory to a number of trainable parameters.

    Args:
        build: factory `build(dataset, *, width) -> keras.Model` whose number of
            parameters grows with its width.
        target: number of trainable parameters wanted.
        dataset: the `datasets.Dataset` that the factory is to be built for.
        tolerance: relative difference allowed.

    Returns:
        The width, a whole number ≥ 1, whose count is closest to the target.

    Raises:
        ValueError: if no width comes close enough.

    Example:

    >>> import keras
    >>> from utils import datasets
    >>> def build(dataset, *, width):  # 64 × width + width, then width × 10 + 10
    ...     return keras.Sequential([
    ...         keras.layers.Input(dataset.input_shape),
    ...         keras.layers.Flatten(),
    ...         keras.layers.Dense(width, activation="relu"),
    ...         keras.layers.Dense(dataset.output_size)])
    >>> match_parameters(build, 760, dataset=datasets.images.load_digits(seed=0))
    10
    """
    target = checks.integer("target", target, 1)
    counts = {}

    def error(width):
        if width not in counts:
            model = training.build_model(build, dataset, width=width)
            counts[width] = probes.count_parameters(model)
        return abs(counts[width] - target)

    width = 16
    for _ in range(20):  # counts grow with the width's first to second power
        error(width)
        jump = (target / max(1, counts[width])) ** 0.6
        further = max(1, min(round(width * jump), 100 * width))
        if further in counts:
            break
        width = further
    while min(error(width - 1) if width > 1 else error(1), error(width + 1)) < error(
        width
    ):
        width = min((w for w in (width - 1, width + 1) if w >= 1), key=error)
    if error(width) > tolerance * target:
        around = ", ".join(f"width {w} gives {counts[w]:,}" for w in sorted(counts))
        raise ValueError(
            f"target is {target:,} parameters; no width comes within {tolerance:.0%}: "
            f"{around}"
        )
    return width


def _score(measure, metric, model, dataset):
    value = measure(model, dataset)
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise ValueError(
            f"measures[{metric!r}] returned {value!r:.60}; expected one number"
        )
    return float(value)
