"""Forecasts: folds without leaks, scaled errors, intervals, the classical opponents."""

import keras
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils import autoregression, forecasting, intervals, metrics, models
from utils.datasets import Dataset, Split, prices, seasons

YEARS = seasons.load_sunspots()
FOLDS = forecasting.walk_forward(YEARS, season=11, window=12, folds=3, block=20)


def make_model(function):
    """A model that computes a function of its input and has nothing to train."""
    x = keras.layers.Input((12, 1))
    return keras.Model(x, function(x))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_fold_learns_from_the_past_alone(number):
    left = 2 - number
    end = len(YEARS) - left * 20
    changed = YEARS.copy()
    changed.iloc[end - 40 :] = 1000.0 + np.arange(len(YEARS) - end + 40)
    other = forecasting.walk_forward(changed, season=11, window=12, folds=3, block=20)
    np.testing.assert_array_equal(FOLDS[number].train.x, other[number].train.x)
    np.testing.assert_array_equal(FOLDS[number].train.y, other[number].train.y)
    assert not np.array_equal(FOLDS[number].valid.y, other[number].valid.y)


def test_folds_forecast_the_last_blocks_one_after_the_other():
    assert [len(fold.test) for fold in FOLDS] == [20, 20, 20]
    assert [len(fold.train) for fold in FOLDS] == [217, 237, 257]
    for fold in FOLDS:
        x = np.concatenate([p.x for p in (fold.train, fold.valid, fold.test)])
        y = np.concatenate([p.y for p in (fold.train, fold.valid, fold.test)])
        np.testing.assert_array_equal(x[1:, -1], y[:-1])  # the answer comes next


def test_mean_absolute_error_of_a_fold_is_the_mase():
    values = YEARS.to_numpy()
    for number, fold in enumerate(FOLDS):
        end = len(values) - (2 - number) * 20
        model = models.build_last_value(fold)
        expected = forecasting.mase(
            values[end - 21 : end - 1],
            values[end - 20 : end],
            history=values[: end - 40],
            season=11,
        )
        found = forecasting.mean_absolute_error(model, fold)
        np.testing.assert_allclose(found, expected, rtol=1e-5)


@settings(deadline=None)
@given(
    st.lists(st.integers(-50, 50), min_size=8, max_size=30),
    st.integers(1, 4),
    st.floats(0.5, 100),
    st.floats(-100, 100),
)
def test_mase_depends_neither_on_unit_nor_on_zero(row, season, unit, zero):
    history, actual = np.array(row[4:], float), np.array(row[:4], float)
    if len(history) <= season or not np.any(history[season:] != history[:-season]):
        return
    plain = forecasting.mase(actual[::-1], actual, history=history, season=season)
    moved = forecasting.mase(
        actual[::-1] * unit + zero,
        actual * unit + zero,
        history=history * unit + zero,
        season=season,
    )
    assert np.isclose(plain, moved, rtol=1e-6)


@pytest.mark.parametrize(
    ("series", "word"),
    [
        ([1.0, 2.0, np.nan, 4.0] * 20, "NaN"),
        (["a"] * 80, "no number"),
        (np.ones((80, 2)), "shape"),
        (np.arange(20.0), "at least"),
        ([1.0, 2.0] * 40, "repeats itself"),
    ],
)
def test_walk_forward_refuses_bad_series(series, word):
    with pytest.raises(ValueError, match=word):
        forecasting.walk_forward(series, season=2, window=6, folds=2, block=8)


@pytest.mark.parametrize(
    "bad", [{"season": 0}, {"window": 0}, {"folds": 0}, {"block": 1}, {"block": 2.5}]
)
def test_walk_forward_refuses_bad_numbers(bad):
    plan = {"season": 11, "window": 12, "folds": 2, "block": 20}
    with pytest.raises(ValueError, match=next(iter(bad))):
        forecasting.walk_forward(YEARS, **(plan | bad))


def test_mase_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="one for each"):
        forecasting.mase([1.0], [1.0, 2.0], history=[1, 2, 4], season=1)
    with pytest.raises(ValueError, match="at least 4"):
        forecasting.seasonal_naive_error([1, 2, 4], season=3)


def test_relative_errors_are_one_for_the_naive_forecast():
    table = prices.windows(
        prices.load_stock("IBM"), name="IBM", window=8, view="returns"
    )
    zero = make_zero(table)
    assert forecasting.relative_to_zero(zero, table) == 1
    assert forecasting.relative_to_last(models.build_last_value(table), table) == 1
    np.testing.assert_allclose(
        forecasting.find_errors(zero, table.test), table.test.y[:, 0]
    )


def make_zero(dataset):
    """A model that always says 0."""
    return keras.Sequential(
        [keras.layers.Input(dataset.input_shape), models.Constant([0.0])]
    )


