"""Texts in three stretches, and the windows that are cut from them."""

import numpy as np
import pytest

from utils.datasets import cache, corpora, text
from utils.datasets.corpora import CHARACTERS, Corpus


def make_toy(length=200):
    words = "the cat sat on the mat, and the rat ran. " * 9
    return corpora.make_corpus("toy", words[:length])


def test_the_documentation_has_the_same_length_in_every_python():
    docs = corpora.load_docs()
    assert len(docs.whole) == CHARACTERS
    assert (len(docs.train), len(docs.valid)) == (256_000, 32_000)
    assert docs.whole == text.load_python_docs(characters=CHARACTERS)
    assert docs.count_unseen() < 10


def test_the_stretches_are_the_text_in_order():
    toy = make_toy()
    assert toy.whole.startswith("the cat") and len(toy.whole) == 200
    assert repr(toy) == 'Corpus "toy": 160 train, 20 valid, 20 test characters'


def test_test_windows_laid_end_to_end_are_the_stretch():
    toy = make_toy(300)
    data = corpora.make_windows(toy, seed=0, window=7, examples=5)
    for part in ("valid", "test"):
        split, codes = getattr(data, part), text.encode(getattr(toy, part), toy.letters)
        count = split.x.size
        np.testing.assert_array_equal(split.x.ravel(), codes[:count])
        np.testing.assert_array_equal(split.y.ravel(), codes[1 : count + 1])
        assert len(codes) - count <= 7


def test_training_windows_come_from_the_training_stretch_and_the_seed():
    toy = make_toy(300)
    data = [
        corpora.make_windows(toy, seed=seed, window=9, examples=40)
        for seed in (0, 0, 1)
    ]
    np.testing.assert_array_equal(data[0].train.x, data[1].train.x)
    assert (data[0].train.x != data[2].train.x).any()
    for row, answers in zip(data[0].train.x, data[0].train.y, strict=True):
        assert text.decode(row, toy.letters) in toy.train
        np.testing.assert_array_equal(row[1:], answers[:-1])


def test_characters_that_training_never_saw_get_the_sign_for_others():
    toy = Corpus("toy", "abcabcabc", "abcabc", "abcäöc")
    assert toy.count_unseen() == 2
    data = corpora.make_windows(toy, seed=0, window=4, examples=2)
    assert data.test.x.tolist() == [[1, 2, 3, 0]]


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: corpora.make_corpus("toy", ""), "at least 10"),
        (lambda: corpora.make_corpus("toy", None), "at least 10"),
        (lambda: Corpus("toy", "abc", "", "abc"), "valid"),
        (lambda: Corpus("toy", b"abc", "abc", "abc"), "train"),
        (lambda: corpora.load_docs(characters=5), "characters"),
        (lambda: corpora.load_docs(characters=10**8), "holds"),
        (
            lambda: corpora.make_windows(make_toy(), seed=0, window=20, examples=1),
            "window is 20",
        ),
        (
            lambda: corpora.make_windows(make_toy(), seed=0, window=1, examples=1),
            "window",
        ),
        (
            lambda: corpora.make_windows(make_toy(), seed=-1, window=4, examples=1),
            "seed",
        ),
        (
            lambda: corpora.make_windows(make_toy(), seed=0, window=4, examples=0),
            "examples",
        ),
    ],
)
def test_bad_arguments_are_refused(call, word):
    with pytest.raises(ValueError, match=word):
        call()


def test_files_are_read_and_wrong_ones_refused(tmp_path):
    path = tmp_path / "play.txt"
    path.write_bytes("\ufeffOne\r\nTwo\rÄ".encode())
    assert corpora.read_text(path) == "One\nTwo\nÄ"
    path.write_bytes("Ä".encode("latin-1"))
    assert corpora.read_text(path, encoding="latin-1") == "Ä"
    with pytest.raises(ValueError, match="is not utf-8: byte 0"):
        corpora.read_text(path)
    path.write_bytes(b" \n")
    with pytest.raises(ValueError, match="empty"):
        corpora.read_text(path)
    with pytest.raises(OSError, match="none"):
        corpora.read_text(tmp_path / "none.txt")


def test_shakespeare_is_fetched_through_the_cache(tmp_path, monkeypatch):
    (tmp_path / "input.txt").write_text("First Citizen:\nSpeak, speak.\n" * 20)
    monkeypatch.setattr(cache, "fetch", lambda name: tmp_path)
    play = corpora.fetch_shakespeare()
    assert play.name == "Tiny Shakespeare" and play.train.startswith("First Citizen:\n")
