"""What the whole course found: every verdict with its words, its place, and its weight.

The notebooks' stored outputs are the database. A claim of the documents was often split
into several measured ones; `data/deciding.csv` says which of them decide it, where that
is not the one of the same name, or else all but the comparison of the families.
"""

import json
from pathlib import Path

import pandas as pd

from utils.ledger import ROOT, TYPES, WORDS, load_claims, read_ledger

OPEN = "not yet measured"
ORDER = (*WORDS, OPEN)
OWN = "09_verdict.ipynb"  # the page that reads the others


def read_findings(folder=None, *, own=(), place=""):
    """Reads all verdicts of the course, with the words of each claim and where it is.

    Args:
        folder: where the notebooks are; None means the course's own.
        own: verdicts that the page `OWN` has reached by now, in place of those that
            are stored in it, which may be older; None takes the stored ones.
        place: heading of that page under which they were reached.

    Returns:
        The DataFrame of `claims.read_ledger`, one row per verdict and condition, and
        two columns more: `text`, the claim as it was judged, and `address`, a link to
        the page and its heading.

    Raises:
        ValueError: as `claims.read_ledger`.

    Example:

    >>> found = read_findings()
    >>> found[found["id"] == "A2"]["address"].iloc[0]
    '03a_architecture.ipynb#All-of-them-beside-Keras'
    """
    folder = ROOT / "notebooks" if folder is None else Path(folder)
    ledger = read_ledger(folder)
    ledger = ledger[(own is None) | (ledger["notebook"] != OWN)]
    said = {}
    for page in ledger["notebook"].unique():
        said |= _read_texts(folder / page, page)
    rows = ledger.to_dict("records")
    for verdict in own or ():
        said[verdict.id] = verdict.text, _link(OWN, place)
        rows += _list_rows(verdict)
    found = pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)
    found["text"] = [said[name][0] for name in found["id"]]
    found["address"] = [said[name][1] for name in found["id"]]
    return found


def look_up(found, name):
    """Returns the word for a claim, for one measure of it, or for one condition.

    Args:
        found: frame from `read_findings`.
        name: `"M6"`, `"M6.range"`, or `"M6.range:deeper CNN"`. With a colon behind it,
            as in `"S12:"`, a claim is the verdict of that very name and no other part.

    Returns:
        One of `ORDER`. A claim without a verdict so far is "not yet measured".

    Example:

    >>> look_up(read_findings(), "I3:unrolling is needed")
    'refuted'
    """
    name, colon, condition = name.partition(":")
    if "." not in name and not colon:
        return sum_up([_read_word(found, part) for part in list_parts(found, name)])
    return _read_word(found, name, condition)


def list_parts(found, claim):
    """Lists the measured claims that decide one of the documents'.

    Args:
        found: frame from `read_findings`.
        claim: an id of `data/claims.csv`.

    Returns:
        List of ids in the ledger: those of `data/deciding.csv`, or else the one of the
        same name, or else all measures of it but `.family`. Empty if there is none.

    Example:

    >>> list_parts(read_findings(), "M1")
    ['M1.calls', 'M1.inside']
    """
    known = list(dict.fromkeys(found["id"]))
    table = pd.read_csv(ROOT / "data/deciding.csv", dtype=str).set_index("id")["parts"]
    chosen = [part for part in table.get(claim, "").split() if part in known]
    if chosen or claim in known:
        return chosen or [claim]
    own = [name for name in known if name.partition(".")[0] == claim]
    return [name for name in own if not name.endswith(".family")] or own


def sum_up(words):
    """Returns one word for several, by the rule for the conditions of a claim.

    Args:
        words: list of `ORDER`'s words.

    Returns:
        The word itself where all agree; "qualified" where some part of it holds;
        "undecided" in all other cases. Parts that could not be tested do not count
        beside others, and no part at all is "not yet measured".

    Example:

    >>> sum_up(["supported", "refuted"]), sum_up(["refuted", "undecided"]), sum_up([])
    ('qualified', 'undecided', 'not yet measured')
    """
    open_words = (OPEN, "not testable here")
    counted = [word for word in words if word not in open_words] or list(words)
    if len(set(counted)) <= 1:
        return counted[0] if counted else OPEN
    return "qualified" if {"supported", "qualified"} & {*counted} else "undecided"


