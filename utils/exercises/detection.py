"""Checks of the exercises of the use case about finding objects."""

import numpy as np

from utils.boxes import iou
from utils.exercises.base import OPEN, Check, read_number, read_numbers

FIRST, SECOND = (0, 0, 6, 6), (2, 2, 8, 8)  # two boxes: left, top, right, bottom
# Found objects from the surest down: whether each was right; how many there are.
RIGHT, THERE = (True, True, False, True, False), 4
SHAPE = (6, 7)  # of the heat maps that `check_peaks` tries


def check_overlap(answer):
    """Checks the overlap of two boxes, done by hand.

    Args:
        answer: the intersection over union of `FIRST` and `SECOND`.

    Returns:
        A `Check`.

    Example:

    >>> check_overlap(16 / 72)
    Not yet. Together they cover less than both areas: the shared part counts once.
    """
    if answer is ...:
        return Check(None, OPEN)
    number = read_number(answer)
    if number is None:
        return Check(False, "The answer should be one number.")
    if np.isclose(number, 16 / 56, atol=0.005):
        return Check(True, "Below one half: this would not count as found.")
    if np.isclose(number, 16 / 72, atol=0.005):
        return Check(
            False,
            "Together they cover less than both areas: the shared part counts once.",
        )
    if np.isclose(number, 16 / 36, atol=0.005):
        return Check(False, "Divide by what both cover together, not by one box.")
    if not 0 <= number <= 1:
        return Check(False, "An overlap lies between 0 and 1.")
    return Check(False, "The shared part is 4 wide and 4 high; go on from there.")


def check_precision(answer):
    """Checks precision and recall after each of five found objects.

    Args:
        answer: two lists of five numbers: precision, and recall, after the first one,
            two, ... of `RIGHT`, with `THERE` objects to be found.

    Returns:
        A `Check`.

    Example:

    >>> check_precision(([1, 1, 2 / 3, 3 / 4, 3 / 5], [0.25, 0.5, 0.5, 0.75, 0.75]))
    Correct. The last alarm was false: recall stays, precision falls.
    """
    if answer is ...:
        return Check(None, OPEN)
    table = read_numbers(answer)
    if table is None or table.shape != (2, 5):
        return Check(False, "The answer should be two lists of five numbers.")
    hits = np.cumsum(RIGHT)
    precision, recall = hits / np.arange(1, 6), hits / THERE
    if np.allclose(table, [precision, recall], atol=0.005):
        return Check(True, "The last alarm was false: recall stays, precision falls.")
    if np.allclose(table, [recall, precision], atol=0.005):
        return Check(False, "These are turned around: precision comes first.")
    if np.allclose(table[1], hits / hits[-1], atol=0.005):
        return Check(
            False, "One object was never found: recall counts all that are there."
        )
    wrong = (
        "precision" if not np.allclose(table[0], precision, atol=0.005) else "recall"
    )
    return Check(False, f"Count the {wrong} again, one found object after the other.")


def check_peaks(answer):
    """Checks a function that marks the peaks of a heat map.

    Args:
        answer: function of an array `(rows, columns)` that returns an array of booleans
            of this shape: whether a cell is at least as high as its eight neighbors.

    Returns:
        A `Check`.

    Example:

    >>> check_peaks(lambda heat: heat == heat.max())
    Not yet. A picture may hold several objects: look for local peaks.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of a heat map.")
    heat = np.random.default_rng(0).permutation(SHAPE[0] * SHAPE[1]).reshape(SHAPE)
    heat = heat / heat.size
    padded = np.pad(heat, 1, constant_values=-np.inf)
    views = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))
    expected = heat == views.max(axis=(2, 3))
    try:
        found = np.asarray(answer(heat.copy()))
        below = np.asarray(answer(heat - 2))
    except Exception as error:
        return Check(False, f"It fails on a heat map of {SHAPE}: {error}.")
    if found.shape != SHAPE or found.dtype != bool:
        return Check(
            False, f"It should return booleans of the heat map's shape {SHAPE}."
        )
    if np.array_equal(found, expected):
        if not np.array_equal(below, expected):
            return Check(
                False, "Below zero it fails: pad with minus infinity, not with zeros."
            )
        return Check(True, "This is all that the center-point head needs.")
    if found.sum() == 1:
        return Check(False, "A picture may hold several objects: look for local peaks.")
    inner = np.zeros(SHAPE, bool)
    inner[1:-1, 1:-1] = True
    if np.array_equal(found[inner], expected[inner]):
        return Check(False, "A peak may lie at the edge, with fewer neighbors.")
    return Check(False, "Compare each cell with all eight neighbors, corners included.")


def check_kept(answer):
    """Checks a function for non-maximum suppression.

    Args:
        answer: function of boxes `(n, 4)`, scores `(n,)` and the largest overlap
            allowed that returns the rows kept, the best first.

    Returns:
        A `Check`.

    Example:

    >>> check_kept(lambda boxes, scores, overlap: range(len(boxes)))
    Not yet. Some of the boxes kept overlap by more than allowed.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of boxes and scores.")
    rng = np.random.default_rng(1)
    corner, side = rng.uniform(0, 12, (14, 2)), rng.uniform(5, 9, (14, 2))
    boxes, scores = np.concatenate([corner, corner + side], axis=1), rng.random(14)
    try:
        kept = np.array(list(answer(boxes.copy(), scores.copy(), 0.3)), dtype=int)
    except Exception as error:
        return Check(False, f"It fails on {len(boxes)} boxes: {error}.")
    close, expected = iou(boxes, boxes) > 0.3, []
    for row in np.argsort(-scores):
        if not close[row, expected].any():
            expected.append(int(row))
    if kept.tolist() == expected:
        return Check(True, "The best of each heap is left.")
    if sorted(kept.tolist()) == sorted(expected):
        return Check(False, "The right boxes; return the best one first.")
    if np.any((kept < 0) | (kept >= len(boxes))):
        return Check(False, "Return row numbers of the boxes.")
    if (close[np.ix_(kept, kept)].sum(axis=1) > 1).any():
        return Check(False, "Some of the boxes kept overlap by more than allowed.")
    return Check(False, "A box goes only if a better one that is kept overlaps it.")
