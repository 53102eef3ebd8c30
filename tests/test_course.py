"""The course's own commands, on small trees of notebooks made here."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import nbformat
import pandas as pd
import psutil
import pytest

from utils import ready
from utils.course import __main__ as command_line
from utils.course import (
    evidence,
    pages,
    publish,
    replicate,
    running,
    storing,
    tables,
)
from utils.course.pages import ROOT

VERDICT = """\
from IPython.display import display
verdict = {{"id": "P1", "verdict": {word}, "low": None, "high": 0.123456, "seeds": 5,
           "margin": 0.02, "evidence": "live", "conditions": []}}
display({{"text/plain": "words"}}, raw=True, metadata={{"verdict": verdict}})"""
RECORD = """\
import os, pathlib
def compare(record):
    if record in os.environ.get("COURSE_EVIDENCE", "").split(","):
        text = os.environ["COURSE_EVIDENCE"] + " " + os.environ["COURSE_JOBS"]
        pathlib.Path("../data/recorded").mkdir(exist_ok=True, parents=True)
        pathlib.Path(f"../data/recorded/{record}.csv").write_text(text)"""


def make_page(root, name, *sources):
    """Writes a page whose cells are code, or Markdown if they begin with '#'."""
    path = root / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    kinds = {True: nbformat.v4.new_markdown_cell, False: nbformat.v4.new_code_cell}
    cells = [kinds[text[:1] == "#"](text) for text in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def verdict_of(word):
    """A cell's source that displays a verdict; `word` is an expression."""
    return VERDICT.format(word=word)


# ------------------------------------------------------------------------------ pages
@pytest.fixture
def shelf(tmp_path):
    """A tree of pages that nobody runs."""
    for name in (
        "01_one",
        "00_zero",
        "02a_two",
        "02b_two",
        "06_cases/01_case",
        ".ipynb_checkpoints/02_x",
    ):
        make_page(tmp_path, name, "# A page", "1")
    return tmp_path


def test_find_pages_sorts_and_skips_checkpoints(shelf):
    stems = [page.stem for page in pages.find_pages(shelf)]
    assert stems == ["00_zero", "01_one", "02a_two", "02b_two", "01_case"]


@pytest.mark.parametrize(
    ("names", "stems"),
    [
        ([], ["00_zero", "01_one", "02a_two", "02b_two", "01_case"]),
        (["01_one"], ["01_one"]),
        (["01_one", "00", "00_zero.ipynb"], ["00_zero", "01_one"]),
        (["01"], ["01_one", "01_case"]),
        (["06_cases"], ["01_case"]),
        (["notebooks/01_one.ipynb"], ["01_one"]),
        (["02"], ["02a_two", "02b_two"]),
        (["02b"], ["02b_two"]),
    ],
)
def test_select_pages(shelf, names, stems):
    assert [page.stem for page in pages.select_pages(names, shelf)] == stems


def test_select_pages_refuses_what_fits_none(shelf, tmp_path_factory):
    with pytest.raises(ValueError, match="no page fits '07'; there are 00_zero"):
        pages.select_pages(["07"], shelf)
    with pytest.raises(ValueError, match="no notebook in"):
        pages.select_pages([], tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"nbformat": 4}'])
def test_read_page_refuses_what_is_no_notebook(tmp_path, text):
    path = tmp_path / "broken.ipynb"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"broken\.ipynb is no notebook"):
        pages.read_page(path)


def test_write_text_replaces_in_one_step(tmp_path, monkeypatch):
    path = tmp_path / "new" / "a.txt"
    assert pages.write_text(path, "ä\n")
    assert path.read_bytes() == "ä\n".encode()

    def fail(source, target):
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="full"):
        pages.write_text(path, "other")
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]
    assert path.read_text("utf-8") == "ä\n"


