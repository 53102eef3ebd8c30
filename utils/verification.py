"""Compare faces by their embeddings: pairs, errors at a threshold, who is who.

An embedding is a list of numbers for a picture; two pictures are as alike as the
cosine of the angle between theirs. Nothing here knows of networks.
"""

import dataclasses

import numpy as np
from sklearn.metrics import roc_auc_score, roc_curve

from utils import checks


@dataclasses.dataclass(frozen=True, eq=False)
class Pairs:
    """All pairs of pictures, none with itself, each once.

    Args:
        first, second: `(pairs,)`, row numbers of the two pictures.
        score: `(pairs,)`, the cosine of their embeddings, from -1 to 1.
        same: `(pairs,)`, whether both show one person.
    """

    first: np.ndarray
    second: np.ndarray
    score: np.ndarray
    same: np.ndarray


def compare_pairs(embeddings, people):
    """Compare every picture with every other one.

    Args:
        embeddings: array `(pictures, numbers)`.
        people: array `(pictures,)`, whole numbers: who is on each picture.

    Returns:
        `Pairs`.

    Raises:
        ValueError: if there is no picture, shapes do not fit, an embedding holds no
            finite numbers or only zeros, there is one person only, or a person has one
            picture only.

    Example:

    >>> pairs = compare_pairs([[1, 0], [2, 0], [0, 1], [0, 3]], [7, 7, 8, 8])
    >>> pairs.score.tolist()
    [1.0, 0.0, 0.0, 0.0, 0.0, 1.0]
    """
    unit, people = _check(embeddings, people)
    first, second = np.triu_indices(len(people), k=1)
    score = (unit @ unit.T)[first, second]
    return Pairs(first, second, score, people[first] == people[second])


def roc_auc(pairs):
    """Return the chance that a pair of one person scores above a pair of two.

    Args:
        pairs: `Pairs`.

    Returns:
        The area under the receiver operating characteristic: 0.5 for guessing, 1 for
        a perfect order.

    Reference:
        Fawcett 2006, https://doi.org/10.1016/j.patrec.2005.10.010

    Example:

    >>> roc_auc(compare_pairs([[1, 0], [2, 0], [0, 1], [0, 3]], [7, 7, 8, 8]))
    1.0
    """
    return float(roc_auc_score(pairs.same, pairs.score))


def error_rates(pairs, threshold):
    """Return how often strangers are let in and people are turned away.

    Args:
        pairs: `Pairs`.
        threshold: the cosine from which on two pictures are said to be one person.

    Returns:
        Two numbers from 0 to 1: the share of the pairs of two people that are accepted
        (false accepts), and of the pairs of one person that are not (false rejects).

    Example:

    >>> pairs = compare_pairs([[1, 0], [2, 0], [0, 1], [0, 3]], [7, 7, 8, 8])
    >>> error_rates(pairs, 0.5), error_rates(pairs, -1), error_rates(pairs, 2)
    ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
    """
    accepted = pairs.score >= threshold
    accepts, rejects = accepted[~pairs.same].mean(), (~accepted[pairs.same]).mean()
    return float(accepts), float(rejects)


