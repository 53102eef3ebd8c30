"""The house style of the notebooks, as far as a machine can read it.

Each rule is a function from a page to the list of what is wrong with it. It runs on
every notebook, and on small bad pages made here, which it must refuse.
"""

import ast
import functools
import itertools
import re
import statistics
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from utils import ready
from utils.course.pages import ROOT, find_pages
from utils.course.storing import (
    MAX_BYTES,
    WIDGET,
    find_problems,
    format_page,
    normalize,
)

NOTEBOOKS = ROOT / "notebooks"
USE_CASES = NOTEBOOKS / "06_use_cases"
TAGS = {"nbval-ignore-output", "parameters"}
VERDICTS = {"judge", "fact", "not_testable"}
CALMING = r"simply|just|easily|obviously"
BRITISH = (
    r"colours?|coloured|behaviours?|grey|neighbours?|neighbouring|neighbourhoods?"
    r"|favourite|labelled|labelling|modelled|modelling|travell\w+|centre[ds]?|metres?"
    r"|analysed?|analysing|catalogue|learnt|spelt|burnt|dreamt|towards|whilst"
    r"|\w+(?:al|il|im|or|ar|er|en|on|gan|ogn)is(?:e|ed|es|ing|ations?)"
)


@dataclass(frozen=True)
class Page:
    """A stored notebook: where it belongs, its bytes as text, and what they mean."""

    path: Path
    text: str
    notebook: nbformat.NotebookNode

    @property
    def code(self):
        """The code cells."""
        return [c for c in self.notebook.cells if c.cell_type == "code"]

    @property
    def prose(self):
        """The text of each Markdown cell, without its code."""
        cells = [c for c in self.notebook.cells if c.cell_type == "markdown"]
        return [drop_code(cell.source) for cell in cells]


@functools.cache
def read(path):
    """Reads a page as it is stored."""
    text = path.read_text("utf-8")
    return Page(path, text, nbformat.reader.reads(text))  # which repairs nothing


def drop_code(markdown):
    """Markdown without fenced code, code spans, formulas and link targets."""
    rest = re.sub(r"^ *```.*?^ *```", "", markdown, flags=re.DOTALL | re.MULTILINE)
    rest = re.sub(r"\$\$.*?\$\$|\$[^$\n]+\$|`[^`\n]+`", "", rest, flags=re.DOTALL)
    return re.sub(r"(?<=\])\([^)]*\)|<[^>]+>", "", rest)


def parse(cell):
    """The syntax tree of a code cell; an empty one if it is no plain Python."""
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return ast.Module([], [])


def called(node):
    """The name of the function that a call calls, without its module."""
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "attr", getattr(function, "id", None))


def calls(cell, names):
    """All calls in a cell to functions of these names."""
    return [node for node in ast.walk(parse(cell)) if called(node) in names]


def first_line(cell):
    """What to call a cell in a message."""
    return cell.source.partition("\n")[0][:60]


def section(page, title):
    """The cells from a heading of the second level up to the next one."""
    inside, found = False, []
    for cell in page.notebook.cells:
        if cell.cell_type == "markdown" and re.match(r"## ", cell.source):
            inside = cell.source.partition("\n")[0] == f"## {title}"
        found += [cell] * inside
    return found


def texts(output):
    """The texts that an output shows."""
    data = output.get("data", {})
    shown = [output.get("text", ""), data.get("text/plain", "")]
    return "\n".join([*shown, data.get("text/html", "")])


# ------------------------------------------------------------------- the whole file
def valid(page):
    """Format 4.5, with an id for each cell."""
    ids = [cell.get("id") for cell in page.notebook.cells]
    if len(set(ids)) < len(ids):
        return ["two cells share an id, or have none"]
    try:
        nbformat.validate(page.notebook)
    except nbformat.ValidationError as error:
        return [error.message]
    return []


