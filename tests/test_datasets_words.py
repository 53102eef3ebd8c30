"""Words and their numbers, and the sentences of Pang & Lee. No network is used."""

import numpy as np
import pytest

from utils.datasets import cache, polarity, words
from utils.datasets.words import Texts, encode, list_words, split_words

KNOWN = ("", "<unknown>", "not", "bad")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder as the cache gives it, with made-up sentences and odd bytes."""
    rng = np.random.default_rng(0)
    stock = [f"w{i}" for i in range(30)]
    for name in polarity.FILES:
        lines = [" ".join(rng.choice(stock, 8)).encode() for _ in range(100)]
        lines += [name.encode() + b" clich\xe9 isn't", b"", b"both sides say this"]
        lines += [name.encode() + b" on and on" * 40, lines[0]]
        (tmp_path / name).write_bytes(b"\n".join(lines))
    monkeypatch.setattr(cache, "fetch", lambda name: tmp_path)
    return tmp_path


def test_any_text_is_split():
    assert split_words("") == split_words("  \n") == ()
    assert split_words("Don't!") == split_words(b"Don't!") == ("don't", "!")
    assert split_words("cliché".encode()) == split_words("cliché".encode("latin-1"))
    assert split_words("no \x00 way\x85") != ()
    with pytest.raises(ValueError, match="text"):
        split_words(3)


def test_empty_and_unknown_sentences_have_a_number():
    assert encode([()], KNOWN, length=3).tolist() == [[1, 0, 0]]
    assert encode([("zzz", "bad")], KNOWN).tolist() == [[1, 3]]
    assert encode([], KNOWN, length=3).shape == (0, 3)


def test_a_long_sentence_is_refused_not_cut():
    with pytest.raises(ValueError, match="4 words"):
        encode([("bad",) * 4], KNOWN, length=3)


def test_the_vocabulary_is_ordered_and_bounded():
    sentences = [("b", "a", "c"), ("a", "b"), ("a",)]
    assert list_words(sentences, size=9) == ("", "<unknown>", "a", "b")
    assert list_words(sentences, size=3) == ("", "<unknown>", "a")
    assert list_words(sentences, size=9, least=1)[-1] == "c"
    for wrong, word in (({"size": 2}, "size"), ({"size": 5, "least": 0}, "least")):
        with pytest.raises(ValueError, match=word):
            list_words(sentences, **wrong)


def test_texts_are_checked():
    part = words.Dataset
    assert issubclass(Texts, part)
    x = encode([("bad",), ("not", "bad")], KNOWN)
    split = polarity.Split(x, [0, 1])
    settings = {"task": "classification", "size": 5, "sentences": (("bad",), ())}
    settings |= {"vocabulary": KNOWN, "negated": np.array([False, True])}
    data = Texts("toy", split, split, split, **settings)
    assert data.input_shape == (2,)
    for wrong, word in (
        ({"vocabulary": ("bad",)}, "vocabulary"),
        ({"size": 3}, "size"),
        ({"sentences": ()}, "sentences"),
        ({"negated": np.zeros(3, bool)}, "negated"),
    ):
        with pytest.raises(ValueError, match=word):
            Texts("toy", split, split, split, **settings | wrong)


def test_sentences_are_read_whatever_their_bytes(folder):
    sentences, labels = polarity.read_sentences(folder)
    assert len(sentences) == len(set(sentences)) == len(labels)
    assert ("both", "sides", "say", "this") not in sentences
    assert sum("cliché" in words for words in sentences) == 2
    assert max(map(len, sentences)) == polarity.LENGTH
    assert labels.mean() == pytest.approx(0.5, abs=0.02)


def test_sentences_are_dealt_out_anew_by_every_seed(folder):
    one, same, other = (polarity.fetch_sentences(seed=s, size=40) for s in (0, 0, 1))
    np.testing.assert_array_equal(one.train.x, same.train.x)
    assert one.sentences != other.sentences
    assert one.resplit
    assert one.test_train_ratio == pytest.approx(1 / 8, abs=0.02)
    assert len(one.vocabulary) <= one.size == 40
    rows = {tuple(row) for row in one.train.x.tolist()}
    whole = [tuple(row) for row in one.test.x.tolist()]
    assert not [row for row in whole if row in rows and 1 not in row]


def test_words_of_the_test_part_alone_are_unknown(folder):
    data = polarity.fetch_sentences(seed=0, size=40)
    known = set(data.vocabulary)
    for row, said in zip(data.test.x, data.sentences, strict=True):
        found = [word in known for word in said]
        assert (row[: len(said)] > 1).tolist() == found


def test_negations_are_found():
    yes = ("not", "never", "isn't", "can\u2019t", "cannot", "fails", "without")
    for word in yes:
        assert polarity.is_negated(("it", word))
    for word in ("nothings", "know", "failure", "notice", "annoy"):
        assert not polarity.is_negated((word,))
    assert polarity.split_line(b"a caf\xe9 \xa0 !") == ("a", "café", "!")


def test_an_empty_file_is_refused(tmp_path):
    for name in polarity.FILES:
        (tmp_path / name).write_bytes(b"\n\n")
    with pytest.raises(ValueError, match="no sentence"):
        polarity.read_sentences(tmp_path)
