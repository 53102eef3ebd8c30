"""Ask whether the verdicts survive other seeds."""

import re
import tempfile
from pathlib import Path

import nbformat
import pandas as pd

from utils import claims
from utils.course.pages import ROOT, read_page, select_pages
from utils.course.running import run_page

SEEDS = re.compile(r"^SEEDS = range\((\d+)\)$", re.MULTILINE)
MANY = re.compile(r"^MANY = range\((\d+)\)$", re.MULTILINE)  # of recorded evidence
PILOT = range(1000, 1020)


def replicate(names, root=ROOT, *, starts=(100, 200, 300), live=False, say=print):
    """Runs pages again on other seeds and compares verdicts; the command `replicate`.

    The stored outputs count as the set that starts at seed 0. Nothing is stored.

    Args:
        names: List of pages as in `pages.select_pages`; those without a line
            `SEEDS = range(n)` are left out.
        root: Path of the checkout.
        starts: First seed of each further set.
        live: Whether recorded evidence is run as well, on seeds as far away: minutes
            to hours. Otherwise the records stand for all sets.
        say: Function that shows a line to the person who asked.

    Returns:
        Number of verdicts that differ and of runs that failed.

    Raises:
        ValueError: If a set holds a pilot's seed (1000 to 1019), or no page has seeds.
    """
    pages = [p for p in select_pages(names, root) if _has_seeds(read_page(p))]
    if not pages:
        raise ValueError("names: none of these pages has a line SEEDS = range(n)")
    for start, page in ((s, p) for s in starts for p in pages):
        # Refuses a bad set before hours of work.
        shift_seeds(read_page(page), start, live=live)
    failed, tables = 0, {0: _read_verdicts(pages, root)}
    for start in starts:
        with tempfile.TemporaryDirectory() as folder:
            for page in pages:
                copy = Path(folder) / page.relative_to(Path(root) / "notebooks")
                failed += _run(page, copy, start, live, say)
            tables[start] = claims.read_ledger(folder)
    table = tabulate(tables)
    say(table.to_string(index=False) if len(table) else "no verdicts")
    return failed + int((table["agree"] == "no").sum())


def shift_seeds(notebook, start, *, live=False):
    """Changes a page's line `SEEDS = range(5)` to seeds that start elsewhere.

    Args:
        notebook: nbformat.NotebookNode; changed in place.
        start: The first seed.
        live: Whether the seeds of recorded evidence, `MANY = range(15)`, move too.

    Returns:
        The notebook.

    Raises:
        ValueError: If there is not exactly one such line, or a pilot's seed
            (1000 to 1019) would be used.

    Example:

    >>> cell = nbformat.v4.new_code_cell("SEEDS = range(5)")
    >>> page = nbformat.v4.new_notebook(cells=[cell])
    >>> shift_seeds(page, 100).cells[0].source
    'SEEDS = range(100, 105)'
    """
    cells = [c for c in notebook.cells if c.cell_type == "code"]
    lines = [m for cell in cells for m in SEEDS.finditer(cell.source)]
    if len(lines) != 1:
        raise ValueError(f"notebook: {len(lines)} lines SEEDS = range(n), expected 1")
    for cell in cells:
        cell.source = SEEDS.sub(lambda line: _shift(line, start), cell.source)
        if live:
            cell.source = MANY.sub(lambda line: _shift(line, start), cell.source)
    return notebook


def _shift(line, start):
    """The line with its range moved, unless that meets a pilot's seeds."""
    stop = start + int(line[1])
    if start < 0 or set(range(start, stop)) & set(PILOT):
        seeds = f"seeds {start} to {stop - 1}"
        raise ValueError(f"start: {seeds} are negative, or used in the pilots")
    return f"{line[0].split()[0]} = range({start}, {stop})"


def tabulate(tables):
    """Sets the verdicts of several seed sets side by side.

    Args:
        tables: Dict from a set's first seed to a frame with the columns `id`,
            `condition` and `verdict`.

    Returns:
        DataFrame with `id, condition`, a column for each set, and `agree`: "yes" if
        all sets give the same word, "no" if not or if one gives none.

    Example:

    >>> one = pd.DataFrame({"id": ["P1"], "condition": [""], "verdict": ["refuted"]})
    >>> tabulate({0: one, 100: one})["agree"].tolist()
    ['yes']
    """
    keys = ["id", "condition"]
    columns = {
        f"seeds {start}": table.set_index(keys)["verdict"]
        for start, table in tables.items()
    }
    words = pd.DataFrame(columns).fillna("none")
    agree = words.nunique(axis=1) == 1
    return words.assign(agree=agree.map({True: "yes", False: "no"})).reset_index()


def _has_seeds(notebook):
    """Whether a page has a line that can be shifted."""
    cells = (c.source for c in notebook.cells if c.cell_type == "code")
    return any(SEEDS.search(source) for source in cells)


def _run(page, copy, start, live, say):
    """Runs a page on shifted seeds into a copy; returns 1 if it fails."""
    notebook = shift_seeds(read_page(page), start, live=live)
    switches = {"COURSE_LIVE": "1"} if live else {}
    try:
        took = run_page(notebook, page.parent, switches=switches)
    except RuntimeError as error:
        say(f"{page.name}, seeds from {start}: FAILED: {error}")
        return 1
    finally:
        copy.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, copy)
    say(f"{page.name}, seeds from {start}: {took.seconds:.0f} s")
    return 0


def _read_verdicts(pages, root):
    """The verdicts stored in some pages."""
    folder = Path(root) / "notebooks"
    names = {page.relative_to(folder).as_posix() for page in pages}
    ledger = claims.read_ledger(folder)
    return ledger[ledger["notebook"].isin(names)]
