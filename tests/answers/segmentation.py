"""Answers to the exercises on segmentation: wrong ones with a word, right ones."""

import math

import numpy as np


def add_until_it_fits(size, poolings):
    """Tries one pixel more and more."""
    added = 0
    while (size + added) % 2**poolings:
        added += 1
    return added


WRONG = {
    "check_empty_mask": [
        (0.95, "accuracy"),
        (0, "mean of both"),
        (0.5, "Per class"),
        (-1.0, "Per class"),
        ([0.95, 0.0], "one number"),
        ("0.475", "one number"),
        (None, "one number"),
    ],
    "check_dice_to_iou": [
        (lambda dice: dice, "0.667"),
        (lambda dice: 2 * dice / (1 + dice), "0.667"),
        (lambda dice: 2 / 3, "0.5 it gives"),
        (lambda dice: 1 / (dice - dice), "ZeroDivisionError"),
        (lambda dice: float("nan"), "one finite number"),
        (lambda: 0.5, "TypeError"),
        (lambda dice: "0.5", "one finite number"),
        (0.667, "function"),
    ],
    "check_padding": [
        (lambda size, poolings: 0, "does not divide"),
        (lambda size, poolings: 2**poolings - size % 2**poolings, "fewer would do"),
        (lambda size, poolings: size % 2**poolings, "33 pixels"),
        (lambda size, poolings: -(size % 2**poolings), "at least 0"),
        (lambda size, poolings: 0.5, "whole number"),
        (lambda size, poolings: None, "one finite number"),
        (lambda size: 0, "TypeError"),
        (2, "function"),
    ],
}

RIGHT = {
    "check_empty_mask": [0.475, 0.95 / 2, np.float32(0.475)],
    "check_dice_to_iou": [
        lambda dice: dice / (2 - dice),
        lambda dice: 1 / (2 / dice - 1) if dice else 0.0,
    ],
    "check_padding": [
        lambda size, poolings: -size % 2**poolings,
        lambda size, poolings: math.ceil(size / 2**poolings) * 2**poolings - size,
        add_until_it_fits,
    ],
}
