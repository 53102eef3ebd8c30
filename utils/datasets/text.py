"""Text as a stream of characters: the documentation that Python carries with it."""

import itertools
import re

import numpy as np

from utils import checks
from utils.datasets.splits import check_sizes, cut, share_out

PLAIN = str.maketrans("‘’“”–—", "''\"\"--")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def load_python_docs(*, characters=250_000):
    """Load the language reference that ships with Python, as one line of plain text.

    Its chapters overlap: paragraphs that come again are left out, so that one region
    of the text does not give away another. White space becomes one blank.

    Args:
        characters: whole number ≥ 1, how many to keep; the wording differs between
            Python versions, the length then does not.

    Returns:
        A `str` of that length in printable ASCII.

    Raises:
        ValueError: if this Python carries fewer characters, or none.

    Example:

    >>> text = load_python_docs()
    >>> len(text), text.isascii(), text.isprintable()
    (250000, True, True)
    """
    checks.integer("characters", characters, 1)
    topics = _load_topics()
    paragraphs = (
        re.sub(r"\s+", " ", paragraph).strip()
        for topic in sorted(topics)
        for paragraph in re.split(r"\n\s*\n", topics[topic].translate(PLAIN))
    )
    text = " ".join(dict.fromkeys(paragraphs))
    text = re.sub(r"[^ -~]|([*=~^-])\1{3,}", "", text)  # lines under headings
    text = re.sub(r" +", " ", text)
    if len(text) < characters:
        raise ValueError(
            f"characters is {characters:,}; this Python's pydoc_data.topics holds "
            f"{len(text):,}"
        )
    return text[:characters]


def regions(text, *, fractions=(0.6, 0.2, 0.2)):
    """Cut a text into a region to learn from, one to choose by and one to test on.

    Args:
        text: a `str`.
        fractions: the regions' shares of the text.

    Returns:
        A tuple of three `str`, which joined give the text.

    Example:

    >>> regions("abcdefghij")
    ('abcdef', 'gh', 'ij')
    """
    _check_text(text)
    train, valid, _ = share_out(fractions, len(text))
    return text[:train], text[train : train + valid], text[train + valid :]


def alphabet(text):
    """Return the different characters of a text in order, after a sign for all others.

    Args:
        text: a `str`, the training region.

    Returns:
        A `str`; a character's place in it is its class number, place 0 stands for every
        character that is not in it.

    Example:

    >>> alphabet("hello")[1:]
    'ehlo'
    """
    _check_text(text)
    return UNKNOWN + "".join(sorted(set(text) - {UNKNOWN}))


def encode(text, letters):
    """Turn characters into class numbers.

    Args:
        text: a `str` of n characters.
        letters: what `alphabet` returned.

    Returns:
        int32 array `(n,)`, 0 for what is not among the letters.

    Example:

    >>> encode("hole!", alphabet("hello")).tolist()
    [2, 4, 3, 1, 0]
    """
    place = {letter: number for number, letter in enumerate(letters)}
    return np.array([place.get(letter, 0) for letter in text], "int32")


def decode(numbers, letters):
    """Turn class numbers back into characters.

    Args:
        numbers: whole numbers `(n,)`.
        letters: what `alphabet` returned.

    Returns:
        A `str` of n characters.

    Raises:
        ValueError: if a number is no place among the letters.

    Example:

    >>> decode([2, 4, 3, 1], alphabet("hello"))
    'hole'
    """
    highest = len(letters) - 1
    return "".join(
        letters[checks.integer("numbers, one of them,", number, 0, highest)]
        for number in numbers
    )


def next_character(text, *, seed, window, examples=(2048, 256, 512)):
    """Ask at every step of a window of text which character comes next.

    Train, valid and test are windows at random places of three `regions` of the text.
    Class numbers come from the `alphabet` of the training region.

    Args:
        text: a `str`.
        seed: whole number ≥ 0, draws the windows' places.
        window: whole number ≥ 1, characters a model sees.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(window,)` class numbers, y `(window,)` those of the characters
        one place on: classes per step, the number of letters.

    Raises:
        ValueError: if a region is too short for one window and its next character.

    Example:

    >>> data = next_character("to be or not to be " * 9, seed=0, window=8)
    >>> bool(np.all(data.train.x[:, 1:] == data.train.y[:, :-1]))
    True
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    checks.integer("window", window, 1)
    letters = alphabet(regions(text)[0])
    passages = list(_draw_passages(text, window + 1, examples, rng))
    passages = np.stack([encode(passage, letters) for passage in passages])
    x, y, name = passages[:, :-1], passages[:, 1:], "next character"
    return cut(x, y, name=name, examples=examples, classes=len(letters))


def make_word_order(text, *, seed, window, examples=(2048, 256, 512)):
    """Ask whether the words of a passage stand in their order or were turned round.

    Half of the passages, by lot, have their words in reverse, each word as it was: both
    classes hold the same words and characters, and what follows what decides alone.

    Args:
        text: a `str`.
        seed: whole number ≥ 0, draws the passages and which are turned.
        window: whole number ≥ 16, characters; words cut off at an end are left out,
            and blanks before the passage fill their place.
        examples: sizes of train, valid and test, from the three `regions`.

    Returns:
        A `Dataset`, x `(window,)` class numbers in the `alphabet` of the training
        region, 2 classes: 1 where the words were turned round.

    Example:

    >>> data = make_word_order("one two three four " * 99, seed=0, window=20)
    >>> data.input_shape, data.classes
    ((20,), 2)
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    checks.integer("window", window, 16)
    letters = alphabet(regions(text)[0])
    passages = list(_draw_passages(text, window + 2, examples, rng, _has_order))
    y = rng.integers(2, size=len(passages))
    x = []
    for passage, turned in zip(passages, y, strict=True):
        words = _whole_words(passage)[:: -1 if turned else 1]
        x.append(encode(" ".join(words).rjust(window), letters))
    return cut(np.stack(x), y, name="word order", examples=examples, classes=2)


def _whole_words(passage):
    """Return the words between the first blank and the last."""
    return passage.split(" ")[1:-1]


def _has_order(passage):
    """Return whether the words of a passage differ from those words turned round."""
    words = _whole_words(passage)
    return words != words[::-1]


def _draw_passages(text, length, examples, rng, fits=bool):
    """Yield fitting passages of the three regions, as many as wanted, by lot."""
    for part, count in zip(regions(text), check_sizes(examples), strict=True):
        places = len(part) - length + 1
        if places < 1:
            raise ValueError(
                f"text has a region of {len(part):,} characters; expected at least "
                f"{length:,} for a window"
            )
        starts = rng.integers(places, size=20 * count)
        drawn = (part[start : start + length] for start in starts)
        fitting = list(itertools.islice(filter(fits, drawn), count))
        if len(fitting) < count:
            raise ValueError(f"text has too few words for passages of {length - 2:,}")
        yield from fitting


def _load_topics():
    """Return the help texts by topic; none where a distribution leaves them out."""
    try:
        from pydoc_data.topics import topics
    except ImportError:
        return {}
    return topics


def _check_text(text):
    """Refuse what is no text or an empty one."""
    if not isinstance(text, str) or not text:
        raise ValueError(f"text is {text!r:.40}; expected a str with characters in it")