# ---------------------------------------------------------------------------- running
def test_run_page_uses_this_interpreter_and_this_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_LIVE", "1")
    monkeypatch.setenv("JPY_SESSION_NAME", "somebody watches")
    source = "import os, sys\n[sys.executable, os.getcwd(), sorted(os.environ)]"
    path = make_page(tmp_path, "00_a", "# Hello", source, "sum(range(20_000_000))")
    notebook = pages.read_page(path)
    took = running.run_page(notebook, path.parent, switches={"COURSE_JOBS": "3"})
    shown = eval(notebook.cells[1].outputs[0].data["text/plain"])
    assert shown[:2] == [sys.executable, str(path.parent)]
    assert "COURSE_JOBS" in shown[2]
    assert not {"COURSE_LIVE", "COURSE_TEST", "JPY_SESSION_NAME"} & set(shown[2])
    assert 0.3 < took.seconds < 60
    assert 20 < took.megabytes < 2000


@pytest.mark.parametrize(
    ("source", "timeout", "message"),
    [
        ("x = 1\nx / 0", None, r"cell 2 \(x = 1\): ZeroDivisionError: division"),
        ("while True: pass", 1, r"cell 2 \(while .*\): ran longer than 1 s"),
        ("import os\nos._exit(1)", None, r"cell 2 \(import os\): the kernel died"),
    ],
)
def test_run_page_says_which_cell_failed(tmp_path, source, timeout, message):
    path = make_page(tmp_path, "00_a", "# Hello", source)
    with pytest.raises(RuntimeError, match=message):
        running.run_page(pages.read_page(path), path.parent, timeout=timeout)


def test_run_page_refuses_an_unknown_switch(tmp_path):
    path = make_page(tmp_path, "00_a", "1")
    with pytest.raises(ValueError, match=r"switches: .*COURSE_X.* unknown"):
        running.run_page(pages.read_page(path), path.parent, switches={"COURSE_X": "1"})


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to another process there")
def test_interrupted_run_page_leaves_no_kernel(tmp_path):
    sleep = "from pathlib import Path\nimport os, time\ntry:\n"
    sleep += "    Path('started').write_text(str(os.getpid()))\n    time.sleep(600)\n"
    sleep += "finally:\n    Path('tidied').touch()"
    path = make_page(tmp_path, "00_a", sleep)
    program = "import sys, pathlib; from utils.course import running, pages; "
    program += "p = pathlib.Path(sys.argv[1]); "
    program += "running.run_page(pages.read_page(p), p.parent)"
    process = subprocess.Popen(
        [sys.executable, "-c", program, path],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    started = path.with_name("started")
    deadline = time.monotonic() + 60
    while (
        not (started.exists() and started.read_text()) and time.monotonic() < deadline
    ):
        time.sleep(0.1)
    kernel = int(started.read_text())
    process.send_signal(signal.SIGINT)
    errors = process.communicate(timeout=60)[1].decode()
    assert path.with_name("tidied").exists()
    assert not psutil.pid_exists(kernel)
    assert "never retrieved" not in errors


def test_describe_cell_is_short():
    cell = nbformat.v4.new_markdown_cell("\n" + "long " * 30)
    assert running.describe_cell(cell, 0) == f"cell 1 ({('long ' * 30)[:50]})"


# ---------------------------------------------------------------------------- storing
def test_store_pages_writes_pages_timings_and_ledger(tmp_path):
    verdict = verdict_of("'supported'")
    good = make_page(tmp_path, "01_good", "# Hello", "print(1)\nprint(2)", verdict)
    bad = make_page(tmp_path, "00_bad", "1 / 0")
    stored, said = bad.read_bytes(), []
    assert storing.store_pages([], tmp_path, say=said.append) == 1
    assert said[0].startswith("00_bad.ipynb: NOT STORED: cell 1 (1 / 0): ZeroDivision")
    assert bad.read_bytes() == stored
    outputs = [cell.get("outputs") for cell in pages.read_page(good).cells]
    assert outputs[1] == [{"name": "stdout", "output_type": "stream", "text": "1\n2\n"}]
    ledger = (tmp_path / "data/ledger.csv").read_text()
    assert ledger.splitlines()[1:] == [
        "P1,,supported,,0.1235,0.02,5,live,01_good.ipynb"
    ]
    timings = pd.read_csv(tmp_path / "data/timings.csv")
    assert list(timings.columns) == ["notebook", "seconds", "megabytes"]
    assert list(timings["notebook"]) == ["01_good.ipynb"]
    assert timings["megabytes"].item() > 20
    first = good.read_bytes()
    assert storing.store_pages(["01"], tmp_path, say=said.append) == 0
    assert good.read_bytes() == first


def test_store_pages_runs_an_overview_and_the_verdict_last(tmp_path):
    for name in ("00_overview", "01_case", "02_case"):
        make_page(tmp_path, f"06_cases/{name}", "# A page")
    said = []
    assert storing.store_pages(["01_case"], tmp_path, say=said.append) == 0
    names = [line.partition(":")[0] for line in said]
    assert names == ["06_cases/01_case.ipynb", "06_cases/00_overview.ipynb"]
    said.clear()
    storing.store_pages(["06_cases"], tmp_path, say=said.append)
    names = [line.partition("/")[2].partition(":")[0] for line in said]
    assert names == ["01_case.ipynb", "02_case.ipynb", "00_overview.ipynb"]
    said.clear()
    make_page(tmp_path, "09_verdict", "# A page")
    storing.store_pages(["01_case"], tmp_path, say=said.append)
    assert [line.partition(":")[0] for line in said][2:] == ["09_verdict.ipynb"]


def test_store_pages_with_failures_only_writes_no_table(tmp_path):
    make_page(tmp_path, "00_bad", "import sys\nprint('no', file=sys.stderr)")
    said = []
    assert storing.store_pages([], tmp_path, say=said.append) == 1
    assert "stderr output 'no'" in said[0]
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("import sys\nsys.prefix", "an absolute path"),
        ("'/home/me/course'", "an absolute path"),
        ("object()", "a memory address"),
        ("print('x\\n' * 750_000)", "bytes, allowed are 1,500,000"),
    ],
)
def test_store_page_leaves_the_file_if_outputs_are_unfit(tmp_path, source, message):
    path = make_page(tmp_path, "00_a", source)
    before = path.read_bytes()
    with pytest.raises(RuntimeError, match=message):
        storing.store_page(path)
    assert path.read_bytes() == before


