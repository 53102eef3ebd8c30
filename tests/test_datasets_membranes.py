"""Membranes: slices are kept apart, damaged ones skipped, wrong sizes refused."""

import numpy as np
import pytest
from PIL import Image

from utils.datasets import cache
from utils.datasets.membranes import (
    SIDE,
    cut_tiles,
    fetch_membranes,
    read_slices,
    shrink,
    turn,
)

FEW = {"slices": (3, 1, 2), "size": 64, "zoom": 4}


def write(path, array):
    """Store an array as a gray PNG."""
    path.parent.mkdir(exist_ok=True)
    Image.fromarray(np.asarray(array, "uint8")).save(path)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Seven slices; slice i has a frame of its own gray, and a mask with a stripe."""
    rng = np.random.default_rng(0)
    for i in range(7):
        noise = rng.integers(0, 30, (SIDE, SIDE))
        write(tmp_path / f"image/{i}.png", 30 * i + noise)
        stripes = (np.arange(SIDE) + 16 * i) % 64 >= 24
        write(tmp_path / f"label/{i}.png", 255 * np.tile(stripes, (SIDE, 1)))
    monkeypatch.setattr(cache, "fetch", lambda name: tmp_path)
    return tmp_path


def test_slices_are_read_in_order(folder):
    write(folder / "image/10.png", np.full((SIDE, SIDE), 255))
    write(folder / "label/10.png", np.full((SIDE, SIDE), 255))
    pictures, masks, skipped = read_slices(folder)
    assert (pictures.shape, masks.shape) == ((8, SIDE, SIDE),) * 2
    assert skipped == 0
    means = pictures.mean(axis=(1, 2))
    assert np.all(np.diff(means) > 0)  # 10 after 6, not after 1
    assert set(np.unique(masks)) == {0, 1}
    assert masks[7].all()


def test_damaged_and_missing_files_are_skipped_with_a_count(folder):
    (folder / "image/2.png").write_bytes(b"no picture")
    (folder / "label/4.png").unlink()
    whole = (folder / "image/5.png").read_bytes()
    (folder / "image/5.png").write_bytes(whole[: len(whole) // 2])
    pictures, _, skipped = read_slices(folder)
    assert (len(pictures), skipped) == (4, 3)
    data = fetch_membranes(seed=0, slices=(2, 1, 1), zoom=4)
    assert data.name == "ISBI 2012 membranes, 3 slices skipped"
    with pytest.raises(ValueError, match="4 can be read"):
        fetch_membranes(seed=0, slices=(3, 1, 1))


def test_masks_of_another_size_are_refused(folder):
    write(folder / "label/3.png", np.zeros((SIDE, SIDE - 1)))
    with pytest.raises(ValueError, match=r"label/3.png"):
        read_slices(folder)
    write(folder / "image/3.png", np.zeros((SIDE, SIDE - 1)))
    with pytest.raises(ValueError, match=r"image/3.png"):
        read_slices(folder)


def test_no_slice_is_in_two_parts(folder, monkeypatch):
    marked = np.arange(7.0).reshape(7, 1, 1) + np.linspace(0, 0.5, SIDE)
    marked = np.broadcast_to(marked, (7, SIDE, SIDE))
    masks = np.broadcast_to(np.arange(SIDE) % 8 > 2, (7, SIDE, SIDE)).astype(float)
    from utils.datasets import membranes

    monkeypatch.setattr(membranes, "read_slices", lambda folder: (marked, masks, 0))
    monkeypatch.setattr(membranes, "standardize", lambda x: x)
    data = fetch_membranes(seed=1, copies=2, **FEW)
    parts = [np.unique(np.floor(p.x)) for p in (data.train, data.valid, data.test)]
    assert [len(p) for p in parts] == [3, 1, 2]
    assert len(np.unique(np.concatenate(parts))) == 6
    assert len(data.train) == 2 * 3 * 4
    assert (len(data.valid), len(data.test)) == (4, 8)


def test_the_seed_deals_the_slices(folder):
    data, same, other = (fetch_membranes(seed=s, **FEW) for s in (0, 0, 1))
    assert data.input_shape == (64, 64, 1)
    assert data.test_train_ratio == pytest.approx(2 / 3)
    np.testing.assert_array_equal(data.train.x, same.train.x)
    assert np.any(data.train.x != other.train.x)
    np.testing.assert_allclose(data.test.x.std(axis=(1, 2, 3)), 1, atol=1e-3)


def test_tiles_and_means_keep_every_pixel():
    x = np.random.default_rng(0).normal(size=(2, 12, 8))
    tiles = cut_tiles(x, 4)
    assert tiles.shape == (12, 4, 4)
    np.testing.assert_array_equal(tiles[7], x[1, :4, 4:])
    np.testing.assert_allclose(shrink(x, 4)[:, :, :].mean(), x.mean())
    np.testing.assert_allclose(shrink(x, 4)[1, 2, 1], x[1, 8:, 4:].mean())
    assert cut_tiles(x, 5).shape == (4, 5, 5)
    with pytest.raises(ValueError, match="size"):
        cut_tiles(x, 9)


def test_masks_turn_with_their_pictures():
    x = np.random.default_rng(0).normal(size=(40, 6, 6))
    moved, masks = turn(x, x > 0, rng=np.random.default_rng(1))
    np.testing.assert_array_equal(moved > 0, masks)
    assert (
        len(
            {
                tuple(np.argwhere(m == x.max(axis=(1, 2))[i])[0])
                for i, m in enumerate(moved)
            }
        )
        > 1
    )
    np.testing.assert_array_equal(np.sort(moved, axis=None), np.sort(x, axis=None))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"seed": -1}, "seed"),
        ({"slices": (3, 0, 2)}, "slices"),
        ({"zoom": 3}, "zoom"),
        ({"size": 200}, "size"),
        ({"copies": 0}, "copies"),
    ],
)
def test_bad_arguments_are_refused(folder, change, word):
    with pytest.raises(ValueError, match=word):
        fetch_membranes(**{"seed": 0} | FEW | change)
