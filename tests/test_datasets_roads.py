"""Tracks, what the camera sees of them, and the data made from it."""

import time

import numpy as np
import pytest

from utils import vehicles
from utils.datasets import roads, tracks
from utils.datasets.roads import Roads, draw_frames, look, make_roads, mark_lines
from utils.datasets.tracks import EDGE, Tracks, draw_tracks


@pytest.fixture(scope="module")
def drawn():
    return draw_tracks(seed=3, tracks=8, length=150)


@pytest.fixture(scope="module")
def small():
    return make_roads(seed=1, tracks=(6, 2, 2), each=8)


def test_a_track_is_smooth_and_its_points_a_meter_apart(drawn):
    away = np.linalg.norm(np.diff(drawn.points, axis=1), axis=-1)
    np.testing.assert_allclose(away, tracks.SPACING, rtol=1e-6)
    assert np.abs(drawn.bend).max() <= 1 / 15 + 1e-9
    assert np.abs(np.diff(drawn.bend, axis=1)).max() < 0.05
    np.testing.assert_allclose(drawn.points[:, drawn.start], 0, atol=1e-9)
    assert (len(drawn), drawn.length) == (8, 150)


def test_tracks_bend_to_both_sides_and_differ(drawn):
    assert (drawn.bend.max(axis=1) > 0.03).all()
    assert (drawn.bend < -0.03).any()
    assert len({track.tobytes() for track in drawn.points}) == 8
    assert len({ground.tobytes() for ground in drawn.ground}) == 8


def test_the_same_seed_draws_the_same(small):
    again = make_roads(seed=1, tracks=(6, 2, 2), each=8)
    other = make_roads(seed=2, tracks=(6, 2, 2), each=8)
    np.testing.assert_array_equal(small.train.x, again.train.x)
    np.testing.assert_array_equal(small.tracks.ground, again.tracks.ground)
    assert not np.array_equal(small.train.y, other.train.y)


def test_paint_can_be_gone_and_light_even():
    new = draw_tracks(seed=4, tracks=20, length=50, worn=0)
    worn = draw_tracks(seed=4, tracks=20, length=50, worn=1)
    column = round((tracks.REACH - EDGE) / tracks.CELL[1])
    line = np.s_[:, :, column - 1 : column + 1]
    assert new.ground[line].mean() > worn.ground[line].mean() + 10


def test_the_renderer_finds_each_point_where_it_is(drawn):
    """Pixels are taken back to the plane, and measured against the center line."""
    which, near = np.arange(8), np.full(8, 60)
    cars = vehicles.place(drawn, which, near, offset=0.7, turn=0.1)
    along, across = look(drawn, which, cars, near)
    forward, left = (p.reshape(24, 64) for p in roads._look_down())
    close = (forward < 25) & (np.abs(left) < 12)
    fine = np.linspace(0, 1, 11)[:-1]
    for car, (x, y, heading) in enumerate(cars):
        px = x + forward * np.cos(heading) - left * np.sin(heading)
        py = y + forward * np.sin(heading) + left * np.cos(heading)
        center = drawn.points[car]
        step = np.diff(center, axis=0)
        center = (center[:-1, None] + fine[:, None] * step[:, None]).reshape(-1, 2)
        apart = np.hypot(px[..., None] - center[:, 0], py[..., None] - center[:, 1])
        near_road = close & (apart.min(axis=-1) < 3)
        found = np.abs(across[car])[near_road]
        np.testing.assert_allclose(found, apart.min(axis=-1)[near_road], atol=0.12)
        at = apart.argmin(axis=-1)[near_road] / 10
        np.testing.assert_allclose(along[car][near_road], at, atol=0.6)


def test_what_lies_left_is_drawn_left(drawn):
    near = np.full(8, drawn.start)
    cars = vehicles.place(drawn, np.arange(8), near, offset=1.0)  # left of the center
    _, across = look(drawn, np.arange(8), cars, near)
    assert (across[:, -1, 0] > across[:, -1, -1]).all()
    np.testing.assert_allclose(across[:, -1, 31:33].mean(axis=1), 1.0, atol=0.1)


