"""The systems that the documents name, as tables that follow the evidence.

Nothing is written by hand here: what is claimed comes from `data/claims.csv`, what was
found from the notebooks' stored verdicts, what real data gave from `make real`.
"""

import json
import re
from pathlib import Path

import pandas as pd

from utils import real_data
from utils.ledger import ROOT, load_claims, read_ledger

FAMILIES = {
    "A CNN": "CNN",
    "An RNN": "RNN",
    "A bidirectional RNN": "bidirectional RNN",
    "A hybrid": "hybrid",
}
PAGES = ROOT / "notebooks"


def list_systems(folder=None):
    """Lists the systems, the family the documents give each to, and our page on it.

    Args:
        folder: where the notebooks are; None means the course's own.

    Returns:
        Markdown: a table whose links lead from a page in `06_use_cases`. The last
        column counts the claims that were supported among those judged.

    Example:

    >>> list_systems().splitlines()[2].startswith("| S1 | A CNN classifies images. |")
    True
    """
    folder = PAGES if folder is None else Path(folder)
    found = _read_verdicts(folder)
    rows = []
    for claim in _systems().itertuples():
        own = [row for row in found if row["system"] == claim.id]
        page = own[0]["notebook"] if own else _find_page(claim.id, folder)
        family = next(
            f for start, f in FAMILIES.items() if claim.text.startswith(start)
        )
        met = sum(row["verdict"] == "supported" for row in own)
        count = f"{met} of {len(own)}" if own else ""
        rows.append(
            [claim.id, claim.text, " ".join(claim.sources), family, _link(page), count]
        )
    head = ["id", "claim", "documents", "their family", "our page", "supported"]
    return format_markdown(head, rows)


def list_verdicts(folder=None):
    """Lists every claim that the pages judge about a system, in words.

    Args:
        folder: where the notebooks are; None means the course's own.

    Returns:
        Markdown: a table, or a sentence where nothing was judged yet.

    Example:

    >>> list_verdicts("notebooks/nowhere")
    'No system has been judged yet.'
    """
    folder = PAGES if folder is None else Path(folder)
    found = _read_verdicts(folder) if folder.exists() else []
    rows = [[row["id"], row["text"], f"**{row['verdict']}**"] for row in found]
    head = ["id", "what was to be shown", "verdict"]
    return format_markdown(head, rows) if rows else "No system has been judged yet."


def list_real_data(path=None):
    """Lists what `make real` measured, with three digits.

    Of each data set, the measures for which there is a bar; where there is none, the
    first measure. The rest stays in the file.

    Args:
        path: a table as `real_data.load` reads it; None means the course's own.

    Returns:
        Markdown: a table, or a sentence where nothing was measured yet.

    Example:

    >>> list_real_data("nowhere.csv")
    'Nothing has been measured on real data yet.'
    """
    table = real_data.load(path=path)
    if table.empty:
        return "Nothing has been measured on real data yet."
    names = ["system", "dataset", "contestant", "metric"]
    columns = [*names, "value", "seeds", "bar", "met", "seconds"]
    rows = []
    for row in _keep_measures(table)[columns].to_dict("records"):
        shown = {name: _show(value) for name, value in row.items()}
        rows.append([*shown.values()])
    head = ["id", "data", "model", "measure", *columns[4:]]
    return format_markdown(head, rows)


def _keep_measures(table):
    """The rows whose measure decides something, in the order of the table."""
    kept = []
    for _, rows in table.groupby(["system", "dataset"], sort=False):
        measures = rows.loc[rows["bar"].notna(), "metric"].unique()
        measures = measures if len(measures) else rows["metric"].iloc[:1]
        kept.append(rows[rows["metric"].isin(measures)])
    return pd.concat(kept)


def format_markdown(head, rows):
    r"""Writes a Markdown table.

    Args:
        head: list of the columns' names.
        rows: list of lists of texts; a bar `|` in one is escaped.

    Returns:
        String.

    Example:

    >>> format_markdown(["a", "b"], [["1", "x|y"]]).splitlines()[-1]
    '| 1 | x\\|y |'
    """
    rows = [[text.replace("|", "\\|") for text in row] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows]]
    return "\n".join(lines)


def _systems():
    """The claims about systems, in the order of their numbers."""
    claims = load_claims().query("section == 'systems'")
    return claims.loc[claims["id"].str[1:].astype(int).sort_values().index]


def _read_verdicts(folder):
    """The overall verdicts on systems: id, system, text, verdict and notebook."""
    ledger = read_ledger(folder).query("condition == ''")
    ledger = ledger.assign(system=[i.partition(".")[0] for i in ledger["id"]])
    ledger = ledger[ledger["system"].isin(_systems()["id"])]
    texts = {}
    for page in ledger["notebook"].unique():
        cells = json.loads((folder / page).read_text("utf-8"))["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", ())]
        stored = [output.get("metadata", {}).get("verdict") for output in outputs]
        texts |= {
            verdict["id"]: verdict.get("text", "") for verdict in stored if verdict
        }
    rows = [row | {"text": texts[row["id"]]} for row in ledger.to_dict("records")]
    return sorted(rows, key=lambda row: int(row["system"][1:]))


def _find_page(system, folder):
    """The page that will judge a use case, or None."""
    pages = (Path(folder) / "06_use_cases").glob(f"{int(system[1:]):02}_*.ipynb")
    return next((f"06_use_cases/{page.name}" for page in sorted(pages)), None)


def _link(page):
    """A link to a page from inside `06_use_cases`, or that it is planned."""
    if page is None:
        return "planned"
    inside = page.startswith("06_use_cases/")
    address = page.removeprefix("06_use_cases/") if inside else f"../{page}"
    title = re.sub(r"^\w+?_", "", Path(page).stem).replace("_", " ")
    return f"[{title}]({address})"


def _show(value):
    """A cell's text: three digits of a number, nothing for a missing one."""
    if isinstance(value, str):
        return value
    return "" if value != value else f"{value:.3g}"
