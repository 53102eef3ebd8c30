"""The Free Spoken Digit Dataset: six people, ten digits, fifty takes of each.

8 kHz, one channel, 16 bits, recorded at home by volunteers. The split that comes with
it puts takes 0 to 4 of everybody into the test part. Files of another kind are skipped
and counted.
"""

import functools
import re
import wave as wav

import numpy as np

from utils import checks
from utils.datasets import cache, utterances

RATE = 8000
NAME = re.compile(r"(\d)_([a-z]+)_(\d+)")


def fetch_words():
    """Fetch all words.

    Returns:
        `utterances.Recordings` of single digits, and the number of files skipped.

    Raises:
        OSError: if the files cannot be had; see `datasets.cache`.

    Reference:
        Jackson et al. 2018, https://github.com/Jakobovski/free-spoken-digit-dataset
    """
    return _read_once(cache.fetch("fsdd") / "recordings")


@functools.lru_cache(maxsize=1)
def _read_once(folder):
    return read_words(folder)


def read_words(folder):
    """Read all `digit_speaker_take.wav` of a folder, as far as they are good.

    Args:
        folder: a `pathlib.Path`.

    Returns:
        `utterances.Recordings`, in the order of their names, and a dict from the
        name of each file skipped to the reason.

    Raises:
        ValueError: if not one file is good.
    """
    found, skipped = [], {}
    for path in sorted(folder.glob("*.wav")):
        try:
            named = NAME.fullmatch(path.stem)
            if not named:
                raise ValueError("its name is not digit_speaker_take")
            digit, voice, take = named.groups()
            found.append((trim(read_wav(path)), (int(digit),), voice, int(take)))
        except ValueError as error:
            skipped[path.name] = str(error)
    if not found:
        raise ValueError(f"folder {folder.name!r} holds no word that can be read")
    return utterances.Recordings(*zip(*found, strict=True)), skipped


def read_wav(path):
    """Read one file, or refuse it.

    Args:
        path: of a WAV file.

    Returns:
        A float32 array `(samples,)` from -1 to 1.

    Raises:
        ValueError: if it has another rate than 8,000 samples per second, more than one
            channel, no 16 bits, fewer samples than it says, fewer than a tenth of a
            second, or nothing but silence.
    """
    try:
        with wav.open(str(path), "rb") as file:
            rate, channels = file.getframerate(), file.getnchannels()
            width, told = file.getsampwidth(), file.getnframes()
            data = file.readframes(told)
    except (wav.Error, EOFError) as error:
        raise ValueError(f"no WAV file: {error}") from error
    if (rate, channels, width) != (RATE, 1, 2):
        raise ValueError(f"{rate} Hz, {channels} channels, {8 * width} bits")
    if len(data) < told * width:
        raise ValueError(f"cut short: {len(data) // width:,} of {told:,} samples")
    samples = np.frombuffer(data, "<i2").astype("float32") / 2**15
    if len(samples) < RATE // 10 or not samples.any():
        raise ValueError("too short" if samples.any() else "silent")
    return samples


def trim(samples, *, share=0.04, margin=0.02):
    """Cut silence off both ends.

    Args:
        samples: float array `(samples,)`.
        share: what is below this share of the loudest 10 ms counts as silence.
        margin: seconds of it that are kept.

    Returns:
        The part between, an array, at least 10 ms long.

    Example:

    >>> word = np.concatenate([np.zeros(4000), np.ones(2000), np.zeros(4000)])
    >>> len(trim(word, margin=0))
    2000
    """
    step = RATE // 100
    pieces = samples[: len(samples) // step * step].reshape(-1, step)
    loud = np.sqrt(np.mean(pieces**2, axis=1))
    heard = np.flatnonzero(loud >= share * loud.max())
    edge = round(margin * RATE)
    first, last = heard[0] * step - edge, (heard[-1] + 1) * step + edge
    return samples[max(0, first) : last]


def record_strings(*, seed, strings=(1600, 200, 300)):
    """Join the recorded words to strings; takes 0 to 4 of everybody are for the test.

    Args:
        seed: whole number ≥ 0: which words, which strings.
        strings: three whole numbers, how many for train, valid and test.

    Returns:
        A dict from "train", "valid" and "test" to `utterances.Recordings`.

    Raises:
        ValueError: if the numbers do not fit.
        OSError: if the files cannot be had; see `datasets.cache`.
    """
    if len(strings) != 3:
        raise ValueError(f"strings is {strings!r}; expected three numbers")
    parts = utterances.split_words(fetch_words()[0], by="take", seed=seed)
    return {
        part: utterances.join_words(words, seed=seed, count=count, part=part)
        for (part, words), count in zip(parts.items(), strings, strict=True)
    }


def fetch_digits(*, seed, by):
    """Fetch single digits to be named, split by take or by speaker.

    Args:
        seed: whole number ≥ 0; by voice, the speaker left out is number seed modulo 6
            in alphabetical order.
        by: "take" or "voice", see `utterances.split_words`.

    Returns:
        A classification `Dataset`: x `(n, 64, bands)`, ten classes.

    Raises:
        OSError: if the files cannot be had; see `datasets.cache`.
    """
    seed = checks.integer("seed", seed, 0)
    parts = utterances.split_words(fetch_words()[0], by=by, seed=seed)
    parts = {
        part: utterances.add_room(words, seed=seed) for part, words in parts.items()
    }
    name = f"FSDD digits by {by}"
    return utterances.to_dataset(
        parts, name=name, frames=64, strings=False, resplit=True
    )
