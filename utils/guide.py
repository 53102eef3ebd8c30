"""Which network to try first: questions about the data, answered by measurements.

A leaf of the tree names the verdicts that it rests on. Where one of them does not hold
(any more), the leaf says so and advises nothing: `choose` and `draw_tree` read one and
the same tree.
"""

import textwrap
from dataclasses import dataclass

from utils import strokes
from utils.contradictions import passes
from utils.house_style import COLORS

MEASURE = "measure both: the evidence is not settled"


@dataclass(frozen=True)
class Leaf:
    """What to try first, and which tests (`contradictions.passes`) must hold."""

    advice: str
    family: str
    tests: tuple


@dataclass(frozen=True)
class Question:
    """A question about the data, and what follows from yes and from no."""

    key: str
    text: str
    yes: object
    no: object


@dataclass(frozen=True, repr=False)
class Choice:
    """An answer of the guide.

    Args:
        advice: what to try first.
        family: "CNN", "RNN", "dense" or "" where no family is preferred.
        claims: tuple of the ids that it rests on.
        holds: whether all of them came out as the advice needs.
        path: tuple of pairs (question's key, True or False).
    """

    advice: str
    family: str
    claims: tuple
    holds: bool
    path: tuple

    def __repr__(self):
        state = "its verdicts stand" if self.holds else "its verdicts do not stand"
        return f"{self.advice} ({', '.join(self.claims)}: {state})"


TREE = Question(
    "grid",
    "Is an example a grid (a picture, a table), not a sequence?",
    Question(
        "neighbors",
        "Do neighbors in the grid mean something?",
        Question(
            "anywhere",
            "Can things stand anywhere in it?",
            Leaf("a CNN", "CNN", ("P1:shifted", "A3.gain:shifted")),
            Question(
                "few",
                "Are there about a hundred examples, or fewer?",
                Leaf("a CNN", "CNN", ("S1.family:100 digits", "F5.rnn:centered!")),
                Leaf("a CNN or an RNN, the cheaper one first", "", ("P1:centered!",)),
            ),
        ),
        Leaf(
            "no use for neighbors: begin with a dense network or a classical model",
            "",
            ("P6:table!",),
        ),
    ),
    Question(
        "order",
        "Does the answer depend on the order of the steps?",
        Question(
            "unbounded",
            "Can what matters lie further back than any fixed window?",
            Leaf(
                "an RNN, such as a GRU",
                "RNN",
                ("M7:dilated CNN, beyond the window", "A4.longer"),
            ),
            Question(
                "later",
                "Does an answer depend on steps that come after it?",
                Leaf(
                    "a network that sees both sides (a bidirectional RNN, a centered "
                    "CNN), or one that answers some steps late",
                    "",
                    ("A7:0 steps late", "A7:4 steps late!", "S13.cnn"),
                ),
                Question(
                    "long",
                    "Are there hundreds of steps?",
                    Leaf(
                        "a CNN with growing gaps (dilation)",
                        "CNN",
                        ("F7.rival:256 steps", "M6.range"),
                    ),
                    Leaf(
                        "a GRU and a dilated CNN; keep the better one",
                        "",
                        ("P2~",),
                    ),
                ),
            ),
        ),
        Leaf("a bag of the inputs", "dense", ("D4.bag:many e's!",)),
    ),
)


def choose(found, **answers):
    """Says which network to try first.

    Args:
        found: frame from `findings.read_findings`.
        **answers: True or False for the questions that the tree asks on the way:
            `grid, neighbors, anywhere, few, order, unbounded, later, long`.

    Returns:
        A `Choice`. Where the evidence for a leaf does not hold, it advises to measure.

    Raises:
        ValueError: if a question on the way has no answer, or one is not asked at all.

    Example:

    >>> from utils.findings import read_findings
    >>> choose(read_findings(), grid=True, neighbors=True, anywhere=True).advice
    'a CNN'
    """
    known = [key for key, _ in list_questions()]
    if unknown := sorted(set(answers) - set(known)):
        raise ValueError(f"answers: {unknown}; expected some of {known}")
    node, path = TREE, ()
    while isinstance(node, Question):
        answer = answers.get(node.key)
        if not isinstance(answer, bool):
            raise ValueError(
                f"{node.key} is {answer!r}; expected True or False: {node.text}"
            )
        path += ((node.key, answer),)
        node = node.yes if answer else node.no
    return _conclude(found, node, path)