def make_executed():
    """A notebook as a front end might leave it."""
    view = {"text/plain": "Slider()", storing.WIDGET: {"model_id": "1"}}
    outputs = [
        nbformat.v4.new_output("display_data", view),
        nbformat.v4.new_output("display_data", {storing.WIDGET: {"model_id": "2"}}),
        nbformat.v4.new_output("display_data", {"image/png": "QQ=="}),
    ]
    outputs[2].metadata["image/png"] = nbformat.from_dict({"alt": "a dot"})
    cell = nbformat.v4.new_code_cell("1", outputs=outputs, execution_count=1)
    cell.metadata.update(
        execution={"iopub.status.busy": "now"}, collapsed=True, tags=["parameters"]
    )
    metadata = {
        "kernelspec": {"name": "mine", "display_name": "Mine", "language": "python"},
        "language_info": {"name": "python", "version": "3.12.1"},
        "widgets": {"state": {}},
    }
    return nbformat.v4.new_notebook(cells=[cell], metadata=metadata)


def test_normalize_keeps_what_is_true_anywhere():
    executed = make_executed()
    before = json.dumps(executed)
    page = storing.normalize(executed)
    assert json.dumps(executed) == before
    assert page.metadata == storing.METADATA
    assert page.cells[0].metadata == {"tags": ["parameters"]}
    slider, picture = page.cells[0].outputs
    assert slider.data == {"text/plain": "Slider()"}
    assert picture.metadata == {"image/png": {"alt": "a dot"}}
    assert page.cells[0].id == executed.cells[0].id
    assert storing.normalize(page) == page


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("/home/me/x", "an absolute path"),
        ("file:///root/x", "an absolute path"),
        ("'/tmp/x'", "an absolute path"),
        ("line\n/home/x", "an absolute path"),
        (r"C:\Users\me", "an absolute path"),
        ("<function f at 0x7f3b2c1d>", "a memory address"),
        ("https://example.org/home/x", None),
        ("data/home/x ../tmp/x", None),
        ("0x7f3b2c1d", None),
        ('<img src="data:image/png;base64,+/tmp/xyz=">', None),
    ],
)
def test_find_problems_sees_traces_of_the_machine(text, problem):
    for data in ({"text/plain": text}, {"application/json": {"a": [text]}}):
        output = nbformat.v4.new_output("display_data", data)
        cell = nbformat.v4.new_code_cell("1", outputs=[output], execution_count=1)
        found = storing.find_problems(nbformat.v4.new_notebook(cells=[cell]))
        assert [problem in line for line in found] == [True] * bool(problem)


