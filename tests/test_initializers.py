"""Biases that hold: each number lands at its gate, and layers take them."""

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keras import layers, ops

from utils.initializers import ChronoBias, HoldBias


def read(bias, shape):
    return ops.convert_to_numpy(bias(shape))


def sigmoid(b):
    return 1 / (1 + np.exp(-b))


def test_hold_bias_equals_what_keras_does_for_an_lstm():
    own = layers.LSTM(5, unit_forget_bias=False, bias_initializer=HoldBias("LSTM", 1.0))
    theirs = layers.LSTM(5)
    for layer in (own, theirs):
        layer.build((None, 3, 2))
    np.testing.assert_array_equal(*(x.get_weights()[2] for x in (own, theirs)))


@pytest.mark.parametrize("reset_after", [True, False])
@pytest.mark.parametrize("value", [-30.0, 30.0])
def test_a_gru_holds_or_lets_go(reset_after, value):
    bias = HoldBias("GRU", value)
    layer = layers.GRU(4, reset_after=reset_after, bias_initializer=bias)
    x = np.random.default_rng(0).normal(size=(2, 1, 3)).astype("float32")
    state = np.full((2, 4), 0.7, "float32")
    out = ops.convert_to_numpy(layer(x, initial_state=state))
    assert np.allclose(out, state, atol=1e-5) == (value > 0)


@given(st.integers(1, 40), st.floats(2.1, 1e4), st.integers(0, 99))
def test_chrono_gates_stand_for_time_spans_in_range(units, longest, seed):
    gates = read(ChronoBias("LSTM", longest, seed=seed), (4 * units,))
    entry, forget, cell, out = gates.reshape(4, units)
    spans = 1 / (1 - sigmoid(forget.astype(float)))
    assert spans.min() >= 2 - 1e-3
    assert spans.max() <= longest * (1 + 1e-3)
    np.testing.assert_array_equal(entry, -forget)
    assert not cell.any()
    assert not out.any()


def test_chrono_bias_of_a_gru_fills_the_update_gate_once():
    gates = read(ChronoBias("GRU", 50, seed=0), (2, 30)).reshape(2, 3, 10)
    assert (gates[0, 0] >= 0).all()
    assert gates[0, 0].any()
    assert not gates[0, 1:].any()
    assert not gates[1].any()


def test_without_a_seed_the_global_seed_decides():
    found = []
    for _ in range(2):
        keras.utils.set_random_seed(1)
        found.append(read(ChronoBias("GRU", 50), (30,)))
    np.testing.assert_array_equal(*found)
    assert not np.array_equal(found[0], read(ChronoBias("GRU", 50), (30,)))


@pytest.mark.parametrize("bias", [HoldBias("GRU", 2.0), ChronoBias("LSTM", 50, seed=3)])
def test_a_bias_survives_being_saved(bias):
    config = keras.initializers.serialize(bias)
    twin = keras.initializers.deserialize(config)
    shape = (12,)
    np.testing.assert_array_equal(read(bias, shape), read(twin, shape))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: HoldBias("RNN", 1.0), "cell is 'RNN'"),
        (lambda: HoldBias("GRU", np.inf), "value is inf"),
        (lambda: HoldBias("GRU", "1"), "value is '1'"),
        (lambda: ChronoBias("GRU", 2), "more than 2"),
        (lambda: ChronoBias("GRU", 50, seed=-1), "seed is -1"),
        (lambda: HoldBias("GRU", 1.0)((10,)), "multiple of 3"),
        (lambda: HoldBias("LSTM", 1.0)((2, 2, 4)), "multiple of 4"),
    ],
)
def test_what_does_not_fit_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()
