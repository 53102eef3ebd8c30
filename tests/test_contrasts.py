"""Contrasts keep pairs together and choose on validation data alone."""

import pandas as pd
import pytest

from utils.contrasts import fall, represent


def make_runs(values):
    rows = [
        {"family": f, "contestant": c, "condition": d, "seed": s, "value": v}
        for (f, c, d, s), v in values.items()
    ]
    return pd.DataFrame(rows).assign(metric="accuracy")


RUNS = make_runs(
    {
        ("CNN", "CNN", "kept", 0): 0.9,
        ("CNN", "CNN", "kept", 1): 0.8,
        ("CNN", "CNN", "shuffled", 1): 0.7,
        ("CNN", "CNN", "shuffled", 0): 0.5,
    }
)


def test_a_fall_is_paired_by_seed_whatever_the_order_of_rows():
    lost = fall(RUNS, "kept", "shuffled", condition="picture")
    assert lost.set_index("seed")["value"].round(6).to_dict() == {0: 0.4, 1: 0.1}
    assert set(lost["metric"]) == {"accuracy lost"}
    assert set(lost["condition"]) == {"picture"}
    assert "accuracy lost" not in set(RUNS["metric"])  # the argument is untouched


@pytest.mark.parametrize(
    ("runs", "names", "words"),
    [
        (RUNS, ("kept", "other"), "no runs of condition 'other'"),
        (RUNS.iloc[:3], ("kept", "shuffled"), "do not pair"),
        (pd.concat([RUNS, RUNS]), ("kept", "shuffled"), "do not pair"),
    ],
)
def test_what_cannot_be_paired_is_refused(runs, names, words):
    with pytest.raises(ValueError, match=words):
        fall(runs, *names)


def test_the_representative_is_the_best_at_its_best_rate_in_each_condition():
    rows = [
        ("a", "GRU", 0.1, 0.9),
        ("a", "GRU", 0.2, 0.1),
        ("a", "LSTM", 0.1, 0.3),
        ("a", "LSTM", 0.2, 0.3),
        ("b", "GRU", 0.1, 0.5),
        ("b", "LSTM", 0.1, 0.4),
    ]
    columns = ["condition", "contestant", "learning_rate", "value"]
    tuning = pd.DataFrame(rows, columns=columns).assign(family="RNN")
    runs = make_runs(
        {
            ("RNN", "GRU", "a", 0): 1.0,
            ("RNN", "LSTM", "a", 0): 2.0,
            ("RNN", "GRU", "b", 0): 3.0,
            ("RNN", "LSTM", "b", 0): 4.0,
            ("CNN", "TCN", "b", 0): 5.0,
        }
    )
    chosen = represent(runs, tuning, family="RNN", name="best RNN")
    best = chosen[chosen["contestant"] == "best RNN"]
    assert best.set_index("condition")["value"].to_dict() == {"a": 1.0, "b": 4.0}
    assert len(chosen) == len(runs) + 2
    with pytest.raises(ValueError, match="tuning has no RNN in 'b'"):
        represent(runs, tuning[tuning["condition"] == "a"], family="RNN", name="x")
