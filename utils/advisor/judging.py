"""Say who is ahead of whom, and how sure that is.

Two contestants are compared example by example and seed by seed. The interval of their
difference holds both sources of chance: other seeds would have trained other networks,
and other examples could have been held back.
"""

import dataclasses

import numpy as np
import pandas as pd
from scipy import stats

ALPHA = 0.05  # of each comparison with the leader
ALPHA_LEARNED = 0.02  # of the comparison with the trivial rule
PRACTICAL = 0.01  # smaller differences do not count
TRIVIAL = ("majority", "mean", "last value")
SIMPLE = ("logistic regression", "ridge regression", "gradient boosting")
NOTHING, EVEN = "nothing was learned", "no difference"
FEW = "too few groups to tell"
LEAST = 6  # groups held back; with fewer an interval over groups says next to nothing


@dataclasses.dataclass(frozen=True)
class Finding:
    """The answer, and what it rests on.

    Args:
        answer: "CNN", "RNN", "hybrid", a baseline's name, "no difference" between CNN
            and RNN, "nothing was learned", or "too few groups to tell".
        leader: the contestant with the best score on the validation rows.
        network: the network to take, or, where the answer is none, if one is wanted.
        level: contestants that are not clearly behind the leader, the trivial left out.
        table: one row per contestant, the leader first. Its verdicts: "leads", "level",
            "unproven" (level, but not clearly above the trivial rules), "behind".
        rival: where a baseline is the answer, the network that could be furthest ahead
            of it, and by how much: name, mean, lower and upper end; else None.
    """

    answer: str
    leader: str
    network: str
    level: tuple
    table: pd.DataFrame
    rival: tuple | None = None


def compare(first, second, *, clusters=None, alpha=ALPHA):
    """Return the mean difference of two contestants and its interval.

    The variance of the mean is the sum of two parts: that of the seeds' means, and that
    of the examples' (or clusters') means. The degrees of freedom are Satterthwaite's.
    The sum counts what is left over twice, which makes the interval a little too wide.

    Args:
        first, second: arrays `(seeds, examples)` of scores.
        clusters: array `(examples,)`: examples of a cluster are no independent
            witnesses; None if all are.
        alpha: share of intervals that may miss.

    Returns:
        Mean, lower and upper end.

    Example:

    >>> first, second = np.ones((3, 50)), np.zeros((3, 50))
    >>> compare(first, second)
    (1.0, 1.0, 1.0)

    Reference:
        Clark 1973, https://doi.org/10.1016/S0022-5371(73)80014-3;
        Satterthwaite 1946, https://doi.org/10.2307/3002019
    """
    gaps = np.asarray(first, float) - np.asarray(second, float)
    seeds, count = gaps.shape
    mean, by_seed, by_example = gaps.mean(), gaps.mean(axis=1), gaps.mean(axis=0)
    clusters = np.arange(count) if clusters is None else clusters
    sums = np.bincount(np.unique(clusters, return_inverse=True)[1], by_example - mean)
    blocks = len(sums)
    parts = [(blocks / max(1, blocks - 1) * np.sum(sums**2) / count**2, blocks - 1)]
    if seeds > 1:
        parts.append((by_seed.var(ddof=1) / seeds, seeds - 1))
    variance = sum(part for part, _ in parts)
    if variance <= 1e-15:
        return (float(mean),) * 3
    freedom = variance**2 / sum(part**2 / max(1, own) for part, own in parts)
    reach = stats.t.ppf(1 - alpha / 2, freedom) * np.sqrt(variance)
    return float(mean), float(mean - reach), float(mean + reach)


