"""The traced gates are those of Keras: the hidden states agree for every setting."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import layers, ops

from utils import gates


def build(layer, channels=3):
    layer.build((None, None, channels))
    rng = np.random.default_rng(0)
    layer.set_weights([rng.normal(size=w.shape) for w in layer.weights])
    return layer


def inputs(shape=(2, 5, 3)):
    return np.random.default_rng(1).normal(size=shape).astype("float32")


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from([layers.LSTM, layers.GRU]),
    st.integers(1, 4),
    st.integers(1, 6),
    st.booleans(),
    st.booleans(),
)
def test_trace_equals_keras(kind, units, length, use_bias, reset_after):
    own = {"reset_after": reset_after} if kind is layers.GRU else {}
    layer = build(kind(units, return_sequences=True, use_bias=use_bias, **own))
    x = inputs((2, length, 3))
    expected = ops.convert_to_numpy(layer(x))
    np.testing.assert_allclose(gates.trace(layer, x)["hidden"], expected, atol=1e-5)


def test_the_parts_fit_together():
    seen = gates.trace(build(layers.LSTM(4)), inputs())
    before = np.pad(seen["cell"], ((0, 0), (1, 0), (0, 0)))[:, :-1]
    cell = seen["forget"] * before + seen["input"] * seen["candidate"]
    np.testing.assert_allclose(seen["cell"], cell)
    np.testing.assert_allclose(seen["hidden"], seen["output"] * np.tanh(cell))
    seen = gates.trace(build(layers.GRU(4)), inputs())
    before = np.pad(seen["hidden"], ((0, 0), (1, 0), (0, 0)))[:, :-1]
    mixed = seen["update"] * before + (1 - seen["update"]) * seen["candidate"]
    np.testing.assert_allclose(seen["hidden"], mixed)


def test_a_gate_held_at_its_own_values_changes_nothing():
    for layer, names in (
        (layers.LSTM(4), gates.LSTM_GATES),
        (layers.GRU(4), gates.GRU_GATES),
    ):
        free = gates.trace(build(layer), inputs())
        for name in names:
            held = gates.trace(layer, inputs(), hold={name: free[name]})
            np.testing.assert_allclose(held["hidden"], free["hidden"])


def test_a_held_gate_does_what_its_name_says():
    layer = build(layers.LSTM(4))
    kept = gates.trace(layer, inputs(), hold={"forget": 1, "input": 0})
    np.testing.assert_array_equal(kept["cell"], 0)  # nothing was ever written
    shut = gates.trace(layer, inputs(), hold={"output": 0})
    np.testing.assert_array_equal(shut["hidden"], 0)
    frozen = gates.trace(build(layers.GRU(4)), inputs(), hold={"update": 1.0})
    np.testing.assert_array_equal(frozen["hidden"], 0)


def test_group_means_keeps_the_groups_apart():
    values = inputs((4, 6, 2))
    groups = np.arange(24).reshape(4, 6) % 3
    means = gates.group_means(values, groups)
    for group in range(3):
        own = values[groups == group].mean(axis=0)
        np.testing.assert_allclose(means[groups == group] - own, 0, atol=1e-6)
    one = gates.group_means(values, np.zeros((4, 6)))
    np.testing.assert_allclose(one[0, 0], values.mean(axis=(0, 1)), atol=1e-6)


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (lambda: build(layers.SimpleRNN(2)), "SimpleRNN; expected a Keras LSTM"),
        (lambda: layers.GRU(2), "expected a built layer"),
        (lambda: build(layers.LSTM(2, activation="relu")), "activation is relu"),
        (lambda: build(layers.GRU(2, go_backwards=True)), "backwards"),
    ],
)
def test_trace_refuses_layers_it_does_not_know(layer, words):
    keras.utils.set_random_seed(0)
    with pytest.raises(ValueError, match=words):
        gates.trace(layer(), inputs())


def test_refuses_arguments_that_do_not_fit():
    layer = build(layers.LSTM(2))
    with pytest.raises(ValueError, match="x has shape"):
        gates.trace(layer, np.ones((2, 5, 4)))
    with pytest.raises(ValueError, match="gate 'update'; expected one of"):
        gates.trace(layer, inputs(), hold={"update": 1})
    with pytest.raises(ValueError, match="broadcasts to"):
        gates.trace(layer, inputs(), hold={"forget": np.ones(3)})
    with pytest.raises(ValueError, match="values has shape"):
        gates.group_means(np.ones((2, 3, 1)), np.ones((2, 4)))
