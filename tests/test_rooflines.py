"""Steps count their operations, and slopes recover the laws they were made from."""

import keras
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keras import layers

from utils import rooflines


def build(units):
    return keras.Sequential([layers.Input((5, 2)), layers.LSTM(units)])


@pytest.mark.parametrize("compiled", [False, True])
def test_steps_and_predictions_run_and_count(compiled):
    settings = {"batch_size": 3, "jit_compile": compiled}
    step, training = rooflines.prepare_training(build, 4, **settings)
    predict, forward = rooflines.prepare_prediction(build, 4, **settings)
    step(), predict()
    # 5 steps, 4 gates, 4 units, each of them reading 2 inputs and 4 units
    assert forward == 3 * 5 * 4 * 4 * (2 + 4) and training == 3 * forward


@given(st.floats(-2, 3), st.floats(1e-6, 10))
def test_slope_recovers_an_exact_law(exponent, factor):
    sizes = [8, 16, 64, 128]
    found = rooflines.slope(sizes, [factor * size**exponent for size in sizes])
    assert found == pytest.approx((exponent,) * 3, abs=1e-5)


def test_the_limits_of_the_machine_are_positive():
    assert (
        rooflines.peak_rate(64, repeats=1) > 0 and rooflines.copy_rate(1, repeats=1) > 0
    )


def test_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="at least three sizes"):
        rooflines.slope([1, 2], [1, 2])
    with pytest.raises(ValueError, match="above 0"):
        rooflines.slope([1, 2, 3], [1, 0, 2])
