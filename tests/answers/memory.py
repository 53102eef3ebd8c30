"""Answers to the exercises of lesson 04a: wrong with a word that helps, right."""

import math

WRONG = {
    "check_gain": [
        (0.1, "every single step"),
        (0.95, "powers of ten"),
        (1.0, "nothing is lost"),
        (10 ** (1 / 20), "nothing is lost"),
        (-0.1 / 20, "above 0"),
        (math.exp(-1 / 20), "powers of ten"),
        ("0.89", "one finite number"),
        ([0.9, 0.8], "one finite number"),
        (None, "one finite number"),
    ],
    "check_forget_bias": [
        (1, "2.21 steps"),
        (0.5 ** (1 / 50), "the gate itself"),
        (math.log(49), "34"),
        (-5, "steps"),
        (-1e9, "steps"),
        (1e9, "steps"),
        (math.nan, "one finite number"),
        (None, "one finite number"),
    ],
    "check_chrono_bias": [
        (math.log, "0.666667"),
        (lambda span: span - 1, "For 2 steps"),
        (lambda span: 1 - 1 / span, "For 2 steps"),
        (lambda span: -math.log(span - 1), "For 5 steps"),
        (lambda span: 1 / 0, "ZeroDivisionError"),
        (lambda span: "much", "one finite number"),
        (lambda: 1, "TypeError"),
        (3.9, "function"),
        (None, "function"),
    ],
}

RIGHT = {
    "check_gain": [10 ** (-1 / 20), 0.8913, 0.1**0.05],
    "check_forget_bias": [
        -math.log(2 ** (1 / 50) - 1),
        math.log(0.5**0.02 / (1 - 0.5**0.02)),
        4.27,
    ],
    "check_chrono_bias": [
        lambda span: math.log(span - 1),
        lambda s: -math.log(1 / (1 - 1 / s) - 1),
    ],
}