def test_find_problems_does_not_read_pictures():
    output = nbformat.v4.new_output("display_data", {"image/png": "+/tmp/AAA="})
    cell = nbformat.v4.new_code_cell("1", outputs=[output], execution_count=1)
    assert storing.find_problems(nbformat.v4.new_notebook(cells=[cell])) == []


def test_format_page_ends_with_one_newline_and_refuses_nonsense():
    text = storing.format_page(storing.normalize(make_executed()))
    assert text == text.rstrip() + "\n"
    notebook = make_executed()
    notebook.cells[0].cell_type = "poem"
    with pytest.raises(RuntimeError, match="no valid notebook"):
        storing.format_page(notebook)


def test_format_ledger_is_the_ledger_of_the_notebooks():
    lines = tables.format_ledger().splitlines()
    assert lines[0] == "id,condition,verdict,low,high,margin,seeds,evidence,notebook"
    assert (ROOT / "data/ledger.csv").read_text("utf-8").splitlines() == lines


def test_update_timings_merges_and_forgets(shelf):
    timings = running.Measured(1.6, 20.4)
    (shelf / "data").mkdir()
    table = "notebook,seconds,megabytes\n01_one.ipynb,9,9\n05_gone.ipynb,9,9\n"
    (shelf / "data/timings.csv").write_text(table)
    text = tables.update_timings({"00_zero.ipynb": timings}, shelf)
    assert text.splitlines()[1:] == ["00_zero.ipynb,2,20", "01_one.ipynb,9,9"]


def test_contents_name_every_page_with_what_it_took_and_found():
    text = (ROOT / "notebooks/README.md").read_text("utf-8")
    assert text == tables.format_contents(), "run `make notebooks`"
    names = [p.relative_to(ROOT / "notebooks").as_posix() for p in pages.find_pages()]
    assert re.findall(r"^\| \[\w+\]\((.+?)\)", text, re.MULTILINE) == names
    [row] = [line for line in text.splitlines() if "(01_purpose.ipynb)" in line]
    assert re.search(r"sequences\? \| \d+ \| \d+ \| P1 qualified · P2 ", row)


# --------------------------------------------------------------------------- evidence
@pytest.fixture
def recording(tmp_path):
    """Two pages that record; the first one's last cell fails."""
    make_page(
        tmp_path, "00_a", RECORD, "compare(record='A1')\ncompare(record='A2')", "1 / 0"
    )
    make_page(tmp_path, "01_b", RECORD, "# compare(record='C')", "compare(record='B')")
    return tmp_path


def test_find_records(recording):
    found = evidence.find_records(recording)
    assert {k: (page.stem, cell) for k, (page, cell) in found.items()} == {
        "A1": ("00_a", 1),
        "A2": ("00_a", 1),
        "B": ("01_b", 2),
    }


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("compare(record='B')", "both 00_x.ipynb and 01_b.ipynb use 'B'"),
        ("compare(record=name)", r"00_x.ipynb, cell 1 .*string literal, got name"),
        ("compare(record=f'{x}')", "string literal"),
        ("compare(", r"00_x.ipynb, cell 1 \(compare\(\)"),
    ],
)
def test_find_records_refuses(recording, source, message):
    make_page(recording, "00_x", source)
    with pytest.raises(ValueError, match=message):
        evidence.find_records(recording)


