"""Objects as points: from boxes to maps that a network can learn, and back.

The picture is divided into cells. One map for each class says how close a cell is to a
center; four more maps hold, at the centers, where in its cell the center lies and how
wide and high the box is (Zhou, Wang & Krähenbühl 2019).
"""

import numpy as np
from scipy.ndimage import maximum_filter
from scipy.special import expit

from utils import checks
from utils.boxes import Objects

GEOMETRY = 4  # maps after those of the classes: center right, down; width, height
SPREAD = 8  # a hill's standard deviation is the box's side over this number


def encode(objects, *, pictures, shape, kinds, stride):
    """Return the maps that a perfect network would give.

    Around each center rises a hill `exp(-d² / 2σ²)`, 1 in the center's own cell; the
    wider the box, the wider the hill. Where hills of one class meet, the higher counts.
    Of two centers in one cell, the later object's geometry counts.

    Args:
        objects: `Objects`.
        pictures: how many pictures there are.
        shape: height and width of a picture, multiples of `stride`.
        kinds: how many classes.
        stride: side of a cell in pixels.

    Returns:
        An array `(pictures, rows, columns, kinds + 4)`, float32. The last four maps are
        in cells: how far right and down of its cell's corner the center lies, width,
        height; 0 where no center is.

    Raises:
        ValueError: if an object's center lies outside, or a number does not fit.

    Example:

    >>> one = Objects(picture=[0], box=[[2, 4, 8, 8]], kind=[1])
    >>> maps = encode(one, pictures=1, shape=(12, 12), kinds=2, stride=4)
    >>> maps.shape, maps[0, 1, 1].tolist()
    ((1, 3, 3, 6), [0.0, 1.0, 0.25, 0.5, 1.5, 1.0])
    """
    rows, columns = check_grid(shape, stride)
    pictures, kinds = (
        checks.integer(name, value, 1)
        for name, value in (("pictures", pictures), ("kinds", kinds))
    )
    _check_inside(objects, pictures, shape, kinds)
    middle = (objects.box[:, :2] + objects.box[:, 2:]) / 2 / stride
    side = (objects.box[:, 2:] - objects.box[:, :2]) / stride
    column, row = np.floor(middle).astype(int).T
    across = np.arange(columns) - column[:, np.newaxis]
    down = np.arange(rows) - row[:, np.newaxis]
    width, height = (side / SPREAD).T[..., np.newaxis]
    hills = np.exp(-((down / height) ** 2) / 2)[:, :, np.newaxis]
    hills = hills * np.exp(-((across / width) ** 2) / 2)[:, np.newaxis]
    heat = np.zeros((pictures, kinds, rows, columns), "float32")
    np.maximum.at(heat, (objects.picture, objects.kind), hills.astype("float32"))
    maps = np.zeros((pictures, rows, columns, kinds + GEOMETRY), "float32")
    maps[..., :kinds] = np.moveaxis(heat, 1, -1)
    geometry = np.concatenate([middle - np.stack([column, row], axis=1), side], axis=1)
    maps[objects.picture, row, column, kinds:] = geometry
    return maps


def find_peaks(heat, *, threshold=0.01, most=100, window=3):
    """Return the cells that are at least as high as all of their neighbors.

    Args:
        heat: array `(pictures, rows, columns, kinds)`.
        threshold: lowest height that counts.
        most: of how many peaks per picture to keep the highest.
        window: side of the square of cells in which a peak is highest, odd; 1 makes
            a peak of every cell.

    Returns:
        Four arrays: picture, row, column and kind of each peak, sorted by picture, the
        highest first.

    Raises:
        ValueError: for another shape.

    Example:

    >>> heat = np.zeros((1, 3, 5, 1))
    >>> heat[0, 1, :, 0] = [0.2, 0.9, 0.3, 0.1, 0.4]
    >>> [found.tolist() for found in find_peaks(heat)]
    [[0, 0], [1, 1], [1, 4], [0, 0]]
    """
    heat = np.asarray(heat)
    if heat.ndim != 4:
        raise ValueError(
            f"heat has shape {heat.shape}; expected (pictures, rows, columns, kinds)"
        )
    checks.integer("most", most, 1)
    if checks.integer("window", window, 1) % 2 == 0:
        raise ValueError(f"window is {window}; expected an odd number")
    best = maximum_filter(heat, size=(1, window, window, 1), mode="nearest")
    peaks = np.nonzero((heat == best) & (heat >= threshold))
    order = np.lexsort((-heat[peaks], peaks[0]))
    peaks = [axis[order] for axis in peaks]
    first = np.searchsorted(peaks[0], peaks[0])  # where each one's picture begins
    kept = np.arange(len(order)) - first < most
    return tuple(axis[kept] for axis in peaks)


