"""Recordings of digits: put together to strings, cut into frames, given to a model.

What the synthesizer and the Free Spoken Digit Dataset have in common. A `Recordings`
holds waveforms to listen to; `to_dataset` makes of them what a model is given.
"""

import dataclasses

import numpy as np

from utils import checks, spectra
from utils.datasets.base import PARTS, Dataset, Split
from utils.datasets.packing import BLANK, pack

FRAMES = 192  # of 16 ms: strings are padded to this length, 3 s
STRIDE = 4  # frames for each answer of a model
SHARES = (0.6, 0.1, 0.3)  # of all sequences of digits, for train, valid, test


@dataclasses.dataclass(frozen=True, eq=False)
class Recordings:
    """What was recorded, what was said, and who said it.

    Args:
        waves: tuple of float arrays `(samples,)`, 8,000 samples per second.
        digits: tuple of tuples of digits, what is said in each.
        voices: tuple of the speakers, numbers or names.
        takes: tuple of whole numbers, the how-manieth recording of the same.

    Raises:
        ValueError: if there is not one of each for each wave, or none at all.
    """

    waves: tuple
    digits: tuple
    voices: tuple
    takes: tuple

    def __post_init__(self):
        sizes = [len(getattr(self, each.name)) for each in dataclasses.fields(self)]
        if len(set(sizes)) > 1 or not sizes[0]:
            raise ValueError(f"lengths are {sizes}; expected the same, at least 1")

    def __len__(self):
        return len(self.waves)

    def __repr__(self):
        voices = len(set(self.voices))
        return f"Recordings: {len(self):,} by {voices} voice{'s' * (voices > 1)}"

    def pick(self, rows):
        """Return some of the recordings.

        Args:
            rows: their numbers, or one truth value for each.
        """
        rows = np.arange(len(self))[np.asarray(rows)]
        parts = (self.waves, self.digits, self.voices, self.takes)
        return Recordings(*(tuple(part[row] for row in rows) for part in parts))


def split_words(words, *, by, seed, test_takes=5):
    """Split recorded words into train, valid and test, by take or by voice.

    By take, the split that comes with the Free Spoken Digit Dataset: the first takes
    of everybody are the test part, so that all voices are in all parts. By voice: one
    voice, number `seed` in alphabetical order and round again, is the test part.
    Training words are equally many both ways; `valid` holds further takes of the
    voices in training.

    Args:
        words: `Recordings` of several voices.
        by: "take" or "voice".
        seed: whole number ≥ 0: which voice is left out, which words are left.
        test_takes: whole number ≥ 1, takes of each word in the test part, and as many
            in the validation part.

    Returns:
        A dict from "train", "valid" and "test" to `Recordings`.

    Raises:
        ValueError: if `by` is neither, or there is one voice only.
    """
    seed = checks.integer("seed", seed, 0)
    few = checks.integer("test_takes", test_takes, 1)
    takes, voices = np.array(words.takes), np.array(words.voices)
    names = sorted(set(words.voices))
    if by not in ("take", "voice") or len(names) < 2:
        raise ValueError(
            f"by is {by!r} with {len(names)} voices; expected 'take' or 'voice', and "
            "at least two voices"
        )
    known = voices != names[seed % len(names)]
    train, valid = takes >= 2 * few, (takes >= few) & (takes < 2 * few)
    if by == "voice":
        return {
            "train": words.pick(train & known),
            "valid": words.pick(valid & known),
            "test": words.pick(~known),
        }
    rows = np.random.default_rng(seed).permutation(np.flatnonzero(train))
    rows = np.sort(rows[: np.sum(train & known)])
    test = takes < few
    return dict(zip(PARTS, map(words.pick, (rows, valid, test)), strict=True))


