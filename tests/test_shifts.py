"""Shifts: pictures move as told, and a blur is what its formula says."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import layers, ops

from utils import datasets, models
from utils.shifts import (
    BlurPooling2D,
    accuracy_lost,
    accuracy_moved,
    answers_changed,
    equivariance_error,
    shift_pictures,
)


@settings(max_examples=40, deadline=None)
@given(rows=st.integers(-4, 4), columns=st.integers(-5, 5))
def test_every_pixel_moves_as_told(rows, columns):
    x = 1.0 + np.arange(40).reshape(2, 4, 5, 1)
    moved = shift_pictures(x, rows, columns)
    for row in range(4):
        for column in range(5):
            source = (row - rows, column - columns)
            inside = 0 <= source[0] < 4 and 0 <= source[1] < 5
            expected = x[:, *source] if inside else np.zeros((2, 1))
            np.testing.assert_array_equal(moved[:, row, column], expected)


def test_the_picture_itself_is_left_alone():
    x = np.ones((1, 3, 3, 1))
    shift_pictures(x, 1, 1)
    assert x.sum() == 9


@pytest.mark.parametrize("shift", [(5, 0), (0, -6), (0.5, 0), (None, 0)])
def test_shifts_beyond_the_picture_are_refused(shift):
    with pytest.raises(ValueError, match=r"rows|columns"):
        shift_pictures(np.zeros((1, 4, 5, 1)), *shift)


def test_what_is_no_batch_of_pictures_is_refused():
    with pytest.raises(ValueError, match="x has shape"):
        shift_pictures(np.zeros((4, 4)))


def test_a_blur_is_the_weighted_mean_of_nine_neighbors():
    x = np.random.default_rng(0).normal(size=(2, 6, 6, 3)).astype("float32")
    blurred = ops.convert_to_numpy(BlurPooling2D(1)(x))
    weights = np.outer([1, 2, 1], [1, 2, 1]) / 16
    expected = np.einsum("brci,rc->bi", x[:, 1:4, 2:5], weights)
    np.testing.assert_allclose(blurred[:, 2, 3], expected, atol=1e-6)
    assert BlurPooling2D(2)(x).shape == (2, 3, 3, 3)


def test_a_blur_has_no_weights_and_can_be_made_anew():
    layer = BlurPooling2D(3)
    layer(np.ones((1, 6, 6, 2), "float32"))
    assert layer.weights == []
    assert BlurPooling2D.from_config(layer.get_config()).strides == 3
    with pytest.raises(ValueError, match="strides"):
        BlurPooling2D(0)


def canvas():
    x = np.random.default_rng(0).uniform(size=(2, 6, 6, 1))
    return np.pad(x, ((0, 0), (9, 9), (9, 9), (0, 0)))


@pytest.mark.parametrize("by", range(7))
def test_a_convolution_moves_along_and_a_stride_does_so_by_its_steps(by):
    keras.utils.set_random_seed(0)
    plain = layers.Conv2D(3, 3, padding="same")
    strided = layers.Conv2D(3, 3, padding="same", strides=2)
    assert equivariance_error(plain, canvas(), by) < 1e-6
    error = equivariance_error(strided, canvas(), by, stride=2)
    assert (error < 1e-6) == (by % 2 == 0)


def test_bad_arguments_of_the_error_are_refused():
    for change in ({"shift": -1}, {"stride": 0}):
        arguments = {"shift": 1, "stride": 1} | change
        with pytest.raises(ValueError, match=next(iter(change))):
            equivariance_error(lambda x: x, canvas(), **arguments)


def test_what_moving_costs():
    digits = datasets.images.load_digits(seed=0)
    steady = models.build_majority(digits)
    assert answers_changed(steady, digits) == 0
    assert accuracy_lost(steady, digits) == 0
    keras.utils.set_random_seed(0)
    shaky = models.build_linear(digits)
    assert 0 < answers_changed(shaky, digits) < 1
    stays = ops.convert_to_numpy(shaky(digits.test.x)).argmax(-1) == digits.test.y
    assert accuracy_moved(shaky, digits, 0) == pytest.approx(stays.mean())
    both = [accuracy_moved(shaky, digits, by) for by in (1, 3)]
    lost = accuracy_lost(shaky, digits, distances=(1, 3))
    assert lost == pytest.approx(stays.mean() - np.mean(both))
    with pytest.raises(ValueError, match="distances"):
        accuracy_lost(shaky, digits, distances=())
