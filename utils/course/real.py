"""Run the use cases on real data, and keep what they report in one table."""

import copy
import os
import tempfile
from pathlib import Path

import nbformat
import pandas as pd

from utils import real_data
from utils.course.pages import ROOT, read_page, select_pages, write_text
from utils.course.running import run_page

LIMIT = 2400  # seconds for a page: most take under ten minutes, one takes half an hour


def run_on_real_data(names, root=ROOT, *, keep=None, limit=LIMIT, say=print):
    """Runs use cases with `REAL_DATA = True`; the command `real`.

    The stored pages stay as they are. What a page reports by `real_data.report`
    goes into `data/recorded/real_data.csv`, in the place of what that system reported
    before, as soon as the whole page has run. The data come from the folder that
    `COURSE_DATA_MIRROR` names, or else from the network.

    Args:
        names: List of pages as in `pages.select_pages`; those without a cell tagged
            `parameters` are left out.
        root: Path of the checkout.
        keep: Path of a folder for the executed copies, or None.
        limit: Seconds a page may take.
        say: Function that shows a line to the person who asked.

    Returns:
        Number of pages that failed or reported nothing.

    Raises:
        ValueError: If a name fits no page, or no page has such a cell.
    """
    pages = [p for p in select_pages(names, root) if has_parameters(read_page(p))]
    if not pages:
        raise ValueError("names: none of these pages has a cell tagged `parameters`")
    table, failed = Path(root) / "data/recorded/real_data.csv", 0
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            results = Path(folder) / f"{page.stem}.csv"
            try:
                took = _run(page, results, keep, limit)
            except RuntimeError as error:
                failed += 1
                say(f"{page.name}: FAILED: {error}")
                continue
            new = real_data.load(path=results)
            if new.empty:
                failed += 1
                say(f"{page.name}: FAILED: it never called real_data.report")
                continue
            merged = real_data.merge(real_data.load(path=table), new)
            write_text(table, real_data.format_table(merged))
            say(f"{page.name}: {took.seconds:.0f} s, {took.megabytes:.0f} MB")
            say(_describe(new))
    return failed


def has_parameters(notebook):
    """Whether a page has a cell tagged `parameters`.

    Args:
        notebook: nbformat.NotebookNode.

    Returns:
        True or False.

    Example:

    >>> has_parameters(nbformat.v4.new_notebook())
    False
    """
    return any("parameters" in c.metadata.get("tags", []) for c in notebook.cells)


def switch(notebook):
    """Puts a cell behind the one tagged `parameters` that turns real data on.

    Args:
        notebook: nbformat.NotebookNode; it is not changed.

    Returns:
        A copy with papermill's cell `REAL_DATA = True`.

    Example:

    >>> cell = nbformat.v4.new_code_cell(
    ...     "REAL_DATA = False", metadata={"tags": ["parameters"]})
    >>> page = nbformat.v4.new_notebook(cells=[cell])
    >>> [cell.source.splitlines()[-1] for cell in switch(page).cells]
    ['REAL_DATA = False', 'REAL_DATA = True']
    """
    # Slow to import, and only needed here.
    from papermill.parameterize import parameterize_notebook

    page = nbformat.from_dict(copy.deepcopy(notebook))
    page.metadata.setdefault("papermill", {})
    for cell in page.cells:
        cell.metadata.setdefault("tags", [])  # as papermill's own reader does
    return parameterize_notebook(
        page, {"REAL_DATA": True}, kernel_name="python3", language="python"
    )


def _run(page, results, keep, limit):
    """Runs one page on real data in memory; keeps a copy if that is wanted."""
    notebook = switch(read_page(page))
    switches = {"COURSE_REAL_RESULTS": os.fspath(results)}
    try:
        return run_page(notebook, page.parent, switches=switches, limit=limit)
    finally:
        if keep is not None:
            Path(keep).mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, Path(keep) / page.name)


def _describe(rows):
    """The rows that a page reported, for the person who asked."""
    shown = [*real_data.KEYS, "value", "seeds", "bar", "met"]
    with pd.option_context("display.width", 200, "display.max_columns", None):
        return rows[shown].to_string(index=False, float_format="%.4g")
