"""Every kind of data of the course as one task with one answer.

The rows of one large table: pictures, sequences, text, series, sound and a table of
columns. Each has one answer per example, so that the same five networks can be tried on
all of them.
"""

import functools

import keras
import numpy as np
from keras import layers

from utils import metrics
from utils.datasets import images, reviews, sequences, series, speech
from utils.datasets import tables as columns

KINDS = {
    "digits": "picture",
    "shifted digits": "picture",
    "textures": "picture",
    "order": "sequence",
    "adding": "sequence",
    "reviews": "text",
    "sunspots": "series",
    "carbon dioxide": "series",
    "spoken digits": "sound",
    "tumors": "table",
}
SIZES = (1024, 256, 512)  # of what is drawn from a seed
LENGTH = 24  # of the sequences drawn from a seed


@functools.lru_cache(maxsize=8)
def make_row(seed, row):
    """Make one data set of the table.

    Args:
        seed: whole number ≥ 0. It draws or deals out the data; the two measured series
            are the same for every seed.
        row: one of `KINDS`.

    Returns:
        A `datasets.Dataset` with one answer per example.

    Raises:
        ValueError: if there is no such row.

    Example:

    >>> make_row(0, "tumors")
    Dataset "breast cancer": 341 train, 113 valid, 115 test · x (30,) · 2 classes
    """
    drawn = {"seed": seed, "examples": SIZES}
    match row:
        case "digits":
            return images.load_digits(seed=seed)
        case "shifted digits":
            return images.make_shifted_digits(seed=seed)
        case "textures":
            return images.make_shape_texture(cue="texture", **drawn)
        case "order":
            return sequences.make_order(length=LENGTH, **drawn)
        case "adding":
            return sequences.make_adding(length=LENGTH, **drawn)
        case "reviews":
            return make_reviews(seed)
        case "sunspots":
            return series.load_sunspots(window=LENGTH)
        case "carbon dioxide":
            return series.load_carbon_dioxide(window=LENGTH)
        case "spoken digits":
            takes = {"takes": 24, "test_takes": 4}
            return speech.make_digits(seed=seed, by="take", voices=4, **takes)
        case "tumors":
            return columns.load_breast_cancer(seed=seed)
    raise ValueError(f"row is {row!r}; expected one of {[*KINDS]}")


def make_reviews(seed):
    """Make reviews whose words stand at the end of the row, padding in front.

    Whoever answers at the last step then has a word there, not padding.

    Args:
        seed: whole number ≥ 0.

    Returns:
        A `words.Texts` with x `(28,)`, 2 classes.

    Example:

    >>> make_reviews(0).test.x[:, -1].min() > 0
    np.True_
    """
    data = reviews.make_reviews(seed=seed, examples=(2048, 256, 512))
    return data.map_x(_move_to_the_end)


def _move_to_the_end(x):
    """Roll each row of word numbers until its last one is a word."""
    shifts = x.shape[1] - (x > 0).sum(axis=1)
    places = (np.arange(x.shape[1]) - shifts[:, np.newaxis]) % x.shape[1]
    return np.take_along_axis(x, places, axis=1)


def score(model, dataset):
    """Return what both kinds of tasks call good: accuracy, or explained variance.

    Args:
        model: a `keras.Model`.
        dataset: a `datasets.Dataset`.

    Returns:
        For a classification the share of right answers, for a regression R²; 1 is
        perfect in both. A regression whose answers are no finite numbers gets 0, as
        one that knows the mean and nothing else.

    Example:

    >>> from utils import models
    >>> score(models.build_majority(make_row(0, "order")), make_row(0, "order")) < 0.6
    True
    """
    if dataset.task == "classification":
        return metrics.accuracy(model, dataset)
    if not np.isfinite(metrics.predict(model, dataset.test.x)).all():
        return 0.0
    return metrics.explained_variance(model, dataset)


@keras.saving.register_keras_serializable("course")
class Positions(layers.Layer):
    """Adds to each time step a vector of its own, which says where it stands.

    Args:
        x: tensor `(batch, time, channels)`.

    Returns:
        A tensor of the same shape, learned vectors added.

    Example:

    >>> Positions()(np.zeros((2, 5, 3))).shape
    TensorShape([2, 5, 3])
    """

    def build(self, shape):
        normal = keras.initializers.RandomNormal(stddev=0.1)
        self.places = self.add_weight(shape=tuple(shape[1:]), initializer=normal)

    def call(self, x):
        return x + self.places
