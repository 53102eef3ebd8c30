"""A claim: who is better at what and by how much, fixed before the runs, then judged.

The words come from `rules`, what is displayed from `verdicts`, the list of all claims
and the collection of all verdicts from `ledger`; a page needs this module alone.
"""

import math
import numbers
from dataclasses import KW_ONLY, dataclass

from utils import pairs, rules, wording
from utils.ledger import check_id, load_claims, read_ledger
from utils.rules import support_rate
from utils.verdicts import Part, Verdict, check_text, fact, not_testable

__all__ = [
    "Claim",
    "Verdict",
    "fact",
    "load_claims",
    "not_testable",
    "read_ledger",
    "support_rate",
]


@dataclass(frozen=True)
class Claim:
    """A statement that runs can support or refute, with its margin fixed beforehand.

    "The winner is better than the loser by more than the margin", over paired seeds:
    the two-sided 95 % Student-t interval of the differences decides. Supported: all
    of it lies above the margin. Refuted: all of it lies below, because the two are
    practically equal (within ± margin), or it is the other way round (the reverse
    claim would be supported), or the lead is smaller than the margin. Else undecided.
    Without a loser the winner's own values are judged against the margin as a bar.

    With `conditions` each one is judged, Holm-adjusted. Supported in all of them:
    supported; in some: qualified; refuted in all: refuted; else undecided.

    Args:
        id: of `data/claims.csv`; a measure's name may follow, as in `"S4.auc"`.
        text: the claim in words.
        winner: a contestant, or a family, which is then represented by the mean over
            its contestants for each seed (the geometric mean if `scale="ratio"`).
        loser: the same, or None.
        metric: the measure that decides.
        margin: the difference, or the ratio such as 1.2, by which the winner has to
            be better; below 0 (or 1) it says by how much it may at most be worse.
            Without a loser, the bar for the metric.
        better: which values are better, `"higher"` or `"lower"`.
        scale: `"difference"`, or `"ratio"` for positive values, judged by their
            logarithms.
        conditions: tuple of the names of the conditions that will be judged.

    Raises:
        ValueError: for an unknown id or any argument that does not fit.

    Example:

    >>> import pandas as pd
    >>> runs = pd.DataFrame({"family": ["CNN", "RNN"] * 3, "condition": "",
    ...     "contestant": ["conv", "GRU"] * 3, "seed": [0, 0, 1, 1, 2, 2],
    ...     "metric": "accuracy", "value": [0.9, 0.7, 0.91, 0.72, 0.93, 0.72]})
    >>> claim = Claim("P1", "A CNN fits pictures.", "CNN", "RNN",
    ...     metric="accuracy", margin=0.1)
    >>> claim.judge(runs)
    P1 supported: A CNN fits pictures.
    CNN is ahead of RNN by more than 0.1 in accuracy.
    3 seeds · margin 0.1 · live runs
    >>> claim.judge(runs).table[["low", "high"]].round(3).values.tolist()
    [[0.175, 0.225]]

    Reference:
        Student 1908, https://doi.org/10.1093/biomet/6.1.1;
        Holm 1979, https://www.jstor.org/stable/4615733;
        Nadeau & Bengio 2003, https://doi.org/10.1023/A:1024068626366
    """

    id: str
    text: str
    winner: str
    loser: str | None = None
    _: KW_ONLY
    metric: str
    margin: float
    better: str = "higher"
    scale: str = "difference"
    conditions: tuple = ()

    def __post_init__(self):
        check_id(self.id)
        for name in ("text", "winner", "metric"):
            check_text(name, getattr(self, name))
        if self.loser is not None and check_text("loser", self.loser) == self.winner:
            raise ValueError(f"loser is {self.loser!r}, the winner itself")
        for name, words in (
            ("better", ("higher", "lower")),
            ("scale", ("difference", "ratio")),
        ):
            if getattr(self, name) not in words:
                raise ValueError(
                    f"{name} is {getattr(self, name)!r}; expected one of {words}"
                )
        _check_margin(self.margin, self.scale)
        object.__setattr__(self, "conditions", _check_names(self.conditions))

    def judge(self, runs):
        """Judges the claim by its runs.

        Args:
            runs: tidy frame, as from `experiments.compare`. Where its column
                `test_train_ratio` is above 0 the seeds re-split the same data, and
                the verdict holds "on this data".

        Returns:
            A `Verdict`. Its `low` and `high` are the ends of the interval for the
            winner's lead (above 0, or for ratios 1, the winner is better), or, without
            a loser, for the metric itself.

        Raises:
            ValueError: if the runs do not hold what the claim is about, or hold it
                twice, incompletely, or with values that are no finite numbers.
        """
        rows = pairs.select(runs, self.metric)
        names = pairs.check_conditions(rows, self.conditions)
        cases = (rows[rows["condition"] == name] for name in names)
        asked = (self.winner, self.loser, self.scale)
        samples = [pairs.collect(case, *asked) for case in cases]
        sizes = [len(sample.winner) for sample in samples]
        findings = _decide(self, samples)
        parts = tuple(
            _read(self, *case) for case in zip(names, findings, sizes, strict=True)
        )
        word = _sum_up([part.word for part in parts])
        only = parts[0] if len(parts) == 1 else Part("", word, _list(parts))
        resplit = any(sample.ratio for sample in samples)
        recorded = any(sample.evidence == "recorded" for sample in samples)
        return Verdict(
            id=self.id,
            text=self.text,
            word=word,
            reason=only.reason,
            sentence=wording.sentence(self, only, resplit=resplit),
            evidence="recorded" if recorded else "live",
            low=only.low,
            high=only.high,
            margin=float(self.margin),
            seeds=min(sizes),
            judged=parts if self.conditions else (),
        )


