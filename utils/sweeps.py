"""Sweep recurrent layers over a plane: along its rows, and along its columns.

After a sweep in both directions along the rows and one along the columns, every cell
has heard of every other one (ReNet, Visin et al. 2015).
"""

import keras
from keras import layers, ops


@keras.saving.register_keras_serializable("course")
class Sweep(layers.Layer):
    """Apply a sequence layer to every row of a plane, or to every column.

    All rows share the layer's weights, as all steps of a sequence do.

    Args:
        layer: a layer from `(batch, time, channels)` to `(batch, time, units)`, such
            as a GRU with `return_sequences=True`.
        down: True to sweep along the columns, False along the rows.

    Call arguments: x `(batch, rows, columns, channels)`.

    Returns:
        `(batch, rows, columns, units)`.

    Raises:
        ValueError: if `layer` is no layer.

    Reference:
        Visin et al. 2015, ReNet, https://arxiv.org/abs/1505.00393

    Example:

    >>> along = Sweep(layers.GRU(5, return_sequences=True))
    >>> tuple(along(ops.ones((2, 3, 4, 6))).shape)
    (2, 3, 4, 5)
    """

    def __init__(self, layer, down=False, name=None):
        super().__init__(name=name)
        if not isinstance(layer, layers.Layer):
            raise ValueError(f"layer is {layer!r:.60}; expected a Keras layer")
        self.layer, self.down = layer, bool(down)

    def build(self, input_shape):
        steps = input_shape[1] if self.down else input_shape[2]
        self.layer.build((None, steps, input_shape[-1]))
        super().build(input_shape)

    def call(self, x):
        x = ops.swapaxes(x, 1, 2) if self.down else x
        lines, steps, channels = x.shape[1:]
        y = self.layer(ops.reshape(x, (-1, steps, channels)))
        y = ops.reshape(y, (-1, lines, steps, y.shape[-1]))
        return ops.swapaxes(y, 1, 2) if self.down else y

    def compute_output_shape(self, input_shape):
        batch, rows, columns, channels = input_shape
        steps = rows if self.down else columns
        inner = self.layer.compute_output_shape((batch, steps, channels))
        return (batch, rows, columns, inner[-1])

    def get_config(self):
        layer = keras.saving.serialize_keras_object(self.layer)
        return {"layer": layer, "down": self.down, "name": self.name}

    @classmethod
    def from_config(cls, config):
        layer = keras.saving.deserialize_keras_object(config["layer"])
        return cls(layer, down=config["down"], name=config["name"])


def cut_patches(x, side):
    """Cut pictures into square patches, each a list of its pixels.

    Args:
        x: tensor `(batch, height, width, channels)`, both sides multiples of `side`.
        side: of a patch in pixels.

    Returns:
        A tensor `(batch, height / side, width / side, side² · channels)`.

    Raises:
        ValueError: if the patches do not fill the pictures.

    Example:

    >>> tuple(cut_patches(ops.ones((2, 8, 12, 3)), 4).shape)
    (2, 2, 3, 48)
    """
    height, width, channels = x.shape[1:]
    if height % side or width % side:
        raise ValueError(f"side is {side}; expected a divisor of {height} and {width}")
    rows, columns = height // side, width // side
    x = ops.reshape(x, (-1, rows, side, columns, side, channels))
    x = ops.transpose(x, (0, 1, 3, 2, 4, 5))
    return ops.reshape(x, (-1, rows, columns, side * side * channels))
