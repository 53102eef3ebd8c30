"""Drawn cells under a microscope, and the mask that says which pixel is cell.

Cells lie close and touch, the light falls from one side, and the sensor is noisy. Where
two cells touch, a thin seam between them belongs to neither: the mask has background
there, and its connected pieces are the cells, one by one.
"""

import numpy as np
from scipy.ndimage import gaussian_filter, label

from utils import checks
from utils.datasets.base import Dataset
from utils.datasets.faces import standardize
from utils.datasets.splits import cut

SPACING = 12.0  # pixels from one place for a cell to the next
CHUNK = 500  # pictures drawn at once
LEAST = 6  # pixels; what is left of a cell must be as large


def make_cells(
    *, seed, pictures=(320, 80, 160), size=48, density=0.85, light=1.5, noise=0.25
) -> Dataset:
    """Draw pictures of cells and their masks: class 1 is cell, class 0 is not.

    Args:
        seed: whole number ≥ 0.
        pictures: how many for train, valid and test.
        size: whole number ≥ 16, height and width in pixels.
        density: share of the places that hold a cell, above 0 and at most 1.
        light: how uneven the light is; 1 is the brightness of an average cell.
        noise: standard deviation of the sensor's noise, in the same unit.

    Returns:
        A `Dataset` with one class per pixel; every picture has mean 0 and standard
        deviation 1.

    Raises:
        ValueError: if an argument is out of its range.

    Example:

    >>> make_cells(seed=0, pictures=(4, 2, 2))
    Dataset "drawn cells": 4 train, 2 valid, 2 test · x (48, 48, 1) · 2 classes per
    pixel
    """
    sizes = tuple(checks.integer("pictures", n, 1) for n in pictures)
    x, ids = draw_cells(
        seed=seed,
        pictures=sum(sizes),
        size=size,
        density=density,
        light=light,
        noise=noise,
    )
    y = (ids > 0).astype("int32")
    return cut(standardize(x), y, name="drawn cells", examples=sizes, classes=2)


def draw_cells(*, seed, pictures, size=48, density=0.85, light=1.5, noise=0.25):
    """Draw cells, and say for every pixel which cell it belongs to.

    Args:
        seed: whole number ≥ 0, or a list of them.
        pictures: whole number ≥ 1.
        size: as in `make_cells`.
        density: as in `make_cells`.
        light: as in `make_cells`.
        noise: as in `make_cells`.

    Returns:
        A pair of arrays: pictures `(pictures, size, size, 1)` float32, and the numbers
        of the cells from 1 on `(pictures, size, size)` int32, 0 where there is none.
        Two cells touch nowhere, not even at a corner: a seam of 0 runs between them,
        so that the connected pieces of the mask are the cells.

    Raises:
        ValueError: if an argument is out of its range.

    Example:

    >>> x, ids = draw_cells(seed=0, pictures=3, size=24)
    >>> x.shape, ids.shape, bool(ids.max() > 1)
    ((3, 24, 24, 1), (3, 24, 24), True)
    """
    checks.integer("pictures", pictures, 1)
    checks.integer("size", size, 16)
    if not 0 < density <= 1:
        raise ValueError(f"density is {density!r}; expected above 0 and at most 1")
    for name, value in (("light", light), ("noise", noise)):
        if not value >= 0:
            raise ValueError(f"{name} is {value!r}; expected at least 0")
    rng = np.random.default_rng(seed)
    parts = []
    for first in range(0, pictures, CHUNK):
        count = min(CHUNK, pictures - first)
        whole, share = _place_cells(rng, count, size, density)
        ids = _number(np.where(_find_seams(whole), 0, whole) > 0)
        drawn = _draw(rng, whole, ids, share)
        drawn += light * _draw_light(rng, count, size)
        drawn += noise * rng.normal(size=drawn.shape)
        parts.append((drawn.astype("float32")[..., np.newaxis], ids.astype("int32")))
    x, ids = (np.concatenate(each) for each in zip(*parts, strict=True))
    return x, ids


