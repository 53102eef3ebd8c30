"""Verification: errors agree with counting, and bad input is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from utils.verification import (
    Pairs,
    choose_threshold,
    compare_pairs,
    equal_error_rate,
    error_rates,
    identify,
    rank_one,
    roc_auc,
    trace_errors,
)


def draw(seed, people=5, each=4, apart=1.0):
    """Embeddings around one direction for each person."""
    rng = np.random.default_rng(seed)
    y = np.repeat(np.arange(people), each)
    return apart * rng.normal(size=(people, 6))[y] + rng.normal(size=(len(y), 6)), y


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), apart=st.floats(0, 5))
def test_errors_are_what_counting_gives(seed, apart):
    embeddings, people = draw(seed, apart=apart)
    pairs = compare_pairs(embeddings, people)
    assert isinstance(pairs, Pairs)
    assert len(pairs.score) == len(people) * (len(people) - 1) // 2
    assert pairs.same.sum() == 5 * 6
    assert np.all(pairs.first < pairs.second)
    assert np.all(np.abs(pairs.score) <= 1 + 1e-9)
    assert roc_auc(pairs) == pytest.approx(roc_auc_score(pairs.same, pairs.score))
    thresholds, accepts, rejects = trace_errors(pairs)
    for row in (0, len(thresholds) // 2, -1):
        counted = error_rates(pairs, thresholds[row])
        assert counted == pytest.approx((accepts[row], rejects[row]))
    rate = equal_error_rate(pairs)
    assert 0 <= rate <= 1
    closest = np.abs(accepts - rejects).argmin()
    assert abs(rate - accepts[closest]) <= abs(accepts - rejects)[closest] + 1e-9


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5])
def test_the_threshold_lets_in_no_more_than_asked(share):
    pairs = compare_pairs(*draw(0))
    threshold = choose_threshold(pairs, false_accepts=share)
    assert error_rates(pairs, threshold)[0] <= share
    lower = pairs.score[pairs.score < threshold].max()
    same_rate = error_rates(pairs, lower)[0]
    assert same_rate > share or error_rates(pairs, lower)[1] <= 1
    for wrong in (0, 1, -0.1, "few", float("nan")):
        with pytest.raises(ValueError, match="false_accepts"):
            choose_threshold(pairs, false_accepts=wrong)


def test_embeddings_of_noise_are_guesses():
    embeddings, people = draw(0, people=30, each=10, apart=0)
    pairs = compare_pairs(embeddings, people)
    assert abs(roc_auc(pairs) - 0.5) < 0.03
    assert abs(equal_error_rate(pairs) - 0.5) < 0.03
    assert rank_one(embeddings, people) < 0.1


def test_length_does_not_matter_and_direction_does():
    embeddings, people = draw(3)
    longer = embeddings * np.linspace(0.1, 9, len(people))[:, None]
    one, other = compare_pairs(embeddings, people), compare_pairs(longer, people)
    np.testing.assert_allclose(one.score, other.score)
    assert rank_one(embeddings, people) == rank_one(longer, people)


def test_the_gallery_holds_the_first_picture_of_each():
    right, probe, found = identify(*draw(1))
    assert set(found) <= {0, 4, 8, 12, 16}
    assert not set(probe) & {0, 4, 8, 12, 16}
    assert len(right) == len(probe) == 15


@pytest.mark.parametrize(
    ("embeddings", "people", "word"),
    [
        (np.ones((3, 2)), [0, 0, 1], "person 1 has one picture"),
        (np.ones((4, 2)), [0, 0, 0, 0], "one person"),
        (np.ones((4, 2)), [0, 0, 1], "people has shape"),
        (np.ones((4, 2)), [0.5, 0.5, 1, 1], "people has shape"),
        (np.ones((0, 2)), [], "embeddings has shape"),
        (np.ones(4), [0, 0, 1, 1], "embeddings has shape"),
        (np.ones((4, 2, 2)), [0, 0, 1, 1], "embeddings has shape"),
        (np.eye(4) - np.eye(4)[0], [0, 0, 1, 1], "row 0"),
        (np.full((4, 2), np.nan), [0, 0, 1, 1], "row 0"),
    ],
)
def test_bad_input_is_refused(embeddings, people, word):
    for function in (compare_pairs, rank_one, identify):
        with pytest.raises(ValueError, match=word):
            function(embeddings, people)
