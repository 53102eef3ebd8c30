"""Answers to the exercises of lesson 05b: wrong with a word that helps, right."""

WRONG = {
    "check_covering": [
        ([1, 5, -2, 1], "gradient"),
        ([1, 3, 5, 0], "afterwards"),
        ([-2, 0, 2, -3], "sign"),
        ([2, 5, -2, 3], "pixel 1"),
        ([2, 0, -2], "four"),
        ("2, 0, -2, 3", "four"),
        (None, "four"),
        (3, "four"),
    ],
    "check_guessing_rate": [
        ((5 / 24, 1 / 4), "side"),
        ((1 / 4, 25 / 576), "share"),
        ((25 / 576, 1 / 3), "how many"),
        ((4.3, 25), "between 0 and 1"),
        (0.25, "two"),
        ("0.04", "two"),
        (None, "two"),
    ],
    "check_turned_digits": [
        ([0, 6, 8, 9], "6 and 9"),
        ([0, 1, 8, 9], "9"),
        ([0, 8], "missing"),
        ([0, 1, 8, 3], "no digit"),
        ([0.5], "whole"),
        ([10], "0 to 9"),
        (8, "list"),
        ("018", "list"),
        (None, "list"),
        ([], "missing"),
    ],
}

RIGHT = {
    "check_covering": [[2, 0, -2, 3], (2.0, 0.0, -2.0, 3.0)],
    "check_guessing_rate": [(25 / 576, 0.25), [0.0434, 1 / 4]],
    "check_turned_digits": [[0, 1, 8], {0, 1, 8}, (8, 1, 0), [0, 1, 5, 8]],
}
