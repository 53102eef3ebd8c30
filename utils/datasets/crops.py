"""Single cells cut out of the photographs of BCCD: white cells against the rest.

White cells are large and purple, so size and color tell them from red cells and
platelets without looking at any of them. `fetch_cells` takes both away: every cell's
box fills the same square, gray, with mean 0 and standard deviation 1.
"""

import functools

import numpy as np
from PIL import Image

from utils import checks
from utils.datasets import bccd, cache
from utils.datasets.microscopy import MIDDLE, SPREAD
from utils.datasets.smears import deal

GRAY = np.array([0.299, 0.587, 0.114], "float32")  # how bright the colors seem to us
SHARES = (0.6, 0.2, 0.2)  # of the photographs: to train on, to choose and measure by
EVEN = 2.0  # a crop whose tones (0 to 255) spread less than this shows nothing


def fetch_cells(*, seed, size=24, color=False):
    """Cut out all cells and deal the photographs out anew, whole, for every seed.

    Args:
        seed: whole number ≥ 0.
        size: whole number from 8 to 64, height and width of a crop in pixels.
        color: whether to keep the colors, as shortcuts need them; crops are then not
            standardized.

    Returns:
        A `smears.Cells`, 1 for white cells, with `resplit=True`; a photograph counts
        as a smear.

    Raises:
        ValueError: if a number is out of its range.
        OSError: if the files cannot be had; see `datasets.cache`.

    Reference:
        Shenggan, BCCD_Dataset, 2017, https://github.com/Shenggan/BCCD_Dataset
    """
    rng = np.random.default_rng([checks.integer("seed", seed, 0), 5])
    folder = str(cache.fetch("bccd") / "BCCD")
    x, y, number, _ = read_cells(folder, checks.integer("size", size, 8, 64))
    photographs = int(number.max()) + 1
    first, second = np.round(np.cumsum(SHARES[:2]) * photographs).astype(int)
    parts = np.zeros(photographs, int)
    order = rng.permutation(photographs)
    parts[order[first:second]], parts[order[second:]] = 1, 2
    x = (x / 255 - MIDDLE) / SPREAD if color else normalize(x)
    name = "BCCD cells in color" if color else "BCCD cells"
    return deal(x, y, number, parts=parts, name=name, seed=seed, resplit=True)


@functools.cache
def read_cells(folder, size):
    """Cut the cells out of all photographs in a folder; kept for the next call.

    Args:
        folder: text, as `bccd.read_smears` wants it.
        size: height and width of a crop in pixels.

    Returns:
        Crops `(cells, size, size, 3)` from 0 to 255, 1 for white cells `(cells,)`,
        the photograph's number `(cells,)`, and how many cells were left out.
    """
    crops, labels, numbers, out, photographs = [], [], [], 0, 0
    for part in bccd.PARTS:
        smears = bccd.read_smears(folder, part)
        out += len(smears.skipped)
        for picture, boxes, kinds in zip(
            smears.pictures, smears.boxes, smears.labels, strict=True
        ):
            squares, rows = cut_squares(picture, boxes, size=size)
            out += len(boxes) - len(rows)
            if len(rows):
                crops.append(squares)
                labels.append(kinds[rows] == bccd.KINDS.index("WBC"))
                numbers.append(np.full(len(rows), photographs))
                photographs += 1
    y, number = np.concatenate(labels).astype(int), np.concatenate(numbers)
    return np.concatenate(crops), y, number, out


def cut_squares(picture, boxes, *, size):
    """Cut the square around each box out of a photograph, all in one size.

    The square's side is the box's longer one, so that a large cell and a small one
    fill it alike. Left out are squares that reach over the photograph's edge, boxes
    smaller than three pixels, and crops of one tone.

    Args:
        picture: array `(height, width, 3)`, 0 to 255.
        boxes: array `(cells, 4)`: left, top, right, bottom.
        size: height and width of a crop in pixels.

    Returns:
        Crops `(cells kept, size, size, 3)`, float32, and the kept rows of `boxes`.

    Raises:
        ValueError: if the picture is empty or boxes have another shape.

    Example:

    >>> picture = np.zeros((40, 40, 3), "uint8")
    >>> picture[10:20, 10:14] = 200
    >>> squares, rows = cut_squares(picture, [[8, 8, 16, 24], [30, 0, 50, 9]], size=8)
    >>> squares.shape, rows.tolist()
    ((1, 8, 8, 3), [0])
    """
    picture, boxes = np.asarray(picture), np.asarray(boxes, float)
    if picture.ndim != 3 or picture.shape[-1] != 3 or not picture.size:
        raise ValueError(
            f"picture has shape {picture.shape}; expected (height, width, 3)"
        )
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError(f"boxes has shape {boxes.shape}; expected (cells, 4)")
    height, width = picture.shape[:2]
    image, crops, rows = Image.fromarray(picture.astype("uint8")), [], []
    for row, (left, top, right, bottom) in enumerate(boxes):
        half = max(right - left, bottom - top) / 2
        x, y = (left + right) / 2, (top + bottom) / 2
        square = x - half, y - half, x + half, y + half
        fits = min(square) >= 0 and square[2] <= width and square[3] <= height
        if not fits or half < 1.5:
            continue
        crop = image.resize((size, size), Image.Resampling.BOX, box=square)
        crop = np.asarray(crop, "float32")
        if crop.std(axis=(0, 1)).max() >= EVEN:
            crops.append(crop)
            rows.append(row)
    empty = np.empty((0, size, size, 3), "float32")
    return np.stack(crops) if crops else empty, np.array(rows, int)


def normalize(x):
    """Turn crops gray and give each mean 0 and standard deviation 1.

    Args:
        x: array `(crops, height, width, 3)`, 0 to 255.

    Returns:
        An array `(crops, height, width, 1)`, float32; a crop of one tone becomes 0.

    Example:

    >>> normalize(np.array([0.0, 9.0]).reshape(1, 1, 2, 1).repeat(3, -1)).tolist()
    [[[[-1.0], [1.0]]]]
    """
    gray = np.asarray(x, "float32") @ GRAY
    gray = gray - gray.mean(axis=(1, 2), keepdims=True)
    spread = gray.std(axis=(1, 2), keepdims=True)
    return (gray / np.maximum(spread, 1e-6))[..., np.newaxis].round(4)
