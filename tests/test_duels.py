"""Pairs of contestants become conditions that one claim judges."""

import pandas as pd
import pytest

from utils.claims import Claim
from utils.duels import pit

SCORES = {"LSTM": 0.9, "GRU": 0.8, "plain": 0.2}
RUNS = pd.DataFrame(
    [
        {
            "family": "RNN",
            "contestant": name,
            "condition": task,
            "seed": seed,
            "metric": "score",
            "value": score + 0.01 * seed,
        }
        for name, score in SCORES.items()
        for task in ("adding", "copy")
        for seed in range(3)
    ]
)
PAIRS = {"LSTM": ("LSTM", "plain"), "GRU": ("GRU", "plain")}


def test_every_pair_is_a_condition_of_its_own():
    duel = pit(RUNS, PAIRS, winner="gated", loser="plain")
    assert list(duel["condition"].unique()) == [
        "LSTM, adding",
        "LSTM, copy",
        "GRU, adding",
        "GRU, copy",
    ]
    assert set(duel["contestant"]) == {"gated", "plain"}
    assert len(duel) == 2 * 2 * 2 * 3
    assert "gated" not in set(RUNS["contestant"])  # the argument is untouched


def test_a_single_condition_leaves_the_name_of_the_pair():
    runs = RUNS[RUNS["condition"] == "copy"].assign(condition="")
    duel = pit(runs, PAIRS, winner="gated", loser="plain")
    assert set(duel["condition"]) == {"LSTM", "GRU"}


def test_a_claim_judges_all_pairs_at_once():
    duel = pit(RUNS, PAIRS, winner="gated", loser="plain")
    names = tuple(duel["condition"].unique())
    settings = {"metric": "score", "margin": 0.65, "conditions": names}
    claim = Claim("M5", "Gates help.", "gated", "plain", **settings)
    verdict = claim.judge(duel)
    assert verdict.word == "qualified"
    words = {part[0]: part[1] for part in verdict.parts}
    assert words["LSTM, copy"] == "supported"
    assert words["GRU, copy"] == "refuted"


@pytest.mark.parametrize(
    ("pairs", "roles", "words"),
    [
        ({}, ("a", "b"), "at least one pair"),
        (PAIRS, ("a", "a"), "two different names"),
        ({"x": ("LSTM", "TCN")}, ("a", "b"), "no runs of 'TCN'"),
    ],
)
def test_pit_refuses_what_does_not_fit(pairs, roles, words):
    with pytest.raises(ValueError, match=words):
        pit(RUNS, pairs, winner=roles[0], loser=roles[1])
