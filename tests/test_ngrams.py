"""Counting models: sums of one, values by hand, and what Kneser and Ney meant."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils import ngrams
from utils.datasets import text

WORDS = "the cat sat on the mat. the rat sat on the cat. a cat ran. " * 4


def encode(words, letters):
    return text.encode(words, letters)


@settings(max_examples=60, deadline=None)
@given(
    codes=st.lists(st.integers(0, 4), min_size=6, max_size=60),
    history=st.lists(st.integers(0, 4), max_size=8),
    order=st.integers(1, 5),
)
def test_probabilities_sum_to_one_after_every_history(codes, history, order):
    model = ngrams.fit(codes, order=order, classes=5)
    shares = ngrams.next_probabilities(model, history)
    assert (shares > 0).all()
    np.testing.assert_allclose(shares.sum(), 1, atol=1e-9)


@pytest.mark.parametrize("order", [1, 3, 5])
def test_both_ways_to_ask_agree(order):
    letters = text.alphabet(WORDS)
    codes = encode(WORDS, letters)
    model = ngrams.fit(codes, order=order, classes=len(letters))
    asked = encode("the dog sat on a mat", letters)
    found = ngrams.probabilities(model, asked)
    one_by_one = [
        ngrams.next_probabilities(model, asked[:i])[code]
        for i, code in enumerate(asked)
    ]
    np.testing.assert_allclose(found, one_by_one)


def test_an_interpolated_bigram_by_hand():
    # a b a b a c: ab 2, ba 2, ac 1. One count of 1, two of 2: discount 1 / 5.
    model = ngrams.fit([0, 1, 0, 1, 0, 2], order=2, classes=3)
    # b, a and c each follow one kind of character: a third each, less a discount of
    # 1 / 2 (there is no count of 2 to tell it by) that is shared out equally: a third.
    assert model.levels[1].discount == pytest.approx(1 / 5)
    expected = [0 + 0.4 / 3 / 3, (2 - 0.2 + 0.4 / 3) / 3, (1 - 0.2 + 0.4 / 3) / 3]
    np.testing.assert_allclose(ngrams.next_probabilities(model, [0]), expected)


def test_a_character_that_follows_one_alone_is_unlikely_after_others():
    words = "pu eu tu ou xy xy xy xy xy xy xy xy xy xy "
    letters = text.alphabet(words)
    model = ngrams.fit(encode(words, letters), order=2, classes=len(letters))
    # u is rarer than y, but follows four kinds; a new character is before it sooner
    assert words.count("u") < words.count("y")
    shares = ngrams.next_probabilities(model, [0])
    assert shares[letters.index("u")] > shares[letters.index("y")]


def test_more_history_helps_on_words():
    letters = text.alphabet(WORDS)
    codes = encode(WORDS, letters)
    bits = [
        ngrams.bits_per_character(
            ngrams.fit(codes, order=n, classes=len(letters)), codes
        )
        for n in (1, 3, 5)
    ]
    assert bits[0] > bits[1] > bits[2] > 0


def test_unseen_characters_cost_much_and_not_everything():
    letters = text.alphabet(WORDS)
    model = ngrams.fit(encode(WORDS, letters), order=5, classes=len(letters))
    odd = ngrams.bits_per_character(model, encode("the cät", letters))
    assert ngrams.bits_per_character(model, encode("the cat", letters)) < odd < 20


def test_the_first_character_is_free_and_short_texts_are_read():
    model = ngrams.fit([0, 1, 0, 1, 0], order=5, classes=2)
    assert len(ngrams.probabilities(model, [1])) == 1
    shares = ngrams.probabilities(model, [0, 1])
    assert ngrams.bits_per_character(model, [0, 1]) == -np.log2(shares[1])


def test_xz_needs_little_for_what_it_has_read():
    rng = np.random.default_rng(0)
    noise = "".join(rng.choice(list("abcdefgh"), size=4000))
    assert ngrams.xz_bits(noise, noise) < 0.3
    other = "".join(rng.choice(list("abcdefgh"), size=4000))
    assert 2.8 < ngrams.xz_bits(noise, other) < 3.8  # three bits a letter, no less


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: ngrams.fit([], order=1, classes=2), "codes"),
        (lambda: ngrams.fit([0, 2], order=1, classes=2), "from 0 to 1"),
        (lambda: ngrams.fit([0.5, 1.0], order=1, classes=2), "whole numbers"),
        (lambda: ngrams.fit([0, 1], order=3, classes=2), "order"),
        (lambda: ngrams.fit([0, 1], order=0, classes=2), "order"),
        (lambda: ngrams.fit([0] * 99, order=32, classes=100), "2 \\*\\* 62"),
        (lambda: ngrams.xz_bits("", "a"), "train"),
        (lambda: ngrams.xz_bits("a", None), "test"),
        (
            lambda: ngrams.bits_per_character(
                ngrams.fit([0, 1], order=1, classes=2), [0]
            ),
            "at least 2",
        ),
    ],
)
def test_bad_arguments_are_refused(call, word):
    with pytest.raises(ValueError, match=word):
        call()


def test_a_model_says_what_it_is():
    model = ngrams.fit([0, 1, 0, 1], order=2, classes=2)
    assert isinstance(model, ngrams.NGrams)
    assert isinstance(model.levels[0], ngrams.Level)
    assert repr(model) == "NGrams of order 2: 2 different sequences"
