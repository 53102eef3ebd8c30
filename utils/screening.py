"""Screening: find the few that need a second look, and know what the alarms are worth.

A score says how suspicious a cell looks; a threshold turns scores into alarms. The
measures here are the field's: they do not change when healthy cells become rarer,
except `positive_value`, whose subject that is.
"""

import dataclasses

import numpy as np
from sklearn.metrics import roc_curve

from utils import checks

SPECIFICITY = 0.95  # the share of healthy cells that must raise no alarm


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What alarms at one threshold came to, counted.

    Args:
        found: abnormal cells with an alarm (true positives).
        missed: abnormal cells without (false negatives).
        alarms: healthy cells with an alarm (false positives).
        cleared: healthy cells without (true negatives).

    Example:

    >>> Outcome(found=8, missed=2, alarms=10, cleared=80).sensitivity
    0.8
    """

    found: int
    missed: int
    alarms: int
    cleared: int

    @property
    def sensitivity(self):
        """Share of the abnormal cells that raise an alarm."""
        return self.found / (self.found + self.missed)

    @property
    def specificity(self):
        """Share of the healthy cells that raise none."""
        return self.cleared / (self.alarms + self.cleared)

    @property
    def positive_value(self):
        """Share of the alarms that are right; NaN if there is no alarm."""
        total = self.found + self.alarms
        return self.found / total if total else float("nan")

    @property
    def accuracy(self):
        """Share of all cells that are judged rightly."""
        total = self.found + self.missed + self.alarms + self.cleared
        return (self.found + self.cleared) / total


def count_outcomes(labels, scores, threshold):
    """Count what alarms at a threshold come to.

    Args:
        labels: array `(cells,)`, 1 for abnormal and 0 for healthy, some of both.
        scores: array `(cells,)`, the higher the more suspicious.
        threshold: the score from which on a cell raises an alarm.

    Returns:
        An `Outcome`.

    Raises:
        ValueError: if the lengths do not fit, one kind is missing, or a score is NaN.

    Example:

    >>> count_outcomes([0, 0, 1, 1], [0.1, 0.6, 0.4, 0.9], 0.5)
    Outcome(found=1, missed=1, alarms=1, cleared=1)
    """
    labels, scores = _check(labels, scores)
    alarm = scores >= threshold
    pairs = [(1, True), (1, False), (0, True), (0, False)]
    return Outcome(*(int(np.sum((labels == y) & (alarm == a))) for y, a in pairs))


def sensitivity_at(labels, scores, specificity=SPECIFICITY):
    """Return the best sensitivity that leaves enough healthy cells in peace.

    Args:
        labels: array `(cells,)`, 1 for abnormal and 0 for healthy.
        scores: array `(cells,)`.
        specificity: share of the healthy cells that must raise no alarm, above 0 and
            below 1.

    Returns:
        A number from 0 to 1. The threshold is chosen on these very scores, so it
        measures the order of the scores, not somebody's choice of a threshold.

    Example:

    >>> sensitivity_at([0, 0, 1, 1], [0.1, 0.6, 0.4, 0.9])
    0.5
    """
    labels, scores = _check(labels, scores)
    alarms, found, _ = roc_curve(labels, scores)
    return float(found[alarms <= 1 - _check_share(specificity) + 1e-9].max())


def choose_threshold(labels, scores, specificity=SPECIFICITY):
    """Return the lowest threshold that leaves enough healthy cells in peace.

    Args:
        labels: array `(cells,)`, 1 for abnormal and 0 for healthy; of cells that the
            result is not measured on.
        scores: array `(cells,)`.
        specificity: as in `sensitivity_at`.

    Returns:
        A score; infinite where even the highest one raises too many alarms.

    Example:

    >>> choose_threshold([0, 0, 1, 1], [0.1, 0.6, 0.4, 0.9], specificity=0.5)
    0.4
    """
    labels, scores = _check(labels, scores)
    alarms, _, thresholds = roc_curve(labels, scores, drop_intermediate=False)
    fits = alarms <= 1 - _check_share(specificity) + 1e-9
    return float(thresholds[fits][-1])


def positive_value(sensitivity, specificity, prevalence):
    """Return the chance that an alarm is right, by Bayes' formula.

    `se · p / (se · p + (1 - sp) · (1 - p))`, where `p` is the prevalence: the share of
    abnormal cells among all.

    Args:
        sensitivity, specificity, prevalence: numbers from 0 to 1, or arrays.

    Returns:
        A number from 0 to 1, or an array; NaN where nothing raises an alarm.

    Raises:
        ValueError: if a number is no share.

    Reference:
        Altman & Bland 1994, https://doi.org/10.1136/bmj.309.6947.102

    Example:

    >>> round(float(positive_value(0.9, 0.9, 0.5)), 6)
    0.9
    >>> round(float(positive_value(0.9, 0.9, 0.01)), 2)
    0.08
    """
    shares = {
        "sensitivity": np.asarray(sensitivity, float),
        "specificity": np.asarray(specificity, float),
        "prevalence": np.asarray(prevalence, float),
    }
    for name, share in shares.items():
        if not np.all((share >= 0) & (share <= 1)):
            raise ValueError(f"{name} is {share!r:.60}; expected shares from 0 to 1")
    right = shares["sensitivity"] * shares["prevalence"]
    wrong = (1 - shares["specificity"]) * (1 - shares["prevalence"])
    with np.errstate(invalid="ignore"):
        return right / (right + wrong)


def _check_share(specificity):
    share = checks.positive("specificity", specificity)
    if share >= 1:
        raise ValueError(f"specificity is {share}; expected a share below 1")
    return share


def _check(labels, scores):
    """Return both as arrays, or refuse them."""
    labels, scores = np.asarray(labels), np.asarray(scores, float)
    if labels.ndim != 1 or labels.shape != scores.shape:
        raise ValueError(
            f"labels has shape {labels.shape} and scores {scores.shape}; expected one "
            "of each for every cell"
        )
    if set(np.unique(labels).tolist()) != {0, 1}:
        raise ValueError(
            f"labels holds {np.unique(labels)[:5].tolist()}; expected 0 and 1, both"
        )
    if np.isnan(scores).any():
        raise ValueError("scores holds NaN; expected a number for each cell")
    return labels, scores
