"""Sentences and pictures: they say and show the same, and nothing leaks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.datasets import inks
from utils.datasets.inks import draw_pictures, trace_digits
from utils.datasets.prompts import (
    ATTRIBUTES,
    FULL,
    LENGTH,
    PARTIAL,
    WORDS,
    Prompts,
    decode_sentence,
    draw_again,
    encode_sentence,
    find_asked,
    is_held_out,
    make_judged,
    make_prompts,
)

PARTS = ("train", "valid", "test", "unseen")


@pytest.fixture(scope="module")
def data():
    return make_prompts(seed=3, examples=(400, 100, 100))


def test_every_sentence_asks_for_what_its_picture_shows(data):
    assert isinstance(data, Prompts)
    for part in PARTS:
        split = getattr(data, part)
        asked = find_asked(split.x[0])
        said = asked >= 0
        np.testing.assert_array_equal(asked[said], split.y[said])
        assert said[:, 2].all(), "the digit is never left open"
        assert said.all() == (part in ("test", "unseen"))


def test_held_out_colors_are_held_out(data):
    for part in PARTS:
        assert is_held_out(getattr(data, part).y).all() == (part == "unseen")
        assert is_held_out(getattr(data, part).y).any() == (part == "unseen")
    assert len({tuple(row) for row in data.unseen.y[:, 1:3].tolist()}) == 10
    assert len({tuple(row) for row in data.train.y[:, 1:3].tolist()}) == 30
    assert is_held_out(make_judged(seed=3, examples=(400, 10, 10)).train.y).any()


def test_no_two_pictures_are_alike(data):
    others = make_judged(seed=3, examples=(100, 50, 50))
    pictures = [getattr(data, part).x[1] for part in PARTS]
    pictures += [getattr(others, part).x for part in PARTS[:3]]
    flat = np.concatenate(pictures).reshape(-1, 768)
    assert len(np.unique(flat, axis=0)) == len(flat)
    assert flat.min() >= 0 and flat.max() == 1


def test_the_same_seed_gives_the_same_data(data):
    again = make_prompts(seed=3, examples=(400, 100, 100))
    other = make_prompts(seed=4, examples=(400, 100, 100))
    for part in PARTS:
        one, two = getattr(data, part), getattr(again, part)
        np.testing.assert_array_equal(one.x[1], two.x[1])
        np.testing.assert_array_equal(one.x[0], two.x[0])
    assert not np.array_equal(data.test.y, other.test.y)
    one, two = (draw_again(data.test.y[:4], seed=0) for _ in range(2))
    np.testing.assert_array_equal(one, two)


def test_pictures_show_size_color_and_tilt(data):
    y = np.array([[s, c, 1, t] for s in (0, 1) for c in range(4) for t in (0, 1)] * 20)
    ink = 1 - draw_pictures(y, seed=0, wildness=0.5)
    amount = ink.sum(axis=(1, 2, 3))
    assert amount[y[:, 0] == 1].mean() > 1.5 * amount[y[:, 0] == 0].mean()
    paint = (1 - ink).reshape(len(y), -1, 3)[
        np.arange(len(y)), ink.sum(3).reshape(len(y), -1).argmax(1)
    ]
    nearest = ((paint[:, None] - np.array(inks.COLORS)) ** 2).sum(2).argmin(1)
    np.testing.assert_array_equal(nearest, y[:, 1])
    wide = (ink.sum(axis=(1, 3)) > 0.5).sum(axis=1)  # a tilted one is wider
    assert wide[y[:, 3] == 1].mean() > wide[y[:, 3] == 0].mean() + 2


def test_lines_stay_in_their_square():
    lines = trace_digits()
    assert lines.shape == (10, inks.POINTS, 2)
    assert abs(lines).max() <= 1
    steps = np.hypot(*np.diff(lines, axis=1).transpose(2, 0, 1))
    assert (steps.max(axis=1) < 0.7).all(), "no jump along a line"


@pytest.mark.parametrize(
    "wrong",
    [[[0, 0, 10, 0]], [[2, 0, 0, 0]], [[0, 4, 0, 0]], [[0, 0, 0, -1]], [[0, 0, 0]], []],
)
def test_attributes_are_checked(wrong):
    with pytest.raises(ValueError, match="attributes"):
        draw_pictures(wrong, seed=0)


def test_numbers_are_checked():
    for wrong, word in (
        ({"seed": -1}, "seed"),
        ({"seed": 0, "examples": (1, 2)}, "examples"),
        ({"seed": 0, "unsaid": 2}, "unsaid"),
        ({"seed": 0, "unsaid": "all"}, "unsaid"),
        ({"seed": 0, "unsaid": True}, "unsaid"),
    ):
        with pytest.raises(ValueError, match=word):
            make_prompts(**wrong)
    with pytest.raises(ValueError, match="wildness"):
        draw_pictures([[0, 0, 0, 0]], seed=0, wildness=0)
    with pytest.raises(ValueError, match="seed"):
        make_judged(seed=1.5)


def test_no_article_is_wrong():
    for values in ATTRIBUTES.values():
        for word in values:
            follows = any(
                f"a {{{k}}}" in t
                for t in (*FULL, *PARTIAL)
                for k in ATTRIBUTES
                if word in ATTRIBUTES[k]
            )
            assert not (follows and word[0] in "aeiou"), f"a {word}"
    assert max(len(t.split()) for t in (*FULL, *PARTIAL)) <= LENGTH


@pytest.mark.parametrize("text", ["", "   ", " , . ", None, 7])
def test_an_empty_prompt_is_refused(text):
    with pytest.raises(ValueError, match="expected a sentence"):
        encode_sentence(text)


def test_unknown_words_are_named_and_so_are_the_known_ones():
    with pytest.raises(ValueError, match=r"\['purple', 'cat'\]") as found:
        encode_sentence("a purple cat")
    assert all(word in str(found.value) for word in WORDS[1:])
    with pytest.raises(ValueError, match="9 words"):
        encode_sentence("a a a a a a a a two")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS[1:]), min_size=1, max_size=LENGTH))
def test_sentences_come_back(words):
    if set(words) == {","}:
        return
    ids = encode_sentence(" ".join(words))
    assert [WORDS[i] for i in ids if i] == words
    np.testing.assert_array_equal(encode_sentence(decode_sentence(ids)), ids)
