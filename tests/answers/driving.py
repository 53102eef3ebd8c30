"""Answers to the exercises about a self-driving car: wrong with a word, right."""

import math

WRONG = {
    "check_wheel_angle": [
        (0.1342, "radians"),
        (82.3, "upside down"),
        (20, "tangent"),
        ([1, 2], "one number"),
        ("7.7", "one number"),
        (None, "one number"),
    ],
    "check_pursuit": [
        (lambda ahead, left: 2 * left / ahead**2, "6 m ahead and 1 m"),
        (lambda ahead, left: left / (ahead**2 + left**2), "not 0.0541"),
        (lambda ahead, left: -2 * left / (ahead**2 + left**2), "sign"),
        (lambda ahead, left: 2 * left / math.hypot(ahead, left), "6 m ahead"),
        (lambda ahead: ahead, "TypeError"),
        (lambda ahead, left: "much", "one number"),
        (lambda ahead, left: left / 0, "ZeroDivisionError"),
        (0.05, "function"),
    ],
    "check_drift": [
        (1200, "evenly"),
        (34.64, "factor of 2"),
        (100, "s²"),
        ("49", "one number"),
        ([49, 1], "one number"),
        (None, "one number"),
    ],
    "check_enough_drives": [
        (51, "share itself"),
        (60, "smallest"),
        (58, "Fewer"),
        (56, "below"),
        ("57", "one whole"),
        ([57, 58], "one whole"),
        (None, "one whole"),
    ],
}

RIGHT = {
    "check_wheel_angle": [7.69, -7.69, math.degrees(math.atan(2.7 / 20))],
    "check_pursuit": [
        lambda ahead, left: 2 * left / (ahead**2 + left**2),
        lambda ahead, left: (
            2 * math.sin(math.atan2(left, ahead)) / math.hypot(ahead, left)
        ),
    ],
    "check_drift": [49, math.sqrt(2400), 48.99],
    "check_enough_drives": [57, 57.0],
}
