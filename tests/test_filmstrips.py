"""Film strips: what is drawn is what is computed, up to the step and no further."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from utils.filmstrips import draw_convolution, draw_jacobian, draw_recurrence
from utils.scratch import cross_correlate2d


def read(ax):
    """The numbers written on axes."""
    texts = [text.get_text().replace("−", "-") for text in ax.texts]
    return [float(text) for text in texts if text and text[-1].isdigit()]


@settings(max_examples=15, deadline=None)
@given(rows=st.integers(1, 3), columns=st.integers(1, 3), data=st.data())
def test_a_convolution_shows_the_answers_so_far(rows, columns, data):
    picture = np.arange(20.0).reshape(4, 5)
    kernel = np.ones((rows, columns))
    expected = cross_correlate2d(picture, kernel).ravel()
    step = data.draw(st.integers(0, len(expected) - 1))
    axes = draw_convolution(picture, kernel, step, axes=Figure().subplots(1, 2))
    assert read(axes[0]) == list(picture.ravel())
    assert read(axes[1]) == list(expected[: step + 1])
    frame = axes[0].patches[0]
    place = divmod(step, 5 - columns + 1)
    assert (frame.get_y() + 0.5, frame.get_x() + 0.5) == place
    assert (frame.get_height(), frame.get_width()) == (rows, columns)


@pytest.mark.parametrize("step", range(5))
def test_a_recurrence_shows_the_states_so_far(step):
    ax = draw_recurrence([4, 0, 0, 2, 0], step, ax=Figure().subplots())
    states = [4, 2, 1, 2.5, 1.25][: step + 1]
    assert read(ax) == [*states, 4, 0, 0, 2, 0]
    assert sum(bool(text.get_text() == "") for text in ax.texts) >= 1 + (step > 0)


def test_a_recurrence_keeps_what_it_is_told():
    ax = draw_recurrence([1, -1], 1, ax=Figure().subplots(), keep=0)
    assert read(ax) == [1, -1, 1, -1]


def test_exact_zeros_of_a_jacobian_stay_white_and_small_is_not_zero():
    matrix = np.array([[1.0, 0.0], [1e-12, 1.0]])
    ax = draw_jacobian(matrix, ax=Figure().subplots(), family="RNN")
    shades = ax.images[0].get_array()
    np.testing.assert_allclose(shades, [[1, 0], [0.25, 1]])


def test_a_jacobian_of_zeros_and_of_equal_numbers():
    for matrix in (np.zeros((2, 3)), np.ones((2, 3))):
        ax = draw_jacobian(matrix, ax=Figure().subplots(), family="CNN")
        assert np.isfinite(ax.images[0].get_array()).all()


@pytest.mark.parametrize("step", [-1, 9, 1.5, None])
def test_steps_that_do_not_exist_are_refused(step):
    with pytest.raises(ValueError, match="step"):
        draw_convolution(np.eye(5), np.eye(3), step, axes=Figure().subplots(1, 2))
    with pytest.raises(ValueError, match="step"):
        draw_recurrence([1, 2], step, ax=Figure().subplots())


def test_bad_input_is_told_clearly():
    two, one = Figure().subplots(1, 2), Figure().subplots()
    with pytest.raises(ValueError, match="kernel"):
        draw_convolution(np.eye(2), np.eye(3), 0, axes=two)
    with pytest.raises(ValueError, match="axes"):
        draw_convolution(np.eye(3), np.eye(2), 0, axes=[one])
    with pytest.raises(ValueError, match="numbers"):
        draw_recurrence([], 0, ax=one)
    with pytest.raises(ValueError, match="matrix"):
        draw_jacobian([[-1.0]], ax=one, family="CNN")
    with pytest.raises(ValueError, match="matrix"):
        draw_jacobian([1.0], ax=one, family="CNN")
    with pytest.raises(ValueError, match="family"):
        draw_jacobian([[1.0]], ax=one, family="RNNs")