def trace_errors(pairs):
    """Return both errors at every threshold that matters.

    Args:
        pairs: `Pairs`.

    Returns:
        Three arrays of one length, by falling threshold: thresholds, false accepts,
        false rejects. The first threshold is infinite and accepts nobody.

    Example:

    >>> pairs = compare_pairs([[1, 0], [2, 0], [0, 1], [0, 3]], [7, 7, 8, 8])
    >>> [row.tolist() for row in trace_errors(pairs)]
    [[inf, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    accepts, right, thresholds = roc_curve(pairs.same, pairs.score)
    return thresholds, accepts, 1 - right


def equal_error_rate(pairs):
    """Return the error where false accepts and false rejects are equally frequent.

    Args:
        pairs: `Pairs`.

    Returns:
        A number from 0 (perfect) to 0.5 (guessing): the crossing of both curves, on a
        straight line between the two thresholds around it.

    Example:

    >>> equal_error_rate(compare_pairs([[1, 0], [2, 0], [0, 1], [0, 3]], [7, 7, 8, 8]))
    0.0
    """
    _, accepts, rejects = trace_errors(pairs)
    after = int(np.argmax(accepts >= rejects))
    gap = (rejects - accepts)[[after - 1, after]]
    part = gap[0] / (gap[0] - gap[1])
    return float(accepts[after - 1] + part * (accepts[after] - accepts[after - 1]))


def choose_threshold(pairs, *, false_accepts):
    """Return the lowest threshold at which few enough strangers are let in.

    Args:
        pairs: `Pairs`.
        false_accepts: share of the pairs of two people that may be accepted, between
            0 and 1.

    Returns:
        A cosine; infinite where even the highest one accepts too many.

    Raises:
        ValueError: if the share is not between 0 and 1.

    Example:

    >>> pairs = compare_pairs([[1, 0], [3, 4], [0, 1], [0, 3]], [7, 7, 8, 8])
    >>> pairs.score.round(1).tolist()
    [0.6, 0.0, 0.0, 0.8, 0.8, 1.0]
    >>> choose_threshold(pairs, false_accepts=0.1)
    1.0
    """
    share = checks.positive("false_accepts", false_accepts)
    if share >= 1:
        raise ValueError(f"false_accepts is {share}; expected a share below 1")
    thresholds, accepts, _ = trace_errors(pairs)
    return float(thresholds[accepts <= share][-1])


def rank_one(embeddings, people):
    """Return how often the most similar person in a gallery is the right one.

    Args:
        embeddings: array `(pictures, numbers)`.
        people: array `(pictures,)`, as in `identify`.

    Returns:
        A number from 0 to 1; guessing gives one over the number of people.

    Example:

    >>> rank_one([[1, 0], [0, 1], [2, 1], [1, 5], [3, 2]], [7, 8, 7, 8, 8])
    0.6666666666666666
    """
    return float(identify(embeddings, people)[0].mean())


def identify(embeddings, people):
    """Name every picture by the most similar one in the gallery.

    Args:
        embeddings: array `(pictures, numbers)`.
        people: array `(pictures,)`, whole numbers; a person's first picture is the
            gallery's.

    Returns:
        Three arrays, one row for each picture that is not in the gallery: whether the
        name is right, the row number of the picture, and that of the gallery's picture
        it was taken for.

    Raises:
        ValueError: as `compare_pairs`.

    Example:

    >>> right, probe, found = identify([[1, 0], [0, 1], [2, 1], [1, 5]], [7, 8, 7, 8])
    >>> right.tolist(), probe.tolist(), found.tolist()
    ([True, True], [2, 3], [0, 1])
    """
    unit, people = _check(embeddings, people)
    _, gallery = np.unique(people, return_index=True)
    probe = np.setdiff1d(np.arange(len(people)), gallery)
    found = gallery[(unit[probe] @ unit[gallery].T).argmax(axis=1)]
    return people[found] == people[probe], probe, found


def _check(embeddings, people):
    """Return embeddings of length 1 and people, or refuse them."""
    embeddings, people = np.asarray(embeddings, dtype=float), np.asarray(people)
    if embeddings.ndim != 2 or embeddings.size == 0:
        raise ValueError(
            f"embeddings has shape {embeddings.shape}; expected (pictures, numbers), "
            "none of them 0"
        )
    if people.shape != embeddings.shape[:1] or people.dtype.kind not in "iu":
        raise ValueError(
            f"people has shape {people.shape} and type {people.dtype}; expected a "
            f"whole number for each of {len(embeddings):,} pictures"
        )
    length = np.linalg.norm(embeddings, axis=1, keepdims=True)
    bad = np.flatnonzero(~np.isfinite(length[:, 0]) | (length[:, 0] == 0))
    if len(bad):
        raise ValueError(
            f"embeddings, row {bad[0]}, holds only zeros, NaN or infinity; expected a "
            "direction"
        )
    names, counts = np.unique(people, return_counts=True)
    if len(names) < 2:
        raise ValueError("people holds one person; expected at least two")
    if counts.min() < 2:
        alone = names[counts.argmin()]
        raise ValueError(
            f"people: person {alone} has one picture only; expected at least two, "
            "one for the gallery and one to recognize"
        )
    return embeddings / length, people
