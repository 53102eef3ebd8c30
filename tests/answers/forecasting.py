"""Answers to the exercises of the use case on time series: wrong with a word, right."""

import numpy as np
import pandas as pd


def trail(row):
    return [np.mean(row[max(0, t - 2) : t + 1]) for t in range(len(row))]


def center(row):
    return [np.mean(row[max(0, t - 1) : t + 2]) for t in range(len(row))]


WRONG = {
    "check_scaled_error": [
        (3, "scaled"),
        (4 / 3, "Turned over"),
        (9 / 7, "season"),
        (1.5, "history"),
        (-1, "Two errors"),
        ("1", "one finite number"),
        ([1, 2], "one finite number"),
        (None, "one finite number"),
    ],
    "check_leaky_steps": [
        ([4, 6], "the line"),
        ([2, 6], "the average"),
        ([2, 4], "the random deal"),
        ([], "the line"),
        ([1, 2, 4, 6], "Number 1 is honest"),
        ({3, 2, 4, 6}, "Number 3 is honest"),
        ([2, 4, 5, 6], "Number 5 is honest"),
        ([7], "1 to 6"),
        ([2.5], "whole"),
        (4, "list"),
        ("246", "list"),
        ({"a"}, "list"),
        (None, "list"),
    ],
    "check_trailing_mean": [
        (lambda row: row, "At step 1"),
        (center, "looks ahead"),
        (lambda row: np.convolve(row, np.ones(3) / 3, "same"), "looks ahead"),
        (lambda row: np.convolve(row, np.ones(3) / 3, "valid"), "as many"),
        (lambda row: np.full(len(row), np.mean(row)), "looks ahead"),
        (lambda row: row[7], "IndexError"),
        (lambda row: "much", "as many"),
        (lambda: 1, "TypeError"),
        (3.0, "function"),
        (None, "function"),
    ],
}

RIGHT = {
    "check_scaled_error": [0.75, 3 / 4, [0.75]],
    "check_leaky_steps": [[2, 4, 6], (6, 4, 2), {2, 4, 6}],
    "check_trailing_mean": [
        trail,
        lambda row: pd.Series(row).rolling(3, min_periods=1).mean(),
    ],
}
