"""Ranks are made seed by seed, and drawn and told as they are."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from utils import rankings
from utils.jobs import FAMILIES

SCORES = {
    "a": {"CNN": [0.9, 0.9], "RNN": [0.8, 0.9]},
    "b": {"CNN": [0, 0], "RNN": [1, 1]},
}


@pytest.fixture
def runs():
    return pd.DataFrame(
        {
            "family": name,
            "contestant": name,
            "condition": row,
            "seed": seed,
            "metric": "score",
            "value": value,
        }
        for row, each in SCORES.items()
        for name, values in each.items()
        for seed, value in enumerate(values)
    )


def test_equals_share_the_mean_of_their_places(runs):
    ranked = rankings.rank(runs).query("condition == 'a'")
    assert ranked["rank"].tolist() == [1, 1.5, 2, 1.5]
    assert "rank" not in runs


def test_every_cell_shows_its_mean_and_every_seed(runs):
    fig, ax = plt.subplots()
    rankings.plot_ranks(runs, ax=ax, kinds={"a": "picture", "b": "text"})
    texts = [text.get_text() for text in ax.texts]
    assert "1.25" in texts
    assert "1  1.5" in texts
    assert [t.get_text() for t in ax.get_yticklabels()] == ["a (picture)", "b (text)"]
    plt.close(fig)
    with pytest.raises(ValueError, match="at least one run"):
        rankings.plot_ranks(runs.iloc[:0], ax=ax, kinds={})


def test_the_best_and_the_last_are_told(runs):
    table = rankings.describe_ranks(runs)
    assert table.loc["a"].tolist() == ["CNN", "2 of 2", "RNN"]
    assert table.loc["b"].tolist() == ["RNN", "2 of 2", "CNN"]
    assert rankings.list_winners(runs) == (
        "Of 2 rows, by mean score: CNN wins 1, RNN wins 1."
    )


def test_single_rows_become_conditions(runs):
    rows = {"at a": ("a", "CNN", "RNN"), "at b": ("b", "RNN", "CNN")}
    duel = rankings.pair_rows(runs, rows, winner="home", loser="guest")
    means = duel.pivot_table("value", "condition", "contestant")
    assert means.loc["at a", "home"] == 0.9
    assert means.loc["at b"].tolist() == [0, 1]
    with pytest.raises(ValueError, match="rows is empty"):
        rankings.pair_rows(runs, {}, winner="home", loser="guest")
    with pytest.raises(ValueError, match="no runs"):
        rankings.pair_rows(runs, {"c": ("c", "CNN", "RNN")}, winner="x", loser="y")


def test_every_family_has_a_color_of_its_own():
    assert set(rankings.COLORS) == set(FAMILIES)
    assert len(set(rankings.COLORS.values())) == len(FAMILIES)