def list_questions():
    """Lists the questions of the tree.

    Returns:
        List of pairs (key, text), from the top.

    Example:

    >>> list_questions()[0][0]
    'grid'
    """
    return [(node.key, node.text) for node, _ in _walk(TREE) if _asks(node)]


def list_choices(found):
    """Lists what the guide says at the end of every path.

    Args:
        found: frame from `findings.read_findings`.

    Returns:
        List of `Choice`, from the top.
    """
    leaves = [(node, path) for node, path in _walk(TREE) if not _asks(node)]
    return [_conclude(found, leaf, path) for leaf, path in leaves]


def draw_tree(found, *, ax):
    """Draws the questions and what follows from the answers, as they stand now.

    Args:
        found: frame from `findings.read_findings`.
        ax: the axes to draw on.

    Returns:
        `ax`. An advice whose evidence does not hold is drawn in gray.
    """
    leaves = [path for node, path in _walk(TREE) if not _asks(node)]
    heights = {path: -float(row) for row, path in enumerate(leaves)}
    for node, path in reversed([*_walk(TREE)]):
        if _asks(node):
            ends = [heights[(*path, (node.key, answer))] for answer in (True, False)]
            heights[path] = sum(ends) / 2
    for node, path in _walk(TREE):
        _draw_node(ax, found, node, path, heights)
    depth = max(map(len, leaves))
    ax.set(xlim=(-0.1, 2 * depth + 2.2), ylim=(-len(leaves) + 0.4, 0.6))
    ax.set_axis_off()
    return ax


def _draw_node(ax, found, node, path, heights):
    """Draws one node, and the lines to what follows from it."""
    x, y = 2.0 * len(path), heights[path]
    if not _asks(node):
        choice = _conclude(found, node, path)
        color = COLORS[node.family or "baseline"] if choice.holds else "#999999"
        words = textwrap.fill(choice.advice, 30) + f"\n[{', '.join(choice.claims)}]"
        frame = {"boxstyle": "round", "facecolor": "white", "edgecolor": color, "lw": 2}
        ax.text(x, y, words, va="center", size="x-small", bbox=frame)
        return
    for answer in (True, False):
        end = heights[(*path, (node.key, answer))]
        # from below the box, however wide its text is
        way = [x, x + 1.42, x + 1.6, x + 1.95], [y, y, end, end]
        ax.plot(*way, color=strokes.INK, lw=1, zorder=1)
        ax.text(x + 1.66, end + 0.08, "yes" if answer else "no", size="x-small")
    frame = {"boxstyle": "square", "facecolor": "#EEEEEE", "edgecolor": "none"}
    words = textwrap.fill(node.text, 21)
    ax.text(x, y, words, va="center", size="x-small", bbox=frame, zorder=3)


def _conclude(found, leaf, path):
    """The choice at a leaf, after a look at its evidence."""
    holds = all(passes(found, test) is True for test in leaf.tests)
    names = [test.rstrip("!~").partition(":")[0] for test in leaf.tests]
    claims = tuple(dict.fromkeys(names))
    advice, family = (leaf.advice, leaf.family) if holds else (MEASURE, "")
    return Choice(advice, family, claims, holds, path)


def _walk(node, path=()):
    """All nodes with the answers that lead to them, from the top."""
    yield node, path
    if _asks(node):
        for answer, following in ((True, node.yes), (False, node.no)):
            yield from _walk(following, (*path, (node.key, answer)))


def _asks(node):
    return isinstance(node, Question)
