"""A whole epoch in one compiled function, for Keras' TensorFlow and JAX backends.

Keras' `fit` returns to Python after every batch, which costs more than the update
itself when a model is small. Here the loop over the batches is part of the compiled
function, around Keras' own `train_step`. XLA makes recurrent layers several times
faster on a CPU; a convolution inside an XLA loop is slower by an order of magnitude
there (both are measured by `make bench`), so the layers decide.
"""

import keras
import numpy as np
from keras import layers, tree

CONVOLUTIONS = (
    layers.Conv1D,
    layers.Conv2D,
    layers.Conv3D,
    layers.Conv1DTranspose,
    layers.Conv2DTranspose,
    layers.Conv3DTranspose,
    layers.DepthwiseConv1D,
    layers.DepthwiseConv2D,
    layers.SeparableConv1D,
    layers.SeparableConv2D,
    layers.ConvLSTM1D,
    layers.ConvLSTM2D,
    layers.ConvLSTM3D,
)


def holds(model, kinds):
    """Return whether a model holds a layer of some kinds, at any depth.

    Args:
        model: a `keras.Model`.
        kinds: a layer class or a tuple of them.

    Returns:
        True or False.

    Example:

    >>> model = keras.Sequential([layers.Bidirectional(layers.GRU(2))])
    >>> holds(model, layers.RNN), holds(model, CONVOLUTIONS)
    (True, False)
    """
    return any(isinstance(x, kinds) for x in model._flatten_layers(recursive=True))


def make_epoch(model, *, train):
    """Compile the loop over the batches of one epoch.

    Args:
        model: a compiled and built `keras.Model`, its optimizer built.
        train: True to update the weights, False to measure the loss only.

    Returns:
        A function `(x, y, order, steps) -> float`, the mean loss over the first
        `steps` rows of `order`, an integer array `(batches, batch)` of example
        numbers. With `steps=0` it compiles and changes nothing.

    Raises:
        ValueError: if Keras runs on a backend other than TensorFlow and JAX.
    """
    backend = keras.backend.backend()
    if backend == "tensorflow":
        run = _tensorflow_epoch(model, train)
    elif backend == "jax":
        run = _jax_epoch(model, train)
    else:
        raise ValueError(
            f"KERAS_BACKEND is {backend!r}; expected 'tensorflow' or 'jax'"
        )

    def epoch(x, y, order, steps):
        model.reset_metrics()
        return float(run(x, y, order, steps))

    return epoch


def _tensorflow_epoch(model, train):
    import tensorflow as tf

    xla = holds(model, layers.RNN) and not holds(model, CONVOLUTIONS)
    step = model.train_step if train else model.test_step

    @tf.function(jit_compile=xla, autograph=False)
    def run(x, y, order, steps):
        def body(i, _):
            def take(array):
                return tf.gather(array, order[i])

            logs = step((tree.map_structure(take, x), take(y)))
            return i + 1, logs["loss"]

        return tf.while_loop(lambda i, _: i < steps, body, (0, 0.0))[1]

    return lambda x, y, order, steps: run(
        x, y, tf.constant(order, tf.int32), tf.constant(steps, tf.int32)
    )


def _jax_epoch(model, train):
    import jax

    held = [model.trainable_variables, model.non_trainable_variables]
    held += [model.optimizer.variables] * train + [model.metrics_variables]
    step = model.train_step if train else model.test_step

    def one(state, x, y, batch):
        def take(array):
            return array[batch]

        logs, state = step(state, (tree.map_structure(take, x), take(y)))
        return state, logs["loss"]

    @jax.jit
    def scan(state, x, y, order):
        return jax.lax.scan(lambda state, b: one(state, x, y, b), state, order)

    one_by_one = jax.jit(one)
    in_loop = jax.default_backend() != "cpu" or not holds(model, CONVOLUTIONS)

    def run(x, y, order, steps):
        state = tuple([v.value for v in variables] for variables in held)
        losses = np.zeros(1)
        if steps and in_loop:
            state, losses = scan(state, x, y, np.asarray(order[:steps]))
        else:
            for batch in order[: steps or 1]:
                new, loss = one_by_one(state, x, y, batch)
                state, losses = (new, [loss]) if steps else (state, losses)
        for variables, values in zip(held, state, strict=True):
            for variable, value in zip(variables, values, strict=True):
                variable.assign(value)
        return losses[-1]

    return run
