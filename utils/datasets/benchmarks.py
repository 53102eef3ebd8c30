"""The pictures that papers compare by: MNIST, Fashion-MNIST and CIFAR-10.

All three come with a test part of their own, which stays as it is.
"""

import gzip
import pickle
import tarfile
import zipfile

import numpy as np

from utils import checks
from utils.datasets import cache
from utils.datasets.base import Dataset, Split

DIGITS = tuple("0123456789")
CLOTHES = (
    "T-shirt",
    "trousers",
    "pullover",
    "dress",
    "coat",
    "sandal",
    "shirt",
    "sneaker",
    "bag",
    "ankle boot",
)
THINGS = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)
CLASSES = {"mnist": DIGITS, "fashion_mnist": CLOTHES, "cifar10": THINGS}


def fetch_pictures(name, *, seed, examples=None, valid=2000):
    """Fetch one of the three sets, verified, with a share of its training part.

    Args:
        name: "mnist", "fashion_mnist" or "cifar10".
        seed: whole number ≥ 0, chooses the training and validation pictures; the test
            part is the upstream's, the same for every seed.
        examples: how many training pictures; None takes all that are left.
        valid: how many pictures of the training part are kept for validation.

    Returns:
        A `Dataset`, x `(28, 28, 1)` or `(32, 32, 3)` from 0 to 1, 10 classes, named
        in `CLASSES`.

    Raises:
        ValueError: for another name, or more pictures than there are.
        OSError: if a file cannot be had (see `datasets.cache`), or is damaged.

    Reference:
        LeCun et al. 1998, https://doi.org/10.1109/5.726791;
        Xiao et al. 2017, https://arxiv.org/abs/1708.07747;
        Krizhevsky 2009, https://www.cs.toronto.edu/~kriz/
    """
    if name not in CLASSES:
        raise ValueError(f"name is {name!r}; expected one of {tuple(CLASSES)}")
    checks.integer("seed", seed, 0)
    folder = cache.fetch(name)
    readers = {"mnist": read_npz, "cifar10": read_batches}
    (x, y), test = readers.get(name, read_idx)(folder)
    left = len(x) - checks.integer("valid", valid, 1, len(x) - 1)
    examples = checks.integer("examples", left if examples is None else examples, 1)
    if examples > left:
        raise ValueError(f"examples is {examples:,}; expected at most {left:,}")
    order = np.random.default_rng(seed).permutation(len(x))
    chosen = {"valid": order[:valid], "train": order[valid : valid + examples]}
    parts = {part: _scale(x[rows], y[rows]) for part, rows in chosen.items()}
    parts["test"] = _scale(*test)
    return Dataset(name, **parts, task="classification", classes=10)


def read_npz(folder):
    """Reads `mnist.npz`, as Keras offers it.

    Args:
        folder: `Path` of a folder with that file.

    Returns:
        Two pairs of pictures and labels: training and test.

    Raises:
        OSError: if the file is damaged.
    """
    try:
        with np.load(folder / "mnist.npz", allow_pickle=False) as arrays:
            pairs = [(arrays[f"x_{p}"], arrays[f"y_{p}"]) for p in ("train", "test")]
    except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise OSError(f"mnist.npz cannot be read: {error}") from error
    return pairs


def read_idx(folder):
    """Reads the four files of Fashion-MNIST, in the format of the first MNIST.

    Args:
        folder: `Path` of a folder with `train-images-idx3-ubyte.gz` and so on.

    Returns:
        Two pairs of pictures and labels: training and test.

    Raises:
        OSError: if a file is damaged.
    """
    return [
        (
            _read_idx(folder / f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28),
            _read_idx(folder / f"{part}-labels-idx1-ubyte.gz", 8),
        )
        for part in ("train", "t10k")
    ]


def read_batches(folder):
    """Reads the archive of CIFAR-10.

    Unpickling runs what a file says: this is done after its SHA-256 was compared.

    Args:
        folder: `Path` of a folder with `cifar-10-python.tar.gz`.

    Returns:
        Two pairs of pictures `(n, 32, 32, 3)` and labels: training and test.

    Raises:
        OSError: if the archive is damaged.
    """
    names = [*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"]
    found = []
    try:
        with tarfile.open(folder / "cifar-10-python.tar.gz") as archive:
            for name in names:
                file = archive.extractfile(f"cifar-10-batches-py/{name}")
                batch = pickle.load(file, encoding="bytes")
                x = np.reshape(batch[b"data"], (-1, 3, 32, 32)).transpose(0, 2, 3, 1)
                found.append((x, np.array(batch[b"labels"])))
    except (KeyError, EOFError, tarfile.TarError, pickle.UnpicklingError) as error:
        raise OSError(f"cifar-10-python.tar.gz cannot be read: {error}") from error
    x, y = (np.concatenate(arrays) for arrays in zip(*found[:5], strict=True))
    return [(x, y), found[5]]


def _read_idx(path, start):
    """The bytes of a gzipped file behind its header."""
    try:
        with gzip.open(path) as file:
            return np.frombuffer(file.read(), np.uint8, offset=start)
    except (EOFError, ValueError) as error:
        raise OSError(f"{path.name} cannot be read: {error}") from error


def _scale(x, y):
    """Pictures from 0 to 1 with a channel axis, and their labels."""
    x = x[..., np.newaxis] if x.ndim == 3 else x
    return Split(np.float32(x) / np.float32(255), y)
