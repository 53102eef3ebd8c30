"""Drawn cells: the mask's pieces are the cells, the seed decides, it is fast."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import label

from utils.datasets import tissue
from utils.datasets.tissue import draw_cells, make_cells

SMALL = (6, 3, 4)


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    pictures=st.integers(1, 6),
    size=st.integers(16, 60),
    density=st.floats(0.05, 1),
)
def test_connected_pieces_of_the_mask_are_the_cells(seed, pictures, size, density):
    x, ids = draw_cells(seed=seed, pictures=pictures, size=size, density=density)
    assert (x.shape, x.dtype) == ((pictures, size, size, 1), np.dtype("float32"))
    assert (ids.shape, ids.dtype) == ((pictures, size, size), np.dtype("int32"))
    for picture in ids:
        for corners in (np.ones((3, 3)), None):  # whether corners connect or not
            pieces, count = label(picture > 0, corners)
            assert count == picture.max()
            assert (
                len(np.unique(pieces * 10_000 + picture))
                == count + (picture == 0).any()
            )
        sizes = np.bincount(picture.ravel())[1:]
        assert np.all(sizes >= tissue.LEAST)


def test_cells_fill_and_touch():
    _, ids = draw_cells(seed=0, pictures=200)
    assert 0.4 < np.mean(ids > 0) < 0.7
    background = ids == 0
    between = np.zeros(ids.shape, bool)  # background with different cells on two sides
    left, right = ids[:, 2:-2, :-4], ids[:, 2:-2, 4:]
    between[:, 2:-2, 2:-2] = (left > 0) & (right > 0) & (left != right)
    assert (background & between).mean() > 0.03
    _, few = draw_cells(seed=0, pictures=200, density=0.06)
    assert 0 < np.mean(few > 0) < 0.08


def test_light_and_noise_do_what_they_say():
    plain = draw_cells(seed=1, pictures=20, light=0.0, noise=0.0)
    again = draw_cells(seed=1, pictures=20, light=0.0, noise=0.0)
    lit = draw_cells(seed=1, pictures=20, light=3.0, noise=0.0)
    noisy = draw_cells(seed=1, pictures=20, light=0.0, noise=0.5)
    np.testing.assert_array_equal(plain[0], again[0])
    for other in (lit, noisy):
        np.testing.assert_array_equal(plain[1], other[1])
    x, inside = plain[0][..., 0], plain[1] > 0
    assert x[inside].mean() > x[~inside].mean() + 0.4
    wide = np.ptp((lit[0] - plain[0])[..., 0], axis=(1, 2))
    assert wide.min() > 1.5
    np.testing.assert_allclose((noisy[0] - plain[0]).std(), 0.5, atol=0.01)


def test_the_data_set_is_seeded_and_standardized():
    data, same, other = (make_cells(seed=s, pictures=SMALL) for s in (3, 3, 4))
    assert [len(p) for p in (data.train, data.valid, data.test)] == list(SMALL)
    assert (data.classes, data.test_train_ratio) == (2, 0)
    np.testing.assert_array_equal(data.train.x, same.train.x)
    assert np.any(data.train.x != other.train.x)
    np.testing.assert_allclose(data.test.x.mean(axis=(1, 2, 3)), 0, atol=1e-5)
    np.testing.assert_allclose(data.test.x.std(axis=(1, 2, 3)), 1, atol=1e-3)


def test_ten_thousand_small_pictures_take_seconds():
    started = time.process_time()
    draw_cells(seed=0, pictures=10_000, size=32)
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"pictures": 0}, "pictures"),
        ({"size": 8}, "size"),
        ({"density": 0}, "density"),
        ({"density": 1.1}, "density"),
        ({"light": -1}, "light"),
        ({"noise": float("nan")}, "noise"),
    ],
)
def test_bad_arguments_are_refused(change, word):
    with pytest.raises(ValueError, match=word):
        draw_cells(**{"seed": 0, "pictures": 2} | change)
    if "pictures" not in change:
        with pytest.raises(ValueError, match=word):
            make_cells(**{"seed": 0, "pictures": SMALL} | change)


def test_every_part_needs_a_picture():
    with pytest.raises(ValueError, match="pictures"):
        make_cells(seed=0, pictures=(3, 0, 3))
