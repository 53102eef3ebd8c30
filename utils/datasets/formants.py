"""A formant synthesizer: ten spoken digits from a buzz, a hiss and five resonators.

Source and filter after Klatt (1980): the vocal folds give a train of pulses, air in a
narrow gap gives noise, and the vocal tract lets some frequencies through, the formants,
which move from sound to sound. As there, the resonators are set anew every 5 ms. Many
words are synthesized at once, sample by sample.
"""

import numpy as np

from utils import checks

RATE = 8000  # samples per second
HOP = 40  # samples between two settings of the resonators, 5 ms
NAMES = ("zero", "one", "two", "three", "four")
NAMES += ("five", "six", "seven", "eight", "nine")

# Sounds: ms, three formants in Hz, voice, hiss, the hiss's middle and band in Hz.
# Formants near those of Peterson & Barney (1952) and Klatt (1980), by ear and eye.
SOUNDS = {
    "ih": (80, 390, 1990, 2550, 1.0, 0, 3000, 1000),
    "eh": (95, 530, 1840, 2480, 1.0, 0, 3000, 1000),
    "uh": (120, 640, 1190, 2390, 1.0, 0, 3000, 1000),
    "aw": (120, 570, 840, 2410, 1.0, 0, 3000, 1000),
    "oo": (170, 300, 870, 2240, 0.9, 0, 3000, 1000),
    "ee": (170, 270, 2290, 3010, 0.9, 0, 3000, 1000),
    "schwa": (60, 500, 1500, 2500, 0.7, 0, 3000, 1000),
    "a1": (110, 690, 1180, 2500, 1.0, 0, 3000, 1000),
    "a2": (90, 400, 1900, 2550, 0.8, 0, 3000, 1000),
    "e1": (90, 480, 1750, 2520, 1.0, 0, 3000, 1000),
    "e2": (90, 330, 2100, 2600, 0.8, 0, 3000, 1000),
    "o1": (90, 540, 1050, 2300, 1.0, 0, 3000, 1000),
    "o2": (100, 430, 850, 2300, 0.8, 0, 3000, 1000),
    "w": (60, 290, 610, 2150, 0.5, 0, 3000, 1000),
    "r": (60, 320, 1060, 1400, 0.6, 0, 3000, 1000),
    "er": (110, 480, 1300, 1650, 0.7, 0, 3000, 1000),
    "n": (80, 270, 1400, 2500, 0.35, 0, 3000, 1000),
    "v": (60, 230, 1100, 2080, 0.3, 0.04, 2800, 2000),
    "z": (80, 240, 1390, 2530, 0.3, 0.25, 3600, 500),
    "f": (100, 340, 1100, 2080, 0, 0.1, 2600, 2500),
    "th": (90, 320, 1290, 2540, 0, 0.07, 3300, 1500),
    "s": (110, 320, 1390, 2530, 0, 0.4, 3650, 400),
    "shut": (55, 300, 1800, 2600, 0, 0, 3000, 1000),
    "k": (30, 300, 1990, 2850, 0, 0.3, 1900, 400),
    "t": (40, 400, 1600, 2600, 0, 0.35, 3300, 800),
}
SPELLED = (
    "z ih r o1 o2",
    "w uh n",
    "t oo",
    "th r ee",
    "f aw er",
    "f a1 a2 v",
    "s ih shut k s",
    "s eh v schwa n",
    "e1 e2 shut t",
    "n a1 a2 n",
)
FORMANTS, VOICE, HISS, PLACE, BAND = slice(0, 3), 3, 4, 5, 6


