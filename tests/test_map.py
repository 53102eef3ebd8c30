"""The map of lesson 00 names every page there is, in order, and no other as there."""

import re

import pytest

from utils.course.pages import ROOT, read_page

NOTEBOOKS = ROOT / "notebooks"
ROW = re.compile(r"^\| (\d\d) · (.+?) \| .+\? \|$", re.MULTILINE)
LINK = re.compile(r"\[[^]]+\]\((\S+?)\)")


def read_map():
    """Number and title of each row, as written: a dict."""
    cells = read_page(NOTEBOOKS / "00_start_here.ipynb").cells
    [text] = [c.source for c in cells if c.source.startswith("## The map\n")]
    return dict(ROW.findall(text))


def find_problem(number, title, folder=NOTEBOOKS):
    """What is wrong with a row, or None. A folder is entered by its overview."""
    pages = folder.glob(f"{number}*_*.ipynb"), folder.glob(f"{number}_*/00_*.ipynb")
    pages = sorted([*pages[0], *pages[1]])
    links = LINK.findall(title)
    if number == "00":
        return "a page need not link to itself" if links else None
    if not pages:
        return None if title.endswith(" (planned)") else f"{title}: there is no page"
    names = [page.relative_to(folder).as_posix() for page in pages]
    if links != names or title.endswith(" (planned)"):
        return f"{title}: should link to {' and '.join(names)}"
    return None


def test_the_map_has_eleven_rows_in_order():
    assert list(read_map()) == [f"{number:02}" for number in range(11)]


@pytest.mark.parametrize("number", read_map())
def test_a_row_links_to_its_page_or_says_that_it_is_planned(number):
    assert find_problem(number, read_map()[number]) is None


def test_a_map_that_lags_behind_is_found(tmp_path):
    title, link = "Memory", "[Memory](04_memory.ipynb)"
    assert find_problem("04", title, tmp_path) == "Memory: there is no page"
    assert find_problem("04", link, tmp_path)
    assert find_problem("04", f"{title} (planned)", tmp_path) is None
    (tmp_path / "04_memory.ipynb").touch()
    assert find_problem("04", link, tmp_path) is None
    assert "should link" in find_problem("04", f"{title} (planned)", tmp_path)
    (tmp_path / "04b_reach.ipynb").touch()
    assert "04_memory.ipynb and 04b_reach" in find_problem("04", link, tmp_path)
    both = f"{link} and [reach](04b_reach.ipynb)"
    assert find_problem("04", both, tmp_path) is None
    (tmp_path / "06_use_cases").mkdir()
    (tmp_path / "06_use_cases/00_overview.ipynb").touch()
    entry = "[Use cases](06_use_cases/00_overview.ipynb)"
    assert find_problem("06", entry, tmp_path) is None
