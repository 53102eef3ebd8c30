"""Film reviews of one sentence, from a grammar in which the order of words decides.

A clause praises or blames; negations turn it; a second clause may contradict it, and
the conjunction or the intensity says which of the two counts. The words for praise and
blame are drawn so that they say nothing about the label once negations are in play.
"""

import numpy as np

from utils import checks
from utils.datasets.base import Split
from utils.datasets.clauses import FORMS, NEGATORS, draw_clause
from utils.datasets.splits import check_sizes
from utils.datasets.words import Texts, encode, list_words

JOINS = ("", "but", "although first", "although last", "and")
SHARES = (0.2, 0.25, 0.15, 0.15, 0.25)  # of the joins
ASIDE = 0.3  # clauses with an aside, where there is room
LENGTH = 28
# questions to a trained model, by group and name: what `draw_probe` is asked for
PROBES = {
    "conjunction": {
        "one clause": {"join": ""},
        "but": {"join": "but"},
        "although, in front": {"join": "although first"},
        "although, behind": {"join": "although last"},
        "and": {"join": "and"},
    },
    "asides": {
        f"{asides} asides": {"form": FORMS[1][0], "flips": 1, "asides": asides}
        for asides in range(5)
    },
    "piled": {
        "once": {"form": "the N is not A", "flips": 1},
        "twice, as trained": {"form": "the N never fails to V you", "flips": 2},
        "twice, in a new way": {
            "form": "nobody will say that the N fails to V you",
            "flips": 2,
        },
        "three times": {
            "form": "nobody will say that the N never fails to V you",
            "flips": 3,
        },
    },
}


def make_reviews(*, seed, examples=(5000, 1000, 2000)):
    """Draw reviews of one or two clauses, no two alike.

    Names that occur once are in no vocabulary: they are the unknown words.

    Args:
        seed: whole number ≥ 0.
        examples: how many to train on, to choose by and to test on. They are all
            different, also apart from names, so that no test sentence is in training.

    Returns:
        A `Texts`; class 1 is praise, 0 blame.

    Example:

    >>> make_reviews(seed=0, examples=(40, 10, 10))
    Dataset "reviews from a grammar": 40 train, 10 valid, 10 test · x (28,) · 2 classes
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    sizes, found = check_sizes(examples), {}
    while len(found) < sum(sizes):
        words, label = draw_review(rng)
        found.setdefault(hide_names(words), (words, label))
    sentences, labels = zip(*found.values(), strict=True)
    vocabulary = list_words(sentences[: sizes[0]], size=128)
    x = encode(sentences, vocabulary, length=LENGTH)
    ends = np.cumsum(sizes)[:-1]
    parts = zip(np.split(x, ends), np.split(np.array(labels), ends), strict=True)
    test = sentences[ends[-1] :]
    return Texts(
        "reviews from a grammar",
        *(Split(*part) for part in parts),
        task="classification",
        classes=2,
        vocabulary=vocabulary,
        size=128,
        sentences=test,
        negated=np.array([is_negated(words) for words in test]),
    )


def draw_review(rng, *, join=None, flips=None):
    """Draw one review and its label.

    "but" and "although" set praise against blame: the clause after "but" counts, the
    clause after "although" does not. With "and" the stronger clause counts.

    Args:
        rng: a NumPy `Generator`.
        join: one of `JOINS`, or None to draw it; "" is a single clause.
        flips: number of negations in every clause, or None to draw them.

    Returns:
        A tuple of words, and 1 for praise or 0 for blame.

    Raises:
        ValueError: for an unknown join.

    Example:

    >>> words, label = draw_review(np.random.default_rng(2), join="but")
    >>> "but" in words, label in (0, 1)
    (True, True)
    """
    join = rng.choice(JOINS, p=SHARES) if join is None else join
    if join not in JOINS:
        raise ValueError(f"join is {join!r}; expected one of {JOINS}")
    label = int(rng.integers(2))
    wanted = 2 * label - 1
    aside = rng.integers(2) if rng.random() < 2 * ASIDE else None
    if join in ("", "and"):
        first = draw_clause(rng, wanted, flips=flips, aside=aside == 0)
    if join == "":
        return first.words, label
    if join == "and":
        while True:  # the second agrees, or is weaker; either may stand in front
            polarity = int(rng.choice((-1, 1)))
            second = draw_clause(rng, polarity, flips=flips, aside=aside == 1)
            if polarity == wanted or second.strength < first.strength:
                pair = (first, second) if rng.random() < 0.5 else (second, first)
                return (*pair[0].words, "and", *pair[1].words), label
            first = draw_clause(rng, wanted, flips=flips, aside=aside == 0)
    wins = draw_clause(rng, wanted, flips=flips, aside=aside == 0).words
    loses = draw_clause(rng, -wanted, flips=flips, aside=aside == 1).words
    if join == "but":
        return (*loses, "but", *wins), label
    if join == "although first":
        return ("although", *loses, ",", *wins), label
    return (*wins, ",", "although", *loses), label


def draw_probe(*, seed, form=None, flips=None, asides=0, join=None, count=400):
    """Draw sentences of one kind, to ask a trained model about that kind alone.

    Args:
        seed: whole number ≥ 0.
        form: a text as in `FORMS`: single clauses of this form. None draws reviews.
        flips: number of negations in the form (or in each clause of a review).
        asides: how many asides stretch the form.
        join: one of `JOINS`, for reviews.
        count: how many sentences; they may hold some of the training's.

    Returns:
        A tuple of sentences, each a tuple of words, and their labels.

    Example:

    >>> form = "nobody will V you"
    >>> [words], [label] = draw_probe(seed=0, form=form, flips=1, count=1)
    >>> words[:2], int(label)  # blame, so the verb has to be one of praise
    (('nobody', 'will'), 0)
    """
    rng = np.random.default_rng([checks.integer("seed", seed, 0), 11])
    labels = np.arange(checks.integer("count", count, 1)) % 2
    if form is None:
        drawn = [draw_review(rng, join=join, flips=flips) for _ in labels]
        return tuple(zip(*drawn, strict=True))
    settings = {"flips": flips, "form": form, "aside": asides > 0, "asides": asides}
    drawn = [draw_clause(rng, 2 * y - 1, **settings).words for y in labels.tolist()]
    return tuple(drawn), labels


def hide_names(words):
    """Return the sentence with one sign for all names.

    Example:

    >>> hide_names(("by", "xbadobadu"))
    ('by', 'x')
    """
    return tuple("x" if word[0] == "x" else word for word in words)


def is_negated(words):
    """Return whether a sentence holds one of the grammar's negations.

    Example:

    >>> is_negated(("never", "boring")), is_negated(("very", "boring"))
    (True, False)
    """
    return any(word in NEGATORS for word in words)
