"""What a network costs by count, what the machine can do, and the law between them.

A roofline compares the operations per second that a network reaches with two limits of
the machine, its arithmetic and its memory.

Reference:
    Williams, Waterman & Patterson 2009, https://doi.org/10.1145/1498765.1498785
"""

import timeit
import types

import numpy as np
from keras import layers, ops
from scipy import stats

from utils import checks, probes
from utils.local import LocallyConnected2D

BYTES = 4  # of one float32


def count_operations(model):
    """Count the multiplications of one example's forward pass.

    As `probes.count_operations`, and with a rule for a `LocallyConnected2D`, which
    uses each entry of its kernel once.

    Args:
        model: a built `keras.Model` whose layers' input shapes are known.

    Returns:
        A whole number of multiply-add operations.

    Raises:
        ValueError: for a layer with weights that the count has no rule for.

    Example:

    >>> import keras
    >>> count_operations(keras.Sequential(
    ...     [layers.Input((4, 4, 1)), LocallyConnected2D(2, 3)]))  # 4 places, 9, 2
    72
    """
    local = [x for x in model.layers if isinstance(x, LocallyConnected2D)]
    rest = [x for x in model.layers if not isinstance(x, LocallyConnected2D)]
    count = probes.count_operations(types.SimpleNamespace(layers=rest))
    return count + int(sum(np.prod(layer.kernel.shape) for layer in local))


def count_depth(model):
    """Count the matrix products that have to wait for each other in a forward pass.

    This is the length of the critical path: with as much hardware as one likes, a
    pass is no faster than so many products one after the other. A dense layer and a
    convolution add one, whatever the size of their input; a recurrent layer adds one
    for each time step.

    Args:
        model: a built `keras.Sequential`: one layer after the other.

    Returns:
        A whole number.

    Raises:
        ValueError: for a model that branches, or a layer without a rule.

    Example:

    >>> import keras
    >>> count_depth(keras.Sequential([layers.Input((10, 3)), layers.LSTM(5)]))
    10
    """
    if type(model).__name__ != "Sequential":
        raise ValueError(f"model is a {type(model).__name__}; expected a Sequential")
    parallel = layers.Dense | layers.Conv1D | layers.Conv2D | LocallyConnected2D
    depth = 0
    for layer in model.layers:
        if isinstance(layer, layers.RNN | layers.Bidirectional):
            depth += layer.input.shape[1]
        elif isinstance(layer, parallel):
            depth += 1
        elif layer.weights:
            raise ValueError(f"model: no rule for a {type(layer).__name__}")
    return depth


def count_bytes(model, batch_size):
    """Count the bytes that a forward pass has to move at least.

    Every weight is read once, every input of a layer with weights is read and every
    output is written once, as float32. What a layer reads again is not counted, such
    as the recurrent weights at each step, where they do not stay in a cache.

    Args:
        model: a built `keras.Sequential`.
        batch_size: whole number ≥ 1 of examples.

    Returns:
        A whole number of bytes.

    Example:

    >>> import keras
    >>> model = keras.Sequential([layers.Input((3,)), layers.Dense(2)])
    >>> count_bytes(model, 10)  # 8 weights; 3 inputs and 2 outputs of 10 examples
    232
    """
    batch_size = checks.integer("batch_size", batch_size, 1)
    moved = sum(int(np.prod(weight.shape)) for weight in model.weights)
    for layer in model.layers:
        if layer.weights:
            shapes = (layer.input.shape, layer.output.shape)
            moved += batch_size * sum(int(np.prod(shape[1:])) for shape in shapes)
    return BYTES * moved


def peak_rate(size=1024, *, repeats=5):
    """Measure how many multiply-adds per second a large matrix product reaches.

    Args:
        size: rows and columns of both factors.
        repeats: whole number ≥ 1; the fastest counts.

    Returns:
        Multiply-add operations per second, in the backend's own arithmetic.

    Example:

    >>> peak_rate(64) > 0
    True
    """
    size = checks.integer("size", size, 1)
    a = ops.ones((size, size), "float32")
    return size**3 / _fastest(lambda: np.asarray(ops.matmul(a, a)[0, 0]), repeats)


def copy_rate(megabytes=64, *, repeats=5):
    """Measure how many bytes per second a copy of a large array moves.

    Args:
        megabytes: size of the array, more than any cache holds.
        repeats: whole number ≥ 1; the fastest counts.

    Returns:
        Bytes read and written per second, by the processor's own memory.

    Example:

    >>> copy_rate(1) > 0
    True
    """
    a = np.ones(checks.integer("megabytes", megabytes, 1) << 20, "uint8")
    b = np.empty_like(a)
    return 2 * a.nbytes / _fastest(lambda: np.copyto(b, a), repeats)


def slope(sizes, seconds):
    """Fit the exponent of a cost law, seconds = c · size^slope.

    Args:
        sizes: numbers > 0, at least three.
        seconds: as many numbers > 0.

    Returns:
        The slope on logarithmic axes and the ends of its 95 % interval, which assumes
        independent deviations from a straight line.

    Raises:
        ValueError: for fewer than three points or numbers that are not above 0.

    Example:

    >>> [round(value, 3) for value in slope([1, 2, 4, 8], [3, 12, 48, 192])]
    [2.0, 2.0, 2.0]
    """
    sizes, seconds = np.asarray(sizes, float), np.asarray(seconds, float)
    if sizes.shape != seconds.shape or sizes.ndim != 1 or len(set(sizes)) < 3:
        raise ValueError(
            f"sizes has shape {sizes.shape}, seconds {seconds.shape}; expected two "
            "equally long lists with at least three sizes"
        )
    if not (np.all(sizes > 0) and np.all(seconds > 0)):
        raise ValueError("sizes and seconds hold numbers ≤ 0; expected all above 0")
    x, y = np.log(sizes), np.log(seconds)
    exponent, start = np.polyfit(x, y, 1)
    free = len(x) - 2
    error = np.sqrt(
        np.sum((y - start - exponent * x) ** 2) / free / np.sum((x - x.mean()) ** 2)
    )
    half = stats.t.ppf(0.975, free) * error
    return float(exponent), float(exponent - half), float(exponent + half)


def _fastest(function, repeats):
    function()
    repeats = checks.integer("repeats", repeats, 1)
    return min(timeit.repeat(function, number=1, repeat=repeats))
