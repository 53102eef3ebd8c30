"""The table of real data, and the command that fills it, on small pages made here."""

import nbformat
import numpy as np
import pandas as pd
import pytest

from utils import real_data
from utils.course import __main__ as command_line
from utils.course import real
from utils.course.pages import ROOT

REPORT = """\
import sys
sys.path.insert(0, {root!r})
from utils import real_data
if REAL_DATA:
    real_data.report(system={system!r}, dataset="d", metric="auc", values={values})"""


def make_row(**changes):
    """A row as a page reports it."""
    known = {"system": "S4", "dataset": "olivetti", "metric": "auc", "values": 0.5}
    return real_data.report(**(known | changes))


def make_case(root, name, *sources, parameters=True):
    """A small use case: `REAL_DATA = False`, if it has one, and code cells."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    if parameters:
        tags = {"tags": ["parameters"]}
        cells.insert(0, nbformat.v4.new_code_cell("REAL_DATA = False", metadata=tags))
    path = root / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def reporting(system, values):
    """Source of a cell that reports if the data are real."""
    return REPORT.format(root=str(ROOT), system=system, values=values)


# --------------------------------------------------------------------------- the table
def test_a_row_has_the_mean_the_spread_and_the_word():
    [row] = make_row(values=[0.8, 1.0], bar=0.9).to_dict("records")
    assert list(row) == list(real_data.TYPES)
    assert row["value"] == pytest.approx(0.9)
    assert row["spread"] == pytest.approx(np.std([0.8, 1.0], ddof=1))
    assert (row["seeds"], row["met"], row["contestant"]) == (2, "yes", "")
    assert make_row(values=0.9, bar=0.95)["met"].tolist() == ["no"]
    assert make_row(values=0.9, bar=0.95, better="lower")["met"].tolist() == ["yes"]
    assert make_row()["met"].tolist() == [""]
    assert make_row(seeds=20)["seeds"].tolist() == [20]
    assert make_row(values=[0.1, 0.2], seeds=range(2))["seeds"].tolist() == [2]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"system": "S99"}, "S99"),
        ({"dataset": ""}, "dataset is ''"),
        ({"metric": 3}, "metric is 3"),
        ({"values": []}, "expected finite"),
        ({"values": [1.0, np.nan]}, "expected finite"),
        ({"values": "many"}, "expected numbers"),
        ({"seeds": 0}, "seeds is 0"),
        ({"seeds": [1, 1]}, "none twice"),
        ({"better": "more"}, "better is 'more'"),
    ],
)
def test_report_refuses_what_is_no_result(change, message):
    with pytest.raises(ValueError, match=message):
        make_row(**change)


def test_report_writes_only_where_it_is_asked_to(tmp_path, monkeypatch):
    monkeypatch.delenv("COURSE_REAL_RESULTS", raising=False)
    make_row()
    path = tmp_path / "found.csv"
    monkeypatch.setenv("COURSE_REAL_RESULTS", str(path))
    rows = [make_row(), make_row(metric="rank-1", values=[0.7, 0.8], bar=0.7)]
    found = real_data.load(path=path)
    pd.testing.assert_frame_equal(
        found, pd.concat(rows, ignore_index=True), check_exact=False, rtol=1e-3
    )


def test_report_runs_gives_a_row_for_each_contestant_and_metric():
    runs = pd.DataFrame(
        {
            "contestant": ["CNN", "CNN", "kNN", "kNN"],
            "seed": [0, 1, 0, 1],
            "metric": "accuracy",
            "value": [0.9, 1.0, 0.5, 0.7],
            "seconds": [2.0, 4.0, 0.0, 0.0],
        }
    )
    bars = {("CNN", "accuracy"): 0.9}
    table = real_data.report_runs(runs, system="S1", dataset="mnist", bars=bars)
    columns = ["contestant", "value", "seeds", "seconds", "met"]
    assert table[columns].round(3).values.tolist() == [
        ["CNN", 0.95, 2, 3.0, "yes"],
        ["kNN", 0.6, 2, 0.0, ""],
    ]
    with pytest.raises(ValueError, match=r"bars: \[\('GRU', 'accuracy'\)\] not in"):
        real_data.report_runs(
            runs, system="S1", dataset="mnist", bars={("GRU", "accuracy"): 1}
        )


def test_merge_replaces_the_systems_that_ran_and_keeps_the_others():
    old = pd.concat([make_row(system=s) for s in ("S1", "S4", "S12")])
    new = pd.concat([make_row(values=0.7), make_row(values=0.9)])
    merged = real_data.merge(old, new)
    assert merged["system"].tolist() == ["S1", "S4", "S12"]
    assert merged["value"].tolist() == [0.5, 0.9, 0.5]
    empty = real_data.load(path="nowhere.csv")
    assert empty.empty
    assert real_data.merge(empty, new)["value"].tolist() == [0.9]
    assert real_data.merge(old, empty).equals(old.reset_index(drop=True))


def test_load_reads_what_format_table_wrote(tmp_path):
    path = tmp_path / "table.csv"
    table = pd.concat([make_row(), make_row(system="S1", bar=0.1)])
    path.write_text(real_data.format_table(table))
    assert real_data.load(path=path)["system"].tolist() == ["S4", "S1"]
    assert real_data.load("S1", path=path)["met"].tolist() == ["yes"]
    assert real_data.load("S2", path=path).empty


# ------------------------------------------------------------------------- the command
def test_real_data_are_switched_on_and_the_page_is_left_alone(tmp_path):
    page = make_case(tmp_path, "06_use_cases/04_face", reporting("S4", [0.8, 1.0]))
    make_case(tmp_path, "01_lesson", "1 / 0", parameters=False)
    before, said = page.read_bytes(), []
    kept = tmp_path / "kept"
    assert real.run_on_real_data([], tmp_path, keep=kept, say=said.append) == 0
    assert page.read_bytes() == before
    table = real_data.load(path=tmp_path / "data/recorded/real_data.csv")
    assert table[["system", "value", "seeds"]].values.tolist() == [["S4", 0.9, 2]]
    assert "REAL_DATA = True" in (kept / "04_face.ipynb").read_text()
    assert said[0].startswith("04_face.ipynb: ")
    assert not list((tmp_path / "notebooks").rglob("*.csv"))


def test_a_page_that_fails_takes_nothing_from_the_others(tmp_path, monkeypatch):
    table = tmp_path / "data/recorded/real_data.csv"
    table.parent.mkdir(parents=True)
    old = pd.concat([make_row(system=s) for s in ("S1", "S2", "S3")])
    table.write_text(real_data.format_table(old))
    make_case(tmp_path, "06/01_a", reporting("S1", 0.9), "1 / 0")
    make_case(tmp_path, "06/02_b", reporting("S2", 0.7))
    make_case(tmp_path, "06/03_c", "REAL_DATA")
    said = []
    assert real.run_on_real_data([], tmp_path, say=said.append) == 2
    assert real_data.load(path=table)["value"].tolist() == [0.5, 0.7, 0.5]
    assert "01_a.ipynb: FAILED: cell 4 (1 / 0): ZeroDivisionError" in said[0]
    assert said[-1] == "03_c.ipynb: FAILED: it never called real_data.report"


def test_a_page_has_its_time_and_no_more(tmp_path):
    make_case(tmp_path, "06/01_a", "import time\ntime.sleep(60)")
    said = []
    assert real.run_on_real_data([], tmp_path, limit=2, say=said.append) == 1
    assert "which was left of the page's 2 s" in said[0]


def test_without_network_and_mirror_the_way_out_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "cache"))
    monkeypatch.delenv("COURSE_DATA_MIRROR", raising=False)
    source = f"""\
