"""Sound as a picture: frames, windows, spectra, and bands spaced as we hear.

A waveform is cut into overlapping frames; each is faded in and out by a window and
taken apart into frequencies; their power is summed in bands that are narrow where the
ear tells pitches well apart. The logarithm of that is what most recognizers of
speech are given.
"""

import functools

import numpy as np

from utils import checks

RATE = 8000  # samples per second
SIZE, HOP = 256, 128  # samples: 32 ms long, a new one every 16 ms
BANDS = 24
FLOOR = 1e-6  # power below which nothing is told apart


def cut_frames(wave, *, size=SIZE, hop=HOP):
    """Cut a waveform into overlapping frames.

    Args:
        wave: array `(samples,)`, at least one frame long.
        size: whole number ≥ 1, samples in a frame.
        hop: whole number ≥ 1, samples from one frame's start to the next one's.

    Returns:
        An array `(1 + (samples - size) // hop, size)`, a view that cannot be written
        to. What does not fill a last frame is left out.

    Raises:
        ValueError: if the wave is no such array.

    Example:

    >>> cut_frames([1, 2, 3, 4, 5, 6], size=4, hop=2).tolist()
    [[1, 2, 3, 4], [3, 4, 5, 6]]
    """
    size, hop = checks.integer("size", size, 1), checks.integer("hop", hop, 1)
    wave = np.asarray(wave)
    if wave.ndim != 1 or wave.dtype.kind not in "iuf" or len(wave) < size:
        raise ValueError(
            f"wave has shape {wave.shape}; expected one axis of at least {size} samples"
        )
    return np.lib.stride_tricks.sliding_window_view(wave, size)[::hop]


def hann(size):
    """Return the Hann window, a raised cosine: (1 - cos(2π t / size)) / 2.

    Args:
        size: whole number ≥ 1 of samples.

    Returns:
        An array `(size,)`, 0 at its start and 1 in its middle.

    Example:

    >>> hann(4).tolist()
    [0.0, 0.5, 1.0, 0.5]

    Reference:
        Blackman & Tukey 1958, https://doi.org/10.1002/j.1538-7305.1958.tb03874.x
    """
    size = checks.integer("size", size, 1)
    return (1 - np.cos(2 * np.pi * np.arange(size) / size)) / 2


def power_spectra(wave, *, size=SIZE, hop=HOP):
    """Return the power at each frequency in each frame: |FFT(frame × window)|².

    Args:
        wave: as in `cut_frames`.
        size: as in `cut_frames`.
        hop: as in `cut_frames`.

    Returns:
        An array `(frames, size // 2 + 1)`; column k belongs to k × rate / size Hz.

    Example:

    >>> tone = np.sin(2 * np.pi * 1000 * np.arange(256) / RATE)
    >>> int(power_spectra(tone)[0].argmax()) * RATE / SIZE
    1000.0
    """
    return np.abs(np.fft.rfft(cut_frames(wave, size=size, hop=hop) * hann(size))) ** 2


def to_mel(hertz):
    """Return pitch as heard, in mel: 2595 log10(1 + f / 700).

    Listeners set tones to half the pitch of others; the mel scale is what they made
    of it. The formula came later.

    Args:
        hertz: a frequency ≥ 0, or an array.

    Returns:
        The same shape.

    Example:

    >>> round(float(to_mel(1000)))
    1000

    Reference:
        Stevens, Volkmann & Newman 1937, https://doi.org/10.1121/1.1915893;
        O'Shaughnessy 1987, Speech Communication: Human and Machine
    """
    return 2595 * np.log10(1 + np.asarray(hertz, float) / 700)


def to_hertz(mel):
    """Return the frequency of a pitch in mel, the inverse of `to_mel`.

    Args:
        mel: a pitch ≥ 0, or an array.

    Returns:
        The same shape.

    Example:

    >>> round(float(to_hertz(to_mel(440))), 6)
    440.0
    """
    return 700 * (10 ** (np.asarray(mel, float) / 2595) - 1)


@functools.cache
def mel_filters(bands=BANDS, *, size=SIZE, rate=RATE):
    """Return triangles that sum a spectrum in bands of equal width in mel.

    Band b rises from the middle of its lower neighbor to 1 at its own middle, and falls
    to the middle of the upper neighbor.

    Args:
        bands: whole number ≥ 1.
        size: samples in a frame.
        rate: samples per second; the last band ends at half of it.

    Returns:
        An array `(bands, size // 2 + 1)` that cannot be written to.

    Raises:
        ValueError: if a band would be so narrow that no frequency falls into it.

    Example:

    >>> mel_filters(24).shape
    (24, 129)

    Reference:
        Davis & Mermelstein 1980, https://doi.org/10.1109/TASSP.1980.1163420
    """
    bands = checks.integer("bands", bands, 1)
    corners = to_hertz(np.linspace(0, to_mel(rate / 2), bands + 2))[:, np.newaxis]
    low, middle, high = corners[:-2], corners[1:-1], corners[2:]
    hertz = np.arange(size // 2 + 1) * rate / size
    rising, falling = (hertz - low) / (middle - low), (high - hertz) / (high - middle)
    filters = np.minimum(rising, falling).clip(0)
    if not filters.any(axis=1).all():
        raise ValueError(f"bands is {bands}; too many for frames of {size} samples")
    filters.flags.writeable = False
    return filters


def log_mel(wave, *, bands=BANDS, size=SIZE, hop=HOP, rate=RATE):
    """Return the logarithm of the power in each band of each frame.

    Args:
        wave: as in `cut_frames`.
        bands: as in `mel_filters`.
        size: as in `cut_frames`.
        hop: as in `cut_frames`.
        rate: samples per second.

    Returns:
        A float32 array `(frames, bands)`: log(filters · power + 1e-6).

    Example:

    >>> log_mel(np.zeros(8000)).shape  # one second
    (61, 24)
    """
    power = power_spectra(wave, size=size, hop=hop)
    filters = mel_filters(bands, size=size, rate=rate)
    return np.log(power @ filters.T + FLOOR).astype("float32")
