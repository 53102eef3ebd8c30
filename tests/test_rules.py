"""The rule behind the verdicts: against hand, against libraries, against simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from utils import rules

MARGIN = 0.02
# Paired differences whose true mean is the margin, so "supported" is always false.
NORMAL = ("normal", lambda rng, shape: rng.normal(MARGIN, 0.01, shape))
LATE = (
    "a long tail of lucky runs",
    lambda rng, shape: MARGIN + 0.01 * (rng.exponential(1, shape) - 1),
)
EARLY = (
    "a long tail of unlucky runs",
    lambda rng, shape: MARGIN - 0.01 * (rng.exponential(1, shape) - 1),
)
HEAVY = (
    "log-normal, unlucky",
    lambda rng, shape: MARGIN - 0.01 * (rng.lognormal(0, 1, shape) - math.exp(0.5)),
)


def draw_collapses(rng, shape):
    """Runs of the winner of which one in ten fails wholesale, and loses 0.8."""
    fails = rng.random(shape) < 0.1
    return MARGIN + 0.08 + rng.normal(0, 0.01, shape) - 0.8 * fails


def test_interval_by_hand():
    # Mean 3, s = sqrt(2.5), n = 5, t = 2.776445: 3 ± 2.776445 * sqrt(2.5 / 5)
    low, high = rules.interval([1, 2, 3, 4, 5])
    assert low == pytest.approx(3 - 1.963243, abs=1e-6)
    assert high == pytest.approx(3 + 1.963243, abs=1e-6)


@pytest.mark.parametrize("seeds", [2, 5, 20])
def test_interval_is_that_of_scipy(seeds):
    differences = np.random.default_rng(0).normal(size=(7, seeds))
    low, high = rules.interval(differences)
    for row, *ours in zip(differences, low, high, strict=True):
        theirs = stats.ttest_1samp(row, 0).confidence_interval(0.95)
        np.testing.assert_allclose(ours, theirs)


def test_resplit_data_widen_the_interval_by_hand():
    # Nadeau & Bengio: s² (1/5 + 1/3), so sqrt(2.5 * 8/15) = 1.154701 times t
    low, high = rules.interval([1, 2, 3, 4, 5], ratio=1 / 3)
    assert (high - low) / 2 == pytest.approx(2.776445 * 1.154701, abs=1e-5)
    assert (high + low) / 2 == pytest.approx(3)


def test_interval_of_one_seed_is_no_number():
    assert np.isnan(rules.interval([[1.0], [2.0]])).all()


@pytest.mark.parametrize("tests", range(1, 9))
def test_holm_is_that_of_statsmodels(tests, monkeypatch):
    monkeypatch.setattr("gc.collect", lambda: 0)  # which it calls each time, slowly
    for chances in np.random.default_rng(tests).random((50, tests)) ** 3:
        levels = rules.holm_levels(list(chances), 0.05)
        theirs = multipletests(chances, alpha=0.05, method="holm")[0]
        np.testing.assert_array_equal(chances < levels, theirs)


@given(st.permutations([0.001, 0.02, 0.02, 0.03, 0.9]))
def test_holm_does_not_depend_on_the_order(chances):
    levels = dict(zip(chances, rules.holm_levels(chances, 0.1), strict=True))
    assert levels == {0.001: 0.1 / 5, 0.02: 0.1 / 4, 0.03: 0.1 / 2, 0.9: 0.1}


# Differences with mean m and standard deviation 1 over five seeds: m ± 1.2416.
BASE = np.array([-2, -1, 0, 1, 2]) / math.sqrt(2.5)


@pytest.mark.parametrize(
    ("mean", "word"),
    [
        (1.25, "supported"),
        (1.24, "undecided"),
        (0, "undecided"),
        (-1.24, "undecided"),
        (-1.25, "refuted"),
    ],
)
def test_decide_at_the_edges(mean, word):
    [finding] = rules.decide([BASE + mean], 0, [0.0])
    assert finding.word == word
    assert finding.low == pytest.approx(mean - 1.24166, abs=1e-4)


def test_resplit_data_can_turn_support_into_doubt():
    samples = [BASE + 1.25]
    assert rules.decide(samples, 0, [0.0])[0].word == "supported"
    assert rules.decide(samples, 0, [0.25])[0].word == "undecided"


@pytest.mark.parametrize(
    ("margin", "word"), [(0.1, "supported"), (0.2, "undecided"), (0.3, "refuted")]
)
def test_identical_scores_are_judged(margin, word):
    differences = [0.9 - 0.7, 0.8 - 0.6, 0.7 - 0.5]  # 0.2 but for rounding errors
    [finding] = rules.decide([differences], margin, [0.0])
    assert finding.word == word
    assert finding.high - finding.low < 1e-12


def test_one_seed_decides_nothing():
    [finding] = rules.decide([[5.0]], 0, [0.0])
    assert isinstance(finding, rules.Finding)
    assert finding.word == "undecided"
    assert np.isnan([finding.low, finding.high]).all()


def test_one_seed_leaves_the_other_conditions_their_word():
    findings = rules.decide([[5.0], BASE + 9], 0, [0.0, 0.0])
    assert [finding.word for finding in findings] == ["undecided", "supported"]


def test_a_condition_can_fail_because_of_the_others():
    words = [f.word for f in rules.decide([BASE + 1.3, BASE], 0, [0.0, 0.0])]
    assert words == ["undecided", "undecided"]
    words = [f.word for f in rules.decide([BASE + 1.3, BASE + 9], 0, [0.0, 0.0])]
    assert words == ["supported", "supported"]


@given(
    st.lists(
        st.lists(st.integers(-50, 50), min_size=2, max_size=6), min_size=1, max_size=5
    ),
    st.sampled_from([-7.3, 0.4, 20.1]),
)
def test_word_and_interval_always_agree(samples, margin):
    findings = rules.decide(samples, margin, [0.0] * len(samples))
    for finding in findings:
        inside = finding.low <= margin <= finding.high
        assert inside == (finding.word == "undecided")
        assert (finding.low > margin) == (finding.word == "supported")
        assert (finding.high < margin) == (finding.word == "refuted")


def test_support_rate_counts_what_decide_says():
    drawn = []

    def draw(rng, shape):
        drawn.append(rng.normal(1, 1, shape))
        return drawn[0]

    rate = rules.support_rate(draw, margin=0.2, experiments=200)
    words = [rules.decide([row], 0.2, [0.0])[0].word for row in drawn[0]]
    assert rate == words.count("supported") / 200
    assert 0.1 < rate < 0.9


def test_false_support_is_rare_on_normal_differences():
    assert rules.support_rate(NORMAL[1], margin=MARGIN) <= 0.035
    assert rules.support_rate(NORMAL[1], margin=MARGIN, experiments=200_000) == (
        pytest.approx(0.025, abs=0.0015)
    )


def test_false_support_is_rare_over_several_conditions():
    rng = np.random.default_rng(0)
    false = 0
    for _ in range(400):
        samples = rng.normal(MARGIN, 0.01, (4, 5))
        words = {f.word for f in rules.decide(samples, MARGIN, [0.0] * 4)}
        false += "supported" in words
    assert false / 400 <= 0.04


def test_an_effect_three_deviations_above_the_margin_is_seen():
    def draw(rng, shape):
        return rng.normal(MARGIN + 0.03, 0.01, shape)

    assert rules.support_rate(draw, margin=MARGIN) > 0.99


@pytest.mark.parametrize(
    ("draw", "seeds", "low", "high"),
    [
        # A tail to the right makes the rule timid, one to the left makes it rash.
        (LATE[1], 5, 0.0, 0.01),
        (EARLY[1], 5, 0.09, 0.13),
        (EARLY[1], 15, 0.05, 0.09),
        (HEAVY[1], 5, 0.14, 0.2),
        # In 0.9⁵ = 59 % of experiments no run fails, and nothing tells that one can.
        (draw_collapses, 5, 0.57, 0.61),
        (draw_collapses, 15, 0.18, 0.23),
    ],
    ids=["late", "early", "early-15", "heavy", "collapse", "collapse-15"],
)
def test_what_no_rule_on_five_seeds_can_promise(draw, seeds, low, high):
    rate = rules.support_rate(draw, margin=MARGIN, seeds=seeds, experiments=20_000)
    assert low <= rate <= high


@pytest.mark.parametrize("draw", [LATE, EARLY, HEAVY], ids=lambda pair: pair[0])
def test_the_skewed_experiments_have_their_mean_at_the_margin(draw):
    drawn = draw[1](np.random.default_rng(1), (200_000,))
    assert drawn.mean() == pytest.approx(MARGIN, abs=3e-4)


def test_the_collapsing_experiments_have_their_mean_at_the_margin():
    drawn = draw_collapses(np.random.default_rng(1), (200_000,))
    assert drawn.mean() == pytest.approx(MARGIN, abs=3e-3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seeds": 1}, "seeds is 1"),
        ({"experiments": 0}, "experiments is 0"),
        ({"seed": -1}, "seed is -1"),
        ({"draw": lambda rng, shape: rng.normal(size=3)}, r"shape \(3,\)"),
    ],
)
def test_support_rate_refuses(change, message):
    with pytest.raises(ValueError, match=message):
        rules.support_rate(**{"draw": NORMAL[1], "margin": 0, **change})
