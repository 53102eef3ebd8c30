"""What the exercises of lesson 03a expect is what Keras and SciPy compute."""

import numpy as np
import pytest
from keras import layers

from utils import gradients, scratch
from utils.exercises import architecture


@pytest.mark.parametrize("case", architecture.OUTPUT_SIZES)
def test_keras_makes_maps_of_the_sizes_that_the_check_expects(case):
    size, kernel, stride, padding = case
    layer = layers.Conv1D(1, kernel, strides=stride, padding=padding)
    found = layer.compute_output_shape((None, size, 1))
    assert found[1] == architecture.OUTPUT_SIZES[case]


def test_keras_pools_the_picture_as_the_check_expects():
    picture = [[1, 5, -2, -3], [0, 2, -1, -7], [4, 4, 0, 8], [3, 1, 6, 7]]
    pooled = layers.MaxPooling2D(2)(np.array(picture, "float32")[None, ..., None])
    np.testing.assert_array_equal(pooled[0, ..., 0], architecture.POOLED)


@pytest.mark.parametrize("number", range(len(architecture.DELTAS)))
def test_a_gradient_goes_back_as_the_check_expects(number):
    delta = architecture.DELTAS[number][None, ..., None]
    x = np.zeros((1, 2 * delta.shape[1], 2 * delta.shape[2], 1))
    pooling = layers.AveragePooling2D(2, dtype="float64")
    [by_keras] = gradients.weight_gradients(pooling, x, delta)
    by_hand = scratch.average_pool2d_backward(delta, x)
    np.testing.assert_allclose(by_keras, by_hand)


def test_the_check_of_average_pooling_takes_what_scratch_computes():
    def answer(delta):
        x = np.zeros((1, 2 * len(delta), 2 * delta.shape[1], 1))
        return scratch.average_pool2d_backward(delta[None, ..., None], x)[0, ..., 0]

    assert architecture.check_average_back(answer).passed
