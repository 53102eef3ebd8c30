"""Films: labels taken apart, doors that refuse, orders, looking ahead, a strip."""

import keras
import numpy as np
import pytest
from keras import ops
from matplotlib.figure import Figure

from utils import videos
from utils.datasets.clips import DIRECTIONS, MOTIONS, make_clips

FEW = (24, 12, 60)
CLIPS = make_clips("clip", seed=0, examples=FEW)
FRAMES = make_clips("frame", seed=0, examples=FEW)


class Stub:
    """Gives fixed labels as logits, whatever the films."""

    def __init__(self, labels, classes):
        self.logits = np.eye(classes)[labels]
        self.input_shape = (None, *CLIPS.input_shape)

    def predict(self, x, batch_size, verbose):
        return self.logits[: len(x)]


def build_brightness(ahead=False):
    """Two labels by the brightness of a frame (or of all frames) from the second on."""
    film = keras.Input(CLIPS.input_shape)
    light = ops.mean(film, axis=(2, 3))
    if ahead:
        light = light + ops.mean(light, axis=1, keepdims=True)
    return keras.Model(film, ops.concatenate([light, -light], axis=-1)[:, 1:])


def test_labels_come_apart_and_go_together():
    labels = np.arange(24).reshape(2, 12)
    what, how = videos.split_labels(labels, kinds=6)
    assert np.array_equal(6 * what + how, labels)
    assert what.max() == 3
    assert how.max() == 5


@pytest.mark.parametrize("labels", [[-1], [0.5], ["a"]])
def test_what_is_no_label_is_refused(labels):
    with pytest.raises(ValueError, match="labels is"):
        videos.split_labels(labels, kinds=6)


@pytest.mark.parametrize(("data", "kinds"), [(CLIPS, MOTIONS), (FRAMES, DIRECTIONS)])
def test_what_and_how_are_measured_apart(data, kinds):
    y = data.test.y
    what, how = y // len(kinds), y % len(kinds)
    other_what = len(kinds) * ((what + 1) % 4) + how
    other_how = len(kinds) * what + (how + 1) % len(kinds)
    for labels, both in ((y, (1, 1)), (other_what, (0, 1)), (other_how, (1, 0))):
        model = Stub(labels, data.classes)
        assert videos.measure_what(model, data) == both[0]
        assert videos.measure_how(model, data) == both[1]


def test_one_frame_is_measured():
    y = FRAMES.test.y.copy()
    y[:, 3] = (y[:, 3] + 1) % FRAMES.classes
    model = Stub(y, FRAMES.classes)
    found = [videos.measure_at(model, FRAMES, frame=k) for k in range(2, 9)]
    assert found == [1, 1, 1, 0, 1, 1, 1]
    for frame in (1, 9, 2.5):
        with pytest.raises(ValueError, match="frame is"):
            videos.measure_at(model, FRAMES, frame=frame)


def test_shuffling_keeps_the_frames_and_changes_the_order():
    x = CLIPS.test.x
    shuffled = videos.shuffle_frames(x, seed=0)
    assert shuffled.shape == x.shape
    assert not np.array_equal(shuffled, x)
    np.testing.assert_allclose(shuffled.sum(axis=1), x.sum(axis=1), atol=1e-4)
    again = videos.shuffle_frames(x, seed=0)
    assert np.array_equal(shuffled, again)
    orders = videos.shuffle_frames(np.tile(np.arange(10), (50, 1)), seed=1)
    assert len({tuple(order) for order in orders}) > 40
    with pytest.raises(ValueError, match="films has shape"):
        videos.shuffle_frames(np.arange(3), seed=0)


def test_a_network_without_order_does_not_notice_the_shuffle():
    film = keras.Input(CLIPS.input_shape)
    bag = ops.mean(film, axis=(1, 4))
    logits = keras.layers.Dense(24)(keras.layers.Flatten()(bag))
    model = keras.Model(film, logits)
    both = videos.measure_shuffled(model, CLIPS), videos.measure_how(model, CLIPS)
    assert both[0] == pytest.approx(both[1], abs=2 / 60)
    model = Stub(CLIPS.test.y, CLIPS.classes)
    assert videos.measure_shuffled(model, CLIPS) == 1
    assert np.isnan(videos.measure_shuffled(model, FRAMES))


def test_looking_ahead_is_noticed():
    x = FRAMES.test.x
    for frame in (2, 5, 7):
        assert not videos.looks_ahead(build_brightness(), x, frame=frame)
        assert videos.looks_ahead(build_brightness(ahead=True), x, frame=frame)
    with pytest.raises(ValueError, match="frame is 8"):
        videos.looks_ahead(build_brightness(), x, frame=8)


def test_films_of_the_right_size_are_labeled():
    model = build_brightness()
    labels = videos.label_films(model, FRAMES.test.x)
    assert labels.shape == FRAMES.test.y.shape
    assert set(labels.ravel()) <= {0, 1}


@pytest.mark.parametrize(
    ("films", "word"),
    [
        (np.zeros((2, 9, 16, 16, 1)), "9 frames of 16×16 pixels, 1 channel; expected"),
        (np.zeros((2, 8, 24, 16, 1)), "24×16"),
        (np.zeros((2, 8, 16, 16, 3)), "3 channels"),
        (np.zeros((8, 16, 16, 1)), r"shape \(8, 16, 16, 1\)"),
        (np.zeros((0, 8, 16, 16, 1)), r"shape \(0, 8"),
        (np.full((1, 8, 16, 16, 1), np.nan), "NaN"),
        (np.full((1, 8, 16, 16, 1), "a"), "expected numbers"),
    ],
)
def test_other_films_are_refused_with_both_sizes(films, word):
    with pytest.raises(ValueError, match=word):
        videos.label_films(build_brightness(), films)


def test_a_strip_has_a_frame_on_each_of_the_axes():
    axes = Figure().subplots(1, 8)
    videos.draw_film(CLIPS.test.x[0], axes=axes)
    assert all(len(ax.images) == 1 for ax in axes)
    with pytest.raises(ValueError, match="for 8 axes and 2 titles"):
        videos.draw_film(CLIPS.test.x[0], ["a", "b"], axes=axes)
