"""Answers to the exercises of lesson 03b: wrong with a word that helps, right."""

WRONG = {
    "check_gru_parameters": [
        (
            lambda channels, units, reset_after: 4 * units * (channels + units + 1),
            "180",
        ),
        (
            lambda channels, units, reset_after: 3 * units * (channels + units + 2),
            "135",
        ),
        (lambda channels, units: 150, "TypeError"),
        (lambda channels, units, reset_after: None, "None"),
        (150, "function"),
        (None, "function"),
    ],
    "check_perfect_memory": [
        ((-12, 1), "little"),
        ((12, 12), "candidate"),
        ((12, -12), "little"),
        (12, "two numbers"),
        ("ab", "two numbers"),
        (None, "two numbers"),
    ],
    "check_local_count": [
        (76, "convolution"),
        (7600, "padding"),
        (4608, "biases"),
        (1, "places"),
        ([4864, 1], "one number"),
        (None, "one number"),
    ],
}

RIGHT = {
    "check_gru_parameters": [
        lambda c, u, both: 3 * (c * u + u * u + u + (u if both else 0))
    ],
    "check_perfect_memory": [(-12, 12), [-30.0, 30.0]],
    "check_local_count": [4864, 4864.0],
}
