"""Sliders: the picture follows the slider, and no figure stays open."""

import matplotlib.pyplot as plt
import pytest

from utils.sliders import interact


def draw(step):
    """A figure that differs from step to step."""
    fig, ax = plt.subplots(figsize=(2, 2))
    ax.plot([0, step])
    return fig


def test_the_picture_follows_the_slider():
    slider, picture = interact(draw, step=(0, 3)).children
    assert (slider.min, slider.value, slider.max) == (0, 0, 3)
    assert picture.value[:4] == b"\x89PNG"
    before = picture.value
    slider.value = 2
    assert picture.value != before
    slider.value = 0
    assert picture.value == before
    assert plt.get_fignums() == []


@pytest.mark.parametrize("step", [3, (1,), (0, 1, 2), (2, 1), (0.5, 2), (-1, 2)])
def test_what_is_no_range_is_refused(step):
    with pytest.raises(ValueError, match="step"):
        interact(draw, step=step)


def test_what_draws_nothing_is_refused():
    with pytest.raises(ValueError, match="draw returned None"):
        interact(lambda step: None, step=(0, 1))
    with pytest.raises(ValueError, match="draw is"):
        interact(draw(1), step=(0, 1))
    plt.close("all")