def stored_by_the_course(page):
    """As `make notebooks` writes it: no versions, timestamps or editor state."""
    if "id" not in page.notebook.cells[0]:
        return ["cells without ids: run make notebooks"]
    same = page.text == format_page(normalize(page.notebook))
    return [] if same else ["not normalized: run make notebooks"]


def small(page):
    """Under 1.5 MB."""
    size = len(page.text.encode())
    return [f"{size:,} bytes"] if size > MAX_BYTES else []


def executed(page):
    """Every cell ran, in order, without error, stderr, or traces of the machine."""
    return find_problems(page.notebook)


# ---------------------------------------------------------------------- its anatomy
def one_question(page):
    """One H1, in front, with the page's number; a lesson's ends in a question mark."""
    heads = [h for text in page.prose for h in re.findall(r"^# .*$", text, re.M)]
    first = page.notebook.cells[0].source.partition("\n")[0]
    if [drop_code(first)] != heads:
        return [f"one H1 in the first cell expected, got {heads}"]
    number = page.path.stem.partition("_")[0]
    if not re.match(rf"# (?:\d\d\.)?{number} · \S", first):
        return [f"{first!r} should begin with '# {number} · '"]
    lesson = page.path.parent == NOTEBOOKS
    return [f"{first!r} asks nothing"] if lesson and first[-1] != "?" else []


def badge(page):
    """The first cell holds the launch badge of this very page."""
    expected = ready.badge(page.path.relative_to(ROOT).as_posix())
    return [] if expected in page.notebook.cells[0].source else [f"no {expected}"]


def set_up(page):
    """The second cell is the set-up cell."""
    same = page.notebook.cells[1].source == ready.SETUP_CELL
    return [] if same else ["the second cell differs from ready.SETUP_CELL"]


def imports(page):
    """The third cell holds all imports, the house style, and the seeds."""
    cell = page.notebook.cells[2]
    lines = cell.source.splitlines()
    wrong = [
        f"the third cell should have a line {line}"
        for line in ("SEEDS = range(5)", "plots.use_house_style()")
        if lines.count(line) != 1
    ]
    kinds = (ast.Import, ast.ImportFrom)
    return wrong + [
        f"import outside the third cell: {first_line(other)}"
        for other in page.code[2:]
        if any(isinstance(node, kinds) for node in ast.walk(parse(other)))
    ]


def sections(page):
    """It ends with Takeaways, Exercises and Read more, each beginning a cell."""
    if page.path.stem.endswith("_overview"):
        return []
    heads = [text.partition("\n")[0] for text in page.prose if text[:3] == "## "]
    last = ["## Takeaways", "## Exercises", "## Read more"]
    return [] if heads[-3:] == last else [f"last sections {heads[-3:]}, not {last}"]


def takeaways(page):
    """There are three, as bullets."""
    cells = section(page, "Takeaways")
    bullets = [b for c in cells for b in re.findall(r"^[-*] ", c.source, re.M)]
    if page.path.stem.endswith("_overview") or len(bullets) == 3:
        return []
    return [f"{len(bullets)} takeaways, expected 3"]


def exercises(page):
    """Two to four, untouched, each checked, each with a folded solution."""
    cells = section(page, "Exercises")
    asked = [i for i, cell in enumerate(cells) if cell.cell_type == "code"]
    wrong = [] if 2 <= len(asked) <= 4 else [f"{len(asked)} exercises, expected 2-4"]
    if page.path.stem.endswith("_overview") and not asked:
        return []
    for index in asked:
        lines = cells[index].source.splitlines()
        after = cells[index + 1].source if index + 1 < len(cells) else ""
        fold = (
            r"<details><summary>Solution</summary>\n\n```python\n(.*?)```.*?</details>"
        )
        solution = re.search(fold, after, re.DOTALL)
        if lines[0] != "answer = ...":
            wrong.append(f"not untouched: {lines[0]}")
        if not re.fullmatch(r"exercises\.check_\w+\(answer\)", lines[-1]):
            wrong.append(f"no check of answer: {lines[-1]}")
        if not solution or not re.search(r"^answer\b.*=|def answer", solution[1], re.M):
            wrong.append(f"no folded solution that sets answer after {lines[-1]}")
    return wrong


