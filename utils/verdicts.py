"""A verdict: a word, the sentence that says what it means, and the numbers behind it.

What is displayed are words, equal on any machine. The numbers go into the output's
metadata, from which `ledger.read_ledger` reads them.
"""

import math
from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd

from utils.ledger import EVIDENCE, WORDS, check_id

# Each word has a sign beside its color, and white text on it reads in any theme.
LOOKS = {
    "supported": ("✓", "#2E6B1F"),
    "qualified": ("◐", "#6B5900"),
    "refuted": ("✗", "#8A1C4A"),
    "undecided": ("?", "#595959"),
    "not testable here": ("–", "#4A4A6A"),
}
BADGE = (
    "color:#FFFFFF;border-radius:8px;padding:1px 8px;font-weight:bold;"
    "white-space:nowrap;background-color:"
)


@dataclass(frozen=True)
class Part:
    """What a verdict says of one of its conditions."""

    condition: str
    word: str
    reason: str = ""
    low: float = math.nan
    high: float = math.nan
    seeds: int = 0


@dataclass(frozen=True, repr=False)
class Verdict:
    """The outcome of a claim. `Claim.judge`, `fact` and `not_testable` make it.

    Args:
        id: of the claim.
        text: the claim in words.
        word: supported, qualified, refuted, undecided, or not testable here.
        reason: why, in a few words.
        sentence: what the word means here, in one sentence without measured numbers.
        evidence: "live", "recorded", "exact", or "" for what is not testable.
        low, high: ends of the interval, NaN where there is none or more than one.
        margin: the bar fixed beforehand, NaN where there is none.
        seeds: how many, the smallest number of all conditions; 0 for exact facts.
        judged: tuple with a `Part` for each condition that has a name.

    Raises:
        ValueError: for an unknown id, word or evidence, or an empty text.
    """

    id: str
    text: str
    word: str
    reason: str
    sentence: str
    evidence: str
    low: float = math.nan
    high: float = math.nan
    margin: float = math.nan
    seeds: int = 0
    judged: tuple = ()

    def __post_init__(self):
        check_id(self.id)
        check_text("text", self.text)
        if self.word not in WORDS:
            raise ValueError(f"word is {self.word!r}; expected one of {WORDS}")
        if self.evidence not in EVIDENCE:
            raise ValueError(f"evidence is {self.evidence!r}; expected of {EVIDENCE}")

    @property
    def parts(self):
        """Tuple of `(condition, word, low, high)`, one for each named condition."""
        return tuple((p.condition, p.word, p.low, p.high) for p in self.judged)

    @property
    def table(self):
        """DataFrame with the numbers: a row per condition, or one if none is named."""
        own = Part("", self.word, self.reason, self.low, self.high, self.seeds)
        frame = pd.DataFrame([vars(part) for part in self.judged or (own,)])
        frame.insert(5, "margin", self.margin)
        return frame.rename(columns={"word": "verdict"}).set_index("condition")

    def __repr__(self):
        lines = [f"{self.id} {self.word}: {self.text}", self.sentence]
        lines += [f"- {part.condition}: {_describe(part)}" for part in self.judged]
        return "\n".join([*lines, *self._basis()])

    def _repr_html_(self):
        badges = {word: _badge(word) for word in WORDS}
        items = "".join(
            f"<li>{escape(p.condition)}: {badges[p.word]} {escape(p.reason)}</li>"
            for p in self.judged
        )
        basis = "".join(f"<br><small>{escape(line)}</small>" for line in self._basis())
        return (
            f"<div>{badges[self.word]} <b>{escape(self.id)}</b> {escape(self.text)}"
            f"<br>{escape(self.sentence)}{items and f'<ul>{items}</ul>'}{basis}</div>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"text/plain": repr(self), "text/html": self._repr_html_()}
        return data, {"verdict": self._numbers()}

    def _basis(self):
        """A line on what the verdict rests on, as far as it was fixed beforehand."""
        if not self.seeds:
            return []
        least = "at least " if len({part.seeds for part in self.judged}) > 1 else ""
        seeds = f"{least}{self.seeds} seed{'s' * (self.seeds > 1)}"
        return [f"{seeds} · margin {self.margin:.3g} · {self.evidence} runs"]

    def _numbers(self):
        """All there is to know, as JSON can hold it: six digits, None for NaN."""
        numbers = {
            "id": self.id,
            "text": self.text,
            "verdict": self.word,
            "reason": self.reason,
            "sentence": self.sentence,
            "low": _round(self.low),
            "high": _round(self.high),
            "margin": _round(self.margin),
            "seeds": self.seeds,
            "evidence": self.evidence,
        }
        conditions = [
            {
                "condition": part.condition,
                "verdict": part.word,
                "reason": part.reason,
                "low": _round(part.low),
                "high": _round(part.high),
                "seeds": part.seeds,
            }
            for part in self.judged
        ]
        return {**numbers, "conditions": conditions}


def fact(id, text, holds):
    """Enters what was asserted exactly: a count, a shape, equality with a reference.

    Args:
        id: of the claim.
        text: the claim in words.
        holds: dict from the name of each fact to whether it holds.

    Returns:
        A `Verdict` with the evidence "exact": supported if all facts hold, refuted if
        none does, else qualified.

    Raises:
        ValueError: for an unknown id, an empty text, no fact, or a fact that is
            neither True nor False.

    Example:

    >>> fact("A2", "A plain RNN feeds its output back in.", {"equals Keras": True})
    A2 supported: A plain RNN feeds its output back in.
    Facts that hold exactly: 1 of 1.
    - equals Keras: supported
    """
    if not isinstance(holds, dict) or not holds:
        raise ValueError(f"holds is {holds!r}; expected a dict of at least one fact")
    for name, value in holds.items():
        check_text("name of a fact", name)
        if not isinstance(value, bool | np.bool_):
            raise ValueError(f"holds[{name!r}] is {value!r}; expected True or False")
    true = sum(map(bool, holds.values()))
    word = "supported" if true == len(holds) else "qualified" if true else "refuted"
    sentence = f"Facts that hold exactly: {true} of {len(holds)}."
    parts = (Part(n, "supported" if holds[n] else "refuted") for n in holds)
    return Verdict(id, text, word, "", sentence, "exact", judged=tuple(parts))


def not_testable(id, text, reason):
    """Enters a claim that no experiment of this course can settle, and why.

    Args:
        id: of the claim.
        text: the claim in words.
        reason: a sentence that says why not.

    Returns:
        A `Verdict` with the word "not testable here".

    Raises:
        ValueError: for an unknown id, or an empty text or reason.

    Example:

    >>> not_testable("P7", "A network is like a brain.", "This is a metaphor.")
    P7 not testable here: A network is like a brain.
    This is a metaphor.
    """
    check_text("reason", reason)
    return Verdict(id, text, "not testable here", reason, reason, "")


def check_text(name, value):
    """Returns a text if it holds more than space.

    Args:
        name: the argument's name, for the message.
        value: what the caller gave.

    Returns:
        `value`.

    Raises:
        ValueError: if the value is no text, or an empty one.

    Example:

    >>> check_text("metric", "accuracy")
    'accuracy'
    """
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is {value!r}; expected a text that is not empty")
    return value


def _badge(word):
    """The word on its color, with its sign."""
    sign, color = LOOKS[word]
    return f'<span style="{BADGE}{color}">{sign} {word}</span>'


def _describe(part):
    return f"{part.word}, {part.reason}" if part.reason else part.word


def _round(value):
    """Six significant digits; None for what is no finite number."""
    return float(f"{value:.6g}") if math.isfinite(value) else None
