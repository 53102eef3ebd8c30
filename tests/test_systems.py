"""The tables of the overview, on small folders made here."""

import nbformat
import numpy as np
import pandas as pd
import pytest

from utils import real_data, systems


def make_page(folder, name, *verdicts):
    """A stored page that holds verdicts: pairs of an id and a word."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = []
    for claim, word in verdicts:
        verdict = {"id": claim, "verdict": word, "low": 0.9, "high": 1.0, "seeds": 5}
        verdict |= {"margin": 0.5, "evidence": "live", "conditions": []}
        verdict |= {"text": f"What {claim} says."}
        data = {"text/plain": "words"}
        out = nbformat.v4.new_output(
            "display_data", data, metadata={"verdict": verdict}
        )
        cells.append(nbformat.v4.new_code_cell("judge()", outputs=[out]))
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)


@pytest.fixture
def pages(tmp_path):
    """One system judged twice, one on another page, one that waits for a verdict."""
    words = [("S4.auc", "supported"), ("S4.rank1", "undecided"), ("P1", "refuted")]
    make_page(tmp_path, "06_use_cases/04_face_recognition.ipynb", *words)
    make_page(tmp_path, "06_use_cases/12_time_series.ipynb")
    make_page(tmp_path, "07_input_output.ipynb", ("S13", "refuted"))
    return tmp_path


def test_every_system_has_its_row(pages):
    rows = systems.list_systems(pages).splitlines()[2:]
    assert [row.split(" | ")[0] for row in rows] == [f"| S{n}" for n in range(1, 17)]
    link = "[face recognition](04_face_recognition.ipynb)"
    row = f"| S4 | A CNN recognizes faces. | A B | CNN | {link} | 1 of 2 |"
    assert rows[3] == row
    assert "| RNN | [time series](12_time_series.ipynb) |  |" in rows[11]
    assert "| bidirectional RNN | [input output](../07_input_output.ipynb)" in rows[12]
    assert rows[0].endswith("| CNN | planned |  |")


def test_the_verdicts_are_the_ledgers(pages):
    assert systems.list_verdicts(pages).splitlines()[2:] == [
        "| S4.auc | What S4.auc says. | **supported** |",
        "| S4.rank1 | What S4.rank1 says. | **undecided** |",
        "| S13 | What S13 says. | **refuted** |",
    ]


def test_nothing_found_is_said(tmp_path):
    make_page(tmp_path, "01_purpose.ipynb")
    assert systems.list_verdicts(tmp_path) == "No system has been judged yet."
    assert "Nothing has been" in systems.list_real_data(tmp_path / "none.csv")


def test_real_data_are_shown_with_three_digits(tmp_path):
    path = tmp_path / "real.csv"
    found = real_data.report(
        system="S4", dataset="olivetti", metric="AUC", values=[0.91234, 0.9], bar=0.9
    )
    path.write_text(real_data.format_table(found))
    shown = systems.list_real_data(path).splitlines()[2]
    assert shown == "| S4 | olivetti |  | AUC | 0.906 | 2 | 0.9 | yes |  |"


def test_of_real_data_the_measures_with_a_bar_are_shown(tmp_path):
    path, tables = tmp_path / "real.csv", []
    for system, metric, bar in (
        ("S4", "AUC", 0.9),
        ("S4", "rank-1", np.nan),
        ("S5", "first", np.nan),
        ("S5", "second", np.nan),
    ):
        same = {"system": system, "dataset": "x", "values": [0.5], "bar": bar}
        tables.append(real_data.report(metric=metric, **same))
    path.write_text(real_data.format_table(pd.concat(tables)))
    shown = systems.list_real_data(path).splitlines()[2:]
    assert [row.split(" | ")[3] for row in shown] == ["AUC", "first"]


def test_a_table_escapes_bars():
    assert systems.format_markdown(["a"], [["x|y"]]) == "| a |\n| --- |\n| x\\|y |"
