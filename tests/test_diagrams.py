"""Diagrams: they show what they were told, and refuse what cannot be drawn."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle

from utils import cells, diagrams, strokes
from utils.diagrams import draw_cnn, draw_gru, draw_lstm, draw_rnn

STAGES = [("picture", (6, 6, 1)), ("convolution", (4, 4, 2)), ("flatten", (32,))]


def words(ax):
    """The words written on axes."""
    return [text.get_text() for text in ax.texts if text.get_text()]


def find(ax, kind):
    """The patches of one kind."""
    return [patch for patch in ax.patches if type(patch) is kind]


def axes():
    """Empty axes."""
    return Figure().subplots()


def test_a_cnn_shows_its_stages_in_order():
    ax = draw_cnn(STAGES, ax=axes())
    names = ["picture", "6×6×1", "convolution", "4×4×2", "flatten", "32"]
    assert words(ax) == names
    assert len(find(ax, Rectangle)) == 1 + 2
    assert len(find(ax, Circle)) == 10  # a long column is cut off
    assert not ax.axison


@settings(max_examples=10, deadline=None)
@given(
    sides=st.lists(st.integers(1, 40), min_size=2, max_size=4), sheets=st.integers(1, 9)
)
def test_sheets_have_the_sizes_of_their_maps_and_do_not_overlap(sides, sheets):
    stages = [("map", (side, side, sheets)) for side in sides]
    drawn = find(draw_cnn(stages, ax=axes()), Rectangle)
    each = min(sheets, diagrams.SHEETS)
    assert len(drawn) == each * len(sides)
    groups = [drawn[i : i + each] for i in range(0, len(drawn), each)]
    for side, group in zip(sides, groups, strict=True):
        assert group[0].get_width() == pytest.approx(2 * side / max(sides))
    for left, right in pairwise(groups):
        end = max(sheet.get_x() + sheet.get_width() for sheet in left)
        assert end < min(sheet.get_x() for sheet in right)


def test_two_vectors_alone_can_be_drawn():
    ax = draw_cnn([("vector", (3,)), ("dense", (2,))], ax=axes())
    assert len(find(ax, Circle)) == 5


@pytest.mark.parametrize("steps", [1, 3, 8])
def test_an_rnn_is_unrolled_as_far_as_told(steps):
    ax = draw_rnn(steps, ax=axes())
    assert len(find(ax, FancyBboxPatch)) == 1 + steps
    assert f"$h_{steps}$" in words(ax)
    assert f"$h_{steps + 1}$" not in words(ax)
    assert words(ax).count("$U$") == words(ax).count("$W$") == 1 + steps


def test_an_lstm_has_four_boxes_and_three_products():
    ax = draw_lstm(ax=axes())
    shown = words(ax)
    assert len(find(ax, FancyBboxPatch)) == 4
    assert (shown.count("×"), shown.count("+"), shown.count("σ")) == (3, 1, 3)
    assert {"$f$", "$i$", "$g$", "$o$", "$c_{t-1}$", "$c_t$", "$h_t$"} <= {*shown}
    assert draw_lstm is cells.draw_lstm


@pytest.mark.parametrize("reset_after", [True, False])
def test_a_gru_shows_where_the_reset_gate_works(reset_after):
    ax = draw_gru(ax=axes(), reset_after=reset_after)
    shown = words(ax)
    assert len(find(ax, FancyBboxPatch)) == 4  # two gates, the candidate, its weights
    assert (shown.count("×"), shown.count("+"), shown.count("σ")) == (3, 1, 2)
    assert "$c_t$" not in shown
    [weights] = [t for t in ax.texts if t.get_text() == "$U_g$"]
    x, y = weights.get_position()
    heights = [
        t.get_position()[1]
        for t in ax.texts
        if t.get_text() == "×" and t.get_position()[0] == x
    ]
    assert (heights[0] > y) is reset_after
    assert draw_gru is cells.draw_gru


@pytest.mark.parametrize(
    "draw", [lambda ax: draw_lstm(ax=ax), lambda ax: draw_gru(ax=ax)]
)
def test_all_of_a_cell_lies_inside_the_axes(draw):
    ax = draw(axes())
    (low, high), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    for text in ax.texts:
        x, y = text.xy if hasattr(text, "xy") else text.get_position()
        assert low < x < high
        assert bottom < y < top


def test_strokes_draw_one_thing_each():
    ax = axes()
    strokes.box(ax, 1, 1, "σ")
    strokes.circle(ax, 2, 1, "+")
    strokes.dot(ax, 3, 1)
    strokes.arrow(ax, (0, 0), (1, 0))
    strokes.lines(ax, [(0, 0), (1, 0), (1, 1)])
    strokes.write(ax, 1, 2, "word")
    strokes.finish(ax, (0, 4), (0, 3))
    assert words(ax) == ["σ", "+", "word"]
    assert (len(ax.patches), len(ax.lines)) == (3, 1)
    assert (ax.get_xlim(), ax.get_ylim(), ax.axison) == ((0, 4), (0, 3), False)


@pytest.mark.parametrize(
    "stages",
    [
        None,
        "picture",
        [],
        STAGES[:1],
        [*STAGES, ("dense", 3)],
        [*STAGES, ("dense", (0,))],
        [*STAGES, ("dense", (2.5,))],
        [*STAGES, ("dense", (True,))],
        [*STAGES, ("pooling", (2, 2))],
        [*STAGES, (3, (3,))],
        [*STAGES, ("dense",)],
        [*STAGES, 3],
    ],
)
def test_stages_that_are_none_are_refused(stages):
    with pytest.raises(ValueError, match="stage"):
        draw_cnn(stages, ax=axes())


@pytest.mark.parametrize("steps", [0, 9, 1.5, True, None, "3"])
def test_steps_that_cannot_be_drawn_are_refused(steps):
    with pytest.raises(ValueError, match="steps"):
        draw_rnn(steps, ax=axes())


@pytest.mark.parametrize("value", [1, None, "yes"])
def test_reset_after_is_true_or_false(value):
    with pytest.raises(ValueError, match="reset_after"):
        draw_gru(ax=axes(), reset_after=value)
