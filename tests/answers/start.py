"""Answers to the exercises of lesson 00: wrong with a word that helps, right."""


def stop(a, b):
    """An answer that fails when it is tried."""
    return a / 0


WRONG = {
    "check_undecided_lead": [
        ([0.04] * 5, "supported"),
        ([0.03, 0.03, 0.04, 0.03, 0.04], "supported"),
        ([0.0, 0.05, 0.0, 0.01, 0.01], "mean lead"),
        ([0.02] * 5, "mean lead"),
        ([0.1, 0.0, 0.1], "five"),
        ([[0.1, 0.0, 0.1, 0.0, 0.1]], "five"),
        ([0.1, 0.0, float("nan"), 0.0, 0.1], "finite"),
        (["much", "more", "or", "less", "so"], "numbers"),
        ("0.1, 0.2", "list"),
        (0.05, "list"),
        (None, "list"),
    ],
    "check_nand_gate": [
        (([1, 1], 2), "0 and 0"),
        (([-1, -1], 0), "0 and 1"),
        (([-1, -1], -2), "1 and 1"),
        (([-1, -2], -1), "0 and 1"),
        (([-2, -1], -1), "1 and 0"),
        (([-1, -1, -1], -1), "two weights"),
        (([-1, -1], [-1]), "threshold"),
        (([-1, -1],), "two weights"),
        (-1, "two weights"),
        ("no", "two weights"),
        (({"a": -1}, -1), "two weights"),
        (None, "two weights"),
    ],
    "check_third_input": [
        (lambda a, b: a + b, "weighted"),
        (lambda a, b: 3 * a - b + 2, "weighted"),
        (lambda a, b: 0, "weighted"),
        (lambda a, b: a ^ b, "XOR itself"),
        (lambda a, b: a == b, "XOR itself"),
        (lambda a, b: "one", "finite number"),
        (lambda a, b: [a, b], "finite number"),
        (lambda a, b: float("inf"), "finite number"),
        (lambda a: a, "TypeError"),
        (stop, "ZeroDivisionError"),
        (0.5, "function"),
        (None, "function"),
    ],
}

RIGHT = {
    "check_undecided_lead": [[0.2, 0.0, 0.01, 0.02, 0.03]],
    "check_nand_gate": [([-1, -1], -1), ([-2.5, -2], -3), ((-1, -1), -1.5)],
    "check_third_input": [
        lambda a, b: a * b,
        lambda a, b: a or b,
        lambda a, b: min(a, b),
        lambda a, b: a and not b,
        lambda a, b: (a - b) ** 2 + a,
    ],
}
