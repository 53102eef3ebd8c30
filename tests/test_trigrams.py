"""Guessing by counting: what was seen most often, and what to do with the unseen."""

import collections

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.datasets import Split
from utils.trigrams import guess_words

WORDS = st.integers(1, 3)
SENTENCES = st.lists(
    st.tuples(WORDS, WORDS, st.just(0), WORDS, WORDS, WORDS), min_size=1, max_size=12
)
OFFSETS = st.lists(st.sampled_from([-2, -1, 1, 2]), min_size=1, max_size=4, unique=True)


def make_split(rows):
    rows = np.array(rows)
    return Split(rows[:, :5], rows[:, 5])


@given(SENTENCES, OFFSETS)
def test_no_other_word_stood_there_more_often(rows, offsets):
    train = make_split(rows)
    guesses = guess_words(train, train.x, offsets=offsets)
    near = train.x[:, [2 + offset for offset in offsets]]
    for row, guess in zip(near, guesses, strict=True):
        same = (near == row).all(axis=1)
        counts = collections.Counter(train.y[same].tolist())
        assert counts[guess] == max(counts.values())


@given(SENTENCES, OFFSETS)
def test_what_was_never_seen_is_guessed_from_fewer_neighbors(rows, offsets):
    train = make_split(rows)
    strange = train.x.copy()
    strange[:, 2 + offsets[-1]] = 9
    fewer = guess_words(train, train.x, offsets=offsets[:-1])
    assert np.array_equal(guess_words(train, strange, offsets=offsets), fewer)


def test_without_neighbors_the_most_frequent_word_is_left():
    train = make_split([(1, 1, 0, 1, 1, 2), (2, 1, 0, 1, 1, 2), (1, 1, 0, 1, 1, 3)])
    assert guess_words(train, np.full((2, 5), 9), offsets=()).tolist() == [2, 2]


def test_the_order_of_the_offsets_says_who_is_asked_last():
    train = make_split([(1, 2, 0, 1, 1, 5), (1, 3, 0, 1, 1, 6), (1, 3, 0, 2, 1, 6)])
    sentence = np.array([[1, 2, 0, 2, 1]])
    assert guess_words(train, sentence, offsets=(-1, 1)).tolist() == [5]
    assert guess_words(train, sentence, offsets=(1, -1)).tolist() == [6]


@pytest.mark.parametrize("offsets", [(0,), (-1, 0), (-3,), (1, 3), (0.5,)])
def test_a_place_that_is_no_neighbor_is_refused(offsets):
    train = make_split([(1, 2, 0, 1, 1, 5)])
    with pytest.raises(ValueError, match="offsets"):
        guess_words(train, train.x, offsets=offsets)
