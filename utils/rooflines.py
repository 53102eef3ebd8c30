"""What a layer costs and what the machine can do: steps to time, limits, cost laws.

A roofline compares the operations per second that a layer reaches with two limits of
the machine, its arithmetic and its memory.

Reference:
    Williams, Waterman & Patterson 2009, https://doi.org/10.1145/1498765.1498785
"""

import timeit

import keras
import numpy as np
from keras import ops
from scipy import stats

from utils import checks, probes


def prepare_training(build, *arguments, batch_size=32, jit_compile=False):
    """Make a function that takes one training step of a regression model.

    Args:
        build: factory `build(*arguments) -> keras.Model` with one input of floats.
        *arguments: handed to the factory.
        batch_size: whole number ≥ 1 of examples per step.
        jit_compile: whether XLA compiles the step.

    Returns:
        The function, and the operations of one step: a forward pass over the batch and
        a backward pass, counted as twice that.

    Example:

    >>> step, operations = prepare_training(lambda: keras.Sequential(
    ...     [keras.layers.Input((3,)), keras.layers.Dense(2)]), batch_size=4)
    >>> operations  # 6 weights, 4 examples, once forward and twice backward
    72
    """
    model, x = _model_and_batch(build, arguments, batch_size)
    y = np.zeros((len(x), *model.output_shape[1:]), "float32")
    model.compile(optimizer="adam", loss="mse", jit_compile=jit_compile)

    def step():
        model.train_on_batch(x, y)

    return step, 3 * len(x) * probes.count_operations(model)


def prepare_prediction(build, *arguments, batch_size=32, jit_compile=False):
    """Make a function that predicts one batch.

    Args:
        build: factory `build(*arguments) -> keras.Model` with one input of floats.
        *arguments: handed to the factory.
        batch_size: whole number ≥ 1 of examples.
        jit_compile: whether XLA compiles the prediction.

    Returns:
        The function, and the operations of one call.

    Example:

    >>> predict, operations = prepare_prediction(lambda: keras.Sequential(
    ...     [keras.layers.Input((3,)), keras.layers.Dense(2)]), batch_size=4)
    >>> predict(), operations
    (None, 24)
    """
    model, x = _model_and_batch(build, arguments, batch_size)
    model.compile(jit_compile=jit_compile)

    def predict():
        model.predict_on_batch(x)

    return predict, len(x) * probes.count_operations(model)


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


def _model_and_batch(build, arguments, batch_size):
    batch_size = checks.integer("batch_size", batch_size, 1)
    keras.utils.set_random_seed(0)
    model = build(*arguments)
    shape = (batch_size, *model.input_shape[1:])
    return model, np.random.default_rng(0).normal(size=shape).astype("float32")
