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


def make_picture(seed, batch, extra, channels, *, window, padding, dilation=1):
    """Draws pictures just large enough for a window, or with "same" even smaller."""
    distance = np.broadcast_to(dilation, 2)
    spans = distance * (np.subtract(window, 1)) + 1
    height, width = np.add(extra, 1 if padding == "same" else spans)
    return draw(seed, batch, height, width, channels)


extras, windows_of_4 = (
    st.tuples(st.integers(0, 5), st.integers(0, 5)),
    st.integers(1, 4),
)
kernel_sizes = st.tuples(windows_of_4, windows_of_4)


@sweep
@given(seeds, batches, extras, sizes, sizes, kernel_sizes, slidings(), paddings)
def test_conv2d(seed, batch, extra, channels, filters, kernel_size, sliding, padding):
    strides, dilation = sliding
    layer = layers.Conv2D(
        filters,
        kernel_size,
        strides=strides,
        padding=padding,
        dilation_rate=dilation,
        dtype="float64",
    )
    x = make_picture(
        *(seed, batch, extra, channels),
        window=kernel_size,
        padding=padding,
        dilation=dilation,
    )
    settings = {"strides": strides, "padding": padding, "dilation": dilation}
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
    extra=extras,
    channels=sizes,
    size=st.one_of(windows_of_4, kernel_sizes),
    strides=st.one_of(st.none(), windows_of_4, kernel_sizes),
    padding=paddings,
    ties=st.booleans(),
)
def test_pooling(kind, seed, batch, extra, channels, size, strides, padding, ties):
    layer = kind(size, strides=strides, padding=padding, dtype="float64")
    forward, backward = POOLINGS[kind]
    settings = {"size": size, "strides": strides, "padding": padding}
    x = make_picture(
        seed, batch, extra, channels, window=np.broadcast_to(size, 2), padding=padding
    )
    assert agree(
        layer,
        functools.partial(forward, **settings),
        functools.partial(backward, **settings),
        x.round() if ties else x,
    )


def test_at_a_tie_the_first_wins_as_in_keras():
    x = np.ones((1, 2, 2, 1))
    layer = layers.MaxPooling2D(2, dtype="float64")
    assert agree(layer, scratch.max_pool2d, scratch.max_pool2d_backward, x)
    dx = scratch.max_pool2d_backward(np.ones((1, 1, 1, 1)), x)
    assert dx.ravel().tolist() == [1, 0, 0, 0]


@pytest.mark.parametrize(("strides", "dilation"), [(2, 2), ((1, 2), (2, 1))])
def test_strides_with_dilation_are_refused_here_and_by_keras(strides, dilation):
    with pytest.raises(ValueError, match="both above 1"):
        scratch.conv2d(PICTURE, KERNEL, [0] * 5, strides=strides, dilation=dilation)
    with pytest.raises(ValueError, match="dilation_rate"):
        layers.Conv2D(5, 3, strides=strides, dilation_rate=dilation)


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


PICTURE, KERNEL = np.ones((1, 4, 4, 2)), np.ones((3, 3, 2, 5))
SERIES = np.ones((2, 6, 3))
CELL = [SERIES, np.ones((3, 4)), np.eye(4), np.zeros(4)]
WIDE = [np.tile(part, 4) for part in CELL[1:]]
GATED = [np.tile(part, 3) for part in CELL[1:3]]
GRU = [SERIES, *GATED, np.zeros((2, 12))]
# Of each function the names of its arrays, and arrays that it takes.
TAKES = {
    "conv2d": ("x kernel bias", PICTURE, KERNEL, np.ones(5)),
    "conv2d_backward": ("dy x kernel", np.ones((1, 2, 2, 5)), PICTURE, KERNEL),
    "max_pool2d": ("x", PICTURE),
    "max_pool2d_backward": ("dy x", np.ones((1, 2, 2, 2)), PICTURE),
    "average_pool2d": ("x", PICTURE),
    "average_pool2d_backward": ("dy x", np.ones((1, 2, 2, 2)), PICTURE),
    "dense": ("x kernel bias", np.ones((2, 3)), np.ones((3, 4)), np.ones(4)),
    "dense_backward": ("dy x kernel", *map(np.ones, [(2, 4), (2, 3), (3, 4)])),
    "relu": ("x", SERIES),
    "relu_backward": ("dy x", SERIES, SERIES),
    "simple_rnn": ("x kernel recurrent_kernel bias", *CELL),
    "simple_rnn_backward": (
        *("dy x kernel recurrent_kernel bias", np.ones((2, 4))),
        *CELL,
    ),
    "lstm": ("x kernel recurrent_kernel bias", SERIES, *WIDE),
    "lstm_backward": (
        *("dy x kernel recurrent_kernel bias", np.ones((2, 4)), SERIES),
        *WIDE,
    ),
    "gru": ("x kernel recurrent_kernel bias", *GRU),
    "gru_backward": (
        *("dy x kernel recurrent_kernel bias", np.ones((2, 4))),
        *GRU,
    ),
}
PLACES = [
    (function, place, name)
    for function, (names, *_) in TAKES.items()
    for place, name in enumerate(names.split())
]