def judge(scores, valid, families, *, clusters=None, cost=None):
    """Find the answer.

    The leader is chosen on the validation rows, so that the test rows, on which it is
    compared, have had no say in it. Who is not clearly behind is level with it. Of
    those who are level and clearly better than every trivial rule, the simplest is the
    answer: a baseline before a network, and a network of one family before a hybrid.

    Args:
        scores: dict from contestant to an array `(seeds, examples)` on the test rows.
        valid: dict from contestant to its mean score on the validation rows.
        families: dict from contestant to its family.
        clusters: as in `compare`.
        cost: dict from contestant to seconds, which decides between equals.

    Returns:
        A `Finding`.

    Example:

    >>> right = np.arange(200) % 10 > 0
    >>> scores = {"CNN": right, "RNN": right & (np.arange(200) % 3 > 0),
    ...     "majority": np.arange(200) % 2}
    >>> scores = {name: np.stack([s, s]).astype(float) for name, s in scores.items()}
    >>> valid = {"CNN": 0.9, "RNN": 0.6, "majority": 0.5}
    >>> families = {"CNN": "CNN", "RNN": "RNN", "majority": "baseline"}
    >>> judge(scores, valid, families).answer
    'CNN'
    """
    others = [name for name in scores if name not in TRIVIAL]
    leader = max(others, key=valid.get)
    gaps = {
        name: compare(scores[leader], scores[name], clusters=clusters, alpha=alpha)
        for name in scores
        if name != leader
        for alpha in [ALPHA_LEARNED if name in TRIVIAL else ALPHA]
    }
    level = tuple(n for n in others if n == leader or not is_clear(gaps[n]))
    able = tuple(n for n in level if _has_learned(scores, n, clusters))
    few = clusters is not None and len(np.unique(clusters)) < LEAST
    answer = FEW if few else NOTHING
    if leader in able:
        answer = _choose(able, families)
    network = next((name for name in able if families[name] == answer), None)
    network = network or _choose_network(able or level, valid, families, cost or {})
    rows = [_describe(n, scores[n], gaps, families, clusters, leader) for n in scores]
    table = pd.DataFrame(rows).set_index("contestant")
    table.loc[[*level], "verdict"] = "unproven"
    table.loc[[*able], "verdict"] = "level"
    table.loc[leader, "verdict"] = "leads"
    if leader not in able:
        table["verdict"] = "level"
    places = {name: place for place, name in enumerate(scores)}
    order = sorted(scores, key=lambda n: (n != leader, -table["score"][n], places[n]))
    rival = _find_rival(scores, answer, families, clusters)
    return Finding(answer, leader, network, level, table.loc[order], rival)


def is_clear(gap):
    """Return whether a difference counts: surely above zero, and not too small.

    Args:
        gap: mean, lower and upper end.

    Returns:
        True or False.

    Example:

    >>> is_clear((0.05, 0.01, 0.09)), is_clear((0.005, 0.004, 0.006))
    (True, False)
    """
    mean, low, _ = gap
    return low > 0 and mean >= PRACTICAL


def cluster_blocks(count, blocks=20):
    """Number the steps of a series by blocks, which stand in for independent examples.

    Args:
        count: number of steps.
        blocks: number of blocks at most.

    Returns:
        An array `(count,)`.

    Example:

    >>> cluster_blocks(4, blocks=2).tolist()
    [0, 0, 1, 1]
    """
    blocks = min(blocks, count)
    return np.arange(count) * blocks // count


def _has_learned(scores, name, clusters):
    """Return whether a contestant is clearly better than every trivial rule."""
    asked = {"clusters": clusters, "alpha": ALPHA_LEARNED}
    trivial = [scores[rule] for rule in scores if rule in TRIVIAL]
    return all(is_clear(compare(scores[name], rule, **asked)) for rule in trivial)


def _find_rival(scores, answer, families, clusters):
    """Return the network that could be furthest ahead of a baseline, and its lead."""
    if answer not in SIMPLE:
        return None
    networks = (name for name in scores if families[name] != "baseline")
    leads = (
        (n, *compare(scores[n], scores[answer], clusters=clusters)) for n in networks
    )
    return max(leads, key=lambda lead: lead[-1], default=None)


def _choose(able, families):
    """Return the simplest of those who may be the answer."""
    for name in SIMPLE:
        if name in able:
            return name
    kinds = {families[name] for name in able}
    if {"CNN", "RNN"} <= kinds:
        return EVEN
    return next(kind for kind in ("CNN", "RNN", "hybrid") if kind in kinds)


def _choose_network(level, valid, families, cost):
    """Return the network to take: the best on validation, or a cheaper one as good."""
    networks = [name for name in valid if families[name] != "baseline"]
    among = [name for name in networks if name in level] or networks
    best = max(valid[name] for name in among)
    among = [name for name in among if valid[name] >= best - PRACTICAL]
    return min(among, key=lambda n: (families[n] == "hybrid", cost.get(n, 0.0)))


def _describe(name, own, gaps, families, clusters, leader):
    score, low, high = compare(own, np.zeros_like(own), clusters=clusters)
    if own.min() >= 0 and own.max() <= 1:  # shares of right answers
        low, high = max(0.0, low), min(1.0, high)
    gap, gap_low, gap_high = gaps.get(name, (0.0, 0.0, 0.0))
    return {
        "contestant": name,
        "family": families[name],
        "score": score,
        "low": low,
        "high": high,
        "behind": gap,
        "behind_low": gap_low,
        "behind_high": gap_high,
        "verdict": "behind",
    }
