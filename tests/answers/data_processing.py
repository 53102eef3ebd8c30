"""Answers to the exercises of lesson 02a: wrong with a word that helps, right."""

WRONG = {
    "check_field_of_fifteen": [
        ([(3, 1), (3, 1), (3, 1)], "7 × 7"),
        ([(3, 2), (3, 2), (3, 2), (1, 1)], "fewer layers"),
        ([(3, 1)] * 7, "fewer layers"),
        ([(15, 1)], "larger than 3"),
        ([(3, 4), (3, 1)], "larger than 3"),
        ([(3, 0)], "1 or more"),
        ([(2.5, 1)], "whole numbers"),
        ([3, 3, 3], "pairs"),
        ([], "pairs"),
        ("3, 2", "pairs"),
        (None, "pairs"),
    ],
    "check_edge_kernel": [
        ([[1, 1, 1]] * 3, "flat"),
        ([[-1, 0, 1]] * 3, "horizontal"),
        ([[0, 0, 0]] * 3, "horizontal"),
        ([[0, 1, 0], [1, -4, 1], [0, 1, 0]], "vertical"),
        ([[-1, -1, 0], [-1, 0, 1], [0, 1, 1]], "vertical"),
        ([[1, 1], [-1, -1]], "three rows"),
        (3, "three rows"),
        (None, "three rows"),
        ("edge", "three rows"),
    ],
    "check_half_life": [
        (0.5, "is left"),
        (0.95, "is left"),
        (1, "is left"),
        (1.07, "between 0 and 1"),
        (-0.933, "between 0 and 1"),
        ([0.933], "one number"),
        ("0.933", "one number"),
        (None, "one number"),
    ],
    "check_safe_shifts": [
        ([12], "missing"),
        ([24], "missing"),
        (list(range(1, 25)), "by 1 pixels"),
        ([7, 14, 21], "by 7 pixels"),
        ([0, 12, 24], "from 1 to 24"),
        ([12, 24, 36], "from 1 to 24"),
        ([], "list"),
        (12, "list"),
        ("12, 24", "list"),
        (None, "list"),
    ],
}

RIGHT = {
    "check_field_of_fifteen": [
        [(3, 2), (3, 2), (3, 1)],
        [(3, 2), (3, 2), (3, 2)],
        ([3, 2], [3, 2], [3, 1]),
    ],
    "check_edge_kernel": [
        [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
        [[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
        [[0, -0.5, 0], [0, 0.5, 0], [0, 0, 0]],
    ],
    "check_half_life": [0.5**0.1, 0.933],
    "check_safe_shifts": [[12, 24], (24, 12), {12, 24}, range(12, 25, 12)],
}