def test_the_table_has_every_layer_and_its_arrays_are_taken():
    own = {"basics", "neurons"}
    assert set(TAKES) == {
        name
        for name in scratch.__all__
        if getattr(scratch, name).__module__.rpartition(".")[2] not in own
    }
    for name, (_, *arrays) in TAKES.items():
        found = getattr(scratch, name)(*arrays)
        parts = found if isinstance(found, tuple) else (found,)
        assert all(part.dtype == np.float64 for part in parts)
        if name.endswith("_backward"):
            weights = [array.shape for array in arrays[1:]]
            assert [part.shape for part in parts][: len(weights)] == weights


@pytest.mark.parametrize(("function", "place", "name"), PLACES)
def test_every_array_may_hold_nan_and_lists_and_float32(function, place, name):
    _, *arrays = TAKES[function]
    run = getattr(scratch, function)
    expected = run(*arrays)
    arrays[place] = arrays[place].astype("float32")
    for given_as in (arrays[place], arrays[place].tolist()):
        found = run(*arrays[:place], given_as, *arrays[place + 1 :])
        pairs = [(found, expected)]
        if isinstance(found, tuple):
            pairs = zip(found, expected, strict=True)
        assert all(np.array_equal(a, b) for a, b in pairs)
    arrays[place] = np.full(arrays[place].shape, np.nan)
    found = run(*arrays)  # no error
    parts = found if isinstance(found, tuple) else (found,)
    shape_alone = ("average_pool2d_backward", "relu_backward", "max_pool2d_backward")
    assert (function in shape_alone and name == "x") or any(
        np.isnan(part).any() for part in parts
    )


# ------------------------------------------------------------------ bad input
@pytest.mark.parametrize(("function", "place", "name"), PLACES)
def test_every_array_is_refused_by_its_name(function, place, name):
    _, *arrays = TAKES[function]
    run, kept = getattr(scratch, function), arrays[place]
    wrong = [
        (kept.astype(str), rf"^{name} holds <U\d+; expected real numbers"),
        (kept * 1j, rf"^{name} holds complex128; expected real numbers"),
        ([[1], [1, 2]], rf"^{name} holds lists of unequal lengths"),
        (None, rf"^{name} holds object; expected real numbers"),
    ]
    if function != "relu":  # which takes any shape
        # The shape of x decides which dy is right, so that one of them is at fault.
        at_fault = "(dy|x)" if function == "relu_backward" else name
        wrong.append((kept[None], rf"^{at_fault} must "))
    for value, message in wrong:
        arrays[place] = value
        with pytest.raises(ValueError, match=message):
            run(*arrays)


@pytest.mark.parametrize("option", ["strides", "padding", "size"])
@pytest.mark.parametrize("function", [name for name in TAKES if "pool" in name])
def test_pooling_refuses_options_by_name(function, option):
    _, *arrays = TAKES[function]
    for value in (0, -1, 1.5, True, (1, 0), (1, 2, 3), "full"):
        with pytest.raises(ValueError, match=f"^{option} is "):
            getattr(scratch, function)(*arrays, **{option: value})


@pytest.mark.parametrize("option", ["strides", "padding", "dilation"])
@pytest.mark.parametrize("function", ["conv2d", "conv2d_backward"])
def test_convolution_refuses_options_by_name(function, option):
    _, *arrays = TAKES[function]
    for value in (0, -1, 1.5, None, True, (1, 0), (1, 2, 3), "full"):
        with pytest.raises(ValueError, match=f"^{option} is "):
            getattr(scratch, function)(*arrays, **{option: value})


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
            lambda: scratch.conv2d(PICTURE, KERNEL, [0] * 5, dilation=2),
            r"kernel or size spans \(5, 5\); expected at most the picture's \(4, 4\)",
        ),
        (
            lambda: scratch.conv2d_backward(np.ones((1, 4, 4, 5)), PICTURE, KERNEL),
            r"dy must have shape \(1, 2, 2, 5\), got \(1, 4, 4, 5\)",
        ),
        (lambda: scratch.max_pool2d(PICTURE, 5), r"size spans \(5, 5\); expected at"),
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
def test_read_numbers_read_array_read_shaped_and_read_pair():
    x = np.ones(2)
    assert arguments.read_numbers("x", x) is x
    assert arguments.read_numbers("x", keras.ops.ones(2, "bfloat16")).dtype == float
    with pytest.raises(ValueError, match=r"x holds datetime64\[Y\]; expected real"):
        arguments.read_numbers("x", np.array(["2026"], "datetime64[Y]"))
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
