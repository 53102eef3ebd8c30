"""Digits spoken by synthetic voices: single words and strings, known and new voices.

Each voice has its own pitch, vocal tract, pace, breath and accent; each take differs a
little from the others, as when a person says the same word again. `formants` speaks.
"""

import numpy as np

from utils import checks
from utils.datasets import formants, utterances

VOICES = (24, 6, 12)  # for train, valid and test of strings


def draw_voices(*, seed, count):
    """Draw voices: what stays the same whatever somebody says.

    Args:
        seed: whole number ≥ 0.
        count: whole number ≥ 1.

    Returns:
        A dict of arrays with one row per voice, see `formants.synthesize`. Small vocal
        tracts tend to go with high voices.

    Example:

    >>> voices = draw_voices(seed=0, count=3)
    >>> voices["pitch"].shape, voices["accent"].shape == (3, len(formants.SOUNDS), 3)
    ((3,), True)
    """
    rng = np.random.default_rng([checks.integer("seed", seed, 0), 1])
    count = checks.integer("count", count, 1)
    height = rng.uniform(0, 1, count)  # from a tall man's to a child's
    accent = rng.normal(1, 0.09, (count, len(formants.SOUNDS), 3))
    return {
        "pitch": 90 * 2.6 ** (height + rng.normal(0, 0.12, count)),
        "size": 0.9 * 1.35 ** (height + rng.normal(0, 0.12, count)),
        "pace": rng.uniform(0.85, 1.3, count),
        "breath": rng.uniform(0.02, 0.4, count),
        "accent": np.clip(accent, 0.8, 1.25),
    }


def record_words(*, seed, voices, takes):
    """Let new voices say all ten digits, several times each.

    Args:
        seed: whole number ≥ 0; other seeds, other voices.
        voices: whole number ≥ 1.
        takes: whole number ≥ 1, how often each voice says each digit.

    Returns:
        `utterances.Recordings` of `voices` × 10 × `takes` words. From take to take
        lengths change by about 6 %, the pitch by 5 %, each formant of each sound by
        2 %.

    Example:

    >>> record_words(seed=0, voices=2, takes=1)
    Recordings: 20 by 2 voices
    """
    takes = checks.integer("takes", takes, 1)
    drawn = draw_voices(seed=seed, count=voices)
    shape = (voices, 10, takes)
    who, digits, take = (axis.ravel() for axis in np.indices(shape))
    rng = np.random.default_rng([seed, 2])
    spread = {"pitch": 0.05, "size": 0.01, "pace": 0.06, "breath": 0.1, "accent": 0.02}
    spoken = {}
    for name, values in drawn.items():
        values = values[who]
        spoken[name] = values * rng.normal(1, spread[name], values.shape).clip(0.5, 1.5)
    waves = formants.synthesize(digits, spoken, seed=seed)
    said = tuple((int(digit),) for digit in digits)
    return utterances.Recordings(
        tuple(waves), said, tuple(who.tolist()), tuple(take.tolist())
    )


def record_strings(*, seed, strings=(1600, 200, 300), voices=VOICES, takes=4):
    """Record strings of digits: other voices and other strings in each part.

    Args:
        seed: whole number ≥ 0.
        strings: three whole numbers, how many for train, valid and test.
        voices: three whole numbers, how many speak them.
        takes: whole number ≥ 1, different recordings of each digit by each voice.

    Returns:
        A dict from "train", "valid" and "test" to `utterances.Recordings`.

    Raises:
        ValueError: if the numbers do not fit.

    Example:

    >>> record_strings(seed=0, strings=(9, 5, 5), voices=(3, 1, 1), takes=1)["train"]
    Recordings: 9 by 3 voices
    """
    if not len(strings) == len(voices) == 3:
        raise ValueError(f"strings {strings}, voices {voices}; expected three of each")
    words = record_words(seed=seed, voices=sum(voices), takes=takes)
    parts, who, first = {}, np.array(words.voices), 0
    for part, count, people in zip(utterances.PARTS, strings, voices, strict=True):
        own = words.pick((who >= first) & (who < first + people))
        parts[part] = utterances.join_words(own, seed=seed, count=count, part=part)
        first += people
    return parts


def make_strings(*, seed, strings=(1600, 200, 300), voices=VOICES, takes=4):
    """Make strings of two to five digits, to be read by voices that are new.

    Args:
        seed: as in `record_strings`.
        strings: as in `record_strings`.
        voices: as in `record_strings`.
        takes: as in `record_strings`.

    Returns:
        A `Dataset` as from `utterances.to_dataset`.

    Example:

    >>> make_strings(seed=0, strings=(9, 5, 5), voices=(3, 1, 1), takes=1)
    Dataset "spoken strings": 9 train, 5 valid, 5 test · x (192, 24) · 11 classes per
    step
    """
    parts = record_strings(seed=seed, strings=strings, voices=voices, takes=takes)
    return utterances.to_dataset(parts, name="spoken strings")


def make_digits(*, seed, by, voices=6, takes=30, test_takes=5):
    """Make single digits to be named, split by take or by voice.

    Args:
        seed: whole number ≥ 0.
        by: "take" or "voice", see `utterances.split_words`.
        voices: whole number ≥ 2, all in all.
        takes: how often each voice says each digit, more than twice `test_takes`.
        test_takes: as in `utterances.split_words`.

    Returns:
        A classification `Dataset`: x `(n, 64, bands)`, ten classes.

    Example:

    >>> make_digits(seed=0, by="voice", voices=2, takes=11)
    Dataset "spoken digits": 10 train, 50 valid, 110 test · x (64, 24) · 10 classes
    """
    few = checks.integer("test_takes", test_takes, 1)
    takes = checks.integer("takes", takes, 2 * few + 1)
    voices = checks.integer("voices", voices, 2)
    words = record_words(seed=seed, voices=voices, takes=takes)
    parts = utterances.split_words(words, by=by, seed=seed, test_takes=few)
    parts = {
        part: utterances.add_room(words, seed=seed) for part, words in parts.items()
    }
    return utterances.to_dataset(parts, name="spoken digits", frames=64, strings=False)
