"""The tables that follow from the stored pages: ledger, timings, table of contents."""

from pathlib import Path

import pandas as pd

from utils import claims
from utils.course.pages import ROOT, find_pages, read_page

HEAD = """# The notebooks, measured

One run of each with one thread: the processor seconds of its kernel, about the seconds
that it takes on a quiet machine, and the kernel's peak memory. This page is written by
`make notebooks`.

| notebook | the question | seconds | MB | verdicts |
|---|---|--:|--:|---|
"""


def format_ledger(root=ROOT):
    """Writes the verdicts of all pages as CSV, floats with four digits.

    Args:
        root: Path of the checkout.

    Returns:
        String: the rows of `claims.read_ledger`, sorted by page, id and condition.
    """
    ledger = claims.read_ledger(Path(root) / "notebooks")
    ledger = ledger.sort_values(["notebook", "id", "condition"], kind="stable")
    return ledger.to_csv(index=False, float_format="%.4g", lineterminator="\n")


def update_timings(measured, root=ROOT):
    """Merges new timings into the table of all pages.

    Args:
        measured: Dict from a page's path inside `notebooks` to running.Measured.
        root: Path of the checkout, whose `data/timings.csv` is read if present.

    Returns:
        String: CSV with a row for each page that still exists.
    """
    path = Path(root) / "data/timings.csv"
    old = pd.read_csv(path).values.tolist() if path.exists() else []
    rows = {name: (seconds, megabytes) for name, seconds, megabytes in old}
    rows |= {n: (round(m.seconds), round(m.megabytes)) for n, m in measured.items()}
    kept = [(n, *r) for n, r in rows.items() if (Path(root) / "notebooks" / n).exists()]
    table = pd.DataFrame(sorted(kept), columns=["notebook", "seconds", "megabytes"])
    return table.to_csv(index=False, lineterminator="\n")


def format_contents(root=ROOT):
    """Writes the page `notebooks/README.md`.

    Args:
        root: Path of the checkout, with `data/timings.csv` and `data/ledger.csv`.

    Returns:
        String: Markdown, with a row for each page.
    """
    folder, timings = Path(root) / "notebooks", Path(root) / "data/timings.csv"
    measured = pd.read_csv(timings).set_index("notebook").to_dict("index")
    ledger = claims.read_ledger(folder)
    whole = ledger[ledger["condition"].fillna("") == ""]
    rows = []
    for path in find_pages(root):
        name = path.relative_to(folder).as_posix()
        first = read_page(path).cells[0].source.partition("\n")[0]
        question = first.removeprefix("# ").partition(" · ")[2].replace("|", "\\|")
        took = measured.get(name, {"seconds": "", "megabytes": ""})
        verdicts = whole[whole["notebook"] == name].sort_values("id", kind="stable")
        words = " · ".join(f"{r.id} {r.verdict}" for r in verdicts.itertuples())
        rows.append(
            f"| [{path.stem}]({name}) | {question} | {took['seconds']} | "
            f"{took['megabytes']} | {words} |\n"
        )
    return HEAD + "".join(rows)
