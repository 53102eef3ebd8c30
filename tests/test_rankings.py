"""Ranks are made seed by seed, and drawn and told as they are."""

from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
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


def test_the_best_the_close_and_the_last_are_told(runs):
    table = rankings.describe_ranks(runs, margin=0.06)
    assert table.loc["a"].tolist() == [["CNN"], ["CNN", "RNN"], ["RNN"]]
    assert table.loc["b"].tolist() == [["RNN"], ["RNN"], ["CNN"]]
    assert rankings.list_winners(runs, margin=0.06) == (
        "Of 2 rows, within 0.06 of the best mean score: CNN on 1, RNN on 2.\n"
        "Ahead of all others by more than that: CNN on none, RNN on 1."
    )


def test_equals_are_all_best(runs):
    equal = runs.assign(value=1.0)
    table = rankings.describe_ranks(equal, margin=0)
    assert table.loc["a"].tolist() == [["CNN", "RNN"]] * 3
    assert "CNN on 2, RNN on 2" in rankings.list_winners(equal, margin=0)
    assert "CNN on none, RNN on none" in rankings.list_winners(equal, margin=0)


def test_chance_does_not_look_at_the_input():
    part = SimpleNamespace
    x, y = part(y=np.array([0, 1, 1])), part(y=np.array([1, 0, 0, 0]))
    data = part(task="classification", train=x, test=y)
    assert rankings.find_chance(data) == 0.25
    assert rankings.find_chance(part(task="regression")) == 0


def test_scores_begin_at_chance_and_every_family_has_its_mark(runs):
    fig, ax = plt.subplots()
    own = runs.query("condition == 'a'")
    rankings.plot_scores(own, ax=ax, chance=0.5)
    line, *marks = ax.lines
    assert line.get_linestyle() == ":"
    assert list(line.get_xdata()) == [0.5, 0.5]
    assert [mark.get_marker() for mark in marks] == ["s", "o"]
    assert 0.4 < ax.get_xlim()[0] < 0.5
    rankings.plot_scores(own.assign(value=0.2), ax=ax, chance=0.5)
    assert ax.get_xlim()[0] < 0.2
    plt.close(fig)
    drawn = {name for name, mark in rankings.MARKERS.items() if mark}
    assert len({rankings.MARKERS[name] for name in drawn}) == len(drawn)


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
