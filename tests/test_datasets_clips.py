"""Films: labels that fit the paths, motions that are others backwards, no leak."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.datasets import clips
from utils.datasets.clips import (
    ANSWERS,
    DIGITS,
    DIRECTIONS,
    MOTIONS,
    SIZES,
    SPRITE,
    THINGS,
    draw_paths,
    make_clips,
    name_directions,
)

BACKWARDS = (1, 0, 3, 2, 4, 5)  # what each motion is when the film runs backwards

FEW = (24, 12, 12)


@settings(max_examples=10, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    frames=st.integers(6, 16),
    size=st.integers(2 * SPRITE, 28),
    answer=st.sampled_from(ANSWERS),
)
def test_shapes_ranges_and_labels(seed, frames, size, answer):
    data = make_clips(
        answer, seed=seed, frames=frames, size=size, noise=0, examples=FEW
    )
    assert data.input_shape == (frames, size, size, 1)
    assert data.classes == {"clip": 24, "frame": 20}[answer]
    steps = (frames - 1,) * (answer == "frame")
    for part, count in zip((data.train, data.valid, data.test), FEW, strict=True):
        assert part.x.min() >= 0
        assert part.x.max() <= 1 + 1e-6
        assert part.y.shape == (count, *steps)
        assert part.y.min() >= 0
        assert part.y.max() < data.classes


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), frames=st.integers(6, 20), room=st.integers(8, 20))
def test_paths_stay_inside_and_do_what_they_are_called(seed, frames, room):
    how = np.arange(24) % len(MOTIONS)
    rng = np.random.default_rng(seed)
    paths = draw_paths(how, rng=rng, frames=frames, room=room)
    assert paths.shape == (24, frames, 2)
    assert paths.min() >= -1e-9
    assert paths.max() <= room + 1e-9
    named = name_directions(paths)
    by_name = {name: named[how == i] for i, name in enumerate(MOTIONS)}
    still = DIRECTIONS.index("still")
    for name in ("left", "right"):
        assert (by_name[name] == DIRECTIONS.index(name)).all()
    for way in by_name["stops"]:
        assert way[-1] == still != way[0]
    for way in by_name["starts"]:
        assert way[0] == still != way[-1]
    for way in by_name["bounces"]:
        first, last = sorted((way[0], way[-1]))
        assert (first, last) in ((0, 1), (2, 3))
    for way in by_name["circles"]:
        assert still not in way
        assert len(set(way)) >= 3 or frames < 8


@pytest.mark.parametrize("motion", range(len(MOTIONS)))
def test_played_backwards_a_motion_is_its_partner(motion):
    """The same in distribution: here by the mean and spread of all places."""
    rng = np.random.default_rng(0)
    asked = {"rng": rng, "frames": 8, "room": 8}
    own = draw_paths(np.full(4000, motion), **asked)[:, ::-1]
    other = draw_paths(np.full(4000, BACKWARDS[motion]), **asked)
    np.testing.assert_allclose(own.mean(0), other.mean(0), atol=0.3)
    np.testing.assert_allclose(own.std(0), other.std(0), atol=0.3)
    steps = [np.diff(paths, axis=1).std(0) for paths in (own, other)]
    np.testing.assert_allclose(*steps, atol=0.1)
    assert BACKWARDS[BACKWARDS[motion]] == motion


def test_both_answers_are_about_the_same_films():
    clip, frame = (make_clips(a, seed=3, examples=FEW) for a in ANSWERS)
    assert np.array_equal(clip.test.x, frame.test.x)
    what = frame.test.y // len(DIRECTIONS)
    assert (what == (clip.test.y // len(MOTIONS))[:, None]).all()
    stops = clip.test.y % len(MOTIONS) == MOTIONS.index("stops")
    last = frame.test.y[stops, -1] % len(DIRECTIONS)
    assert (last == DIRECTIONS.index("still")).all()
    assert np.bincount(clip.train.y % len(MOTIONS)).tolist() == [4] * 6


def test_a_thing_on_a_whole_pixel_is_drawn_as_it_is_and_moves_as_its_path():
    paths = np.array([[[2.0, 3.0], [2.5, 3.0]]])
    picture = np.arange(64.0).reshape(1, SPRITE, SPRITE)
    film = clips._film(picture, paths, 20)
    assert np.array_equal(film[0, 0, 2:10, 3:11], picture[0])
    assert film[0, 0].sum() == picture.sum()
    half = (picture[0, :-1] + picture[0, 1:]) / 2
    np.testing.assert_allclose(film[0, 1, 3:10, 3:11], half)


def test_in_the_dark_nothing_is_seen_and_the_last_label_stays():
    asked = {"seed": 5, "noise": 0, "examples": FEW}
    bright = make_clips("frame", **asked).train
    dark = make_clips("frame", **asked, dark=True).train
    lit = dark.x.any(axis=(2, 3, 4))
    assert (np.diff(lit.astype(int), axis=1) <= 0).all()  # never on again
    assert set(lit.sum(axis=1)) == {2, 3}
    assert np.array_equal(dark.x[lit], bright.x[lit])
    for before, after, count in zip(bright.y, dark.y, lit.sum(axis=1), strict=True):
        assert np.array_equal(after[: count - 1], before[: count - 1])
        assert (after[count - 1 :] == before[count - 2]).all()


def test_the_seed_decides_and_no_handwriting_is_in_two_parts():
    one, again, other = (make_clips("clip", seed=s, examples=FEW) for s in (0, 0, 1))
    assert np.array_equal(one.train.x, again.train.x)
    assert not np.array_equal(one.train.x, other.train.x)
    parts = clips._deal_digits(np.random.default_rng(0))
    for digit in DIGITS:
        rows = [{picture.tobytes() for picture in part[digit]} for part in parts]
        assert not rows[0] & rows[1]
        assert not rows[0] & rows[2]
        assert not rows[1] & rows[2]
    assert [str(digit) for digit in DIGITS] == list(THINGS[: len(DIGITS)])
    assert len(SIZES) == 3


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"answer": "film"}, "answer is 'film'"),
        ({"seed": -1}, "seed is -1"),
        ({"frames": 5}, "frames is 5"),
        ({"frames": 7.5}, "frames is 7.5"),
        ({"size": 15}, "size is 15"),
        ({"noise": -0.1}, "noise is -0.1"),
        ({"noise": "a lot"}, "noise is 'a lot'"),
        ({"noise": float("nan")}, "noise is nan"),
        ({"dark": True}, "dark is True"),
        ({"dark": 1, "answer": "frame"}, "dark is 1"),
        ({"examples": (4, 4)}, "examples"),
    ],
)
def test_wrong_arguments_are_refused_at_the_door(arguments, word):
    with pytest.raises(ValueError, match=word):
        make_clips(**({"answer": "clip", "seed": 0, "examples": FEW} | arguments))
