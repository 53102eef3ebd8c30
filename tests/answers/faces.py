"""Answers to the exercises about faces: wrong with a word that helps, right."""

WRONG = {
    "check_triplets": [
        ([0.1, -0.6, 0.7, 0.1], "cut off"),
        ([0, 0, 0.5, 0], "margin"),
        ([0.3, 1.0, 0, 0.3], "sign"),
        ([0.1, 0, 0.7, 0.2], "triplet 4"),
        ([0.1, 0.7], "four"),
        ("0.1", "four"),
        (None, "four"),
        (3, "four"),
    ],
    "check_errors_at": [
        ((1 / 8, 1 / 8), "own whole"),
        ((0.5, 0.25), "accepts"),
        ((0.25, 0.5), "rejects"),
        ((1, 4), "between 0 and 1"),
        (0.25, "two"),
        ("0.25", "two"),
        (None, "two"),
    ],
    "check_watch_list": [
        (0.001, "all of them"),
        (1, "certainty"),
        (0.368, "no alarm"),
        (0.5, "none"),
        (63.2, "between 0 and 1"),
        ([0.6, 0.3], "one number"),
        ("much", "one number"),
        (None, "one number"),
    ],
}

RIGHT = {
    "check_triplets": [[0.1, 0, 0.7, 0.1], (0.1, 0.0, 0.7, 0.1)],
    "check_errors_at": [(0.25, 0.25), [1 / 4, 1 / 4]],
    "check_watch_list": [1 - 0.999**1000, 0.632],
}
