"""A convolution that shares nothing: the same windows, with weights of their own.

Keras 2 had such a layer, Keras 3 has none. It stands between a dense layer and a
convolution: local like a convolution, unshared like a dense layer.
"""

import keras
from keras import activations, layers, ops

from utils import checks


@keras.saving.register_keras_serializable("course")
class LocallyConnected2D(layers.Layer):
    """Looks at small windows of a picture, with other weights at every place.

    As `Conv2D`, but the kernel has two more axes, the place of the window. Every
    weight is used once per example, so that the number of entries of `kernel` is also
    the number of multiplications. Weights that are equal at all places make it the
    convolution; see `tie`.

    Args:
        filters: whole number ≥ 1, outputs at every place.
        kernel_size: whole number ≥ 1, rows and columns of the window.
        strides: whole number ≥ 1, steps from one window to the next.
        padding: `"valid"`, or `"same"` for zeros around the picture.
        activation: name of a Keras activation or a function, or None.
        use_bias: whether each place and filter has a bias.
        name: name of the layer.

    Returns:
        A tensor `(batch, new_height, new_width, filters)`, at place (i, j)
        `sum_abc x[i + a, j + b, c] * kernel[i, j, a, b, c, filter] + bias[i, j]`.

    Raises:
        ValueError: for an argument out of its range, an input that is no picture of
            known size, or a window larger than the picture.

    Example:

    >>> layer = LocallyConnected2D(2, 3)
    >>> layer.build((None, 5, 5, 1))
    >>> layer.count_params()  # 9 places, each with 9 weights and a bias, twice
    180

    Reference:
        LeCun 1989, Generalization and network design strategies, compares a locally
        connected network with and without shared weights.
    """

    def __init__(
        self,
        filters,
        kernel_size,
        *,
        strides=1,
        padding="valid",
        activation=None,
        use_bias=True,
        name=None,
    ):
        super().__init__(name=name)
        self.filters = checks.integer("filters", filters, 1)
        self.kernel_size = checks.integer("kernel_size", kernel_size, 1)
        self.strides = checks.integer("strides", strides, 1)
        if padding not in ("valid", "same"):
            raise ValueError(f"padding is {padding!r}; expected 'valid' or 'same'")
        self.padding = padding
        self.activation = activations.get(activation)
        self.use_bias = bool(use_bias)

    def build(self, input_shape):
        rows, columns = self._places(input_shape)
        window = (self.kernel_size, self.kernel_size, input_shape[-1])
        inside = self.kernel_size**2
        limit = (6 / (inside * (input_shape[-1] + self.filters))) ** 0.5
        self.kernel = self.add_weight(
            name="kernel",
            shape=(rows, columns, *window, self.filters),
            initializer=keras.initializers.RandomUniform(-limit, limit),
        )
        self.bias = None
        if self.use_bias:
            shape = (rows, columns, self.filters)
            self.bias = self.add_weight(name="bias", shape=shape, initializer="zeros")

    def call(self, x):
        rows, columns = self.kernel.shape[:2]
        x = ops.pad(x, self._zeros(x.shape))
        parts = []
        for a in range(self.kernel_size):
            for b in range(self.kernel_size):
                down = slice(a, a + self.strides * (rows - 1) + 1, self.strides)
                along = slice(b, b + self.strides * (columns - 1) + 1, self.strides)
                parts.append(x[:, down, along])
        windows = ops.concatenate(parts, axis=-1)  # (batch, rows, columns, a b c)
        kernel = ops.reshape(self.kernel, (rows, columns, -1, self.filters))
        y = ops.einsum("nijp,ijpf->nijf", windows, kernel)
        if self.bias is not None:
            y = y + self.bias
        return self.activation(y)

    def compute_output_shape(self, input_shape):
        return (input_shape[0], *self._places(input_shape), self.filters)

    def get_config(self):
        return {
            "name": self.name,
            "filters": self.filters,
            "kernel_size": self.kernel_size,
            "strides": self.strides,
            "padding": self.padding,
            "activation": activations.serialize(self.activation),
            "use_bias": self.use_bias,
        }

    def _places(self, shape):
        """Return how many windows fit below and beside each other."""
        if len(shape) != 4 or None in tuple(shape)[1:]:
            raise ValueError(
                f"input has shape {tuple(shape)}; expected (batch, height, width, "
                "channels) of known size: every place needs its own weights"
            )
        places = []
        for size in shape[1:3]:
            if self.padding == "same":
                places.append(-(-size // self.strides))
            elif size >= self.kernel_size:
                places.append((size - self.kernel_size) // self.strides + 1)
            else:
                raise ValueError(
                    f"kernel_size is {self.kernel_size}; expected at most the "
                    f"picture's {size} pixels"
                )
        return tuple(places)

    def _zeros(self, shape):
        """Return the zeros to add on each side, as TensorFlow's "same" does."""
        pad = [(0, 0)]
        for size, places in zip(shape[1:3], self._places(shape), strict=True):
            needed = (places - 1) * self.strides + self.kernel_size - size
            before = max(0, needed) // 2
            pad.append((before, max(0, needed) - before))
        return [*pad, (0, 0)]


def tie(layer, kernel, bias=None):
    """Give a locally connected layer the same weights at every place.

    Args:
        layer: a built `LocallyConnected2D`.
        kernel: array `(kernel_size, kernel_size, channels, filters)`, as `Conv2D`'s.
        bias: array `(filters,)`, or None for zeros.

    Returns:
        None; the layer now computes what the convolution with these weights computes.

    Raises:
        ValueError: if the layer is not built or the weights do not fit.

    Example:

    >>> import numpy as np
    >>> layer = LocallyConnected2D(1, 2)
    >>> layer.build((None, 3, 3, 1))
    >>> tie(layer, np.ones((2, 2, 1, 1)))
    >>> layer(np.ones((1, 3, 3, 1)))[0, :, :, 0].numpy().tolist()
    [[4.0, 4.0], [4.0, 4.0]]
    """
    if not layer.built:
        raise ValueError("layer has no weights yet; expected a built layer")
    shape = tuple(layer.kernel.shape)
    kernel = ops.convert_to_tensor(kernel, layer.kernel.dtype)
    if tuple(kernel.shape) != shape[2:]:
        raise ValueError(
            f"kernel has shape {tuple(kernel.shape)}; expected {shape[2:]}"
        )
    if bias is not None and layer.bias is None:
        raise ValueError("bias is given, and the layer has none; expected None")
    layer.kernel.assign(ops.broadcast_to(kernel, shape))
    if layer.bias is not None:
        bias = ops.zeros(shape[-1:]) if bias is None else ops.convert_to_tensor(bias)
        if tuple(bias.shape) != shape[-1:]:
            raise ValueError(
                f"bias has shape {tuple(bias.shape)}; expected {shape[-1:]}"
            )
        layer.bias.assign(ops.broadcast_to(bias, layer.bias.shape))
