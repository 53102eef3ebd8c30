"""Compute the recorded evidence: run the pages that ask for it, and say what came."""

import ast
from pathlib import Path

from utils.course.pages import ROOT, find_pages, read_page
from utils.course.running import describe_cell, run_page


def find_records(root=ROOT):
    """Finds every `record="NAME"` that the code of a page passes to a function.

    Args:
        root: Path of the checkout.

    Returns:
        Dict from the record's name to `(path of the page, index of the cell)`.

    Raises:
        ValueError: If a name is not a string literal, or two pages use the same.

    Example:

    >>> all(page.suffix == ".ipynb" for page, cell in find_records().values())
    True
    """
    found = {}
    for page in find_pages(root):
        for index, cell in enumerate(read_page(page).cells):
            for name in _read_names(cell, index, page):
                other, _ = found.setdefault(name, (page, index))
                if other != page:
                    pages = f"{other.name} and {page.name}"
                    raise ValueError(f"record: both {pages} use {name!r}")
                found[name] = (page, index)
    return found


def _read_names(cell, index, page):
    """The names of the records that one cell asks for."""
    if cell.cell_type != "code":
        return []
    where = f"{page.name}, {describe_cell(cell, index)}"
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as error:
        raise ValueError(f"{where}: {error}") from error
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    values = [k.value for call in calls for k in call.keywords if k.arg == "record"]
    for value in values:
        if not isinstance(getattr(value, "value", None), str):
            raise ValueError(
                f"{where}: record must be a string literal, got {ast.unparse(value)}"
            )
    return [value.value for value in values]


def list_records(root=ROOT, *, say=print):
    """Shows each record with its page, and whether it is there; `evidence --list`.

    Args:
        root: Path of the checkout.
        say: Function that shows a line to the person who asked.
    """
    for name, (page, _) in find_records(root).items():
        state = "recorded" if _path_of(name, root).exists() else "missing"
        say(f"{name}  {page.name}  {state}")


def compute_evidence(names, root=ROOT, *, jobs=2, say=print):
    """Lets pages compute and store their records; the command `evidence`.

    Each page concerned runs in a kernel with `COURSE_EVIDENCE` set, up to the last
    cell that a wanted record needs. Its outputs are not stored. What `compare` had
    finished before an interruption it does not compute again.

    Args:
        names: List of records; an empty one means all.
        root: Path of the checkout.
        jobs: Number of processes `compare` may use.
        say: Function that shows a line to the person who asked.

    Returns:
        Number of pages that failed and of records that are missing.

    Raises:
        ValueError: If a name is unknown or `jobs` is not positive.
    """
    records = find_records(root)
    unknown = sorted(set(names) - set(records))
    if unknown:
        raise ValueError(f"names: no record {unknown}; there are {sorted(records)}")
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, got {jobs}")
    wanted = {name: records[name] for name in records if not names or name in names}
    failed = 0
    for page in dict.fromkeys(page for page, _ in wanted.values()):
        cells = {name: cell for name, (where, cell) in wanted.items() if where == page}
        say(f"{page.name}: computing {', '.join(cells)}")
        before = {name: _read(name, root) for name in cells}
        try:
            _run(page, cells, jobs)
        except RuntimeError as error:
            failed += 1
            say(f"{page.name}: FAILED: {error}")
        failed += _report(before, root, say)
    return failed


def _run(page, cells, jobs):
    """Runs a page as far as its wanted records need it."""
    switches = {"COURSE_EVIDENCE": ",".join(cells), "COURSE_JOBS": str(jobs)}
    stop = max(cells.values()) + 1
    run_page(read_page(page), page.parent, switches=switches, stop=stop)


def _path_of(name, root):
    """Where `compare` stores a record."""
    return Path(root) / "data/recorded" / f"{name}.csv"


def _read(name, root):
    """The bytes of a record, or None."""
    path = _path_of(name, root)
    return path.read_bytes() if path.exists() else None


def _report(before, root, say):
    """Says what became of each record; returns how many are still missing."""
    missing = 0
    for name, old in before.items():
        new = _read(name, root)
        missing += new is None
        state = "up to date" if new == old else "written"
        say(f"  data/recorded/{name}.csv {'MISSING' if new is None else state}")
    return missing
