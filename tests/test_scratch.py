"""Scratch definitions against truth tables, finite differences and Keras."""

import itertools

import numpy as np
import pytest

from utils import scratch

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
AND, OR, XOR = np.array([0, 0, 0, 1]), np.array([0, 1, 1, 1]), np.array([0, 1, 1, 0])


@pytest.mark.parametrize(
    ("weights", "threshold", "truth"),
    [
        ([1, 1], 2, [0, 0, 0, 1]),
        ([1, 1], 1, [0, 1, 1, 1]),
        ([1, -1], 1, [0, 0, 1, 0]),
        ([0, 0], 0, [1, 1, 1, 1]),
    ],
)
def test_threshold_unit_is_the_gate_it_was_set_to_be(weights, threshold, truth):
    answers = scratch.threshold_unit(X, weights, threshold)
    assert answers.tolist() == truth
    assert scratch.threshold_unit(X[3], weights, threshold) == truth[3]


def test_threshold_unit_refuses_weights_that_do_not_fit():
    with pytest.raises(ValueError, match=r"weights must have shape \(2,\), got \(3,\)"):
        scratch.threshold_unit(X, [1, 1, 1], 1)


@pytest.mark.parametrize("y", list(itertools.product([0, 1], repeat=4)))
def test_the_perceptron_learns_every_function_of_two_inputs_but_two(y):
    weights, bias, mistakes = scratch.train_perceptron(X, y, epochs=50)
    learned = ((X @ weights + bias > 0) == y).all()
    assert learned == (y not in {(0, 1, 1, 0), (1, 0, 0, 1)})
    assert (mistakes[-1] == 0) == learned
    if not learned:
        assert mistakes.min() > 0


def test_the_perceptron_adds_or_subtracts_the_example_it_got_wrong():
    weights, bias, mistakes = scratch.train_perceptron([[2.0, 3.0]], [1], epochs=1)
    assert (weights.tolist(), bias, mistakes.tolist()) == ([2.0, 3.0], 1.0, [1])
    weights, bias, _ = scratch.train_perceptron([[2, 3], [1, 1]], [1, 0], epochs=1)
    assert (weights.tolist(), bias) == ([1.0, 2.0], 0.0)


def squared_error(parameters):
    _, output = scratch.run_network(X, parameters)
    return 0.5 * ((output[..., 0] - XOR) ** 2).sum(axis=1)  # (starts,)


def test_backpropagation_agrees_with_finite_differences_for_every_weight():
    starts, step = 3, 1e-6
    parameters = scratch.start_network(7, starts=starts, hidden_units=4)
    gradient = scratch.backpropagate(X, XOR, parameters)
    for part, values in enumerate(parameters):
        for place in np.ndindex(values.shape[1:]):
            moved = []
            for sign in (1, -1):
                shifted = [old.copy() for old in parameters]
                shifted[part][(slice(None), *place)] += sign * step
                moved.append(squared_error(shifted))
            numeric = (moved[0] - moved[1]) / (2 * step)
            exact = gradient[part][(slice(None), *place)]
            np.testing.assert_allclose(exact, numeric, rtol=1e-5, atol=1e-9)


def test_training_is_gradient_descent_and_leaves_the_start_as_it_was():
    start = scratch.start_network(0, starts=5)
    before = [part.copy() for part in start]
    trained = scratch.train_network(X, XOR, start, epochs=1, learning_rate=0.5)
    slope = scratch.backpropagate(X, XOR, start)
    for old, kept, new, gradient in zip(start, before, trained, slope, strict=True):
        np.testing.assert_array_equal(old, kept)
        np.testing.assert_allclose(new, old - 0.5 * gradient)


def test_each_start_is_trained_as_if_it_were_alone():
    many = scratch.start_network(3, starts=4)
    alone = tuple(part[2:3] for part in many)
    options = {"epochs": 200, "learning_rate": 2.0}
    together = scratch.train_network(X, XOR, many, **options)
    single = scratch.train_network(X, XOR, alone, **options)
    for a, b in zip(together, single, strict=True):
        np.testing.assert_allclose(a[2:3], b, rtol=1e-9)


def test_a_hidden_layer_learns_xor_from_most_starts():
    start = scratch.start_network(1001, starts=50)
    trained = scratch.train_network(X, XOR, start, epochs=5000, learning_rate=2.0)
    answers = scratch.run_network(X, trained)[1][..., 0] > 0.5
    assert (answers == XOR).all(axis=1).mean() > 0.5


