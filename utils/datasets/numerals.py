"""Numbers and their names in English and French: one small world, five shapes of data.

A number goes in or comes out as digits, as words, or as a property of each word, so
that one vector or many steps stand on either side. `spelling` knows the names.
"""

import numpy as np

from utils import checks
from utils.datasets.base import Dataset, Split
from utils.datasets.spelling import (
    DIGITS,
    ENGLISH,
    ENGLISH_STEPS,
    FRENCH,
    FRENCH_STEPS,
    TAGS,
    spell_english,
    spell_french,
    tag_english,
)
from utils.datasets.splits import check_sizes

SHAPES = (
    "one to one",
    "one to many",
    "many to one",
    "in step",
    "read, then write",
)
SIZES = (3000, 500, 500)


def make_numerals(shape, *, seed, delay=0, examples=SIZES):
    """Make a task about numbers and their names, in one of the five shapes.

    one to one        six digits, all at once → how many words the name has
    one to many       six digits, all at once → the English name, word by word
    many to one       the English name → how many digits the number has
    in step           the English name → the size of each word (see `spelling.tag_english`)
    read, then write  the English name → the French name

    Word 0 stands for "no word": before the first and after the last one. Numbers of
    three, four, five and six digits are about equally frequent, as far as there are
    enough of them, and no number occurs twice.

    Args:
        shape: one of `SHAPES`.
        seed: whole number ≥ 0.
        delay: for "in step", how many steps the answer may come late, from 0 to 9.
        examples: sizes of train, valid and test.

    Returns:
        A classification `Dataset`. x is `(1, 60)`, the digits one-hot; `(6 + 10)`,
        digits, then the word before each answer; `(9,)` words; `(9 + delay,)` words;
        `(9 + 14)`, words, then the word before each answer.

    Raises:
        ValueError: for an unknown shape, or numbers out of their range.

    Example:

    >>> data = make_numerals("read, then write", seed=0, examples=(8, 4, 4))
    >>> data.train.x.shape, data.train.y.shape, data.classes
    ((8, 23), (8, 14), 27)
    """  # noqa: E501
    if shape not in SHAPES:
        raise ValueError(f"shape is {shape!r}; expected one of {SHAPES}")
    checks.integer("delay", delay, 0, ENGLISH_STEPS if shape == "in step" else 0)
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    sizes = check_sizes(examples)
    if sum(sizes) > 20_000:
        raise ValueError(f"examples is {examples!r}; expected 20,000 together at most")
    numbers = _draw_numbers(rng, sum(sizes))
    x, y, classes = _arrange(shape, numbers, delay)
    parts, start = [], 0
    for size in sizes:
        parts.append(Split(x[start : start + size], y[start : start + size]))
        start += size
    return Dataset(f"numerals, {shape}", *parts, task="classification", classes=classes)


def to_numbers(words, vocabulary, *, steps):
    """Return the places of words in a vocabulary, zeros behind them.

    Args:
        words: sequence of words.
        vocabulary: tuple of words, the first of them "".
        steps: whole number, how many places to return.

    Returns:
        An integer array `(steps,)`.

    Raises:
        ValueError: for an unknown word, or more words than steps.

    Example:

    >>> to_numbers(["deux", "mille"], FRENCH, steps=4)
    array([ 2, 26,  0,  0])
    """
    unknown = [word for word in words if word not in vocabulary[1:]]
    if unknown:
        raise ValueError(f"words holds {unknown[0]!r}; expected words of {vocabulary}")
    if len(words) > checks.integer("steps", steps, 1):
        raise ValueError(f"words: {len(words)} of them; expected {steps} at most")
    numbers = np.zeros(steps, int)
    numbers[: len(words)] = [vocabulary.index(word) for word in words]
    return numbers


def to_words(numbers, vocabulary):
    """Return the words that stand at some places, up to the first 0.

    Args:
        numbers: sequence of whole numbers.
        vocabulary: tuple of words.

    Returns:
        One text.

    Raises:
        ValueError: if a number is no place in the vocabulary.

    Example:

    >>> to_words([2, 26, 0, 5], FRENCH)
    'deux mille'
    """
    words = []
    for number in numbers:
        if checks.integer("numbers", int(number), 0, len(vocabulary) - 1) == 0:
            break
        words.append(vocabulary[number])
    return " ".join(words)


def _draw_numbers(rng, count):
    """Draw different numbers whose logarithm is uniform, in the order drawn."""
    drawn = np.exp(rng.uniform(0, np.log(10**DIGITS), size=60 * count)).astype(int)
    numbers, first = np.unique(drawn, return_index=True)
    return numbers[np.argsort(first)][:count].tolist()


def _arrange(shape, numbers, delay):
    """Return x, y and the number of classes."""
    names = [spell_english(n) for n in numbers]
    read = [to_numbers(name, ENGLISH, steps=ENGLISH_STEPS) for name in names]
    digits = np.array([[int(d) for d in f"{n:0{DIGITS}}"] for n in numbers])
    if shape == "one to one":
        x = np.eye(10, dtype="float32")[digits].reshape(len(numbers), 1, -1)
        return x, np.array([len(name) for name in names]), ENGLISH_STEPS + 1
    if shape == "many to one":
        return np.array(read), np.array([len(str(n)) for n in numbers]), DIGITS + 1
    if shape == "in step":
        late = np.zeros((len(numbers), delay), int)
        tags = [tag_english(n) for n in numbers]
        y = [to_numbers(tag, TAGS, steps=ENGLISH_STEPS) for tag in tags]
        return np.hstack([read, late]), np.hstack([late, y]), len(TAGS)
    if shape == "one to many":
        given, words, steps = digits, ENGLISH, ENGLISH_STEPS + 1
    else:
        given, words, steps = np.array(read), FRENCH, FRENCH_STEPS + 1
        names = [spell_french(n) for n in numbers]
    y = np.array([to_numbers(name, words, steps=steps) for name in names])
    before = np.hstack([np.zeros((len(y), 1), int), y[:, :-1]])
    return np.hstack([given, before]), y, len(words)
