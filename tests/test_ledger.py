"""The list of claims, and the ledger read from notebooks that are stored."""

import json
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from utils import claims, ledger

ROOT = Path(__file__).resolve().parents[1]
FACT = claims.fact("A2", "It feeds back.", {"output": True, "state": False})
METAPHOR = claims.not_testable("P7", "It is a brain.", "A metaphor.")
PAGE = """
import pandas as pd
from utils import claims
runs = pd.DataFrame({
    "family": ["CNN", "RNN"] * 6, "contestant": ["conv", "GRU"] * 6,
    "condition": ["near"] * 6 + ["far"] * 6, "seed": [0, 0, 1, 1, 2, 2] * 2,
    "metric": "accuracy",
    "value": [0.9, 0.1, 0.8, 0.1, 0.9, 0.1, 0.2, 0.9, 0.1, 0.8, 0.1, 0.8],
    "evidence": "recorded",
})
claim = claims.Claim(
    "S4.auc", "A CNN recognizes faces.", "CNN", "RNN",
    metric="accuracy", margin=0.1, conditions=("near", "far"),
)
"""


def make_page(path, *outcomes):
    """Stores a notebook whose cells have displayed these verdicts."""
    cells = []
    for outcome in outcomes:
        data, metadata = outcome._repr_mimebundle_()
        output = nbformat.v4.new_output("execute_result", data, metadata=metadata)
        cells.append(nbformat.v4.new_code_cell("claim.judge(runs)", outputs=[output]))
    path.parent.mkdir(parents=True, exist_ok=True)
    cells.insert(0, nbformat.v4.new_markdown_cell("# A page"))
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def spoil(path, **changes):
    """Changes what the first verdict of a stored page says; None removes it."""
    page = json.loads(path.read_text("utf-8"))
    verdict = page["cells"][1]["outputs"][0]["metadata"]["verdict"]
    for name, value in changes.items():
        verdict[name] = value
        if value is None:
            del verdict[name]
    path.write_text(json.dumps(page), "utf-8")


def test_a_notebook_executed_by_jupyter_keeps_the_numbers(tmp_path):
    page = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(f"import sys; sys.path.insert(0, {str(ROOT)!r})"),
            nbformat.v4.new_code_cell(PAGE),
            nbformat.v4.new_code_cell("claim.judge(runs)"),
        ]
    )
    NotebookClient(page, timeout=120).execute()
    nbformat.write(page, tmp_path / "04_page.ipynb")
    table = claims.read_ledger(tmp_path)
    assert list(table["condition"]) == ["", "near", "far"]
    assert list(table["verdict"]) == ["qualified", "supported", "refuted"]
    assert set(table["id"]) == {"S4.auc"}
    assert set(table["evidence"]) == {"recorded"}
    assert set(table["seeds"]) == {3}
    assert set(table["margin"]) == {0.1}
    assert list(table["low"].isna()) == [True, False, False]
    assert table.loc[1, "low"] > 0.1 > table.loc[2, "high"]
    assert set(table["notebook"]) == {"04_page.ipynb"}


def test_facts_and_what_cannot_be_tested_have_their_rows(tmp_path):
    table = claims.read_ledger(make_page(tmp_path / "a.ipynb", FACT, METAPHOR))
    found = table[["id", "condition", "verdict", "evidence", "seeds"]]
    assert found.to_numpy().tolist() == [
        ["A2", "", "qualified", "exact", 0],
        ["A2", "output", "supported", "exact", 0],
        ["A2", "state", "refuted", "exact", 0],
        ["P7", "", "not testable here", "", 0],
    ]
    assert table[["low", "high", "margin"]].isna().all(axis=None)


def test_folders_are_read_at_any_depth_but_not_checkpoints(tmp_path):
    make_page(tmp_path / "06_cases" / "b.ipynb", FACT)
    make_page(tmp_path / "a.ipynb", METAPHOR)
    make_page(tmp_path / ".ipynb_checkpoints" / "a-checkpoint.ipynb", METAPHOR)
    table = claims.read_ledger(str(tmp_path))
    assert set(table["notebook"]) == {"06_cases/b.ipynb", "a.ipynb"}
    assert len(table) == 4