def decode(maps, *, stride, threshold=0.01, most=100, window=3):
    """Return the objects that a network's maps speak of.

    Args:
        maps: array `(pictures, rows, columns, kinds + 4)` as from `encode`, but with
            logits in place of the hills.
        stride: side of a cell in pixels.
        threshold: lowest score that counts, from 0 to 1.
        most: how many objects per picture at most.
        window: as in `find_peaks`.

    Returns:
        `Objects`, sorted by picture, the highest score first. A box is at least a
        tenth of a cell wide and high.

    Raises:
        ValueError: if the maps hold no classes, or NaN.

    Example:

    >>> one = Objects(picture=[0], box=[[2, 4, 8, 8]], kind=[1])
    >>> maps = encode(one, pictures=1, shape=(12, 12), kinds=2, stride=4)
    >>> maps[..., :2] = 20 * maps[..., :2] - 10
    >>> decode(maps, stride=4, threshold=0.5).box.tolist()
    [[2.0, 4.0, 8.0, 8.0]]
    """
    maps, stride = np.asarray(maps), checks.integer("stride", stride, 1)
    if maps.ndim != 4 or maps.shape[-1] <= GEOMETRY:
        raise ValueError(
            f"maps has shape {maps.shape}; expected (pictures, rows, columns, "
            "kinds + 4)"
        )
    if not np.isfinite(maps).all():
        raise ValueError("maps holds NaN or infinity; expected finite numbers")
    heat = expit(maps[..., :-GEOMETRY].astype(float))
    pick = {"threshold": threshold, "most": most, "window": window}
    picture, row, column, kind = find_peaks(heat, **pick)
    geometry = maps[picture, row, column, -GEOMETRY:].astype(float)
    middle = np.stack([column, row], axis=1) + geometry[:, :2]
    half = np.maximum(geometry[:, 2:], 0.1) / 2
    box = stride * np.concatenate([middle - half, middle + half], axis=1)
    return Objects(picture, box, kind, heat[picture, row, column, kind])


def check_grid(shape, stride):
    """Return how many rows and columns of cells a picture has.

    Args:
        shape: height and width of the picture in pixels.
        stride: side of a cell in pixels.

    Returns:
        Two whole numbers.

    Raises:
        ValueError: if the cells do not fill the picture.

    Example:

    >>> check_grid((64, 32), 4)
    (16, 8)
    """
    height, width = (checks.integer("shape", side, 1) for side in shape)
    stride = checks.integer("stride", stride, 1)
    if height % stride or width % stride:
        raise ValueError(f"stride is {stride}; expected a divisor of {height}, {width}")
    return height // stride, width // stride


def _check_inside(objects, pictures, shape, kinds):
    """Refuse objects that the maps have no place for."""
    middle = (objects.box[:, :2] + objects.box[:, 2:]) / 2
    outside = ((middle < 0) | (middle >= shape[::-1])).any(axis=1)
    if outside.any():
        row = int(outside.argmax())
        raise ValueError(
            f"objects, box {row}, {objects.box[row].tolist()}, has its center outside "
            f"the picture; expected it within {shape[0]} × {shape[1]} pixels"
        )
    for name, values, most in (
        ("picture", objects.picture, pictures),
        ("kind", objects.kind, kinds),
    ):
        if len(values) and values.max() >= most:
            raise ValueError(
                f"objects hold {name} {values.max()}; expected at most {most - 1}"
            )
