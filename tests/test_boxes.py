"""Boxes: what is refused, how two overlap, which are kept."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.boxes import Objects, check_boxes, iou, suppress, suppress_all

UNIT = [[0, 0, 1, 1]]


def draw_boxes(seed, count):
    rng = np.random.default_rng(seed)
    corner, side = rng.uniform(0, 20, (count, 2)), rng.uniform(1, 9, (count, 2))
    return np.concatenate([corner, corner + side], axis=1)


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ([[0, 0, 0, 4]], "left < right"),
        ([[0, 4, 4, 0]], "top < bottom"),
        ([[0, 0, 4, np.nan]], "NaN"),
        ([[0, 0, np.inf, 4]], "infinity"),
        ([[0, 0, 4]], "shape"),
        ([0, 0, 4, 4], "shape"),
        ([[0, 0, 4, 4], [1, 2]], "rows of 4"),
        ("box", "rows of 4"),
        (None, "shape"),
    ],
)
def test_refuses_what_is_no_box(boxes, words):
    with pytest.raises(ValueError, match=f"boxes.*{words}"):
        check_boxes("boxes", boxes)


def test_names_the_row():
    with pytest.raises(ValueError, match="boxes, row 1"):
        check_boxes("boxes", [*UNIT, [3, 3, 3, 9]])


def test_takes_no_boxes_and_copies():
    assert check_boxes("boxes", []).shape == (0, 4)
    boxes = np.array(UNIT, float)
    check_boxes("boxes", boxes)[0] = 9
    assert boxes.tolist() == UNIT


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"picture": [0, 1]}, "picture has shape"),
        ({"picture": [-1]}, "picture holds"),
        ({"picture": [0.5]}, "picture holds"),
        ({"kind": [-1]}, "kind holds"),
        ({"kind": ["cat"]}, "kind holds"),
        ({"score": [1, 2]}, "score has shape"),
        ({"score": [np.nan]}, "score holds"),
        ({"score": ["sure"]}, "score holds"),
        ({"box": [[2, 2, 1, 3]]}, "box, row 0"),
    ],
)
def test_refuses_objects_that_do_not_fit(changes, words):
    with pytest.raises(ValueError, match=words):
        Objects(**({"picture": [0], "box": UNIT, "kind": [1]} | changes))


def test_objects_may_be_none_and_may_be_taken():
    nothing = Objects([], [], [])
    assert len(nothing) == 0
    assert nothing.box.shape == (0, 4)
    three = Objects([0, 0, 2], np.repeat(UNIT, 3, axis=0), [1, 2, 3], [0.1, 0.2, 0.3])
    some = three.take(three.picture == 0)
    assert (len(some), some.kind.tolist()) == (2, [1, 2])
    assert repr(three) == "3 objects in 2 pictures"


@given(st.integers(0, 100))
def test_overlap_is_symmetric_and_at_most_one(seed):
    first, second = draw_boxes(seed, 5), draw_boxes(seed + 1, 4)
    overlaps = iou(first, second)
    np.testing.assert_allclose(overlaps, iou(second, first).T)
    assert ((overlaps >= 0) & (overlaps <= 1)).all()
    np.testing.assert_allclose(np.diag(iou(first, first)), 1)


@given(st.integers(0, 100))
def test_overlap_counts_pixels(seed):
    boxes = draw_boxes(seed, 2).round() + np.array([0, 0, 1, 1])
    grid = np.arange(0.5, 40)
    first, second = (
        ((grid > left) & (grid < right))
        & ((grid > top) & (grid < bottom))[:, np.newaxis]
        for left, top, right, bottom in boxes
    )
    expected = (first & second).sum() / (first | second).sum()
    np.testing.assert_allclose(iou(boxes[:1], boxes[1:]), [[expected]])


@given(st.integers(0, 100), st.sampled_from([0.1, 0.3, 0.5, 0.9]))
def test_suppression_keeps_the_best_of_each_heap(seed, limit):
    boxes = draw_boxes(seed, 12)
    scores = np.random.default_rng(seed).random(12)
    kept = suppress(boxes, scores, overlap=limit)
    assert kept[0] == scores.argmax()
    assert (np.diff(scores[kept]) < 0).all()
    among = iou(boxes[kept], boxes[kept]) - np.eye(len(kept))
    assert among.max() <= limit
    for row in set(range(12)) - set(kept.tolist()):
        better = kept[scores[kept] > scores[row]]
        assert iou(boxes[[row]], boxes[better]).max() > limit


def test_suppression_takes_none_and_refuses_what_does_not_fit():
    assert suppress([], []).tolist() == []
    with pytest.raises(ValueError, match="scores has shape"):
        suppress(UNIT, [1, 2])
    for overlap in (0, 1, "half"):
        with pytest.raises(ValueError, match="overlap is"):
            suppress(UNIT, [1], overlap=overlap)


def test_suppression_leaves_other_pictures_and_classes_alone():
    box, nothing = np.repeat(UNIT, 4, axis=0), Objects([], [], [])
    four = Objects([1, 0, 0, 0], box, [2, 2, 3, 2], [0.4, 0.3, 0.9, 0.2])
    kept = suppress_all(four)
    assert kept.picture.tolist() == [0, 0, 1]
    assert kept.score.tolist() == [0.9, 0.3, 0.4]
    assert len(suppress_all(nothing)) == 0
