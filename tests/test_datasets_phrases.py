"""The grammar: every sentence is well formed, no part gives away another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.datasets import bilingual, french, phrases
from utils.datasets.french import NOUNS, determine, inflect, is_open
from utils.datasets.phrases import CONSTRUCTIONS, draw_pair, list_words, make_phrases
from utils.datasets.proofreading import find_errors


@pytest.fixture(scope="module")
def data():
    """A small set with all its tests."""
    return make_phrases(seed=3, examples=(600, 60, 60), more=40)


@given(st.integers(0, 2**32), st.sampled_from(CONSTRUCTIONS))
def test_every_sentence_obeys_its_grammar(seed, construction):
    english, written = draw_pair(np.random.default_rng(seed), construction)
    tokens = bilingual.tokenize(written)
    assert find_errors(tokens) == []
    assert bilingual.detokenize(tokens) == written
    assert set(tokens) <= set(list_words()[1])
    assert set(english.split()) <= set(list_words()[0])
    assert ("pas" in tokens) == ("not" in english.split())
    assert (tokens[0] == "est-ce") == english.endswith("?")


def test_one_english_sentence_has_one_translation():
    rng, known = np.random.default_rng(0), {}
    for _ in range(3000):
        english, written = draw_pair(rng, "statement")
        assert known.setdefault(english, written) == written


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ("je vois la chat .", "expected le"),
        ("je vois le arbre .", "expected l'"),
        ("je vois l' hibou .", "expected le"),
        ("je vois un beau arbre .", "expected bel"),
        ("je vois une beau fleur .", "expected belle"),
        ("je vois un rouge livre .", "noun"),
        ("je vois un livre beau .", "nothing fits"),
        ("je vois ma école .", "expected mon"),
        ("je vois ce hôtel .", "expected cet"),
        ("je vois des beaux chats .", "expected de"),
        ("je vois de chat .", "without pas"),
        ("je ne vois pas un chat .", "pas de"),
        ("je ne vois pas de arbre .", "elision"),
        ("je ne vois le chat .", "belong together"),
        ("je vois pas le chat .", "belong together"),
        ("je ne aime pas le chat .", "elision"),
        ("je voit le chat .", "expected vois"),
        ("les chats voit un livre .", "expected voient"),
        ("elle est petit .", "expected petite"),
        ("les filles sont bleus .", "expected bleues"),
        ("il est .", "without an adjective"),
        ("le chat dort ?", "question mark"),
        ("est-ce que le chat dort .", "question mark"),
        ("est-ce que il dort ?", "elision"),
        ("est-ce il dort ?", "without que"),
        ("le chat dort parce que il chante .", "elision"),
        ("le chat dort la .", "nothing fits"),
        ("le chat et .", "a verb expected"),
        ("je vois .", "noun"),
        ("je vois le chat", "full stop"),
        (".", "noun"),
        ("", "full stop"),
    ],
)
def test_wrong_french_is_found(wrong, word):
    assert word in " / ".join(find_errors(wrong.split()))


def test_agreement_by_hand():
    assert determine("this", "m", many=False, before_vowel=True) == "cet"
    assert determine("the", "f", many=True) == "les"
    assert inflect("beautiful", "m", many=False, before_vowel=True) == "bel"
    assert inflect("white", "f", many=True) == "blanches"
    assert is_open("hôtel")
    assert not is_open("hibou")


def test_pairs_by_hand():
    rng = np.random.default_rng(0)
    found = dict(draw_pair(rng, c) for c in CONSTRUCTIONS * 500)
    assert "do we not arrive ?" in found
    assert found["do we not arrive ?"] == "est-ce que nous n'arrivons pas ?"


def test_words_have_one_form_each():
    forms = [form for *both, _ in NOUNS.values() for form in both]
    assert len(set(forms)) == len(forms)
    assert not set(french.BEFORE) & set(french.AFTER)


def test_parts_share_no_sentence_and_hold_their_constructions(data):
    def sources(part):
        return {row[: data.length].tobytes() for row in part.x}

    train, valid, test = map(sources, (data.train, data.valid, data.test))
    assert (len(train), len(valid), len(test)) == (600, 60, 60)
    assert not train & valid and not (train | valid) & test
    for name in ("negated question", "longer"):
        assert len(data.tests[name]) == 40
    for source, _ in data.tests["negated question"]:
        assert source.endswith("?") and " not " in source
    words = [len(source.split()) - 1 for source, _ in data.tests["longer"]]
    assert min(words) > phrases.LENGTH and max(words) <= phrases.LONG
    french_words = [bilingual.decode(row, data.french) for row in data.train.y]
    assert all(find_errors(bilingual.tokenize(text)) == [] for text in french_words)
    asked = [text for text in french_words if text.endswith("?")]
    assert asked and not any(" pas " in text for text in asked)


def test_the_same_seed_draws_the_same(data):
    again = make_phrases(seed=3, examples=(600, 60, 60), more=40)
    other = make_phrases(seed=4, examples=(600, 60, 60), more=40)
    np.testing.assert_array_equal(again.train.x, data.train.x)
    assert again.tests == data.tests
    assert other.tests != data.tests


@pytest.mark.parametrize(
    ("wrong", "word"), [({"seed": -1}, "seed"), ({"examples": (5, 5)}, "examples")]
)
def test_bad_arguments_are_refused(wrong, word):
    with pytest.raises(ValueError, match=word):
        make_phrases(**{"seed": 0, "examples": (9, 3, 3), "more": 2} | wrong)
    with pytest.raises(ValueError, match="construction"):
        draw_pair(np.random.default_rng(0), "exclamation")
