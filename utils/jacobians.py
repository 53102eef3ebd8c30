"""Who may look where: how much each output of a model feels each of its inputs."""

import numpy as np

from utils import checks, probes


def time_jacobian(model, x):
    """Return how strongly every output step feels every input step.

    Entry (t, s) is the size of the derivative of output t by input s, over all channels
    of both (the Frobenius norm). It is exactly 0 where s cannot reach t.

    Args:
        model: a `keras.Model`, layer or function from `(batch, time, channels)` to
            `(batch, time, units)`, which treats each example of a batch by itself.
        x: one sequence `(time, channels)` of floats, where the derivative is taken.

    Returns:
        An array `(output steps, input steps)`.

    Raises:
        ValueError: if `x` is no sequence of floats, or the model gives no sequence.

    Example:

    >>> from keras import ops
    >>> x = np.ones((3, 1), "float32")
    >>> time_jacobian(lambda x: ops.cumsum(x, axis=1), x).tolist()
    [[1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]
    """
    x = np.asarray(x)
    if x.ndim != 2 or x.dtype.kind != "f" or not x.size:
        raise ValueError(
            f"x is {x.dtype} of shape {x.shape}; expected floats (time, channels)"
        )
    shape = tuple(model(x[np.newaxis]).shape)
    if len(shape) != 3:
        raise ValueError(f"model gives {shape}; expected (batch, time, units)")
    steps, units = shape[1:]
    # One copy of the sequence for each number of the output: a single gradient.
    copies = np.repeat(x[np.newaxis], steps * units, axis=0)
    mask = np.eye(steps * units, dtype=x.dtype).reshape(-1, steps, units)
    slopes = probes.input_gradient(lambda x: model(x) * mask, copies)
    squares = np.square(slopes.astype("float64")).sum(axis=-1)
    return np.sqrt(squares.reshape(steps, units, len(x)).sum(axis=1))


def unit_view(model, unit, *, size, channels=1, examples=32, seed=0):
    """Return how strongly one unit of a feature map feels each pixel of its input.

    Args:
        model: a `keras.Model` or function from pictures to `(batch, rows, columns,
            channels)`.
        unit: row and column of the unit in the map.
        size: whole number ≥ 1, height and width of the random input pictures.
        channels: whole number ≥ 1 of the input.
        examples: whole number ≥ 1, pictures averaged over.
        seed: whole number ≥ 0, draws the pictures.

    Returns:
        An array `(size, size)`: the derivative's size, averaged over the pictures; 0
        where a pixel is outside of the unit's receptive field.

    Raises:
        ValueError: if an argument does not fit, or the map has no such unit.

    Example:

    >>> from keras import ops
    >>> double = lambda x: 2 * x
    >>> unit_view(double, (0, 1), size=2).tolist()
    [[0.0, 2.0], [0.0, 0.0]]

    Reference:
        Luo et al. 2016, https://arxiv.org/abs/1701.04128
    """
    sizes = (("size", size), ("channels", channels), ("examples", examples))
    for name, value in sizes:
        checks.integer(name, value, 1)
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    x = rng.normal(size=(examples, size, size, channels)).astype("float32")
    rows, columns = model(x[:1]).shape[1:3]
    row = checks.integer("unit's row", unit[0], 0, rows - 1)
    column = checks.integer("unit's column", unit[1], 0, columns - 1)
    slopes = probes.input_gradient(lambda x: model(x)[:, row, column], x)
    return np.linalg.norm(slopes, axis=-1).mean(axis=0)


def field_size(kernels, strides):
    """Return the side of the receptive field behind each layer of a stack.

    A layer widens the field by (kernel - 1) steps of the map it reads, and one step of
    that map is as many pixels as all strides before it, multiplied.

    Args:
        kernels: one whole number ≥ 1 for each layer, convolution or pooling.
        strides: one whole number ≥ 1 for each layer.

    Returns:
        A list of whole numbers, in pixels.

    Raises:
        ValueError: for numbers out of their range, or lists of unequal length.

    Example:

    >>> field_size([3, 2, 3], [1, 2, 1])
    [3, 4, 8]
    """
    if len(kernels) != len(strides):
        raise ValueError(
            f"strides has {len(strides)} numbers, kernels {len(kernels)}; expected as "
            "many of both"
        )
    side, step, found = 1, 1, []
    for kernel, stride in zip(kernels, strides, strict=True):
        side += (checks.integer("kernels", kernel, 1) - 1) * step
        step *= checks.integer("strides", stride, 1)
        found.append(side)
    return found
