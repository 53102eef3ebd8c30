"""What the course found, read from the notebooks: complete, and nothing but them."""

import json
import shutil

import pandas as pd
import pytest

from utils import claims, findings
from utils.ledger import ROOT, load_claims, read_ledger


@pytest.fixture(scope="module")
def found():
    return findings.read_findings()


def test_every_verdict_of_the_other_pages_is_there(found):
    ledger = read_ledger()
    ledger = ledger[ledger["notebook"] != findings.OWN]
    columns = list(ledger.columns)
    pd.testing.assert_frame_equal(found[columns], ledger.reset_index(drop=True))
    assert found["text"].str.strip().all()


def test_every_address_leads_to_a_heading(found):
    for address in set(found["address"]):
        page, _, anchor = address.partition("#")
        cells = json.loads((ROOT / "notebooks" / page).read_text("utf-8"))["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells)
        heads = [ln.lstrip("# ") for ln in text.splitlines() if ln.startswith("#")]
        plain = anchor.replace("%28", "(").replace("%29", ")").replace("-", " ")
        known = [head.replace("`", "").replace("-", " ") for head in heads]
        assert plain in known, address


def test_own_verdicts_stand_for_the_stored_ones():
    own = claims.fact("P5", "It depends.", {"digits": True, "reviews": False})
    found = findings.read_findings(own=[own], place="One (P5)")
    rows = found[found["id"] == "P5"]
    assert rows["condition"].tolist() == ["", "digits", "reviews"]
    assert rows["verdict"].tolist() == ["qualified", "supported", "refuted"]
    assert set(rows["address"]) == {f"{findings.OWN}#One-%28P5%29"}
    assert findings.look_up(found, "P5:reviews") == "refuted"


def test_a_changed_verdict_in_a_copy_of_the_pages_is_found(tmp_path):
    for name in ("01_purpose.ipynb", "03a_architecture.ipynb"):
        shutil.copy(ROOT / "notebooks" / name, tmp_path)
    before = findings.judge_claims(findings.read_findings(tmp_path)).set_index("id")
    page = tmp_path / "01_purpose.ipynb"
    notebook = json.loads(page.read_text("utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            verdict = output.get("metadata", {}).get("verdict", {})
            if verdict.get("id") == "P2":
                verdict["verdict"] = "supported"
    page.write_text(json.dumps(notebook), "utf-8")
    after = findings.judge_claims(findings.read_findings(tmp_path)).set_index("id")
    changed = before["verdict"] != after["verdict"]
    assert changed[changed].index.tolist() == ["P2"]
    assert after.loc["P2", "verdict"] == "supported"
    assert after.loc["M1", "verdict"] == findings.OPEN


def test_every_claim_gets_a_word_and_its_parts_are_in_the_ledger(found):
    judged = findings.judge_claims(found)
    assert set(judged["verdict"]) <= set(findings.ORDER)
    assert judged["id"].tolist() == [i for i in load_claims()["id"] if i != "V1"]
    assert set(judged["parts"].explode().dropna()) <= set(found["id"])
    measured = {name.partition(".")[0] for name in found["id"]}
    assert not measured & set(judged["id"][judged["verdict"] == findings.OPEN])


def test_the_deciding_parts_exist_where_the_claim_was_measured(found):
    table = pd.read_csv(ROOT / "data/deciding.csv", dtype=str)
    assert not table["id"].duplicated().any()
    known = set(found["id"])
    for claim in table.itertuples():
        parts = claim.parts.split()
        assert {part.partition(".")[0] for part in parts} == {claim.id}
        assert set(parts) <= known, claim.id


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], findings.OPEN),
        (["supported", "supported"], "supported"),
        (["supported", "undecided"], "qualified"),
        (["qualified", "refuted"], "qualified"),
        (["refuted", "undecided"], "undecided"),
        (["refuted", "not testable here"], "refuted"),
        (["not testable here"], "not testable here"),
        ([findings.OPEN, "supported"], "supported"),
        ([findings.OPEN], findings.OPEN),
    ],
)
def test_sum_up(words, expected):
    assert findings.sum_up(words) == expected


def test_look_up_reads_parts_conditions_and_the_row_of_that_name(found):
    assert findings.look_up(found, "P1:centered") == "refuted"
    assert findings.look_up(found, "M1") == "qualified"
    assert findings.look_up(found, "M1.inside") == "refuted"
    assert findings.look_up(found, "M1:") == findings.OPEN
    assert findings.look_up(found, "S99.auc") == findings.OPEN


def test_counts_add_up(found):
    judged = findings.judge_claims(found)
    by_section = findings.count_words(judged, "section")
    assert by_section.to_numpy().sum() == len(judged)
    by_source = findings.count_words(judged, "sources")
    assert by_source.sum(axis=1).tolist() == [
        judged["sources"].str.contains(letter).sum() for letter in "ABCD"
    ]
    with pytest.raises(ValueError, match="by is 'page'"):
        findings.count_words(judged, "page")


def test_the_basis_of_every_verdict_can_be_said(found):
    for name in found["id"].unique():
        assert findings.describe_basis(found, name)
    assert findings.describe_basis(found, "P7") == "no experiment"
    assert "margin" in findings.describe_basis(found, "P3.edges")
    assert "15 seeds" in findings.describe_basis(found, "P1")


def test_parts_are_named_by_the_table_or_by_the_ledger(found):
    assert findings.list_parts(found, "S4") == ["S4.auc", "S4.rank1"]
    assert findings.list_parts(found, "D4") == ["D4"]
    assert findings.list_parts(found, "F4") == ["F4.updates", "F4.seconds"]
    assert findings.list_parts(found.iloc[:0], "S4") == []
    family = found[found["id"] == "S9.family"].replace("S9.family", "S14.family")
    assert findings.list_parts(family, "S14") == ["S14.family"]
