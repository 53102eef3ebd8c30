"""Answers to the exercises of lesson 05a: wrong with a word that helps, right."""

import math

WRONG = {
    "check_locality": [
        (lambda size, kernel: size / kernel, "two sides"),
        (lambda size, kernel: kernel**2 / size**2, "turn it around"),
        (lambda size, kernel: size**2, "one output"),
        (lambda size, kernel: size**2 / (kernel**2 + 1), "both sides"),
        (lambda size: 1, "TypeError"),
        (lambda size, kernel: None, "one finite number"),
        (9, "function"),
        (None, "function"),
    ],
    "check_enough_batch": [
        (lambda work, depth, rate, wait: depth, "too many"),
        (lambda work, depth, rate, wait: 1, "too few"),
        (lambda w, d, r, t: d * t * r / w, "whole number"),
        (lambda w, d, r, t: math.ceil(d * t * r / w) - 1, "too few"),
        (lambda w, d, r, t: 4 * (w == 1024) * (d == 16), "at least one"),
        (lambda w, d, r, t: math.floor(d * t * r / w) or 1, "too few"),
        (lambda w, d, r, t: w / 0, "ZeroDivisionError"),
        (lambda w, d, r, t: [1, 2], "one finite number"),
        (4, "function"),
        (None, "function"),
    ],
    "check_intensity": [
        (lambda width, batch: batch / 4, "inputs and the outputs"),
        (lambda n, b: b * n**2 / (n**2 + 2 * b * n), "four bytes"),
        (lambda n, b: b * n**2 / 4 / (n**2 + b * n), "both are moved"),
        (lambda n, b: n**2 / 4 / (n**2 + 2 * n), "shares the weights"),
        (lambda n, b: 4 * (n**2 + 2 * b * n) / (b * n**2), "turn it around"),
        (lambda n, b: 1.0, "both sides"),
        (lambda n: 1.0, "TypeError"),
        (lambda n, b: "much", "one finite number"),
        (0.25, "function"),
        (None, "function"),
    ],
}

RIGHT = {
    "check_locality": [
        lambda size, kernel: size**2 / kernel**2,
        lambda n, k: (n / k) ** 2,
    ],
    "check_enough_batch": [
        lambda w, d, r, t: max(1, math.ceil(d * t * r / w)),
        lambda w, d, r, t: max(1, -(-d * t * r // w)),
    ],
    "check_intensity": [
        lambda n, b: b * n**2 / (4 * (n**2 + 2 * b * n)),
        lambda n, b: b * n / (4 * n + 8 * b),
    ],
}