def test_starts_are_seeded_and_differ():
    first, again = scratch.start_network(0), scratch.start_network(0)
    other = scratch.start_network(1)
    np.testing.assert_array_equal(first[0], again[0])
    assert (first[0] != other[0]).all()


def test_extreme_weights_do_not_overflow():
    huge = tuple(1e4 * part for part in scratch.start_network(0))
    with np.errstate(all="raise", under="ignore"):
        _, output = scratch.run_network(X, huge)
    assert ((output >= 0) & (output <= 1)).all()


@pytest.mark.parametrize(
    ("x", "y", "says"),
    [
        (X, [0, 1], "one 0 or 1 for each of 4 examples"),
        (X, [0, 1, 2, 1], "y must be one 0 or 1"),
        (X[0], [0, 1], "x must be finite"),
        (X * np.nan, XOR, "x must be finite"),
        (X[:0], XOR[:0], "x must be finite"),
    ],
)
def test_learners_refuse_examples_they_cannot_use(x, y, says):
    with pytest.raises(ValueError, match=says):
        scratch.train_perceptron(x, y, epochs=1)
    start = scratch.start_network(0)
    with pytest.raises(ValueError, match=says):
        scratch.train_network(x, y, start, epochs=1, learning_rate=1.0)


@pytest.mark.parametrize("size", [(3, 3), (1, 2), (5, 7)])
def test_cross_correlation_equals_keras(size):
    keras = pytest.importorskip("keras")
    rng = np.random.default_rng(0)
    picture, kernel = rng.normal(size=(9, 8)), rng.normal(size=size)
    expected = keras.ops.conv(
        picture[None, ..., None].astype("float32"),
        kernel[..., None, None].astype("float32"),
        padding="valid",
    )
    found = scratch.cross_correlate2d(picture, kernel)
    np.testing.assert_allclose(found, np.array(expected)[0, ..., 0], atol=1e-5)


@pytest.mark.parametrize("dilation", [1, 2, 4, 20])
@pytest.mark.parametrize("kernel_size", [1, 2, 3])
def test_causal_convolution_equals_keras(dilation, kernel_size):
    keras = pytest.importorskip("keras")
    rng = np.random.default_rng(0)
    sequence = rng.normal(size=(12, 3)).astype("float32")
    layer = keras.layers.Conv1D(
        5, kernel_size, padding="causal", dilation_rate=dilation, use_bias=False
    )
    expected = np.array(layer(sequence[None]))[0]
    kernel = layer.get_weights()[0]
    found = scratch.causal_convolution(sequence, kernel, dilation=dilation)
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_causal_convolution_sees_no_later_input():
    rng = np.random.default_rng(0)
    sequence, kernel = rng.normal(size=(10, 2)), rng.normal(size=(3, 2, 1))
    changed = sequence.copy()
    changed[6] += 1
    before, after = (
        scratch.causal_convolution(x, kernel, dilation=2) for x in (sequence, changed)
    )
    differs = (before != after).ravel()
    assert np.flatnonzero(differs).tolist() == [6, 8]


def test_simple_recurrence_equals_keras():
    keras = pytest.importorskip("keras")
    rng = np.random.default_rng(0)
    sequence = rng.normal(size=(12, 3)).astype("float32")
    layer = keras.layers.SimpleRNN(
        5, return_sequences=True, bias_initializer="random_normal"
    )
    expected = np.array(layer(sequence[None]))[0]
    weights = layer.get_weights()
    found = scratch.simple_recurrence(sequence, *weights)
    np.testing.assert_allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: scratch.cross_correlate2d([1, 2], [[1]]), "picture must be"),
        (lambda: scratch.cross_correlate2d([[1, 2]], [[1], [2]]), "kernel must fit"),
        (lambda: scratch.causal_convolution([[1]], [[1]]), "kernel must be"),
        (lambda: scratch.causal_convolution([[1, 2]], [[[1]]]), "2 channels, got 1"),
        (
            lambda: scratch.causal_convolution([[1]], [[[1]]], dilation=0),
            "dilation is 0",
        ),
        (
            lambda: scratch.simple_recurrence([[1]], [[1, 2]], [[1]], [0]),
            "kernel and recurrent_kernel must have shapes",
        ),
        (lambda: scratch.simple_recurrence([], [[1]], [[1]], [0]), "sequence must be"),
        (lambda: scratch.start_network(0, starts=0), "starts is 0"),
    ],
)
def test_wrong_arguments_are_refused_by_name(call, says):
    with pytest.raises(ValueError, match=says):
        call()
