"""Probes of memory, on networks whose answer is known by hand."""

import keras
import numpy as np
import pytest
from keras import layers

from utils import datasets, decay, probes
from utils.recall import (
    descend,
    log_gradient,
    measure_decay,
    read_back,
    trace_gradients,
)

X = np.random.default_rng(0).normal(size=(8, 30, 4)).astype("float32")


def halving():
    """A linear recurrence that keeps half of its state at each step."""
    half = keras.initializers.Orthogonal(0.5)
    return layers.SimpleRNN(16, activation="linear", recurrent_initializer=half)


def test_fresh_gradients_follow_the_known_gain():
    curves = trace_gradients({"half": ("RNN", halving)}, X, seeds=[0, 1])
    assert list(curves.columns) == [
        "family",
        "contestant",
        "condition",
        "seed",
        "distance",
        "value",
    ]
    assert sorted(set(curves["distance"])) == list(range(30))
    slopes = decay.decay_rates(curves)
    np.testing.assert_allclose(slopes["value"], np.log10(0.5), atol=0.03)


def test_the_same_seed_draws_the_same_network_and_scale_reaches_it():
    make = {"GRU": ("RNN", lambda: layers.GRU(4))}
    first, again = (trace_gradients(make, X, seeds=[3]) for _ in range(2))
    np.testing.assert_array_equal(first["value"], again["value"])
    scaled = trace_gradients(make, X, seeds=[3], scale=0.1)
    twin = trace_gradients(make, np.float32(0.1) * X, seeds=[3])
    np.testing.assert_allclose(scaled["value"], twin["value"], rtol=1e-4)


@pytest.mark.parametrize(
    ("contestants", "settings", "words"),
    [
        ({}, {"seeds": [0]}, "contestants is empty"),
        ({"half": ("RNN", halving)}, {"seeds": []}, "seeds is"),
        ({"half": ("RNN", halving)}, {"seeds": [0], "scale": 0}, "scale is 0"),
    ],
)
def test_trace_gradients_refuses_what_does_not_fit(contestants, settings, words):
    with pytest.raises(ValueError, match=words):
        trace_gradients(contestants, X, **settings)


def test_measures_of_a_model_agree_with_the_probe():
    data = datasets.sequences.make_adding(seed=0, length=20, examples=(40, 8, 40))
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [layers.Input(data.input_shape), halving(), layers.Dense(1)]
    )
    reach = probes.gradient_reach(model, data.test.x[:32], step=None)
    assert measure_decay(model, data) == decay.decay_rate(reach)
    found = log_gradient(0.5)(model, data)
    assert found == pytest.approx(np.log10(reach[-1 - 10]))
    assert log_gradient(1)(lambda x: x[:, -1], data) == -30.0
    with pytest.raises(ValueError, match="share is -1"):
        log_gradient(-1)


def test_the_probe_reads_a_shift_register_and_nothing_beyond():
    x = np.random.default_rng(0).normal(size=(400, 8))
    shares = read_back(x[:, -3:], x, range(8))
    np.testing.assert_allclose(shares[:3], 1, atol=1e-3)
    assert max(shares[3:]) < 0.1
    assert min(shares) >= 0


def test_the_probe_bears_a_dead_unit_and_a_changed_scale():
    x = np.random.default_rng(0).normal(size=(400, 4))
    states = np.column_stack([x[:, -1] * 1e-4, np.ones(400)])
    np.testing.assert_allclose(read_back(states, x, [0]), 1, atol=1e-3)


@pytest.mark.parametrize(
    ("states", "x", "lags", "words"),
    [
        (np.ones((8, 2)), np.ones((7, 3)), [0], "expected \\(examples, units\\)"),
        (np.ones((8, 2, 1)), np.ones((8, 3)), [0], "states is"),
        (np.ones((8, 2)), np.ones((8, 3)), [3], "lags is 3"),
    ],
)
def test_the_probe_refuses_what_does_not_fit(states, x, lags, words):
    with pytest.raises(ValueError, match=words):
        read_back(states, x, lags)


def make_linear():
    model = keras.Sequential([layers.Input((1,)), layers.Dense(1)])
    model.compile(keras.optimizers.SGD(), loss="mean_squared_error")
    return model


def test_descent_repeats_and_ends_where_numbers_end():
    x = np.ones((32, 1), "float32")
    model = make_linear()
    start = model.get_weights()
    steps = {"seed": 0, "updates": 12}
    first = descend(model, x, x, learning_rate=0.1, **steps)
    model.set_weights(start)
    again = descend(model, x, x, learning_rate=0.1, **steps)
    np.testing.assert_array_equal(first, again)
    assert first[-1] < first[0]
    model.set_weights(start)
    thrown = descend(model, x, x, learning_rate=1e9, **steps)
    assert np.isinf(thrown[-1])
    assert np.isfinite(thrown[0])


def test_descent_refuses_what_does_not_fit():
    x = np.ones((32, 1), "float32")
    with pytest.raises(ValueError, match="updates is 0"):
        descend(make_linear(), x, x, learning_rate=0.1, seed=0, updates=0)
    steps = {"updates": 1, "batch_size": 64}
    with pytest.raises(ValueError, match="batch_size is 64"):
        descend(make_linear(), x, x, learning_rate=0.1, seed=0, **steps)
