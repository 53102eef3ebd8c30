"""Checks of the exercises of the use case about a self-driving car."""

import math

import numpy as np

from utils.exercises.base import OPEN, Check, read_numbers

WHEELBASE, RADIUS = 2.7, 20.0
GOALS = ((6.0, 0.0), (6.0, 1.0), (5.0, -2.0), (0.0, 3.0), (-1.0, 2.0))
BIAS, LEEWAY = 1000.0, 1.2  # radius of the circle; meters to the line


def check_wheel_angle(answer):
    """Checks the angle of the front wheel that keeps a car on a circle.

    Args:
        answer: degrees; the curvature 1 / 20 is tan(angle) / 2.7.

    Returns:
        A `Check`.

    Example:

    >>> check_wheel_angle(0.134)
    Not yet. That is the angle in radians; degrees are asked for.
    """
    if answer is ...:
        return Check(None, OPEN)
    number = read_numbers(answer)
    if number is None or number.size != 1:
        return Check(False, "The answer should be one number.")
    right = math.degrees(math.atan(WHEELBASE / RADIUS))
    found = abs(float(number.reshape(())))
    if math.isclose(found, right, abs_tol=0.05):
        return Check(True, "Longer cars have to turn their wheel further.")
    if math.isclose(found, math.radians(right), abs_tol=0.002):
        return Check(False, "That is the angle in radians; degrees are asked for.")
    if math.isclose(found, math.degrees(math.atan(RADIUS / WHEELBASE)), abs_tol=0.1):
        return Check(False, "The fraction stands upside down.")
    return Check(False, "The angle's tangent is the wheelbase times the curvature.")


def check_pursuit(answer):
    """Checks a function that gives the curvature of pure pursuit.

    Args:
        answer: a function of a goal's place, meters ahead and meters to the left,
            that returns the curvature of the arc leading there.

    Returns:
        A `Check`.

    Example:

    >>> check_pursuit(lambda ahead, left: 2 * left / ahead**2)
    Not yet. The goal 6 m ahead and 1 m to the left gives 0.0556, not 0.0541.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    for ahead, left in GOALS:
        right = 2 * left / (ahead**2 + left**2)
        try:
            found = read_numbers(answer(ahead, left))
        except Exception as error:
            return Check(False, f"The function stops with {type(error).__name__}.")
        if found is None or found.size != 1:
            return Check(False, "The function should return one number.")
        found = float(found.reshape(()))
        if math.isclose(found, -right, rel_tol=1e-3) and right:
            return Check(False, "The sign is turned: to the left is positive.")
        if not np.isclose(found, right, rtol=1e-3, atol=1e-6):
            return Check(
                False,
                f"The goal {ahead:g} m ahead and {left:g} m to the left gives "
                f"{found:.3g}, not {right:.3g}.",
            )
    return Check(True, "Twice as near, and the same goal asks for a sharper arc.")


def check_drift(answer):
    """Checks how far a car gets that always steers a little too far to one side.

    Args:
        answer: meters along a straight road until a car on a circle of 1,000 m radius
            is 1.2 m off: the square root of 2 · 1,000 · 1.2.

    Returns:
        A `Check`.

    Example:

    >>> check_drift(1200)
    Not yet. The offset does not grow evenly: the heading drifts as well.
    """
    if answer is ...:
        return Check(None, OPEN)
    number = read_numbers(answer)
    if number is None or number.size != 1:
        return Check(False, "The answer should be one number of meters.")
    found, right = float(number.reshape(())), math.sqrt(2 * BIAS * LEEWAY)
    if math.isclose(found, right, abs_tol=0.5):
        return Check(True, "Twice as far, and the error is four times as large.")
    if math.isclose(found, right / math.sqrt(2), abs_tol=0.5):
        return Check(False, "A factor of 2 is missing: the offset is s² / (2 r).")
    if found >= 8 * right:
        return Check(
            False, "The offset does not grow evenly: the heading drifts as well."
        )
    return Check(False, "After s meters the car is about s² / (2 r) off its line.")


def check_enough_drives(answer):
    """Checks how many of 60 drives have to succeed for the bar.

    Args:
        answer: the smallest count whose Wilson interval begins at 0.85 or above: 57.

    Returns:
        A `Check`.

    Example:

    >>> check_enough_drives(51)
    Not yet. That is 0.85 of 60: the share itself, not its interval's lower end.
    """
    if answer is ...:
        return Check(None, OPEN)
    number = read_numbers(answer)
    if number is None or number.size != 1:
        return Check(False, "The answer should be one whole number.")
    found = float(number.reshape(()))
    if found == 57:
        return Check(True, "Three failures in sixty drives are all that is allowed.")
    if found == 51:
        return Check(
            False, "That is 0.85 of 60: the share itself, not its interval's lower end."
        )
    if found == 60:
        return Check(False, "All of them is enough, but not the smallest number.")
    if found > 57:
        return Check(False, "Fewer are enough.")
    return Check(False, "The interval of so few begins below 0.85.")