def use_case(page):
    """A use case has its switch below the imports, and ends with real data."""
    if page.path.parent != USE_CASES or page.path.stem.endswith("_overview"):
        return []
    heads = [text.partition("\n")[0] for text in page.prose if text[:3] == "## "]
    found = section(page, "On real data")
    if heads[-4:-3] != ["## On real data"]:
        return ["no section ## On real data before ## Takeaways"]
    places = [
        index
        for index, cell in enumerate(page.notebook.cells)
        if "parameters" in cell.metadata.get("tags", [])
    ]
    if not places and any("no real data" in cell.source for cell in found):
        return []
    wrong = [] if places == [4] else [f"cells tagged parameters {places}, not [4]"]
    sources = [page.notebook.cells[place].source for place in places]
    if set(sources) - {"REAL_DATA = False"}:
        wrong.append(f"parameters are {sources}, not REAL_DATA = False")
    if not any(reports_real_data(cell) for cell in found if cell.cell_type == "code"):
        wrong.append("nothing is reported under if REAL_DATA: in On real data")
    return wrong


def reports_real_data(cell):
    """Whether a cell calls `real_data.report` or `report_runs` under `if REAL_DATA`."""
    tests = [node for node in ast.walk(parse(cell)) if isinstance(node, ast.If)]
    inside = [n for t in tests if ast.unparse(t.test) == "REAL_DATA" for n in t.body]
    nodes = [node for statement in inside for node in ast.walk(statement)]
    return any(called(node) in {"report", "report_runs"} for node in nodes)


# ------------------------------------------------------------------------- its code
def short_cells(page):
    """At most 20 lines of at most 79 columns; half of the cells have 8 or fewer."""
    sizes = [len(cell.source.splitlines()) for cell in page.code]
    wrong = [
        f"{size} lines: {first_line(cell)}"
        for size, cell in zip(sizes, page.code, strict=True)
        if size > 20
    ]
    lines = [line for cell in page.code for line in cell.source.splitlines()]
    wrong += [f"{len(line)} columns: {line}" for line in lines if len(line) > 79]
    median = statistics.median(sizes)
    return wrong + ([f"median of {median} lines, allowed are 8"] if median > 8 else [])


def words_between(page):
    """Never three code cells in a row."""
    kinds = [cell.cell_type for cell in page.notebook.cells]
    return [
        f"three code cells in a row: {first_line(page.notebook.cells[i])}"
        for i in range(len(kinds) - 2)
        if kinds[i : i + 3] == ["code"] * 3
    ]


def plain_python(page):
    """No magics, star imports, `global`, or `plt.show`."""
    wrong = []
    for cell in page.code:
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            wrong.append(f"no plain Python: {first_line(cell)}")
            continue
        for node in ast.walk(tree):
            names = [a.name for a in getattr(node, "names", []) if hasattr(a, "name")]
            shows = called(node) == "show" and ast.unparse(node.func) == "plt.show"
            if "*" in names or isinstance(node, ast.Global) or shows:
                wrong.append(ast.unparse(node))
    return wrong


# ---------------------------------------------------------------------- its outputs
def tags(page):
    """Only outputs that are the machine's own are exempt from comparison."""
    wrong = []
    for cell in page.notebook.cells:
        own = set(cell.metadata.get("tags", []))
        wrong += [f"unknown tag {tag!r}" for tag in sorted(own - TAGS)]
        exempt = "nbval-ignore-output" in own
        outputs = cell.get("outputs", [])
        if exempt and any("verdict" in o.get("metadata", {}) for o in outputs):
            wrong.append(f"a verdict must be compared: {first_line(cell)}")
        if exempt and all(is_picture(output) for output in outputs):
            wrong.append(f"needs no nbval-ignore-output: {first_line(cell)}")
        if not exempt and any(is_film(output) for output in outputs):
            wrong.append(f"needs nbval-ignore-output: {first_line(cell)}")
    return wrong


