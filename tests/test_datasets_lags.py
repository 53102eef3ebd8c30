"""The cue stands where it should, and nothing else gives its answer away."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from utils.datasets import Split, lags

PARTS = ("train", "valid", "test")


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_cue_stands_at_the_distance_asked_for(data):
    length = data.draw(st.integers(1, 30))
    distance = data.draw(st.integers(0, length - 1))
    cues = data.draw(st.integers(2, 5))
    made = lags.make_cue(
        seed=data.draw(st.integers(0, 99)),
        length=length,
        distance=distance,
        cues=cues,
        distractors=data.draw(st.integers(1, 4)),
        examples=(40, 9, 9),
    )
    for part in (getattr(made, name) for name in PARTS):
        np.testing.assert_array_equal(part.x.sum(axis=-1), 1)  # one-hot
        found = lags.find_distances(part.x, cues=cues)
        np.testing.assert_array_equal(found, distance)
        shown = part.x[:, length - 1 - distance].argmax(axis=-1)
        np.testing.assert_array_equal(shown, part.y)
    assert made.classes == cues


def test_all_distances_occur_equally_often_in_every_part():
    data = lags.make_cue(seed=0, length=6, examples=(60, 12, 18))
    for name, times in (("train", 10), ("valid", 2), ("test", 3)):
        found = lags.find_distances(getattr(data, name).x)
        np.testing.assert_array_equal(np.bincount(found), [times] * 6)


def test_the_distractors_say_nothing_about_the_cue():
    data = lags.make_cue(seed=0, length=9, distance=8, examples=(3000, 9, 2000))

    def without(part):
        return part.x[:, 1:].reshape(len(part), -1)

    model = LogisticRegression().fit(without(data.train), data.train.y)
    assert abs(model.score(without(data.test), data.test.y) - 0.25) < 0.04
    shares = np.bincount(data.train.y) / 3000
    np.testing.assert_allclose(shares, 0.25, atol=0.04)


def test_the_same_seed_draws_the_same_data_and_another_seed_other_data():
    one, same, other = (lags.make_cue(seed=s, length=9) for s in (3, 3, 4))
    np.testing.assert_array_equal(one.test.x, same.test.x)
    assert np.any(one.test.x != other.test.x)


def test_select_distances_keeps_what_lies_between_both_included():
    data = lags.make_cue(seed=0, length=10, examples=(50, 20, 30))
    part = lags.select_distances(data.test, 3, 5)
    assert len(part) == 9
    assert set(lags.find_distances(part.x)) == {3, 4, 5}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"length": 0}, "length is 0"),
        ({"distance": 9}, "distance is 9; expected a whole number from 0 to 8"),
        ({"distance": -1}, "distance is -1"),
        ({"cues": 1}, "cues is 1"),
        ({"distractors": 0}, "distractors is 0"),
        ({"seed": -1}, "seed is -1"),
        ({"examples": (1, 2)}, "examples"),
    ],
)
def test_make_cue_refuses_what_does_not_fit(change, words):
    with pytest.raises(ValueError, match=words):
        lags.make_cue(**({"seed": 0, "length": 9} | change))


def test_what_holds_no_single_cue_is_refused():
    x = np.zeros((2, 3, 8), "float32")
    with pytest.raises(ValueError, match="no cue or several"):
        lags.find_distances(x)
    with pytest.raises(ValueError, match="shape"):
        lags.find_distances(x[0])
    x[:, 1, 2] = 1
    part = Split(x, [0, 1])
    with pytest.raises(ValueError, match="no example; the part holds distances"):
        lags.select_distances(part, 2, 2)
