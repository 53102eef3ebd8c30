"""Words left out: on which side of the gap the answer stands is as promised."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.datasets import blanks, text
from utils.datasets.blanks import (
    BLANK,
    FILLERS,
    KEYS,
    OTHER,
    RULES,
    load_text_blanks,
    make_blanks,
    to_words,
)

SEEDS, SIDES = st.integers(0, 2**31), st.integers(1, 9)
SMALL = (30, 10, 10)


def everything(data):
    """All sentences of a data set, and what is missing there."""
    parts = data.train, data.valid, data.test
    return (np.concatenate([getattr(p, name) for p in parts]) for name in "xy")


def read_keys(x, side):
    """Return the numbers of the left and right keys, from the sentence alone."""
    halves = x[:, :side], x[:, side + 1 :]
    found = [[row[(row >= 1) & (row <= KEYS)] for row in half] for half in halves]
    assert {len(keys) for keys in itertools.chain(*found)} == {1}
    return [np.concatenate(keys) - 1 for keys in found]


@given(SEEDS, SIDES)
def test_the_missing_word_follows_its_rule(seed, side):
    for rule in ("left", "right", "both"):
        x, y = everything(make_blanks(rule, seed=seed, side=side, examples=SMALL))
        left, right = read_keys(x, side)
        told = {"left": left, "right": right, "both": (left + right) % KEYS}
        assert np.array_equal(y, told[rule])


@given(SEEDS, SIDES, st.sampled_from(RULES))
def test_only_the_middle_is_left_out(seed, side, rule):
    x, y = everything(make_blanks(rule, seed=seed, side=side, examples=SMALL))
    assert x.shape == (50, 2 * side + 1)
    assert np.array_equal(np.unique(np.nonzero(x == BLANK)[1]), [side])
    assert x.max() <= KEYS + FILLERS
    assert set(y) <= set(range(KEYS))


def tell_apart(rule, seen):
    """How much better than chance a table of the seen keys guesses, on other data."""
    data = make_blanks(rule, seed=3, side=2, examples=(20_000, 1, 5000))
    tables = []
    for part in (data.train, data.test):
        left, right = read_keys(part.x, 2)
        place = {"left": left, "right": right, "both": KEYS * left + right}[seen]
        tables.append(np.zeros((KEYS * KEYS, KEYS)))
        np.add.at(tables[-1], (place, part.y), 1)
    best = tables[0].argmax(axis=1)
    return tables[1][np.arange(KEYS * KEYS), best].sum() / 5000 - 1 / KEYS


KNOWS = {"left": {"left", "both"}, "right": {"right", "both"}, "both": {"both"}}


@pytest.mark.parametrize("rule", RULES)
def test_who_can_know_the_missing_word(rule):
    for seen in ("left", "right", "both"):
        lead = tell_apart(rule, seen)
        if seen in KNOWS.get(rule, ()):
            assert lead == 1 - 1 / KEYS
        else:
            assert abs(lead) < 0.03  # five standard errors


def test_the_seed_alone_decides():
    first, again, other = (
        make_blanks("neither", seed=seed, examples=SMALL) for seed in (1, 1, 2)
    )
    assert np.array_equal(first.train.x, again.train.x)
    assert np.array_equal(first.test.y, again.test.y)
    assert not np.array_equal(first.train.x, other.train.x)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [({"rule": "up"}, "rule"), ({"side": 0}, "side"), ({"seed": -1}, "seed")],
)
def test_wrong_arguments_are_named(wrong, word):
    with pytest.raises(ValueError, match=word):
        make_blanks(**{"rule": "left", "seed": 0, "examples": SMALL} | wrong)


def test_every_frequent_word_of_the_text_is_left_out_once():
    kind = {"side": 3, "frequent": 40, "characters": 20_000}
    data, words = load_text_blanks(**kind)
    passages = text.regions(text.load_python_docs(characters=20_000))
    for passage, part in zip(
        passages, (data.train, data.valid, data.test), strict=True
    ):
        stream = to_words(passage)
        told = [word for word in stream[3:-3] if word in words]
        assert [words[number] for number in part.y] == told
        assert (part.x[:, 3] == BLANK).all()
        middle = next(i for i in range(3, len(stream)) if stream[i] in words)
        signs = ("____", None, *words)
        for offset in (-3, -2, -1, 1, 2, 3):
            word = stream[middle + offset]
            assert signs[part.x[0, 3 + offset]] == (word if word in words else None)


def test_words_are_counted_where_one_learns():
    data, words = load_text_blanks(frequent=30, characters=20_000)
    counts = np.bincount(data.train.y, minlength=30)
    assert data.classes == len(words) == len(set(words)) == 30
    assert counts[0] >= counts[10] - 8  # but for the words at the region's ends
    assert OTHER in data.train.x


def test_a_text_with_too_few_words_is_refused():
    with pytest.raises(ValueError, match="frequent"):
        load_text_blanks(frequent=500, characters=300)
    with pytest.raises(ValueError, match="side"):
        load_text_blanks(side=0)


@given(st.text(alphabet="abcXYZ 019._(é", max_size=40))
def test_words_hold_all_signs_in_order(passage):
    found = to_words(passage)
    assert "".join(found) == "".join(passage.lower().split())
    assert all(word.isalpha() or len(word) == 1 for word in found)


def test_the_rules_are_in_the_docstring():
    assert all(f'"{rule}"' in blanks.make_blanks.__doc__ for rule in RULES)
