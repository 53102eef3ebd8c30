"""English sentences and their French translations, drawn from a small grammar.

English marks neither gender nor the agreement that French asks for: *old* is vieux,
vieil, vieille or vieilles, and which one it is depends on a word that comes later. The
order differs (a red book, un livre rouge), words melt (l', n', qu'), and *not* becomes
two words around the verb, with *de* for *a* after them.
"""

import itertools

import numpy as np

from utils import checks
from utils.datasets import bilingual
from utils.datasets.french import (
    ADJECTIVES,
    AFTER,
    BE,
    BEFORE,
    BEINGS,
    DETERMINERS,
    ETRE,
    FORMS,
    INTRANSITIVE,
    JOINED,
    NOUNS,
    PEOPLE,
    PLACES,
    PREPOSITIONS,
    PRONOUNS,
    TRANSITIVE,
    VERBS,
    determine,
    inflect,
    is_open,
)
from utils.datasets.splits import check_sizes

CONSTRUCTIONS = ("statement", "negation", "question", "negated question")
LENGTH, LONG = 9, 15  # most English words in training, in the longer sentences
STEPS = 14  # in each half of a row
_THINGS = tuple(noun for noun in NOUNS if noun not in PEOPLE)
_PERSONS = {word for forms in PEOPLE for word in forms}
PLURAL = {"the": "the", "a": "some", "my": "my", "this": "these"}


