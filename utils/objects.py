"""The objects of a mask: its connected pieces, counted and compared one by one.

Two cells that merge into one hardly change the area that was found; here it shows. The
pieces and the Rand error come from scikit-image.
"""

import numpy as np
from skimage.measure import label
from skimage.metrics import adapted_rand_error

from utils.masks import check_masks

LEAST = 6  # pixels; smaller pieces are not counted as objects
FATES = ("found", "merged", "lost")


def label_objects(mask):
    """Number the connected pieces of one picture's mask.

    Args:
        mask: array `(height, width)` of 0 and 1.

    Returns:
        An integer array: 0 for background and for pieces of fewer than `LEAST` pixels,
        else the piece's number from 1 on. Pixels that meet at a corner only are not
        connected.

    Example:

    >>> int(label_objects(np.kron(np.eye(2), np.ones((3, 3)))).max())
    2
    """
    pieces = label(np.asarray(mask).astype(bool), connectivity=1)
    counts = np.bincount(pieces.ravel())
    kept = counts >= LEAST
    kept[0] = False
    return (np.cumsum(kept) * kept)[pieces]


def find_fates(truth, guess):
    """Return what became of each true cell: found alone, merged with another, or lost.

    A cell is lost if no guessed piece covers at least half of it; merged if the piece
    that covers it covers at least half of another cell, too; else it is found.

    Args:
        truth: array `(pictures, height, width)` of 0 and 1.
        guess: array of the same shape.

    Returns:
        A dict from each of `FATES` to a share of all cells; NaN where there is none.

    Example:

    >>> truth = np.ones((1, 3, 9)); truth[..., 4] = 0
    >>> find_fates(truth, np.ones((1, 3, 9)))
    {'found': 0.0, 'merged': 1.0, 'lost': 0.0}
    """
    truth, guess = check_masks(truth, guess)
    counts = np.zeros(3)
    for pair in zip(truth, guess, strict=True):
        cells, pieces = (label_objects(mask) for mask in pair)
        table = np.zeros((cells.max() + 1, pieces.max() + 1), int)
        np.add.at(table, (cells, pieces), 1)
        covered = 2 * table[1:, 1:] >= table[1:].sum(axis=1, keepdims=True)
        several = covered & (covered.sum(axis=0) > 1)
        merged, lost = several.any(axis=1), ~covered.any(axis=1)
        counts += [len(covered) - merged.sum() - lost.sum(), merged.sum(), lost.sum()]
    total = counts.sum()
    shares = counts / total if total else np.full(3, np.nan)
    return dict(zip(FATES, shares.tolist(), strict=True))


def rand_error(truth, guess):
    """Return the adapted Rand error of the objects, the mean over the pictures.

    Two pixels belong together if they lie in the same object. The error is 1 minus the
    F score of these pairs, over pixels that are truly cell; what is guessed to be no
    cell counts as one object. A merger costs precision, a split recall. The ISBI 2012
    challenge was ranked by a measure of this kind.

    Args:
        truth: array `(pictures, height, width)` of 0 and 1.
        guess: array of the same shape.

    Returns:
        A number from 0, all objects right, to 1; pictures without any true object
        are left out.

    Example:

    >>> truth = np.ones((1, 3, 9)); truth[..., 4] = 0
    >>> rand_error(truth, truth)
    0.0

    Reference:
        Arganda-Carreras et al. 2015, https://doi.org/10.3389/fnana.2015.00142
    """
    truth, guess = check_masks(truth, guess)
    pairs = [
        tuple(label_objects(m) for m in pair)
        for pair in zip(truth, guess, strict=True)
        if label_objects(pair[0]).any()
    ]
    errors = [adapted_rand_error(*pair)[0] for pair in pairs]
    return float(np.mean(errors)) if errors else 0.0