def join_words(words, *, seed, count, part="train", lengths=(2, 5), noise=(3, 20)):
    """Join recorded words to strings, each by one voice, with pauses and noise.

    Every sequence of digits belongs to one part, dealt by the seed, so that no string
    of the test part occurs in training.

    Args:
        words: `Recordings` of single digits.
        seed: whole number ≥ 0.
        count: whole number ≥ 1 of strings.
        part: "train", "valid" or "test".
        lengths: the fewest and the most digits in a string; a string of 1 may occur in
            all parts.
        noise: the lowest and the highest distance from speech to noise in decibels.

    Returns:
        A `Recordings` of strings that fit into `FRAMES` frames.

    Raises:
        ValueError: if an argument does not fit.
    """
    if part not in PARTS:
        raise ValueError(f"part is {part!r}; expected one of {PARTS}")
    low, high = lengths
    low = checks.integer("lengths[0]", low, 1, high)
    high = checks.integer("lengths[1]", high, low, 5)
    owner = np.random.default_rng([checks.integer("seed", seed, 0), 11])
    owner = owner.choice(3, p=SHARES, size=(11,) * 5)
    rng = np.random.default_rng([seed, PARTS.index(part)])
    rows = {}
    for row, (digits, voice) in enumerate(zip(words.digits, words.voices, strict=True)):
        rows.setdefault(voice, {}).setdefault(digits[0], []).append(row)
    if any(len(spoken) < 10 for spoken in rows.values()):
        raise ValueError("words: a voice lacks a digit; expected all ten by everybody")
    names, found = sorted(rows), []
    while len(found) < checks.integer("count", count, 1):
        voice = names[rng.integers(len(names))]
        digits = tuple(rng.integers(10, size=rng.integers(low, high + 1)).tolist())
        place = (*digits, 10, 10, 10, 10)[:5]
        if len(digits) > 1 and owner[place] != PARTS.index(part):
            continue
        spoken = [words.waves[rng.choice(rows[voice][digit])] for digit in digits]
        wave = _pause(spoken, rng)
        if len(wave) <= (FRAMES - 1) * spectra.HOP + spectra.SIZE:
            wave = _add_noise(wave, noise, rng)
            found.append((wave, digits, voice, len(found)))
    return Recordings(*zip(*found, strict=True))


def add_room(words, *, seed, noise=(3, 20)):
    """Put every word into a room: a pause before and after it, and noise over all.

    Args:
        words: `Recordings`.
        seed: whole number ≥ 0.
        noise: as in `join_words`.

    Returns:
        `Recordings` of the same words in the same order.
    """
    rng = np.random.default_rng([checks.integer("seed", seed, 0), 3, len(words)])
    waves = tuple(_add_noise(_pause([wave], rng), noise, rng) for wave in words.waves)
    return dataclasses.replace(words, waves=waves)


def to_dataset(parts, *, name, frames=FRAMES, strings=True, resplit=False):
    """Make of recordings what a model is given: log-mel frames, and the answers.

    The frames of a recording get mean 0 in each band and together variance 1; those
    that fill up to `frames` are 0. The answers to strings have one symbol for each
    `STRIDE` frames: the digits, then blanks up to the recording's last step, then
    zeros. So they tell both lengths; see `packing.unpack`.

    Args:
        parts: dict from "train", "valid", "test" to `Recordings`.
        name: what to call the data.
        frames: whole number ≥ `STRIDE`; longer recordings are cut.
        strings: False for single digits, whose answers are class numbers.
        resplit: whether a seed deals out the same recordings anew.

    Returns:
        A `Dataset`: x `(n, frames, bands)`, y `(n, frames // STRIDE)` or `(n,)`.

    Raises:
        ValueError: if a part is missing, or a string has more digits than steps.
    """
    frames = checks.integer("frames", frames, STRIDE)
    if set(parts) != set(PARTS):
        raise ValueError(f"parts are {sorted(parts)}; expected {PARTS}")
    splits = {}
    for part, recordings in parts.items():
        x = np.zeros((len(recordings), frames, spectra.BANDS), "float32")
        y = np.zeros((len(recordings), frames // STRIDE), "int32")
        for row, (wave, digits) in enumerate(
            zip(recordings.waves, recordings.digits, strict=True)
        ):
            seen = spectra.log_mel(wave)[:frames]
            seen = seen - seen.mean(axis=0)
            x[row, : len(seen)] = seen / max(seen.std(), 1e-3)
            y[row] = pack(digits, -(-len(seen) // STRIDE), frames // STRIDE)
        splits[part] = Split(x, y if strings else y[:, 0])
    kind = {"task": "classification", "classes": BLANK + strings}
    return Dataset(name, **splits, **kind, resplit=resplit)


def _pause(spoken, rng):
    """Join words with silence around them, each about as loud as the next."""
    seconds = rng.uniform(0.04, 0.15, len(spoken) + 1)
    pieces = []
    for length, wave in zip(seconds, [*spoken, None], strict=True):
        pieces.append(np.zeros(round(length * spectra.RATE), "float32"))
        if wave is not None:
            loud = np.sqrt(np.mean(wave**2)) or 1
            pieces.append(0.1 * rng.uniform(0.6, 1.4) * wave / loud)
    return np.concatenate(pieces).astype("float32")


def _add_noise(wave, noise, rng):
    level = 10 ** (-rng.uniform(*noise) / 20) * np.sqrt(np.mean(wave**2))
    return wave + level * rng.standard_normal(len(wave), dtype="float32")
