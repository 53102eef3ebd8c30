"""Train one model from one seed: the only place that seeds, compiles and fits.

`train` runs a whole epoch inside one compiled function and keeps the compiled model of
a factory, so that a second seed costs training time only. A run's result depends on
the seed, the machine and its number of threads, and not on what was trained before.
"""

import collections
import dataclasses
import random
import threading
import time

import keras
import numpy as np
from keras import ops, tree

from utils import checkpoints, checks, fingerprints, loops
from utils.factories import build_model, to_device
from utils.progress import progress_bar
from utils.recipes import Recipe

KEPT = 8  # compiled models kept for further seeds
_trainers = collections.OrderedDict()
LOCK = threading.RLock()  # threads share the compiled models: one run at a time


@dataclasses.dataclass(frozen=True)
class Run:
    """One model trained from one seed.

    Args:
        model: the trained `keras.Model`.
        history: dict with one loss per epoch: `loss`, and `val_loss` if asked for.
        seconds: time spent on training, without building and compiling.
        updates: number of optimizer steps.
        seed: the seed of weights, order and dropout.
    """

    model: keras.Model
    history: dict
    seconds: float
    updates: int
    seed: int

    def __repr__(self):
        losses = self.history["loss"]
        change = f", loss {losses[0]:.3g} → {losses[-1]:.3g}" if losses else ""
        return f"Run: seed {self.seed}, {self.updates:,} updates{change}"


@dataclasses.dataclass(frozen=True)
class _Trainer:
    """A compiled model and what starts it afresh."""

    model: keras.Model
    weights: list  # all the model's own variables, dropout's state among them
    optimizer_start: list
    fit: object  # (x, y, order, steps) -> mean loss
    measure: object  # the same without updates, or None


def train(
    build,
    dataset,
    *,
    seed,
    width=32,
    recipe=None,
    validate=False,
    checkpoint=None,
    share_model=False,
):
    """Build a model, train it from a seed, and return it with its history.

    Args:
        build: factory `build(dataset, *, width) -> keras.Model`; see `build_model`.
        dataset: a `datasets.Dataset`; `train` is fitted, `valid` is looked at if
            `validate`, `test` never.
        seed: whole number ≥ 0; decides weights, order of the examples and dropout.
            A layer of one's own must draw from a `keras.random.SeedGenerator`.
        width: whole number ≥ 1, handed to the factory.
        recipe: a `Recipe`, or None for its defaults.
        validate: whether to measure the loss on the validation part every epoch.
        checkpoint: path of an `.npz` file, replaced after every epoch and taken up
            again if the run was interrupted; removed at the end.
        share_model: hand back the one compiled model of this factory instead of a
            model of its own: faster to predict with, overwritten by the next run.

    Returns:
        A `Run`. A model without trainable weights, such as a baseline, comes back
        as it is, after zero updates.

    Raises:
        ValueError: if an argument is out of its range or the factory is refused.

    Example:

    >>> from utils import datasets, models
    >>> digits = datasets.images.load_digits(seed=0)
    >>> run = train(models.build_linear, digits, seed=0, recipe=Recipe(epochs=3))
    >>> run.updates == 3 * (len(digits.train) // 32)
    True
    """
    seed, recipe = checks.integer("seed", seed, 0, 2**32 - 1), recipe or Recipe()
    if not isinstance(recipe, Recipe):
        raise ValueError(f"recipe is {recipe!r}; expected a training.Recipe")
    _seed(seed)
    model = build_model(build, dataset, width=width)
    if not model.trainable_variables:
        return Run(model, {"loss": []}, 0.0, 0, seed)
    trainer = _get_trainer(build, dataset, width, recipe, validate, like=model)
    checkpoints.assign(trainer.model.optimizer.variables, trainer.optimizer_start)
    with progress_bar(recipe.epochs, "epochs") as bar:
        own = (fingerprints.fingerprint(build), width)
        run = (trainer, dataset, seed, recipe, checkpoint, own)
        history, seconds = _fit(*run, bar.update)
    updates = recipe.epochs * count_steps(dataset, recipe)
    if share_model:
        return Run(trainer.model, history, seconds, updates, seed)
    checkpoints.assign(model.variables, trainer.weights)
    return Run(model, history, seconds, updates, seed)


