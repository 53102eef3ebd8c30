"""Jacobians: equal to what is known, and zero where nothing can reach."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import layers, ops

from utils.jacobians import field_size, time_jacobian, unit_view


def test_a_linear_model_has_its_weights_as_jacobian():
    rng = np.random.default_rng(0)
    weights = rng.normal(size=(4, 2, 5, 3)).astype("float32")  # in step, channel, out
    x = rng.normal(size=(4, 2)).astype("float32")
    found = time_jacobian(lambda x: ops.einsum("bsc,sctu->btu", x, weights), x)
    expected = np.sqrt(np.square(weights).sum(axis=(1, 3))).T
    np.testing.assert_allclose(found, expected, rtol=1e-5)


@pytest.mark.parametrize("kind", [layers.SimpleRNN, layers.LSTM, layers.GRU])
def test_a_recurrence_sees_the_past_and_nothing_else(kind):
    keras.utils.set_random_seed(0)
    x = np.random.default_rng(0).normal(size=(6, 2)).astype("float32")
    felt = time_jacobian(kind(3, return_sequences=True), x) != 0
    np.testing.assert_array_equal(felt, np.tril(np.ones((6, 6), bool)))


@settings(max_examples=8, deadline=None)
@given(size=st.integers(1, 4), gap=st.integers(1, 2))
def test_a_causal_convolution_sees_its_window(size, gap):
    keras.utils.set_random_seed(0)
    layer = layers.Conv1D(2, size, padding="causal", dilation_rate=gap)
    x = np.random.default_rng(0).normal(size=(9, 2)).astype("float32")
    lag = np.subtract.outer(np.arange(9), np.arange(9))
    expected = (lag >= 0) & (lag < size * gap) & (lag % gap == 0)
    np.testing.assert_array_equal(time_jacobian(layer, x) != 0, expected)


def test_finite_differences_agree():
    keras.utils.set_random_seed(1)
    layer = layers.GRU(3, return_sequences=True, dtype="float64")
    x = np.random.default_rng(1).normal(size=(5, 1))
    found = time_jacobian(layer, x)
    for step in range(5):
        nudge = np.zeros((5, 1))
        nudge[step] = 1e-6
        up, down = (ops.convert_to_numpy(layer((x + s * nudge)[None])) for s in (1, -1))
        slope = np.linalg.norm(up - down, axis=-1)[0] / 2e-6
        np.testing.assert_allclose(found[:, step], slope, rtol=1e-4, atol=1e-8)


@pytest.mark.parametrize("x", [[[1, 2]], [1.0, 2.0], np.zeros((0, 2))])
def test_what_is_no_sequence_of_floats_is_refused(x):
    with pytest.raises(ValueError, match="x is"):
        time_jacobian(lambda x: x, x)


def test_a_model_that_gives_no_sequence_is_refused():
    with pytest.raises(ValueError, match="model gives"):
        time_jacobian(layers.GRU(2), np.ones((3, 1), "float32"))


@settings(max_examples=6, deadline=None)
@given(kernels=st.lists(st.integers(1, 3), min_size=1, max_size=3), data=st.data())
def test_the_formula_is_what_is_measured(kernels, data):
    strides = [data.draw(st.integers(1, 2)) for _ in kernels]
    stack = [layers.Input((31, 31, 1))]
    for kernel, stride in zip(kernels, strides, strict=True):
        stack.append(layers.Conv2D(2, kernel, strides=stride))
    keras.utils.set_random_seed(0)
    model = keras.Sequential(stack)
    view = unit_view(model, (0, 0), size=31, examples=2)
    side = field_size(kernels, strides)[-1]
    seen = np.argwhere(view > 0)
    np.testing.assert_array_equal(np.ptp(seen, axis=0) + 1, [side, side])


def test_bad_arguments_of_a_view_are_refused():
    same = lambda x: x  # noqa: E731
    for change, word in (
        ({"size": 0}, "size"),
        ({"channels": 0}, "channels"),
        ({"examples": 0}, "examples"),
        ({"seed": -1}, "seed"),
        ({"unit": (4, 0)}, "row"),
        ({"unit": (0, -1)}, "column"),
    ):
        with pytest.raises(ValueError, match=word):
            unit_view(same, **{"unit": (0, 0), "size": 4} | change)


def test_bad_arguments_of_the_formula_are_refused():
    with pytest.raises(ValueError, match="strides"):
        field_size([3, 3], [1])
    with pytest.raises(ValueError, match="kernels"):
        field_size([0], [1])
    with pytest.raises(ValueError, match="strides"):
        field_size([3], [0])
