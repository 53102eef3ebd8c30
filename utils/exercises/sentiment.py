"""Checks of the exercises of the use case about sentiment."""

from utils.exercises.base import OPEN, Check, ask, read_number, read_numbers

OPINIONS = {"good": 1, "funny": 1, "bad": -1, "dull": -1}
NEGATORS = {"not", "never", "fails"}
# clauses, as a reader would write them down, and what they say
CLAUSES = (
    ("the plot is good", 1),
    ("the plot is not good", -1),
    ("the plot is dull", -1),
    ("it is never dull", 1),
    ("it never fails to be funny", 1),
    ("it is not true that it never fails to be funny", -1),
)


def check_same_words(answer):
    """Checks how likely naive Bayes takes "not bad" for praise, computed by hand.

    Args:
        answer: a number. Training holds "good" and "not bad" as praise, "bad" and
            "not good" as blame; one is added to every count.

    Returns:
        A `Check`.

    Example:

    >>> check_same_words(1.0)
    Not yet. It was trained on that very sentence, but kept only its words.
    """
    if answer is ...:
        return Check(None, OPEN)
    found = read_number(answer)
    if found is None:
        return Check(False, "The answer should be one number.")
    if abs(found - 0.5) < 1e-3:
        return Check(True, "Both classes hold each word once: their bags are the same.")
    if not 0 <= found <= 1:
        return Check(False, "A probability lies between 0 and 1.")
    if found == 1:
        return Check(
            False, "It was trained on that very sentence, but kept only its words."
        )
    return Check(False, "Count each of the three words in praise, then in blame.")


def check_polarity(answer):
    """Checks a function that reads one clause by a rule.

    Args:
        answer: a function of a clause's words (a list), a dict from opinion words to 1
            or -1, and a set of negators, that returns 1 for praise and -1 for blame.

    Returns:
        A `Check`.

    Example:

    >>> check_polarity(lambda words, opinions, negators: 1)
    Not yet. For "the plot is not good" it gives 1, not -1.
    """
    if answer is ...:
        return Check(None, OPEN)
    for clause, wanted in CLAUSES:
        found, problem = ask(answer, clause.split(), dict(OPINIONS), set(NEGATORS))
        if problem:
            return Check(False, problem)
        if found != wanted:
            return Check(False, f'For "{clause}" it gives {found:g}, not {wanted}.')
    return Check(True, "Each negation turns the clause once more.")


def check_left_out(answer):
    """Checks a function that leaves out one word after the other.

    Args:
        answer: a function of a scoring function (words -> number) and a list of words
            that returns, for each word, the score of all words less the score
            without it.

    Returns:
        A `Check`.

    Example:

    >>> check_left_out(lambda score, words: [score([word]) for word in words])
    Not yet. That is what a word scores alone; ask what is lost without it.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    words = ["so", "not", "good", "so"]
    whole = _score(words)
    wanted = [whole - _score(words[:i] + words[i + 1 :]) for i in range(len(words))]
    given = list(words)
    try:
        found = answer(_score, given)
    except Exception as error:
        return Check(False, f"The function stops with {type(error).__name__}.")
    found = read_numbers(found)
    if found is None or found.shape != (4,):
        return Check(False, "Four words should give four numbers.")
    if given != words:
        return Check(False, "The function changes the list that it was given.")
    if _equal(found, wanted):
        return Check(True, "It works for any model, and costs one question per word.")
    if _equal(found, [-value for value in wanted]):
        return Check(False, "The sign is turned: all words less those without it.")
    if _equal(found, [_score([word]) for word in words]):
        return Check(
            False, "That is what a word scores alone; ask what is lost without it."
        )
    if _equal(found[:3], wanted[:3]) or _equal(found[1:], wanted[1:]):
        return Check(False, "A word that occurs twice is left out once at a time.")
    rest = [_score(words[:i] + words[i + 1 :]) for i in range(len(words))]
    if _equal(found, rest):
        return Check(
            False, "That is the score without the word; subtract it from the whole."
        )
    return Check(False, f"For {words} it gives {found.round(2).tolist()}.")


def _score(words):
    """A small model: "not" turns what stands behind it, each "so" adds a little."""
    total, sign = 0.5 * words.count("so") ** 2, 1
    for word in words:
        sign = -sign if word == "not" else sign
        total += sign * OPINIONS.get(word, 0)
    return total


def _equal(found, wanted):
    return all(abs(a - b) < 1e-6 for a, b in zip(found, wanted, strict=True))
