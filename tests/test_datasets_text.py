import sys
import types

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from utils.datasets import text

TOY = "to be or not to be that is the question " * 20


@pytest.fixture(scope="module")
def docs():
    return text.load_python_docs()


def test_the_documentation_reads_like_english(docs):
    assert docs.count(" the ") > 2000
    assert "  " not in docs
    assert docs == text.load_python_docs()


def test_one_region_does_not_give_away_another(docs):
    train, _, test = text.regions(docs)
    length = 60
    seen = {train[i : i + length] for i in range(len(train) - length)}
    again = sum(test[i : i + length] in seen for i in range(0, len(test) - length, 7))
    assert again / (len(test) / 7) < 0.01


def test_repeated_paragraphs_and_underlines_are_left_out(monkeypatch):
    module = types.ModuleType("pydoc_data.topics")
    module.topics = {
        "b": "Title\n*****\n\nSaid  once,\n“here”.\n\nEnd — now",
        "a": "Said once, “here”.\n\nxß",
    }
    monkeypatch.setitem(sys.modules, "pydoc_data.topics", module)
    expected = 'Said once, "here". x Title End - now'
    assert text.load_python_docs(characters=len(expected)) == expected


def test_a_python_without_documentation_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "pydoc_data.topics", None)
    with pytest.raises(ValueError, match=r"pydoc_data.topics holds 0"):
        text.load_python_docs()


@given(st.text(min_size=1))
def test_decoding_undoes_encoding(passage):
    letters = text.alphabet(passage)
    assert text.decode(text.encode(passage, letters), letters) == passage


@given(st.text(min_size=5))
def test_regions_joined_are_the_text(passage):
    assert "".join(text.regions(passage)) == passage


def test_next_character_is_the_input_one_place_on_from_its_own_region():
    marked = "a" * 600 + "b" * 200 + "c" * 200
    data = text.next_character("ab" * 5 + marked[10:], seed=0, window=7)
    np.testing.assert_array_equal(data.train.x[:, 1:], data.train.y[:, :-1])
    assert data.classes == 3  # a, b and everything else
    assert set(data.valid.x.ravel()) == {2}
    assert set(data.test.y.ravel()) == {0}  # c stands in no training text


def test_next_character_of_the_documentation(docs):
    data = text.next_character(docs, seed=0, window=32, examples=(99, 9, 9))
    letters = text.alphabet(text.regions(docs)[0])
    assert text.decode(data.train.x[0], letters) in docs
    assert (data.input_shape, data.classes) == ((32,), len(letters))
    assert data.train.x.dtype == np.int32


def test_the_last_window_of_a_region_can_be_drawn():
    data = text.next_character("abcde" * 10, seed=0, window=9, examples=(50, 9, 9))
    assert len(data.valid) == 9  # a region of 10 characters: one place only
    with pytest.raises(ValueError, match="region of 10 characters"):
        text.next_character("abcde" * 10, seed=0, window=10)


def test_turned_passages_hold_their_words_in_reverse():
    letters = text.alphabet(text.regions(TOY)[0])
    data = text.make_word_order(TOY, seed=0, window=24, examples=(200, 9, 9))
    for x, turned in zip(data.train.x, data.train.y, strict=True):
        words = text.decode(x, letters).split()
        assert words != words[::-1]
        assert " ".join(words[::-1] if turned else words) in TOY
    assert abs(data.train.y.mean() - 0.5) < 0.11


def count_pairs(part, classes):
    """How often each character, and each pair of neighbors across a blank, occurs."""
    blank = part.x[0, 0]
    found = np.zeros((len(part), classes, classes), "float32")
    rows, places = np.nonzero(part.x[:, 1:-1] == blank)
    np.add.at(found, (rows, part.x[rows, places], part.x[rows, places + 2]), 1)
    bag = np.stack([np.bincount(x, minlength=classes) for x in part.x])
    return bag, np.log1p(found.reshape(len(part), -1))


def test_a_bag_of_characters_is_at_chance_on_word_order_and_neighbors_are_not(docs):
    data = text.make_word_order(docs, seed=0, window=64, examples=(6000, 9, 2000))
    bags, pairs = zip(
        *(count_pairs(part, 100) for part in (data.train, data.test)),
        strict=True,
    )
    y, asked = data.train.y, data.test.y
    bag = LogisticRegression(max_iter=2000, C=0.01).fit(bags[0], y)
    assert abs(bag.score(bags[1], asked) - 0.5) < 0.05
    pair = LogisticRegression(max_iter=2000, C=0.1).fit(pairs[0], y)
    assert pair.score(pairs[1], asked) > 0.58


@pytest.mark.parametrize("make", [text.next_character, text.make_word_order])
def test_the_seed_decides(make):
    first, again, other = (make(TOY, seed=s, window=16) for s in (0, 0, 1))
    np.testing.assert_array_equal(first.train.x, again.train.x)
    np.testing.assert_array_equal(first.test.y, again.test.y)
    assert not np.array_equal(first.train.x, other.train.x)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: text.load_python_docs(characters=0), "characters is 0"),
        (lambda: text.load_python_docs(characters=10**8), "characters is 100,000,000"),
        (lambda: text.regions(""), "text is ''"),
        (lambda: text.regions(b"abc"), "text is b'abc'"),
        (lambda: text.regions("ab"), "fractions is"),
        (lambda: text.alphabet(None), "text is None"),
        (lambda: text.decode([5], "abc"), "numbers, one of them, is 5"),
        (lambda: text.decode([-1], "abc"), "numbers, one of them, is -1"),
        (lambda: text.next_character(TOY, seed=-1, window=9), "seed is -1"),
        (lambda: text.next_character(TOY, seed=0, window=0), "window is 0"),
        (lambda: text.next_character("ab", seed=0, window=9), "fractions is"),
        (lambda: text.make_word_order(TOY, seed=0, window=15), "window is 15"),
        (lambda: text.make_word_order(TOY[:99], seed=0, window=64), "characters; exp"),
        (lambda: text.make_word_order("a" * 999, seed=0, window=16), "too few words"),
        (lambda: text.make_word_order("a " * 999, seed=0, window=16), "too few words"),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
