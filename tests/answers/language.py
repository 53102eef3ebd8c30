"""Answers to the exercises on language and text: wrong with a word, right."""

import numpy as np


def temper(shares, temperature):
    """Softmax of the logarithms, divided by the temperature."""
    logits = np.log(shares) / temperature
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


def keep(shares, p):
    """The nucleus, by a loop."""
    kept, total = np.zeros(len(shares)), 0.0
    for place in np.argsort(shares)[::-1]:
        if total < p - 1e-9:
            kept[place] = shares[place]
            total += shares[place]
    return kept / total


def keep_less(shares, p):
    """What lies wholly inside p."""
    ranked = np.sort(shares)[::-1]
    inside = ranked[np.cumsum(ranked) <= p + 1e-9]
    kept = np.where(shares >= inside.min(), shares, 0) if len(inside) else shares
    return kept / kept.sum()


WRONG = {
    "check_four_characters": [
        (2, "logarithms first"),
        (9, "divide"),
        (2.25 * np.log(2), "nats"),
        (1.0, "mean"),
        ("2.25", "one number"),
        ([1, 2], "one number"),
    ],
    "check_perplexity": [
        (lambda bits, characters: bits * characters, "1024"),
        (lambda bits, characters: np.exp(bits * characters), "1024"),
        (lambda bits, characters: None, "numbers"),
        (lambda bits, characters: [1, 2], "one number"),
        (lambda bits: 2**bits, "TypeError"),
        (1024, "function"),
    ],
    "check_different_before": [
        (lambda text, character: text.count(character), "not 5"),
        (lambda text, character: len(set(text)), "not 5"),
        (lambda text, character: [1, 2], "several"),
        (lambda text, character: "four", "numbers"),
        (lambda text: 4, "TypeError"),
        (4, "function"),
    ],
    "check_tempered": [
        (lambda shares, temperature: shares / temperature, "sum"),
        (lambda shares, temperature: shares, "first"),
        (lambda shares, temperature: temper(shares, 1 / temperature), "first"),
        (lambda shares, temperature: shares[:2], "five"),
        (lambda shares, temperature: None, "numbers"),
        (lambda shares: shares, "TypeError"),
        (0.5, "function"),
    ],
    "check_nucleus": [
        (lambda shares, p: shares, "0, not"),
        (keep_less, "should be"),
        (lambda shares, p: np.where(shares > 0.1, shares, 0), "sum"),
        (lambda shares, p: None, "numbers"),
        (lambda shares: shares, "TypeError"),
        (0.6, "function"),
    ],
}
RIGHT = {
    "check_four_characters": [2.25, np.array([9 / 4]), np.float32(2.25)],
    "check_perplexity": [
        lambda bits, characters: 2 ** (bits * characters),
        lambda bits, characters: np.exp2(bits) ** characters,
    ],
    "check_different_before": [
        lambda text, character: len(
            {text[i - 1] for i in range(1, len(text)) if text[i] == character}
        ),
        lambda text, character: sum(before + character in text for before in set(text)),
    ],
    "check_tempered": [temper, lambda s, t: s ** (1 / t) / np.sum(s ** (1 / t))],
    "check_nucleus": [keep],
}
