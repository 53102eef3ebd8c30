"""Average precision against values worked out by hand."""

import numpy as np
import pytest

from utils.boxes import Objects
from utils.coco import average_precision, precision_curves

BOX = [0.0, 0.0, 10.0, 10.0]
SIZE = {"pictures": 2, "kinds": 2}


def objects(pictures, kinds, scores=None, boxes=None):
    boxes = [BOX] * len(pictures) if boxes is None else boxes
    return Objects(pictures, boxes, kinds, scores)


def test_perfect_is_one_and_nothing_is_zero():
    truth = objects([0, 1], [0, 1])
    assert average_precision(truth, truth, **SIZE).tolist() == [1, 1]
    nothing = objects([], [], boxes=[])
    assert average_precision(truth, nothing, **SIZE).tolist() == [0, 0]


def test_the_very_first_object_counts():  # an annotation with the id 0 would not
    truth = objects([0], [0])
    found = objects([0], [0], [0.3])
    assert average_precision(truth, found, **SIZE)[0] == 1


def test_a_class_that_occurs_nowhere_has_no_precision():
    truth = objects([0], [1])
    assert np.isnan(average_precision(truth, truth, **SIZE)[0])
    assert np.isnan(average_precision(truth, objects([], [], boxes=[]), **SIZE)[0])


def test_what_is_found_twice_counts_once():
    truth = objects([0, 1], [0, 0])
    found = objects([0, 0, 1], [0, 0, 0], [0.9, 0.8, 0.7])
    curve = precision_curves(truth, found, **SIZE)[0]
    np.testing.assert_allclose(curve[:51], 1)
    np.testing.assert_allclose(curve[51:], 2 / 3)


def test_a_false_alarm_costs_if_it_is_surer_than_what_is_right():
    truth = objects([0], [0])
    boxes = [BOX, [50, 50, 60, 60]]
    low = objects([0, 0], [0, 0], [0.9, 0.8], boxes)
    high = objects([0, 0], [0, 0], [0.8, 0.9], boxes)
    assert average_precision(truth, low, **SIZE)[0] == 1
    assert average_precision(truth, high, **SIZE)[0] == pytest.approx(0.5)


def test_the_overlap_decides():
    truth = objects([0], [0])
    found = objects([0], [0], [0.9], [[0, 0, 10, 6]])
    assert average_precision(truth, found, **SIZE)[0] == 1
    assert average_precision(truth, found, overlap=0.75, **SIZE)[0] == 0


def test_another_picture_or_class_is_no_match():
    truth = objects([0], [0])
    for found in (objects([1], [0]), objects([0], [1])):
        assert average_precision(truth, found, **SIZE)[0] == 0


def test_large_boxes_count(capsys):
    large = objects([0], [0], boxes=[[0, 0, 500, 400]])
    assert average_precision(large, large, **SIZE)[0] == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pictures": 0}, "pictures is 0"),
        ({"kinds": 0}, "kinds is 0"),
        ({"pictures": 1}, "truth holds picture 1"),
        ({"kinds": 1}, "truth holds kind 1"),
        ({"overlap": 1.0}, "overlap is 1"),
        ({"overlap": 0}, "overlap is 0"),
    ],
)
def test_refuses_what_is_out_of_range(changes, words):
    truth = objects([0, 1], [0, 1])
    with pytest.raises(ValueError, match=words):
        average_precision(truth, truth, **(SIZE | changes))


def test_refuses_what_are_no_objects():
    with pytest.raises(ValueError, match="found is a list"):
        average_precision(objects([0], [0]), [BOX], **SIZE)
