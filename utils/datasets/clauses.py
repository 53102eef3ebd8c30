"""Clauses of film reviews: words that praise or blame, and negations that turn them.

The words are drawn so that the clause as a whole says what it was asked to say; which
words occur then says nothing about that where negations are in play.
"""

import dataclasses

from utils import checks

GOOD = "good great funny moving clever charming gripping fresh warm brilliant lively"
BAD = "bad dull boring silly clumsy tedious lifeless stale cold terrible hollow"
ADJECTIVES = {1: tuple(GOOD.split()), -1: tuple(BAD.split())}
VERBS = {
    1: ("charm", "convince", "entertain", "delight", "surprise"),
    -1: ("bore", "annoy", "disappoint", "tire", "irritate"),
}
NOUNS = (
    "plot",
    "script",
    "cast",
    "performance",
    "score",
    "ending",
    "dialogue",
    "story",
    "pace",
    "hero",
)
WEAK, STRONG = ("slightly", "somewhat"), ("very", "truly", "deeply", "thoroughly")
ASIDES = (
    "to be honest",
    "in the first half",
    "after a while",
    "by the end",
    "for most of the time",
    "once again",
)
NEGATORS = ("not", "never", "nothing", "nobody", "hardly", "far", "fails", "fail")
# N: a noun, A: an adjective, V: a verb, I: room for an intensity, F: room for an aside
FORMS = {
    0: ("the N is F I A", "the N feels I A", "it has a I A N", "the N will V you"),
    1: (
        "the N is not F I A",
        "the N never feels I A",
        "there is nothing I A about the N",
        "nobody will call the N I A",
        "the N is hardly A",
        "the N is far from A",
        "the N will never V you",
        "the N fails to V you",
    ),
    2: (
        "the N never fails to V you",
        "the N will not fail to V you",
        "nobody will say that the N is not A",
    ),
}
FLIPS = (0.5, 0.42, 0.08)  # clauses with no negation, one, two
NAMED = 0.15  # nouns with a name behind them


@dataclasses.dataclass(frozen=True)
class Clause:
    """One clause: its words, whether it praises (1) or blames (-1), how strongly.

    `strength` is 1 for weak, 2 for plain, 3 for strong words. A negation turns the
    polarity, and makes a strong word weak: "not very good" is a little bad.
    """

    words: tuple
    polarity: int
    strength: int


def draw_clause(rng, polarity, *, flips=None, aside=False, form=None, asides=1):
    """Draw a clause that praises or blames.

    Args:
        rng: a NumPy `Generator`.
        polarity: 1 for praise, -1 for blame: what the whole clause says.
        flips: number of negations, or None to draw it. Each turns the words' own
            polarity, which is chosen so that the whole comes out right.
        aside: whether to stretch the clause by an aside, if its form has room.
        form: a text as in `FORMS`, to be used in place of a drawn one.
        asides: how many asides, one after the other.

    Returns:
        A `Clause`.

    Raises:
        ValueError: if polarity or flips are none.

    Example:

    >>> import numpy as np
    >>> clause = draw_clause(np.random.default_rng(0), 1, flips=1,
    ...     form="the N is not A")
    >>> set(clause.words) & set(ADJECTIVES[-1]) != set(), clause.polarity
    (True, 1)
    """
    if polarity not in (-1, 1):
        raise ValueError(f"polarity is {polarity!r}; expected 1 or -1")
    flips = int(rng.choice(3, p=FLIPS)) if flips is None else flips
    checks.integer("flips", flips, 0)
    form = form or str(rng.choice(FORMS[flips]))
    own = polarity * (-1) ** flips
    grades = ("", *STRONG) if flips else ("", *WEAK, *STRONG)
    grade, strength = "", 2
    if " I " in form and rng.random() < 0.6:
        grade = str(rng.choice(grades))
        strength = 1 if grade in WEAK else 2 if not grade else 1 if flips else 3
    said = " , ".join(rng.choice(ASIDES, asides, replace=False)) if aside else ""
    noun = str(rng.choice(NOUNS))
    if rng.random() < NAMED:
        noun += f" by {draw_name(rng)}"
    fill = {
        "N": noun,
        "A": str(rng.choice(ADJECTIVES[own])),
        "V": str(rng.choice(VERBS[own])),
        "I": grade,
        "F": f", {said} ," if said else "",
    }
    words = " ".join(fill.get(word, word) for word in form.split())
    return Clause(tuple(words.split()), polarity, strength)


def draw_name(rng):
    """Draw a name of four syllables, too many to meet one twice but by accident.

    Args:
        rng: a NumPy `Generator`.

    Returns:
        A `str` that begins with an x, as no other word does.

    Example:

    >>> import numpy as np
    >>> len(draw_name(np.random.default_rng(0)))
    9
    """
    return "x" + "".join(
        str(rng.choice(list("bdfgklmnprstvz"))) + str(rng.choice(list("aeiou")))
        for _ in range(4)
    )
