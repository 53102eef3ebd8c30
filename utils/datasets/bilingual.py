"""Sentences in two languages as numbers: words, their ids, and what counts as right.

A model of the course takes one array. A row of `x` therefore holds two halves of the
same length: the source sentence, and the target sentence moved one step to the right,
so that at each step the words before it are known. A row of `y` holds the target.
"""

import dataclasses
import re
import unicodedata

import numpy as np

from utils import checks
from utils.datasets.base import PARTS, Dataset, Split

SPECIAL = ("", "<start>", "<end>", "<unknown>")
PADDING, START, END, UNKNOWN = range(len(SPECIAL))
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*'?|[^\w\s]")
ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|jusqu|puisqu)'")


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Translations(Dataset):
    """A `Dataset` of sentence pairs that knows its words and all accepted answers.

    Ids: four special ones (padding, start, end, unknown word), then the French words,
    then the English ones, so that the classes of `y` are the first ids of `x`.

    Args:
        english: tuple of the source language's words.
        french: tuple of the target language's words.
        tests: dict from a name to a tuple of `(source, (answer, ...))`; "test" is the
            dataset's own test part, others ask for something else.

    Example:

    >>> pairs = [("i run", "je cours"), ("i sing", "je chante")]
    >>> toy = pack("toy", {"train": pairs, "valid": pairs, "test": pairs},
    ...     english=("i", "run", "sing"), french=("chante", "cours", "je"), length=4)
    >>> toy.vocabulary_size, toy.tests["test"][0]
    (10, ('i run', ('je cours',)))
    """

    english: tuple = ()
    french: tuple = ()
    tests: dict = dataclasses.field(default_factory=dict)

    @property
    def vocabulary_size(self):
        """How many ids there are: special, French and English."""
        return len(SPECIAL) + len(self.french) + len(self.english)

    @property
    def length(self):
        """Steps in each of the two halves of a row."""
        return self.input_shape[0] // 2


def pack(name, parts, *, english, french, length, tests=None, resplit=False):
    """Turn sentence pairs into a `Translations`.

    Args:
        name: what to call the data.
        parts: dict with the lists of `(source, target)` of train, valid and test.
        english: tuple of source words, none twice.
        french: tuple of target words, none twice.
        length: steps in each half; the longest target needs one for its end.
        tests: further dict of tests, see `Translations`; "test" is made from `parts`
            where it is not given.
        resplit: whether a seed deals out the same real sentences anew.

    Returns:
        A `Translations`.

    Raises:
        ValueError: if a sentence is empty or does not fit into `length`.
    """
    words = {"english": tuple(english), "french": tuple(french)}
    made = {}
    for part in PARTS:
        sources, targets = zip(*parts[part], strict=True)
        left = encode(sources, words["english"], length, first=len(french))
        right = encode(targets, words["french"], length)
        shifted = np.concatenate(
            [np.full((len(right), 1), START), right[:, :-1]], axis=1
        )
        shifted[shifted == END] = PADDING
        made[part] = Split(np.concatenate([left, shifted], axis=1), right)
    own = tuple((source, (target,)) for source, target in parts["test"])
    return Translations(
        name,
        **made,
        task="classification",
        classes=len(SPECIAL) + len(french),
        resplit=resplit,
        **words,
        tests={"test": own} | dict(tests or {}),
    )


def encode(sentences, words, length, *, first=0):
    """Return the ids of sentences, each ended and padded with zeros.

    Args:
        sentences: sequence of `str`.
        words: tuple of the language's words.
        length: steps per row.
        first: how many other words have their ids before these.

    Returns:
        An integer array `(sentences, length)`.

    Raises:
        ValueError: if a sentence is no text, empty, damaged or too long.

    Example:

    >>> encode(["i run", "i fly"], ("i", "run"), 4).tolist()
    [[4, 5, 2, 0], [4, 3, 2, 0]]
    """
    ids = {word: len(SPECIAL) + first + i for i, word in enumerate(words)}
    rows = np.zeros((len(sentences), checks.integer("length", length, 2)), int)
    for row, sentence in zip(rows, sentences, strict=True):
        tokens = tokenize(sentence)
        if len(tokens) >= length:
            raise ValueError(
                f"sentences: {sentence!r:.60} has {len(tokens)} words; expected fewer "
                f"than length, which is {length}"
            )
        row[: len(tokens)] = [ids.get(token, UNKNOWN) for token in tokens]
        row[len(tokens)] = END
    return rows


def decode(ids, words):
    """Return the words that ids stand for, up to the end.

    Args:
        ids: sequence of whole numbers, those of the French words.
        words: tuple of these words.

    Returns:
        A `str` as `detokenize` writes it.

    Example:

    >>> decode([4, 5, 2, 5], ("je", "cours"))
    'je cours'
    """
    names, tokens = (*SPECIAL, *words), []
    for number in ids:
        if number == END:
            break
        tokens.append(names[number])
    return detokenize(token for token in tokens if token)


def tokenize(sentence):
    """Cut a sentence into words, elided words and punctuation, in lower case.

    Args:
        sentence: a `str`.

    Returns:
        A list of `str`.

    Raises:
        ValueError: if it is no text, empty, or was read in a wrong encoding.

    Example:

    >>> tokenize("Est-ce qu'il n'aime pas l'école ?")
    ['est-ce', "qu'", 'il', "n'", 'aime', 'pas', "l'", 'école', '?']
    """
    if not isinstance(sentence, str):
        kind = type(sentence).__name__
        raise ValueError(f"sentence is a {kind}, {sentence!r:.40}; expected text")
    if "\N{REPLACEMENT CHARACTER}" in sentence or re.search(
        "[ÃÂ][\x80-\xbf]", sentence
    ):
        raise ValueError(
            f"sentence is {sentence!r:.60}; expected text that was read as UTF-8"
        )
    plain = unicodedata.normalize("NFC", sentence).lower()
    plain = plain.translate(str.maketrans("’‘ʼ", "'''"))
    tokens = []
    for token in WORD.findall(plain):
        elided = ELIDED.match(token)
        cut = elided.end() if elided else 0
        tokens += [part for part in (token[:cut], token[cut:]) if part]
    if not tokens:
        raise ValueError(f"sentence is {sentence!r}; expected at least one word")
    return tokens


def detokenize(tokens):
    """Join words into a sentence: no blank after an elision or before a full stop.

    Args:
        tokens: iterable of `str`.

    Returns:
        A `str`.

    Example:

    >>> detokenize(["est-ce", "qu'", "il", "n'", "aime", "pas", "l'", "école", "?"])
    "est-ce qu'il n'aime pas l'école ?"
    """
    text = re.sub(r"(?<=\w)' ", "'", " ".join(tokens))
    return re.sub(r" (?=[.,])", "", text)


def find_unknown(sentence, words):
    """Return the words of a sentence that a vocabulary does not hold.

    Args:
        sentence: a `str`.
        words: tuple of known words.

    Returns:
        A list of `str`.

    Example:

    >>> find_unknown("I fly", ("i", "run"))
    ['fly']
    """
    return [token for token in tokenize(sentence) if token not in words]
