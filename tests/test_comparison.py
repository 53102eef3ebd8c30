"""Tables and contradictions follow the verdicts, whichever way these turn."""

import re

import pandas as pd
import pytest
from ledgers import turn

from utils import comparison, contradictions, findings
from utils.ledger import WORDS, load_claims

STATEMENTS = comparison.read_table("comparison")
CASES = comparison.read_table("contradictions")


@pytest.fixture(scope="module")
def found():
    return findings.read_findings()


def test_statements_are_complete():
    assert not STATEMENTS.duplicated().any()
    assert set(STATEMENTS["table"]) == {"B", "D"}
    assert set(STATEMENTS["side"]) == set(comparison.SIDES)
    for _, own in STATEMENTS.groupby(["table", "row"]):
        assert set(own["side"]) == set(comparison.SIDES)
    known = set(load_claims()["id"])
    names = {claim.partition(".")[0].rstrip(":") for claim in STATEMENTS["claim"]}
    assert names <= known
    assert STATEMENTS["said"].str.strip().all()


def test_a_wording_for_part_of_the_conditions_names_them():
    for text in STATEMENTS["qualified"][STATEMENTS["claim"] != "S5"]:
        assert not text or "{yes}" in text
    for word in ("supported", "refuted", "undecided"):
        assert not STATEMENTS[word].str.contains("{no}").any()


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("index", range(len(STATEMENTS)))
def test_every_wording_follows_its_verdict(found, index, word):
    statement = STATEMENTS.iloc[index]
    text = comparison.phrase(turn(found, statement["claim"], word), statement)
    assert "{" not in text
    own = statement.get(word, "")
    if own and "{" not in own:
        assert text == own
    elif not own:
        assert text == f"{statement['said']}: {word}"


def test_the_rebuilt_table_changes_with_one_verdict_and_in_no_other_line(found):
    before = comparison.rebuild(found, "D").splitlines()
    changed = turn(found, "D6.learned", "supported")
    after = comparison.rebuild(changed, "D").splitlines()
    different = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(different) == 1
    old, new = different[0]
    assert "✗ an untrained state" in old
    assert "✓ training puts them there" in new
    with pytest.raises(ValueError, match="table is 'A'"):
        comparison.rebuild(found, "A")


def test_conditions_are_named_by_their_verdicts(found):
    statement = {"said": "", "claim": "P1", "qualified": "{yes} / {no} / {count}"}
    assert comparison.phrase(found, statement) == "*shifted* / *centered* / 1 of 2"
    other = turn(found, "P1", "supported", "centered")
    assert comparison.phrase(other, statement) == (
        "*centered*, *shifted* / none of its conditions / 2 of 2"
    )


def test_a_claim_without_verdict_is_said_to_be_open(found):
    rest = found[found["id"].str.partition(".")[0] != "P1"]
    statement = STATEMENTS.iloc[0]
    text = comparison.phrase(rest, statement)
    assert text == f"{statement['said']}: {findings.OPEN}"
    assert comparison.link(rest, "P1") == "P1"
    assert "○" in comparison.rebuild(rest, "B")


def test_cells_count_the_documents_sentences_only(found):
    cells = comparison.list_cells(found).set_index(["table", "row", "side"])
    assert cells.loc[("B", "strengths", "CNN"), "said"] == 2
    assert (cells["supported"] <= cells["said"]).all()
    none = comparison.list_cells(found.iloc[:0])
    assert none[["supported", "judged"]].to_numpy().sum() == 0


def test_every_verdict_of_the_ledger_stands_in_its_list(found):
    lines = comparison.list_ledger(found).splitlines()[2:]
    whole = found[found["condition"] == ""]
    for row in whole.itertuples():
        sign = f"{comparison.SIGNS[row.verdict]} {row.verdict}"
        start = f"| [{row.id}]({row.address}) |"
        assert any(ln.startswith(start) and sign in ln for ln in lines), row.id
    assert len(lines) == len(whole) + lines_without_verdict(lines)


def lines_without_verdict(lines):
    return sum(findings.OPEN in line for line in lines)


def test_signs_stand_for_all_words():
    assert set(comparison.SIGNS) == set(findings.ORDER)
    assert len(set(comparison.SIGNS.values())) == len(comparison.SIGNS)


def test_tests_of_contradictions_name_known_claims_and_conditions(found):
    known = set(load_claims()["id"])
    for tests in pd.concat([CASES["tests_first"], CASES["tests_second"]]):
        for test in tests.split(";"):
            name, _, condition = test.rstrip("!~").partition(":")
            assert name.partition(".")[0] in known
            if condition:
                own = found[found["id"] == name]
                assert condition in set(own["condition"]), test


@pytest.mark.parametrize(
    ("word", "plain", "against", "unless"),
    [
        ("supported", True, False, False),
        ("refuted", False, True, True),
        ("qualified", None, None, True),
        ("undecided", None, None, True),
        ("not testable here", None, None, None),
    ],
)
def test_passes(found, word, plain, against, unless):
    other = turn(found, "M1.inside", word)
    assert contradictions.passes(other, "M1.inside") is plain
    assert contradictions.passes(other, "M1.inside!") is against
    assert contradictions.passes(other, "M1.inside~") is unless
    assert contradictions.passes(other, "S99") is None


def test_the_evidence_changes_sides_with_the_verdicts(found):
    def side(ledger):
        table = contradictions.settle(ledger).set_index("question")
        return table.loc["What is standard?", "sides"]

    ours = turn(found, "T6", "refuted")
    for part in ("T6.simple", "T6.gru", "T6.lstm"):
        ours = turn(ours, part, "supported")
    theirs = turn(ours, "T6", "supported")
    for part in ("T6.simple", "T6.gru", "T6.lstm"):
        theirs = turn(theirs, part, "refuted")
    assert side(ours) == "with B"
    assert side(theirs) == "with D"
    assert side(turn(ours, "T6.gru", "refuted")) == "rather with B"
    assert side(found[~found["id"].str.startswith("T6")]) == "with neither yet"


def test_the_list_of_contradictions_says_how_each_sentence_stands(found):
    text = contradictions.list_contradictions(found)
    table = contradictions.settle(found)
    assert set(table["first_stands"]) <= set(contradictions.STANDS)
    assert len(text.splitlines()) == len(table) + 2
    for case in table.itertuples():
        assert f"**{case.sides}**" in text
        assert f"(*{case.first_stands}*)" in text
    assert not re.search(r"\bnan\b", text)
