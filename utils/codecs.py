"""Pictures as a few numbers from a codebook, and back (VQ-VAE).

An encoder turns a picture into a small grid of vectors, each is replaced by the nearest
of a fixed number of learned vectors, the codebook, and a decoder draws the picture from
those. A picture is then a grid of whole numbers, which a language model can write.
"""

import keras
import numpy as np
from keras import layers, ops

from utils import checks
from utils.datasets import Dataset, Split


@keras.saving.register_keras_serializable("course")
class Quantizer(layers.Layer):
    """Replace every vector by the nearest one of a codebook.

    With z a vector and e the nearest code, the output is e, and the gradient passes
    to z as if the output were z (straight-through). Two terms are added to the loss,
    with sg a stop to the gradient: (sg z − e)², which draws the code to the vectors it
    stands for, and β (z − sg e)², the commitment, which keeps the vectors near it.

    Args:
        codes: whole number ≥ 2, vectors in the codebook.
        commitment: β, a number > 0.
        scale: what both terms are multiplied with before they join the loss.

    Call arguments: z `(batch, ..., channels)`.

    Returns:
        A tensor of the same shape.

    Raises:
        ValueError: if an argument is out of its range.

    Reference:
        van den Oord, Vinyals & Kavukcuoglu 2017, Neural discrete representation
        learning, https://arxiv.org/abs/1711.00937

    Example:

    >>> layer = Quantizer(2)
    >>> layer.build((None, 1))
    >>> layer.set_weights([np.array([[0.0], [1.0]])])
    >>> layer(np.array([[0.2], [0.9], [3.0]])).numpy().ravel().tolist()
    [0.0, 1.0, 1.0]
    """

    def __init__(self, codes, commitment=0.25, scale=1.0, name=None):
        super().__init__(name=name)
        self.codes = checks.integer("codes", codes, 2)
        self.commitment = checks.positive("commitment", commitment)
        self.scale = checks.positive("scale", scale)

    def build(self, input_shape):
        shape = (self.codes, input_shape[-1])
        start = keras.initializers.RandomNormal(stddev=1.0)
        self.codebook = self.add_weight(shape, initializer=start, name="codebook")

    def find(self, z):
        """Return the number of the nearest code for each vector of z."""
        square = ops.sum(self.codebook**2, axis=-1)  # |z|² is the same for all codes
        return ops.argmin(
            square - 2 * ops.matmul(z, ops.transpose(self.codebook)), axis=-1
        )

    def look_up(self, ids):
        """Return the codes of these numbers."""
        return ops.take(self.codebook, ids, axis=0)

    def call(self, z):
        nearest = self.look_up(self.find(z))
        drawn = ops.mean((ops.stop_gradient(z) - nearest) ** 2)
        committed = ops.mean((z - ops.stop_gradient(nearest)) ** 2)
        self.add_loss(self.scale * (drawn + self.commitment * committed))
        return z + ops.stop_gradient(nearest - z)

    def get_config(self):
        config = {"codes": self.codes, "commitment": self.commitment}
        return {**config, "scale": self.scale, "name": self.name}


def to_copies(dataset):
    """Return a data set whose pictures are to be drawn again as they are.

    Args:
        dataset: a `datasets.Dataset` whose x is a picture, or a tuple that ends in one.

    Returns:
        A regression `Dataset`, x and y the pictures.
    """
    parts = {}
    for part in ("train", "valid", "test"):
        x = getattr(dataset, part).x
        pictures = x[-1] if isinstance(x, tuple) else x
        parts[part] = Split(pictures, pictures)
    return Dataset(f"{dataset.name}, copied", **parts, task="regression")


def find_quantizer(model):
    """Return a model's `Quantizer`.

    Args:
        model: a `keras.Model`.

    Returns:
        The layer.

    Raises:
        ValueError: if it has none, or more than one.
    """
    found = [layer for layer in model.layers if isinstance(layer, Quantizer)]
    if len(found) != 1:
        raise ValueError(f"model has {len(found)} Quantizer layers; expected one")
    return found[0]


def encode(model, pictures):
    """Return the codes that stand for pictures.

    Args:
        model: a `keras.Model` with one `Quantizer` in it.
        pictures: `(n, height, width, channels)`.

    Returns:
        An integer array `(n, rows, columns)`.
    """
    quantizer = find_quantizer(model)
    encoder = keras.Model(model.input, quantizer.input)
    return ops.convert_to_numpy(quantizer.find(_apply(encoder, pictures)))


def decode(model, codes):
    """Draw the pictures that codes stand for.

    Args:
        model: a `keras.Model` with one `Quantizer` in it.
        codes: whole numbers `(n, rows, columns)`, or `(n, rows · columns)`.

    Returns:
        A float32 array `(n, height, width, channels)`, cut off below 0 and above 1.

    Raises:
        ValueError: if a code is not in the codebook.
    """
    quantizer, codes = find_quantizer(model), np.asarray(codes)
    if codes.dtype.kind not in "iu" or not codes.size:
        raise ValueError(f"codes is {codes!r:.60}; expected whole numbers")
    if codes.min() < 0 or codes.max() >= quantizer.codes:
        raise ValueError(
            f"codes go from {codes.min()} to {codes.max()}; expected 0 to "
            f"{quantizer.codes - 1}"
        )
    decoder = keras.Model(quantizer.output, model.output)
    vectors = ops.convert_to_numpy(quantizer.look_up(codes))
    shape = (len(codes), *quantizer.output.shape[1:])
    return _apply(decoder, vectors.reshape(shape)).clip(0, 1)


def _apply(model, x):
    """Outputs for all examples, 500 at a time; `predict` would compile first."""
    parts = [model(x[i : i + 500]) for i in range(0, len(x), 500)]
    return np.concatenate([ops.convert_to_numpy(part) for part in parts])