def test_compute_evidence_runs_what_is_needed(recording):
    said = []
    asked = evidence.compute_evidence(["A2"], recording, jobs=3, say=said.append)
    assert asked == 0
    assert said == ["00_a.ipynb: computing A2", "  data/recorded/A2.csv written"]
    folder = recording / "data/recorded"
    assert {p.name: p.read_text() for p in folder.iterdir()} == {"A2.csv": "A2 3"}
    evidence.list_records(recording, say=said.append)
    assert said[2:] == [
        "A1  00_a.ipynb  missing",
        "A2  00_a.ipynb  recorded",
        "B  01_b.ipynb  missing",
    ]


def test_compute_evidence_counts_what_is_missing(tmp_path):
    make_page(tmp_path, "00_a", "1 / 0", "compare(record='A')")
    make_page(tmp_path, "01_b", "compare = print\ncompare('B', *[dict(record='B')])")
    said = []
    assert evidence.compute_evidence([], tmp_path, say=said.append) == 3
    assert said[1].startswith("00_a.ipynb: FAILED: cell 1 (1 / 0): ZeroDivisionError")
    assert said[2] == "  data/recorded/A.csv MISSING"
    assert said[4] == "  data/recorded/B.csv MISSING"


def test_compute_evidence_says_what_is_up_to_date(recording):
    folder = recording / "data/recorded"
    folder.mkdir(parents=True)
    (folder / "B.csv").write_text("B 2")
    said = []
    assert evidence.compute_evidence(["B"], recording, say=said.append) == 0
    assert said[1] == "  data/recorded/B.csv up to date"


def test_compute_evidence_refuses_unknown_names_and_no_jobs(recording):
    with pytest.raises(ValueError, match=r"no record \['X'\]; there are \['A1', 'A2'"):
        evidence.compute_evidence(["X", "B"], recording)
    with pytest.raises(ValueError, match="jobs must be at least 1, got 0"):
        evidence.compute_evidence([], recording, jobs=0)


def test_every_record_of_the_course_can_be_found():
    stored = {p.stem for p in (ROOT / "data/recorded").glob("*.csv")}
    stored = {name for name in stored if not name.endswith(".partial")}
    stored -= {"real_data"}  # what `make real` measured, no page's record
    stored = {name for name in stored if not name.startswith("advisor_")}  # likewise
    assert stored <= set(evidence.find_records())


# -------------------------------------------------------------------------- replicate
def test_replicate_compares_the_sets(tmp_path):
    word = "'supported' if SEEDS[0] < 200 else 'refuted'"
    path = make_page(tmp_path, "00_a", "SEEDS = range(5)", verdict_of(word))
    make_page(tmp_path, "01_without", "1 / 0")
    storing.store_page(path)
    before, said = path.read_bytes(), []
    assert replicate.replicate([], tmp_path, starts=(100,), say=said.append) == 0
    assert said[-1].split()[-4:] == ["P1", "supported", "supported", "yes"]
    assert replicate.replicate([], tmp_path, starts=(200,), say=said.append) == 1
    assert said[-1].split()[-4:] == ["P1", "supported", "refuted", "no"]
    assert path.read_bytes() == before


def test_replicate_reports_a_page_that_fails_and_can_run_live(tmp_path):
    check = "import os\nassert 'COURSE_LIVE' not in os.environ"
    path = make_page(
        tmp_path, "00_a", "SEEDS = range(2)", verdict_of("'supported'"), check
    )
    storing.store_page(path)
    said = []
    failed = replicate.replicate([], tmp_path, starts=(7,), live=True, say=said.append)
    assert failed == 1
    assert "seeds from 7: FAILED: cell 3 (import os): AssertionError" in said[0]


@pytest.mark.parametrize("start", [-1, 996, 1000, 1019])
def test_shift_seeds_keeps_off_the_pilots(start):
    cell = nbformat.v4.new_code_cell("SEEDS = range(5)")
    with pytest.raises(ValueError, match="start: seeds"):
        replicate.shift_seeds(nbformat.v4.new_notebook(cells=[cell]), start)


