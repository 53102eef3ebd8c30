"""Layers that Keras lacks for writing about a picture.

A row of a `captions.Captions` holds a picture and, for each step, the word before it.
`Picture` and `Told` cut the row, `Ended` ends it; `LookingGRU` writes while it looks.
"""

import keras
import numpy as np
from keras import layers, ops

from utils.datasets import captions, sketches

SHAPE = (sketches.SIDE, sketches.SIDE, 3)


@keras.saving.register_keras_serializable("course")
class Picture(layers.Layer):
    """Cut the picture out of a row: `(batch, 28, 28, 3)`."""

    def call(self, row):
        """Returns the pictures."""
        return ops.reshape(row[:, : np.prod(SHAPE)], (-1, *SHAPE))


@keras.saving.register_keras_serializable("course")
class Told(layers.Layer):
    """Cut the words so far out of a row: their numbers, `(batch, steps)`."""

    def call(self, row):
        """Returns the words' numbers."""
        told = ops.cast(row[:, np.prod(SHAPE) :], "int32")
        return ops.clip(told, 0, len(captions.WORDS) - 1)


@keras.saving.register_keras_serializable("course")
class Ended(layers.Layer):
    """Make padding certain where the caption has ended, so that it adds no loss.

    Takes logits `(batch, steps, words)` and the words before, `(batch, steps)`.
    """

    def call(self, inputs):
        """Returns the logits, those of padding raised by a thousand after the end."""
        logits, told = inputs
        ended = ops.cast(ops.equal(told, captions.PADDING), logits.dtype)
        padding = ops.one_hot(captions.PADDING, logits.shape[-1], dtype=logits.dtype)
        return logits + 1e3 * ended[..., None] * padding


@keras.saving.register_keras_serializable("course")
class LookingGRU(layers.Layer):
    """A GRU that looks at a picture before each step, and reads what it saw.

    With h the state before step t, a_i what stands at place i of the picture, and x_t
    the word before: e_i = v · tanh(W h + U a_i), the weights are the softmax of e, the
    context c is the weighted sum of the a_i, and the GRU reads x_t and c side by side.

    Args:
        units: size of the state.
        glance: size of what is compared, the length of v.

    Reference:
        Xu et al. 2015, https://arxiv.org/abs/1502.03044
    """

    def __init__(self, units, *, glance=16, **options):
        super().__init__(**options)
        self.units, self.glance = units, glance
        self.cell = layers.GRUCell(units)

    def build(self, shapes):
        """Makes W, U, v and the GRU's weights."""
        (_, _, read), (_, _, seen), _ = shapes
        new = self.add_weight
        self.asked = new(shape=(self.units, self.glance), name="asked")
        self.offered = new(shape=(seen, self.glance), name="offered")
        self.score = new(shape=(self.glance, 1), name="score")
        self.cell.build((None, read + seen))

    def call(self, inputs):
        """Returns states `(batch, steps, units)`, contexts, and weights over places.

        Args:
            inputs: words `(batch, steps, n)`, the map `(batch, places, m)`, and the
                first state `(batch, units)`.
        """
        words, seen, start = inputs
        offered = ops.matmul(seen, self.offered)

        def step(before, word):
            asked = ops.matmul(before[0], self.asked)[:, None]
            scores = ops.matmul(ops.tanh(asked + offered), self.score)[..., 0]
            weights = ops.softmax(scores)
            context = ops.matmul(weights[:, None], seen)[:, 0]
            read = ops.concatenate([word, context], axis=-1)
            state, _ = self.cell(read, [before[0]])
            return (state, context, weights), (state, context, weights)

        first = (start, ops.zeros_like(seen[:, 0]), ops.zeros_like(seen[:, :, 0]))
        _, found = ops.scan(step, first, ops.swapaxes(words, 0, 1))
        return tuple(ops.swapaxes(each, 0, 1) for each in found)

    def get_config(self):
        """Returns the arguments, so that a copy can be made."""
        return super().get_config() | {"units": self.units, "glance": self.glance}
