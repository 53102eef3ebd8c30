"""Slopes of gradients: known ones are found, bad curves are refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from utils.decay import as_conditions, decay_rate, decay_rates, plot_decay


def make_curves(names=("GRU",), rate=-0.2, seeds=2):
    distance = np.arange(12)[::-1]
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "family": "RNN",
                    "contestant": name,
                    "condition": "",
                    "seed": seed,
                    "distance": distance,
                    "value": 10.0 ** (rate * distance),
                }
            )
            for name in names
            for seed in range(seeds)
        ],
        ignore_index=True,
    )


@given(st.floats(-0.3, 0.3), st.floats(-3, 3), st.integers(10, 60), st.integers(0, 5))
def test_the_slope_of_a_straight_line_is_found(rate, height, steps, skip):
    distance = np.arange(steps)[::-1]
    found = decay_rate(10 ** (height + rate * distance), skip=skip)
    assert found == pytest.approx(rate, abs=1e-9)


def test_what_lies_below_the_floor_or_is_too_recent_does_not_count():
    line = 10.0 ** -np.arange(40)[::-1]
    line[:5] = 0.0  # underflow at the far end
    line[-5:] = 7.0  # whatever the last steps do
    assert decay_rate(line) == pytest.approx(-1)
    with_infinity = [np.inf, 1.0, 10.0, 100.0]
    assert decay_rate(with_infinity, skip=0) == pytest.approx(-1)


@pytest.mark.parametrize(
    ("reach", "settings", "words"),
    [
        ([1.0, 2.0], {}, "at least two"),
        ([0.0, 0.0, 1.0], {"skip": 0}, "at least two"),
        ([[1.0, 2.0]], {"skip": 0}, r"expected \(time,\)"),
        ([1.0, 2.0], {"skip": -1}, "skip is -1"),
        ([1.0, 2.0], {"floor": 0}, "floor is 0"),
    ],
)
def test_a_curve_without_a_slope_is_refused(reach, settings, words):
    with pytest.raises(ValueError, match=words):
        decay_rate(reach, **settings)


def test_every_network_and_seed_gets_its_slope():
    curves = make_curves(("GRU", "LSTM"))
    shuffled = curves.sample(frac=1, random_state=0)  # the order does not matter
    slopes = decay_rates(shuffled)
    assert len(slopes) == 4
    assert set(slopes["metric"]) == {"decades per step"}
    np.testing.assert_allclose(slopes["value"], -0.2)


def test_contestants_become_conditions():
    slopes = decay_rates(make_curves(("GRU", "LSTM", "TCN")))
    turned = as_conditions(slopes, {"GRU": "a", "LSTM": "b"}, contestant="gated")
    assert set(turned["contestant"]) == {"gated"}
    assert turned["condition"].tolist() == ["a", "a", "b", "b"]
    assert "gated" not in set(slopes["contestant"])
    with pytest.raises(ValueError, match="no \\['RNN'\\]"):
        as_conditions(slopes, {"RNN": "c"}, contestant="gated")


def test_the_figure_has_a_line_per_seed_a_mean_and_a_name():
    ax = plot_decay(make_curves(("GRU", "LSTM"), seeds=3), ax=Figure().subplots())
    assert len(ax.lines) == 2 * (3 + 1)
    assert [text.get_text() for text in ax.texts] == ["GRU", "LSTM"]
    thick = ax.lines[3]
    np.testing.assert_allclose(thick.get_ydata(), 10 ** (-0.2 * np.arange(12)))
