"""FSDD: files of another kind are skipped and counted. No network is used."""

import wave

import numpy as np
import pytest

from utils.datasets import cache, fsdd, utterances
from utils.datasets.fsdd import (
    fetch_digits,
    fetch_words,
    read_wav,
    read_words,
    record_strings,
    trim,
)


def write(path, samples, *, rate=8000, channels=1, width=2):
    """Write a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(np.asarray(samples, "<i2").tobytes())


def tone(digit, take):
    """A tone with silence around it, as if it were a word."""
    seconds = np.arange(1600 + 40 * take) / 8000
    sound = 9000 * np.sin(2 * np.pi * (300 + 200 * digit) * seconds)
    return np.concatenate([np.zeros(800), sound, np.zeros(800)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder as the cache gives it: three speakers, twenty takes."""
    folder = tmp_path_factory.mktemp("fsdd") / "recordings"
    folder.mkdir()
    for digit in range(10):
        for voice in ("ann", "bob", "cat"):
            for take in range(20):
                write(folder / f"{digit}_{voice}_{take}.wav", tone(digit, take))
    return folder


@pytest.fixture
def fetched(folder, monkeypatch):
    """The cache gives that folder."""
    monkeypatch.setattr(cache, "fetch", lambda name: folder.parent)


def test_words_are_read_and_trimmed(fetched):
    words, skipped = fetch_words()
    assert (len(words), skipped) == (600, {})
    assert repr(words) == "Recordings: 600 by 3 voices"
    assert (words.digits[0], words.voices[0], words.takes[0]) == ((0,), "ann", 0)
    assert 1600 <= len(words.waves[0]) <= 1600 + 2 * 240
    assert np.abs(words.waves[0]).max() == pytest.approx(9000 / 2**15, rel=0.01)


def test_the_upstream_split_and_the_speaker_left_out(fetched):
    data = fetch_digits(seed=1, by="take")
    assert (len(data.train), len(data.valid), len(data.test)) == (200, 150, 150)
    assert data.resplit
    data = fetch_digits(seed=1, by="voice")
    assert (len(data.train), len(data.valid), len(data.test)) == (200, 100, 200)
    assert data.name == "FSDD digits by voice"


def test_strings_are_joined_from_the_words_of_their_part(fetched):
    parts = record_strings(seed=0, strings=(20, 5, 5))
    assert [len(each) for each in parts.values()] == [20, 5, 5]
    assert len({len(each) for each in parts["train"].digits}) > 1
    data = utterances.to_dataset(parts, name="strings", resplit=True)
    assert data.classes == 11
    assert data.test_train_ratio == 5 / 20
    with pytest.raises(ValueError, match="strings is"):
        record_strings(seed=0, strings=(1, 2))


def damage(path, folder):
    """Files of another kind, each with a word of the reason."""
    sound = tone(1, 0)
    write(folder / "1_rate_0.wav", sound, rate=16000)
    write(folder / "1_stereo_0.wav", sound, channels=2)
    write(folder / "1_eight_0.wav", sound, width=1)
    write(folder / "1_brief_0.wav", sound[800:900])
    write(folder / "1_silent_0.wav", np.zeros(4000))
    write(folder / "noname.wav", sound)
    whole = (path / "1_ann_0.wav").read_bytes()
    (folder / "1_short_0.wav").write_bytes(whole[: len(whole) // 2])
    (folder / "1_empty_0.wav").write_bytes(b"")
    (folder / "1_text_0.wav").write_bytes(b"no sound at all")
    return {
        "1_rate_0.wav": "16000 Hz",
        "1_stereo_0.wav": "2 channels",
        "1_eight_0.wav": "8 bits",
        "1_brief_0.wav": "too short",
        "1_silent_0.wav": "silent",
        "noname.wav": "name",
        "1_short_0.wav": "cut short",
        "1_empty_0.wav": "no WAV",
        "1_text_0.wav": "no WAV",
    }


def test_files_of_another_kind_are_skipped_and_counted(folder, tmp_path):
    reasons = damage(folder, tmp_path)
    write(tmp_path / "7_dan_3.wav", tone(7, 3))
    words, skipped = read_words(tmp_path)
    assert (len(words), words.digits) == (1, ((7,),))
    assert skipped.keys() == reasons.keys()
    for name, word in reasons.items():
        assert word in skipped[name], name
        if name != "noname.wav":
            with pytest.raises(ValueError, match=word):
                read_wav(tmp_path / name)


def test_a_folder_without_words_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no word"):
        read_words(tmp_path)


def test_silence_is_cut_off_with_a_margin():
    word = np.concatenate([np.zeros(4000), np.ones(2000), np.zeros(4000)])
    assert len(trim(word)) == 2000 + 2 * round(0.02 * fsdd.RATE)
    assert trim(np.ones(800)).shape == (800,)
