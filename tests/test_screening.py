"""Screening: measures agree with counting and with Bayes, bad input is refused."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import layers
from sklearn.metrics import roc_auc_score

from utils import suspicion
from utils.datasets.base import Split
from utils.datasets.smears import make_smears
from utils.screening import (
    Outcome,
    choose_threshold,
    count_outcomes,
    positive_value,
    sensitivity_at,
)


def draw(seed, cells=60, apart=1.0, ties=False):
    """Labels, about 1 in 4 abnormal, and scores that are higher for those."""
    rng = np.random.default_rng(seed)
    y = (np.arange(cells) % 4 == 0).astype(int)
    scores = rng.normal(size=cells) + apart * y
    return y, scores.round(1) if ties else scores


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    specificity=st.floats(0.05, 0.99),
    ties=st.booleans(),
)
def test_a_chosen_threshold_keeps_its_promise_and_no_lower_one_does(
    seed, specificity, ties
):
    y, scores = draw(seed, ties=ties)
    threshold = choose_threshold(y, scores, specificity)
    outcome = count_outcomes(y, scores, threshold)
    assert outcome.specificity >= specificity - 1e-9
    assert outcome.sensitivity == pytest.approx(sensitivity_at(y, scores, specificity))
    if (scores < threshold).any():
        lower = count_outcomes(y, scores, scores[scores < threshold].max())
        assert lower.specificity < specificity


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), threshold=st.floats(-2, 2))
def test_the_formula_of_bayes_agrees_with_counting(seed, threshold):
    outcome = count_outcomes(*draw(seed), threshold)
    prevalence = draw(seed)[0].mean()
    worth = positive_value(outcome.sensitivity, outcome.specificity, prevalence)
    np.testing.assert_allclose(worth, outcome.positive_value)


def test_outcomes_are_counted():
    outcome = Outcome(found=40, missed=10, alarms=57, cleared=893)
    assert (outcome.sensitivity, outcome.specificity) == (0.8, 0.94)
    assert outcome.accuracy == 0.933
    nobody = count_outcomes(*draw(0), np.inf)
    assert (nobody.sensitivity, nobody.specificity) == (0, 1)
    assert np.isnan(nobody.positive_value)


def test_the_worth_of_an_alarm_falls_with_prevalence():
    worth = positive_value(0.9, 0.95, np.linspace(0.001, 0.999, 50))
    assert np.all(np.diff(worth) > 0)
    assert positive_value(0.9, 0.95, 0) == 0
    assert np.isnan(positive_value(0, 1, 0.5))
    for wrong in (1.5, -0.1, np.nan):
        with pytest.raises(ValueError, match="prevalence"):
            positive_value(0.9, 0.95, wrong)


@pytest.mark.parametrize(
    ("labels", "scores", "word"),
    [
        ([0, 1], [0.5], "shape"),
        ([[0, 1]], [[0.5, 0.1]], "shape"),
        ([0, 0], [0.5, 0.1], "both"),
        ([0, 2], [0.5, 0.1], "both"),
        ([], [], "both"),
        ([0, 1], [0.5, np.nan], "NaN"),
    ],
)
def test_bad_input_is_refused(labels, scores, word):
    for function in (sensitivity_at, choose_threshold):
        with pytest.raises(ValueError, match=word):
            function(labels, scores)
    with pytest.raises(ValueError, match=word):
        count_outcomes(labels, scores, 0)
    for wrong in (0, 1, -1, "high"):
        with pytest.raises(ValueError, match="specificity"):
            sensitivity_at([0, 1], [0, 1], wrong)


def test_measures_of_a_model_are_those_of_its_scores():
    drawn = make_smears(seed=0, smears=(8, 4, 4), cells=(20, 20, 20))
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [layers.Input((32, 32, 3)), layers.GlobalMaxPooling2D(), layers.Dense(2)]
    )
    for part, auc, sensitivity in (
        (drawn.test, suspicion.measure_auc, suspicion.measure_sensitivity),
        (drawn.known, suspicion.measure_known_auc, suspicion.measure_known_sensitivity),
    ):
        scores = suspicion.score_cells(model, part.x)
        assert auc(model, drawn) == pytest.approx(roc_auc_score(part.y, scores))
        assert sensitivity(model, drawn) == sensitivity_at(part.y, scores)
    half = count_outcomes(
        drawn.test.y, suspicion.score_cells(model, drawn.test.x), 0.0
    ).sensitivity
    assert suspicion.measure_half(model, drawn) == half


def test_one_number_points_the_way_it_did_in_training():
    x = np.zeros((20, 4, 4, 3))
    y = np.arange(20) % 2
    x[y == 1, ..., 2] = 1
    part, turned = Split(x, y), Split(x, 1 - y)
    assert suspicion.try_numbers(part, part)["red less blue"] == 1
    assert suspicion.try_numbers(part, turned)["blue"] == 0
    gray = Split(x[..., :1] + 0.5, y)
    assert set(suspicion.try_numbers(gray, gray)) == {0.5}
