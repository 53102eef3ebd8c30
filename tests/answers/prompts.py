"""Answers to the exercises of lesson 08c: wrong with a word that helps, right."""

import numpy as np


def nearest(z, book):
    return ((z[:, None] - book) ** 2).sum(axis=2).argmin(axis=1)


WRONG = {
    "check_code_bits": [
        ([1024, 6], "6 bits"),
        ([16, 64], "each takes"),
        ([96, 8], "a byte has"),
        ([96, 768], "3 bytes"),
        (96, "two numbers"),
        ("96, 64", "two numbers"),
        (None, "two numbers"),
    ],
    "check_nearest_codes": [
        (lambda z, book: (z @ book.T).argmax(axis=1), "products"),
        (lambda z, book: ((z[:, None] - book) ** 2).sum(2).argmax(1), "farthest"),
        (lambda z, book: np.arange(len(z)) % 2, "nearer codes"),
        (lambda z, book: 0, "each vector"),
        (lambda z: z, "TypeError"),
        (lambda z, book: None, "each vector"),
        ([0, 1], "function"),
        (None, "function"),
    ],
    "check_pairs_compared": [
        (lambda tokens: tokens**2, "later ones"),
        (lambda tokens: tokens * (tokens - 1) / 2, "itself"),
        (lambda tokens: tokens, "another number"),
        (lambda tokens: "many", "finite number"),
        (lambda: 1, "TypeError"),
        (300, "function"),
        (None, "function"),
    ],
}

RIGHT = {
    "check_code_bits": [[96, 64], (96.0, 64.0), np.array([96, 64])],
    "check_nearest_codes": [nearest, lambda z, book: nearest(z, book).tolist()],
    "check_pairs_compared": [lambda n: n * (n + 1) // 2, lambda n: sum(range(n + 1))],
}
