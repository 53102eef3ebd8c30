"""Let a character model write, and measure what it wrote.

A model gives a probability for every next character; which one is taken is a choice of
its own. What came out is measured by its words, by its variety, and by how long a piece
of it stands in the training text as it is.
"""

import re
from dataclasses import dataclass

import numpy as np
from scipy.special import softmax

from utils import checks, language
from utils.datasets import text


def choose(logits, *, rng, temperature=1.0, nucleus=1.0):
    """Draw one character for every row of logits.

    The logits are divided by the temperature: below 1 the likely gets likelier, and 0
    always takes the likeliest. Then the nucleus, the fewest likeliest characters that
    together have at least that probability, is kept and the tail cut off.

    Args:
        logits: array `(rows, classes)`.
        rng: a `numpy.random.Generator`.
        temperature: number ≥ 0.
        nucleus: number above 0, up to 1; 1 cuts nothing off.

    Returns:
        int array `(rows,)`.

    Raises:
        ValueError: if a number is out of its range.

    Reference:
        Holtzman et al. 2020, https://arxiv.org/abs/1904.09751

    Example:

    >>> rng = np.random.default_rng(0)
    >>> choose(np.log([[0.1, 0.6, 0.3]]), rng=rng, nucleus=0.5).tolist()
    [1]
    """
    logits = np.asarray(logits, "float64")
    if not 0 < nucleus <= 1:
        raise ValueError(f"nucleus is {nucleus!r}; expected above 0, up to 1")
    if temperature == 0:
        return logits.argmax(axis=-1)
    shares = softmax(logits / checks.positive("temperature", temperature), axis=-1)
    order = np.argsort(-shares, axis=-1, kind="stable")
    ranked = np.take_along_axis(shares, order, axis=-1)
    before = np.cumsum(ranked, axis=-1) - ranked
    ranked = np.where(before < nucleus, ranked, 0.0)
    heights = np.cumsum(ranked, axis=-1)
    drawn = rng.random((len(logits), 1)) * heights[:, -1:]
    places = (heights <= drawn).sum(axis=-1)
    return np.take_along_axis(order, places[:, None], axis=-1)[:, 0]


def write(model, prompt, letters, *, seed, rows, length, temperature=1.0, nucleus=1.0):
    """Let a model go on from a prompt, several times side by side.

    Every character that was drawn is read by the model before it gives the next one.

    Args:
        model: a `keras.Model` from `language`, or a `language.Writer`.
        prompt: a `str`, or a list of one for each row, all of the same length; at
            least one character, which is not part of what is returned.
        letters: the corpus' letters.
        seed: whole number ≥ 0.
        rows: whole number ≥ 1, how many texts.
        length: whole number ≥ 1, characters of each.
        temperature: as in `choose`.
        nucleus: as in `choose`.

    Returns:
        A list of `str`.

    Raises:
        ValueError: if the prompt is empty or a number does not fit.
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    rows, length = checks.integer("rows", rows, 1), checks.integer("length", length, 1)
    prompts = [prompt] * rows if isinstance(prompt, str) else list(prompt)
    if len(prompts) != rows or not prompts[0] or len({len(p) for p in prompts}) > 1:
        raise ValueError(
            f"prompt is {prompt!r:.60}; expected a text, or {rows} of the same length"
        )
    writer = (
        model if isinstance(model, language.Writer) else language.make_writer(model)
    )
    memory = language.start(writer, rows)
    for codes in np.array([text.encode(p, letters) for p in prompts]).T:
        logits, memory = language.advance(writer, memory, codes)
    written = []
    for _ in range(length):
        logits[:, 0] = -1e9  # the sign for unknown characters is never written
        codes = choose(logits, rng=rng, temperature=temperature, nucleus=nucleus)
        written.append(codes)
        logits, memory = language.advance(writer, memory, codes)
    return [text.decode(row, letters) for row in np.array(written).T]


def find_words(words):
    """Return the words of a text: letters in a row, in lower case.

    Args:
        words: a `str`. A first and last word that touch its ends are left out, since
            they may be cut off.

    Returns:
        A list of `str`.

    Example:

    >>> find_words("rsing The list's 2 items, appe")
    ['the', 'list', 's', 'items']
    """
    return [
        found.group().lower()
        for found in re.finditer("[A-Za-z]+", words)
        if found.start() > 0 and found.end() < len(words)
    ]


def share_of_words(texts, known, *, letters=1):
    """Return the share of the words of some texts that are known.

    Args:
        texts: list of `str`.
        known: set of words in lower case.
        letters: whole number ≥ 1; shorter words do not count.

    Returns:
        A number from 0 to 1.

    Raises:
        ValueError: if there is no word to judge.

    Example:

    >>> share_of_words([" a lisp of cats "], {"a", "of", "cats"}, letters=2)
    0.6666666666666666
    """
    words = [w for t in texts for w in find_words(t) if len(w) >= letters]
    if not words:
        raise ValueError(f"texts hold no word of {letters} letters; expected some")
    return sum(word in known for word in words) / len(words)


def distinct(texts, n):
    """Return the share of different ones among all sequences of n words.

    It falls with the amount of text: compare texts of equal length only.

    Args:
        texts: list of `str`.
        n: whole number ≥ 1.

    Returns:
        A number from 0 to 1, "distinct-n".

    Raises:
        ValueError: if no text holds n words.

    Reference:
        Li et al. 2016, https://doi.org/10.18653/v1/N16-1014

    Example:

    >>> distinct([" one two one two one "], 2)
    0.5
    """
    n, found = checks.integer("n", n, 1), []
    for each in texts:
        words = find_words(each)
        found += zip(*(words[i:] for i in range(n)), strict=False)
    if not found:
        raise ValueError(f"texts hold no {n} words in a row; expected some")
    return len(set(found)) / len(found)


@dataclass(frozen=True)
class Shared:
    """The longest piece that two texts share.

    Args:
        piece: the piece, a `str`.
        place: where it starts in the first text.
        source: where it first starts in the second one.
    """

    piece: str
    place: int
    source: int


def longest_shared(words, source):
    """Find the longest piece of a text that stands in another one as it is.

    Args:
        words: a `str`, some hundred characters.
        source: a `str`, a corpus.

    Returns:
        A `Shared`; its piece is empty if not even one character is shared.

    Raises:
        ValueError: if a text is empty.

    Example:

    >>> longest_shared("a long list of names", "the list of all")
    Shared(piece=' list of ', place=6, source=3)
    """
    for name, given in (("words", words), ("source", source)):
        if not isinstance(given, str) or not given:
            raise ValueError(f"{name} is {given!r:.40}; expected a text")
    best, place = 0, 0
    for begin in range(len(words)):
        while begin + best < len(words) and words[begin : begin + best + 1] in source:
            best, place = best + 1, begin
    piece = words[place : place + best]
    return Shared(piece, place, source.find(piece))