@pytest.mark.parametrize(("live", "many"), [(False, "15"), (True, "100, 115")])
def test_the_seeds_of_records_move_only_live(live, many):
    cells = [nbformat.v4.new_code_cell(f"{n} = range(15)") for n in ("SEEDS", "MANY")]
    page = nbformat.v4.new_notebook(cells=cells)
    moved = replicate.shift_seeds(page, 100, live=live)
    assert moved.cells[0].source == "SEEDS = range(100, 115)"
    assert moved.cells[1].source == f"MANY = range({many})"


@pytest.mark.parametrize("source", ["1", "SEEDS = range(5)\nSEEDS = range(5)"])
def test_shift_seeds_wants_one_line(source):
    cell = nbformat.v4.new_code_cell(source)
    with pytest.raises(ValueError, match="lines SEEDS"):
        replicate.shift_seeds(nbformat.v4.new_notebook(cells=[cell]), 100)


def test_replicate_needs_a_page_with_seeds(shelf):
    with pytest.raises(ValueError, match="none of these pages"):
        replicate.replicate([], shelf)


def test_tabulate_takes_a_missing_verdict_for_a_disagreement():
    one = pd.DataFrame({"id": ["P1"], "condition": [""], "verdict": ["refuted"]})
    table = replicate.tabulate({0: one, 100: one.iloc[:0]})
    assert table.loc[0, "seeds 100"] == "none"
    assert table.loc[0, "agree"] == "no"


# ---------------------------------------------------------------------------- publish
@pytest.fixture
def release(tmp_path):
    """A copy of all files that name the release."""
    for name in ("pyproject.toml", "CITATION.cff", "README.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, tmp_path)
    unneeded = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks", ignore=unneeded)
    shutil.copytree(ROOT / "utils", tmp_path / "utils", ignore=unneeded)
    return tmp_path


def test_publish_reaches_every_place(release):
    said = []
    assert publish.publish("some-one/the.course", "v2.1", release, say=said.append) == 0
    assert publish.read_release(release) == ("some-one/the.course", "v2.1")
    assert f"changed {pages.find_pages(ROOT)[0].relative_to(ROOT).as_posix()}" in said
    for path in sorted(release.rglob("*")):
        if path.suffix in {".md", ".toml", ".cff", ".ipynb", ".py"}:
            old = ready.URL.removeprefix("https://github.com/")
            assert old not in path.read_text("utf-8"), path
    code = "from utils import ready; print(ready.SETUP_CELL)"
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=release, capture_output=True, text=True
    ).stdout.rstrip("\n")
    assert '"https://github.com/some-one/the.course", "v2.1"' in printed
    for path in pages.find_pages(release):
        assert pages.read_page(path).cells[1].source == printed
    said.clear()
    assert publish.publish("some-one/the.course", "v2.1", release, say=said.append) == 0
    assert said == []


def test_publish_and_back_changes_nothing(release):
    names = [p.relative_to(release) for p in release.rglob("*") if p.is_file()]
    before = {name: (release / name).read_bytes() for name in names}
    publish.publish("a/b", "v9", release, say=lambda line: None)
    publish.publish(*publish.read_release(ROOT), release, say=lambda line: None)
    assert {name: (release / name).read_bytes() for name in names} == before