def is_picture(output):
    """Whether an output is a PNG, which is never compared."""
    data = dict(output.get("data", {"text/plain": output.get("text", "")}))
    if data.get("text/plain", "").startswith("<Figure"):
        del data["text/plain"]
    return set(data) <= {"image/png", "image/jpeg"}


def is_film(output):
    """Whether an output is encoded in a way that is compared and differs."""
    data = output.get("data", {})
    return bool({"image/svg+xml", "image/gif"} & set(data)) or (
        "base64," in data.get("text/html", "")
    )


def alternative_texts(page):
    """Every picture can be read by those who do not see it."""
    return [
        f"no alt text: {first_line(cell)}"
        for cell in page.code
        for output in cell.outputs
        for kind in ("image/png", "image/jpeg")
        if kind in output.get("data", {})
        and not output.metadata.get(kind, {}).get("alt", "").strip()
    ]


def no_progress(page):
    """Training is silent: no epochs, no bars."""
    trace = re.compile(r"Epoch \d|\d+%\||it/s\b|(?:HBox|Progress)\(")
    return [
        f"progress in the output: {first_line(cell)}"
        for cell in page.code
        for output in cell.outputs
        if trace.search(texts(output)) or WIDGET in output.get("data", {})
    ]


# ----------------------------------------------------------------------- its claims
def known_claims(page):
    """A claim's id is a literal that stands in data/claims.csv."""
    known = set(pd.read_csv(ROOT / "data/claims.csv")["id"])
    wrong = []
    for cell in page.code:
        for call in calls(cell, {"Claim", "fact", "not_testable"}):
            named = [k.value for k in call.keywords if k.arg == "id"]
            name = getattr([*call.args, *named, None][0], "value", None)
            if not isinstance(name, str) or name.partition(".")[0] not in known:
                wrong.append(f"unknown claim {name!r}: {first_line(cell)}")
    return wrong


def verdicts_alone(page):
    """A verdict is one call, alone in its cell, displayed, and followed by words."""
    wrong, cells = [], [*page.notebook.cells, None]
    for cell, after in itertools.pairwise(cells):
        if cell.cell_type != "code" or not gives_verdict(cell):
            continue
        body = parse(cell).body
        alone = len(body) == 1 and isinstance(body[0], ast.Expr)
        if not alone or called(body[0].value) not in VERDICTS:
            wrong.append(f"not alone in its cell: {first_line(cell)}")
        if not any("verdict" in o.get("metadata", {}) for o in cell.outputs):
            wrong.append(f"displays no verdict: {first_line(cell)}")
        text = after.source if after and after.cell_type == "markdown" else ""
        if not re.search(r"^[^#\s]", text):
            wrong.append(f"no words after it: {first_line(cell)}")
    return wrong


def gives_verdict(cell):
    """Whether a cell displays or names a verdict; printing or drawing one is free."""
    if any("verdict" in output.get("metadata", {}) for output in cell.outputs):
        return True
    statements = [n for n in ast.walk(parse(cell)) if isinstance(n, ast.stmt)]
    return any(called(getattr(s, "value", None)) in VERDICTS for s in statements)


# ------------------------------------------------------------------------ its words
def calm_words(page):
    """Nothing is called easy."""
    return find_words(page, CALMING)


def american_words(page):
    """American spelling."""
    return find_words(page, BRITISH)


def find_words(page, pattern):
    """Whole words in prose, whatever their case."""
    rule = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    return [hit[0] for text in page.prose for hit in rule.finditer(text)]