def test_frames_are_pictures_and_noise_is_theirs(drawn):
    which, near = np.arange(8), np.full(8, 40)
    cars = vehicles.place(drawn, which, near)
    pair = [
        draw_frames(drawn, which, cars, near, rng=np.random.default_rng(seed))
        for seed in (0, 0, 1)
    ]
    assert pair[0].shape == (8, roads.HEIGHT, roads.WIDE)
    assert pair[0].dtype == "float32"
    assert 0 <= pair[0].min() < pair[0].max() <= 1
    np.testing.assert_array_equal(pair[0], pair[1])
    assert not np.array_equal(pair[0], pair[2])


def test_marked_lines_are_brighter_where_paint_is_new():
    bright = draw_tracks(seed=9, tracks=12, length=60, worn=0, shade=0)
    which, near = np.arange(12), np.full(12, 30)
    cars = vehicles.place(bright, which, near)
    rng = np.random.default_rng(0)
    frames = draw_frames(bright, which, cars, near, rng=rng, noise=0)
    masks = mark_lines(bright, which, cars, near, reach=0.1)
    assert masks.shape == frames.shape
    assert not masks[:, : roads.HORIZON].any()
    low = np.s_[:, roads.HORIZON + 6 :]
    assert frames[low][masks[low]].mean() > frames[low][~masks[low]].mean() + 0.1


def test_a_data_set_of_roads(small):
    assert (len(small.train), len(small.valid)) == (48, 16)
    assert small.input_shape == (32, 64, 3)
    assert small.frames == 3
    assert np.abs(small.train.y).max() <= 1
    assert isinstance(small.tracks, Tracks)
    assert not small.resplit


def test_the_frames_of_an_example_follow_each_other():
    data = make_roads(seed=1, tracks=(2, 1, 1), each=8, frames=3)
    ground = data.train.x[:, roads.HORIZON :]
    step = np.abs(ground[..., 2] - ground[..., 1]).mean()
    two = np.abs(ground[..., 2] - ground[..., 0]).mean()
    others = np.abs(ground[0:1, ..., 2] - ground[1:2, ..., 2]).mean()  # another track
    assert step < two < others


def test_without_spread_the_car_stays_where_the_driver_drives():
    calm, put_off = (
        make_roads(seed=1, tracks=(20, 1, 1), each=8, spread=s) for s in (0.0, 1.0)
    )
    assert calm.train.y.std() < put_off.train.y.std()
    np.testing.assert_array_equal(calm.test.x, put_off.test.x)
    np.testing.assert_array_equal(calm.test.y, put_off.test.y)


def test_many_pictures_take_seconds():
    start = time.process_time()
    made = make_roads(seed=0, tracks=(20, 2, 1), each=40)
    seconds = time.process_time() - start
    pictures = 22 * 5 * 10 + 300  # each stretch of 8 examples needs 10 frames
    assert seconds / pictures * 10_000 < 40
    assert made.train.x.dtype == "float32"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"seed": -1}, "seed"),
        ({"each": 12}, "each"),
        ({"each": 0}, "each"),
        ({"frames": 0}, "frames"),
        ({"spread": 2}, "spread"),
        ({"tracks": (0, 1, 1)}, "tracks"),
    ],
)
def test_bad_arguments_of_the_data_are_refused(change, word):
    with pytest.raises(ValueError, match=word):
        make_roads(**{"seed": 0, "tracks": (1, 1, 1), "each": 8} | change)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"length": 5}, "length"),
        ({"sharpest": 3}, "sharpest"),
        ({"worn": 1.5}, "worn"),
        ({"shade": -0.1}, "shade"),
        ({"tracks": 0}, "tracks"),
    ],
)
def test_bad_arguments_of_tracks_are_refused(change, word):
    with pytest.raises(ValueError, match=word):
        draw_tracks(**{"seed": 0, "tracks": 1} | change)


def test_roads_need_tracks(small):
    with pytest.raises(ValueError, match="tracks"):
        Roads("none", small.train, small.valid, small.test, task="regression")
