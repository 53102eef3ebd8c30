"""Store a page's outputs so that they are true, and equal, on any machine."""

import copy
import re
import sys
from pathlib import Path

import nbformat

from utils import headlines
from utils.course.pages import ROOT, read_page, select_pages, write_text
from utils.course.running import describe_cell, run_page
from utils.course.tables import format_contents, format_ledger, update_timings

MAX_BYTES = 1_500_000
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}
WIDGET = "application/vnd.jupyter.widget-view+json"
_BASE64 = re.compile(r"base64,[\w+/=\n]+")
_BINARY = re.compile(r"image/(?!svg)|audio/|video/|application/pdf")
_OWN = "|".join(re.escape(str(path)) for path in (ROOT, sys.prefix))
_MACHINE = {
    "an absolute path": re.compile(
        r"(?<![\w.~])/(?:home|root|work|tmp|Users|var|opt|usr|mnt|private|content)/"
        rf"|(?<![A-Za-z])[A-Z]:\\\w|(?<![\w.~])(?:{_OWN})"
    ),
    "a memory address": re.compile(r"\bat 0x[0-9a-fA-F]{6,}"),
}


def store_pages(names, root=ROOT, *, timeout=600, say=print):
    """Re-executes pages and stores their outputs; the command `notebooks`.

    A page that fails is reported and its file left as it was; the others are
    stored. An overview reads what the other pages of its folder found, and the verdict
    what all found: they are run after them, and whenever one of them is. Then
    `data/timings.csv`, `data/ledger.csv`, `notebooks/README.md` and the findings in
    `README.md` are brought up to date.

    Args:
        names: List of pages as in `pages.select_pages`.
        root: Path of the checkout.
        timeout: Seconds one cell may take.
        say: Function that shows a line to the person who asked.

    Returns:
        Number of pages that failed.
    """
    measured, failed = {}, 0
    for path in _order(select_pages(names, root), root):
        name = path.relative_to(Path(root) / "notebooks").as_posix()
        try:
            result = store_page(path, timeout=timeout)
        except RuntimeError as error:
            failed += 1
            say(f"{name}: NOT STORED: {error}")
        else:
            measured[name] = result
            say(f"{name}: {result.seconds:.0f} s, {result.megabytes:.0f} MB")
    if measured:
        write_text(Path(root) / "data/timings.csv", update_timings(measured, root))
        write_text(Path(root) / "data/ledger.csv", format_ledger(root))
        write_text(Path(root) / "notebooks/README.md", format_contents(root))
        if (Path(root) / "README.md").exists():
            headlines.update_readme(root)
    return failed


def _order(pages, root):
    """The pages, behind them the overviews of their folders, last the verdict."""
    overviews = {o for page in pages for o in page.parent.glob("*_overview.ipynb")}
    verdicts = {*(Path(root) / "notebooks").glob("*_verdict.ipynb")}
    behind = [*sorted(overviews), *sorted(verdicts)]
    return [*(page for page in pages if page not in behind), *behind]


def store_page(path, *, timeout=600):
    """Runs one page and, if it is fit to be stored, replaces its file.

    Recorded evidence must be up to date, as in the tests (`COURSE_TEST=1`).

    Args:
        path: Path of a notebook.
        timeout: Seconds one cell may take.

    Returns:
        running.Measured of the run.

    Raises:
        RuntimeError: If a cell fails or an output may not be stored. The file is
            untouched then.
    """
    path = Path(path)
    notebook = read_page(path)
    switches = {"COURSE_TEST": "1"}
    measured = run_page(notebook, path.parent, switches=switches, timeout=timeout)
    notebook = normalize(notebook)
    text = format_page(notebook)
    problems = find_problems(notebook)
    if len(text.encode()) > MAX_BYTES:
        problems.append(f"{len(text.encode()):,} bytes, allowed are {MAX_BYTES:,}")
    if problems:
        raise RuntimeError("; ".join(problems))
    write_text(path, text)
    return measured


def normalize(notebook):
    """Drops from an executed notebook what differs from machine to machine.

    Kept are sources, tags, outputs and the outputs' metadata. The kernel's and the
    language's versions, timestamps, widget models and editor state go.

    Args:
        notebook: nbformat.NotebookNode; it is not changed.

    Returns:
        A new nbformat.NotebookNode.

    Example:

    >>> cell = nbformat.v4.new_code_cell("1", metadata={"scrolled": True})
    >>> page = nbformat.v4.new_notebook(cells=[cell], metadata={"widgets": {}})
    >>> sorted(normalize(page).metadata), normalize(page).cells[0].metadata
    (['kernelspec', 'language_info'], {})
    """
    page = copy.deepcopy(notebook)
    page.nbformat, page.nbformat_minor = 4, 5
    page.metadata = nbformat.from_dict(copy.deepcopy(METADATA))
    for cell in page.cells:
        tags = {"tags": cell.metadata.tags} if cell.metadata.get("tags") else {}
        cell.metadata = nbformat.from_dict(tags)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
        if "outputs" in cell:
            cell.outputs = [o for o in cell.outputs if o.get("data", o)]
    return page


def find_problems(notebook):
    """Says what in a notebook's outputs must not be stored.

    Args:
        notebook: nbformat.NotebookNode, executed.

    Returns:
        List of sentences, one for each cell that is not executed in its turn, and
        for each output that is an error, stderr, or holds an absolute path or a
        memory address.

    Example:

    >>> page = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    >>> find_problems(page)
    ['cell 1 (1): execution count None, expected 1']
    """
    problems, expected = [], 0
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        expected += 1
        where = describe_cell(cell, index)
        if cell.execution_count != expected:
            count = cell.execution_count
            problems.append(f"{where}: execution count {count}, expected {expected}")
        problems += [f"{where}: {p}" for o in cell.outputs for p in _judge(o)]
    return problems


def _judge(output):
    """What is wrong with one output."""
    if output.output_type == "error":
        return [f"{output.ename}: {output.evalue}"]
    if output.get("name") == "stderr":
        return [f"stderr output {output.text.strip()[:200]!r}"]
    text = _BASE64.sub("", "\n".join(_find_texts(output)))
    found = {what: rule.search(text) for what, rule in _MACHINE.items()}
    return [
        f"{what} in the output, {text[hit.start() : hit.end() + 20]!r}"
        for what, hit in found.items()
        if hit
    ]


def _find_texts(value):
    """All strings in nested dicts and lists, except encoded pictures and sounds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not (_BINARY.match(key) and isinstance(inner, str)):
                yield from _find_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _find_texts(inner)


def format_page(notebook):
    r"""Writes a notebook as text: sorted keys, one space of indent, a final newline.

    Args:
        notebook: nbformat.NotebookNode.

    Returns:
        String of JSON.

    Raises:
        RuntimeError: If it is not a valid notebook.

    Example:

    >>> format_page(nbformat.v4.new_notebook(cells=[]))[:16]
    '{\n "cells": [],\n'
    """
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        raise RuntimeError(f"no valid notebook: {error.message}") from error
    return nbformat.writes(notebook).rstrip("\n") + "\n"
