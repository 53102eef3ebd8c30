"""The loaders of MNIST, Fashion-MNIST and CIFAR-10, on small files of the same form."""

import gzip
import io
import pickle
import tarfile

import numpy as np
import pytest

from utils.datasets import benchmarks, cache

COUNT = {"train": 50, "t10k": 20}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A folder with all files, in place of what is fetched."""
    rng = np.random.default_rng(0)
    arrays = {}
    for part, count in COUNT.items():
        x = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        y = np.arange(count, dtype=np.uint8) % 10
        short = "train" if part == "train" else "test"
        arrays |= {f"x_{short}": x, f"y_{short}": y}
        for kind, header, array in (("images-idx3", 16, x), ("labels-idx1", 8, y)):
            with gzip.open(tmp_path / f"{part}-{kind}-ubyte.gz", "wb") as file:
                file.write(bytes(header) + array.tobytes())
    np.savez(tmp_path / "mnist.npz", **arrays)
    write_batches(tmp_path / "cifar-10-python.tar.gz", rng)
    monkeypatch.setattr(cache, "fetch", lambda name: tmp_path)
    return tmp_path


def write_batches(path, rng):
    """An archive like CIFAR-10's; the first picture is red."""
    with tarfile.open(path, "w:gz") as archive:
        for name in [*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"]:
            data = rng.integers(0, 256, (20, 3072), dtype=np.uint8)
            data[0] = np.repeat([255, 0, 0], 1024)
            labels = [int(i) for i in np.arange(20) % 10]
            text = pickle.dumps({b"data": data, b"labels": labels})
            info = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text))


@pytest.mark.parametrize(
    ("name", "shape", "sizes"),
    [
        ("mnist", (28, 28, 1), (40, 10, 20)),
        ("fashion_mnist", (28, 28, 1), (40, 10, 20)),
        ("cifar10", (32, 32, 3), (90, 10, 20)),
    ],
)
def test_the_three_sets(files, name, shape, sizes):
    data = benchmarks.fetch_pictures(name, seed=0, valid=10)
    assert (data.input_shape, data.classes, data.resplit) == (shape, 10, False)
    assert tuple(len(p) for p in (data.train, data.valid, data.test)) == sizes
    assert 0 <= data.train.x.min() < 0.01
    assert 0.99 < data.train.x.max() <= 1
    assert len(benchmarks.CLASSES[name]) == 10
    again = benchmarks.fetch_pictures(name, seed=1, valid=10, examples=12)
    assert len(again.train) == 12
    assert np.array_equal(again.test.x, data.test.x)
    assert not np.array_equal(again.train.x, data.train.x[:12])
    pictures = [part.x.reshape(len(part), -1) for part in (data.train, data.valid)]
    joined = np.concatenate(pictures)
    assert name == "cifar10" or len(np.unique(joined, axis=0)) == len(joined)


def test_the_readers_give_the_same_pictures(files):
    for (x, y), (other, labels) in zip(
        benchmarks.read_npz(files), benchmarks.read_idx(files), strict=True
    ):
        assert np.array_equal(x, other)
        assert np.array_equal(y, labels)


def test_colors_are_the_last_axis(files):
    (x, _), _ = benchmarks.read_batches(files)
    assert x.shape == (100, 32, 32, 3)
    assert x[0, 5, 7].tolist() == [255, 0, 0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "imagenet"}, "name is 'imagenet'"),
        ({"seed": -1}, "seed is -1"),
        ({"valid": 50}, "valid is 50"),
        ({"examples": 41}, "at most 40"),
        ({"examples": 0}, "examples is 0"),
    ],
)
def test_bad_arguments_are_refused(files, change, message):
    known = {"name": "mnist", "seed": 0, "valid": 10}
    with pytest.raises(ValueError, match=message):
        benchmarks.fetch_pictures(**(known | change))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("mnist", "mnist.npz"),
        ("fashion_mnist", "t10k-labels-idx1-ubyte.gz"),
        ("cifar10", "cifar-10-python.tar.gz"),
    ],
)
@pytest.mark.parametrize("keep", [0, 0.5])
def test_a_damaged_file_is_said(files, name, file, keep):
    path = files / file
    whole = path.read_bytes()
    path.write_bytes(whole[: int(keep * len(whole))])
    with pytest.raises(OSError, match=r"cannot be read|zip"):
        benchmarks.fetch_pictures(name, seed=0, valid=10)
