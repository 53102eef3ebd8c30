"""Answers to the exercises of lesson 03a: wrong with a word that helps, right."""

import math

import numpy as np


def right_size(size, kernel, stride, padding):
    """The formula as the textbooks write it."""
    if padding == "same":
        return math.ceil(size / stride)
    return math.floor((size - kernel) / stride) + 1


WRONG = {
    "check_output_size": [
        (lambda size, kernel, stride, padding: size, "gives 6"),
        (lambda size, kernel, stride, padding: size - kernel + 1, "'same'"),
        (
            lambda size, kernel, stride, padding: (
                -(-size // stride)
                if padding == "same"
                else (size - kernel) / stride + 1
            ),
            "3.5",
        ),
        (lambda size: size, "TypeError"),
        (lambda *case: None, "None"),
        (4, "function"),
        (None, "function"),
    ],
    "check_pooled": [
        ([[5, 0], [4, 8]], "negative"),
        ([[5, 4], [-1, 8]], "Rows and columns"),
        ([[5, -1], [4, 7]], "row 2, column 2"),
        ([[1, -2], [4, 0]], "row 1, column 1"),
        ([5, -1, 4, 8], "two rows"),
        ("5, -1, 4, 8", "two rows"),
        (None, "two rows"),
    ],
    "check_average_back": [
        (lambda delta: np.kron(delta, np.ones((2, 2))), "quarter"),
        (lambda delta: np.kron(delta, np.eye(2)) / 2, "The sum is right"),
        (lambda delta: np.tile(delta, (2, 2)) / 4, "The sum is right"),
        (lambda delta: np.kron(delta, [[1, 0], [0, 0]]), "The sum is right"),
        (lambda delta: np.kron(delta, np.ones((2, 2))) / 2, "it makes"),
        (lambda delta: delta / 4, "(4, 4)"),
        (lambda delta: np.full((4, 4), np.nan), "numbers"),
        (lambda delta: 3, "table"),
        (lambda delta: None, "table"),
        (lambda: 3, "TypeError"),
        ([[4, 3], [2, 1]], "function"),
        (None, "function"),
    ],
}

RIGHT = {
    "check_output_size": [right_size],
    "check_pooled": [[[5, -1], [4, 8]], np.array([[5.0, -1.0], [4.0, 8.0]])],
    "check_average_back": [
        lambda delta: np.kron(delta, np.ones((2, 2))) / 4,
        lambda delta: np.repeat(np.repeat(delta, 2, axis=0), 2, axis=1) / 4,
        lambda delta: [
            [value / 4 for value in row for _ in range(2)]
            for row in delta.tolist()
            for _ in range(2)
        ],
    ],
}