def no_computed_numbers(page):
    """No number of three digits or more that an output shows, except a verdict's."""
    number = r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+\.\d+)(?![\w.,]*\d)"
    outputs = [o for cell in page.code for o in cell.outputs]
    shown = "\n".join(
        texts(o) for o in outputs if "verdict" not in o.get("metadata", {})
    )
    known = {n for n in re.findall(number, shown) if count_digits(n) > 2}
    return [
        f"{value} is computed on the page: {line[:60]}"
        for text in page.prose
        for line in text.splitlines()
        for value in re.findall(number, line)
        if value in known and not line.startswith(("|", ">"))
    ]


def count_digits(number):
    """How many significant digits a number is written with."""
    return len(re.sub(r"\D", "", number).lstrip("0"))


def local_links(page):
    """Links to files of this course lead somewhere."""
    cells = [c.source for c in page.notebook.cells if c.cell_type == "markdown"]
    links = [link for text in cells for link in re.findall(r"\]\(([^)\s]+)", text)]
    local = [k.partition("#")[0] for k in links if not re.match(r"\w+:|#", k)]
    return [f"{k} is missing" for k in local if not (page.path.parent / k).exists()]


RULES = (
    valid,
    stored_by_the_course,
    small,
    executed,
    one_question,
    badge,
    set_up,
    imports,
    sections,
    takeaways,
    exercises,
    use_case,
    short_cells,
    words_between,
    plain_python,
    tags,
    alternative_texts,
    no_progress,
    known_claims,
    verdicts_alone,
    calm_words,
    american_words,
    no_computed_numbers,
    local_links,
)


# -------------------------------------------------------------- the rules on all pages
def test_the_first_lessons_exist():
    names = {path.name for path in find_pages()}
    assert {"00_start_here.ipynb", "01_purpose.ipynb"} <= names


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize(
    "path", find_pages(), ids=lambda p: p.relative_to(NOTEBOOKS).as_posix()
)
def test_style(path, rule):
    assert rule(read(path)) == [], rule.__doc__


# -------------------------------------------------------------- the rules on bad pages
def markdown(name, text):
    """A Markdown cell."""
    return nbformat.v4.new_markdown_cell(text, id=name)


def code(name, source, *outputs, tags=()):
    """A code cell with outputs."""
    metadata = {"tags": list(tags)} if tags else {}
    return nbformat.v4.new_code_cell(
        source, id=name, outputs=list(outputs), metadata=metadata
    )


def show(metadata=None, **data):
    """A displayed output; `image_png` stands for `image/png`."""
    data = {key.replace("_", "/", 1): value for key, value in data.items()}
    return nbformat.v4.new_output("display_data", data, metadata=metadata or {})


def exercise(number):
    """An exercise's cells."""
    solution = "```python\nanswer = 2\n```"
    fold = f"<details><summary>Solution</summary>\n\n{solution}\n\n</details>"
    asked = "answer = ...\nexercises.check_two(answer)"
    return [
        code(f"asked{number}", asked, show(text_plain="not answered yet")),
        markdown(f"solved{number}", fold),
    ]


def make_cells():
    """The cells of a page that keeps every rule."""
    badge = ready.badge("notebooks/00_start_here.ipynb")
    imports = "from utils import plots\n\nplots.use_house_style()\nSEEDS = range(5)"
    verdict = show({"verdict": {"id": "H1", "word": "supported"}}, text_plain="yes")
    picture = show({"image/png": {"alt": "a line"}}, image_png="iVBORw0KGgo=")
    return [
        markdown("title", f"# 00 · Does it work?\n\n{badge}"),
        code("setup", ready.SETUP_CELL),
        code("imports", imports),
        markdown("idea", "We call 1,234 `just` a number, as $x$ does."),
        code("toy", "x = 1_000\nx", show(text_plain="1,000 and 0.972")),
        markdown("look", "And a picture."),
        code("figure", "plots.show(fig, alt='a line')", picture),
        markdown("claim", "## Claim\n\n> It is 0.972 at least."),
        code("time", "seconds", show(text_plain="1.25"), tags=["nbval-ignore-output"]),
        markdown("so", "The machine's own."),
        code("verdict", "claims.fact('H1', 'It works.', {'yes': True})", verdict),
        markdown("why", "Because it does."),
        markdown("takeaways", "## Takeaways\n\n- one\n- two\n- three"),
        markdown("exercises", "## Exercises\n\nTry."),
        *exercise(1),
        *exercise(2),
        markdown("more", "## Read more\n\n[Here](00_start_here.ipynb#there)."),
    ]


