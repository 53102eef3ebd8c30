"""Spoken digits: waves that can be told apart by other voices, strings kept apart."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from utils import spectra
from utils.datasets import formants, packing, speech, utterances
from utils.datasets.formants import synthesize
from utils.datasets.packing import BLANK, MOST, pack, unpack
from utils.datasets.speech import (
    draw_voices,
    make_digits,
    make_strings,
    record_strings,
    record_words,
)
from utils.datasets.utterances import (
    Recordings,
    add_room,
    join_words,
    split_words,
    to_dataset,
)


@pytest.fixture(scope="module")
def words():
    """Four voices, eleven takes."""
    return record_words(seed=3, voices=4, takes=11)


def one_voice(**changes):
    """A voice for one word."""
    accent = np.ones((1, len(formants.SOUNDS), 3))
    voice = {"pitch": [120.0], "size": [1.0], "pace": [1.0], "breath": [0.1]}
    return voice | {"accent": accent} | changes


# ------------------------------------------------------------------ the synthesizer
def test_the_same_seed_gives_the_same_wave_and_a_slower_pace_a_longer_one():
    [wave] = synthesize([8], one_voice(), seed=0)
    np.testing.assert_array_equal(wave, synthesize([8], one_voice(), seed=0)[0])
    [slow] = synthesize([8], one_voice(pace=[2.0]), seed=0)
    assert len(slow) == 2 * len(wave)
    assert np.isfinite(slow).all()
    assert wave.dtype == np.float32


def strongest(wave, low, high):
    """The frequency with most power between two."""
    power = np.abs(np.fft.rfft(wave)) ** 2
    hertz = np.fft.rfftfreq(len(wave), 1 / formants.RATE)
    inside = (hertz > low) & (hertz < high)
    return hertz[inside][power[inside].argmax()]


def test_a_vowel_has_the_pitch_and_the_formants_asked_for():
    voice = one_voice(pace=[4.0], breath=[0.0])
    [two] = synthesize([2], voice, seed=0)  # t, then a long "oo": 300, 870 Hz
    vowel = two[len(two) // 2 : -800]
    spectrum = np.abs(np.fft.rfft(vowel * np.hanning(len(vowel))))
    hertz = np.fft.rfftfreq(len(vowel), 1 / formants.RATE)
    bands = [spectrum[(hertz > f - 120) & (hertz < f + 120)].max() for f in (300, 1500)]
    assert bands[0] > 10 * bands[1]
    assert 80 < strongest(vowel, 60, 180) < 150
    [three] = synthesize([3], voice, seed=0)  # ends in "ee": 2290 Hz, not 870
    high = three[len(three) // 2 : -800]
    assert strongest(high, 600, 3800) > 1900 > strongest(vowel, 600, 3800)


def test_a_hiss_is_high_and_a_smaller_mouth_moves_formants_up():
    [six] = synthesize([6], one_voice(), seed=0)
    assert strongest(six[: round(0.09 * formants.RATE)], 100, 4000) > 3000
    small, large = (
        synthesize([3], one_voice(size=[size], pace=[4.0], breath=[0.0]), seed=0)[0]
        for size in (1.2, 0.9)
    )
    half = len(small) // 2
    found = [strongest(wave[half:-800], 1500, 3900) for wave in (small, large)]
    assert found[0] > found[1] + 300


def test_wrong_digits_and_voices_are_refused():
    for digits, word in (([10], "go to 10"), ([], "digits"), ([1.5], "digits")):
        with pytest.raises(ValueError, match=word):
            synthesize(digits, one_voice(), seed=0)
    with pytest.raises(ValueError, match="pitch"):
        synthesize([1, 2], one_voice(), seed=0)
    with pytest.raises(ValueError, match="accent"):
        synthesize([1], one_voice(accent=np.ones(3)), seed=0)


def test_every_digit_is_spelled_in_known_sounds():
    assert len(formants.SPELLED) == len(formants.NAMES) == 10
    spelled = {sound for word in formants.SPELLED for sound in word.split()}
    assert spelled == set(formants.SOUNDS)


# ----------------------------------------------------------------------- the voices
def test_voices_differ_and_takes_differ_less(words):
    voices = draw_voices(seed=0, count=50)
    assert 70 < voices["pitch"].min() < 130 < voices["pitch"].max() < 400
    assert np.corrcoef(voices["pitch"], voices["size"])[0, 1] > 0.4
    assert len(words) == 4 * 10 * 11
    again = record_words(seed=3, voices=4, takes=11)
    np.testing.assert_array_equal(words.waves[17], again.waves[17])
    lengths = np.array([len(wave) for wave in words.waves]).reshape(4, 10, 11)
    assert lengths.std(axis=2).mean() < lengths.mean(axis=2).std(axis=0).mean()


def test_other_voices_digits_are_told_apart():
    words = record_words(seed=0, voices=16, takes=3)
    x = np.array(
        [
            [part.mean(axis=0) for part in np.array_split(spectra.log_mel(wave), 6)]
            for wave in words.waves
        ]
    )
    x = (x - x.mean(axis=(1, 2), keepdims=True)).reshape(len(words), -1)
    y, who = np.array(words.digits)[:, 0], np.array(words.voices)
    simple = LogisticRegression(max_iter=500, C=0.1).fit(x[who < 12], y[who < 12])
    assert simple.score(x[who >= 12], y[who >= 12]) > 0.6  # chance is 0.1


# ----------------------------------------------------------------------- recordings
def test_recordings_need_one_of_each(words):
    assert repr(words.pick([0])) == "Recordings: 1 by 1 voice"
    assert words.pick(np.array(words.voices) == 2).voices == (2,) * 110
    with pytest.raises(ValueError, match="lengths are"):
        dataclasses.replace(words, voices=())
    with pytest.raises(ValueError, match="lengths are"):
        Recordings((), (), (), ())


def test_by_take_all_voices_are_everywhere_and_by_voice_one_is_not(words):
    for seed in (0, 3, 7):
        take = split_words(words, by="take", seed=seed, test_takes=3)
        voice = split_words(words, by="voice", seed=seed, test_takes=3)
        assert len(take["train"]) == len(voice["train"]) == 3 * 10 * 5
        assert set(take["test"].voices) == set(take["train"].voices) == {0, 1, 2, 3}
        assert set(take["test"].takes) == {0, 1, 2}
        assert set(take["train"].takes).isdisjoint({*take["test"].takes, 3, 4, 5})
        assert set(voice["test"].voices) == {seed % 4}
        assert seed % 4 not in {*voice["train"].voices, *voice["valid"].voices}
    with pytest.raises(ValueError, match="by is 'day'"):
        split_words(words, by="day", seed=0)
    with pytest.raises(ValueError, match="1 voices"):
        split_words(words.pick(range(5)), by="take", seed=0)


def test_no_string_is_in_two_parts():
    parts = record_strings(seed=1, strings=(200, 40, 40), voices=(3, 2, 2), takes=1)
    said = {part: set(each.digits) for part, each in parts.items()}
    assert not said["train"] & (said["valid"] | said["test"])
    assert not said["valid"] & said["test"]
    voices = [set(each.voices) for each in parts.values()]
    assert [len(each) for each in voices] == [3, 2, 2]
    assert len(set.union(*voices)) == 7
    lengths = {len(each) for each in parts["train"].digits}
    assert lengths == {2, 3, 4, 5}
    longest = max(len(wave) for wave in parts["train"].waves)
    assert longest <= (utterances.FRAMES - 1) * spectra.HOP + spectra.SIZE


def test_words_are_joined_in_order_with_the_noise_asked_for(words):
    quiet = join_words(words, seed=0, count=20, noise=(60, 60))
    loud = join_words(words, seed=0, count=20, noise=(0, 0))
    assert quiet.digits == loud.digits  # the same course of chance
    head = [np.std(each.waves[0][:300]) for each in (quiet, loud)]
    assert head[1] == pytest.approx(1000 * head[0], rel=0.1)
    with pytest.raises(ValueError, match="lacks a digit"):
        join_words(words.pick(range(50)), seed=0, count=1)
    for wrong, word in (
        ({"part": "exam"}, "part is 'exam'"),
        ({"count": 0}, "count"),
        ({"lengths": (3, 6)}, "lengths"),
        ({"lengths": (0, 2)}, "lengths"),
    ):
        with pytest.raises(ValueError, match=word):
            join_words(words, **{"seed": 0, "count": 1} | wrong)


def test_a_room_is_a_pause_on_both_sides(words):
    few = words.pick([0, 60])
    room = add_room(few, seed=0, noise=(60, 60))
    assert room.digits == few.digits
    for before, after in zip(few.waves, room.waves, strict=True):
        assert 640 <= len(after) - len(before) <= 2400
        assert np.std(after[:300]) < 0.01 * np.std(after)


# ------------------------------------------------------------------ what a model gets
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=MOST),
    st.integers(1, 20),
    st.integers(0, 20),
)
def test_both_lengths_survive_packing(digits, more, padding):
    used = len(digits) + more
    row = pack(digits, used, used + padding)
    assert len(row) == used + padding
    found, steps = unpack([row])
    assert found == [tuple(digits)]
    assert steps.tolist() == [used]


def test_strings_that_do_not_fit_are_refused():
    for digits in ((), (1,) * (MOST + 1), (1, 2, 3)):
        with pytest.raises(ValueError, match="digits are"):
            pack(digits, 3, 8)
    assert packing.BLANK == 10


def test_frames_are_normalized_and_padded():
    data = make_strings(seed=0, strings=(12, 6, 6), voices=(2, 1, 1), takes=1)
    digits, used = unpack(data.train.y)
    assert data.classes == BLANK + 1
    assert {len(each) for each in digits} <= {2, 3, 4, 5}
    for x, steps in zip(data.train.x, used, strict=True):
        real = np.flatnonzero(x.any(axis=1))[-1] + 1
        assert -(-real // utterances.STRIDE) == steps
        np.testing.assert_allclose(x[:real].mean(axis=0), 0, atol=1e-4)
        assert x[:real].std() == pytest.approx(1, abs=1e-3)
    with pytest.raises(ValueError, match="parts are"):
        to_dataset({}, name="none")
    with pytest.raises(ValueError, match="three of each"):
        record_strings(seed=0, strings=(1, 2))


def test_single_digits_are_classes():
    data = make_digits(seed=1, by="take", voices=2, takes=12)
    assert data.classes == 10
    assert data.input_shape == (64, spectra.BANDS)
    assert len(data.test) == 2 * 10 * 5
    assert np.all(np.bincount(data.test.y) == 10)
    with pytest.raises(ValueError, match="takes is 10"):
        make_digits(seed=1, by="take", takes=10)
    assert speech.VOICES[2] > 5
