"""Layers by hand, forward and backward, against Keras in float64, in sweeps of shapes.

`gradients.equals` compares output and gradients to a relative 1e-9.
"""

import functools

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import layers

from utils import gradients, scratch
from utils.scratch import arguments, sequences, windows

sweep = settings(max_examples=25, deadline=None, derandomize=True, database=None)
seeds, sizes = st.integers(0, 10_000), st.integers(1, 3)
paddings = st.sampled_from(["valid", "same"])
batches = st.integers(1, 3)


def agree(layer, forward, backward, x):
    """Draws all weights, biases as well, so that none is zero, and compares."""
    rng = np.random.default_rng(x.size)
    layer.build(x.shape)
    layer.set_weights([rng.normal(size=w.shape) for w in layer.get_weights()])
    return gradients.equals(layer, forward, backward, x)


def draw(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


# ------------------------------------------------------------------- pictures
@st.composite
def slidings(draw_value):
    """Strides and dilation as Keras allows them: one of the two above 1."""
    both = draw_value(st.tuples(sizes, sizes))
    return draw_value(st.sampled_from([(both, 1), (1, both), (both[0], 1)]))


@sweep
@given(seeds, batches, sizes, sizes, st.tuples(sizes, sizes), slidings(), paddings)
def test_conv2d(seed, batch, channels, filters, kernel_size, sliding, padding):
    strides, dilation = sliding
    layer = layers.Conv2D(
        filters,
        kernel_size,
        strides=strides,
        padding=padding,
        dilation_rate=dilation,
        dtype="float64",
    )
    settings = {"strides": strides, "padding": padding, "dilation": dilation}
    x = draw(seed, batch, 8, 7, channels)  # a window spans at most 7 x 7
    assert agree(
        layer,
        functools.partial(scratch.conv2d, **settings),
        lambda dy, x, kernel, bias: scratch.conv2d_backward(dy, x, kernel, **settings),
        x,
    )


POOLINGS = {
    layers.MaxPooling2D: (scratch.max_pool2d, scratch.max_pool2d_backward),
    layers.AveragePooling2D: (scratch.average_pool2d, scratch.average_pool2d_backward),
}


@pytest.mark.parametrize("kind", POOLINGS)
@sweep
@given(
    seed=seeds,
    batch=batches,
    channels=sizes,
    size=st.one_of(sizes, st.tuples(sizes, sizes)),
    strides=st.one_of(st.none(), sizes, st.tuples(sizes, sizes)),
    padding=paddings,
)
def test_pooling(kind, seed, batch, channels, size, strides, padding):
    layer = kind(size, strides=strides, padding=padding, dtype="float64")
    forward, backward = POOLINGS[kind]
    settings = {"size": size, "strides": strides, "padding": padding}
    assert agree(
        layer,
        functools.partial(forward, **settings),
        functools.partial(backward, **settings),
        draw(seed, batch, 7, 6, channels),
    )


def test_at_a_tie_the_first_wins_as_in_keras():
    x = np.ones((1, 2, 2, 1))
    layer = layers.MaxPooling2D(2, dtype="float64")
    assert agree(layer, scratch.max_pool2d, scratch.max_pool2d_backward, x)
    dx = scratch.max_pool2d_backward(np.ones((1, 1, 1, 1)), x)
    assert dx.ravel().tolist() == [1, 0, 0, 0]


def test_padding_neither_wins_nor_counts():
    x = -np.ones((1, 3, 3, 1))
    for pool in (scratch.max_pool2d, scratch.average_pool2d):
        assert (pool(x, 2, padding="same") == -1).all()


@sweep
@given(seeds, batches, sizes, sizes)
def test_dense_and_relu(seed, batch, inputs, units):
    layer = layers.Dense(units, dtype="float64")

    def backward(dy, x, kernel, bias):
        return scratch.dense_backward(dy, x, kernel)

    assert agree(layer, scratch.dense, backward, draw(seed, batch, inputs))
    x = np.append(draw(seed, batch, inputs), np.zeros((batch, 1)), axis=1)
    relu = layers.ReLU(dtype="float64")
    assert agree(relu, scratch.relu, scratch.relu_backward, x)


# ------------------------------------------------------------------ sequences
RECURRENT = {
    "SimpleRNN": (
        layers.SimpleRNN,
        {},
        scratch.simple_rnn,
        scratch.simple_rnn_backward,
    ),
    "LSTM": (layers.LSTM, {}, scratch.lstm, scratch.lstm_backward),
    **{
        f"GRU, reset_after={after}": (
            layers.GRU,
            {"reset_after": after},
            scratch.gru,
            scratch.gru_backward,
        )
        for after in (True, False)
    },
}


@pytest.mark.parametrize("name", RECURRENT)
@settings(sweep, max_examples=15)
@given(
    seed=seeds,
    batch=batches,
    time=st.integers(1, 6),
    channels=sizes,
    units=sizes,
    return_sequences=st.booleans(),
    go_backwards=st.booleans(),
)
def test_recurrent_layers(name, seed, batch, time, channels, units, **order):
    kind, own, forward, backward = RECURRENT[name]
    layer = kind(units, dtype="float64", **own, **order)
    assert agree(
        layer,
        functools.partial(forward, **own, **order),
        functools.partial(backward, **own, **order),
        draw(seed, batch, time, channels),
    )


@pytest.mark.parametrize("name", RECURRENT)
def test_thirty_steps_back(name):
    kind, own, forward, backward = RECURRENT[name]
    forward, backward = (functools.partial(f, **own) for f in (forward, backward))
    layer = kind(4, dtype="float64", **own)
    assert agree(layer, forward, backward, 0.5 * draw(0, 2, 30, 3))


def test_a_wrong_gradient_is_noticed():
    """The comparison can fail: with a step left out, or another reset gate."""
    x = draw(0, 2, 5, 3)
    layer = layers.SimpleRNN(4, dtype="float64")

    def forgets_a_step(dy, x, *weights):
        x = np.concatenate([0 * x[:, :1], x[:, 1:]], axis=1)
        return scratch.simple_rnn_backward(dy, x, *weights)

    assert not agree(layer, scratch.simple_rnn, forgets_a_step, x)
    gru = layers.GRU(4, dtype="float64")

    def resets_before(x, kernel, recurrent, bias):
        bias = bias.sum(axis=0)
        return scratch.gru(x, kernel, recurrent, bias, reset_after=False)

    assert not agree(gru, resets_before, scratch.gru_backward, x)


def test_keras_convolution_is_a_cross_correlation():
    x, kernel = np.zeros((1, 5, 5, 1)), np.arange(9.0).reshape(3, 3, 1, 1)
    x[0, 2, 2, 0] = 1  # an impulse shows the kernel turned by 180 degrees
    found = scratch.conv2d(x, kernel, [0])[0, :, :, 0]
    assert found.tolist() == kernel[::-1, ::-1, 0, 0].tolist()
    theirs = keras.ops.conv(x, kernel, padding="valid")
    assert np.array_equal(theirs[0, :, :, 0], found)
    single = scratch.cross_correlate2d(x[0, :, :, 0], kernel[..., 0, 0])
    assert np.array_equal(single, found)


def test_arguments_are_left_as_they_were():
    x = draw(0, 1, 4, 4, 2)
    kept = x.copy()
    dy = scratch.max_pool2d(x)
    scratch.max_pool2d_backward(dy, x)
    scratch.relu_backward(scratch.relu(x), x)
    assert np.array_equal(x, kept)


def test_nan_goes_through_and_does_not_spread_further_than_its_window():
    x = np.zeros((1, 4, 4, 1))
    x[0, 0, 0, 0] = np.nan
    found = scratch.conv2d(x, np.ones((2, 2, 1, 1)), [0])
    assert np.isnan(found).sum() == 1


# ------------------------------------------------------------------ bad input
PICTURE, KERNEL = np.ones((1, 4, 4, 2)), np.ones((3, 3, 2, 5))
SERIES = np.ones((2, 6, 3))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: scratch.conv2d(PICTURE[0], KERNEL, [0] * 5), r"x must be .* 4 axes"),
        (lambda: scratch.conv2d(PICTURE, KERNEL[0], [0] * 5), r"kernel must be .* 4"),
        (
            lambda: scratch.conv2d(PICTURE, KERNEL[:, :, :1], [0] * 5),
            "kernel must have 2 channels, got 1",
        ),
        (
            lambda: scratch.conv2d(PICTURE, KERNEL, [0] * 4),
            r"bias must have shape \(5,\), got \(4,\)",
        ),
        (
            lambda: scratch.conv2d(PICTURE, KERNEL, [0] * 5, strides=0),
            r"strides .*0",
        ),
        (
            lambda: scratch.conv2d(PICTURE, KERNEL, [0] * 5, strides=(1, 2, 3)),
            r"strides is \(1, 2, 3\); expected a whole number, or two",
        ),
        (
            lambda: scratch.conv2d(PICTURE, KERNEL, [0] * 5, padding="full"),
            "padding is 'full'; expected 'valid' or 'same'",
        ),
        (
            lambda: scratch.conv2d(PICTURE, KERNEL, [0] * 5, dilation=2.5),
            r"dilation .*2\.5",
        ),
        (
            lambda: scratch.conv2d(PICTURE, KERNEL, [0] * 5, strides=2, dilation=2),
            "both above 1",
        ),
        (
            lambda: scratch.conv2d(PICTURE, KERNEL, [0] * 5, dilation=2),
            r"spans \(5, 5\) must fit into the picture \(4, 4\)",
        ),
        (
            lambda: scratch.conv2d_backward(np.ones((1, 4, 4, 5)), PICTURE, KERNEL),
            r"dy must have shape \(1, 2, 2, 5\), got \(1, 4, 4, 5\)",
        ),
        (lambda: scratch.max_pool2d(PICTURE, 5), "must fit into the picture"),
        (lambda: scratch.max_pool2d(PICTURE[:0]), "x must be non-empty"),
        (lambda: scratch.average_pool2d(PICTURE, 0), r"size .*0"),
        (
            lambda: scratch.max_pool2d_backward(PICTURE, PICTURE),
            r"dy must have shape \(1, 2, 2, 2\)",
        ),
        (
            lambda: scratch.average_pool2d_backward(PICTURE, PICTURE),
            r"dy must have shape \(1, 2, 2, 2\)",
        ),
        (lambda: scratch.dense([1, 2], [[1], [2]], [0]), r"x must be .* 2 axes"),
        (
            lambda: scratch.dense([[1, 2]], [[1]], [0]),
            "kernel must have 2 inputs, got 1",
        ),
        (
            lambda: scratch.dense_backward([[1, 1]], [[1, 2]], [[1], [2]]),
            r"dy must have shape \(1, 1\), got \(1, 2\)",
        ),
        (lambda: scratch.relu_backward([1, 2], [1]), r"dy must have shape \(1,\)"),
        (
            lambda: scratch.simple_rnn(SERIES[0], np.ones((3, 4)), np.eye(4), [0] * 4),
            r"x must be .* 3 axes",
        ),
        (
            lambda: scratch.simple_rnn(SERIES, np.ones((2, 4)), np.eye(4), [0] * 4),
            r"kernel must have shape \(3, 4\), got \(2, 4\)",
        ),
        (
            lambda: scratch.simple_rnn_backward(
                np.ones((2, 6, 4)), SERIES, np.ones((3, 4)), np.eye(4), [0] * 4
            ),
            r"dy must have shape \(2, 4\), got \(2, 6, 4\)",
        ),
        (
            lambda: scratch.lstm(SERIES, np.ones((3, 16)), np.ones((4, 12)), [0] * 16),
            r"recurrent_kernel must have shape \(4, 16\), got \(4, 12\)",
        ),
        (
            lambda: scratch.gru(SERIES, np.ones((3, 12)), np.ones((4, 12)), [0] * 12),
            r"bias must have shape \(2, 12\), got \(12,\)",
        ),
        (
            lambda: scratch.gru(
                SERIES,
                np.ones((3, 12)),
                np.ones((4, 12)),
                np.zeros((2, 12)),
                reset_after=False,
            ),
            r"bias must have shape \(12,\), got \(2, 12\)",
        ),
    ],
)
def test_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# -------------------------------------------------------------------- helpers
def test_read_array_read_shaped_and_read_pair():
    assert arguments.read_array("x", [[1]], 2).dtype == float
    assert arguments.read_shaped("x", [1, 2], [2]).tolist() == [1, 2]
    assert arguments.read_pair("size", [2, 3]) == (2, 3)
    with pytest.raises(ValueError, match="x must be non-empty with 1 axes"):
        arguments.read_array("x", [], 1)
    with pytest.raises(ValueError, match="size"):
        arguments.read_pair("size", "22")


