"""Counts that can be checked by hand, and slopes that recover the laws behind them."""

import keras
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keras import layers

from utils import probes, rooflines
from utils.local import LocallyConnected2D


def chain(shape, *stack):
    return keras.Sequential([layers.Input(shape), *stack])


def test_operations_agree_with_the_probe_and_know_the_unshared_layer():
    model = chain((9, 3), layers.Conv1D(4, 2), layers.LSTM(5), layers.Dense(2))
    assert rooflines.count_operations(model) == probes.count_operations(model)
    local = chain((5, 5, 1), LocallyConnected2D(2, 3), layers.Flatten())
    shared = chain((5, 5, 1), layers.Conv2D(2, 3), layers.Flatten())
    assert rooflines.count_operations(local) == rooflines.count_operations(shared)


@pytest.mark.parametrize(
    ("stack", "depth"),
    [
        ([layers.Conv1D(4, 2), layers.Conv1D(4, 2)], 2),
        ([layers.GRU(4)], 9),
        ([layers.LSTM(4, return_sequences=True), layers.SimpleRNN(2)], 18),
        ([layers.Bidirectional(layers.LSTM(4)), layers.Dense(2)], 10),
        ([layers.Conv1D(4, 2), layers.LSTM(3)], 1 + 8),
        ([layers.Flatten(), layers.Dropout(0.5), layers.Dense(3)], 1),
    ],
)
def test_depth_is_the_longest_chain_of_products(stack, depth):
    assert rooflines.count_depth(chain((9, 3), *stack)) == depth


def test_depth_refuses_what_it_cannot_follow():
    x = layers.Input((3,))
    with pytest.raises(ValueError, match="expected a Sequential"):
        rooflines.count_depth(keras.Model(x, layers.Dense(2)(x)))
    with pytest.raises(ValueError, match="no rule for a Embedding"):
        rooflines.count_depth(chain((3,), layers.Embedding(4, 2)))


def test_bytes_count_weights_once_and_examples_each():
    model = chain((9, 3), layers.Conv1D(4, 2), layers.ReLU())
    one, ten = (rooflines.count_bytes(model, n) for n in (1, 10))
    assert one == 4 * (2 * 3 * 4 + 4 + 9 * 3 + 8 * 4)
    assert ten - one == 9 * 4 * (9 * 3 + 8 * 4)


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
    with pytest.raises(ValueError, match="batch_size is 0"):
        rooflines.count_bytes(chain((3,), layers.Dense(1)), 0)
