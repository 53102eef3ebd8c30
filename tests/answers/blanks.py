"""Answers to the exercises of lesson 07b: wrong with a word that helps, right."""

WRONG = {
    "check_one_side": [
        ([0.5, 1], "possible"),
        ([0.25, 0.5], "sum"),
        (0.25, "two numbers"),
        ("ab", "two numbers"),
        (None, "two numbers"),
    ],
    "check_wider_field": [
        (15, "9 words"),
        (26, "9 words"),
        ([27, 1], "one number"),
        (None, "one number"),
    ],
    "check_between": [
        (lambda s, a, b: "red", "blue"),
        (lambda s, a, b: max(w for _, w, _ in s), "blue"),
        (lambda s, a, b: next(w for x, w, y in s if x == a), "blue"),
        (lambda s, a, b: {"the": "blue", "a": "red"}[a], "old"),
        (lambda s: None, "TypeError"),
        ("blue", "function"),
        (None, "function"),
    ],
}


def count(sentences, left, right):
    """Another right answer."""
    tally = {}
    for a, word, b in sentences:
        if a == left and b == right:
            tally[word] = tally.get(word, 0) + 1
    return max(tally, key=tally.get) if tally else None


RIGHT = {
    "check_one_side": [[0.25, 1.0], (1 / 4, 1)],
    "check_wider_field": [27, 27.0],
    "check_between": [count],
}