def synthesize(digits, voices, *, seed):
    """Speak digits, each by a voice of its own, all at once.

    Args:
        digits: whole numbers from 0 to 9, `(words,)`.
        voices: dict of arrays `(words,)`: `pitch` in Hz, `size` (factor on all
            formants: below 1 a longer vocal tract), `pace` (factor on all lengths),
            `breath` (share of noise in the voice, 0 to 1), and `accent`, an array
            `(words, sounds, 3)` of factors on the formants of each of `SOUNDS`.
        seed: whole number ≥ 0 for the noise and the pitch's course.

    Returns:
        A list of float32 arrays, one waveform per word, 8,000 samples per second,
        each of the same loudness.

    Raises:
        ValueError: if a digit is none, or the voices are not one for each word.

    Example:

    >>> voice = {"pitch": [120.0], "size": [1.0], "pace": [1.0], "breath": [0.1],
    ...          "accent": np.ones((1, len(SOUNDS), 3))}
    >>> [word] = synthesize([8], voice, seed=0)
    >>> len(word) / RATE  # seconds: 90 + 90 + 55 + 40 ms
    0.275

    Reference:
        Klatt 1980, https://doi.org/10.1121/1.383940;
        Peterson & Barney 1952, https://doi.org/10.1121/1.1906875
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    digits, voices = _check(digits, voices)
    lengths, tracks = _lay_tracks(digits, voices)
    frames = tracks.shape[1]
    source = _buzz(frames * HOP, voices, rng)
    hiss = rng.standard_normal(source.shape, dtype="float32")
    breath = voices["breath"].astype("float32")
    source = (1 - breath) * source + 0.5 * breath * hiss
    source *= np.repeat(tracks[..., VOICE].T, HOP, axis=0)
    voiced = source
    size = voices["size"][:, np.newaxis]
    for formant, width in enumerate((70, 100, 160, 260)):
        fixed = np.full(tracks.shape[:2], 3450.0)
        middle = fixed if formant == 3 else tracks[..., formant]
        middle = np.clip(middle * size, 150, 3850)
        voiced = _resonate(voiced, middle, np.full_like(middle, width))
    hiss *= np.repeat(tracks[..., HISS].T, HOP, axis=0)
    place = np.clip(tracks[..., PLACE] * size**0.3, 150, 3850)
    hissed = _resonate(hiss, place, tracks[..., BAND], even=True)
    loud = np.sqrt(np.mean(voiced**2, axis=0) * frames * HOP / lengths)
    both = (voiced / loud.astype("float32") + hissed).T
    return [wave[:length] for wave, length in zip(both, lengths, strict=True)]


def _check(digits, voices):
    digits = np.asarray(digits)
    if digits.ndim != 1 or digits.size == 0 or digits.dtype.kind not in "iu":
        raise ValueError(f"digits is {digits!r:.60}; expected a list of whole numbers")
    if digits.min() < 0 or digits.max() > 9:
        raise ValueError(f"digits go to {digits.max()}; expected 0 to 9")
    shape = (len(digits),)
    expected = dict.fromkeys(("pitch", "size", "pace", "breath"), shape)
    expected["accent"] = (*shape, len(SOUNDS), 3)
    arrays = {name: np.asarray(voices.get(name), float) for name in expected}
    for name, array in arrays.items():
        if array.shape != expected[name]:
            raise ValueError(
                f"voices[{name!r}] has shape {array.shape}; expected {expected[name]}"
            )
    return digits, arrays


def _lay_tracks(digits, voices):
    """Return lengths in samples, and what the synthesizer does in each 5 ms."""
    names = list(SOUNDS)
    words = []
    for row, digit in enumerate(digits):
        spelled = [names.index(name) for name in SPELLED[digit].split()]
        sounds = np.array([SOUNDS[names[i]] for i in spelled], float)
        targets = sounds[:, 1:]
        targets[:, FORMANTS] *= voices["accent"][row, spelled]
        ends = np.cumsum(sounds[:, 0] * voices["pace"][row])
        starts = np.concatenate([[0], ends[:-1]])
        edges, inward = np.stack([starts, ends]), np.array([[1.0], [-1.0]])
        slow, fast = edges + 0.3 * inward * (ends - starts), edges + 6 * inward
        words.append((ends[-1], slow.T.ravel(), fast.T.ravel(), targets))
    lengths = np.array([round(word[0] * RATE / 1000) for word in words])
    frames = -(-int(lengths.max()) // HOP)
    when = (np.arange(frames) + 0.5) * HOP * 1000 / RATE
    tracks = np.zeros((len(words), frames, 7))
    for row, (end, slow, fast, targets) in enumerate(words):
        for track in range(7):
            knots = fast if track in (VOICE, HISS) else slow
            values = np.repeat(targets[:, track], 2)
            tracks[row, :, track] = np.interp(when, knots, values)
        edges = np.minimum(when / 15, (end - when) / 30).clip(0, 1)
        tracks[row, :, [VOICE, HISS]] *= edges
    return lengths, tracks.astype("float32")


def _buzz(samples, voices, rng):
    """Return the flow of air through the vocal folds, differentiated, (samples, n)."""
    words = len(voices["pitch"])
    seconds = np.arange(samples, dtype="float32")[:, np.newaxis] / RATE
    fall, start = rng.uniform(0.1, 0.5, words), rng.uniform(1.0, 1.12, words)
    course = (start - fall * seconds) * (1 + 0.01 * np.sin(2 * np.pi * 5 * seconds))
    turns = np.cumsum(voices["pitch"] * np.clip(course, 0.6, 2) / RATE, axis=0)
    phase = ((turns + rng.random(words)) % 1).astype("float32")
    place = phase / 0.6  # the folds are open for 60 % of a cycle
    return np.where(place < 1, 2 * place - 3 * place**2, 0)  # Klatt & Klatt 1990


def _resonate(x, middle, width, *, even=False):
    """Filter (samples, n) by resonators set anew in each 5 ms, (n, settings).

    y[t] = a x[t] + b y[t - 1] + c y[t - 2]; gain 1 at 0 Hz, or, if `even`, for the
    power of white noise.
    """
    radius = np.exp(-np.pi * width.T / RATE)
    turn = np.cos(2 * np.pi * middle.T / RATE)
    b, c = 2 * radius * turn, -(radius**2)
    a = 1 - b - c
    if even:
        a = np.sqrt((1 + c) * ((1 - c) ** 2 - b**2) / (1 - c))
    a, b, c = (each.astype("float32") for each in (a, b, c))
    y = np.empty_like(x)
    before, last = np.zeros_like(x[0]), np.zeros_like(x[0])
    for setting in range(len(a)):
        rows = slice(setting * HOP, (setting + 1) * HOP)
        y[rows] = a[setting] * x[rows]
        for now in y[rows]:
            now += b[setting] * last
            now += c[setting] * before
            before, last = last, now
    return y