# -------------------------------------------------------------------------- intervals
@settings(deadline=None, max_examples=40)
@given(st.integers(10, 60), st.floats(0.5, 0.95))
def test_half_width_covers_at_least_the_level_of_its_own_errors(count, level):
    errors = np.random.default_rng(count).normal(size=count)
    wide = intervals.half_width(errors, level=level)
    assert intervals.coverage(errors, wide) >= level - 1e-9 or wide == max(abs(errors))


def test_conformal_intervals_hold_what_they_promise_on_shuffled_errors():
    rng = np.random.default_rng(0)
    hits = []
    for _ in range(3000):
        errors = rng.standard_t(3, size=20)
        hits.append(abs(errors[0]) <= intervals.half_width(errors[1:], level=0.9))
    assert 0.88 < np.mean(hits) < 0.92


def test_rolling_half_widths_do_not_know_the_present():
    rng = np.random.default_rng(1)
    past, errors = rng.normal(size=30), rng.normal(size=40)
    found = intervals.rolling_half_widths(past, errors, span=20)
    changed = errors.copy()
    changed[25:] *= 100
    other = intervals.rolling_half_widths(past, changed, span=20)
    np.testing.assert_array_equal(found[:26], other[:26])
    assert other[26:].max() > found[26:].max()


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: intervals.half_width([1.0, np.nan]), "finite"),
        (lambda: intervals.half_width([], level=0.9), "finite"),
        (lambda: intervals.half_width(["x"]), "no number"),
        (lambda: intervals.half_width([1.0], level=90), "level"),
        (lambda: intervals.coverage([1.0, 2.0], [1.0, 1.0, 1.0]), "widths"),
        (lambda: intervals.rolling_half_widths([1.0], [1.0], span=2), "at least 2"),
    ],
)
def test_intervals_refuse_what_does_not_fit(call, word):
    with pytest.raises(ValueError, match=word):
        call()


def test_coverage_of_90_takes_the_width_from_the_validation_part():
    fold = FOLDS[0]
    model = models.build_last_value(fold)
    wide = intervals.half_width(forecasting.find_errors(model, fold.valid), level=0.9)
    inside = np.abs(fold.test.y - fold.test.x[:, -1]) <= wide
    assert intervals.coverage_of_90(model, fold) == inside.mean()


# ---------------------------------------------------------------------- autoregression
@pytest.mark.parametrize("steps", [False, True])
def test_weights_forecast_what_statsmodels_forecasts(steps):
    from statsmodels.tsa.ar_model import AutoReg

    row = YEARS.to_numpy()
    taps, constant = autoregression.fit(row, lags=9, window=12, steps=steps)
    target = np.diff(row) if steps else row
    expected = AutoReg(target, 9).fit().forecast(1)[0] + steps * row[-1]
    np.testing.assert_allclose(row[-12:] @ taps + constant, expected, rtol=1e-8)


def test_autoregression_has_nothing_to_train_and_beats_the_naive_forecasts():
    fold = FOLDS[0]
    found = autoregression.build(fold)
    assert found.trainable_variables == []
    error = forecasting.mean_absolute_error(found, fold)
    assert error < forecasting.mean_absolute_error(models.build_last_value(fold), fold)
    naive = autoregression.build_seasonal_naive(fold, season=11)
    np.testing.assert_allclose(
        metrics.predict(naive, fold.test.x)[:, 0], fold.test.x[:, -11, 0]
    )
    assert error < forecasting.mean_absolute_error(naive, fold)


def test_history_is_put_together_again():
    row = np.concatenate([FOLDS[0].train.x[0, :, 0], FOLDS[0].train.y[:, 0]])
    np.testing.assert_array_equal(autoregression.restore_history(FOLDS[0]), row)
    shuffled = prices.windows(
        prices.load_stock("IBM"),
        name="IBM",
        window=8,
        view="levels",
        leak="shuffling",
    )
    with pytest.raises(ValueError, match="follow one another"):
        autoregression.restore_history(shuffled)


def test_autoregression_refuses_what_does_not_fit():
    part = Split(x=np.ones((4, 3, 2)), y=np.ones((4, 1)))
    wide = Dataset("toy", part, part, part, task="regression")
    with pytest.raises(ValueError, match=r"expected \(window, 1\)"):
        autoregression.build(wide)
    with pytest.raises(ValueError, match="window"):
        autoregression.fit(np.arange(30.0), lags=5, window=5, steps=True)
    with pytest.raises(ValueError, match="season"):
        autoregression.build_seasonal_naive(FOLDS[0], season=13)


def test_a_calendar_helps_where_the_season_is_the_calendar_s():
    time = np.arange(240)
    noise = np.random.default_rng(0).normal(scale=0.3, size=240)
    row = pd.Series(0.1 * time + np.sin(time * np.pi / 6) * 3 + noise, name="toy")
    found = autoregression.score_with_calendar(row, season=12, folds=2, block=24)
    assert found.shape == (2,)
    assert np.all(found < 0.5)
