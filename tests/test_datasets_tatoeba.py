"""Tatoeba: what is read and what is left out; sentences are kept apart. No network."""

import numpy as np
import pytest

from utils.datasets import bilingual, cache, tatoeba
from utils.datasets.tatoeba import (
    deal_pairs,
    fetch_sentences,
    is_negated_question,
    read_pairs,
)

LINES = "".join(
    f"Cat number {i}.\tChat numéro {i}.\nCat number {i}!\tChat numéro {i} !\n"
    f"Cat number {i}.\tLe chat numéro {i}.\n"
    for i in range(30)
)
SIZES = {"sentences": (4, 6), "words": (4, 5), "steps": 8}


def write(tmp_path, content):
    """A file as the cache gives it."""
    path = tmp_path / "fra.txt"
    path.write_bytes(content)
    return path


def test_damaged_lines_are_left_out_and_counted(tmp_path):
    content = LINES.encode() + b"Bad\xff\tMauvais\xff\nno tab\n\tvide\n\na\tb\tc\n"
    pairs, left_out = read_pairs(write(tmp_path, content + b"They did\tIls l'ont "))
    assert (len(pairs), left_out) == (90, 5)
    pairs, left_out = read_pairs(write(tmp_path, content + b"They did\tIls l'ont \n"))
    assert (len(pairs), left_out) == (90, 5)
    pairs, _ = read_pairs(write(tmp_path, LINES.replace("\n", "\r\n").encode()))
    assert pairs[0] == ("Cat number 0.", "Chat numéro 0.")


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\xff\xfe\x00", b"only one field\n"]
)
def test_a_file_without_pairs_is_refused(tmp_path, content):
    with pytest.raises(ValueError, match="no sentence pairs"):
        read_pairs(write(tmp_path, content))


def test_no_english_sentence_is_in_two_parts(tmp_path, monkeypatch):
    write(tmp_path, LINES.encode())
    monkeypatch.setattr(cache, "fetch", lambda name: tmp_path)
    data = fetch_sentences(seed=0, **SIZES)
    assert (len(data.valid), len(data.test)) == (4, 6)
    assert len(data.train) == 3 * 20
    assert data.test_train_ratio == 0.1
    source, accepted = data.tests["test"][0]
    number = source.split()[-1].strip(".")
    assert accepted == (f"Chat numéro {number}.", f"Le chat numéro {number}.")
    left = [row[: data.length] for row in (*data.train.x, *data.valid.x)]
    shared = {bytes(row[:4]) for row in left}
    known = bilingual.encode([source], data.english, 8, first=len(data.french))
    unknown = known[0, 2] == bilingual.UNKNOWN  # a number that training does not know
    assert unknown or bytes(known.astype("int32")[0, :4]) not in shared
    other = fetch_sentences(seed=1, **SIZES)
    assert other.tests != data.tests
    assert data.vocabulary_size == 4 + 4 + 5


def test_too_few_sentences_or_words_are_refused():
    rng = np.random.default_rng(0)
    pairs = [(f"cat {i} .", f"chat {i} .") for i in range(10)]
    with pytest.raises(ValueError, match="sentences"):
        deal_pairs(pairs, rng=rng, **SIZES)
    with pytest.raises(ValueError, match="words"):
        deal_pairs(pairs, rng=rng, sentences=(1, 1), words=(99, 99), steps=8)
    assert tatoeba.STEPS > 2


def test_answers_to_another_sentence_do_not_count():
    pairs = [("Got it!", "Compris !"), ("Got it?", "Compris ?"), ("Got it!", "Pigé !")]
    pairs += [(f"cat {i} .", f"chat {i} .") for i in range(10)]
    found = {}
    for seed in range(20):
        rng = np.random.default_rng(seed)
        data = deal_pairs(pairs, rng=rng, sentences=(1, 3), words=(4, 4), steps=8)
        found |= dict(data.tests["test"])
    assert found["Got it!"] == ("Compris !", "Pigé !")
    assert "Got it?" not in found


def test_negated_questions_and_long_sentences_are_held_out():
    held = [("Isn't it nice?", "N'est-ce pas gentil ?"), ("Why not?", "Pourquoi pas ?")]
    longer = [("I am a cat from here.", "Je suis un chat d'ici.")]
    pairs = [(f"cat {i} .", f"chat {i} .") for i in range(20)] + held + longer
    rng = np.random.default_rng(0)
    data = deal_pairs(pairs, rng=rng, sentences=(2, 2), words=(4, 4), steps=9)
    assert dict(data.tests["negated question"]) == {a: (b,) for a, b in held}
    assert dict(data.tests["longer"]) == {a: (b,) for a, b in longer}
    assert len(data.train) == 16
    assert "nice" not in data.english
    assert is_negated_question(["why", "not", "?"])
    assert not is_negated_question(["why", "?"])
    assert not is_negated_question(["not", "now", "."])
    assert tatoeba.MOST == 5
