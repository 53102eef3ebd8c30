"""Language models that count: which character followed which few characters, how often.

A model of order n looks at the n − 1 characters before. Most sequences of five
characters never occur in training, so that every order leans on the shorter one below
it: interpolated Kneser–Ney smoothing, the opponent that a network has to beat.
"""

import lzma
from dataclasses import dataclass

import numpy as np

from utils import checks


@dataclass(frozen=True, eq=False)
class Level:
    """The counts of one order n, as sorted keys to look up.

    Args:
        keys: the n-grams that occur, as numbers in base `classes`.
        counts: how often each; below the highest order, after how many different ones.
        histories: the n − 1 characters before, as numbers.
        totals: the sum of the counts behind each history.
        kinds: how many different characters follow each history.
        discount: what is taken off every count, between 0 and 1.
    """

    keys: np.ndarray
    counts: np.ndarray
    histories: np.ndarray
    totals: np.ndarray
    kinds: np.ndarray
    discount: float


@dataclass(frozen=True, eq=False)
class NGrams:
    """A character model of some order: a `Level` for every order up to it.

    Args:
        classes: how many characters there are, the sign for unseen ones included.
        levels: tuple of `Level`, the first of order 1.
    """

    classes: int
    levels: tuple

    def __repr__(self):
        known = len(self.levels[-1].keys)
        return f"NGrams of order {len(self.levels)}: {known:,} different sequences"


def fit(codes, *, order, classes):
    """Count n-grams for interpolated Kneser–Ney smoothing.

    Below the highest order a sequence counts as often as *different* characters stand
    before it: "Francisco" is frequent, but follows one word only (Kneser & Ney 1995).
    The discount of each order is n₁ / (n₁ + 2 n₂), where n₁ sequences have a count of 1
    and n₂ of 2 (Ney, Essen & Kneser 1994).

    Args:
        codes: whole numbers `(n,)`, from 0 to `classes` − 1.
        order: whole number ≥ 1.
        classes: whole number ≥ 2.

    Returns:
        An `NGrams`.

    Raises:
        ValueError: if an argument does not fit.

    Reference:
        Kneser & Ney 1995, https://doi.org/10.1109/ICASSP.1995.479394;
        Chen & Goodman 1999, https://doi.org/10.1006/csla.1999.0128

    Example:

    >>> fit([0, 1, 0, 1, 0], order=2, classes=2)
    NGrams of order 2: 2 different sequences
    """
    codes, order = _check_codes(codes, classes), checks.integer("order", order, 1)
    if len(codes) < order or classes**order >= 2**62:
        raise ValueError(
            f"order is {order}; expected at most the text's {len(codes):,} "
            f"characters, and {classes} ** order below 2 ** 62"
        )
    levels = []
    for n in range(1, order + 1):
        keys, counts = np.unique(_keys(codes, n, classes), return_counts=True)
        if n < order:  # each different (n + 1)-gram counts its last n characters
            longer = np.unique(_keys(codes, n + 1, classes))
            keys, counts = np.unique(longer % classes**n, return_counts=True)
        levels.append(_make_level(keys, counts, classes))
    return NGrams(classes, tuple(levels))