def _decide(claim, samples):
    """Applies the rule to differences turned so that higher is better."""
    sign = 1 if claim.better == "higher" else -1
    bar = math.log(claim.margin) if claim.scale == "ratio" else claim.margin
    return rules.decide(
        [sign * sample.differences() for sample in samples],
        bar if claim.loser else sign * bar,
        [sample.ratio for sample in samples],
    )


def _read(claim, condition, finding, seeds):
    """Turns what the rule found for one condition into the claim's own units."""
    low, high = finding.low, finding.high
    if claim.loser is None and claim.better == "lower":
        low, high = -high, -low
    if claim.scale == "ratio":
        low, high = math.exp(low), math.exp(high)
    reason = wording.reason(claim, finding, seeds)
    return Part(condition, finding.word, reason, low, high, seeds)


def _sum_up(words):
    """The word for several conditions."""
    if len(set(words)) == 1:
        return words[0]
    return "qualified" if "supported" in words else "undecided"


def _list(parts):
    """Which conditions got which word."""
    named = {}
    for part in parts:
        named.setdefault(part.word, []).append(part.condition)
    return "; ".join(f"{word} in {', '.join(named[word])}" for word in named)


def _check_margin(margin, scale):
    """Refuses a margin that is no finite number, or no positive one for a ratio."""
    number = isinstance(margin, numbers.Real) and not isinstance(margin, bool)
    if not number or not math.isfinite(margin):
        raise ValueError(f"margin is {margin!r}; expected a finite number")
    if scale == "ratio" and margin <= 0:
        raise ValueError(f"margin is {margin!r}; a ratio's is above 0, such as 1.2")


def _check_names(conditions):
    """Returns the conditions as a tuple of different names."""
    if not isinstance(conditions, tuple | list):
        raise ValueError(f"conditions is {conditions!r}; expected a tuple of names")
    for name in conditions:
        check_text("a name in conditions", name)
    if len(set(conditions)) < len(conditions):
        raise ValueError(f"conditions is {conditions!r}; expected no name twice")
    return tuple(conditions)
