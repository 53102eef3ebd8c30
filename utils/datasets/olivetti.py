"""The Olivetti faces: 40 people, photographed 10 times each in the early 1990s.

`fetch_faces` deals the people out anew for every seed: to train on, to choose a
threshold by, to measure. Its few training photographs are repeated with changes.
"""

import dataclasses

import numpy as np
from scipy.ndimage import affine_transform

from utils import checks
from utils.datasets import cache
from utils.datasets.base import Split
from utils.datasets.faces import check_people, deal, standardize

SHAPE = (40, 10)  # people, photographs of each


def fetch_faces(*, seed, people=(26, 4, 10), copies=8, size=32):
    """Deal out 40 photographed people, 10 photographs each.

    Args:
        seed: whole number ≥ 0, who is known, other, unseen, and the photographs' order.
        people: how many known, other and unseen people, 40 together.
        copies: whole number ≥ 1, how often each training photograph is repeated:
            once as it is, then shifted, turned, mirrored and lit in another way.
        size: 64 as they come, 32 or 16, height and width in pixels.

    Returns:
        A `Faces` with `resplit=True`.

    Raises:
        ValueError: if the numbers do not fit.
        OSError: if the file cannot be had; see `datasets.cache`.

    Reference:
        Samaria & Harter 1994, https://doi.org/10.1109/ACV.1994.341300
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    if sum(check_people(people)) != SHAPE[0]:
        raise ValueError(f"people is {people!r}; expected {SHAPE[0]} together")
    if size not in (64, 32, 16):
        raise ValueError(f"size is {size!r}; expected 64, 32 or 16")
    photographs = read_olivetti(cache.fetch("olivetti") / "olivettifaces.mat")
    rows, each = rng.permutation(SHAPE[0]), rng.random(SHAPE).argsort(axis=1)
    x = photographs[rows[:, np.newaxis], each]
    step = 64 // size
    x = x.reshape(-1, size, step, size, step).mean(axis=(2, 4))[..., np.newaxis]
    y = np.repeat(np.arange(SHAPE[0]), SHAPE[1])
    faces = deal(x, y, name="Olivetti faces", people=people, resplit=True)
    more = [
        vary(faces.train.x, rng=rng)
        for _ in range(checks.integer("copies", copies, 1) - 1)
    ]
    x = standardize(np.concatenate([faces.train.x, *more]))
    train = Split(x, np.tile(faces.train.y, copies))
    return dataclasses.replace(faces, train=train)


def read_olivetti(path):
    """Read the photographs from their MATLAB file.

    Args:
        path: of the file.

    Returns:
        An array `(40, 10, 64, 64)`, from 0 to 1.

    Raises:
        ValueError: if the file is damaged or holds something else.
    """
    from scipy.io import loadmat

    try:
        faces = np.asarray(loadmat(path)["faces"], dtype="float32")
    except Exception as error:
        raise ValueError(f"path: {path} cannot be read as faces: {error}") from error
    if faces.shape != (64 * 64, 400):
        raise ValueError(f"path: faces of shape {faces.shape}; expected (4096, 400)")
    return faces.T.reshape(*SHAPE, 64, 64).swapaxes(2, 3) / 255


def vary(x, *, rng):
    """Return pictures shifted, turned, scaled, mirrored and lit in another way.

    Args:
        x: array `(pictures, height, width, channels)`, mean 0.
        rng: a NumPy `Generator`.

    Returns:
        An array of the same shape.
    """
    out, middle = np.empty_like(x), (np.array(x.shape[1:3]) - 1) / 2
    for i, picture in enumerate(x):
        angle, scale = rng.normal(0, 0.08), rng.normal(1, 0.05)
        turn = np.array(
            [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
        )
        shift = rng.uniform(-0.06, 0.06, 2) * x.shape[1]
        turn = turn * scale
        offset = middle - turn @ (middle + shift)
        seen = picture[:, :: rng.choice([-1, 1]), 0]
        out[i, ..., 0] = affine_transform(seen, turn, offset, order=1, mode="nearest")
    slope = np.linspace(-1, 1, x.shape[2])[:, np.newaxis]
    return out + rng.uniform(-0.5, 0.5, (len(x), 1, 1, 1)) * slope
