"""Sentences as numbers and back, and what is refused: empty, damaged, too long."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.datasets import bilingual
from utils.datasets.bilingual import (
    END,
    PADDING,
    START,
    UNKNOWN,
    Translations,
    decode,
    detokenize,
    encode,
    find_unknown,
    pack,
    tokenize,
)

PAIRS = [("i run .", "je cours."), ("i sing .", "je chante.")]
WORDS = {"english": (".", "i", "run", "sing"), "french": (".", "chante", "cours", "je")}


def make(length=5, **options):
    """A toy set."""
    return pack(
        "toy",
        dict.fromkeys(("train", "valid", "test"), PAIRS),
        **WORDS,
        length=length,
        **options,
    )


def test_a_row_holds_the_source_and_the_target_one_step_late():
    toy = make()
    assert isinstance(toy, Translations)
    assert toy.length == 5
    assert toy.vocabulary_size == 4 + 4 + 4
    i, run, stop = 4 + 4 + 1, 4 + 4 + 2, 4 + 4
    je, cours, point = 4 + 3, 4 + 2, 4
    assert toy.train.x[0].tolist() == [
        i,
        run,
        stop,
        END,
        PADDING,
        START,
        je,
        cours,
        point,
        PADDING,
    ]
    assert toy.train.y[0].tolist() == [je, cours, point, END, PADDING]
    assert toy.test_train_ratio == 0
    assert make(resplit=True).test_train_ratio == 1
    assert make().tests["test"] == tuple((a, (b,)) for a, b in PAIRS)


def test_ids_and_words_round_trip():
    ids = encode(["je cours.", "Je vole."], WORDS["french"], 5)
    assert ids[1, 1] == UNKNOWN
    assert decode(ids[0], WORDS["french"]) == "je cours."
    assert find_unknown("Je vole.", WORDS["french"]) == ["vole"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("J’aime l'été.", ["j'", "aime", "l'", "été", "."]),
        ("Qu'est-ce que c'est ?", ["qu'", "est-ce", "que", "c'", "est", "?"]),
        ("aujourd'hui", ["aujourd'hui"]),
        ("I don't, it's 7 o'clock!", ["i", "don't", ",", "it's", "7", "o'clock", "!"]),
        ("e\N{COMBINING ACUTE ACCENT}cole", ["école"]),
    ],
)
def test_sentences_are_cut_into_words(text, tokens):
    assert tokenize(text) == tokens


@given(st.text(alphabet="abé'-. ?!,0\u2019", max_size=30))
def test_cutting_twice_is_cutting_once(text):
    try:
        tokens = tokenize(text)
    except ValueError:
        return
    assert tokenize(" ".join(tokens)) == tokens
    assert detokenize(tokens)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ("", "at least one word"),
        ("   ", "at least one word"),
        (b"je cours", "expected text"),
        (None, "expected text"),
        ("l'\u00c3\u00a9cole", "UTF-8"),
        ("l'\N{REPLACEMENT CHARACTER}cole", "UTF-8"),
    ],
)
def test_what_is_no_sentence_is_refused(wrong, word):
    with pytest.raises(ValueError, match=word):
        tokenize(wrong)
    with pytest.raises(ValueError, match=word):
        encode([wrong], WORDS["english"], 5)


def test_sentences_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="length"):
        encode(["i run i run i ."], WORDS["english"], 5)
    with pytest.raises(ValueError, match="length"):
        make(length=3)
    assert np.all(bilingual.encode(["i"], WORDS["english"], 2) == [[5, END]])
