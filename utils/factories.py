"""Call a factory and refuse, with a reason, what could not be trained or compared."""

import keras
from keras import ops, tree

from utils import checks

SQUASHING = (keras.layers.Softmax,)


def build_model(build, dataset, *, width):
    """Call a factory and refuse what cannot be trained or compared.

    Args:
        build: factory `build(dataset, *, width) -> keras.Model` whose outputs are
            logits `(batch, [time,] classes)` for a classification, values
            `(batch, [time,] outputs)` for a regression.
        dataset: a `datasets.Dataset`.
        width: whole number ≥ 1.

    Returns:
        The built `keras.Model`.

    Raises:
        ValueError: if the factory returns no model, a model whose output does not
            fit the data's labels, or probabilities where logits are expected.

    Example:

    >>> from utils import datasets, models
    >>> digits = datasets.images.load_digits(seed=0)
    >>> build_model(models.build_linear, digits, width=1).output_shape
    (None, 10)
    """
    width = checks.integer("width", width, 1)
    if not hasattr(dataset, "train"):
        raise ValueError(
            f"dataset is a {type(dataset).__name__}; expected a datasets.Dataset"
        )
    model = build(dataset, width=width)
    name = getattr(build, "__name__", repr(build))
    if not isinstance(model, keras.Model):
        raise ValueError(
            f"build: {name} returned a {type(model).__name__}; expected a keras.Model"
        )
    y = dataset.train.y
    expected = y.shape[1:] + (dataset.classes,) * (dataset.classes is not None)
    output = model(to_device(dataset.train, 1)[0])
    found = getattr(output, "shape", (None, "several outputs"))[1:]
    if tuple(found) != expected:
        raise ValueError(
            f"build: {name} gives outputs of shape {tuple(found)} per example; "
            f"expected {expected} for {dataset!r}"
        )
    last = getattr(model.layers[-1], "activation", None) if model.layers else None
    squashed = last in (keras.activations.softmax, keras.activations.sigmoid)
    squashed |= bool(model.layers) and isinstance(model.layers[-1], SQUASHING)
    if dataset.classes is not None and squashed:
        raise ValueError(
            f"build: {name} ends in softmax or sigmoid; expected logits, without one"
        )
    return model


def to_device(part, most=None):
    """Return x and y of a part of a data set as tensors.

    Args:
        part: a `datasets.Split`.
        most: number of examples to take from the start, or None for all.

    Returns:
        A pair `(x, y)` of tensors, or of tuples of tensors.

    Example:

    >>> from utils import datasets
    >>> digits = datasets.images.load_digits(seed=0)
    >>> to_device(digits.train, 2)[0].shape[1:] == digits.input_shape
    True
    """
    return tree.map_structure(
        lambda array: ops.convert_to_tensor(array[:most]), (part.x, part.y)
    )
