"""Answers to the exercises on image classification: wrong with a word, right."""

import numpy as np


def count(labels, guesses, classes):
    """The table of confusions, by a loop."""
    table = [[0] * classes for _ in range(classes)]
    for label, guess in zip(labels, guesses, strict=True):
        table[label][guess] += 1
    return table


WRONG = {
    "check_two_bins": [
        (0.2, "Weigh both"),
        (0.65, "accuracy"),
        (0.05, "Per bin"),
        (-0.1, "Per bin"),
        ([0.2, 0.0], "one number"),
        ("0.1", "one number"),
        (None, "one number"),
    ],
    "check_confusion": [
        (
            lambda labels, guesses, classes: np.transpose(
                count(labels, guesses, classes)
            ),
            "swapped",
        ),
        (lambda labels, guesses, classes: np.zeros((4, 4)), "Row 0, column 1"),
        (lambda labels, guesses, classes: count(labels, guesses, 3), "4 × 4"),
        (lambda labels, guesses, classes: count(labels, labels, classes), "column 1"),
        (lambda labels, guesses, classes: None, "4 × 4"),
        (lambda labels: labels, "TypeError"),
        (np.eye(4), "function"),
    ],
    "check_standard_error": [
        (lambda accuracy, examples: accuracy * (1 - accuracy) / examples, "0.0009"),
        (lambda accuracy, examples: 0.3 / examples**0.5, "400 examples"),
        (lambda accuracy, examples: "0.03", "one finite number"),
        (lambda accuracy: accuracy, "TypeError"),
        (lambda accuracy, examples: accuracy / 0, "ZeroDivisionError"),
        (0.03, "function"),
    ],
}

RIGHT = {
    "check_two_bins": [0.1, np.float32(0.1), 0.5 * 0.2],
    "check_confusion": [count, lambda a, b, n: np.array(count(a, b, n))],
    "check_standard_error": [lambda p, n: (p * (1 - p) / n) ** 0.5],
}