def make_page(change=lambda cells: None, name="00_start_here.ipynb"):
    """The good page, after a change to its cells (a dict by id)."""
    cells = make_cells()
    change({cell.id: cell for cell in cells})
    numbers = iter(range(1, 100))
    for cell in cells:
        if cell.cell_type == "code" and cell.execution_count is None:
            cell.execution_count = next(numbers)
    page = normalize(nbformat.v4.new_notebook(cells=cells))
    return Page(NOTEBOOKS / name, format_page(page), page)


def say(cell, old, new):
    """A change: other words in one cell."""

    def change(cells):
        assert old in cells[cell].source
        cells[cell].source = cells[cell].source.replace(old, new)

    return change


def output(cell, *outputs):
    """A change: other outputs of one cell."""
    return lambda cells: cells[cell].update(outputs=list(outputs))


def tag(cell, *names):
    """A change: other tags of one cell."""
    return lambda cells: cells[cell].metadata.update(tags=list(names))


def retype(cell, source):
    """A change: a Markdown cell becomes code."""
    return lambda cells: cells[cell].update(
        cell_type="code", source=source, outputs=[], execution_count=None
    )


def stream(name, text):
    """An output that was printed."""
    return nbformat.v4.new_output("stream", name=name, text=text)


BAD = [
    (one_question, say("title", "# 00", "#"), "begin with"),
    (one_question, say("title", "# 00", "# 01"), "begin with"),
    (one_question, say("title", "work?", "work."), "asks nothing"),
    (one_question, say("idea", "We", "# We"), "one H1"),
    (one_question, say("title", "# 00", "Hello\n# 00"), "one H1"),
    (badge, say("title", "00_start_here", "01_purpose"), "no [!"),
    (set_up, say("setup", "# fmt: off\n", ""), "differs"),
    (imports, say("imports", "SEEDS = range(5)", "SEEDS = range(6)"), "SEEDS"),
    (imports, say("imports", "SEEDS", "x = 1; SEEDS"), "SEEDS"),
    (imports, say("imports", "plots.use_house_style()\n", ""), "use_house_style"),
    (imports, say("toy", "x = 1_000", "import os\nx = 1"), "import outside"),
    (sections, say("more", "Read more", "Reading"), "last sections"),
    (sections, say("more", "## Read", "## Annex\n\n## Read"), "last sections"),
    (takeaways, say("takeaways", "- three", "three"), "2 takeaways"),
    (exercises, say("asked1", "...", "2"), "not untouched"),
    (exercises, say("asked1", "exercises.check_two(answer)", "answer"), "no check"),
    (exercises, say("solved1", "answer = 2", "2"), "no folded solution"),
    (exercises, say("solved1", "<details>", "<details open>"), "no folded"),
    (exercises, say("exercises", "## Exercises", "## Other"), "0 exercises"),
    (short_cells, say("toy", "\nx", "\nx" * 20), "21 lines"),
    (short_cells, say("toy", "\nx", "\nx = " + "1" * 76), "80 columns"),
    (
        short_cells,
        lambda cells: [c.update(source="x\n" * 9) for c in cells.values()],
        "median",
    ),
    (words_between, retype("idea", "x"), "three code cells"),
    (plain_python, say("toy", "x = 1_000", "%pip install x"), "no plain Python"),
    (plain_python, say("toy", "x = 1_000", "!pip install x"), "no plain Python"),
    (plain_python, say("toy", "x = 1_000", "from os import *"), "import *"),
    (plain_python, say("toy", "x = 1_000", "def f():\n    global y"), "global y"),
    (plain_python, say("toy", "x = 1_000", "plt.show()"), "plt.show()"),
    (executed, lambda cells: cells["toy"].update(execution_count=9), "count 9"),
    (executed, output("toy", stream("stderr", "oneDNN")), "stderr"),
    (executed, output("toy", stream("stdout", "in /home/me/x")), "path"),
    (executed, output("toy", stream("stdout", r"in C:\Users")), "path"),
    (executed, output("toy", show(text_plain="<f at 0x7f01020304>")), "address"),
    (
        executed,
        output("toy", nbformat.v4.new_output("error", ename="E", evalue="no")),
        "E: no",
    ),
    (tags, tag("toy", "hide"), "unknown tag 'hide'"),
    (tags, tag("verdict", "nbval-ignore-output"), "must be compared"),
    (tags, tag("figure", "nbval-ignore-output"), "needs no"),
    (tags, tag("imports", "nbval-ignore-output"), "needs no"),
    (tags, output("toy", show(image_gif="R0lGOD")), "needs nbval"),
    (tags, output("toy", show(text_html="data:audio/wav;base64,QQ")), "needs nbval"),
    (alternative_texts, output("figure", show(image_png="iVBORw0KGgo=")), "no alt"),
    (
        alternative_texts,
        output("figure", show({"image/png": {"alt": " "}}, image_png="iVBORw0KGgo=")),
        "no alt",
    ),
    (no_progress, output("toy", stream("stdout", "Epoch 1/5")), "progress"),
    (no_progress, output("toy", stream("stdout", "runs:  50%|██  ")), "progress"),
    (no_progress, output("toy", show(text_plain="HBox(children=(")), "progress"),
    (known_claims, say("verdict", "H1", "H99"), "unknown claim 'H99'"),
    (known_claims, say("verdict", "'H1'", "name"), "unknown claim None"),
    (known_claims, say("toy", "x = 1_000", "claims.Claim('Z1')"), "'Z1'"),
    (verdicts_alone, say("verdict", "claims", "verdict = claims"), "not alone"),
    (verdicts_alone, say("verdict", "claims", "x = 1\nclaims"), "not alone"),
    (
        verdicts_alone,
        say("verdict", "claims", "claim.judge(runs).word\nclaims"),
        "not alone",
    ),
    (verdicts_alone, say("toy", "x = 1_000", "y = claim.judge(runs)"), "not alone"),
    (verdicts_alone, output("toy", show({"verdict": {}}, text_plain="x")), "not alone"),
    (verdicts_alone, output("verdict"), "displays no verdict"),
    (verdicts_alone, say("why", "Because it does.", "## Why"), "no words"),
    (verdicts_alone, retype("why", "x"), "no words"),
    (calm_words, say("idea", "We call", "We simply call"), "simply"),
    (calm_words, say("idea", "We", "Obviously we"), "Obviously"),
    (american_words, say("idea", "number", "colour"), "colour"),
    (american_words, say("idea", "number", "normalised behaviour"), "normalised"),
    (no_computed_numbers, say("idea", "1,234", "1,000"), "1,000"),
    (no_computed_numbers, say("idea", "1,234", "about 0.972"), "0.972"),
    (local_links, say("more", "00_start_here", "99_nowhere"), "99_nowhere"),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_lets_a_good_page_pass(rule):
    assert rule(make_page()) == []


@pytest.mark.parametrize(
    ("rule", "change", "message"), BAD, ids=[rule.__name__ for rule, *_ in BAD]
)
def test_rule_refuses_a_bad_page(rule, change, message):
    found = rule(make_page(change))
    assert any(message in problem for problem in found), found


def test_rule_valid_refuses_two_cells_with_one_id():
    page = make_page()
    page.notebook.cells[4].id = page.notebook.cells[3].id
    assert valid(page)


def test_rule_valid_refuses_what_is_no_notebook():
    page = make_page()
    page.notebook.cells[0].cell_type = "poem"
    assert valid(page)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"name": "python"', '"name": "python", "version": "3.12.1"'),
        ('"metadata": {}', '"metadata": {"scrolled": true}'),
        ('{\n "cells"', '{"cells"'),
        ('"nbformat_minor": 5\n}\n', '"nbformat_minor": 5\n}'),
    ],
)
def test_rule_stored_by_the_course_refuses_other_bytes(old, new):
    text = make_page().text
    assert old in text
    text = text.replace(old, new, 1)
    notebook = nbformat.reader.reads(text)
    assert stored_by_the_course(Page(NOTEBOOKS / "00_start_here.ipynb", text, notebook))