import sys
sys.path.insert(0, {str(ROOT)!r})
import pooch, requests
from utils.datasets import cache
cache.RETRIES = 0
def fail(*arguments):
    raise requests.ConnectionError(request=None)
pooch.HTTPDownloader = lambda **settings: fail
cache.fetch("tiny_shakespeare")"""
    make_case(tmp_path, "06/07_a", source)
    said = []
    assert real.run_on_real_data([], tmp_path, say=said.append) == 1
    assert "ConnectionError" in said[0]
    assert "COURSE_DATA_MIRROR" in said[0]


def test_the_command_line_knows_the_command(monkeypatch, capsys):
    seen = []

    def run(names, keep, limit):
        seen.append((names, keep, limit))

    monkeypatch.setattr(command_line, "run_on_real_data", run)
    command_line.main(["real", "04", "--keep", "x"])
    command_line.main(["real", "04", "--timeout", "1200"])
    assert seen == [(["04"], "x", real.LIMIT), (["04"], None, 1200)]
    monkeypatch.undo()
    assert command_line.main(["real", "00_start_here"]) == 1
    assert "tagged `parameters`" in capsys.readouterr().err


def test_has_parameters_and_switch_agree(tmp_path):
    path = make_case(tmp_path, "06/01_a", "REAL_DATA")
    notebook = nbformat.read(path, as_version=4)
    assert real.has_parameters(notebook)
    assert "REAL_DATA = True" in real.switch(notebook).cells[1].source
    assert len(notebook.cells) == 2
