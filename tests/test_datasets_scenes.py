"""Scenes: every level is known, and no level gives the next one away."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.datasets import scenes
from utils.datasets.scenes import Scenes, draw_scenes, make_scenes


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(20, 40), n=st.integers(1, 40))
def test_shapes_ranges_and_places(seed, size, n):
    found = draw_scenes(seed=seed, examples=n, size=size)
    assert isinstance(found, Scenes)
    assert found.x.shape == (n, size, size, 1)
    assert found.x.dtype == "float32"
    assert found.x.min() >= 0
    assert found.x.max() <= 1
    assert found.place.shape == (n, 2)
    assert found.place.min() >= 1
    assert found.place.max() <= size - 2
    for truth, most in ((found.edge, 4), (found.shape, 4), (found.kind, 3)):
        assert truth.shape == (n,)
        assert set(truth) <= set(range(most))


def test_the_place_lies_on_ink_that_runs_as_the_edge_says():
    found = draw_scenes(seed=3, examples=2000)
    steps = np.array([(0, 1), (1, 1), (1, 0), (1, -1)])  # along —, \, |, /
    which = np.arange(len(found.x))

    def ink(step):
        row, column = (found.place + step).T
        return found.x[which, row, column, 0]

    assert (ink(0) > 0.3).mean() > 0.98
    along = np.stack([ink(s) + ink(-s) for s in steps])
    own = along[found.edge, which]
    across = along[(found.edge + 2) % 4, which]
    assert (own > across).mean() > 0.97


def test_no_level_gives_the_next_away():
    found = draw_scenes(seed=0, examples=12_000)
    for first, second in (("edge", "shape"), ("edge", "kind"), ("shape", "kind")):
        a, b = getattr(found, first), getattr(found, second)
        table = np.zeros((a.max() + 1, b.max() + 1))
        np.add.at(table, (a, b), 1)
        expected = table.sum(1, keepdims=True) * table.sum(0) / table.sum()
        np.testing.assert_allclose(table, expected, rtol=0.12)


def test_pairs_of_one_kind_share_no_shape():
    kinds = {}
    for first in range(4):
        for kind in range(scenes.KINDS):
            kinds.setdefault(kind, set()).add(frozenset((first, first ^ (kind + 1))))
    for pairs in kinds.values():
        assert sorted(shape for pair in pairs for shape in pair) == [0, 1, 2, 3]


def test_there_is_a_gap_between_the_two_shapes():
    lines = scenes._place(
        np.array([[2, 2]]), np.array([[0, 0]]), np.array([[[5.0, 5.0], [13.5, 5.0]]])
    )
    ink = scenes._draw(lines.reshape(1, -1, 4), 20)[0]
    assert ink[5, 9] < 0.5
    assert ink[5, 5] == ink[5, 13:15].max() == 1


def test_the_same_seed_draws_the_same():
    one, same, other = (draw_scenes(seed=s, examples=9) for s in (1, 1, 2))
    np.testing.assert_array_equal(one.x, same.x)
    np.testing.assert_array_equal(one.kind, same.kind)
    assert np.any(one.x != other.x)


def test_a_data_set_holds_the_kinds():
    data = make_scenes(seed=5, examples=(40, 10, 10))
    drawn = draw_scenes(seed=5, examples=60)
    np.testing.assert_array_equal(data.train.y, drawn.kind[:40])
    np.testing.assert_array_equal(data.test.x, drawn.x[50:])
    assert (data.classes, data.resplit) == (3, False)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"seed": -1}, "seed"),
        ({"seed": None}, "seed"),
        ({"examples": 0}, "examples"),
        ({"examples": 2.5}, "examples"),
        ({"size": 19}, "size"),
    ],
)
def test_bad_arguments_are_refused(change, word):
    with pytest.raises(ValueError, match=word):
        draw_scenes(**{"seed": 0, "examples": 4} | change)


def test_bad_sizes_of_a_data_set_are_refused():
    with pytest.raises(ValueError, match="examples"):
        make_scenes(seed=0, examples=(4, 0, 4))
    with pytest.raises(ValueError, match="size"):
        make_scenes(seed=0, size=8)
