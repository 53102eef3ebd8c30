"""Baselines answer what a table says they answer."""

import keras
import numpy as np
import pytest
from factories import make_means, make_signs

from utils import checks, datasets, models, progress


def test_the_majority_knows_the_shares_of_the_classes():
    data = make_signs()
    logits = models.build_majority(data)(data.test.x[:4])
    shares = keras.ops.softmax(logits)
    expected = (np.bincount(data.train.y) + 1) / (len(data.train) + 2)
    np.testing.assert_allclose(shares, [expected] * 4, rtol=1e-5)
    with pytest.raises(ValueError, match="expected classification"):
        models.build_majority(make_means())


def test_the_majority_answers_at_every_step():
    text = datasets.text.next_character("to be or not to be " * 40, seed=0, window=12)
    model = models.build_majority(text)
    assert model(text.test.x[:3]).shape == (3, 12, text.classes)


def test_the_mean_and_the_last_value():
    data = make_means()
    answer = models.build_mean(data)(data.test.x[:2])
    np.testing.assert_allclose(answer, [data.train.y.mean(axis=0)] * 2, rtol=1e-5)
    with pytest.raises(ValueError, match="expected regression"):
        models.build_mean(make_signs())
    sunspots = datasets.sequences.load_sunspots(window=4)
    last = models.build_last_value(sunspots)(sunspots.test.x)
    np.testing.assert_allclose(last, sunspots.test.x[:, -1])
    with pytest.raises(ValueError, match="one output per channel"):
        models.build_last_value(data)


def test_a_baseline_can_be_stored(tmp_path):
    data = make_signs()
    model = models.build_majority(data)
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(again(data.test.x), model(data.test.x))


def test_the_linear_model_has_a_weight_per_input_and_output():
    assert models.build_linear(make_means()).count_params() == 8 * 2 + 1


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "3", None, 9])
def test_integers_out_of_range(value):
    with pytest.raises(ValueError, match=r"size is .*; expected a whole number"):
        checks.integer("size", value, 1, 8)


@pytest.mark.parametrize("value", [0, -1.0, float("inf"), float("nan"), "3", True])
def test_numbers_that_are_not_positive(value):
    with pytest.raises(ValueError, match="rate is"):
        checks.positive("rate", value)


def test_numpy_numbers_are_numbers():
    assert checks.integer("size", np.int64(3), 1) == 3
    assert checks.positive("rate", np.float32(0.5)) == 0.5


def test_no_bar_where_nobody_watches(capsys):
    with progress.progress_bar(2, "steps") as bar:
        bar.update()
    assert bar.disable and capsys.readouterr() == ("", "")
