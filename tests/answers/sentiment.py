"""Answers to the exercises about sentiment: wrong with a word that helps, right."""


def read(words, opinions, negators):
    """The rule, by a loop."""
    sign = 1
    for word in words:
        if word in negators:
            sign = -sign
        sign *= opinions.get(word, 1)
    return sign


def once(words, opinions, negators):
    """Negated or not, however often."""
    own = next(opinions[word] for word in words if word in opinions)
    return -own if set(words) & negators else own


def leave_out(score, words):
    """The effects, by a comprehension."""
    return [score(words) - score(words[:i] + words[i + 1 :]) for i in range(len(words))]


def remove_in_place(score, words):
    """Takes the words out of the list it was given."""
    whole = score(words)
    found = [whole - score(words[:i] + words[i + 1 :]) for i in range(len(words))]
    words.clear()
    return found


def remove_all(score, words):
    """Leaves out every occurrence of a word at once."""
    return [score(words) - score([w for w in words if w != word]) for word in words]


WRONG = {
    "check_same_words": [
        (1.0, "that very sentence"),
        (0.6, "Count each"),
        (1.5, "between 0 and 1"),
        (-0.5, "between 0 and 1"),
        ("0.5", "one number"),
        ([0.5, 0.5], "one number"),
        (None, "one number"),
    ],
    "check_polarity": [
        (lambda words, opinions, negators: 1, "not good"),
        (once, "never fails"),
        (lambda words, opinions, negators: "good", "one finite number"),
        (lambda words, opinions, negators: opinions[words[0]], "KeyError"),
        (lambda words: 1, "TypeError"),
        (1, "function"),
    ],
    "check_left_out": [
        (lambda score, words: [score([word]) for word in words], "alone"),
        (lambda score, words: [-x for x in leave_out(score, words)], "sign"),
        (
            lambda score, words: [
                score(words[:i] + words[i + 1 :]) for i in range(len(words))
            ],
            "without the word",
        ),
        (lambda score, words: leave_out(score, words)[:2], "four numbers"),
        (lambda score, words: [0, 0, 0, 0], "it gives"),
        (remove_in_place, "changes the list"),
        (lambda score, words: score(3), "AttributeError"),
        (None, "function"),
    ],
}

RIGHT = {
    "check_same_words": [0.5, 1 / 2],
    "check_polarity": [read, lambda w, o, n: float(read(w, o, n))],
    "check_left_out": [leave_out],
}
