"""Layers that Keras lacks for reading one sentence and writing another.

A row of a `bilingual.Translations` holds the source sentence and, beside it, the target
sentence one step late. `Words` turns numbers into vectors, `Halves` cuts the row,
`Finished` ends it; what stands between is on the page. The other two are what a
convolutional translator is made of.
"""

import keras
from keras import layers, ops

from utils.datasets import bilingual

MOST = 64  # positions that `Positions` can number


@keras.saving.register_keras_serializable("course")
class Words(layers.Embedding):
    """An embedding in which padding, number 0, is a vector of zeros."""

    def call(self, ids):
        """Returns the words' vectors, `(batch, n, w)`."""
        real = ops.cast(ops.not_equal(ids, bilingual.PADDING), self.compute_dtype)
        return super().call(ids) * real[..., None]


@keras.saving.register_keras_serializable("course")
class Halves(layers.Layer):
    """Cut vectors `(batch, 2 n, w)` in two, `(batch, n, w)` each, with masks.

    The mask tells later layers where a sentence has ended: where the vectors are zero.
    """

    def __init__(self, **options):
        super().__init__(**options)
        self.supports_masking = True

    def call(self, x):
        """Returns the first and the second half."""
        return tuple(ops.split(x, 2, axis=1))

    def compute_mask(self, x, mask=None):
        """Returns a mask for each half, `(batch, n)`, False where all is zero."""
        return tuple(ops.split(ops.any(ops.not_equal(x, 0), axis=-1), 2, axis=1))


@keras.saving.register_keras_serializable("course")
class Finished(layers.Layer):
    """Make padding certain where the target has ended, so that it adds nothing.

    Takes logits `(batch, n, classes)` and the target's vectors `(batch, n, w)`, which
    carry the mask; gives logits.
    """

    def __init__(self, **options):
        super().__init__(**options)
        self.supports_masking = True

    def call(self, inputs, mask=None):
        """Returns the logits, those of padding raised by a thousand where masked."""
        logits, _ = inputs
        if mask is None or mask[1] is None:
            return logits
        ended = 1 - ops.cast(mask[1], logits.dtype)
        padding = ops.one_hot(bilingual.PADDING, logits.shape[-1], dtype=logits.dtype)
        return logits + 1e3 * ended[..., None] * padding

    def compute_mask(self, inputs, mask=None):
        """Passes on the mask of the target."""
        return None if mask is None else mask[1]


@keras.saving.register_keras_serializable("course")
class Positions(layers.Layer):
    """Add a learned vector for each position, which a convolution cannot know."""

    def __init__(self, **options):
        super().__init__(**options)
        self.supports_masking = True

    def build(self, shape):
        """Makes a table of `MOST` vectors."""
        self.table = self.add_weight(
            shape=(MOST, shape[-1]), initializer=keras.initializers.RandomNormal(0, 0.1)
        )

    def call(self, x):
        """Returns `x` plus its positions' vectors."""
        return x + self.table[: x.shape[1]]


@keras.saving.register_keras_serializable("course")
class GatedConvolution(layers.Layer):
    """A convolution whose other half decides how much of it passes, and a way around.

    y = (x + a · sigmoid(b)) / √2, where a and b are the halves of a convolution's
    output. A causal one sees no later step.

    Args:
        width: number of channels of `x` and `y`.
        causal: whether it may see what comes before only.
        kernel_size: how many steps it sees.

    Reference:
        Gehring et al. 2017, https://arxiv.org/abs/1705.03122
    """

    def __init__(self, width, *, causal=False, kernel_size=3, **options):
        super().__init__(**options)
        self.supports_masking = True
        self.width, self.causal, self.kernel_size = width, causal, kernel_size
        self.convolution = layers.Conv1D(
            2 * width, kernel_size, padding="causal" if causal else "same"
        )

    def build(self, shape):
        """Builds the convolution."""
        self.convolution.build(shape)

    def call(self, x, mask=None):
        """Returns the gated sum; padding counts as zero."""
        seen = x if mask is None else x * ops.cast(mask, x.dtype)[..., None]
        a, b = ops.split(self.convolution(seen), 2, axis=-1)
        return (x + a * ops.sigmoid(b)) * 0.5**0.5

    def get_config(self):
        """Returns the arguments, so that a copy can be made."""
        own = {"width": self.width, "causal": self.causal}
        return super().get_config() | own | {"kernel_size": self.kernel_size}
