"""The picture of the shapes: it shows what it is told, and refuses what is no step."""

import pytest
from matplotlib.figure import Figure

from utils.taxonomy import draw_shape


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_every_input_and_output_is_drawn():
    ax = draw_shape(5, reads=[0, 1], writes=[2, 3, 4], ax=Figure().subplots())
    assert [texts(ax).count(word) for word in ("h", "in", "out")] == [5, 2, 3]


def test_what_is_fed_back_is_a_line():
    fed, plain = (
        draw_shape(3, reads=[0], writes=[0, 1, 2], feeds_back=f, ax=Figure().subplots())
        for f in (True, False)
    )
    assert len(fed.lines) == 2
    assert len(plain.lines) == 0


@pytest.mark.parametrize(
    ("wrong", "word"),
    [({"steps": 0}, "steps"), ({"reads": [3]}, "reads"), ({"writes": [-1]}, "writes")],
)
def test_steps_that_do_not_exist_are_refused(wrong, word):
    arguments = {"steps": 3, "reads": [0], "writes": [2]} | wrong
    steps = arguments.pop("steps")
    with pytest.raises(ValueError, match=word):
        draw_shape(steps, **arguments, ax=Figure().subplots())
