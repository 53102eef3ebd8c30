"""Data with a known answer, on which the advice has to be right.

Four kinds: pictures in which a small mark at any place decides (spatial), series in
which the last of many commands decides (order), series in which the values decide and
their places say nothing (bag), and labels that have nothing to do with the input
(noise). Every draw has its own mark, strength and numbers.
"""

import time

import numpy as np
import pandas as pd

from utils import checks
from utils.advisor.advising import advise
from utils.advisor.baselines import list_baselines
from utils.advisor.judging import EVEN, NOTHING

KINDS = ("spatial", "order", "bag", "noise")
EXAMPLES = 720
QUICK = {"rates": (0.01,), "updates": 200, "explain": False}  # 80 trials in an hour
BASELINES = list_baselines("classification")[1:]
RIGHT = {
    "spatial": ("CNN", EVEN),
    "order": ("RNN", EVEN),
    "bag": (EVEN, *BASELINES),
    "noise": (NOTHING,),
}


def draw_data(kind, number):
    """Draw a data set of a kind.

    Args:
        kind: one of `KINDS`.
        number: whole number ≥ 0, which draw.

    Returns:
        Inputs `(720, ...)` and labels `(720,)`.

    Example:

    >>> x, y = draw_data("spatial", 0)
    >>> x.shape, sorted(set(y.tolist()))
    ((720, 12, 12, 1), [0, 1])
    """
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}; expected one of {KINDS}")
    number = checks.integer("number", number, 0)
    rng = np.random.default_rng([number, KINDS.index(kind)])
    draw = {"spatial": _spatial, "order": _order, "bag": _bag, "noise": _noise}[kind]
    return draw(rng, rng.permutation(np.arange(EXAMPLES) % 2))


def run_trial(kind, number, *, budget=None):
    """Ask for advice on one draw, and say whether it was right.

    Args:
        kind: one of `KINDS`.
        number: which draw.
        budget: seconds, or None for everything.

    Returns:
        A dict with kind, draw, answer, right, leader, the scores of CNN and RNN, and
        seconds of processor time.
    """
    x, y = draw_data(kind, number)
    started = time.process_time()
    advice = advise(x, y, budget=budget, **QUICK)
    return {
        "kind": kind,
        "draw": number,
        "answer": advice.answer,
        "right": advice.answer in RIGHT[kind],
        "leader": advice.table.index[0],
        **{name: round(advice.table["score"][name], 4) for name in ("CNN", "RNN")},
        "seconds": round(time.process_time() - started, 2),
    }


def count_right(trials):
    """Count the right answers of each kind.

    Args:
        trials: frame with a row for each `run_trial`.

    Returns:
        A DataFrame with the columns draws, right, and the answers given.

    Example:

    >>> trials = pd.DataFrame({"kind": ["bag"], "answer": ["CNN"], "right": [False]})
    >>> count_right(trials).to_dict("records")
    [{'draws': 1, 'right': 0, 'answers': 'CNN 1'}]
    """
    rows = {}
    for kind, group in trials.groupby("kind", sort=False):
        counts = group["answer"].value_counts()
        told = ", ".join(f"{answer} {count}" for answer, count in counts.items())
        rows[kind] = (len(group), int(group["right"].sum()), told)
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["draws", "right", "answers"]
    )


def _spatial(rng, y):
    """A mark of 4 × 4 pixels or its mirror image, somewhere in noise."""
    x = rng.normal(size=(len(y), 12, 12, 1))
    mark = rng.random((4, 4)) < 0.5
    while (mark == mark[:, ::-1]).mean() > 0.5:
        mark = rng.random((4, 4)) < 0.5
    marks = np.stack([mark, mark[:, ::-1]]) * rng.uniform(3.0, 4.0)
    rows, columns = rng.integers(0, 9, (2, len(y)))
    for picture, label, row, column in zip(x, y, rows, columns, strict=True):
        picture[row : row + 4, column : column + 4, 0] += marks[label]
    return x.astype("float32"), y


def _order(rng, y):
    """Equally many commands of two kinds in a stretch somewhere; the last decides."""
    steps, stretch, each = 16, 8, int(rng.integers(2, 4))
    x = rng.normal(size=(len(y), steps, 2)) * 0.3
    for series, label in zip(x, y, strict=True):
        first = rng.integers(0, steps - stretch + 1)
        places = first + np.sort(rng.choice(stretch, 2 * each, replace=False))
        kinds = rng.permutation(np.arange(2 * each) % 2)
        if kinds[-1] != label:
            kinds = 1 - kinds
        series[places, kinds] += 1.5
    return x.astype("float32"), y


def _bag(rng, y):
    """Independent values whose mean or spread depends on the label."""
    x = rng.normal(size=(len(y), 12, 1))
    if rng.random() < 0.5:
        x = x + rng.uniform(0.6, 0.9) * y[:, None, None]
    else:
        x = x * np.where(y, rng.uniform(1.5, 1.8), 1.0)[:, None, None]
    return x.astype("float32"), y


def _noise(rng, y):
    """Pictures or series that know nothing of the label."""
    shape = (12, 12, 1) if rng.random() < 0.5 else (12, 2)
    return rng.normal(size=(len(y), *shape)).astype("float32"), y
