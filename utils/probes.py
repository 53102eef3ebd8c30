"""Look at a model without training it: sizes, reach, operations, time.

The only module that asks a backend for gradients by an input, which Keras has no word
for: `tf.GradientTape` on TensorFlow, `jax.grad` on JAX.
"""

import statistics
import time

import keras
import numpy as np
import pandas as pd
from keras import layers, ops

from utils import checks


def count_parameters(model):
    """Return the number of trainable parameters.

    Args:
        model: a built `keras.Model` or layer.

    Returns:
        A whole number.

    Example:

    >>> count_parameters(keras.Sequential([layers.Input((3,)), layers.Dense(2)]))
    8
    """
    return int(sum(np.prod(v.shape) for v in model.trainable_variables))


def input_gradient(model, x, *, step=None):
    """Return the gradient of a model's summed output by its input.

    Args:
        model: a `keras.Model` or function from `x` to one tensor.
        x: array of floats `(batch, ...)`.
        step: which time step of an output `(batch, time, ...)` to take, or None for
            the whole output.

    Returns:
        An array of the shape of `x`.

    Raises:
        ValueError: if `x` holds no floats: there is no gradient by a token's number.

    Example:

    >>> input_gradient(lambda x: 3 * x, np.zeros((1, 2), "float32"))
    array([[3., 3.]], dtype=float32)
    """
    x = np.asarray(x)
    if x.dtype.kind != "f":
        raise ValueError(f"x holds {x.dtype}; expected floats")

    def total(x):
        y = model(x)
        return ops.sum(y if step is None else y[:, step])

    if keras.backend.backend() == "jax":
        import jax

        return np.asarray(jax.grad(total)(x))
    import tensorflow as tf

    x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = total(x)
    gradient = tape.gradient(y, x)
    return np.zeros(x.shape, x.dtype.name) if gradient is None else gradient.numpy()


def gradient_reach(model, x, *, step=-1):
    """Return how strongly one output step feels each input step.

    Args:
        model: a `keras.Model` with outputs `(batch, time, ...)`, or `(batch, ...)` if
            `step` is None.
        x: array of floats `(batch, time, channels)`.
        step: the output step looked at.

    Returns:
        An array `(time,)`: the gradient's Euclidean norm over the channels, averaged
        over the batch.

    Example:

    >>> cumulated = lambda x: ops.cumsum(x, axis=1)
    >>> gradient_reach(cumulated, np.zeros((1, 3, 1), "float32"), step=1).tolist()
    [1.0, 1.0, 0.0]
    """
    gradient = input_gradient(model, x, step=step)
    return np.linalg.norm(gradient, axis=-1).mean(axis=0)


def receptive_field(model, dataset, *, examples=64):
    """Count the input positions that one output of a model depends on.

    Measured as the support of the gradient of the output (of the last time step, if
    there is one per step) by the input, over random inputs; pictures count pixels.
    A recurrent layer sees everything before it by construction: there the whole
    input is counted, since the gradient of a far step can be below the smallest
    number a float can hold without being zero.

    Args:
        model: a built `keras.Model` with one input.
        dataset: the `datasets.Dataset` it was built for.
        examples: number of random inputs; more of them miss less.

    Returns:
        A whole number, at most the number of time steps or pixels.

    Example:

    >>> from utils import datasets
    >>> sunspots = datasets.sequences.load_sunspots(window=9)
    >>> model = keras.Sequential([layers.Input((9, 1)), layers.Conv1D(4, 3)])
    >>> receptive_field(model, sunspots)
    3
    """
    if isinstance(dataset.train.x, tuple):
        raise ValueError("dataset has several inputs; expected one")
    shape = dataset.input_shape
    positions = shape[:-1] if len(shape) > 1 else shape
    if any(isinstance(layer, layers.RNN) for layer in _flat(model)):
        return int(np.prod(positions))
    x = np.random.default_rng(0).normal(size=(examples, *shape)).astype("float32")
    inside = model
    if dataset.train.x.dtype.kind != "f":  # tokens: start behind their embedding
        found = [x for x in _flat(model) if isinstance(x, layers.Embedding)]
        if len(found) != 1:
            raise ValueError(f"model has {len(found)} embeddings of tokens; expected 1")
        [embedding] = found
        inside = keras.Model(embedding.output, model.outputs[0])
        positions = shape
        x = np.random.default_rng(0).normal(
            size=(examples, *embedding.output.shape[1:])
        )
        x = x.astype("float32")
    step = -1 if len(model.outputs[0].shape) == 3 else None
    support = np.any(input_gradient(inside, x, step=step) != 0, axis=0)
    support = support.reshape(*positions, -1).any(axis=-1)
    return int(support.sum())


def count_operations(model):
    """Count the multiplications of one example's forward pass, layer by layer.

    Only matrix products and convolutions count (each multiplication comes with one
    addition); activations, pooling and normalization are small beside them.

    Args:
        model: a built `keras.Model` whose layers' input shapes are known.

    Returns:
        A whole number of multiply-add operations.

    Raises:
        ValueError: for a layer with weights that the count has no rule for.

    Example:

    >>> count_operations(keras.Sequential([layers.Input((10, 3)), layers.LSTM(5)]))
    1600
    """
    return sum(_operations(layer) for layer in model.layers)


def time_interleaved(functions, *, repeats=5):
    """Time functions in turns, so that a busy moment of the machine hits all of them.

    Args:
        functions: dict from a name to a function without arguments.
        repeats: rounds after one warm-up round, at least 1.

    Returns:
        A DataFrame indexed by name with `seconds` (the median), `lowest` and
        `highest`.

    Raises:
        ValueError: if `repeats` is out of its range.

    Example:

    >>> time_interleaved({"sum": lambda: sum(range(9))}, repeats=3).index.tolist()
    ['sum']
    """
    repeats = checks.integer("repeats", repeats, 1)
    seconds = {name: [] for name in functions}
    for turn in range(repeats + 1):
        for name, function in functions.items():
            started = time.perf_counter()
            function()
            if turn:
                seconds[name].append(time.perf_counter() - started)
    rows = {n: (statistics.median(s), min(s), max(s)) for n, s in seconds.items()}
    columns = ["seconds", "lowest", "highest"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def _flat(model):
    return list(model._flatten_layers(include_self=False, recursive=True))


def _operations(layer):
    if isinstance(layer, layers.Dense | layers.Conv1D | layers.Conv2D | layers.Conv3D):
        positions = np.prod(layer.output.shape[1:-1])
        return int(np.prod(layer.kernel.shape) * positions)
    if isinstance(layer, layers.SimpleRNN | layers.LSTM | layers.GRU):
        return _step_operations(layer) * layer.input.shape[1]
    if isinstance(layer, layers.Bidirectional):
        both = (layer.forward_layer, layer.backward_layer)
        return sum(map(_step_operations, both)) * layer.input.shape[1]
    if isinstance(layer, keras.Model):
        return count_operations(layer)
    small = layers.Embedding | layers.BatchNormalization | layers.LayerNormalization
    if layer.weights and not isinstance(layer, small):
        raise ValueError(
            f"model: no rule to count the operations of a {type(layer).__name__}; "
            "expected dense, convolutional and recurrent layers"
        )
    return 0


def _step_operations(layer):
    matrices = (layer.cell.kernel, layer.cell.recurrent_kernel)
    return int(sum(np.prod(matrix.shape) for matrix in matrices))
