"""Scenes of digits: boxes enclose the ink, and nothing measured was trained on."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.boxes import Objects, iou
from utils.centers import encode
from utils.datasets import bloodcells, detection, photographs
from utils.datasets.bloodcells import gather, vary
from utils.datasets.detection import (
    Scenes,
    choose_ink,
    choose_places,
    draw,
    enclose,
    make_scenes,
    paste,
)
from utils.datasets.images import load_digits
from utils.datasets.photographs import PHOTOGRAPHS, cut_windows, read_photograph

SMALL = {"scenes": (12, 4, 8)}


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_box_encloses_what_was_pasted_and_hugs_it(seed):
    rng = np.random.default_rng(seed)
    digits = load_digits(seed=0).test
    blank = np.full((6, 64, 64, 3), 0.5, "float32")
    x = blank.copy()
    objects = paste(x, digits.x[..., 0], digits.y, rng=rng)
    changed = np.abs(x - blank).max(axis=-1)
    for number in range(6):
        boxes = objects.box[objects.picture == number]
        assert 1 <= len(boxes) <= 4
        near = np.zeros((64, 64), bool)
        for left, top, right, bottom in boxes.astype(int):
            assert 0 <= left < right <= 64
            assert 0 <= top < bottom <= 64
            inside = changed[number, top:bottom, left:right]
            for edge in (inside[0], inside[-1], inside[:, 0], inside[:, -1]):
                assert edge.max() > 0, "ink touches every side of its box"
            near[max(0, top - 3) : bottom + 3, max(0, left - 3) : right + 3] = True
        assert changed[number][~near].max() < 1e-6, "no ink far from a box"
        overlaps = iou(boxes, boxes) - np.eye(len(boxes))
        assert overlaps.max() < 0.35


def test_scenes_are_what_they_say():
    data = make_scenes(seed=0, scenes=(40, 4, 8))
    assert data.input_shape == (64, 64, 3)
    assert data.train.y.shape == (40, 16, 16, 14)
    assert (data.stride, len(data.kinds), data.resplit) == (4, 10, True)
    assert data.train.x.min() >= 0
    assert data.train.x.max() <= 1
    assert set(data.objects.picture.tolist()) == set(range(8))
    again = encode(data.objects, pictures=8, shape=(64, 64), kinds=10, stride=4)
    np.testing.assert_allclose(again, data.test.y)
    centers = (data.train.y[..., :10] == 1).sum(axis=(1, 2, 3))
    assert 1 <= centers.min() <= centers.max() <= 4


def test_a_seed_draws_the_same_again_and_another_one_does_not():
    one, again, other = (make_scenes(seed=s, **SMALL) for s in (3, 3, 4))
    np.testing.assert_array_equal(one.train.x, again.train.x)
    np.testing.assert_array_equal(one.objects.box, again.objects.box)
    assert np.any(one.test.x != other.test.x)


def test_digits_and_photographs_of_the_parts_are_different(monkeypatch):
    seen = {"names": [], "digits": []}

    def note_windows(names, count, *, size, rng):
        seen["names"].append(set(names))
        return cut_windows(names, count, size=size, rng=rng)

    def note_digits(x, digits, labels, *, rng):
        seen["digits"].append({digit.tobytes() for digit in digits})
        return paste(x, digits, labels, rng=rng)

    monkeypatch.setattr(detection, "cut_windows", note_windows)
    monkeypatch.setattr(detection, "paste", note_digits)
    make_scenes(seed=1, **SMALL)
    for parts, total in ((seen["names"], 12), (seen["digits"], None)):
        train, valid, test = parts
        assert not train & valid and not train & test and not valid & test
        assert total is None or len(train | valid | test) == total


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"seed": -1}, "seed"),
        ({"scenes": (4, 4)}, "train, valid and test"),
        ({"scenes": (4, 0, 4)}, "valid"),
        ({"size": 20}, "size is 20"),
        ({"size": 65}, "stride is 4"),
    ],
)
def test_refuses_scenes_that_cannot_be(changes, words):
    with pytest.raises(ValueError, match=words):
        make_scenes(**({"seed": 0} | SMALL | changes))


def test_refuses_objects_that_do_not_belong():
    data = make_scenes(seed=0, **SMALL)
    stranger = Objects([99], [[0, 0, 4, 4]], [0])
    for changes, words in (
        ({"objects": None}, "expected Objects"),
        ({"objects": stranger}, "none of the test"),
        ({"kinds": ("a", "b")}, "kinds are 2"),
    ):
        with pytest.raises(ValueError, match=words):
            dataclasses.replace(data, **changes)
    assert isinstance(data, Scenes)


def test_squares_that_overlap_are_left_out():
    kept = choose_places([[[0, 0], [1, 1], [20, 20]]], np.full((1, 3), 10), [3])
    assert kept.tolist() == [[True, False, True]]


def test_a_digit_is_drawn_where_it_should_be():
    digit = np.ones((1, 8, 8))
    ink = draw(digit, np.array([[5.0, 10.0]]), np.array([2.0]), 40)
    assert ink.shape == (1, 40, 40)
    left, top, right, bottom = enclose(ink)[0]
    assert (left, top, right, bottom) == (5, 10, 21, 26)


def test_ink_differs_from_what_it_stands_on():
    rng = np.random.default_rng(0)
    x = rng.random((50, 16, 16, 3)) * rng.random((50, 1, 1, 1))
    ink = choose_ink(x, np.ones((50, 16, 16)), rng)
    assert ((ink >= 0) & (ink <= 1)).all()
    assert np.abs(ink.mean(axis=1) - x.mean(axis=(1, 2, 3))).min() > 0.1


def test_no_ink_has_no_box():
    with pytest.raises(ValueError, match="no ink"):
        enclose(np.zeros((2, 4, 4)))


def test_every_photograph_is_there_and_cannot_be_changed():
    for name in PHOTOGRAPHS:
        picture = read_photograph(name)
        assert picture.ndim == 3
        assert picture.shape[2] == 3
        assert min(picture.shape[:2]) >= 200
        assert 0 <= picture.min() < picture.max() <= 1
        assert not picture.flags.writeable
    with pytest.raises(ValueError, match="name is 'moon'"):
        photographs.read_photograph("moon")


def test_smears_of_cells_are_gathered_and_varied():
    boxes = [np.array([[1.0, 2, 5, 6], [0, 0, 2, 2]]), np.empty((0, 4))]
    objects = gather(boxes, [np.array([0, 2]), np.array([], int)])
    assert objects.picture.tolist() == [0, 0]
    x = np.random.default_rng(0).random((2, 12, 16, 3))
    more, found = vary(x, objects, copies=4, rng=np.random.default_rng(0))
    assert more.shape == (8, 12, 16, 3)
    np.testing.assert_array_equal(more[:2], x)
    assert found.picture.tolist() == [0, 0, 2, 2, 4, 4, 6, 6]
    assert found.box[2].tolist() == [11, 2, 15, 6]
    assert found.box[4].tolist() == [1, 6, 5, 10]
    assert found.box[6].tolist() == [11, 6, 15, 10]
    with pytest.raises(ValueError, match="number differs"):
        gather(boxes, [np.array([0]), np.array([], int)])
    with pytest.raises(ValueError, match="left < right"):
        gather([[[5, 0, 1, 4]]], [[0]])
    with pytest.raises(ValueError, match="copies is 0"):
        bloodcells.fetch_scenes(seed=0, copies=0)
