"""Drawn smears: dealt whole, 1 in 20 abnormal, rings where they are said to be."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.datasets import microscopy
from utils.datasets.base import Split
from utils.datasets.microscopy import draw_cells, draw_smears, to_rgb
from utils.datasets.smears import Cells, deal, make_smears

SMALL = {"smears": (8, 4, 4), "cells": (20, 20, 40)}


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_smears_are_dealt_whole_and_one_cell_in_twenty_is_abnormal(seed):
    drawn = make_smears(seed=seed, **SMALL)
    assert isinstance(drawn, Cells)
    for part, smears in (("valid", 4), ("test", 4)):
        y, number = getattr(drawn, part).y, drawn.smears[part]
        assert y.mean() == 0.05
        assert len(set(number.tolist())) == smears
        assert len(set(number[y == 1].tolist())) == 1, "one smear of four is sick"
    both = np.concatenate([drawn.train.y, drawn.known.y])
    assert (len(both), both.sum()) == (160, 8)
    assert set(drawn.smears["known"].tolist()) <= set(drawn.smears["train"].tolist())


def test_a_seed_draws_the_same_again_and_another_one_does_not():
    one, again, other = (make_smears(seed=s, **SMALL) for s in (3, 3, 4))
    np.testing.assert_array_equal(one.train.x, again.train.x)
    assert np.any(one.train.x != other.train.x)
    assert one.test_train_ratio == 0


def test_cells_of_one_smear_share_their_stain():
    slides = draw_smears(seed=0, smears=12)
    x, _ = draw_cells(np.repeat(slides, 30, axis=0), np.zeros(360), seed=1)
    tones = x.mean(axis=(1, 2)).reshape(12, 30, 3)
    assert np.all(tones.std(axis=1).mean(axis=0) < 0.6 * tones.mean(axis=1).std(axis=0))


def test_a_ring_is_where_it_is_said_to_be_and_nothing_else_changes():
    slides = draw_smears(seed=2, smears=1)[np.zeros(40, int)]
    healthy, none = draw_cells(slides, np.zeros(40), seed=3, noise=0)
    sick, rings = draw_cells(slides, np.ones(40), seed=3, noise=0)
    assert np.isnan(none).all()
    assert np.isfinite(rings).all()
    changed = np.abs(sick - healthy).max(axis=-1) > 1e-3
    rows, columns = np.mgrid[:32, :32] + 0.5
    for mask, (column, row, radius) in zip(changed, rings, strict=True):
        assert mask.any()
        far = np.hypot(columns[mask] - column, rows[mask] - row)
        assert far.max() < radius + 4


def test_the_amount_of_color_says_little():
    from sklearn.metrics import roc_auc_score

    drawn = make_smears(seed=5)
    score = roc_auc_score(drawn.test.y, drawn.test.x.mean(axis=(1, 2, 3)))
    assert abs(score - 0.5) < 0.2


def test_colors_come_back():
    x, _ = draw_cells(draw_smears(seed=0, smears=3), [0, 1, 0], seed=0, size=16)
    assert x.shape == (3, 16, 16, 3)
    rgb = to_rgb(x)
    assert 0 <= rgb.min() < rgb.max() <= 1
    np.testing.assert_allclose(
        (rgb - microscopy.MIDDLE) / microscopy.SPREAD, x, 0, 1e-5
    )


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"seed": -1}, "seed"),
        ({"smears": (8, 4)}, "smears"),
        ({"smears": (8, 4, 6)}, "smears, test, is 6"),
        ({"smears": (0, 4, 4)}, "train"),
        ({"cells": (20, 30, 20)}, "cells, valid, is 30"),
        ({"cells": 20}, "three"),
        ({"size": 8}, "size"),
    ],
)
def test_numbers_out_of_range_are_refused(change, word):
    with pytest.raises(ValueError, match=word):
        make_smears(**{"seed": 0} | SMALL | change)


@pytest.mark.parametrize(
    ("smears", "abnormal", "more", "word"),
    [
        (np.zeros((3, 2)), [0, 1, 0], {}, "smears has shape"),
        (np.zeros((0, 13)), [], {}, "smears has shape"),
        (np.zeros((3, 13)), [0, 1], {}, "abnormal"),
        (np.zeros((2, 13)), [0, 2], {}, "abnormal"),
        (np.zeros((2, 13)), [0, 1], {"noise": -1}, "noise"),
    ],
)
def test_cells_that_cannot_be_drawn_are_refused(smears, abnormal, more, word):
    with pytest.raises(ValueError, match=word):
        draw_cells(smears, abnormal, seed=0, **more)


def test_what_cannot_be_dealt_is_refused():
    x, y, smears = np.zeros((40, 4, 4, 1)), np.arange(40) % 2, np.arange(40) // 10
    plan = {"parts": [0, 0, 1, 2], "name": "toy", "seed": 0}
    for args, change, word in (
        ((x, y[:9], smears), {}, "expected a label"),
        ((x[:0], y[:0], smears[:0]), {}, "expected a label"),
        ((x, y, smears + 0.5), {}, "whole numbers"),
        ((x, y, smears + 1), {}, "whole numbers"),
        ((x, y, smears), {"parts": [0, 0, 1, 1]}, "parts"),
        ((x, y, smears), {"kept": 1}, "kept"),
    ):
        with pytest.raises(ValueError, match=word):
            deal(*args, **plan | change)


def test_a_smear_in_two_parts_is_refused():
    drawn = make_smears(seed=0, **SMALL)
    for change, word in (
        ({"known": None}, "known is None"),
        ({"smears": None}, "smears"),
        ({"smears": {}}, "is in"),
        ({"smears": drawn.smears | {"known": drawn.smears["known"] + 99}}, "not in"),
        ({"known": Split(drawn.known.x[:3], drawn.known.y[:3])}, "known"),
    ):
        if word == "is in":
            mixed = np.resize(drawn.smears["train"], len(drawn.test))
            change = {"smears": drawn.smears | {"test": mixed}}
        with pytest.raises(ValueError, match=word):
            dataclasses.replace(drawn, **change)
