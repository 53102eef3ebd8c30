"""Gradients of Keras layers: against hand, and in the order that is promised."""

import keras
import numpy as np
import pytest
from keras import layers

from utils.gradients import equals, gaps, weight_gradients

# JAX computes in float32 unless it was started otherwise.
RTOL = 1e-9 if keras.backend.backend() == "tensorflow" else 1e-4


def test_a_dense_layer_against_the_formula():
    rng = np.random.default_rng(0)
    x, dy = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    dense = layers.Dense(2, dtype="float64")
    by_x, by_kernel, by_bias = weight_gradients(dense, x, dy)
    kernel = keras.ops.convert_to_numpy(dense.kernel)
    np.testing.assert_allclose(by_x, dy @ kernel.T, rtol=RTOL)
    np.testing.assert_allclose(by_kernel, x.T @ dy, rtol=RTOL)
    np.testing.assert_allclose(by_bias, dy.sum(axis=0), rtol=RTOL)


def test_a_model_gives_one_gradient_for_each_weight_in_order():
    model = keras.Sequential(
        [layers.Input((5, 2)), layers.GRU(3, return_sequences=True), layers.Dense(1)]
    )
    found = weight_gradients(model, np.ones((1, 5, 2), "float32"), np.ones((1, 5, 1)))
    shapes = [tuple(v.shape) for v in model.trainable_variables]
    assert [g.shape for g in found] == [(1, 5, 2), *shapes]


def test_a_layer_without_weights_and_one_that_ignores_its_input():
    x = np.array([[-1.0, 2.0]], "float32")
    [by_x] = weight_gradients(layers.ReLU(), x, [[5.0, 7.0]])
    assert by_x.tolist() == [[0, 7]]
    zeros = layers.Dense(1, kernel_initializer="zeros")
    assert weight_gradients(zeros, x, [[1.0]])[0].tolist() == [[0, 0]]


def test_bad_arguments_are_told_clearly():
    with pytest.raises(ValueError, match="x holds int64"):
        weight_gradients(layers.Dense(1), np.ones((1, 2), int), [[1.0]])
    with pytest.raises(ValueError, match=r"weights has shape \(1,\)"):
        weight_gradients(layers.Dense(1), np.ones((1, 2)), [1.0])


def dense(x, kernel, bias):
    """A dense layer by hand."""
    return x @ kernel + bias


def dense_backward(dy, x, kernel, bias):
    """Its gradients."""
    return dy @ kernel.T, x.T @ dy, dy.sum(axis=0)


def test_equals_finds_what_is_equal_and_what_is_not():
    x = np.random.default_rng(0).normal(size=(4, 3))
    layer = layers.Dense(2, dtype="float64")
    assert equals(layer, dense, dense_backward, x, rtol=RTOL)

    def off(x, kernel, bias):
        return dense(x, kernel, bias) * (1 + 10 * RTOL)

    def off_backward(dy, *rest):
        dx, dkernel, dbias = dense_backward(dy, *rest)
        return dx, dkernel, dbias + 1

    assert not equals(layer, off, dense_backward, x, rtol=RTOL)
    assert not equals(layer, dense, off_backward, x, rtol=RTOL)
    assert not equals(layer, lambda *a: dense(*a)[0], dense_backward, x, rtol=RTOL)


def test_equals_takes_one_gradient_alone_and_refuses_bad_arguments():
    x = np.array([[-1.0, 2.0]])
    relu = layers.ReLU(dtype="float64")
    passes = (lambda x: np.maximum(x, 0), lambda dy, x: dy * (x > 0))
    assert equals(relu, *passes, x)
    with pytest.raises(ValueError, match="x holds int64"):
        equals(relu, *passes, np.ones((1, 2), int))
    with pytest.raises(ValueError, match="rtol"):
        equals(relu, *passes, x, rtol=0)


def test_gaps_are_small_in_either_precision_and_show_a_mistake():
    x = np.random.default_rng(0).normal(size=(4, 3))
    for dtype, largest in (("float64", 1e3 * RTOL), ("float32", 1e-3)):
        layer = layers.Dense(2, dtype=dtype)
        layer.build((None, 3))
        found = gaps(layer, dense_backward, x)
        assert found.shape == (4 * 3 + 3 * 2 + 2,)
        assert found.max() < largest
    wrong = gaps(layer, lambda *a: [2 * g for g in dense_backward(*a)], x)
    np.testing.assert_allclose(wrong, 0.5, atol=1e-3)
    with pytest.raises(ValueError, match="x holds int64"):
        gaps(layer, dense_backward, np.ones((4, 3), int))
