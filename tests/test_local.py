"""A locally connected layer is a plain loop, and a convolution once it is tied."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import layers, ops

from utils.local import LocallyConnected2D, tie


def loop(x, kernel, bias, stride):
    rows, columns, size = kernel.shape[:3]
    y = np.zeros((len(x), rows, columns, kernel.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = x[:, top : top + size, left : left + size]
            y[:, i, j] = np.tensordot(window, kernel[i, j], 3) + bias[i, j]
    return y


CASES = {
    "height": st.integers(3, 7),
    "width": st.integers(3, 7),
    "channels": st.integers(1, 3),
    "filters": st.integers(1, 3),
    "size": st.integers(1, 3),
    "stride": st.integers(1, 3),
}


@settings(max_examples=15, deadline=None)
@given(st.fixed_dictionaries(CASES))
def test_it_computes_what_a_plain_loop_computes(case):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2, case["height"], case["width"], case["channels"]))
    layer = LocallyConnected2D(case["filters"], case["size"], strides=case["stride"])
    layer.build(x.shape)
    layer.set_weights([rng.normal(size=w.shape) for w in layer.weights])
    expected = loop(x, *layer.get_weights(), case["stride"])
    found = ops.convert_to_numpy(layer(x.astype("float32")))
    np.testing.assert_allclose(found, expected, atol=1e-4)
    assert layer.compute_output_shape(x.shape) == found.shape


@settings(max_examples=15, deadline=None)
@given(st.fixed_dictionaries(CASES), st.sampled_from(["valid", "same"]))
def test_tied_it_is_the_convolution(case, padding):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(2, case["height"], case["width"], case["channels"]))
    x = x.astype("float32")
    settings_ = {"strides": case["stride"], "padding": padding, "activation": "relu"}
    conv = layers.Conv2D(case["filters"], case["size"], **settings_)
    local = LocallyConnected2D(case["filters"], case["size"], **settings_)
    expected = ops.convert_to_numpy(conv(x))
    local.build(x.shape)
    tie(local, conv.kernel, rng.normal(size=case["filters"]).astype("float32"))
    tie(local, conv.kernel)
    np.testing.assert_allclose(ops.convert_to_numpy(local(x)), expected, atol=1e-4)


def test_every_place_has_weights_of_its_own():
    layer = LocallyConnected2D(4, 3, padding="same")
    layer.build((None, 6, 5, 2))
    assert layer.count_params() == 6 * 5 * (9 * 2 * 4 + 4)
    bare = LocallyConnected2D(4, 3, use_bias=False)
    bare.build((None, 6, 5, 2))
    assert bare.count_params() == 4 * 3 * 9 * 2 * 4


def test_it_starts_at_the_scale_of_a_convolution():
    keras.utils.set_random_seed(0)
    layer, conv = LocallyConnected2D(8, 3), layers.Conv2D(8, 3)
    layer.build((None, 9, 9, 4))
    conv.build((None, 9, 9, 4))
    spread = [np.std(ops.convert_to_numpy(x.kernel)) for x in (layer, conv)]
    assert abs(spread[0] / spread[1] - 1) < 0.1


def test_it_survives_its_config():
    layer = LocallyConnected2D(4, 3, strides=2, padding="same", activation="relu")
    again = LocallyConnected2D.from_config(layer.get_config())
    assert again.get_config() == layer.get_config()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"filters": 0}, "filters is 0"),
        ({"kernel_size": 1.5}, "kernel_size is 1.5"),
        ({"strides": 0}, "strides is 0"),
        ({"padding": "full"}, "padding is 'full'; expected 'valid' or 'same'"),
    ],
)
def test_it_refuses_arguments_that_do_not_fit(change, words):
    with pytest.raises(ValueError, match=words):
        LocallyConnected2D(**({"filters": 2, "kernel_size": 3} | change))


@pytest.mark.parametrize("shape", [(None, None, 5, 1), (None, 5, 5), (None, 2, 5, 1)])
def test_it_refuses_inputs_that_do_not_fit(shape):
    with pytest.raises(ValueError, match="expected"):
        LocallyConnected2D(2, 3).build(shape)


def test_tie_refuses_weights_that_do_not_fit():
    layer = LocallyConnected2D(2, 3)
    with pytest.raises(ValueError, match="expected a built layer"):
        tie(layer, np.ones((3, 3, 1, 2)))
    layer.build((None, 5, 5, 1))
    with pytest.raises(ValueError, match="kernel has shape"):
        tie(layer, np.ones((2, 2, 1, 2)))
    with pytest.raises(ValueError, match="bias has shape"):
        tie(layer, np.ones((3, 3, 1, 2)), np.ones(3))
    bare = LocallyConnected2D(2, 3, use_bias=False)
    bare.build((None, 5, 5, 1))
    with pytest.raises(ValueError, match="expected None"):
        tie(bare, np.ones((3, 3, 1, 2)), np.ones(2))
