"""The notebook task: the answers follow the marks, and nothing else tells them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.datasets import gating


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 99), st.integers(2, 20))
def test_the_answers_follow_the_marks_step_by_step(seed, length):
    data = gating.make_notebook(seed=seed, length=length, examples=(6, 3, 3))
    for x, y in zip(data.train.x, data.train.y, strict=True):
        held = 0
        for (value, write, clear, recall), answer in zip(x, y, strict=True):
            assert write + clear + recall <= 1
            held = value if write else 0 if clear else held
            expected = {0: 1, -1: 2, 1: 3}[int(held)] if recall else 0
            assert answer == expected


def test_follow_and_read_marks_agree_with_the_data():
    data = gating.make_notebook(seed=0, length=15, examples=(50, 3, 3))
    marks = gating.read_marks(data.train.x)
    held = gating.follow(data.train.x[..., 0], marks)
    said = data.train.y[marks == gating.MARKS.index("recall")]
    np.testing.assert_array_equal(np.array([0, 0, -1, 1])[said], held[marks == 3])


def test_the_shares_of_marks_and_answers():
    data = gating.make_notebook(seed=0, length=20, examples=(2000, 3, 3))
    shares = np.bincount(gating.read_marks(data.train.x).ravel()) / 40_000
    np.testing.assert_allclose(shares, [1 / 2, 1 / 6, 1 / 6, 1 / 6], atol=0.01)
    said = data.train.y[data.train.y > 0]
    assert np.bincount(said)[1:].max() / len(said) < 0.65


def test_the_same_seed_draws_the_same_data_and_another_seed_other_data():
    a, b, c = (gating.make_notebook(seed=s, length=9).test.x for s in (3, 3, 4))
    np.testing.assert_array_equal(a, b)
    assert np.any(a != c)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"length": 1}, "length is 1"),
        ({"seed": -1}, "seed is -1"),
        ({"examples": (1, 2)}, "examples"),
    ],
)
def test_make_notebook_refuses_what_does_not_fit(change, words):
    with pytest.raises(ValueError, match=words):
        gating.make_notebook(**({"seed": 0, "length": 9} | change))


def test_the_readers_refuse_other_shapes():
    with pytest.raises(ValueError, match="expected twice the same"):
        gating.follow(np.ones((2, 3)), np.ones((2, 4)))
    with pytest.raises(ValueError, match="x has shape"):
        gating.read_marks(np.ones((2, 3, 5)))