def test_rule_stored_by_the_course_refuses_an_old_format():
    page = make_page()
    for cell in page.notebook.cells:
        del cell["id"]
    assert stored_by_the_course(page)


def test_rule_small_refuses_a_large_page():
    picture = show({"image/png": {"alt": "noise"}}, image_png="A" * MAX_BYTES)
    assert small(make_page(output("figure", picture)))


CASE = "06_use_cases/04_faces.ipynb"
REPORT = "if REAL_DATA:\n    real_data.report(system='S4')\nreal_data.load('S4')"


def make_case(old="", new=""):
    """A use case that keeps the rule, or one with other words somewhere."""
    page = make_page(name=CASE)
    switch = [
        markdown("switch", "With `True` the page runs on photographs."),
        code("parameters", "REAL_DATA = False", tags=["parameters"]),
    ]
    page.notebook.cells[3:3] = switch
    end = next(i for i, c in enumerate(page.notebook.cells) if c.id == "takeaways")
    real = [markdown("real", "## On real data\n\nIt works."), code("report", REPORT)]
    page.notebook.cells[end:end] = real
    for cell in page.notebook.cells:
        cell.source = cell.source.replace(old, new) if old else cell.source
    return page


def test_rule_use_case_lets_a_good_use_case_pass():
    assert use_case(make_case()) == []
    assert use_case(make_page(name="06_use_cases/00_overview.ipynb")) == []
    without = make_case("It works.", "There is no real data.")
    del without.notebook.cells[4]
    assert use_case(without) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("## On real data", "## Photographs", "no section"),
        ("REAL_DATA = False", "REAL_DATA = True", "not REAL_DATA = False"),
        ("if REAL_DATA:", "if True:", "nothing is reported"),
        ("real_data.report(", "print(", "nothing is reported"),
    ],
)
def test_rule_use_case_refuses_a_bad_one(old, new, message):
    [problem] = use_case(make_case(old, new))
    assert message in problem


def test_rule_use_case_wants_the_switch_below_the_imports():
    page = make_case()
    del page.notebook.cells[4]
    assert use_case(page) == ["cells tagged parameters [], not [4]"]


def test_every_rule_has_a_page_it_refuses():
    apart = {valid, stored_by_the_course, small, use_case}  # their bad pages are above
    assert {rule for rule, *_ in BAD} | apart == set(RULES)


@pytest.mark.parametrize(
    "source", ["y = claim.judge(runs).word", "print(claim.judge(runs))"]
)
def test_a_verdict_may_be_used_without_being_displayed(source):
    assert verdicts_alone(make_page(say("toy", "x = 1_000", source))) == []


def test_exercises_may_be_missing_in_an_overview_only():
    none = say("exercises", "## Exercises", "## Other")
    assert exercises(make_page(none, "06_use_cases/00_overview.ipynb")) == []
    assert exercises(make_page(none))
