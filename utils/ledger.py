"""The list of all claims, and the ledger of all verdicts, read from the notebooks."""

import difflib
import json
import re
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
WORDS = ("supported", "qualified", "refuted", "undecided", "not testable here")
EVIDENCE = ("live", "recorded", "exact", "")
TYPES = {
    "id": str,
    "condition": str,
    "verdict": str,
    "low": float,
    "high": float,
    "margin": float,
    "seeds": int,
    "evidence": str,
    "notebook": str,
}
_FORM = re.compile(r"[A-Z]\d+(\.[a-z0-9][a-z0-9_-]*)?")


def load_claims():
    """Reads the list of all claims that the course puts to the test.

    Returns:
        A DataFrame with a row per claim: `id`, `section`, `sources` (letters of the
        documents that make it) and `text`, in our own words.

    Example:

    >>> load_claims().set_index("id").loc["D4", "text"]
    'The order of its inputs matters to an RNN.'
    """
    return pd.read_csv(ROOT / "data/claims.csv", dtype=str, keep_default_na=False)


def check_id(name):
    """Returns the id of a claim, or of one measure of a claim, if there is such one.

    Args:
        name: an id of `data/claims.csv`, such as `"S4"`, or one with the name of a
            measure behind a dot, such as `"S4.auc"`.

    Returns:
        `name`.

    Raises:
        ValueError: for any other, naming the ids closest to it.

    Example:

    >>> check_id("S4.auc")
    'S4.auc'
    >>> check_id("S44")
    Traceback (most recent call last):
    ValueError: id is 'S44'; expected one of data/claims.csv, such as S4, S14
    """
    known = list(load_claims()["id"])
    if not isinstance(name, str) or name.partition(".")[0] not in known:
        asked = str(name).partition(".")[0].upper()
        close = difflib.get_close_matches(asked, known)
        close = close or [other for other in known if other[:1] == asked[:1]]
        raise ValueError(
            f"id is {name!r}; expected one of data/claims.csv, such as "
            + ", ".join(close or known[:3])
        )
    if not _FORM.fullmatch(name):
        raise ValueError(
            f"id is {name!r}; expected lower-case letters, digits, - or _ after the dot"
        )
    return name


def read_ledger(path=None):
    """Reads the verdicts that the notebooks hold in their stored outputs.

    The notebooks are the database: nothing is run.

    Args:
        path: a notebook, or a folder with notebooks at any depth; by default the
            course's own.

    Returns:
        A DataFrame with one row per verdict, whose `condition` is "", and one row for
        each of its conditions. The columns are `id, condition, verdict, low, high,
        margin, seeds, evidence` ("live", "recorded", "exact", or "" if not testable)
        and `notebook`, the path inside the folder. Where there is no interval, `low`
        and `high` are NaN.

    Raises:
        ValueError: if there is no such path, a file is no notebook, an id is unknown,
            or the same id and condition occur twice.

    Example:

    >>> list(read_ledger().columns)[:4]
    ['id', 'condition', 'verdict', 'low']
    """
    path = ROOT / "notebooks" if path is None else Path(path)
    if not path.exists():
        raise ValueError(f"path is {str(path)!r}; expected a notebook or a folder")
    folder = path if path.is_dir() else path.parent
    pages = sorted(path.rglob("*.ipynb")) if path.is_dir() else [path]
    rows = []
    for page in pages:
        if ".ipynb_checkpoints" not in page.parts:
            name = page.relative_to(folder).as_posix()
            rows += [{**row, "notebook": name} for row in _read_page(page)]
    seen = {}
    for row in rows:
        key = (row["id"], row["condition"])
        if key in seen:
            where = f" in {key[1]!r}" if key[1] else ""
            raise ValueError(
                f"two verdicts on {key[0]}{where}: in {seen[key]} and {row['notebook']}"
            )
        seen[key] = row["notebook"]
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)


def _read_page(page):
    """The rows of one notebook, or a `ValueError` that names it."""
    try:
        cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
        outputs = [out for cell in cells for out in cell.get("outputs", ())]
        stored = [out.get("metadata", {}).get("verdict") for out in outputs]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{page} is no notebook that can be read: {error!r}") from None
    try:
        return [row for verdict in stored if verdict for row in _rows(verdict)]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{page} holds no valid verdict: {error}") from None


def _rows(verdict):
    """The overall row of one stored verdict, then one for each condition."""
    shared = {name: verdict[name] for name in ("id", "margin", "evidence")}
    check_id(shared["id"])
    parts = [{**verdict, "condition": ""}, *verdict["conditions"]]
    fields = ("condition", "verdict", "low", "high", "seeds")
    rows = [{**shared, **{name: part[name] for name in fields}} for part in parts]
    for row in rows:
        if row["verdict"] not in WORDS:
            raise ValueError(f"verdict is {row['verdict']!r}; expected one of {WORDS}")
        if row["evidence"] not in EVIDENCE:
            raise ValueError(f"evidence is {row['evidence']!r}, not of {EVIDENCE}")
    return rows
