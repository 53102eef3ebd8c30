"""Numbers and their names: spelled as they are spoken, arranged as it is promised."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.datasets.numerals import SHAPES, make_numerals, to_numbers, to_words
from utils.datasets.spelling import (
    ENGLISH,
    ENGLISH_STEPS,
    FRENCH,
    FRENCH_STEPS,
    TAGS,
    spell_english,
    spell_french,
    tag_english,
)

NUMBERS = st.integers(1, 999_999)
SMALL = (40, 10, 10)


def read_english(words):
    """The number that an English name stands for."""
    total = part = 0
    for word in words:
        if word == "thousand":
            total, part = part * 1000, 0
        elif word == "hundred":
            part *= 100
        else:
            place = ENGLISH.index(word)
            part += place if place < 20 else 10 * (place - 18)
    return total + part


def read_french(words):
    """The number that a French name stands for: what is small counts what is large."""
    total = part = 0
    for word in words:
        if word == "mille":
            total, part = max(part, 1) * 1000, 0
        elif word in ("cent", "cents"):
            part = max(part, 1) * 100
        elif word in ("vingt", "vingts") and part % 100 == 4:
            part += 76
        elif word != "et":
            place = FRENCH.index(word)
            part += place if place <= 16 else 10 * (place - 15)
    return total + part


@given(NUMBERS)
def test_a_name_says_its_number(number):
    assert read_english(spell_english(number)) == number
    assert read_french(spell_french(number)) == number
    assert len(spell_english(number)) <= ENGLISH_STEPS
    assert len(spell_french(number)) <= FRENCH_STEPS


@given(NUMBERS)
def test_a_tag_says_how_large_the_thing_is(number):
    words, tags = spell_english(number), tag_english(number)
    assert len(words) == len(tags)
    assert set(tags) <= set(TAGS[1:])
    for word, tag in zip(words, tags, strict=True):
        assert (tag == "times") == (word in ("hundred", "thousand"))
    largest = int(tags[0].replace(" ", ""))
    assert largest <= number < 10 * largest


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (1, "un"),
        (16, "seize"),
        (17, "dix sept"),
        (21, "vingt et un"),
        (61, "soixante et un"),
        (70, "soixante dix"),
        (71, "soixante et onze"),
        (80, "quatre vingts"),
        (81, "quatre vingt un"),
        (91, "quatre vingt onze"),
        (100, "cent"),
        (101, "cent un"),
        (180, "cent quatre vingts"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (1000, "mille"),
        (1001, "mille un"),
        (2000, "deux mille"),
        (21_000, "vingt et un mille"),
        (80_000, "quatre vingt mille"),
        (80_080, "quatre vingt mille quatre vingts"),
        (100_000, "cent mille"),
        (200_000, "deux cent mille"),
    ],
)
def test_the_difficult_french_names(number, name):
    assert " ".join(spell_french(number)) == name


@pytest.mark.parametrize("spell", [spell_english, spell_french, tag_english])
@pytest.mark.parametrize("number", [0, -3, 1_000_000, 2.5, "two"])
def test_other_numbers_have_no_name_here(spell, number):
    with pytest.raises(ValueError, match="number"):
        spell(number)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_seed_decides_and_no_number_comes_twice(shape):
    one, same, other = (
        make_numerals(shape, seed=seed, examples=SMALL) for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(one.train.x, same.train.x)
    assert not np.array_equal(one.train.x, other.train.x)
    rows = np.concatenate([part.x for part in (one.train, one.valid, one.test)])
    assert len(np.unique(rows, axis=0)) == sum(SMALL)


def test_the_five_shapes_speak_of_the_same_numbers():
    parts = {
        shape: make_numerals(shape, seed=0, examples=SMALL).train for shape in SHAPES
    }
    digits = parts["one to one"].x.reshape(-1, 6, 10).argmax(axis=-1)
    numbers = digits @ 10 ** np.arange(5, -1, -1)
    np.testing.assert_array_equal(parts["one to many"].x[:, :6], digits)
    for i, number in enumerate(numbers):
        name = spell_english(number)
        assert parts["one to one"].y[i] == len(name)
        assert to_words(parts["one to many"].y[i], ENGLISH) == " ".join(name)
        assert to_words(parts["many to one"].x[i], ENGLISH) == " ".join(name)
        assert parts["many to one"].y[i] == len(str(number))
        assert tuple(TAGS[t] for t in parts["in step"].y[i] if t) == tag_english(number)
        french = to_words(parts["read, then write"].y[i], FRENCH)
        assert french == " ".join(spell_french(number))


@pytest.mark.parametrize(
    ("shape", "given"), [("one to many", 6), ("read, then write", 9)]
)
def test_the_word_before_stands_beside_each_answer(shape, given):
    part = make_numerals(shape, seed=0, examples=SMALL).train
    np.testing.assert_array_equal(part.x[:, given:][:, 1:], part.y[:, :-1])
    assert not part.x[:, given].any()
    assert not part.y[:, -1].any()


def test_a_delay_moves_the_answers():
    plain, late = (
        make_numerals("in step", seed=0, delay=d, examples=SMALL).train for d in (0, 3)
    )
    np.testing.assert_array_equal(late.y[:, 3:], plain.y)
    np.testing.assert_array_equal(late.x[:, :-3], plain.x)
    assert not late.y[:, :3].any()


def test_bad_arguments_are_named():
    for wrong, word in (
        ({"shape": "many"}, "shape"),
        ({"seed": -1}, "seed"),
        ({"delay": 1}, "delay"),
        ({"shape": "in step", "delay": 10}, "delay"),
        ({"examples": (20_000, 1, 1)}, "examples"),
    ):
        with pytest.raises(ValueError, match=word):
            make_numerals(**{"shape": "one to one", "seed": 0} | wrong)
    with pytest.raises(ValueError, match="'oui'"):
        to_numbers(["oui"], FRENCH, steps=2)
    with pytest.raises(ValueError, match="words"):
        to_numbers(["un", "un"], FRENCH, steps=1)
    with pytest.raises(ValueError, match="numbers"):
        to_words([99], FRENCH)