def test_no_verdicts_make_an_empty_table_of_the_right_types(tmp_path):
    full = claims.read_ledger(make_page(tmp_path / "full" / "a.ipynb", FACT))
    (tmp_path / "none").mkdir()
    empty = claims.read_ledger(tmp_path / "none")
    assert len(empty) == 0
    assert list(empty.dtypes) == list(full.dtypes)
    assert list(empty.columns) == list(ledger.TYPES)
    assert claims.read_ledger(make_page(tmp_path / "b.ipynb")).equals(empty)


def test_a_verdict_entered_twice_is_refused(tmp_path):
    make_page(tmp_path / "a.ipynb", FACT)
    make_page(tmp_path / "b.ipynb", METAPHOR, FACT)
    with pytest.raises(ValueError, match=r"two verdicts on A2: in a.ipynb and b.ipynb"):
        claims.read_ledger(tmp_path)
    with pytest.raises(ValueError, match=r"in b.ipynb and b.ipynb"):
        claims.read_ledger(make_page(tmp_path / "b.ipynb", FACT, FACT))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "Z9"}, "id is 'Z9'"),
        ({"verdict": "proved"}, "verdict is 'proved'"),
        ({"evidence": "hearsay"}, "evidence is 'hearsay'"),
        ({"conditions": None}, "conditions"),
        ({"conditions": [3]}, "int"),
        ({"seeds": None}, "seeds"),
    ],
)
def test_a_spoiled_verdict_is_refused_and_its_file_named(tmp_path, changes, message):
    path = make_page(tmp_path / "a.ipynb", FACT)
    spoil(path, **changes)
    with pytest.raises(ValueError, match=rf"a\.ipynb.*{message}"):
        claims.read_ledger(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b"{}",
        b'{"cells": 3}',
        b'{"cells": [3]}',
        b"\xff\xfe\xfd",
    ],
)
def test_a_file_that_is_no_notebook_is_refused(tmp_path, content):
    path = tmp_path / "broken.ipynb"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"broken\.ipynb is no notebook"):
        claims.read_ledger(tmp_path)


def test_a_missing_path_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"nowhere'; expected a notebook or a folder"):
        claims.read_ledger(tmp_path / "nowhere")


# -- The course's own -----------------------------------------------------------------


def test_the_list_of_claims_is_complete_and_well_formed():
    table = claims.load_claims()
    assert list(table.columns) == ["id", "section", "sources", "text"]
    numbers = {"H": 2, "P": 7, "D": 6, "A": 7, "M": 7, "F": 8, "I": 3, "T": 6}
    numbers |= {"Y": 3, "V": 1, "S": 16}
    ids = [f"{letter}{i + 1}" for letter, n in numbers.items() for i in range(n)]
    assert list(table["id"]) == ids
    assert table["text"].is_unique
    assert table["text"].str.fullmatch(r"[A-Z].{15,150}\.").all()
    assert table["sources"].str.fullmatch("A?B?C?D?").all()
    assert (table["sources"] != "").all()
    assert table.groupby(table["id"].str[0])["section"].nunique().eq(1).all()


def test_ids_may_name_a_measure():
    assert [ledger.check_id(name) for name in ("S4", "S4.rank1")] == ["S4", "S4.rank1"]


def test_the_stored_ledger_is_that_of_the_notebooks():
    path = ROOT / "data/ledger.csv"
    words = ["id", "condition", "verdict", "evidence", "notebook"]
    found = claims.read_ledger()[words]
    if not path.exists():
        assert found.empty, "notebooks hold verdicts, but no ledger: make notebooks"
        return
    stored = pd.read_csv(path, dtype=str, keep_default_na=False)[words]
    key = ["notebook", "id", "condition"]
    left, right = (frame.sort_values(key).to_numpy() for frame in (stored, found))
    assert left.tolist() == right.tolist(), "data/ledger.csv is stale: make notebooks"
