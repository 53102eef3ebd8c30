"""Claims about pooled trials, against Wilson's formula by hand."""

import math

import pandas as pd
import pytest

from utils.shares import PooledClaim, wilson_interval


def make_runs(values, **columns):
    """Runs of one contestant, a seed for each value."""
    frame = {"family": "CNN", "contestant": "CNN", "condition": "", "metric": "driven"}
    return pd.DataFrame(frame | {"seed": range(len(values)), "value": values} | columns)


def make_claim(**changes):
    settings = {"metric": "driven", "trials": 12, "margin": 0.85} | changes
    return PooledClaim("S5.driven", "It drives.", "CNN", **settings)


@pytest.mark.parametrize("successes", [0, 1, 30, 57, 59, 60])
def test_the_interval_is_wilsons(successes):
    n, z = 60, 1.959963984540054
    share = successes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = (
        z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    )
    low, high = wilson_interval(successes, n)
    assert low == pytest.approx(max(middle - reach, 0), abs=1e-9)
    assert high == pytest.approx(min(middle + reach, 1), abs=1e-9)


def test_fifty_seven_of_sixty_are_enough_and_one_less_is_not():
    assert wilson_interval(57, 60)[0] >= 0.85 > wilson_interval(56, 60)[0]


@pytest.mark.parametrize(
    ("failed", "word"),
    [(0, "supported"), (3, "supported"), (4, "undecided"), (20, "refuted")],
)
def test_the_verdict_follows_the_pooled_trials(failed, word):
    shares = [(12 - failed // 5 - (seed < failed % 5)) / 12 for seed in range(5)]
    verdict = make_claim().judge(make_runs(shares))
    assert verdict.word == word
    assert (verdict.low, verdict.high) == wilson_interval(60 - failed, 60)
    assert (verdict.seeds, verdict.margin, verdict.evidence) == (5, 0.85, "live")
    assert "60 trials" in verdict.sentence


def test_only_the_winner_in_its_condition_counts():
    mine = make_runs([1.0] * 5, evidence="recorded")
    others = make_runs([0.0] * 5, contestant="GRU", evidence="recorded")
    elsewhere = make_runs([0.0] * 5, condition="rain", evidence="recorded")
    runs = pd.concat([mine, others, elsewhere], ignore_index=True)
    verdict = make_claim().judge(runs)
    assert (verdict.word, verdict.evidence) == ("supported", "recorded")
    assert make_claim(condition="rain").judge(runs).word == "refuted"


@pytest.mark.parametrize(
    ("runs", "word"),
    [
        (make_runs([0.5], contestant="GRU"), "expected one for each seed"),
        (make_runs([0.5, 0.5], seed=[0, 0]), "two|twice|each seed"),
        (make_runs([0.55]), "no share of 12"),
        (make_runs([2.0]), "no share"),
        (make_runs([1.0], metric="offset"), "metric"),
    ],
)
def test_runs_that_do_not_fit_are_refused(runs, word):
    with pytest.raises(ValueError, match=word):
        make_claim().judge(runs)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"trials": 0}, "trials"),
        ({"margin": 1.2}, "margin"),
        ({"metric": ""}, "metric"),
    ],
)
def test_bad_arguments_are_refused(change, word):
    with pytest.raises(ValueError, match=word):
        make_claim(**change)


def test_bad_ids_and_counts_are_refused():
    with pytest.raises(ValueError, match="id"):
        PooledClaim("S99", "No.", "CNN", metric="driven", trials=1, margin=0.5)
    with pytest.raises(ValueError, match="successes"):
        wilson_interval(3, 2)
