"""Functions to be timed: one compiled call is one training step or one prediction.

`train_on_batch` can spend more time in Python than a small network spends on its
update. Here the whole step is one compiled function around Keras' own `train_step`;
what remains beside the arithmetic is one call.
"""

import functools
import importlib

import keras
import numpy as np
from joblib.externals import loky
from keras import ops

from utils import checks, rooflines

_held = {}  # functions prepared in a process of its own


def prepare_training(build, *arguments, batch_size=32, jit_compile=False):
    """Make a function that takes one training step of a regression model.

    Args:
        build: factory `build(*arguments) -> keras.Model` with one input of floats.
        *arguments: handed to the factory.
        batch_size: whole number ≥ 1 of examples per step.
        jit_compile: whether XLA compiles the step; on JAX it always does.

    Returns:
        The function, done when the new weights are there, and the operations of one
        step: a forward pass over the batch, and a backward pass counted as twice that.

    Raises:
        ValueError: if Keras runs on a backend other than TensorFlow and JAX.

    Example:

    >>> step, operations = prepare_training(lambda: keras.Sequential(
    ...     [keras.layers.Input((3,)), keras.layers.Dense(2)]), batch_size=4)
    >>> operations  # 6 weights, 4 examples, once forward and twice backward
    72
    """
    model, x = _model_and_batch(build, arguments, batch_size)
    y = np.zeros((len(x), *model.output_shape[1:]), "float32")
    model.compile(optimizer="adam", loss="mse", jit_compile=False)
    model.optimizer.build(model.trainable_variables)
    backend = {"tensorflow": _tensorflow_step, "jax": _jax_step}
    if keras.backend.backend() not in backend:
        raise ValueError(
            f"KERAS_BACKEND is {keras.backend.backend()!r}; expected one of "
            f"{sorted(backend)}"
        )
    step = backend[keras.backend.backend()](model, x, y, jit_compile)
    return step, 3 * len(x) * rooflines.count_operations(model)


def prepare_product(size):
    """Make a function that multiplies two large square matrices: the bar for a rate.

    Args:
        size: whole number ≥ 1, rows and columns of both.

    Returns:
        The function, and the operations of one call.

    Example:

    >>> prepare_product(10)[1]
    1000
    """
    size = checks.integer("size", size, 1)
    a = ops.ones((size, size), "float32")

    def multiply():
        np.asarray(ops.matmul(a, a)[0, 0])

    return multiply, size**3


def prepare_copy(megabytes):
    """Make a function that copies a large array: the bar for moving data.

    Args:
        megabytes: whole number ≥ 1, its size, more than any cache holds.

    Returns:
        The function, and the bytes that one call reads and writes.

    Example:

    >>> prepare_copy(1)[1]
    2097152
    """
    a = np.ones(checks.integer("megabytes", megabytes, 1) << 20, "uint8")
    b = np.empty_like(a)

    def copy():
        np.copyto(b, a)

    return copy, 2 * a.nbytes


def prepare_elsewhere(prepare, *arguments, threads):
    """Make a function that runs in a process of its own, with so many threads.

    TensorFlow fixes its threads when it starts, so that another number of them needs
    another process. All functions with one number share it; it ends when this one does.

    Args:
        prepare: function `prepare(*arguments) -> (function, operations)`.
        *arguments: handed to it, over there.
        threads: whole number ≥ 1 of threads for one operation.

    Returns:
        A function that has the other process call its function once and waits for it,
        and the operations of one call.

    Example:

    >>> prepare_elsewhere(prepare_product, 10, threads=1)[1]  # doctest: +SKIP
    1000
    """
    threads, key = checks.integer("threads", threads, 1), len(_held)
    _held[key] = None  # a number of its own for each function
    process = _start_process(str(threads), keras.backend.backend())
    operations = process.submit(_prepare_there, key, prepare, arguments).result()
    return lambda: process.submit(_call_there, key).result(), operations


@functools.cache
def _start_process(threads, backend):
    settings = {"TF_NUM_INTRAOP_THREADS": threads, "TF_NUM_INTEROP_THREADS": "1"}
    settings["KERAS_BACKEND"] = backend
    return loky.ProcessPoolExecutor(
        1, env=settings, timeout=900, initializer=_get_ready
    )


def _get_ready():
    # By name: records must not depend on where the course lies, which `ready` knows.
    importlib.import_module("utils.ready").prepare()


def _prepare_there(key, prepare, arguments):
    _held[key], operations = prepare(*arguments)
    return operations


def _call_there(key):
    _held[key]()


def _tensorflow_step(model, x, y, jit_compile):
    import tensorflow as tf

    @tf.function(jit_compile=jit_compile, autograph=False)
    def run(x, y):
        return model.train_step((x, y))["loss"]

    x, y = tf.constant(x), tf.constant(y)
    return lambda: float(run(x, y))


def _jax_step(model, x, y, jit_compile):
    import jax

    held = [model.trainable_variables, model.non_trainable_variables]
    held += [model.optimizer.variables, model.metrics_variables]
    model.reset_metrics()
    state = [tuple([v.value for v in variables] for variables in held)]
    batch = (ops.convert_to_tensor(x), ops.convert_to_tensor(y))
    run = jax.jit(model.train_step)

    def step():
        state[0] = jax.block_until_ready(run(state[0], batch)[1])

    return step


def _model_and_batch(build, arguments, batch_size):
    batch_size = checks.integer("batch_size", batch_size, 1)
    keras.utils.set_random_seed(0)
    model = build(*arguments)
    shape = (batch_size, *model.input_shape[1:])
    return model, np.random.default_rng(0).normal(size=shape).astype("float32")
