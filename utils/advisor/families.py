"""The networks that compete: a CNN, an RNN and a hybrid, with one head for all.

Each factory reads what `preparing` makes of the data: series `(time, channels)`,
pictures `(height, width, channels)` or numbered words `(time,)`.
"""

import functools
import itertools
import math

import keras
import numpy as np
from keras import layers, ops

from utils import checks, probes
from utils.datasets.base import Dataset, Split

EMBEDDING = 16  # numbers for each word
DROPPED = 0.2  # share of the last features that dropout leaves out


def build_cnn(dataset, *, width):
    """Build a convolutional network.

    Pictures pass three convolutions with pooling between them. Series and words pass
    causal convolutions with growing gaps and shortcuts, as many as it takes for the
    last step to see the first one.

    Args:
        dataset: a `datasets.Dataset`.
        width: number of filters.

    Returns:
        A `keras.Model` that gives logits or numbers.

    Reference:
        Bai, Kolter & Koltun 2018, https://arxiv.org/abs/1803.01271
    """
    x, h, mask = _enter(dataset)
    if len(dataset.input_shape) == 3:
        for filters in (width, 2 * width):
            h = layers.Conv2D(filters, 3, padding="same", activation="relu")(h)
            h = layers.MaxPooling2D(2, padding="same")(h)
        h = layers.Conv2D(2 * width, 3, padding="same", activation="relu")(h)
        return _leave(x, h, None, dataset)
    h = layers.Dense(width)(h)
    for level in range(count_levels(dataset.input_shape[0])):
        kind = {"padding": "causal", "activation": "relu"}
        h = h + layers.Conv1D(width, 3, dilation_rate=2**level, **kind)(h)
    return _leave(x, h, mask, dataset)


def build_rnn(dataset, *, width):
    """Build a recurrent network: a GRU over the steps, or over a picture's rows.

    Args:
        dataset: a `datasets.Dataset`.
        width: number of units.

    Returns:
        A `keras.Model` that gives logits or numbers.

    Reference:
        Cho et al. 2014, https://doi.org/10.3115/v1/D14-1179
    """
    x, h, mask = _enter(dataset)
    h = _to_rows(h)
    h = layers.GRU(width, return_sequences=True)(h, mask=mask)
    return _leave(x, h, mask, dataset)


def build_hybrid(dataset, *, width):
    """Build a hybrid: a convolution finds local patterns, a GRU reads every second.

    Args:
        dataset: a `datasets.Dataset`.
        width: number of filters, and of units.

    Returns:
        A `keras.Model` that gives logits or numbers.
    """
    x, h, mask = _enter(dataset)
    if len(dataset.input_shape) == 3:
        h = layers.Conv2D(width, 3, padding="same", activation="relu")(h)
        h = layers.MaxPooling2D(2, padding="same")(h)
    else:
        h = layers.Conv1D(width, 5, padding="same", activation="relu")(h)
        h = layers.MaxPooling1D(2, padding="same")(h)
        mask = mask if mask is None else mask[:, ::2]
    h = layers.GRU(width, return_sequences=True)(_to_rows(h), mask=mask)
    return _leave(x, h, mask, dataset)


FACTORIES = {"CNN": build_cnn, "RNN": build_rnn, "hybrid": build_hybrid}


def count_levels(steps):
    """Return how many causal convolutions of three steps see a whole series.

    With gaps 1, 2, 4 … the last step sees 1 + 2 (2^levels − 1) steps.

    Args:
        steps: length of the series.

    Returns:
        A whole number ≥ 1.

    Example:

    >>> [count_levels(steps) for steps in (3, 7, 8, 64)]
    [1, 2, 3, 6]
    """
    return max(1, math.ceil(math.log2((steps + 1) / 2)))


@functools.lru_cache(maxsize=64)
def match_widths(shape, outputs, parameters, words=0):
    """Choose the widths at which all three families have equally many parameters.

    A count is a polynomial of second degree in the width, which three widths give
    away. Of the triples within 5 %, the one closest to the wish is taken.

    Args:
        shape: tuple, the shape of a prepared input.
        outputs: numbers that a network gives.
        parameters: how many trainable parameters are wished for, the table of words
            not counted.
        words: size of that table, 0 without words.

    Returns:
        A dict from family to `(width, parameters)`.

    Example:

    >>> found = match_widths((8, 1), 2, 1000)
    >>> counts = [count for _, count in found.values()]
    >>> max(counts) - min(counts) < 0.05 * sum(counts) / 3
    True
    """
    parameters = checks.integer("parameters", parameters, 100)
    x = np.zeros((2, *shape), "float32" if not words else "int32")
    x.flat[0] = max(0, words - 1)
    part = Split(x, [0, outputs - 1] if outputs > 1 else [[0.0], [1.0]])
    task = "classification" if outputs > 1 else "regression"
    dataset, table = Dataset("sizes", part, part, part, task), words * EMBEDDING
    widths, counts = np.arange(1, 257), {}
    for family, build in FACTORIES.items():
        tried = (2, 4, 6)
        known = [probes.count_parameters(build(dataset, width=w)) for w in tried]
        counts[family] = np.round(np.polyval(np.polyfit(tried, known, 2), widths))
        counts[family] -= table
    best = {}
    for wish in np.geomspace(0.5 * parameters, 4 * parameters, 200):
        near = [int(np.abs(c - wish).argmin()) for c in counts.values()]
        found = [c[place] for c, place in zip(counts.values(), near, strict=True)]
        spread = max(abs(a / b - 1) for a, b in itertools.permutations(found, 2))
        away = abs(math.log(sum(found) / 3 / parameters))
        best[(max(0.0, spread - 0.05), away)] = zip(near, found, strict=True)
    chosen = best[min(best)]
    pairs = ((int(widths[place]), int(count) + table) for place, count in chosen)
    return dict(zip(FACTORIES, pairs, strict=True))


def _enter(dataset):
    """Return the input, its features `(…, channels)`, and which steps are words."""
    shape = dataset.input_shape
    x = layers.Input(shape, dtype=dataset.train.x.dtype.name)
    if len(shape) > 1:
        return x, x, None
    parts = (dataset.train, dataset.valid, dataset.test)
    words = 1 + max(int(part.x.max()) for part in parts)
    mask = ops.not_equal(x, 0)
    return x, layers.Embedding(words, EMBEDDING)(x), mask


def _to_rows(h):
    """Return a picture as a series of its rows; a series stays as it is."""
    if len(h.shape) == 3:
        return h
    return layers.Reshape((h.shape[1], h.shape[2] * h.shape[3]))(h)


def _leave(x, h, mask, dataset):
    """Read out the last step, the mean and the maximum, and give the answer."""
    last = []
    if len(h.shape) == 4:
        h = layers.Reshape((h.shape[1] * h.shape[2], h.shape[3]))(h)
    elif mask is None:
        last = [h[:, -1]]
    if mask is None:
        mean, most = ops.mean(h, axis=1), ops.max(h, axis=1)
    else:
        weight = ops.expand_dims(ops.cast(mask, "float32"), -1)
        mean = ops.sum(h * weight, axis=1) / ops.maximum(ops.sum(weight, axis=1), 1.0)
        words = ops.max(weight, axis=1)  # 0 for an empty text
        most = ops.max(h - 1e4 * (1.0 - weight), axis=1) * words
    h = layers.Dropout(DROPPED)(ops.concatenate([*last, mean, most], axis=-1))
    return keras.Model(x, layers.Dense(dataset.output_size)(h))
