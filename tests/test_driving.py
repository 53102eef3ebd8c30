"""Closed-loop drives, with drivers whose behavior is known."""

import numpy as np
import pytest

from utils import driving, vehicles
from utils.datasets.roads import make_roads
from utils.datasets.tracks import draw_tracks


class Model:
    """Answers with a constant, as a Keras model would."""

    def __init__(self, answer):
        self.answer = answer

    def predict_on_batch(self, x):
        return np.full((len(x), 1), self.answer, "float32")


@pytest.fixture(scope="module")
def tracks():
    return draw_tracks(seed=2, tracks=5, length=100)


def test_the_scripted_driver_stays_in_the_lane(tracks):
    found = driving.drive(None, tracks)
    assert found.finished.all()
    assert found.share == 1
    assert found.mean_offset < 0.2
    assert np.abs(found.offset[found.moving]).max() < driving.LEEWAY
    assert (found.way >= 99).all()


def test_whoever_never_steers_leaves_at_a_bend(tracks):
    found = driving.drive(lambda x: np.zeros(len(x)), tracks)
    assert found.share == 0
    assert (found.way < 100).all()
    assert (found.way > 5).all()
    # a car that has left stands still, and no longer counts
    stopped = ~found.moving[1:-1] & ~found.moving[:-2]
    moved = np.abs(np.diff(found.cars, axis=0)).sum(axis=-1)[1:]
    assert (moved[stopped] == 0).all()
    assert found.mean_offset <= driving.LEEWAY


def test_a_driver_sees_as_many_frames_in_a_row_as_asked(tracks):
    seen = []

    def steer(x):
        seen.append(x)
        return np.zeros((len(x), 1))

    driving.drive(steer, tracks, frames=2)
    assert seen[0].shape == (5, 32, 64, 2)
    np.testing.assert_array_equal(seen[0][..., 1], seen[1][..., 0])


def test_one_frame_is_enough_for_who_asks_for_one(tracks):
    found = driving.drive(lambda x: 9 * np.ones(len(x)), tracks, frames=1)
    assert found.steering.max() == 1  # cut off
    assert found.share == 0


def test_the_same_seed_drives_the_same(tracks):
    def steer(x):
        return x[:, 20:, :, -1].mean(axis=(1, 2)) - 0.45

    one, two, other = (driving.drive(steer, tracks, seed=s) for s in (0, 0, 1))
    np.testing.assert_array_equal(one.cars, two.cars)
    steps = min(len(one.steering), len(other.steering))
    assert not np.array_equal(one.steering[:steps], other.steering[:steps])


def test_what_the_cars_saw_is_kept(tracks):
    found = driving.drive(None, tracks, watch=True)
    assert found.frames.shape == (len(found.cars), 5, 32, 64)
    assert found.frames.dtype == "uint8"
    assert driving.drive(None, tracks).frames is None


def test_measures_of_a_model_that_is_known():
    data = make_roads(seed=3, tracks=(1, 1, 3), each=8)
    straight = Model(0.0)
    assert driving.tracks_driven(straight, data) == 0
    assert 0 < driving.mean_offset(straight, data) < driving.LEEWAY
    assert driving.let_drive(straight, data, watch=True).frames is not None
    assert vehicles.count_steps(data.tracks) == 330


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"steer": lambda x: np.zeros(2)}, "steer"),
        ({"steer": lambda x: np.full(len(x), np.nan)}, "steer"),
        ({"seed": -1}, "seed"),
        ({"frames": 0}, "frames"),
        ({"frames": 9}, "frames"),
    ],
)
def test_bad_arguments_are_refused(tracks, change, word):
    with pytest.raises(ValueError, match=word):
        driving.drive(**{"steer": None, "tracks": tracks} | change)


def test_a_drive_says_how_many_came_to_the_end(tracks):
    assert repr(driving.drive(None, tracks)) == "Drive: 5 of 5 tracks finished"
    assert isinstance(driving.drive(None, tracks), driving.Drive)
