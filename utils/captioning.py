"""Write captions of pictures, word by word, and see where the writer looked.

A captioner made for this module has a layer named "told", which cuts the words so far
out of a row, and one named "seen", whose output is all that the writing half knows of
the picture. So a picture is read once, and only the writing is repeated.
"""

import functools

import keras
import numpy as np
from keras import layers, ops

from utils import metrics
from utils.datasets import captions
from utils.decoding import write_greedily
from utils.looking import SHAPE, Ended, Picture, Told

BLOCK = 100  # pictures at a time: every size is compiled once
SPECIAL = (captions.PADDING, captions.START, captions.END)


@keras.saving.register_keras_serializable("course")
class Nearest(layers.Layer):
    """Give the answer that belongs to the most similar of many remembered examples.

    Args:
        count: how many examples.
        size: numbers in each.
        steps: numbers in each answer.
    """

    def __init__(self, count, size, steps, **options):
        super().__init__(**options)
        self.trainable = False
        self.sizes = (count, size, steps)
        self.examples = self.add_weight(shape=(size, count), trainable=False)
        self.answers = self.add_weight(shape=(count, steps), trainable=False)

    def call(self, x):
        """Returns the answers of the nearest examples, `(batch, steps)`."""
        squares = ops.sum(ops.square(self.examples), axis=0)
        distance = squares - 2 * ops.matmul(x, self.examples)
        return ops.take(self.answers, ops.argmin(distance, axis=1), axis=0)

    def get_config(self):
        """Returns the arguments, so that a copy can be made."""
        names = ("count", "size", "steps")
        return super().get_config() | dict(zip(names, self.sizes, strict=True))


def build_nearest(dataset, *, width=32):
    """Return a model that copies the caption of the most similar training picture.

    Similar: the smallest sum of squared differences, after each 2 × 2 pixels have been
    averaged, which forgives a shift of a pixel.

    Args:
        dataset: a `captions.Captions`.
        width: not used.

    Returns:
        A `keras.Model` without trainable weights, logits `(batch, steps, words)`.
    """
    row = layers.Input(dataset.input_shape)
    told = Told(name="told")(row)
    small = layers.Flatten()(layers.AveragePooling2D(2)(Picture()(row)))
    count, steps = dataset.train.y.shape
    memory = Nearest(count, small.shape[-1], steps, name="seen")
    words = ops.cast(memory(small), "int32")[..., None]
    logits = ops.cast(ops.equal(words, ops.arange(dataset.classes)), "float32")
    blur = keras.Model(row, small)
    examples = metrics.predict(blur, dataset.train.x)
    memory.set_weights([examples.T, dataset.train.y])
    return keras.Model(row, Ended()([logits, told]))


def write_captions(model, pictures):
    """Write a caption for each picture, each time adding the likeliest word.

    Args:
        model: a `keras.Model` with layers named "seen" and "told".
        pictures: array `(pictures, 28, 28, 3)`, from 0 to 1.

    Returns:
        A list of `str`.

    Raises:
        ValueError: if the pictures have another shape or range.

    Example:

    >>> from utils.datasets.captions import make_captions
    >>> data = make_captions(seed=0, examples=(200, 4, 4), more=1)
    >>> nearest, again = build_nearest(data), data.train.x[:1, : 28 * 28 * 3]
    >>> [caption] = write_captions(nearest, again.reshape(1, 28, 28, 3))
    >>> caption == captions.decode(data.train.y[0])
    True
    """
    return [captions.decode(row) for row in write_ids(model, pictures)]


def write_ids(model, pictures):
    """Write captions as `write_captions` does, and return the words' numbers.

    Args:
        model: as in `write_captions`.
        pictures: as in `write_captions`.

    Returns:
        An integer array `(pictures, steps)`, padded behind each end.

    Raises:
        ValueError: as in `write_captions`.
    """
    pictures = check_pictures(pictures)
    blocks = [pictures[i : i + BLOCK] for i in range(0, len(pictures), BLOCK)]
    return np.concatenate([_write_block(model, block) for block in blocks])


def _write_block(model, pictures):
    """Words of at most `BLOCK` captions; each step knows all words before it."""
    rows, size = len(pictures), BLOCK if len(pictures) > 1 else 1
    eye, hand = _halve(model)
    steps = model.output_shape[1]
    flat = pictures[np.arange(size) % rows].reshape(size, -1)
    x = np.concatenate([flat, np.zeros((size, steps))], axis=1, dtype="float32")
    seen = eye.predict_on_batch(x)

    def ask(told):
        return hand.predict_on_batch([seen, told])

    return write_greedily(ask, rows=size, steps=steps, special=SPECIAL)[:rows]


@functools.lru_cache(maxsize=8)
def _halve(model):
    """The reading and the writing half of a captioner, with the same weights."""
    seen, told = (model.get_layer(name).output for name in ("seen", "told"))
    return keras.Model(model.inputs[0], seen), keras.Model([seen, told], model.output)


def check_pictures(pictures):
    """Return pictures as float32, or refuse what no captioner of this module reads.

    Args:
        pictures: array `(pictures, 28, 28, 3)`, from 0 to 1.

    Returns:
        The array.

    Raises:
        ValueError: if shape, type or range are others.

    Example:

    >>> check_pictures(np.zeros((1, 32, 32, 3)))
    Traceback (most recent call last):
    ValueError: pictures has shape (1, 32, 32, 3); expected (pictures, 28, 28, 3)
    """
    array = np.asarray(pictures)
    if array.ndim != 4 or array.shape[1:] != SHAPE or not len(array):
        sides = ", ".join(map(str, SHAPE))
        raise ValueError(
            f"pictures has shape {array.shape}; expected (pictures, {sides})"
        )
    if array.dtype.kind not in "fiu":
        raise ValueError(f"pictures has type {array.dtype}; expected numbers")
    if not (array.min() >= 0 and array.max() <= 1):  # NaN is neither
        raise ValueError(
            f"pictures goes from {array.min():g} to {array.max():g}; expected 0 to 1"
        )
    return array.astype("float32")


def look(model, pictures):
    """Return what a model with a `LookingGRU` "attention" looked at as it wrote.

    Args:
        model: a `keras.Model` with such a layer.
        pictures: array `(pictures, 28, 28, 3)`, from 0 to 1.

    Returns:
        A list with a pair for each picture: the words, with `"<end>"` if it is
        reached, and the weights `(words, rows, columns)`, each word's with the sum 1.

    Raises:
        ValueError: as in `write_captions`.
    """
    pictures = check_pictures(pictures)
    rows = write_ids(model, pictures)
    told = np.concatenate(
        [np.full((len(rows), 1), captions.START), rows[:, :-1]], axis=1
    )
    told[told == captions.END] = captions.PADDING
    x = np.concatenate([pictures.reshape(len(rows), -1), told], axis=1, dtype="float32")
    probe = keras.Model(model.inputs[0], model.get_layer("attention").output[2])
    weights = metrics.predict(probe, x)
    side = round(weights.shape[-1] ** 0.5)
    weights = weights.reshape(*weights.shape[:2], side, side)
    counts = (rows != captions.PADDING).sum(axis=1)
    return [
        ([captions.WORDS[i] for i in row[:n]], looks[:n])
        for row, looks, n in zip(rows, weights, counts, strict=True)
    ]
