"""Answers to the exercises of lesson 02b: wrong with a word that helps, right."""

import numpy as np

WRONG = {
    "check_padded_share": [
        (35 / 60, "rest"),
        (25, "from 0 to 1"),
        (0.5, "longest"),
        ([25 / 60], "one number"),
        ("0.42", "one number"),
        (None, "one number"),
    ],
    "check_mask": [
        (lambda lengths, longest: np.ones((len(lengths), longest)), "9 cells"),
        (lambda lengths, longest: np.arange(longest) < longest, "shape"),
        (
            lambda lengths, longest: (
                np.arange(longest)[::-1][None] < np.asarray(lengths)[:, None]
            ),
            "others",
        ),
        (lambda lengths: lengths, "TypeError"),
        (lambda lengths, longest: None, "shape"),
        ([[True]], "function"),
        (None, "function"),
    ],
    "check_masked_alike": [
        (([1, 2, 0, 0, 0], [1, 2, 0, 0, 0]), "same sequence"),
        (([1, 2, 0, 0, 0], [2, 1, 0, 0, 0]), "tell them apart"),
        (([1, 2], [1, 2]), "five numbers"),
        ("ab", "five numbers"),
        (None, "five numbers"),
    ],
}

RIGHT = {
    "check_padded_share": [25 / 60, 0.417, 1 - 35 / 60],
    "check_mask": [
        lambda lengths, longest: np.arange(longest) < np.asarray(lengths)[:, None],
        lambda lengths, longest: [[t < n for t in range(longest)] for n in lengths],
    ],
    "check_masked_alike": [
        ([1, 0, 2, 3, 0], [1, 2, 3, 0, 0]),
        [(0, 0, 5, 0, 0), (5, 0, 0, 0, 0)],
    ],
}
