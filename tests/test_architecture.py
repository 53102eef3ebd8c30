"""What the exercises of lesson 03a expect is what Keras and SciPy compute."""

import numpy as np
import pytest
from keras import layers
from scipy.signal import convolve2d

from utils import scratch
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


@pytest.mark.parametrize("number", range(len(architecture.KERNELS)))
def test_a_flipped_kernel_makes_a_convolution(number):
    kernel = architecture.KERNELS[number]
    assert architecture.check_flipped(np.flip).passed
    picture = np.arange(20.0).reshape(4, 5) ** 2
    found = scratch.cross_correlate2d(picture, np.flip(kernel))
    np.testing.assert_allclose(found, convolve2d(picture, kernel, mode="valid"))