def _make_level(keys, counts, classes):
    histories, first = np.unique(keys // classes, return_index=True)
    totals = np.add.reduceat(counts, first)
    kinds = np.diff(np.append(first, len(keys)))
    once, twice = (int((counts == times).sum()) for times in (1, 2))
    discount = once / (once + 2 * twice) if once and twice else 0.5
    return Level(keys, counts, histories, totals, kinds, discount)


def _keys(codes, n, classes):
    """Return the n-grams of a text as numbers in base `classes`."""
    keys = np.zeros(len(codes) - n + 1, "int64")
    for place in range(n):
        keys = keys * classes + codes[place : place + len(keys)]
    return keys


def probabilities(model, codes):
    """Return the probability that a model gives each character of a text.

    P(w | h) = max(c(h w) − d, 0) / c(h) + d · kinds(h) / c(h) · P(w | shorter h), down
    to an equal share for every character. A history that never occurred hands
    everything to the shorter one.

    Args:
        model: an `NGrams`.
        codes: whole numbers `(n,)`; each is predicted from the ones before it.

    Returns:
        float64 array `(n,)`, all above 0.

    Example:

    >>> model = fit([0, 1, 0, 1, 0, 1], order=2, classes=2)
    >>> found = probabilities(model, [0, 1])
    >>> bool(found[1] > 0.8)
    True
    """
    codes = _check_codes(codes, model.classes)
    found = np.full(len(codes), 1 / model.classes)
    for n, level in enumerate(model.levels, 1):
        if len(codes) < n:
            break
        keys = _keys(codes, n, model.classes)
        found[n - 1 :] = _interpolate(level, keys, model.classes, found[n - 1 :])
    return found


def _interpolate(level, keys, classes, below):
    """Return the probabilities of n-grams, given those one order below."""
    total = _look_up(level.histories, level.totals, keys // classes)
    kinds = _look_up(level.histories, level.kinds, keys // classes)
    count = _look_up(level.keys, level.counts, keys)
    known = total > 0
    kept = np.where(known, np.maximum(count - level.discount, 0), 0.0)
    given = np.where(known, level.discount * kinds, 1.0)
    return (kept + given * below) / np.where(known, total, 1)


def _look_up(keys, values, wanted):
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[places] == wanted, values[places], 0)


def next_probabilities(model, history):
    """Return the probability of every character after a history.

    Args:
        model: an `NGrams`.
        history: whole numbers `(n,)`; the last order − 1 of them count.

    Returns:
        float64 array `(classes,)` that sums to 1.

    Example:

    >>> model = fit([0, 1, 2, 0, 1, 2, 0], order=3, classes=4)
    >>> shares = next_probabilities(model, [0, 1])
    >>> int(shares.argmax()), round(float(shares.sum()), 9)
    (2, 1.0)
    """
    history = _check_codes(history, model.classes, least=0)
    short = history[max(0, len(history) - len(model.levels) + 1) :]
    found = np.full(model.classes, 1 / model.classes)
    everyone = np.arange(model.classes)
    for n, level in enumerate(model.levels[: len(short) + 1], 1):
        key = 0
        for code in short[len(short) - n + 1 :]:
            key = key * model.classes + int(code)
        keys = key * model.classes + everyone
        found = _interpolate(level, keys, model.classes, found)
    return found


def bits_per_character(model, codes):
    """Return the mean of −log₂ P over a text but for its first character, in bits.

    Args:
        model: an `NGrams`.
        codes: whole numbers `(n,)`, n ≥ 2.

    Example:

    >>> model = fit([0, 1] * 500, order=2, classes=2)
    >>> bits_per_character(model, [0, 1] * 50) < 0.1
    True
    """
    codes = _check_codes(codes, model.classes, least=2)
    return float(-np.log2(probabilities(model, codes)[1:]).mean())


def xz_bits(train, test):
    """Return the bits per character that xz adds when a text follows another.

    8 · (compressed(train + test) − compressed(train)) / characters of test: what the
    unseen text costs a compressor that has already read the training text.

    Args:
        train: a `str`.
        test: a `str` with at least one character.

    Returns:
        Bits per character.

    Example:

    >>> xz_bits("spam and eggs " * 9, "spam and eggs " * 90) < 0.5
    True
    """
    for name, words in (("train", train), ("test", test)):
        if not isinstance(words, str) or not words:
            raise ValueError(f"{name} is {words!r:.40}; expected a text")
    both, one = _compressed(train + test), _compressed(train)
    return 8 * (both - one) / len(test)


def _compressed(words):
    return len(lzma.compress(words.encode(), preset=9 | lzma.PRESET_EXTREME))


def _check_codes(codes, classes, least=1):
    codes = np.asarray(codes, dtype="int64" if len(codes) == 0 else None)
    if codes.ndim != 1 or codes.dtype.kind not in "iu" or len(codes) < least:
        raise ValueError(
            f"codes has shape {codes.shape} and type {codes.dtype}; expected at least "
            f"{least} whole numbers in a row"
        )
    if len(codes) and (codes.min() < 0 or codes.max() >= classes):
        raise ValueError(
            f"codes go from {codes.min()} to {codes.max()}; expected class numbers "
            f"from 0 to {classes - 1}"
        )
    return codes.astype("int64")
