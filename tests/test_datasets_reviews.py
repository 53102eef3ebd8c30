"""Reviews from a grammar: a second reading of each sentence finds the same label."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.datasets import clauses, reviews
from utils.datasets.clauses import ADJECTIVES, NEGATORS, STRONG, VERBS, WEAK
from utils.datasets.reviews import (
    JOINS,
    draw_probe,
    draw_review,
    hide_names,
    is_negated,
    make_reviews,
)

SIZES = (400, 50, 100)
OPINIONS = {
    word: sign
    for kind in (ADJECTIVES, VERBS)
    for sign, words in kind.items()
    for word in words
}


def read_clause(words):
    """Polarity and strength of a clause, found without the grammar's help."""
    [own] = [OPINIONS[word] for word in words if word in OPINIONS]
    flips = sum(word in NEGATORS for word in words)
    grade = 2
    if set(words) & set(STRONG):
        grade = 1 if flips else 3
    if set(words) & set(WEAK):
        grade = 1
    return own * (-1) ** flips, grade


def cut(words, mark):
    """The two sides of a mark; the right comma is the one between two opinions."""
    places = [i for i, word in enumerate(words) if word == mark]
    for place in places:
        sides = words[:place], words[place + 1 :]
        if all(set(side) & set(OPINIONS) for side in sides):
            return sides
    raise AssertionError(words)


def read_review(words):
    """1 for praise, 0 for blame."""
    if words[0] == "although":
        winner = cut(words[1:], ",")[1]
    elif "although" in words:
        winner = cut(words, "although")[0]
    elif "but" in words:
        winner = cut(words, "but")[1]
    elif "and" in words:
        winner = max(cut(words, "and"), key=lambda side: read_clause(side)[1])
    else:
        winner = words
    return int(read_clause(winner)[0] > 0)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from((None, *JOINS)))
def test_a_second_reader_agrees_with_the_rule(seed, join):
    words, label = draw_review(np.random.default_rng(seed), join=join)
    assert read_review(words) == label
    assert len(words) <= reviews.LENGTH
    assert not [word for word in words if not (word == "," or word.islower())]


def test_no_test_sentence_is_in_training_whatever_the_names():
    data = make_reviews(seed=3, examples=SIZES)
    rows = {name: getattr(data, name).x for name in ("train", "valid", "test")}
    words = {
        name: {
            hide_names(tuple("x" if n == 1 else data.vocabulary[n] for n in row if n))
            for row in x.tolist()
        }
        for name, x in rows.items()
    }
    assert [len(words[name]) for name in rows] == list(SIZES)
    assert not words["test"] & (words["train"] | words["valid"])


def test_the_same_seed_gives_the_same_reviews():
    one, same, other = (make_reviews(seed=s, examples=SIZES) for s in (0, 0, 1))
    np.testing.assert_array_equal(one.train.x, same.train.x)
    assert one.sentences == same.sentences
    assert one.sentences != other.sentences


def test_flags_and_labels_belong_to_the_sentences():
    data = make_reviews(seed=0, examples=SIZES)
    assert data.negated.tolist() == [is_negated(words) for words in data.sentences]
    assert data.test.y.tolist() == [read_review(words) for words in data.sentences]
    assert 0.5 < data.negated.mean() < 0.85
    assert 0.4 < data.train.y.mean() < 0.6


def test_single_words_say_nothing_where_negations_are():
    rng = np.random.default_rng(0)
    drawn = [draw_review(rng, join=join) for join in JOINS for _ in range(800)]
    drawn = [(words, label) for words, label in drawn if is_negated(words)]
    for sign, words in ADJECTIVES.items():
        labels = [label for said, label in drawn if set(said) & set(words)]
        assert abs(np.mean(labels) - 0.5) < 0.12, sign


def test_names_are_unknown_and_the_vocabulary_fits():
    data = make_reviews(seed=0, examples=(2000, 50, 100))
    assert not any(word.startswith("x") for word in data.vocabulary)
    assert len(data.vocabulary) <= data.size == 128
    assert 0 < (data.train.x == 1).mean() < 0.05


def test_a_clause_is_built_as_asked():
    rng = np.random.default_rng(0)
    form = "the N is not F A"
    for asides in range(5):
        found = clauses.draw_clause(
            rng, -1, flips=1, form=form, aside=asides > 0, asides=max(asides, 1)
        )
        assert found.words.count(",") == (asides + 1 if asides else 0)
        assert set(found.words) & set(ADJECTIVES[1])
    assert clauses.Clause(("good",), 1, 2).strength == 2
    assert clauses.draw_name(rng)[0] == "x"
    with pytest.raises(ValueError, match="polarity"):
        clauses.draw_clause(rng, 0)
    with pytest.raises(ValueError, match="flips"):
        clauses.draw_clause(rng, 1, flips=-1)


def test_probes_hold_what_was_asked_for():
    sentences, labels = draw_probe(seed=0, form="the N fails to V you", flips=1)
    assert len(sentences) == 400
    assert np.mean(labels) == 0.5
    assert all(read_review(w) == y for w, y in zip(sentences, labels, strict=True))
    sentences, labels = draw_probe(seed=0, join="but", flips=0, count=50)
    assert all("but" in words and not is_negated(words) for words in sentences)
    assert draw_probe(seed=0, join="but", flips=0, count=50)[0] == sentences


def test_every_probe_of_the_list_can_be_drawn():
    for kinds in reviews.PROBES.values():
        for kind in kinds.values():
            sentences, labels = draw_probe(seed=0, count=60, **kind)
            read = [read_review(words) for words in sentences]
            assert read == list(labels)
            assert max(map(len, sentences)) <= reviews.LENGTH


def test_wrong_arguments_are_refused():
    for wrong, word in (
        ({"seed": -1}, "seed"),
        ({"seed": 0, "examples": (10, 10)}, "examples"),
    ):
        with pytest.raises(ValueError, match=word):
            make_reviews(**wrong)
    with pytest.raises(ValueError, match="join"):
        draw_review(np.random.default_rng(0), join="because")
    with pytest.raises(ValueError, match="count"):
        draw_probe(seed=0, count=0)
