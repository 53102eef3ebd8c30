"""Gradients of a Keras layer or model, to lay beside gradients worked out by hand.

Like `probes` it asks the backend: `tf.GradientTape` on TensorFlow, `jax.vjp` on JAX.
"""

import keras
import numpy as np

from utils import checks


def weight_gradients(layer, x, weights):
    """Return the gradients of a layer's weighted, summed output.

    The number differentiated is `Σ weights · layer(x)`. So `weights` plays the part
    of the gradient that arrives from above in backpropagation.

    Args:
        layer: a `keras.Model` or layer with one input and one output. JAX computes
            in float32 whatever its `dtype`, unless `JAX_ENABLE_X64=1` is set.
        x: array of floats `(batch, ...)`.
        weights: array of the output's shape.

    Returns:
        A list of arrays: the gradient by `x`, then one by each trainable weight, in
        the order of `layer.trainable_variables`.

    Raises:
        ValueError: if `x` holds no floats, or `weights` has another shape than the
            output.

    Example:

    >>> dense = keras.layers.Dense(1, kernel_initializer="ones")
    >>> found = weight_gradients(dense, np.array([[2.0, 5.0]], "float32"), [[3.0]])
    >>> [gradient.tolist() for gradient in found]
    [[[3.0, 3.0]], [[6.0], [15.0]], [3.0]]

    Reference:
        Werbos 1990, https://doi.org/10.1109/5.58337
    """
    x = np.asarray(x)
    if x.dtype.kind != "f":
        raise ValueError(f"x holds {x.dtype}; expected floats")
    y = layer(x)  # builds the layer where this has not been done
    if np.shape(weights) != tuple(y.shape):
        raise ValueError(
            f"weights has shape {np.shape(weights)}; expected the output's, "
            f"{tuple(y.shape)}"
        )
    x = keras.ops.convert_to_tensor(x, dtype=y.dtype)
    weights = keras.ops.convert_to_tensor(weights, dtype=y.dtype)
    if keras.backend.backend() == "jax":
        found = _jax_gradients(layer, x, weights)
    else:
        found = _tensorflow_gradients(layer, x, weights)
    return [keras.ops.convert_to_numpy(gradient) for gradient in found]


def equals(layer, forward, backward, x, *, rtol=1e-9):
    """Tell whether a layer's output and gradients equal those worked out by hand.

    The gradient that arrives from above is drawn at random, from a fixed seed.

    Args:
        layer: a `keras.layers.Layer`, best with `dtype="float64"`.
        forward: function of `x` and the layer's weights that returns the output.
        backward: function of the gradient by the output, `x` and the layer's weights;
            it returns the gradient by `x`, or a tuple of it and those by the weights.
        x: array of floats `(batch, ...)`.
        rtol: relative difference allowed, a number above 0; numbers near zero may
            differ by 1e-12 in any case.

    Returns:
        True or False.

    Raises:
        ValueError: if `x` holds no floats, or `rtol` is no number above 0.

    Example:

    >>> relu, x = keras.layers.ReLU(), np.array([[-1.0, 2.0]])
    >>> passes = (lambda x: np.maximum(x, 0), lambda dy, x: dy * (x > 0))
    >>> equals(relu, *passes, x, rtol=1e-6)
    True
    """
    checks.positive("rtol", rtol)
    x = np.asarray(x)
    if x.dtype.kind != "f":
        raise ValueError(f"x holds {x.dtype}; expected floats")
    y = keras.ops.convert_to_numpy(layer(x))
    dy = np.random.default_rng(0).normal(size=y.shape)
    weights = layer.get_weights()
    ours = backward(dy, x, *weights)
    ours = [*ours] if isinstance(ours, tuple | list) else [ours]
    theirs = weight_gradients(layer, x, dy)
    pairs = list(zip([forward(x, *weights), *ours], [y, *theirs], strict=True))
    return all(
        np.shape(a) == b.shape and np.allclose(a, b, rtol=rtol, atol=1e-12)
        for a, b in pairs
    )


def gaps(layer, backward, x):
    """Return how far a layer's gradients are from those worked out by hand.

    Input and the gradient from above are rounded to float32 first, so that a layer of
    either precision reads the same numbers; both sides use the layer's own weights.

    Args:
        layer: a built `keras.Model` or layer; its weights are read, not changed.
        backward: as for `equals`.
        x: array of floats `(batch, ...)`.

    Returns:
        An array of relative differences, one for each number of the gradients by
        hand whose size is above 1e-12.

    Raises:
        ValueError: if `x` holds no floats.

    Example:

    >>> relu, x = keras.layers.ReLU(), np.array([[-1.0, 2.0]])
    >>> gaps(relu, lambda dy, x: dy * (x > 0) * 1.5, x).round(3).tolist()
    [0.333]
    """
    x = np.asarray(x)
    if x.dtype.kind != "f":
        raise ValueError(f"x holds {x.dtype}; expected floats")
    x = x.astype("float32").astype(float)
    shape = layer(x).shape
    dy = np.random.default_rng(0).normal(size=shape).astype("float32").astype(float)
    weights = [w.astype(float) for w in layer.get_weights()]
    ours = backward(dy, x, *weights)
    ours = ours if isinstance(ours, tuple | list) else [ours]
    theirs = weight_gradients(layer, x, dy)
    a, b = (np.concatenate([np.ravel(g) for g in side]) for side in (ours, theirs))
    seen = np.abs(a) > 1e-12
    return np.abs(b[seen] - a[seen]) / np.abs(a[seen])


def _jax_gradients(layer, x, weights):
    import jax

    values = [v.value for v in layer.trainable_variables]
    fixed = [v.value for v in layer.non_trainable_variables]

    def run(x, values):
        return layer.stateless_call(values, fixed, x)[0]

    _, pull_back = jax.vjp(run, x, values)
    by_x, by_values = pull_back(weights)
    return [by_x, *by_values]


def _tensorflow_gradients(layer, x, weights):
    import tensorflow as tf

    wanted = [x, *(v.value for v in layer.trainable_variables)]
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x)
    zero = tf.UnconnectedGradients.ZERO
    return tape.gradient(y, wanted, weights, unconnected_gradients=zero)
