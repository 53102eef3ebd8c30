"""The rule behind every verdict: a Student-t interval beside a margin.

Nothing here knows of models or claims: numbers go in, words come out.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from utils import checks

ALPHA = 0.05  # two-sided: a true effect equal to the margin passes in 2.5 %
ROUNDING = 1e-9  # scores that differ by this part of their size are equal


@dataclass(frozen=True)
class Finding:
    """What the seeds say about one condition: a word and the interval behind it."""

    word: str
    low: float
    high: float


def interval(differences, *, ratio=0.0, alpha=ALPHA):
    """Two-sided Student-t interval of the mean of the differences.

    The mean lies in `mean ± t · s · sqrt(1/n + ratio)`, where `s` is the standard
    deviation over the `n` seeds. With fresh data for each seed `ratio` is 0. Where the
    seeds re-split the same data the runs overlap and agree too well; `ratio` is then
    the test part's size over the training part's, which makes up for it.

    Args:
        differences: array, one number per seed along the last axis.
        ratio: size of the test part over that of the training part, 0 for fresh data.
        alpha: the share of intervals that may miss the mean, both sides together.

    Returns:
        The lower and the upper end, arrays without the last axis; NaN for one seed.

    Example:

    The mean is 2, s is 1, and t for three seeds 4.303, over the square root of 3.

    >>> low, high = interval([1, 2, 3])
    >>> float(low), float(high)
    (-0.484, 4.484)

    Reference:
        Student 1908, https://doi.org/10.1093/biomet/6.1.1;
        Nadeau & Bengio 2003, https://doi.org/10.1023/A:1024068626366
    """
    differences = np.asarray(differences, dtype=float)
    seeds = differences.shape[-1]
    mean = differences.mean(axis=-1)
    if seeds < 2:
        return np.full_like(mean, np.nan), np.full_like(mean, np.nan)
    spread = differences.std(axis=-1, ddof=1)
    reach = stats.t.ppf(1 - alpha / 2, seeds - 1) * spread * np.sqrt(1 / seeds + ratio)
    return mean - reach, mean + reach


def holm_levels(chances, alpha):
    """The level at which Holm's procedure judges each of several tests.

    The smallest of `m` chances has to stay below `alpha / m`, the next one below
    `alpha / (m - 1)` and so on. The first that doesn't ends the procedure, and all
    that follow are judged, and fail, at its level.

    Args:
        chances: sequence of the p-values of the tests.
        alpha: the chance, over all tests, of one false alarm.

    Returns:
        A list of levels: a test passes where its chance is below its level.

    Example:

    >>> holm_levels([0.01, 0.9, 0.02], alpha=0.06)
    [0.02, 0.06, 0.03]

    The first one fails here, and so do all.

    >>> holm_levels([0.03, 0.9, 0.025], alpha=0.06)
    [0.02, 0.02, 0.02]

    Reference:
        Holm 1979, https://www.jstor.org/stable/4615733
    """
    ranks = [sum(other < chance for other in chances) for chance in chances]
    levels = [alpha / (len(ranks) - rank) for rank in ranks]
    judged = zip(ranks, chances, levels, strict=True)
    failed = [rank for rank, chance, level in judged if chance >= level]
    last = min(failed, default=len(ranks))
    return [alpha / (len(ranks) - min(rank, last)) for rank in ranks]


def decide(samples, margin, ratios, *, alpha=ALPHA):
    """Judges whether the mean difference is above the margin, in each condition.

    One condition: supported where the whole interval lies above the margin, refuted
    where it lies below, else undecided. Several share the risk of a false alarm by
    Holm's procedure, for "supported" and for "refuted" each; the interval returned
    is the one at the level that decided, so that word and interval always agree.

    Args:
        samples: list with an array of differences, one per seed, for each condition.
        margin: the bar for the mean difference.
        ratios: list of `interval`'s `ratio` for each condition.
        alpha: the risk, both sides together; 0.05 belongs to 95 % intervals.

    Returns:
        A list with a `Finding` for each condition.

    Example:

    >>> [finding] = decide([[1, 2, 3]], margin=0.5, ratios=[0.0])
    >>> finding.word
    'undecided'
    >>> [finding.word for finding in decide([[3, 3, 3], [1, 1, 1]], 2, [0.0, 0.0])]
    ['supported', 'refuted']
    """
    above, below = [], []
    for sample, ratio in zip(samples, ratios, strict=True):
        sample = np.asarray(sample, dtype=float)
        above.append(_chance(sample - margin, ratio, margin))
        below.append(_chance(margin - sample, ratio, margin))
    findings = []
    ups, downs = holm_levels(above, alpha / 2), holm_levels(below, alpha / 2)
    for case, (sample, ratio) in enumerate(zip(samples, ratios, strict=True)):
        if above[case] < ups[case]:
            word, level = "supported", ups[case]
        elif below[case] < downs[case]:
            word, level = "refuted", downs[case]
        else:
            word, level = "undecided", min(ups[case], downs[case])
        low, high = interval(sample, ratio=ratio, alpha=2 * level)
        findings.append(Finding(word, float(low), float(high)))
    return findings


def support_rate(draw, *, margin, seeds=5, experiments=2000, seed=0):
    """Share of simulated experiments in which the rule says "supported".

    If the true mean of what `draw` gives equals the margin, every "supported" is a
    false one, and the rule promises them in 2.5 % of normally distributed experiments.
    If it lies above, this is the rule's power.

    Args:
        draw: function `draw(rng, shape)` that returns an array of paired differences.
        margin: the bar for the mean difference.
        seeds: how many seeds one experiment has, at least two.
        experiments: how many experiments to simulate.
        seed: of the simulation's own random numbers.

    Returns:
        A number from 0 to 1.

    Raises:
        ValueError: if a number is no such number, or `draw` returns another shape.

    Example:

    >>> support_rate(lambda rng, shape: rng.normal(1, 0.1, shape), margin=0)
    1.0
    """
    checks.integer("seeds", seeds, 2)
    checks.integer("experiments", experiments, 1)
    shape = (experiments, seeds)
    drawn = draw(np.random.default_rng(checks.integer("seed", seed, 0)), shape)
    if np.shape(drawn) != shape:
        raise ValueError(f"draw returned shape {np.shape(drawn)}; expected {shape}")
    low, _ = interval(drawn)
    return float(np.mean(low > margin))


def _chance(excess, ratio, margin):
    """One-sided p-value of a mean above zero; 1 where the seeds show no spread."""
    if len(excess) < 2:
        return 1.0
    mean = excess.mean() - ROUNDING * max(abs(margin), np.abs(excess).max())
    error = excess.std(ddof=1) * np.sqrt(1 / len(excess) + ratio)
    if error == 0:
        return float(mean <= 0)
    return float(stats.t.sf(mean / error, len(excess) - 1))
