"""Answers to the exercises of lesson 04b: wrong with a word that helps, right."""

import math

WRONG = {
    "check_depth": [
        (lambda distance, taps: distance, "25 are enough"),
        (lambda distance, taps: distance / (taps - 1) + 1, "enough"),
        (lambda distance, taps: distance // (taps - 1), "less far"),
        (lambda distance, taps: distance / (taps - 1), "less far"),
        (lambda distance: 5, "TypeError"),
        (lambda distance, taps: None, "one finite number"),
        (25, "function"),
        (None, "function"),
    ],
    "check_three_taps": [
        ([1, 2, 4, 8, 16, 32], "fewer layers"),
        ([1] * 50, "fewer layers"),
        ([1, 3, 9, 27], "100 steps back"),
        ([3, 9, 27, 81, 1, 1], "fewer layers"),
        ([2, 6, 18, 54], "1 steps back is left out"),
        ([1, 4, 16, 64], "3 steps back is left out"),
        ([], "100 steps back"),
        ([0, 1], "1 or more"),
        ([1.5], "whole numbers"),
        ("1, 3", "list"),
        (9, "list"),
        (None, "list"),
    ],
    "check_copy_guess": [
        (lambda items, symbols, delay: math.log(symbols), "one guessed step"),
        (lambda items, symbols, delay: items * math.log(symbols), "sum over all"),
        (lambda i, s, d: i * math.log2(s) / (2 * i + d + 1), "bits"),
        (lambda i, s, d: i * math.log(s) / (2 * i + d), "signal"),
        (lambda i, s, d: 0.1, "steps that are guessed"),
        (lambda i, s: 0.1, "TypeError"),
        (lambda i, s, d: "0.1", "one finite number"),
        (0.1, "function"),
        (None, "function"),
    ],
}

RIGHT = {
    "check_depth": [
        lambda distance, taps: math.ceil(distance / (taps - 1)),
        lambda d, k: -(-d // (k - 1)),
    ],
    "check_three_taps": [
        [1, 3, 9, 27, 81],
        (81, 27, 9, 3, 1),
        [1, 3, 9, 27, 20],
        [1, 3, 9, 27, 10],
    ],
    "check_copy_guess": [
        lambda items, symbols, delay: (
            items * math.log(symbols) / (2 * items + delay + 1)
        ),
    ],
}
