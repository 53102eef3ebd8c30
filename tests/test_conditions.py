"""Conditions are sorted by their verdicts, and named as briefly as is true."""

import pandas as pd
import pytest
from ledgers import turn

from utils import conditions, findings


@pytest.fixture(scope="module")
def found():
    return findings.read_findings()


def test_the_contrary_changes_places(found):
    for word, contrary in conditions.CONTRARY.items():
        other = turn(found, "M1.inside", word)
        assert conditions.find_word(other, "M1.inside") == word
        assert conditions.find_word(other, "M1.inside!") == contrary
    other = turn(found, "M1.inside", "undecided")
    assert conditions.find_word(other, "M1.inside!") == "undecided"


def test_conditions_are_sorted_by_their_words(found):
    other = turn(found, "P1", "undecided", "shifted")
    groups = conditions.sort_conditions(other, "P1")
    assert list(groups) == [*conditions.GROUPS]
    assert groups["open"] == ["shifted"]
    assert sum(len(groups[name]) for name in ("yes", "no", "open")) == 2
    supported = turn(found, "P1", "supported")
    assert conditions.sort_conditions(supported, "P1!")["no"] == ["centered", "shifted"]


def test_a_claim_without_conditions_has_none_to_name(found):
    groups = conditions.sort_conditions(found, "S9.family")
    assert not any(groups.values())
    assert not any(conditions.sort_conditions(found.iloc[:0], "P1").values())


def test_parts_stand_in_for_conditions(found):
    other = turn(turn(found, "S7.trigram", "supported"), "S7.fivegram", "refuted")
    groups = conditions.sort_conditions(other, "S7")
    assert (groups["yes"], groups["no"]) == (["trigram"], ["fivegram"])
    one = conditions.sort_conditions(found, "S2")  # a single part: its conditions
    assert one == conditions.sort_conditions(found, "S2.map")


@pytest.mark.parametrize(
    ("highs", "turned"), [((-0.3, -0.3), True), ((-0.3, -0.1), False), ((), False)]
)
def test_the_other_way_round_is_asked_of_every_condition(highs, turned):
    rows = [("X", "refuted", None)] * bool(highs)
    rows = [{"id": "X9.a", "condition": "", "verdict": "refuted", "margin": 0.2}]
    rows += [rows[0] | {"condition": f"c{i}", "high": h} for i, h in enumerate(highs)]
    frame = pd.DataFrame(rows if highs else [], columns=[*rows[0], "high"])
    frame = frame.astype({"margin": float, "high": float})
    assert conditions.is_turned(frame, "X9.a") is turned


@pytest.mark.parametrize(
    ("names", "known", "text"),
    [
        ([], ["a, x", "b, x"], ""),
        (["a, x"], ["a, x", "a, y"], "*a, x*"),
        (["a, x", "b, x"], ["a, x", "b, x", "a, y", "b, y"], "*x*"),
        (["a, x", "a, y"], ["a, x", "a, y", "b, x"], "*a*"),
        (["a, x", "a, y"], ["a", "a, x", "a, y"], "*a, x*, *a, y*"),
        (["a, x", "b, x"], ["a, x", "b, x", "c, x"], "*a, x*, *b, x*"),
        (
            ["c", "a, x", "b, x", "b, y"],
            ["a, x", "b, x", "b, y", "c"],
            "*c*, *x*, *b, y*",
        ),
    ],
)
def test_what_all_share_names_them_together(names, known, text):
    assert conditions.name_all(names, known) == text
