"""The bibliography is sound, and every citation of a page agrees with it."""

import functools
import json
import re
from pathlib import Path

import bibtexparser
import pytest

ROOT = Path(__file__).resolve().parents[1]
BIB = ROOT / "data/references.bib"
PAGES = sorted(
    page
    for page in (ROOT / "notebooks").rglob("*.ipynb")
    if ".ipynb_checkpoints" not in page.parts
)
VENUES = {"journal", "booktitle", "publisher", "school", "howpublished"}
# [McCulloch & Pitts 1943](https://doi.org/10.1007/BF02478259 "mcculloch1943")
CITATION = re.compile(r'\[([^\[\]]+)\]\(\s*(\S+)\s+"([^"\s]+)"\s*\)')
YEAR = re.compile(r"\b(?:1[89]|20)\d\d[a-z]?\)?$")


@functools.cache
def read_references():
    """The works of the bibliography: a dict of fields for each key."""
    library = bibtexparser.parse_file(str(BIB))
    assert not library.failed_blocks, [block.raw for block in library.failed_blocks]
    return {
        entry.key: {field.key: field.value for field in entry.fields}
        for entry in library.entries
    }


def find_address(work):
    """Where a work can be read."""
    return f"https://doi.org/{work['doi']}" if "doi" in work else work["url"]


def find_family(work):
    """The family name of a work's first author; that of a firm stands in braces."""
    return work["author"].split(" and ")[0].partition(",")[0].strip("{}")


def find_problems(markdown, works):
    """What is wrong with the citations of a text."""
    problems = []
    for text, address, key in CITATION.findall(markdown):
        if key not in works:
            problems.append(f"{key}: not in {BIB.name}")
            continue
        work = works[key]
        if not re.search(rf"\b{work['year']}\b", text):
            problems.append(f"{key}: is of {work['year']}, the text says {text!r}")
        if find_family(work) not in text:
            problems.append(f"{key}: is by {find_family(work)}, the text says {text!r}")
        if address != find_address(work):
            problems.append(f"{key}: is at {find_address(work)}, the link is {address}")
    for text, target in re.findall(
        r"\[([^\[\]]+)\]\(([^()]*(?:\([^()]*\))?[^()]*)\)", markdown
    ):
        if YEAR.search(text) and '"' not in target:
            problems.append(f"{text}: a citation without a key")
    return problems


def test_each_block_is_read_and_each_key_occurs_once():
    keys = re.findall(r"^@\w+\{(.+),$", BIB.read_text("utf-8"), re.MULTILINE)
    assert len(keys) == len(set(keys)) > 0
    assert set(keys) == set(read_references())


@pytest.mark.parametrize("key", read_references())
def test_a_work_says_who_what_when_and_where(key):
    work = read_references()[key]
    assert all(work.get(name) for name in ("author", "title", "year"))
    assert VENUES & set(work)
    assert ("doi" in work) != ("url" in work)
    assert re.fullmatch(r"(1[89]|20)\d\d", work["year"])
    assert re.fullmatch(rf"[a-z]+{work['year']}[a-z]?", key)
    if "doi" in work:
        assert re.fullmatch(r"10\.\d{4,9}/\S+", work["doi"])
    else:
        assert re.fullmatch(r"https://\S+", work["url"])


def test_no_work_is_listed_twice():
    works = read_references().values()
    assert len({find_address(work).lower() for work in works}) == len(works)
    names = {(find_family(work), work["title"].lower()) for work in works}
    assert len(names) == len(works)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_citations_of_a_page_agree_with_the_bibliography(page):
    cells = json.loads(page.read_text("utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] == "markdown":
            assert not find_problems("".join(cell["source"]), read_references())


GOOD = '[McCulloch & Pitts 1943](https://doi.org/10.1007/BF02478259 "mcculloch1943")'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (GOOD, None),
        ("See [the next page](01_purpose.ipynb) and [2](#two).", None),
        (GOOD.replace('"mcculloch1943"', '"mcculloch1944"'), "not in references.bib"),
        (GOOD.replace("Pitts 1943", "Pitts 1944"), "is of 1943"),
        (GOOD.replace("McCulloch", "Rosenblatt"), "is by McCulloch"),
        (GOOD.replace("BF02478259", "BF0247"), "is at https://doi.org/10.1007/BF0247"),
        (GOOD.replace(' "mcculloch1943"', ""), "without a key"),
    ],
)
def test_a_wrong_citation_is_found(text, problem):
    found = find_problems(f"As {text} said.", read_references())
    assert [problem in line for line in found] == ([True] if problem else [])
