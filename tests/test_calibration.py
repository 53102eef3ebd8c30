"""Confidence beside accuracy, against cases that can be checked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from utils import calibration


def draw(examples, seed=0):
    """Probabilities, and labels drawn from them: calibrated by construction."""
    rng = np.random.default_rng(seed)
    probabilities = rng.dirichlet(np.full(4, 0.4), examples)
    labels = (rng.random((examples, 1)) > probabilities.cumsum(axis=1)).sum(axis=1)
    return probabilities, np.minimum(labels, 3)


def test_a_calibrated_classifier_has_nearly_no_error():
    probabilities, labels = draw(50_000)
    assert calibration.expected_error(probabilities, labels) < 0.01


def test_sharpened_answers_are_found_and_mended_by_a_temperature():
    probabilities, labels = draw(50_000)
    logits = 3 * np.log(np.maximum(probabilities, 1e-12))
    sharp = calibration.to_probabilities(logits)
    assert calibration.expected_error(sharp, labels) > 0.1
    temperature = calibration.fit_temperature(logits, labels)
    assert temperature == pytest.approx(3, rel=0.05)
    mended = calibration.to_probabilities(logits, temperature)
    assert calibration.expected_error(mended, labels) < 0.01
    assert np.array_equal(mended.argmax(axis=1), sharp.argmax(axis=1))


def test_the_bins_hold_every_example_once():
    probabilities, labels = draw(997)
    table = calibration.bin_by_confidence(probabilities, labels, bins=7)
    assert table["examples"].sum() == 997
    right = (probabilities.argmax(axis=1) == labels).mean()
    weighted = np.average(table["accuracy"], weights=table["examples"])
    assert weighted == pytest.approx(right)


def test_certainty_falls_into_the_last_bin():
    table = calibration.bin_by_confidence([[1.0, 0.0]], [0])
    assert table.values.tolist() == [[1.0, 1.0, 1]]


@given(st.integers(1, 20), st.integers(0, 10))
def test_the_error_lies_between_zero_and_one(bins, seed):
    probabilities, labels = draw(30, seed)
    assert 0 <= calibration.expected_error(probabilities, labels, bins=bins) <= 1


@pytest.mark.parametrize(
    ("probabilities", "labels", "message"),
    [
        ([0.5, 0.5], [0], "expected \\(examples, classes\\)"),
        ([[0.5, 0.6]], [0], "sum to 1"),
        ([[-0.5, 1.5]], [0], "at least 0"),
        ([[0.5, 0.5]], [0, 1], "each of 1 examples"),
        ([[0.5, 0.5]], [0.0], "float64"),
        ([[0.5, 0.5]], [2], "expected 0 to 1"),
    ],
)
def test_what_is_no_answer_is_refused(probabilities, labels, message):
    with pytest.raises(ValueError, match=message):
        calibration.expected_error(probabilities, labels)
    with pytest.raises(ValueError, match="temperature"):
        calibration.to_probabilities([[0.0]], 0)


def test_plot_reliability_draws_the_diagonal_and_a_line_for_each():
    table = calibration.bin_by_confidence(*draw(100))
    ax = calibration.plot_reliability({"a": table, "b": table}, ax=Figure().subplots())
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b"]
    assert len(ax.lines) == 3
