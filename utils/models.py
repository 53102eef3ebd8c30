"""Models that several pages share: the trivial baselines that stand beside a score.

A baseline is a model like any other, built by a factory and measured through the same
door; it has nothing to train. A page's own contestants stay on the page.
"""

import keras
import numpy as np
from keras import layers, ops


@keras.saving.register_keras_serializable("course")
class Constant(layers.Layer):
    """Gives the same answer whatever it sees.

    Args:
        answer: nested list of numbers, one answer without the batch axis.

    Returns:
        A tensor `(batch, *answer's shape)`.

    Example:

    >>> Constant([0.0, 1.0])(np.zeros((3, 5))).shape
    TensorShape([3, 2])
    """

    def __init__(self, answer, name=None):
        super().__init__(name=name)
        self.answer = np.asarray(answer, "float32").tolist()

    def call(self, x):
        answer = ops.convert_to_tensor(self.answer, "float32")[None]
        return ops.repeat(answer, ops.shape(x)[0], axis=0)

    def get_config(self):
        return {"answer": self.answer, "name": self.name}


def build_majority(dataset, *, width=1):
    """Build the baseline that knows how often each class occurs and nothing else.

    Args:
        dataset: a classification `datasets.Dataset`.
        width: ignored; a baseline has no width.

    Returns:
        A `keras.Model` whose logits are the logarithms of the classes' shares in the
        training part, the same for every input (and for every time step).

    Raises:
        ValueError: if the data set is no classification.

    Example:

    >>> from utils import datasets
    >>> digits = datasets.images.load_digits(seed=0)
    >>> build_majority(digits).count_params()
    0
    """
    if dataset.task != "classification":
        raise ValueError(f"dataset: task is {dataset.task!r}; expected classification")
    counts = np.bincount(dataset.train.y.ravel(), minlength=dataset.classes)
    logits = np.log((counts + 1) / (counts + 1).sum())
    logits = np.broadcast_to(logits, dataset.train.y.shape[1:] + logits.shape)
    return _on_input(dataset, Constant(logits))


def build_mean(dataset, *, width=1):
    """Build the baseline that answers with the mean of the training part.

    Args:
        dataset: a regression `datasets.Dataset`.
        width: ignored; a baseline has no width.

    Returns:
        A `keras.Model` that gives the mean target, whatever the input.

    Raises:
        ValueError: if the data set is no regression.

    Example:

    >>> from utils import datasets
    >>> build_mean(datasets.sequences.load_sunspots(window=8)).count_params()
    0
    """
    if dataset.task != "regression":
        raise ValueError(f"dataset: task is {dataset.task!r}; expected regression")
    return _on_input(dataset, Constant(dataset.train.y.mean(axis=0)))


def build_last_value(dataset, *, width=1):
    """Build the baseline of forecasting: tomorrow will be as today.

    Args:
        dataset: a regression whose x is `(time, channels)` and y `(channels,)`.
        width: ignored; a baseline has no width.

    Returns:
        A `keras.Model` that hands back the last time step.

    Raises:
        ValueError: if the shapes do not fit.

    Example:

    >>> from utils import datasets
    >>> model = build_last_value(datasets.sequences.load_sunspots(window=2))
    >>> float(model(np.array([[[3.0], [4.0]]], "float32"))[0, 0])
    4.0
    """
    if (
        len(dataset.input_shape) != 2
        or (dataset.output_size,) != (dataset.input_shape[-1:])
    ):
        raise ValueError(
            f"dataset: x is {dataset.input_shape}, {dataset.output_size} outputs; "
            "expected x (time, channels) and one output per channel"
        )
    last = layers.Lambda(lambda x: x[:, -1, :], output_shape=dataset.input_shape[-1:])
    return _on_input(dataset, last)


def build_linear(dataset, *, width=1):
    """Build a linear classifier or regression on the flattened input.

    Args:
        dataset: a `datasets.Dataset` with one answer per example.
        width: ignored; the data decides the size.

    Returns:
        A `keras.Model` with one dense layer.

    Example:

    >>> from utils import datasets
    >>> digits = datasets.images.load_digits(seed=0)
    >>> build_linear(digits).count_params()  # 64 pixels, 10 classes, 10 biases
    650
    """
    stack = [layers.Flatten(), layers.Dense(dataset.output_size)]
    return keras.Sequential([layers.Input(dataset.input_shape), *stack])


def _on_input(dataset, layer):
    x = dataset.train.x
    return keras.Sequential([layers.Input(x.shape[1:], dtype=x.dtype.name), layer])
