"""The course's findings in one picture and ten lines, on the last page and the README.

Both follow from the ledger: `python -m utils.headlines` brings the README up to date,
and a test says when it is not.
"""

import textwrap
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from utils import checks
from utils.comparison import SIGNS, phrase, read_table
from utils.findings import (
    OPEN,
    ORDER,
    count_words,
    judge_claims,
    look_up,
    read_findings,
)
from utils.ledger import ROOT
from utils.verdicts import LOOKS

FILLS = {word: color for word, (_, color) in LOOKS.items()} | {OPEN: "white"}
START, END = "<!-- findings: python -m utils.headlines -->", "<!-- end of findings -->"
PICTURE = "data/findings.png"


def list_headlines(found):
    """Writes the course's findings as ten lines.

    Args:
        found: frame from `findings.read_findings`.

    Returns:
        List of ten texts: how many claims got which verdict, then nine findings, each
        with its claim and the verdict that chose its wording. A second sentence (`also`
        in `data/headlines.csv`) names what other claims show, as long as they hold.

    Example:

    >>> len(list_headlines(read_findings()))
    10
    """
    judged = judge_claims(found)
    counts = judged["verdict"].value_counts()
    told = ", ".join(f"{counts[word]} {word}" for word in ORDER if word in counts)
    lines = [f"Of {len(judged)} claims in four articles: {told}."]
    for line in read_table("headlines").to_dict("records"):
        word, text = look_up(found, line["claim"]), phrase(found, line)
        text = text if text.endswith(".") else f"{text}."
        text += _go_on(found, line)
        lines.append(f"{text} ({line['claim']}: {SIGNS[word]} {word})")
    return lines


def describe_survival(judged):
    """Says in words how much of each document survives.

    Args:
        judged: frame from `findings.judge_claims`.

    Returns:
        Markdown, a line for each document and one for all of them.

    Example:

    >>> from pandas import DataFrame
    >>> judged = DataFrame({"sources": ["A", "A"], "verdict": ["supported", "refuted"]})
    >>> describe_survival(judged).splitlines()[0]
    '- **A**: 1 of 2 claims hold as they stand (1 supported, 1 refuted).'
    """
    rows = count_words(judged, "sources")
    rows.loc["all four"] = judged["verdict"].value_counts().reindex(ORDER).fillna(0)
    lines = []
    for name, counts in rows.astype(int).iterrows():
        told = ", ".join(f"{counts[word]} {word}" for word in ORDER if counts[word])
        whole = f"{counts['supported']} of {counts.sum()} claims"
        lines.append(f"- **{name}**: {whole} hold as they stand ({told}).")
    return "\n".join(lines)


def draw_claims(judged, *, ax):
    """Draws every claim of the documents as a tile that says what became of it.

    Args:
        judged: frame from `findings.judge_claims`.
        ax: the axes to draw on.

    Returns:
        `ax`: a row of tiles for each section, the verdict in color and sign, and a key
        below.
    """
    sections = list(judged["section"].unique())
    for row, section in enumerate(sections):
        ax.text(-0.3, -row, section, ha="right", va="center", size="small")
        own = judged[judged["section"] == section]
        for column, claim in enumerate(own.itertuples()):
            text = f"{claim.id} {SIGNS[claim.verdict]}"
            _draw_tile(ax, column, -row, text, claim.verdict)
    widest = judged["section"].value_counts().max()
    for place, word in enumerate(ORDER):
        x, y = 5.5 * (place % 3), -len(sections) - 0.4 - 0.9 * (place // 3)
        _draw_tile(ax, x, y, SIGNS[word], word)
        ax.text(x + 1, y, word, va="center", size="small")
    ax.set(xlim=(-3.6, widest), ylim=(-len(sections) - 1.9, 0.6))
    ax.set_axis_off()
    return ax


def draw_counts(counts, *, ax):
    """Draws how many claims got which verdict, a bar for each document or section.

    Args:
        counts: frame from `findings.count_words`.
        ax: the axes to draw on.

    Returns:
        `ax`; every part of a bar holds its sign and its number.
    """
    for row, name in enumerate(counts.index):
        left = 0
        for word in ORDER:
            count = checks.integer("counts", int(counts.loc[name, word]), 0)
            if not count:
                continue
            ax.barh(row, count, left=left, color=FILLS[word], edgecolor="#333333")
            ink = "#333333" if word == OPEN else "white"
            words = f"{SIGNS[word]} {count}" if count > 1 else SIGNS[word]
            middle = {"ha": "center", "va": "center", "size": "x-small", "color": ink}
            ax.text(left + count / 2, row, words, **middle)
            left += count
    ax.set_yticks(range(len(counts)), counts.index)
    ax.invert_yaxis()
    ax.grid(visible=False, axis="y")
    ax.set_xlabel("claims")
    return ax


def format_section(found):
    """Writes the README's part about the findings.

    Args:
        found: frame from `findings.read_findings`.

    Returns:
        Markdown between two comments, the picture and ten lines.
    """
    lines = [f"{i}. {line}" for i, line in enumerate(list_headlines(found), start=1)]
    lines = [textwrap.fill(line, 88, subsequent_indent="   ") for line in lines]
    picture = f"![Every claim of the documents and its verdict]({PICTURE})"
    return "\n".join([START, picture, "", *lines, END])


def update_readme(root=ROOT):
    """Brings the README's findings, and their picture, up to date with the pages.

    Args:
        root: Path of the checkout.

    Returns:
        True if the text of the README changed.

    Raises:
        ValueError: if the README lacks the two comments between which they stand.
    """
    root = Path(root)
    text = (root / "README.md").read_text("utf-8")
    if START not in text or END not in text:
        raise ValueError(f"README.md must hold {START!r} and {END!r}, got neither")
    found = read_findings(root / "notebooks", own=None)
    before, _, rest = text.partition(START)
    new = before + format_section(found) + rest.partition(END)[2]
    if new != text:
        (root / "README.md").write_text(new, "utf-8")
    save_picture(found, root / PICTURE)
    return new != text


def save_picture(found, path):
    """Saves `draw_claims`, with all verdicts written into the file's description.

    Args:
        found: frame from `findings.read_findings`.
        path: of a PNG file.
    """
    figure = Figure(figsize=(9, 4.6), dpi=110, layout="constrained")
    judged = judge_claims(found)
    draw_claims(judged, ax=figure.subplots())
    figure.savefig(path, metadata={"Description": describe_picture(judged)})


def describe_picture(judged):
    """Says in words what the picture shows.

    Args:
        judged: frame from `findings.judge_claims`.

    Returns:
        A text with every claim and its verdict.
    """
    pairs = zip(judged["id"], judged["verdict"], strict=True)
    return ", ".join(f"{name} {word}" for name, word in pairs)


def _go_on(found, line):
    """A line's second sentence, on those of the claims behind it that hold."""
    pairs = [part.partition("=") for part in line["also_from"].split(";") if part]
    names = [name for name, _, claim in pairs if look_up(found, claim) == "supported"]
    return " " + line["also"].replace("{also}", " and ".join(names)) if names else ""


def _draw_tile(ax, x, y, text, word):
    """Draws a tile with a few signs in it."""
    look = {"facecolor": FILLS[word], "edgecolor": "#333333", "lw": 0.8}
    ax.add_patch(Rectangle((x, y - 0.36), 0.92, 0.72, **look))
    ink = "#333333" if word == OPEN else "white"
    ax.text(x + 0.46, y, text, ha="center", va="center", size="x-small", color=ink)


if __name__ == "__main__":
    update_readme()
