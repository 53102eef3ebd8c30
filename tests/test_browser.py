"""The command `browser`: what it counts, what it complains of, and a page for real."""

import nbformat
import pytest

from utils.course import browser, lab, storing

FINE = {"done": 2, "figures": 1, "sliders": 0}
SEEN = FINE | {"stderr": [], "errors": [], "running": 0, "broken": 0}
needs_browser = pytest.mark.skipif(
    browser.find_browser() is None, reason="no browser here"
)


def make_tree(root, *sources):
    """A tree with one page, as `serve` copies it."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    for folder in ("notebooks", "utils", "data"):
        (root / folder).mkdir()
    (root / "pyproject.toml").touch()
    page = nbformat.v4.new_notebook(cells=cells, metadata=storing.METADATA)
    nbformat.write(page, root / "notebooks/00_a.ipynb")


def run(root, **options):
    """Number of failures and what was said."""
    said = []
    failed = browser.open_pages([], root, say=said.append, **options)
    return failed, said


def test_expected_are_cells_stored_figures_and_sliders():
    figure = nbformat.v4.new_output("display_data", {"image/png": "QQ=="})
    page = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("interact("),
            nbformat.v4.new_code_cell("draw()", outputs=[figure, figure]),
            nbformat.v4.new_code_cell("widgets.interact(draw, step=3)"),
            nbformat.v4.new_code_cell(" \n"),
        ]
    )
    assert browser.count_expected(page) == {"done": 2, "figures": 2, "sliders": 1}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({}, None),
        ({"figures": 2, "sliders": 5}, None),
        ({"figures": 0}, "figures: 0, expected 1"),
        ({"done": 1}, "done: 1, expected 2"),
        ({"errors": ["NameError: x"]}, "error output 'NameError: x'"),
        ({"stderr": ["warning"]}, "stderr output 'warning'"),
        ({"running": 1}, "1 cells were still waiting at the end"),
        ({"broken": 1}, "1 pictures that cannot be drawn"),
    ],
)
def test_judge_complains_of_what_is_missing_or_too_much(change, complaint):
    assert browser.judge(FINE, SEEN | change) == ([complaint] if complaint else [])


def test_without_a_browser_it_says_so_and_does_not_fail(tmp_path, monkeypatch):
    make_tree(tmp_path, "1")
    monkeypatch.delenv("COURSE_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    failed, said = run(tmp_path)
    assert failed == 0
    assert said[0].startswith("NOT DONE: no browser here; looked for chromium")
    assert not (tmp_path / "screenshots").exists()


def test_a_browser_that_is_named_must_exist(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_BROWSER", str(tmp_path / "none"))
    with pytest.raises(ValueError, match="COURSE_BROWSER: no program at"):
        browser.find_browser()


def test_a_server_that_does_not_start_is_told(tmp_path, monkeypatch):
    make_tree(tmp_path, "1")
    monkeypatch.setattr(lab.sys, "executable", "/bin/false")
    with (
        pytest.raises(RuntimeError, match="JupyterLab does not start"),
        lab.serve(tmp_path),
    ):
        pass


@needs_browser
def test_a_page_is_run_looked_at_and_left_as_it_was(tmp_path):
    draw = "import matplotlib.pyplot as plt\ndef draw(n):\n    plt.plot([0, n])"
    sliders = f"{draw}\nfrom ipywidgets import interact\ninteract(draw, n=(1, 5))\n0"
    make_tree(tmp_path, sliders)
    with (
        lab.serve(tmp_path) as (copy, url),
        lab.start(browser.find_browser()) as chrome,
    ):
        tab = chrome.new_page(viewport=browser.SIZE)
        notebook = nbformat.read(copy / "notebooks/00_a.ipynb", 4)
        address = f"{url}lab/tree/notebooks/00_a.ipynb?reset&token=course"
        assert browser.visit(tab, address, notebook, 60) == []
        assert browser.photograph(tab, tmp_path, "00_a") in (1, 2)
    assert (tmp_path / "00_a-01.png").stat().st_size > 10_000
    [cell] = nbformat.read(tmp_path / "notebooks/00_a.ipynb", 4).cells
    assert cell.outputs == []


@needs_browser
def test_an_error_is_seen_at_once_and_the_next_port_is_taken(tmp_path):
    make_tree(tmp_path, "1 / 0", "import time; time.sleep(99)")
    with lab.serve(tmp_path):
        failed, said = run(tmp_path)
    assert failed == 1
    assert "ZeroDivisionError" in said[0]
    assert list((tmp_path / "screenshots").glob("00_a-01.png"))
