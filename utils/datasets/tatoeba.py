"""Tatoeba: short English sentences and the French translations that volunteers gave.

Many sentences have several translations, and all of them are right. The sentences are
dealt out by their English words: none of the test part is in training with another
translation. The last line of the file is cut off; it is left out.
"""

import collections

import numpy as np

from utils import checks
from utils.datasets import bilingual, cache

MOST = 5  # words and marks of an English sentence in training
STEPS = 12  # in each half of a row: sentences of at most eleven words


def fetch_sentences(*, seed, sentences=(400, 800), words=(2000, 2500), steps=STEPS):
    """Deal out the sentences of Tatoeba to train, valid and test.

    Two kinds are in no part and make tests of their own: questions that are negated,
    and English sentences of more than five words and marks.

    Args:
        seed: whole number ≥ 0, which English sentences go where.
        sentences: how many English ones are for valid and test; the others train.
        words: how many English and French words to know, the most frequent ones in
            training; all others are one unknown word.
        steps: whole number ≥ 3, in each half of a row; longer pairs are left out.

    Returns:
        A `bilingual.Translations` with `resplit=True`; its test "test" accepts every
        translation that was given.

    Raises:
        ValueError: if there are too few sentences or words.
        OSError: if the file cannot be had; see `datasets.cache`.
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    pairs, _ = read_pairs(cache.fetch("tatoeba_en_fr") / "fra.txt")
    return deal_pairs(pairs, rng=rng, sentences=sentences, words=words, steps=steps)


def read_pairs(path):
    """Read sentence pairs, one a line with a tab between, and count what is no pair.

    A line that is not UTF-8, does not hold two sentences, or is cut off (it ends in a
    blank, or the file ends in it) is left out.

    Args:
        path: of the file.

    Returns:
        A list of pairs `(English, French)`, and the number of lines left out.

    Raises:
        ValueError: if no line holds a pair.
    """
    *lines, rest = path.read_bytes().split(b"\n")
    pairs, left_out = [], int(bool(rest.strip()))
    for line in lines:
        try:
            english, french = line.decode("utf-8").rstrip("\r").split("\t")
            bilingual.tokenize(english)
            bilingual.tokenize(french)
            whole = not french.endswith(" ")
        except ValueError:  # UnicodeDecodeError is one, too
            whole = False
        if whole:
            pairs.append((english, french))
        else:
            left_out += bool(line.strip())
    if not pairs:
        raise ValueError(f"path: {path} holds no sentence pairs, one a line, by a tab")
    return pairs, left_out


def deal_pairs(pairs, *, rng, sentences, words, steps):
    """Deal out sentence pairs so that no English sentence is in two parts.

    Sentences count as the same if their words are, whatever their punctuation.

    Args:
        pairs: sequence of `(English, French)`.
        rng: a NumPy `Generator`.
        sentences: as in `fetch_sentences`.
        words: as in `fetch_sentences`.
        steps: as in `fetch_sentences`.

    Returns:
        A `bilingual.Translations`.

    Raises:
        ValueError: if there are too few sentences or words.
    """
    valid, test = (checks.integer("sentences", count, 1) for count in sentences)
    dealt, held = _group(pairs, steps)
    if len(dealt) <= valid + test:
        raise ValueError(
            f"sentences is {sentences!r}; there are {len(dealt):,} English ones, and "
            "some have to be left for training"
        )
    order = [dealt[i] for i in rng.permutation(len(dealt))]
    parts = {
        "valid": [group[0] for group in order[:valid]],
        "test": [group[0] for group in order[valid : valid + test]],
        "train": [pair for group in order[valid + test :] for pair in group],
    }
    names = [
        _most_frequent([pair[side] for pair in parts["train"]], count)
        for side, count in enumerate(words)
    ]
    tests = {"test": order[valid : valid + test], **held}
    return bilingual.pack(
        "Tatoeba",
        parts,
        english=names[0],
        french=names[1],
        length=steps,
        tests={name: tuple(map(_accept, groups)) for name, groups in tests.items()},
        resplit=True,
    )


def is_negated_question(tokens):
    """Return whether an English sentence is both a question and negated.

    Args:
        tokens: list of `str`.

    Returns:
        True or False.

    Example:

    >>> is_negated_question(["isn't", "it", "nice", "?"])
    True
    """
    words = ("not", "cannot", "never")
    denied = any(token in words or token.endswith("n't") for token in tokens)
    return denied and tokens[-1] == "?"


def _group(pairs, steps):
    """Pairs by their English words: those to deal out, and those held out by name."""
    groups = collections.defaultdict(list)
    for english, french in pairs:
        tokens = bilingual.tokenize(english)
        if max(len(tokens), len(bilingual.tokenize(french))) < steps:
            words = [token for token in tokens if token[0].isalnum()]
            groups[" ".join(words)].append((english, french))
    dealt, held = [], {"negated question": [], "longer": []}
    for key in sorted(groups):
        found = [bilingual.tokenize(english) for english, _ in groups[key]]
        if any(map(is_negated_question, found)):
            held["negated question"].append(groups[key])
        elif max(map(len, found)) > MOST:
            held["longer"].append(groups[key])
        else:
            dealt.append(groups[key])
    return dealt, {name: kept for name, kept in held.items() if kept}


def _accept(group):
    """The first sentence of a group, and all translations of it to the letter."""
    first = group[0][0]
    return first, tuple(french for english, french in group if english == first)


def _most_frequent(sentences, count):
    """The most frequent words, in the alphabet's order."""
    counts = collections.Counter(
        token for sentence in sentences for token in bilingual.tokenize(sentence)
    )
    if len(counts) < checks.integer("words", count, 1):
        raise ValueError(f"words is {count:,}; the training part has {len(counts):,}")
    ranked = sorted(counts, key=lambda token: (-counts[token], token))
    return tuple(sorted(ranked[:count]))
