"""Hand the weights of one training on to the next.

A factory sees nothing but its data set; so the weights travel in there. The factory of
the second model takes all of them but the head's, which answers another question.
"""

import dataclasses
import functools

import numpy as np
from keras import layers, ops

from utils import training
from utils.datasets import Dataset


@dataclasses.dataclass(frozen=True, eq=False)
class Started(Dataset):
    """A data set that carries the weights a model is to start from.

    Args:
        weights: arrays, as from a model's `get_weights`.

    Example:

    >>> from utils import datasets
    >>> isinstance(start(datasets.images.load_digits(seed=0), []), Started)
    True
    """

    weights: tuple = ()


def start(dataset, weights):
    """Return a data set that carries weights.

    Args:
        dataset: a `datasets.Dataset`.
        weights: list of arrays, as from a model's `get_weights`.

    Returns:
        A `Started` with the same examples.

    Example:

    >>> from utils import datasets
    >>> start(datasets.images.load_digits(seed=0), [np.ones(3)]).weights
    (array([1., 1., 1.]),)
    """
    fields = {f.name: getattr(dataset, f.name) for f in dataclasses.fields(Dataset)}
    return Started(**fields, weights=tuple(weights))


@functools.lru_cache(maxsize=64)
def _teach(build, width, recipe, make_task, seed):
    """Return the weights that a task leads to; kept, as several lessons share it."""
    run = training.train(build, make_task(seed), seed=seed, width=width, recipe=recipe)
    return run.model.get_weights()


@dataclasses.dataclass(frozen=True)
class Lesson:
    """A data function, `seed -> Started`, that first trains a model on another task.

    Args:
        build: factory of the first model.
        width: its width.
        recipe: the `training.Recipe` of the first training.
        make_task: function `seed -> Dataset`, what the first model learns.
        make_data: function `seed -> Dataset`, what its weights are carried to.

    Example:

    >>> from utils import datasets, models
    >>> lesson = Lesson(models.build_linear, 1, training.Recipe(epochs=1),
    ...     lambda seed: datasets.few.make_exemplars(seed=seed, examples=20),
    ...     lambda seed: datasets.few.make_few_digits(seed=seed, examples=20, size=16))
    >>> [weight.shape for weight in lesson(0).weights]
    [(256, 20), (20,)]
    """

    build: object
    width: int
    recipe: training.Recipe
    make_task: object
    make_data: object

    def __call__(self, seed):
        """Train on the task, and return the data with the weights it led to."""
        plan = (self.build, self.width, self.recipe, self.make_task, seed)
        return start(self.make_data(seed), _teach(*plan))


def take_up(model, dataset, *, frozen=False):
    """Give a new model the weights that its data set carries, all but the head's.

    Args:
        model: a built `keras.Model` that ends in one dense layer, its head.
        dataset: a `Started`.
        frozen: whether training is to leave them alone. As what is trained belongs to
            the factory, one that freezes and one that does not are two factories.

    Returns:
        The same model.

    Raises:
        ValueError: if the data set carries no weights that fit below the head.

    Example:

    >>> import keras
    >>> from utils import datasets
    >>> digits = datasets.images.load_digits(seed=0)
    >>> def build():
    ...     return keras.Sequential([layers.Input((8, 8, 1)), layers.Flatten(),
    ...         layers.Dense(2), layers.Dense(10)])
    >>> first, second = build(), build()
    >>> second = take_up(second, start(digits, first.get_weights()))
    >>> [bool(np.all(a == b)) for a, b in zip(
    ...     first.get_weights()[::2], second.get_weights()[::2])]
    [True, False]
    """
    if not isinstance(dataset, Started):
        raise ValueError(f"dataset is {dataset!r}; expected one that carries weights")
    head, *below = reversed(model.layers)
    if not isinstance(head, layers.Dense):
        raise ValueError(f"model ends in a {type(head).__name__}; expected a Dense")
    own = model.weights[: -len(head.weights)]
    given = dataset.weights[: len(own)]
    shapes = [tuple(w.shape) for w in own], [np.shape(w) for w in given]
    if shapes[0] != shapes[1]:
        raise ValueError(f"weights of {shapes[1]}; expected {shapes[0]}")
    for variable, value in zip(own, given, strict=True):
        variable.assign(ops.convert_to_tensor(value))
    for layer in below:
        layer.trainable = not frozen
    return model
