"""Olivetti: the file is read or refused, people are kept apart. No network is used."""

import numpy as np
import pytest
from scipy.io import savemat

from utils.datasets import cache, olivetti
from utils.datasets.olivetti import fetch_faces, read_olivetti, vary


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder as the cache gives it, with made-up photographs."""
    rng = np.random.default_rng(0)
    savemat(
        tmp_path / "olivettifaces.mat", {"faces": rng.integers(0, 256, (4096, 400))}
    )
    monkeypatch.setattr(cache, "fetch", lambda name: tmp_path)
    return tmp_path


def test_photographs_are_upright_and_in_order(tmp_path):
    faces = np.zeros((4096, 400))
    faces[64 * 3 + 5, 27] = 255  # MATLAB goes down the columns: row 5, column 3
    savemat(tmp_path / "olivettifaces.mat", {"faces": faces})
    x = read_olivetti(tmp_path / "olivettifaces.mat")
    assert x.shape == (*olivetti.SHAPE, 64, 64)
    assert x[2, 7, 5, 3] == x.max() == 1


def test_people_are_dealt_out_anew_by_every_seed(folder):
    data, other = (fetch_faces(seed=s, copies=3) for s in (0, 1))
    assert len(data.train) == 3 * 26 * 8
    assert (len(data.valid), len(data.test)) == (26, 26)
    assert (len(data.others), len(data.unseen)) == (40, 100)
    assert data.test_train_ratio == pytest.approx(10 / 26)
    assert np.any(data.unseen.x != other.unseen.x)
    first = data.train.x[: 26 * 8]
    np.testing.assert_array_equal(data.train.y[: 26 * 8], np.repeat(np.arange(26), 8))
    np.testing.assert_array_equal(fetch_faces(seed=0, copies=1).train.x, first)


def test_sizes_and_numbers_are_checked(folder):
    assert fetch_faces(seed=0, copies=1, size=16).input_shape == (16, 16, 1)
    for wrong, word in (
        ({"people": (20, 4, 10)}, "people"),
        ({"size": 30}, "size"),
        ({"copies": 0}, "copies"),
        ({"seed": -1}, "seed"),
    ):
        with pytest.raises(ValueError, match=word):
            fetch_faces(**{"seed": 0} | wrong)


def test_a_damaged_file_is_refused(tmp_path):
    path = tmp_path / "olivettifaces.mat"
    path.write_bytes(b"no faces here")
    with pytest.raises(ValueError, match="cannot be read"):
        read_olivetti(path)
    savemat(path, {"faces": np.zeros((10, 400))})
    with pytest.raises(ValueError, match=r"\(10, 400\)"):
        read_olivetti(path)
    savemat(path, {"people": np.zeros((10, 400))})
    with pytest.raises(ValueError, match="cannot be read"):
        read_olivetti(path)


def test_varied_pictures_differ_and_stay_finite():
    x = np.random.default_rng(0).normal(size=(5, 16, 16, 1)).astype("float32")
    changed = vary(x, rng=np.random.default_rng(1))
    assert changed.shape == x.shape
    assert np.isfinite(changed).all()
    assert np.all(np.abs(changed - x).max(axis=(1, 2, 3)) > 0.1)