def judge_claims(found):
    """Says of every claim of the documents what became of it.

    Args:
        found: frame from `read_findings`.

    Returns:
        A DataFrame with a row per claim of `data/claims.csv`, V1 left out, which is
        about all the others: `id, section, sources, text, verdict` and `parts`, the
        ids that decide it.

    Example:

    >>> judge_claims(read_findings()).set_index("id").loc["T6", "verdict"]
    'refuted'
    """
    claims = load_claims().query("id != 'V1'").reset_index(drop=True)
    claims["parts"] = [list_parts(found, name) for name in claims["id"]]
    claims["verdict"] = [look_up(found, name) for name in claims["id"]]
    return claims


def count_words(judged, by):
    """Counts what became of the claims, by document or by section.

    Args:
        judged: frame from `judge_claims`.
        by: `"sources"` or `"section"`.

    Returns:
        A DataFrame of whole numbers, one row per document (a claim of two documents
        counts in both rows) or section, one column per word of `ORDER`.

    Raises:
        ValueError: for any other `by`.

    Example:

    >>> judged = pd.DataFrame({"sources": ["AB", "B"], "verdict": ["refuted"] * 2})
    >>> count_words(judged, "sources")["refuted"].to_dict()
    {'A': 1, 'B': 2}
    """
    if by not in ("sources", "section"):
        raise ValueError(f"by is {by!r}; expected 'sources' or 'section'")
    rows = judged.assign(**{by: judged[by].map(list)}) if by == "sources" else judged
    rows = rows.explode(by)
    counts = pd.crosstab(rows[by], rows["verdict"])
    order = sorted(counts.index) if by == "sources" else list(rows[by].unique())
    return counts.reindex(index=order, columns=list(ORDER), fill_value=0)


def describe_basis(found, name):
    """Says in a few signs what a verdict rests on.

    Args:
        found: frame from `read_findings`.
        name: the id of a verdict in it.

    Returns:
        Its 95 % interval beside its margin; or, for several conditions, how many got
        which word; or why there is neither.

    Example:

    >>> describe_basis(read_findings(), "I3")
    'exact; 1 supported, 2 refuted'
    """
    rows = found[found["id"] == name]
    whole = rows[rows["condition"] == ""].iloc[0]
    parts = rows[rows["condition"] != ""]["verdict"]
    counts = [f"{(parts == word).sum()} {word}" for word in WORDS if word in [*parts]]
    if whole["evidence"] == "":
        return "no experiment"
    if whole["evidence"] == "exact":
        return "exact; " + ", ".join(counts) if counts else "exact"
    seeds = f"{whole['seeds']} seeds"
    if pd.isna(whole["low"]):
        return f"{', '.join(counts)}; {seeds}"
    ends = f"{whole['low']:.3g} … {whole['high']:.3g}"
    return f"{ends}, margin {whole['margin']:.3g}; {seeds}"


def _read_word(found, name, condition=""):
    """The word of one row of the ledger."""
    rows = found[(found["id"] == name) & (found["condition"] == condition)]
    return OPEN if rows.empty else rows["verdict"].iloc[0]


def _read_texts(path, page):
    """A dict from the ids judged on a page to the claim's words and its address."""
    said, heading = {}, ""
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            lines = "".join(cell["source"]).splitlines()
            heads = [line for line in lines if line.startswith("#")]
            heading = heads[-1].lstrip("# ") if heads else heading
        for output in cell.get("outputs", ()):
            verdict = output.get("metadata", {}).get("verdict")
            if verdict:
                text = verdict.get("text", "")
                said[verdict["id"]] = text, _link(page, heading)
    return said


def _link(page, heading):
    """The address of a heading, as JupyterLab and GitHub make it."""
    if not heading:
        return page
    for sign, stands in ((" ", "-"), ("(", "%28"), (")", "%29"), ("`", "")):
        heading = heading.replace(sign, stands)
    return f"{page}#{heading}"


def _list_rows(verdict):
    """The ledger's rows of a verdict that is not stored yet."""
    shared = {"id": verdict.id, "margin": verdict.margin, "evidence": verdict.evidence}
    shared["notebook"] = OWN
    whole = ("", verdict.word, verdict.low, verdict.high, verdict.seeds)
    parts = [(p.condition, p.word, p.low, p.high, p.seeds) for p in verdict.judged]
    names = ("condition", "verdict", "low", "high", "seeds")
    return [shared | dict(zip(names, part, strict=True)) for part in [whole, *parts]]
