"""Costs are measured in turns and recorded like runs."""

import pandas as pd
import pytest

from utils import costs, records

CALLS = []


def prepare(name):
    return lambda: CALLS.append(name), 10


CASES = [
    costs.Case("CNN", "conv", "short", prepare, ("a",)),
    costs.Case("RNN", "LSTM", "short", prepare, ("b",)),
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "FOLDER", tmp_path)
    CALLS.clear()  # the fingerprint reads it
    for name in ("COURSE_TEST", "COURSE_LIVE", "COURSE_EVIDENCE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_cases_of_a_condition_take_turns(monkeypatch):
    monkeypatch.setattr(costs, "SHORTEST", 0)
    CALLS.clear()
    rows = costs.measure(CASES, repetitions=3)
    assert CALLS[-6:] == ["a", "b"] * 3
    assert rows["seed"].tolist() == [0, 0, 1, 1, 2, 2]
    assert set(rows["metric"]) == {costs.METRIC} and (rows["value"] > 0).all()
    assert set(rows["operations"]) == {10}


def test_a_record_is_made_when_asked_and_recalled(folder, monkeypatch):
    monkeypatch.setenv("COURSE_EVIDENCE", "F2-made")
    made = costs.measure(CASES, repetitions=2, record="F2-made")
    monkeypatch.delenv("COURSE_EVIDENCE")
    CALLS.clear()
    again = costs.measure(CASES, repetitions=2, record="F2-made")
    assert not CALLS and again["value"].tolist() == made["value"].tolist()
    assert set(again["evidence"]) == {"recorded"}
    assert {"machine", "versions", "date"} <= set(
        records.read_header(folder / "F2-made.csv")
    )


def test_under_test_a_missing_or_stale_record_fails(folder, monkeypatch):
    monkeypatch.setenv("COURSE_TEST", "1")
    with pytest.raises(RuntimeError, match="is missing: make evidence NAMES=F2-x"):
        costs.measure(CASES, repetitions=2, record="F2-x")
    monkeypatch.setenv("COURSE_EVIDENCE", "all")
    costs.measure(CASES, repetitions=2, record="F2-x")
    CALLS.clear()
    monkeypatch.delenv("COURSE_EVIDENCE")
    with pytest.raises(RuntimeError, match="is of another experiment"):
        costs.measure(CASES[:1], repetitions=2, record="F2-x")


def test_without_a_record_a_reader_measures_live(folder, monkeypatch):
    rows = costs.measure(CASES, repetitions=1, record="F2-none")
    assert set(rows["evidence"]) == {"live"} and not list(folder.iterdir())
    monkeypatch.setenv("COURSE_LIVE", "1")
    rows = costs.measure(CASES, repetitions=1, record="F2-none")
    assert set(rows["evidence"]) == {"live"}


def test_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="prepare is 3"):
        costs.Case("CNN", "conv", "", 3)
    with pytest.raises(ValueError, match="none twice"):
        costs.measure(CASES[:1] * 2, repetitions=1)
    with pytest.raises(ValueError, match="repetitions is 0"):
        costs.measure(CASES, repetitions=0)


def frame(*rows):
    columns = ["contestant", "condition", "seed", "value", "operations"]
    return pd.DataFrame(rows, columns=columns).assign(family="CNN", metric="seconds")


def test_the_faster_way_stands_for_both_in_each_condition():
    rows = frame(
        ("a", "x", 0, 3.0, 1),
        ("a, XLA", "x", 0, 2.0, 1),
        ("a", "y", 0, 1.0, 1),
        ("a, XLA", "y", 0, 2.0, 1),
        ("b", "y", 0, 9.0, 1),
    )
    best = costs.best_of(rows, suffix=", XLA")
    found = best[["contestant", "condition", "value"]].values.tolist()
    assert found == [["a", "x", 2.0], ["a", "y", 1.0], ["b", "y", 9.0]]
    with pytest.raises(ValueError, match="no contestant ends so"):
        costs.best_of(rows, suffix=" fast")


def test_a_share_is_taken_of_the_same_turn():
    rows = frame(
        ("a", "x", 0, 2.0, 10),
        ("bar", "x", 0, 1.0, 20),
        ("a", "x", 1, 1.0, 10),
        ("bar", "x", 1, 2.0, 20),
    )
    assert costs.share(rows, of="bar")["value"].tolist() == [0.25, 1.0]
    with pytest.raises(ValueError, match="every turn"):
        costs.share(rows[:3], of="bar")


def test_growth_divides_turn_by_turn():
    rows = frame(
        ("a", "x", 0, 2.0, 1),
        ("a", "x", 1, 4.0, 1),
        ("a", "y", 1, 4.0, 1),
        ("a", "y", 0, 6.0, 1),
    )
    grown = costs.growth(rows, "x", "y", condition="longer").set_index("seed")
    assert grown["value"].to_dict() == {0: 3.0, 1: 1.0}
    assert set(grown["metric"]) == {"times longer"}
    with pytest.raises(ValueError, match="do not pair"):
        costs.growth(rows[:3], "x", "y")
