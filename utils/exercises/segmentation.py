"""Checks of the exercises of the use case about segmentation."""

import numpy as np

from utils.exercises.base import OPEN, Check, ask, read_number

COEFFICIENTS = (0.8, 0.5, 0.0, 1.0, 0.93)
SIZES = ((50, 2), (48, 2), (512, 4), (45, 0), (33, 3))  # (pixels, poolings)


def check_empty_mask(answer):
    """Checks the mean IoU of a mask without any cell, done by hand.

    Args:
        answer: a number. Of the pixels 95 % are background, 5 % cell; the mask calls
            all of them background.

    Returns:
        A `Check`.

    Example:

    >>> check_empty_mask(0.95)
    Not yet. That is the accuracy, and the background's IoU. The cells' IoU counts, too.
    """
    if answer is ...:
        return Check(None, OPEN)
    found = read_number(answer)
    if found is None:
        return Check(False, "The answer should be one number.")
    if np.isclose(found, 0.475, atol=1e-3):
        return Check(True, "It is right for 95 % of the pixels, and found no cell.")
    if np.isclose(found, 0.95, atol=1e-3):
        return Check(
            False,
            "That is the accuracy, and the background's IoU. The cells' IoU counts, "
            "too.",
        )
    if np.isclose(found, 0, atol=1e-3):
        return Check(False, "That is the cells' IoU. Take the mean of both classes.")
    return Check(False, "Per class: pixels in both masks over pixels in either one.")


def check_dice_to_iou(answer):
    """Checks a function that turns a Dice coefficient into an IoU.

    Args:
        answer: a function of a Dice coefficient D, which should return D / (2 - D).

    Returns:
        A `Check`.

    Example:

    >>> check_dice_to_iou(lambda dice: dice)
    Not yet. For a Dice coefficient of 0.8 it gives 0.8, not 0.667.
    """
    if answer is ...:
        return Check(None, OPEN)
    for dice in COEFFICIENTS:
        right = dice / (2 - dice)
        found, problem = ask(answer, dice)
        if problem:
            return Check(False, problem)
        if not np.isclose(found, right, atol=1e-3):
            return Check(
                False,
                f"For a Dice coefficient of {dice:g} it gives {found:.3g}, "
                f"not {right:.3g}.",
            )
    return Check(True, "The one rises with the other: both put masks in one order.")


def check_padding(answer):
    """Checks a function that says how many pixels a U-Net's picture lacks.

    Args:
        answer: a function of a picture's side in pixels and the number of poolings by
            2, which should return how many pixels to add, as few as possible, so that
            each pooling halves the side without a rest.

    Returns:
        A `Check`.

    Example:

    >>> check_padding(lambda size, poolings: size % 2**poolings)
    Not yet. 33 pixels and 3 poolings: it adds 1, which gives 34; 8 does not divide it.
    """
    if answer is ...:
        return Check(None, OPEN)
    for size, poolings in SIZES:
        whole = 2**poolings
        found, problem = ask(answer, size, poolings)
        if problem:
            return Check(False, problem)
        if found % 1:
            return Check(False, "The function should return one whole number.")
        added = int(found)
        case = f"{size} pixels and {poolings} poolings: it adds {added}"
        if added < 0:
            return Check(False, f"{case}; expected at least 0.")
        if (size + added) % whole:
            return Check(
                False,
                f"{case}, which gives {size + added}; {whole} does not divide it.",
            )
        if added >= whole:
            return Check(False, f"{case}; fewer would do.")
    return Check(True, "Without it, what comes up would not fit what was kept.")
