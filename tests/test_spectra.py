"""Spectra: against SciPy, against tones whose place is known, and refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal

from utils import spectra
from utils.spectra import (
    cut_frames,
    hann,
    log_mel,
    mel_filters,
    power_spectra,
    to_hertz,
    to_mel,
)


@pytest.fixture
def wave():
    """A second of noise."""
    return np.random.default_rng(0).normal(size=spectra.RATE)


def test_the_window_and_the_spectra_are_scipys(wave):
    np.testing.assert_allclose(hann(256), signal.get_window("hann", 256))
    stft = signal.ShortTimeFFT(hann(256), hop=128, fs=spectra.RATE)
    theirs = np.abs(stft.stft(wave)) ** 2
    first = 1 - stft.p_min  # the one before it is centered on the first sample
    ours = power_spectra(wave)
    np.testing.assert_allclose(ours, theirs.T[first : first + len(ours)], atol=1e-9)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 99))
def test_every_frame_is_a_piece_of_the_wave(size, hop, more):
    wave = np.arange(size + more)
    frames = cut_frames(wave, size=size, hop=hop)
    assert frames.shape == (1 + more // hop, size)
    for i, frame in enumerate(frames):
        np.testing.assert_array_equal(frame, wave[i * hop : i * hop + size])


def test_what_is_no_wave_is_refused():
    for wrong in (np.zeros(255), np.zeros((300, 2)), ["a"] * 300, []):
        with pytest.raises(ValueError, match="wave has shape"):
            cut_frames(wrong)
    with pytest.raises(ValueError, match="hop is 0"):
        cut_frames(np.zeros(300), hop=0)


@given(st.floats(0, 4000))
def test_mel_and_hertz_are_inverse(hertz):
    assert float(to_hertz(to_mel(hertz))) == pytest.approx(hertz, abs=1e-6)


def test_mel_rises_ever_more_slowly():
    steps = np.diff(to_mel(np.arange(0, 4001, 100)))
    assert np.all(steps > 0)
    assert np.all(np.diff(steps) < 0)
    assert to_mel(0) == 0


def test_the_bands_are_triangles_that_overlap():
    filters = mel_filters(24)
    hertz = np.arange(129) * spectra.RATE / 256
    middles = to_hertz(np.linspace(0, to_mel(4000), 26))[1:-1]
    assert np.all(np.abs(hertz[filters.argmax(axis=1)] - middles) <= 32)
    inside = (hertz >= middles[0]) & (hertz <= middles[-1])
    np.testing.assert_allclose(filters.sum(axis=0)[inside], 1)
    with pytest.raises(ValueError, match="too many"):
        mel_filters(100)
    with pytest.raises(ValueError, match="read-only"):
        filters[0, 0] = 1


@pytest.mark.parametrize("hertz", [300, 1000, 2500])
def test_a_tone_lights_up_its_band(hertz):
    seconds = np.arange(spectra.RATE) / spectra.RATE
    seen = log_mel(np.sin(2 * np.pi * hertz * seconds))
    assert seen.dtype == np.float32
    middles = to_hertz(np.linspace(0, to_mel(4000), 26))[1:-1]
    assert np.all(
        seen.argmax(axis=1) == np.abs(to_mel(middles) - to_mel(hertz)).argmin()
    )
