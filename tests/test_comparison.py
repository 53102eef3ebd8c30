"""Tables and contradictions follow the verdicts, whichever way these turn."""

import re

import pandas as pd
import pytest
from ledgers import turn

from utils import comparison, conditions, contradictions, findings
from utils.ledger import WORDS, load_claims

STATEMENTS = comparison.read_table("comparison")
CASES = comparison.read_table("contradictions")
HEADLINES = comparison.read_table("headlines")


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
    names = {re.split("[.:!]", claim)[0] for claim in STATEMENTS["claim"]}
    assert names <= known
    assert STATEMENTS["said"].str.strip().all()


def test_a_wording_for_part_of_the_conditions_names_them():
    for text in [*STATEMENTS["qualified"], *HEADLINES["qualified"]]:
        if "{count}" in text or text.startswith("A plain RNN learns some"):
            continue
        assert not text or "{yes}" in text
        # what failed and what is open are different things, and either may be none
        parts = re.findall(r"\[[^][]*\{(no|open)\}[^][]*\]", text)
        assert not text or parts == ["no", "open"], text
        assert text.count("{no}") + text.count("{open}") == len(parts)
    for word in ("supported", "refuted", "undecided", "reverse"):
        for table in (STATEMENTS, HEADLINES):
            assert not table[word].str.contains("{(?:no|yes|open)}").any()


def test_statements_of_a_cell_are_the_documents_own():
    # an example that only A gives is no word of the tables of B and D
    for said in STATEMENTS["said"]:
        assert said.startswith("(") == said.endswith(")"), said
    own = STATEMENTS[~STATEMENTS["said"].str.startswith("(")]
    cell = own[(own["table"] == "B") & (own["row"] == "applications")]
    assert cell.groupby("side")["said"].agg(set).to_dict() == {
        "CNN": {"computer vision", "image analysis"},
        "RNN": {"language processing", "time series analysis"},
    }


def test_statements_name_conditions_that_exist():
    whole = findings.read_findings(own=None)
    for claim in STATEMENTS["claim"]:
        name, _, condition = claim.rstrip("!").partition(":")
        if condition:
            assert condition in set(whole["condition"][whole["id"] == name]), claim


def test_a_cell_about_a_system_has_the_sign_of_its_tile(found):
    own = STATEMENTS[STATEMENTS["row"].isin(["task examples", "applications"])]
    judged = findings.judge_claims(found).set_index("id")["verdict"]
    for claim in own["claim"]:
        if "." not in claim and ":" not in claim:
            assert conditions.find_word(found, claim) == judged[claim]
    assert {"S1", "S4", "S6", "S7", "S11"} <= set(own["claim"])


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("index", range(len(STATEMENTS)))
def test_every_wording_follows_its_verdict(found, index, word):
    statement = STATEMENTS.iloc[index]
    text = comparison.phrase(turn(found, statement["claim"], word), statement)
    assert "{" not in text
    own = statement.get(word, "")
    if own and "{" not in own:
        assert text in (own, statement["reverse"] or own)
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


def test_undecided_conditions_are_not_said_to_fail(found):
    text = "good if {yes}[, not if {no}][; not settled if {open}]"
    statement = {"said": "", "claim": "P1", "qualified": text}
    assert comparison.phrase(found, statement) == "good if *shifted*, not if *centered*"
    other = turn(found, "P1", "undecided", "centered")
    assert comparison.phrase(other, statement) == (
        "good if *shifted*; not settled if *centered*"
    )


def test_what_is_the_other_way_round_is_said(found):
    statement = {"said": "", "claim": "F5.rnn", "refuted": "no", "reverse": "behind"}
    one = found[~found["id"].eq("F5.rnn")]
    rows = [
        ("", "refuted", None, None),
        ("near", "refuted", -0.4, -0.3),
        ("far", "refuted", -0.4, -0.1),
    ]
    names = ["condition", "verdict", "low", "high"]
    rows = pd.DataFrame(rows, columns=names).assign(id="F5.rnn", margin=0.2)
    part = pd.concat([one, rows], ignore_index=True)
    assert comparison.phrase(part, statement) == "no"
    both = part.assign(high=part["high"].where(part["condition"] != "far", -0.3))
    assert comparison.phrase(both, statement) == "behind"
    statement |= {"refuted": "no[, behind if {turned}]", "reverse": ""}
    assert comparison.phrase(part, statement) == "no, behind if *near*"


def test_a_line_against_the_document_has_its_sign_turned(found):
    statement = {"said": "(none)", "claim": "M6.range!", "refuted": "a longer range"}
    other = turn(found, "M6.range", "supported")
    assert comparison.phrase(other, statement) == "a longer range"
    table = comparison.rebuild(other, "D")
    assert "✗ depth, width or gaps give it a longer range" in table
    assert comparison.link(found, "M6.range!").startswith("[M6.range](")


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


def test_slow_on_long_sequences_is_judged_by_all_that_bears_on_it(found):
    assert findings.list_parts(found, "F7") == ["F7.harder", "F7.slow"]
    cell = STATEMENTS[
        (STATEMENTS["row"] == "weaknesses") & (STATEMENTS["side"] == "RNN")
    ]
    assert {"F7.slow", "F2.growth"} <= set(cell["claim"])


def test_who_contradicts_whom_are_the_documents_that_make_the_claims():
    claims = load_claims().set_index("id")["sources"]
    cases = CASES.set_index("question")
    sizes = cases.loc["Which sizes does an RNN take?", "first"]
    assert sizes.split() == [*claims["I2"]]
    vanish = cases.loc["Who holds on over a long range?", "second"]
    assert vanish.split() == [*claims["M3"]]


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
