"""ISBI 2012: 30 slices of a fly's nerve tissue, the cells' membranes traced by hand.

`fetch_membranes` deals whole slices out to train, valid and test and cuts them into
tiles afterwards, so that no tile has its neighbor in another part.
"""

import numpy as np

from utils import checks
from utils.datasets import cache
from utils.datasets.base import Dataset
from utils.datasets.faces import standardize
from utils.datasets.splits import cut

SIDE = 512  # pixels, height and width of a slice


def fetch_membranes(*, seed, slices=(20, 4, 6), size=64, zoom=2, copies=1) -> Dataset:
    """Deal the slices out and cut them into tiles: class 1 is cell, class 0 membrane.

    Args:
        seed: whole number ≥ 0, which slice goes where.
        slices: how many for train, valid and test, at most 30 together.
        size: height and width of a tile in pixels.
        zoom: 1, 2 or 4; the mean of so many by so many pixels becomes one.
        copies: whole number ≥ 1, how often each training tile is repeated: once as it
            is, then turned by quarters and mirrored.

    Returns:
        A `Dataset` with one class per pixel and `resplit=True`; every tile has mean 0
        and standard deviation 1. Its name counts the slices that could not be read.

    Raises:
        ValueError: if an argument does not fit, a mask is of another size than its
            slice, or too few slices can be read.
        OSError: if a file cannot be had; see `datasets.cache`.

    Reference:
        Cardona et al. 2010, https://doi.org/10.1371/journal.pbio.1000502;
        Arganda-Carreras et al. 2015, https://doi.org/10.3389/fnana.2015.00142
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    asked = tuple(checks.integer("slices", n, 1) for n in slices)
    checks.integer("copies", copies, 1)
    if zoom not in (1, 2, 4):
        raise ValueError(f"zoom is {zoom!r}; expected 1, 2 or 4")
    pictures, masks, skipped = read_slices(cache.fetch("membrane"))
    if sum(asked) > len(pictures):
        raise ValueError(
            f"slices is {slices!r}, together {sum(asked)}; {len(pictures)} can be read"
        )
    order = rng.permutation(len(pictures))
    x, y, sizes = [], [], []
    for part, rows in enumerate(np.split(order, np.cumsum(asked))[:3]):
        tiles = [cut_tiles(shrink(a[rows], zoom), size) for a in (pictures, masks)]
        tiles = [standardize(tiles[0][..., np.newaxis])[..., 0], tiles[1] > 0.5]
        for copy in range(copies if part == 0 else 1):
            moved = turn(*tiles, rng=rng) if copy else tiles
            x.append(moved[0])
            y.append(moved[1])
        sizes.append(len(tiles[0]) * (copies if part == 0 else 1))
    name = "ISBI 2012 membranes" + (f", {skipped} slices skipped" if skipped else "")
    x, y = np.concatenate(x)[..., np.newaxis], np.concatenate(y).astype("int32")
    return cut(x, y, name=name, examples=tuple(sizes), classes=2, resplit=True)


def read_slices(folder):
    """Read all slices and their masks, and count those that cannot be read.

    Args:
        folder: `Path` with the folders `image` and `label`, files of the same names.

    Returns:
        A triple: slices `(n, 512, 512)` from 0 to 1, masks alike, 1 where there is
        cell, and how many slices were skipped because a file is missing or damaged.

    Raises:
        ValueError: if a mask is of another size than its slice, or a slice of another
            size than 512 × 512.
    """
    pictures, masks, skipped = [], [], 0
    files = sorted((folder / "image").glob("*.png"), key=_number)
    for path in files:
        try:
            picture, mask = (_read(p) for p in (path, folder / "label" / path.name))
        except (OSError, SyntaxError):  # Pillow calls a broken PNG a SyntaxError
            skipped += 1
            continue
        if mask.shape != picture.shape:
            raise ValueError(
                f"label/{path.name} is of {mask.shape} pixels and its slice of "
                f"{picture.shape}; expected one size"
            )
        if picture.shape != (SIDE, SIDE):
            raise ValueError(
                f"image/{path.name} is of {picture.shape} pixels; expected "
                f"{SIDE} × {SIDE}"
            )
        pictures.append(picture)
        masks.append(mask > 0.5)
    shape = (len(pictures), SIDE, SIDE)
    return np.reshape(pictures, shape), np.reshape(masks, shape).astype(float), skipped


def shrink(pictures, zoom):
    """Return the mean of `zoom` by `zoom` pixels in the place of each such square.

    Args:
        pictures: array `(n, height, width)`; `zoom` divides height and width.
        zoom: whole number ≥ 1.

    Returns:
        An array `(n, height / zoom, width / zoom)`.

    Example:

    >>> shrink(np.array([[[0.0, 2.0], [4.0, 6.0]]]), 2).tolist()
    [[[3.0]]]
    """
    n, height, width = np.shape(pictures)
    squares = np.reshape(pictures, (n, height // zoom, zoom, width // zoom, zoom))
    return squares.mean(axis=(2, 4))


def cut_tiles(pictures, size):
    """Cut pictures into square tiles that do not overlap.

    Args:
        pictures: array `(n, height, width)`.
        size: height and width of a tile; what is left over at the end is dropped.

    Returns:
        An array `(n * tiles of each, size, size)`, picture after picture.

    Raises:
        ValueError: if a tile is larger than a picture.

    Example:

    >>> cut_tiles(np.arange(16).reshape(1, 4, 4), 2)[0].tolist()
    [[0, 1], [4, 5]]
    """
    n, height, width = np.shape(pictures)
    checks.integer("size", size, 1, min(height, width))
    rows, columns = height // size, width // size
    kept = np.asarray(pictures)[:, : rows * size, : columns * size]
    tiles = kept.reshape(n, rows, size, columns, size).swapaxes(2, 3)
    return tiles.reshape(-1, size, size)


def turn(pictures, masks, *, rng):
    """Return pictures and masks, each pair turned by quarters and perhaps mirrored.

    Args:
        pictures: array `(n, size, size)`.
        masks: array of the same shape, which is moved alike.
        rng: a NumPy `Generator`.

    Returns:
        A pair of arrays of the same shapes.

    Example:

    >>> x = np.arange(4).reshape(1, 2, 2)
    >>> moved, alike = turn(x, x, rng=np.random.default_rng(0))
    >>> sorted(moved.ravel().tolist()), bool((moved == alike).all())
    ([0, 1, 2, 3], True)
    """
    quarters, mirrored = rng.integers(0, 4, len(masks)), rng.integers(0, 2, len(masks))
    moved = []
    for stack in (pictures, masks):
        steps = zip(stack, quarters, mirrored, strict=True)
        moved.append(np.stack([np.rot90(a, q)[:, :: 1 - 2 * m] for a, q, m in steps]))
    return tuple(moved)


def _number(path):
    """Return a file's number, by which slices follow each other in the tissue."""
    return (int(path.stem) if path.stem.isdigit() else np.inf, path.stem)


def _read(path):
    """Return a PNG's gray levels from 0 to 1."""
    from PIL import Image

    with Image.open(path) as picture:
        return np.asarray(picture.convert("L"), "float32") / 255
