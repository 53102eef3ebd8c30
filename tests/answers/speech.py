"""Answers to the exercises about speech: wrong with a word that helps, right."""

WRONG = {
    "check_read_paths": [
        ([[4, 2], [5], [1, 2]], "blank between"),
        ([[4, 4, 10, 2], [5], [1, 2, 1]], "not read"),
        ([[4, 4, 4, 2], [5], [1, 2, 1]], "once"),
        ([[4, 4, 2], [5], [1, 2]], "neighbors"),
        ([[4, 4, 2], [5, 5, 5], [1, 2, 1]], "Path 2"),
        ([[4, 4, 2], [6], [1, 2, 1]], "first"),
        ([[4, 4, 2], [5]], "three lists"),
        ([4, 5, 1], "three lists"),
        ([[[4]], [5], [1]], "three lists"),
        ([["four"], [5], [1]], "three lists"),
        ("442", "three lists"),
        (None, "three lists"),
    ],
    "check_fewest_steps": [
        (5, "sevens"),
        (11, "need not"),
        (9, "Between"),
        (7, "alike"),
        (-1, "alike"),
        ([8, 8], "one number"),
        ("8", "one number"),
        (None, "one number"),
    ],
    "check_word_errors": [
        (3 / 5, "said"),
        (3, "divide"),
        (1, "fewer"),
        (0.5, "fewest"),
        (-0.75, "below 0"),
        ([0.75, 1], "one number"),
        ("0.75", "one number"),
        (None, "one number"),
    ],
}

RIGHT = {
    "check_read_paths": [
        [[4, 4, 2], [5], [1, 2, 1]],
        ((4, 4, 2), (5,), (1, 2, 1)),
    ],
    "check_fewest_steps": [8, 5 + 3, 8.0],
    "check_word_errors": [3 / 4, 0.75],
}
