"""Answers to the exercises of lesson 01: wrong with a word that helps, right."""

WRONG = {
    "check_dilations": [
        ([1, 2, 4, 8, 16], "32 steps"),
        ([1] * 63, "fewer layers"),
        ([2, 4, 8, 16, 32, 64], "leaves out"),
        ([1, 2, 4, 8, 16, 32, 64], "128 steps"),
        ([1.5, 2], "whole numbers"),
        ([0, 1], "1 or more"),
        ([], "1 steps"),
        ("1, 2", "list"),
        (63, "list"),
        (None, "list"),
    ],
    "check_lstm_parameters": [
        (lambda channels, units: 4 * (channels * units + units * units), "160"),
        (lambda channels, units: 3 * (channels + units + 1) * units, "135"),
        (lambda channels: channels, "TypeError"),
        (lambda channels, units: None, "None"),
        (180, "function"),
        (None, "function"),
    ],
    "check_same_bag": [
        (([1, 2, 3], [1, 2, 3]), "same sequence"),
        (([1, 2, 3], [3, 2, 1]), "end in the same"),
        (([1, 2, 3], [2, 2, 3]), "equally often"),
        (([1, 2, 3], [1, 2]), "equally long"),
        (([1], [1]), "two lists"),
        ([1, 2, 3], "two lists"),
        ("ab", "two lists"),
        (None, "two lists"),
    ],
}

RIGHT = {
    "check_dilations": [[32, 16, 8, 4, 2, 1], (1, 2, 4, 8, 16, 32)],
    "check_lstm_parameters": [lambda c, u: 4 * u * (c + u + 1)],
    "check_same_bag": [([2, 1, 0], [1, 2, 0]), [(1, 0, 0, 0), (0, 1, 0, 0)]],
}
