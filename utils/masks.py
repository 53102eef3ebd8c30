"""How well a guessed mask fits the true one: in area, and at the border.

All functions take masks `(pictures, height, width)` of 0 and 1 and know no model; the
numbers come from scikit-learn and SciPy. `objects` asks about the cells one by one.
"""

import numpy as np
from scipy.ndimage import distance_transform_edt
from sklearn.metrics import jaccard_score


def check_masks(truth, guess):
    """Return two stacks of masks as arrays, or refuse what does not fit.

    Args:
        truth: array `(pictures, height, width)` of 0 and 1.
        guess: array of the same shape.

    Returns:
        A pair of boolean arrays.

    Raises:
        ValueError: if shapes differ, there is no picture, or a value is not 0 or 1.

    Example:

    >>> check_masks(np.zeros((1, 4, 4)), np.zeros((1, 4, 5)))
    Traceback (most recent call last):
    ValueError: guess has shape (1, 4, 5), truth (1, 4, 4); expected one shape
    """
    truth, guess = np.asarray(truth), np.asarray(guess)
    if truth.shape != guess.shape:
        raise ValueError(
            f"guess has shape {guess.shape}, truth {truth.shape}; expected one shape"
        )
    if truth.ndim != 3 or not truth.size:
        raise ValueError(
            f"truth has shape {truth.shape}; expected (pictures, height, width), none "
            "of them 0"
        )
    for name, mask in (("truth", truth), ("guess", guess)):
        if not np.isin(mask, (0, 1)).all():
            raise ValueError(f"{name} holds {np.unique(mask)[:5]}; expected 0 and 1")
    return truth.astype(bool), guess.astype(bool)


def mean_iou(truth, guess):
    """Return intersection over union, the mean over both classes, over all pixels.

    Args:
        truth: array `(pictures, height, width)` of 0 and 1.
        guess: array of the same shape.

    Returns:
        A number from 0 to 1, the mean of |A ∩ B| / |A ∪ B| for cell and for background.
        A class that occurs in neither mask counts as 1.

    Example:

    >>> mean_iou([[[1, 1, 0, 0]]], [[[1, 0, 0, 0]]])  # 1/2 and 2/3
    0.5833333333333333

    Reference:
        Jaccard 1912, https://doi.org/10.1111/j.1469-8137.1912.tb05611.x
    """
    truth, guess = (mask.ravel() for mask in check_masks(truth, guess))
    settings = {"labels": [0, 1], "average": "macro", "zero_division": 1.0}
    return float(jaccard_score(truth.astype(int), guess.astype(int), **settings))


def measure_depth(truth):
    """Return how far each pixel is from the nearest one of the other class.

    Args:
        truth: array `(pictures, height, width)` of 0 and 1.

    Returns:
        A float array of that shape, in pixels: 1 right at the border, infinite in a
        picture that has one class only.

    Example:

    >>> measure_depth([[[1, 1, 0, 0]]]).tolist()
    [[[2.0, 1.0, 1.0, 2.0]]]
    """
    truth, _ = check_masks(truth, truth)
    depth = np.full(truth.shape, np.inf)
    for picture, out in zip(truth, depth, strict=True):
        if picture.any() and not picture.all():
            inside, outside = (distance_transform_edt(m) for m in (picture, ~picture))
            out[:] = inside + outside
    return depth


def wrong_by_depth(truth, guess, edges):
    """Return the share of wrong pixels, by their distance from the true border.

    Args:
        truth: array `(pictures, height, width)` of 0 and 1.
        guess: array of the same shape.
        edges: rising distances; the first bin holds what is at least `edges[0]` and
            below `edges[1]` away.

    Returns:
        A pair of arrays `(len(edges) - 1,)`: of the pixels in each bin, the share that
        is wrong (NaN for an empty bin); of all wrong pixels, the share in each bin.

    Example:

    >>> truth, guess = [[[1, 1, 1, 0, 0, 0]]], [[[1, 1, 0, 0, 0, 0]]]
    >>> wrong_by_depth(truth, guess, [1, 2, 4])[0].tolist()
    [0.5, 0.0]
    """
    depth = measure_depth(truth)
    truth, guess = check_masks(truth, guess)
    wrong = truth != guess
    pixels = np.histogram(depth, bins=edges)[0]
    misses = np.histogram(depth[wrong], bins=edges)[0]
    of_pixels = np.divide(
        misses, pixels, out=np.full(len(pixels), np.nan), where=pixels > 0
    )
    return of_pixels, misses / max(1, wrong.sum())


def border_error(truth, guess):
    """Return how far true and guessed borders are apart, on average, in pixels.

    The border of a mask are its cell pixels beside background. Of each border pixel of
    one mask the distance to the other mask's border is taken, both ways round.

    Args:
        truth: array `(pictures, height, width)` of 0 and 1.
        guess: array of the same shape.

    Returns:
        The mean over the pictures, a number ≥ 0. Where one of both masks has no
        border, the diagonal of the picture is taken; where none has one, 0.

    Example:

    >>> border_error([[[0, 1, 1, 1, 0, 0]]], [[[0, 1, 1, 1, 1, 0]]])  # 0, 1, 0, 1
    0.5
    """
    truth, guess = check_masks(truth, guess)
    diagonal = float(np.hypot(*truth.shape[1:]))
    apart = []
    for pair in zip(truth, guess, strict=True):
        borders = [mask & (_depth_inside(mask) < 2) for mask in pair]
        there = [border.any() for border in borders]
        if not all(there):
            apart.append(diagonal if any(there) else 0.0)
            continue
        away = [distance_transform_edt(~border) for border in borders]
        each = np.r_[away[0][borders[1]], away[1][borders[0]]]
        apart.append(each.mean())
    return float(np.mean(apart))


def _depth_inside(mask):
    """Return each cell pixel's distance from the background; the edge is none."""
    if mask.all():
        return np.full(mask.shape, np.inf)
    return distance_transform_edt(mask)