def count_steps(dataset, recipe):
    """Return the number of updates in one epoch.

    Args:
        dataset: a `datasets.Dataset`.
        recipe: a `Recipe`.

    Returns:
        Full batches in the training part, a whole number.

    Raises:
        ValueError: if one batch is larger than the training part.

    Example:

    >>> from utils import datasets
    >>> count_steps(datasets.images.load_digits(seed=0), Recipe(batch_size=1000))
    1
    """
    most = len(dataset.train)
    return most // checks.integer("batch_size", recipe.batch_size, 1, most)


def _seed(seed):
    """Seed what the layers of Keras draw their own generators' seeds from.

    `keras.utils.set_random_seed` would also seed TensorFlow's stateful operations,
    which no layer of Keras uses, and make TensorFlow forget what it has optimized.
    """
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002, for factories that use the old interface


def _get_trainer(build, dataset, width, recipe, validate, *, like):
    """Return a compiled model that computes what `like` does, with its weights."""
    arrays = (dataset.train.x, dataset.train.y, dataset.valid.x)
    shapes = tree.flatten(tree.map_structure(lambda a: (a.shape, a.dtype.str), arrays))
    key = (build, fingerprints.fingerprint(build), width, recipe, validate)
    key += (*shapes, dataset.task, dataset.classes)
    key += tuple(variable.trainable for variable in like.variables)
    if key in _trainers:
        checkpoints.assign(_trainers[key].weights, like.variables)
        sample, _ = to_device(dataset.train, 8)
        both = [ops.convert_to_numpy(m(sample)) for m in (like, _trainers[key].model)]
        if not np.allclose(*both, rtol=1e-4, atol=1e-6, equal_nan=True):
            del _trainers[key]  # the factory put something of the data into the model
    if key not in _trainers:
        _trainers[key] = _make_trainer(build, dataset, width, recipe, validate, like)
    _trainers.move_to_end(key)
    while len(_trainers) > KEPT:
        _trainers.popitem(last=False)
    return _trainers[key]


def _make_trainer(build, dataset, width, recipe, validate, like):
    model = build_model(build, dataset, width=width)
    weights = list(model.variables)
    steps = count_steps(dataset, recipe)
    rising = max(1, round(0.3 * steps * recipe.epochs))
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=recipe.learning_rate / 25,
        warmup_target=recipe.learning_rate,
        warmup_steps=rising,
        decay_steps=max(1, steps * recipe.epochs - rising),
    )
    loss = recipe.loss or "mean_squared_error"
    if recipe.loss is None and dataset.task == "classification":
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(schedule, global_clipnorm=1.0)
    model.compile(optimizer=optimizer, loss=loss, jit_compile=False)
    optimizer.build(model.trainable_variables)
    start = [ops.convert_to_numpy(v) for v in optimizer.variables]
    fit = loops.make_epoch(model, train=True)
    measure = loops.make_epoch(model, train=False) if validate else None
    fit(*to_device(dataset.train), np.zeros((steps, recipe.batch_size), int), 0)
    if measure:
        measure(*to_device(dataset.valid), np.arange(len(dataset.valid))[None], 0)
    checkpoints.assign(weights, like.variables)
    return _Trainer(model, weights, start, fit, measure)


def _fit(trainer, dataset, seed, recipe, checkpoint, own, advance):
    """Run the epochs that a checkpoint does not hold yet; return history, seconds."""
    history = {"loss": [], "val_loss": []} if trainer.measure else {"loss": []}
    parts = (own, seed, recipe, tuple(history), dataset.train.x, dataset.train.y)
    identity = checkpoint and fingerprints.fingerprint(*parts)
    first = checkpoints.load(checkpoint, identity, _state(trainer), history)
    fitted, steps = to_device(dataset.train), count_steps(dataset, recipe)
    started = time.perf_counter()
    for epoch in range(first, recipe.epochs):
        order = np.random.default_rng([seed, epoch]).permutation(len(dataset.train))
        order = order[: steps * recipe.batch_size].reshape(steps, -1)
        history["loss"].append(trainer.fit(*fitted, order, steps))
        if trainer.measure:
            valid = np.arange(len(dataset.valid))[None]  # all of it as one batch
            loss = trainer.measure(*to_device(dataset.valid), valid, 1)
            history["val_loss"].append(loss)
        checkpoints.save(checkpoint, identity, _state(trainer), history)
        advance()
    seconds = time.perf_counter() - started
    checkpoints.remove(checkpoint)
    return history, seconds


def _state(trainer):
    return trainer.weights + trainer.model.optimizer.variables