def _place_cells(rng, count, size, density):
    """Return which cell covers each pixel, touching ones included, and how centrally.

    Every cell is an ellipse in a plane that is bent a little. A pixel belongs to the
    cell whose center is nearest, measured by the cell's own axes.
    """
    side = int(np.ceil(size / SPACING)) + 1
    places = (np.arange(side) + rng.uniform(-0.5, 0.5, (count, 2, 1))) * SPACING
    rows, columns = places[:, 0, :, None], places[:, 1, None, :]
    jitter = rng.normal(0, 0.18 * SPACING, (2, count, side, side))
    middle = np.stack([rows + jitter[0], columns + jitter[1]]).reshape(2, count, -1)
    cells = side * side
    radius = rng.uniform(0.42, 0.68, (count, cells)) * SPACING
    longer = rng.uniform(1.0, 1.35, (count, cells))
    angle = rng.uniform(0, np.pi, (count, cells))
    there = rng.random((count, cells)) < density
    grid = np.stack(np.meshgrid(*[np.arange(size)] * 2, indexing="ij"))
    bend = rng.normal(size=(2, count, size, size))
    bend = gaussian_filter(bend, (0, 0, 4, 4))
    grid = (grid[:, None] + 1.2 * bend / bend.std()).astype("float32")
    whole = np.zeros((count, size, size), "int16")
    nearest = np.ones((count, size, size), "float32")
    for cell in range(cells):
        down, right = (
            grid[axis] - middle[axis, :, cell, None, None].astype("float32")
            for axis in (0, 1)
        )
        sine, cosine = (
            f(angle[:, cell, None, None]).astype("float32") for f in (np.sin, np.cos)
        )
        stretch = longer[:, cell, None, None].astype("float32")
        own = (cosine * down + sine * right) / stretch
        across = (cosine * right - sine * down) * stretch
        distance = (own**2 + across**2) / radius[:, cell, None, None].astype("float32")
        distance /= radius[:, cell, None, None].astype("float32")
        closer = there[:, cell, None, None] & (distance < nearest)
        np.copyto(nearest, distance, where=closer)
        whole[closer] = cell + 1
    return whole, nearest


def _find_seams(whole):
    """Return the pixels where a cell has another cell at its side or corner."""
    seam = np.zeros(whole.shape, bool)
    height, width = whole.shape[1:]
    for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
        here = (slice(0, height - down), slice(max(0, -right), width - max(0, right)))
        there = (slice(down, height), slice(max(0, right), width - max(0, -right)))
        one, other = whole[:, *here], whole[:, *there]
        touch = (one != other) & (one > 0) & (other > 0)
        seam[:, *here] |= touch
        seam[:, *there] |= touch
    return seam


def _number(mask):
    """Return the number of each pixel's connected piece, in each picture from 1 on."""
    flat = np.zeros((3, 3, 3), int)
    flat[1, 1, :] = flat[1, :, 1] = 1  # neighbors in the same picture alone
    pieces, _ = label(mask, flat)
    counts = np.bincount(pieces.ravel())
    counts[0] = 0
    kept = counts[pieces] >= LEAST
    running = np.concatenate([[0], np.cumsum(counts >= LEAST)[1:]])[pieces] * kept
    first = np.where(kept, running, running.max() + 1).min(axis=(1, 2), keepdims=True)
    return np.where(kept, running - first + 1, 0)


def _draw(rng, whole, ids, share):
    """Return brightness: each cell its own tone, darker in the seams, then blurred."""
    count = len(whole)
    tones = rng.uniform(0.6, 1.4, (count, int(whole.max()) + 1))
    tones[:, 0] = 0
    tone = tones[np.arange(count)[:, None, None], whole]
    seams = (whole > 0) & (ids == 0)
    tone = np.where(seams, 0.45 * tone, tone * (1.1 - 0.3 * share))
    return gaussian_filter(tone, (0, 0.7, 0.7))


def _draw_light(rng, count, size):
    """Return a slope from one side and a wide bright spot, between 0 and 1 or so."""
    line = np.linspace(-0.5, 0.5, size)
    angle = rng.uniform(0, 2 * np.pi, (count, 1, 1))
    slope = np.cos(angle) * line[:, None] + np.sin(angle) * line
    down, right = rng.uniform(-0.6, 0.6, (2, count, 1, 1))
    spot = np.exp(-((line[:, None] - down) ** 2 + (line - right) ** 2) / 0.15)
    return slope + 0.6 * spot
