"""Read a French sentence of the small grammar, and say what is wrong with it.

The reader sees the sentence alone, not how it was made: it serves to test the
generator, and to tell wrong French from right French that means something else.
"""

import itertools

from utils.datasets.french import (
    ADJECTIVES,
    AFTER,
    BEFORE,
    ETRE,
    FORMS,
    NOUNS,
    PREPOSITIONS,
    TRANSITIVE,
    VERBS,
    determine,
    inflect,
    is_open,
)

PEOPLE = {"je": 0, "j'": 0, "il": 1, "elle": 1, "nous": 2}
FULL = {"d'": "de", "n'": "ne", "j'": "je", "qu'": "que"}
_NOUN = {
    form: (gender, many)
    for one, several, gender in NOUNS.values()
    for form, many in ((one, False), (several, True))
}
_FIRST = {form for forms in BEFORE.values() for form in forms}
_LAST = {form for forms in AFTER.values() for form in forms}
_DETERMINERS = {form for forms in FORMS.values() for form in forms} | {"de", "d'"}


def find_errors(tokens):
    """Say what is wrong with a French sentence, by the rules of this grammar.

    Args:
        tokens: list of words and punctuation, as from `bilingual.tokenize`.

    Returns:
        A list of `str`, empty if the sentence is well formed.

    Example:

    >>> find_errors(["je", "vois", "la", "chat", "."])
    ['la before chat, expected le']
    >>> find_errors("l' homme n' a pas d' épée .".split())
    []
    """
    words, problems = list(tokens), []
    if not words or words[-1] not in (".", "?"):
        return ["no full stop or question mark at the end"]
    asked = words[0] == "est-ce"
    if asked != (words.pop() == "?"):
        problems.append("est-ce que and the question mark belong together")
    for word, after in itertools.pairwise(words):
        if word in FULL and not is_open(after):
            problems.append(f"{word} before {after}, expected {FULL[word]}")
        if word in FULL.values() and is_open(after):
            problems.append(f"{word} before {after}, expected an elision")
    if asked and words[1:2] not in (["que"], ["qu'"]):
        return [*problems, "est-ce without que"]
    rest = words[2 * asked :]
    while rest is not None:
        rest = _read_clause(rest, problems)
    return list(dict.fromkeys(problems))


def _read_clause(words, problems):
    """Read subject and predicate; return what follows a conjunction, or None."""
    gender, many = {"il": "m", "elle": "f"}.get(words[0] if words else ""), False
    if words and words[0] in PEOPLE:
        person, words = PEOPLE[words[0]], words[1:]
    else:
        (gender, many), words = _read_phrase(words, problems)
        person = 3 if many else 1
    if words is None:
        return None
    denied = words[:1] in (["ne"], ["n'"])
    verb, words = " ".join(words[denied : denied + 1]), words[denied + 1 :]
    forms = [f for f in (*VERBS.values(), ETRE) if verb in f]
    if not forms:
        problems.append(f"a verb expected, not {verb or 'the end'}")
        return None
    if verb != forms[0][person]:
        problems.append(f"{verb}, expected {forms[0][person]}")
    if denied != (words[:1] == ["pas"]):
        problems.append("ne and pas belong together")
    words = words[words[:1] == ["pas"] :]
    if forms[0] is ETRE:
        words = _read_quality(words, gender, many, problems)
    elif forms[0] in TRANSITIVE.values():
        _, words = _read_phrase(words, problems, denied=denied)
    if words and words[0] in PREPOSITIONS.values():
        _, words = _read_phrase(words[1:], problems)
    return _read_joint(words, problems)


def _read_quality(words, gender, many, problems):
    """Read the adjective after être, which agrees with the subject."""
    kinds = [key for key, forms in ADJECTIVES.items() if words and words[0] in forms]
    if not kinds:
        problems.append("être without an adjective")
    elif gender and words[0] != inflect(kinds[0], gender, many):
        problems.append(f"{words[0]}, expected {inflect(kinds[0], gender, many)}")
    return words[1:]


def _read_phrase(words, problems, *, denied=False):
    """Read determiner, adjective and noun; return (gender, many) and the rest."""
    noun = 1 + (len(words) > 1 and words[1] in _FIRST)
    if len(words) <= noun or words[0] not in _DETERMINERS or words[noun] not in _NOUN:
        problems.append(f"a noun with its article expected: {' '.join(words[:3])}")
        return (None, False), None
    gender, many = _NOUN[words[noun]]
    _check_determiner(words, noun, denied, problems)
    if noun == 2:
        open_noun = is_open(words[2])
        _check_adjective(words[1], words[2], gender, many, open_noun, problems)
    end = noun + 1
    if len(words) > end and words[end] in _LAST:
        _check_adjective(words[end], words[noun], gender, many, False, problems)
        end += 1
    return (gender, many), words[end:]


def _check_determiner(words, noun, denied, problems):
    """The first word fits the noun, the word after it, and the negation."""
    word, (gender, many) = words[0], _NOUN[words[noun]]
    if word in ("de", "d'"):
        if not denied and not (many and noun == 2):
            problems.append(f"{word} {words[1]} without pas")
        return
    if denied and word in FORMS["a"]:
        problems.append(f"pas {word}, expected pas de")
        return
    kind = next(kind for kind, forms in FORMS.items() if word in forms)
    right = determine(kind, gender, many, is_open(words[1]))
    if right == "des" and noun == 2:
        right = "de"  # de beaux chats
    if word != right:
        problems.append(f"{word} before {words[noun]}, expected {right}")


def _check_adjective(word, noun, gender, many, open_noun, problems):
    """An adjective has the form that its noun asks for."""
    kind = next(kind for kind, forms in ADJECTIVES.items() if word in forms)
    right = inflect(kind, gender, many, open_noun)
    if word != right:
        problems.append(f"{word} with {noun}, expected {right}")


def _read_joint(words, problems):
    """Read a conjunction; return the next clause, or None at the end."""
    if not words:
        return None
    for joint in (["et"], ["parce", "que"], ["parce", "qu'"]):
        if words[: len(joint)] == joint:
            return words[len(joint) :]
    problems.append(f"nothing fits {' '.join(words[:2])}")
    return None