def make_phrases(*, seed, examples=(6000, 500, 500), more=300):
    """Draw sentence pairs; no English sentence occurs in two parts.

    Training holds statements, negated statements and questions of at most nine words.
    Two further tests ask for what it does not hold: "negated question" puts negation
    and question together, "longer" joins clauses to ten to fifteen words.

    Args:
        seed: whole number ≥ 0.
        examples: how many train, valid and test pairs.
        more: whole number ≥ 1, how many pairs in each of the further tests.

    Returns:
        A `bilingual.Translations`.

    Example:

    >>> phrases = make_phrases(seed=0, examples=(300, 50, 50), more=20)
    >>> phrases
    Dataset "phrases": 300 train, 50 valid, 50 test · x (28,) · 184 classes per step
    >>> sorted(phrases.tests)
    ['longer', 'negated question', 'test']
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    sizes = check_sizes(examples)
    seen = set()
    kinds = CONSTRUCTIONS[:3]
    known = _draw_many(rng, sum(sizes), kinds, range(2, LENGTH + 1), seen)
    asked = _draw_many(rng, more, CONSTRUCTIONS[3:], range(2, LENGTH + 1), seen)
    longer = _draw_many(rng, more, kinds, range(LENGTH + 1, LONG + 1), seen)
    ends = list(itertools.accumulate(sizes, initial=0))
    cuts = [known[a:b] for a, b in itertools.pairwise(ends)]
    english, french = list_words()
    return bilingual.pack(
        "phrases",
        dict(zip(("train", "valid", "test"), cuts, strict=True)),
        english=english,
        french=french,
        length=STEPS,
        tests={
            name: tuple((source, (target,)) for source, target in pairs)
            for name, pairs in (("negated question", asked), ("longer", longer))
        },
    )


def list_words():
    """Return all words that the grammar can use, punctuation included.

    Returns:
        Two tuples of `str`, the English and the French words.

    Example:

    >>> english, french = list_words()
    >>> "does" in english, "n'" in french, "vieil" in french
    (True, True, True)
    """
    english = {".", "?", "not", "do", "does", "an", "some", "any", "these", "are"}
    english |= {*DETERMINERS, *PREPOSITIONS, *JOINED, *ADJECTIVES, *BE, *BE.values()}
    english |= {word for forms in NOUNS for word in forms}
    english |= {word for forms in VERBS for verb in forms for word in verb.split()}
    french = {".", "?", "ne", "n'", "pas", "de", "d'", "est-ce", "que", "qu'", "j'"}
    french |= {word for words in JOINED.values() for word in words.split()}
    french |= {*PREPOSITIONS.values(), *(word for word, _ in PRONOUNS.values())}
    french |= {word for forms in FORMS.values() for word in forms}
    tables = (*ADJECTIVES.values(), *VERBS.values(), ETRE)
    french |= {word for forms in tables for word in forms}
    french |= {word for *forms, gender in NOUNS.values() for word in forms}
    return tuple(sorted(english)), tuple(sorted(french))


def draw_pair(rng, construction):
    """Draw one sentence and its translation.

    Args:
        rng: a NumPy `Generator`.
        construction: one of `CONSTRUCTIONS`.

    Returns:
        Two `str`.

    Raises:
        ValueError: for another construction.

    Example:

    >>> draw_pair(np.random.default_rng(1), "negated question")[0][-1]
    '?'
    """
    if construction not in CONSTRUCTIONS:
        raise ValueError(
            f"construction is {construction!r}; expected one of {CONSTRUCTIONS}"
        )
    asked = construction.endswith("question")
    english, french = _draw_clause(rng, construction.startswith("neg"), asked)
    if not asked:
        while rng.random() < 0.3:
            joint = _pick(rng, JOINED)
            more = _draw_clause(rng, rng.random() < 0.3, False)
            english = [*english, joint, *more[0]]
            french = [*french, *JOINED[joint].split(), *more[1]]
    else:
        french = ["est-ce", "que", *french]
    tokens = [*_melt(french), "?" if asked else "."]
    return " ".join([*_article(english), tokens[-1]]), bilingual.detokenize(tokens)


def _draw_many(rng, count, constructions, words, seen):
    """Draw pairs of some constructions and lengths whose English is not seen yet."""
    pairs = []
    while len(pairs) < count:
        english, french = draw_pair(rng, constructions[len(pairs) % len(constructions)])
        if len(english.split()) - 1 in words and english not in seen:
            seen.add(english)
            pairs.append((english, french))
    return [pairs[i] for i in rng.permutation(count)]


def _draw_clause(rng, denied, asked):
    """Draw subject, verb and what follows, as two lists of words before melting."""
    if rng.random() < 0.35:
        who = _pick(rng, PRONOUNS)
        subject, person = PRONOUNS[who]
        english, french = [who], [subject]
        gender, many = ("f" if who == "she" else "m"), False
        able = who in ("he", "she")
    else:
        english, french, gender, many = _draw_phrase(rng, BEINGS)
        person, able, who = (3 if many else 1), True, ""
    kind = rng.choice(3, p=(0.3, 0.5, 0.2)) if able else rng.choice([1, 2])
    negation = ["ne"] * denied, ["pas"] * denied
    if kind == 0:
        person_too = who or english[-1] in _PERSONS
        quality = _pick(rng, BEFORE if person_too else ADJECTIVES)
        is_ = BE.get(who, "are" if many else "is")
        middle = [is_, *english] if asked else [*english, is_]
        middle += ["not"] * denied + [quality]
        seen_as = inflect(quality, gender, many)
        right = [*french, *negation[0], ETRE[person], *negation[1], seen_as]
        return middle, right
    plain, third = forms = _pick(rng, TRANSITIVE if kind == 1 else INTRANSITIVE)
    helper = "does" if person == 1 else "do"
    verb = third if helper == "does" and not (denied or asked) else plain
    middle = [helper, *english] if asked else [*english, *[helper] * denied]
    middle += ["not"] * denied + verb.split()
    right = [*french, *negation[0], VERBS[forms][person], *negation[1]]
    if kind == 1:
        owned = forms in tuple(TRANSITIVE)[-3:]
        object_ = _draw_phrase(rng, _THINGS if owned else tuple(NOUNS), denied=denied)
        middle, right = middle + object_[0], right + object_[1]
    if rng.random() < (0.2 if kind == 1 else 0.5):
        where = _pick(rng, PREPOSITIONS)
        place = _draw_phrase(rng, BEINGS if where == "with" else PLACES)
        middle = [*middle, where, *place[0]]
        right = [*right, PREPOSITIONS[where], *place[1]]
    return middle, right


def _draw_phrase(rng, nouns, *, denied=False):
    """Draw a determiner, perhaps an adjective, and a noun; also gender and number."""
    forms, many = _pick(rng, nouns), bool(rng.random() < 0.35)
    determiner = _pick(rng, DETERMINERS)
    *words, gender = NOUNS[forms]
    quality = _pick(rng, BEFORE if forms in PEOPLE else ADJECTIVES)
    quality = quality if rng.random() < 0.45 else ""
    noun = words[many]
    described = [noun]
    if quality in BEFORE:
        described = [inflect(quality, gender, many, is_open(noun)), noun]
    elif quality in AFTER:
        described = [noun, inflect(quality, gender, many)]
    first = determine(determiner, gender, many, is_open(described[0]))
    if determiner == "a" and (denied or (many and quality in BEFORE)):
        first = "de"
    left = PLURAL[determiner] if many else determiner
    left = "any" if denied and left == "some" else left
    return (
        [left, *[quality] * bool(quality), forms[many]],
        [first, *described],
        gender,
        many,
    )


def _pick(rng, options):
    """Pick one of several, each as likely as the others."""
    return tuple(options)[rng.integers(len(options))]


def _article(words):
    """English *a* becomes *an* before a vowel."""
    pairs = itertools.pairwise([*words, ""])
    return ["an" if a == "a" and b[:1] in tuple("aeio") else a for a, b in pairs]


def _melt(words):
    """French je, ne, de and que lose their vowel before another."""
    pairs = itertools.pairwise([*words, "."])
    melting = ("je", "ne", "de", "que")
    return [a[:-1] + "'" if a in melting and is_open(b) else a for a, b in pairs]
