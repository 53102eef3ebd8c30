"""The page of the verdict says what the ledger says, whichever way it turns."""

import ast
import re
from types import SimpleNamespace

import matplotlib.pyplot as plt
import pytest
from IPython.display import Markdown
from ledgers import turn

from utils import claims, comparison, contradictions, findings, guide, headlines
from utils.course.pages import ROOT, read_page

PAGE = ROOT / "notebooks" / findings.OWN
SHOWN = {"found", "judged", "cells", "tested", "holds"}


@pytest.fixture(scope="module")
def page():
    return read_page(PAGE)


@pytest.fixture(scope="module")
def found():
    return findings.read_findings(own=None)


def uses_ledger(cell):
    """Whether a cell reads the ledger after it was made."""
    if cell.cell_type != "code" or "read_findings" in cell.source:
        return False
    names = {n.id for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.Name)}
    return bool(names & SHOWN)


def run_cells(page, found):
    """Runs the page's cells on the ledger alone; the last value of each one."""
    space = {
        "claims": claims,
        "comparison": comparison,
        "contradictions": contradictions,
        "findings": findings,
        "guide": guide,
        "headlines": headlines,
        "plt": plt,
        "plots": SimpleNamespace(show=lambda fig, alt: plt.close(fig)),
        "Markdown": Markdown,
        "found": found,
        "judged": findings.judge_claims(found),
    }
    values = []
    for cell in filter(uses_ledger, page.cells):
        body = ast.parse(cell.source).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), "page", "exec"), space)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "page", "eval"), space)
            values.append((cell, value))
    return values


def read_markdown(values):
    """All that is shown as Markdown."""
    return "\n".join(v.data for _, v in values if isinstance(v, Markdown))


def test_the_stored_page_shows_the_ledger_as_it_is(page, found):
    shown = 0
    for cell, value in run_cells(page, found):
        if isinstance(value, Markdown):
            stored = [o["data"]["text/markdown"] for o in cell.outputs]
            assert stored == [value.data], "run make notebooks NAMES=09_verdict"
            shown += 1
        elif isinstance(value, claims.Verdict):
            assert cell.outputs[0].metadata["verdict"]["verdict"] == value.word
    assert shown >= 6


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        *[("P2", ""), ("T6", ""), ("P1", "shifted"), ("M1.inside", ""), ("F5.rnn", "")],
        *[("S7.family", ""), ("M6.range", ""), ("P5", "reviews (RNN at home)")],
    ],
)
@pytest.mark.parametrize("word", ["supported", "refuted"])
def test_a_turned_verdict_turns_the_page(page, found, name, condition, word):
    if findings.look_up(found, f"{name}:{condition}") == word:
        pytest.skip("it says so already")
    before = read_markdown(run_cells(page, found))
    after = read_markdown(run_cells(page, turn(found, name, word, condition)))
    assert before != after


def test_no_claim_at_all_still_gives_a_page(page, found):
    text = read_markdown(run_cells(page, found[found["id"] == "A1"]))
    assert findings.OPEN in text


def test_no_verdict_is_written_by_hand(page):
    words = "supported|qualified|refuted|undecided"
    fixed = re.compile(rf"\b[A-Z]\d+(\.[a-z-]+)?\b[^.|]{{0,60}}\b({words})\b")
    for cell in page.cells:
        if cell.cell_type == "markdown":
            assert not fixed.search(cell.source), fixed.search(cell.source)[0]