@pytest.mark.parametrize(
    ("repository", "tag"),
    [
        ("owner", "v1"),
        ("a/b/c", "v1"),
        ("-a/b", "v1"),
        ("a/b\nc", "v1"),
        ("https://github.com/a/b", "v1"),
        ("a/b", "1.0"),
        ("a/b", "v1.0.0.0"),
        ("a/b", "main"),
        ("a/b", ""),
    ],
)
def test_publish_refuses_what_is_no_release(release, repository, tag):
    before = (release / "pyproject.toml").read_bytes()
    with pytest.raises(ValueError, match="expected a value like"):
        publish.publish(repository, tag, release)
    assert (release / "pyproject.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("github.com/a/b.git", "github.com/c/d.git"),
        ("/a/b-more /za/b a/b.c", "/a/b-more /za/b a/b.c"),
        ("mybinder.org/v2/gh/a/b/v0.1.0?x", "mybinder.org/v2/gh/c/d/v2?x"),
        ("Inception v1, as in v0.1.0", "Inception v1, as in v0.1.0"),
        ("cff-version: 1.2.0\nversion: 0.1.0\n", "cff-version: 1.2.0\nversion: 2\n"),
        (
            r'"URL, TAG = \"github/a/b\", \"v0.1\"\n"',
            r'"URL, TAG = \"github/c/d\", \"v2\"\n"',
        ),
    ],
)
def test_rewrite(old, new):
    assert publish.rewrite(old, "a/b", "c/d", "v2") == new


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("README.md", "google.com/github/{}/", "google.com/github/other/course/"),
        ("README.md", "/blob/{tag}/", "/blob/main/"),
        ("CITATION.cff", "https://github.com/{}", "https://github.com/x/y"),
        ("CITATION.cff", "version: ", "version: 9"),
        ("notebooks/00_start_here.ipynb", '{}\\"', 'x/y\\"'),
        ("notebooks/00_start_here.ipynb", '\\"{tag}\\"', '\\"v9.9\\"'),
        ("notebooks/00_start_here.ipynb", "/blob/{tag}/", "/blob/v9.9/"),
    ],
)
def test_find_disagreements_finds_them(release, name, old, new):
    assert publish.find_disagreements(release) == []
    repository, tag = publish.read_release(release)
    text = (release / name).read_text("utf-8")
    old = old.replace("{}", repository).replace("{tag}", tag)
    assert old in text
    (release / name).write_text(text.replace(old, new), "utf-8")
    assert any(line.startswith(name) for line in publish.find_disagreements(release))


# ----------------------------------------------------------------------- command line
def test_make_parser_knows_what_make_calls():
    parser = command_line.make_parser()
    assert parser.parse_args(["notebooks", "00", "01"]).names == ["00", "01"]
    assert parser.parse_args(["evidence", "--list"]).list
    again = parser.parse_args(["replicate", "--seeds", "1", "2", "--live"])
    assert (again.seeds, again.live) == ([1, 2], True)
    release = parser.parse_args(["publish", "a/b", "v1"])
    assert (release.repo, release.tag) == ("a/b", "v1")
    with pytest.raises(SystemExit):
        parser.parse_args([])


@pytest.mark.parametrize(
    ("argv", "function", "expected"),
    [
        (["notebooks", "00"], "store_pages", (["00"],)),
        (["evidence", "A"], "compute_evidence", (["A"],)),
        (["evidence", "--list"], "list_records", ()),
        (["replicate"], "replicate", ([],)),
        (["publish", "a/b", "v1"], "publish", ("a/b", "v1")),
    ],
)
def test_run_command_calls_the_command(monkeypatch, argv, function, expected):
    calls = []

    def record(*args, **keywords):
        calls.append(args)
        return 2

    monkeypatch.setattr(command_line, function, record)
    arguments = command_line.make_parser().parse_args(argv)
    assert command_line.run_command(arguments) == 2
    assert calls == [expected]


@pytest.mark.parametrize(
    ("outcome", "code", "message"),
    [
        (0, 0, ""),
        (None, 0, ""),
        (3, 1, ""),
        (ValueError("names: no"), 1, "error: names: no\n"),
        (KeyboardInterrupt(), 130, "interrupted; what was stored stays\n"),
    ],
)
def test_main_turns_outcomes_into_exit_codes(
    monkeypatch, capsys, outcome, code, message
):
    def end(names, timeout):
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    monkeypatch.setattr(command_line, "store_pages", end)
    assert command_line.main(["notebooks"]) == code
    assert capsys.readouterr().err == message


def test_commands_are_there_from_a_shell():
    done = subprocess.run(
        [sys.executable, "-m", "utils.course", "publish", "nobody", "v1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "error: repository: expected a value like owner/name, got 'nobody'\n"
    )