@sweep
@given(st.tuples(st.integers(1, 9), st.integers(1, 9)), st.tuples(sizes, sizes))
def test_every_tap_meets_every_place_once(picture, window):
    placed = windows.place_windows(picture, window, strides=(2, 1), padding="same")
    assert isinstance(placed, windows.Windows)
    x = draw(0, 2, *picture, 3)
    padded = windows.pad(x, placed)
    assert np.array_equal(windows.crop(padded, placed, picture), x)
    for rows, columns in placed.taps.values():
        assert padded[:, rows, columns].shape[1:3] == placed.output


def test_sequences_are_read_turned_and_given():
    layer = sequences.read_layer(
        SERIES, np.ones((3, 8)), np.ones((4, 8)), np.ones((2, 8)), gates=2, bias_rows=2
    )
    assert [part.shape for part in layer] == [(2, 6, 3), (3, 8), (4, 8), (2, 8)]
    x = draw(0, 2, 6, 3)
    turned = sequences.in_order(x, True)
    assert np.array_equal(turned[:, 0], x[:, -1])
    assert np.array_equal(sequences.in_order(turned, True), x)
    states = list(x.swapaxes(0, 1))
    assert np.array_equal(sequences.give(states, True), x)
    assert np.array_equal(sequences.give(states, False), x[:, -1])
    assert np.array_equal(sequences.spread(x, x.shape, True), x)
    only = sequences.spread(x[:, -1], x.shape, False)
    assert not only[:, :-1].any() and np.array_equal(only[:, -1], x[:, -1])


def test_sigmoid_is_stable():
    a = np.array([-800.0, -1.0, 0.0, 1.0, 800.0])
    assert np.allclose(
        sequences.sigmoid(a), [0, 1 / (1 + np.e), 0.5, np.e / (1 + np.e), 1]
    )
