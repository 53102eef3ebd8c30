"""The documents' tables that compare CNN and RNN, worded by the stored verdicts.

`data/comparison.csv` holds, for each statement of a cell, what the documents say, which
claim tests it, and a wording for each verdict; the stored verdict chooses among them.
What stands in brackets the documents only imply: it is our own question.
"""

import re

import pandas as pd

from utils import conditions
from utils.findings import OPEN, describe_basis, judge_claims, list_parts
from utils.ledger import ROOT
from utils.systems import format_markdown
from utils.verdicts import LOOKS

SIDES = ("CNN", "RNN")
SLOT = re.compile(r"\{(\w+)\}")
SIGNS = {word: sign for word, (sign, _) in LOOKS.items()} | {OPEN: "○"}


def read_table(name):
    """Reads one of the tables on which the page is built.

    Args:
        name: `"comparison"`, `"contradictions"` or `"headlines"`.

    Returns:
        A DataFrame of texts, "" where there is none.

    Example:

    >>> sorted(set(read_table("comparison")["table"]))
    ['B', 'D']
    """
    return pd.read_csv(ROOT / f"data/{name}.csv", dtype=str, keep_default_na=False)


def phrase(found, statement):
    """Chooses the wording of a statement by the verdict on its claim.

    A wording may hold the names of conditions: `{yes}`, where the claim was supported,
    `{no}`, where it was refuted, `{turned}`, those of the latter in which it is the
    other way round, `{open}`, where it is not settled, and `{all}`; and `{count}`, how
    many of all the first are. What stands in square brackets is left out if it names no
    condition. Where a verdict has no wording of its own, the documents' wording is
    repeated and the verdict added.

    Args:
        found: frame from `findings.read_findings`.
        statement: a row with `said`, `claim` (as in `conditions.find_word`) and a text
            for each of the words `supported, qualified, refuted, undecided`; `reverse`,
            if there is one, stands in for `refuted` where all is the other way round.

    Returns:
        A text without a full stop.

    Example:

    >>> from utils.findings import read_findings
    >>> statement = {"said": "any grid", "claim": "P6", "qualified": "a {yes}"}
    >>> phrase(read_findings(), statement)
    'a *picture*'
    """
    claim = statement["claim"]
    word = conditions.find_word(found, claim)
    text = statement.get(word) or f"{statement['said']}: {word}"
    if word == "refuted" and conditions.is_turned(found, claim):
        text = statement.get("reverse") or text
    groups = conditions.sort_conditions(found, claim)
    names = {k: conditions.name_all(own, groups["all"]) for k, own in groups.items()}
    names["count"] = f"{len(groups['yes'])} of {len(groups['all'])}"

    def keep(segment):
        return segment[1] if all(names[k] for k in SLOT.findall(segment[1])) else ""

    text = re.sub(r"\[([^][]*)\]", keep, text)
    return SLOT.sub(lambda slot: names[slot[1]] or "none of its conditions", text)


def rebuild(found, table):
    """Rebuilds one of the documents' tables with the verdict on each statement.

    Args:
        found: frame from `findings.read_findings`.
        table: `"B"` or `"D"`, the document.

    Returns:
        Markdown: for each row and side what the documents say, and what was found,
        with the sign of the verdict and a link to its evidence.

    Raises:
        ValueError: if there is no such table.
    """
    statements = _select(table)
    head = ["", "CNN: they say", "CNN: we found", "RNN: they say", "RNN: we found"]
    rows = []
    for name in statements["row"].unique():
        row = [f"**{name}**"]
        for side in SIDES:
            own = statements[(statements["row"] == name) & (statements["side"] == side)]
            row.append("; ".join(t for t in own["said"] if not t.startswith("(")))
            lines = [_show(found, each) for each in own.to_dict("records")]
            row.append("<br>".join(lines))
        rows.append(row)
    return format_markdown(head, rows)


def list_cells(found):
    """Lists the cells of both tables and how far they hold.

    Args:
        found: frame from `findings.read_findings`.

    Returns:
        A DataFrame with a row per cell: `table, row, side`; `said`, how many statements
        of the documents are in it; `supported`, how many of them are; and `judged`, how
        many claims behind it, our own questions included, have a verdict.
    """
    rows = []
    for (table, row, side), own in read_table("comparison").groupby(
        ["table", "row", "side"], sort=False
    ):
        words = {i: conditions.find_word(found, c) for i, c in own["claim"].items()}
        theirs = own.index[~own["said"].str.startswith("(")]
        supported = sum(words[i] == "supported" for i in theirs)
        judged = sum(word != OPEN for word in words.values())
        rows.append([table, row, side, len(theirs), supported, judged])
    names = ["table", "row", "side", "said", "supported", "judged"]
    return pd.DataFrame(rows, columns=names)


def link(found, name):
    """Writes a claim's id as a link to its evidence, or as it is if there is none.

    Args:
        found: frame from `findings.read_findings`.
        name: a name as in `conditions.find_word`.

    Returns:
        Markdown.
    """
    name = name.rstrip("!").partition(":")[0]
    own = found["id"] == name
    if not own.any() and "." not in name:
        own = found["id"].isin(list_parts(found, name))
    return f"[{name}]({found['address'][own].iloc[0]})" if own.any() else name


def list_ledger(found):
    """Writes the whole ledger, one line per verdict, as a table with links.

    Args:
        found: frame from `findings.read_findings`.

    Returns:
        Markdown, in the order of the list of all claims; those without a verdict are
        in it.
    """
    whole = found[found["condition"] == ""].set_index("id")
    rows = []
    for claim in judge_claims(found).itertuples():
        own = [name for name in whole.index if name.partition(".")[0] == claim.id]
        told = ", ".join(claim.sources)
        for name in own:
            word, text = whole.loc[name, "verdict"], whole.loc[name, "text"]
            mark = f"{SIGNS[word]} {word}"
            basis = describe_basis(found, name)
            rows.append([link(found, name), text, told, mark, basis])
        if not own:
            rows.append([claim.id, claim.text, told, f"{SIGNS[OPEN]} {OPEN}", ""])
    return format_markdown(["id", "claim", "documents", "verdict", "basis"], rows)


def _select(table):
    statements = read_table("comparison")
    if table not in set(statements["table"]):
        raise ValueError(f"table is {table!r}; expected 'B' or 'D'")
    return statements[statements["table"] == table]


def _show(found, statement):
    """A statement as it was found: sign, wording, link."""
    sign = SIGNS[conditions.find_word(found, statement["claim"])]
    return f"{sign} {phrase(found, statement)} ({link(found, statement['claim'])})"
