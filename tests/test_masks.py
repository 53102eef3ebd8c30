"""Masks: areas and borders against what can be counted by hand, and bad input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.extra.numpy import arrays

from utils.masks import (
    border_error,
    check_masks,
    mean_iou,
    measure_depth,
    wrong_by_depth,
)

MASKS = arrays(bool, (2, 7, 6))


@settings(max_examples=60, deadline=None)
@given(truth=MASKS, guess=MASKS)
def test_mean_iou_agrees_with_its_definition(truth, guess):
    expected = []
    for value in (True, False):
        union = ((truth == value) | (guess == value)).sum()
        both = ((truth == value) & (guess == value)).sum()
        expected.append(both / union if union else 1.0)
    np.testing.assert_allclose(mean_iou(truth, guess), np.mean(expected))


@settings(max_examples=60, deadline=None)
@given(truth=MASKS, guess=MASKS)
def test_borders_are_apart_alike_both_ways(truth, guess):
    found = border_error(truth, guess)
    np.testing.assert_allclose(found, border_error(guess, truth))
    assert border_error(truth, truth) == 0
    assert 0 <= found <= np.hypot(7, 6)


def test_a_border_moved_by_two_pixels_is_two_pixels_off():
    truth, guess = np.zeros((2, 1, 20, 20), int)
    truth[..., 10:] = 1
    guess[..., 12:] = 1
    assert border_error(truth, guess) == 2


def test_a_picture_without_a_border_counts_its_diagonal():
    truth = np.zeros((2, 3, 4), int)
    assert border_error(truth, truth) == 0
    guess = truth.copy()
    guess[0, 1, 1] = 1
    assert border_error(truth, guess) == 5 / 2


@settings(max_examples=40, deadline=None)
@given(truth=MASKS)
def test_depth_is_the_distance_to_the_other_class(truth):
    depth = measure_depth(truth)
    places = np.stack(np.meshgrid(np.arange(7), np.arange(6), indexing="ij"), -1)
    for picture, found in zip(truth, depth, strict=True):
        for row, column in ((0, 0), (3, 3), (6, 2)):
            others = places[picture != picture[row, column]]
            away = np.linalg.norm(others - [row, column], axis=-1)
            assert found[row, column] == pytest.approx(away.min(initial=np.inf))


def test_wrong_pixels_are_sorted_by_depth():
    truth = np.zeros((1, 10, 10), int)
    truth[..., 5:] = 1
    guess = truth.copy()
    guess[0, :, 5] = 0  # a column right at the border
    guess[0, 0, 0] = 1  # and one pixel far from it
    shares, where = wrong_by_depth(truth, guess, [1, 2, 3, 5, 6, 9])
    np.testing.assert_allclose(shares[:4], [0.5, 0, 0, 1 / 20])
    assert np.isnan(shares[4])
    np.testing.assert_allclose(where, [10 / 11, 0, 0, 1 / 11, 0])
    assert wrong_by_depth(truth, truth, [1, 9])[1].tolist() == [0]


@pytest.mark.parametrize(
    ("truth", "guess", "word"),
    [
        (np.zeros((1, 4, 4)), np.zeros((1, 4, 5)), "guess has shape"),
        (np.zeros((4, 4)), np.zeros((4, 4)), "truth has shape"),
        (np.zeros((0, 4, 4)), np.zeros((0, 4, 4)), "truth has shape"),
        (np.full((1, 4, 4), 255), np.zeros((1, 4, 4)), "truth holds"),
        (np.zeros((1, 4, 4)), np.full((1, 4, 4), 0.5), "guess holds"),
    ],
)
def test_masks_that_do_not_fit_are_refused(truth, guess, word):
    for function in (check_masks, mean_iou, border_error):
        with pytest.raises(ValueError, match=word):
            function(truth, guess)
