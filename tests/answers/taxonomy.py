"""Answers to the exercises of lesson 07a: wrong with a word that helps, right."""

SHAPES = ["in step", "one to many", "many to one", "read, then write"]

WRONG = {
    "check_which_shapes": [
        (["in step", "one to one", "many to one", "read, then write"], "melody"),
        (["many to one", *SHAPES[1:]], "alarm"),
        ([*SHAPES[:2], "in step", SHAPES[3]], "language"),
        ([*SHAPES[:3], "in step"], "summary"),
        (["many to many"] * 4, "none of the shapes"),
        (SHAPES[:3], "four"),
        ("in step", "list"),
        (None, "list"),
    ],
    "check_cell_steps": [
        (lambda s, t, d: [1, t, s, s, s + t], "in step"),
        (lambda s, t, d: [1, t, s, s + d, max(s, t)], "read, then write"),
        (lambda s, t, d: [1, t + 1, s, s + d, s + t], "one to many"),
        (lambda s, t, d: [1, t, s], "five numbers"),
        (lambda s, t, d: None, "five numbers"),
        (lambda s, t: [1, t, s, s, s + t], "TypeError"),
        ([1, 14, 9, 13, 23], "function"),
        (None, "function"),
    ],
    "check_one_step": [
        ([0.2, 0.95], "kept"),
        ([0.2, 0.45], "mixes"),
        ([0.6, 0.6], "something"),
        (0.6, "two numbers"),
        ("0.6, 0.85", "two numbers"),
        (None, "two numbers"),
    ],
}

RIGHT = {
    "check_which_shapes": [SHAPES, tuple(SHAPES)],
    "check_cell_steps": [lambda s, t, d: (1, t, s, s + d, s + t)],
    "check_one_step": [[0.6, 0.85], (0.6, 0.85)],
}
