"""A claim about a share of trials, such as drives that came to their end.

Where each run gives a share of a few trials, the trials of all seeds can be pooled,
and Wilson's interval says what share they speak for. It takes the trials as
independent; drives by one network are not quite, so `claims.Claim`, which counts
seeds, belongs beside it.
"""

import math
from dataclasses import KW_ONLY, dataclass

from statsmodels.stats.proportion import proportion_confint

from utils import checks, pairs
from utils.ledger import check_id
from utils.verdicts import Verdict, check_text


@dataclass(frozen=True)
class PooledClaim:
    """A statement that a share lies above a bar, fixed before the runs.

    Supported where the whole 95 % interval of the pooled trials lies at or above the
    bar, refuted where it lies below, else undecided.

    Args:
        id: of `data/claims.csv`; a measure's name may follow, as in `"S5.driven"`.
        text: the claim in words.
        winner: the contestant that is judged.
        metric: its measure, the share of successful trials in one run.
        trials: whole number ≥ 1, how many trials each run has.
        margin: the bar, from 0 to 1.
        condition: which condition's runs are judged.

    Raises:
        ValueError: for an unknown id or any argument that does not fit.

    Example:

    >>> import pandas as pd
    >>> runs = pd.DataFrame({"family": "CNN", "contestant": "CNN", "condition": "",
    ...     "seed": [0, 1], "metric": "driven", "value": [1.0, 0.9]})
    >>> claim = PooledClaim("S5.driven", "It drives.", "CNN", metric="driven",
    ...     trials=10, margin=0.7)
    >>> claim.judge(runs)
    S5.driven supported: It drives.
    Of all 20 trials the driven of CNN is above 0.7, by Wilson's 95 % interval.
    2 seeds · margin 0.7 · live runs

    Reference:
        Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953
    """

    id: str
    text: str
    winner: str
    _: KW_ONLY
    metric: str
    trials: int
    margin: float
    condition: str = ""

    def __post_init__(self):
        check_id(self.id)
        for name in ("text", "winner", "metric"):
            check_text(name, getattr(self, name))
        checks.integer("trials", self.trials, 1)
        if not 0 < self.margin < 1:
            raise ValueError(f"margin is {self.margin!r}; expected from 0 to 1")

    def judge(self, runs):
        """Judges the claim by its runs.

        Args:
            runs: tidy frame, as from `experiments.compare`.

        Returns:
            A `Verdict`; `low` and `high` are the ends of the interval.

        Raises:
            ValueError: if there are no such runs, a seed occurs twice, or a value is
                no share of that many trials.
        """
        rows = pairs.select(runs, self.metric)
        mine = rows["contestant"].eq(self.winner) & rows["condition"].eq(self.condition)
        rows = rows[mine]
        if rows.empty or rows["seed"].duplicated().any():
            raise ValueError(
                f"runs hold {len(rows)} of {self.winner!r}; expected one for each seed"
            )
        counts = rows["value"] * self.trials
        fits = rows["value"].between(0, 1) & ((counts - counts.round()).abs() < 1e-6)
        if not fits.all():
            bad = rows["value"][~fits].iloc[0]
            raise ValueError(f"value {bad} is no share of {self.trials} trials")
        trials = self.trials * len(rows)
        low, high = wilson_interval(round(counts.sum()), trials)
        word = "undecided"
        if low >= self.margin:
            word = "supported"
        elif high < self.margin:
            word = "refuted"
        return Verdict(
            id=self.id,
            text=self.text,
            word=word,
            reason=f"{trials} trials, Wilson's interval",
            sentence=self._say(word, trials),
            evidence="recorded" if "recorded" in set(rows["evidence"]) else "live",
            low=low,
            high=high,
            margin=float(self.margin),
            seeds=len(rows),
        )

    def _say(self, word, trials):
        """What the word means here."""
        what = f"Of all {trials} trials the {self.metric} of {self.winner} is"
        how = ", by Wilson's 95 % interval."
        if word == "undecided":
            return f"{what} not settled to be above or below {self.margin:g}{how}"
        side = {"supported": "above", "refuted": "below"}[word]
        return f"{what} {side} {self.margin:g}{how}"


def wilson_interval(successes, trials):
    """Return Wilson's 95 % interval of a share.

    Args:
        successes: whole number ≥ 0.
        trials: whole number ≥ 1, at least as large.

    Returns:
        The lower and the upper end.

    Example:

    >>> [round(end, 2) for end in wilson_interval(9, 10)]
    [0.6, 0.98]

    Reference:
        Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953
    """
    checks.integer("trials", trials, 1)
    checks.integer("successes", successes, 0, trials)
    low, high = proportion_confint(successes, trials, alpha=0.05, method="wilson")
    low, high = float(low), float(high)
    return (low, high) if math.isfinite(low) else (0.0, 1.0)
