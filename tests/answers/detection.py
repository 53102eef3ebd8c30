"""Answers to the exercises about finding objects: wrong with a word, right."""

import numpy as np
from scipy.ndimage import maximum_filter

from utils.boxes import suppress


def no_edges(heat):
    found = np.zeros(heat.shape, bool)
    found[1:-1, 1:-1] = (heat == maximum_filter(heat, 3, mode="nearest"))[1:-1, 1:-1]
    return found


def four_neighbors(heat):
    cross = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], bool)
    return heat == maximum_filter(heat, footprint=cross, mode="nearest")


def sorted_rows(boxes, scores, overlap):
    return np.sort(suppress(boxes, scores, overlap=overlap))


WRONG = {
    "check_overlap": [
        (16 / 72, "once"),
        (16 / 36, "one box"),
        (3, "between 0 and 1"),
        (0.5, "4 wide"),
        ([0.1, 0.2], "one number"),
        ("half", "one number"),
        (None, "one number"),
    ],
    "check_precision": [
        (([0.25, 0.5, 0.5, 0.75, 0.75], [1, 1, 2 / 3, 3 / 4, 3 / 5]), "turned"),
        (([1, 1, 2 / 3, 3 / 4, 3 / 5], [1 / 3, 2 / 3, 2 / 3, 1, 1]), "all that"),
        (([1, 1, 1, 1, 1], [0.25, 0.5, 0.5, 0.75, 0.75]), "precision"),
        (([1, 1, 2 / 3, 3 / 4, 3 / 5], [0, 0, 0, 0, 0]), "recall"),
        ([1, 2], "two lists"),
        ("no", "two lists"),
        (None, "two lists"),
    ],
    "check_peaks": [
        (lambda heat: heat == heat.max(), "several"),
        (no_edges, "edge"),
        (four_neighbors, "corners"),
        (lambda heat: heat == maximum_filter(heat, 3, mode="constant"), "infinity"),
        (lambda heat: heat, "booleans"),
        (lambda heat: 1 / 0, "fails"),
        (3, "function"),
        (None, "function"),
    ],
    "check_kept": [
        (lambda boxes, scores, overlap: range(14), "overlap by more"),
        (sorted_rows, "best one first"),
        (lambda boxes, scores, overlap: [np.argmax(scores)], "only if"),
        (lambda boxes, scores, overlap: [99], "row numbers"),
        (lambda boxes, scores, overlap: 1 / 0, "fails"),
        (7, "function"),
        (None, "function"),
    ],
}

RIGHT = {
    "check_overlap": [16 / 56, 2 / 7],
    "check_precision": [
        ([1, 1, 2 / 3, 3 / 4, 3 / 5], [0.25, 0.5, 0.5, 0.75, 0.75]),
        [[1, 1, 0.667, 0.75, 0.6], [0.25, 0.5, 0.5, 0.75, 0.75]],
    ],
    "check_peaks": [
        lambda heat: heat == maximum_filter(heat, 3, mode="nearest"),
        lambda heat: heat == maximum_filter(heat, 3, mode="constant", cval=-9),
    ],
    "check_kept": [
        lambda boxes, scores, overlap: suppress(boxes, scores, overlap=overlap),
        lambda boxes, scores, overlap: list(suppress(boxes, scores, overlap=overlap)),
    ],
}
