"""Prices and series with seasons: what ships, what is refused, what leaks."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.datasets import prices, seasons

ROW = np.exp(np.random.default_rng(0).normal(size=60).cumsum() / 10)


def test_what_ships_is_clean():
    days = prices.load_google()
    assert (days["high"] >= days["close"] - 1e-9).all()
    assert days.index.is_monotonic_increasing
    for name in ("IBM", "MSFT", "^GSPC", "GOOGL"):
        months = prices.load_stock(name)
        assert len(prices.check_prices(months, at_least=100)) == len(months)
        assert (months.index.day == 1).all()
        gaps = np.diff(months.index.to_period("M").astype("int64"))
        assert set(gaps) == {1}  # no month is left out


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        ([10.0, np.nan, 11.0], "1 gap .* place 1"),
        ([10.0, 0.0, 0.0], "2 zeros, the first at place 1"),
        ([10.0, -1.0, 2.0], "1 negative value"),
        ([10.0, np.inf, 2.0], "infinite"),
        ([10.0], "at least 2"),
        ([], "at least 2"),
        ([[1.0, 2.0]], "shape"),
        (["ten", "eleven"], "no number"),
        ([None, 2.0], "gap"),
    ],
)
def test_bad_prices_are_refused_by_name_and_place(bad, word):
    for use in (prices.check_prices, prices.log_returns):
        with pytest.raises(ValueError, match=word):
            use(bad)


def test_a_series_too_short_for_its_windows_is_refused():
    with pytest.raises(ValueError, match="at least 38"):
        prices.windows(ROW[:30], name="short", window=32, view="levels")


@pytest.mark.parametrize(
    "bad",
    [
        {"view": "candles"},
        {"leak": "luck"},
        {"leak": "peeking"},
        {"window": 1},
        {"seed": -1},
        {"high": ROW[:-1]},
        {"high": np.append(ROW[:-1], np.nan)},
    ],
)
def test_bad_arguments_are_refused(bad):
    plan = {"name": "toy", "window": 4, "view": "levels"} | bad
    with pytest.raises(ValueError, match="expected"):
        prices.windows(ROW, **plan)


def test_prices_that_do_not_move_are_refused():
    with pytest.raises(ValueError, match="does not change"):
        prices.windows(np.ones(60), name="flat", window=4, view="returns")


def test_unknown_stock_is_refused():
    with pytest.raises(ValueError, match="IBM"):
        prices.load_stock("ACME")


@pytest.mark.parametrize("view", prices.VIEWS)
def test_an_honest_cut_learns_nothing_from_the_future(view):
    plan = {"name": "toy", "window": 4, "view": view}
    cut = prices.windows(ROW, **plan)
    known = 4 + len(cut.train) + (view == "returns")
    changed = ROW.copy()
    changed[known:] *= np.linspace(2, 30, len(ROW) - known)
    other = prices.windows(changed, **plan)
    np.testing.assert_array_equal(cut.train.x, other.train.x)
    np.testing.assert_array_equal(cut.train.y, other.train.y)
    leaky = prices.windows(changed, leak="scaling", **plan)
    assert not np.allclose(cut.train.x, leaky.train.x)


def test_honest_levels_of_train_lie_between_0_and_1():
    cut = prices.windows(ROW, name="toy", window=4, view="levels")
    assert cut.train.x.min() >= 0
    assert max(cut.train.x.max(), cut.train.y.max()) == 1


def test_shuffling_deals_out_the_same_windows():
    plan = {"name": "toy", "window": 4, "view": "levels"}
    cut = prices.windows(ROW, **plan)
    one, two = (prices.windows(ROW, leak="shuffling", seed=s, **plan) for s in (0, 1))
    assert not np.array_equal(one.train.y, two.train.y)

    def collect(data):
        return sorted(y for p in (data.train, data.valid, data.test) for y in p.y[:, 0])

    assert collect(cut) == collect(one)


@pytest.mark.parametrize("view", prices.VIEWS)
def test_peeking_moves_the_high_of_each_row_by_one_day(view):
    high = ROW * 1.01
    plan = {"name": "toy", "window": 4, "view": view, "high": high}
    honest, leaky = (prices.windows(ROW, leak=x, **plan) for x in (None, "peeking"))
    np.testing.assert_array_equal(honest.test.x[..., 0], leaky.test.x[..., 0])
    assert not np.allclose(honest.test.x[..., 1], leaky.test.x[..., 1])
    if view == "levels":  # the last row of the window holds the next day's high
        np.testing.assert_allclose(leaky.test.x[:-1, -1, 1], honest.test.x[1:, -1, 1])
        assert (leaky.test.x[:-1, -1, 1] > leaky.test.y[:-1, 0]).all()


# ---------------------------------------------------------------------------- seasons
def test_sunspots_and_carbon_dioxide_are_what_they_say():
    years, months = seasons.load_sunspots(), seasons.load_carbon_dioxide()
    assert not years.isna().any() and not months.isna().any()
    assert (np.diff(years.index) == 1).all()
    assert set(np.diff(months.index.astype("int64"))) == {1}
    assert 300 < months.min() < months.max() < 400


def test_filling_keeps_what_was_measured():
    gaps = seasons.load_carbon_dioxide(filled=False)
    full = seasons.load_carbon_dioxide()
    measured = gaps.notna()
    pd.testing.assert_series_equal(gaps[measured], full[measured])


@given(st.integers(1, 30), st.integers(1, 6), st.integers(0, 2**16))
def test_a_fill_does_not_know_what_comes_later(place, season, seed):
    rng = np.random.default_rng(seed)
    row = pd.Series(rng.normal(size=40))
    row[rng.random(40) < 0.2] = np.nan
    row[0] = 1.0
    other = row.copy()
    other[place:] = 100.0
    first = seasons.fill_causally(row, season=season)[:place]
    again = seasons.fill_causally(other, season=season)[:place]
    pd.testing.assert_series_equal(first, again)


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (pd.Series([np.nan, 1.0]), "begins with a gap"),
        (pd.Series([], dtype=float), "begins with a gap"),
        (pd.Series([1.0, np.inf]), "infinity"),
        (pd.Series(["a", "b"]), "pandas series, numbers"),
        ([1.0, 2.0], "pandas series, numbers"),
    ],
)
def test_fill_refuses_what_is_no_series(bad, word):
    with pytest.raises(ValueError, match=word):
        seasons.fill_causally(bad, season=2)


def test_loading_is_silent():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        prices.load_google()
        prices.load_stock("IBM")
        seasons.load_carbon_dioxide()
