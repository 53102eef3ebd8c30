"""Who ranks where: contestants over many data sets, seed by seed."""

import numpy as np
import pandas as pd

from utils import house_style
from utils.duels import pit

COLORS = house_style.COLORS | {"transformer": "#949494"}
MARKERS = house_style.MARKERS | {"transformer": "P"}


def rank(runs):
    """Rank the contestants in every row of the table, seed by seed.

    Args:
        runs: tidy frame of one metric, higher is better; its conditions are the rows.

    Returns:
        The frame with a column `rank`: 1 is the best of its row and seed, and equals
        share the mean of their places.

    Example:

    >>> import pandas as pd
    >>> runs = pd.DataFrame({"condition": "digits", "seed": 0,
    ...     "contestant": ["CNN", "RNN", "dense"], "value": [0.9, 0.8, 0.8]})
    >>> rank(runs)["rank"].tolist()
    [1.0, 2.5, 2.5]
    """
    groups = runs.groupby(["condition", "seed"])["value"]
    return runs.assign(rank=groups.rank(ascending=False, method="average"))


def plot_ranks(runs, *, ax, kinds):
    """Draws who ranks where: a cell per row of the table and contestant.

    Args:
        runs: tidy frame of one metric, as in `rank`.
        ax: the axes to draw on.
        kinds: dict from a row to the kind of its data, for its label.

    Returns:
        `ax`: in each cell the mean rank, and below it the rank of every seed. The
        darker, the better.

    Raises:
        ValueError: if there are no runs.
    """
    if runs.empty:
        raise ValueError("runs must hold at least one run, got an empty frame")
    ranked = rank(runs)
    rows, names = ranked["condition"].unique(), ranked["contestant"].unique()
    means = ranked.pivot_table("rank", "condition", "contestant")
    means = means.loc[rows, names]
    ax.imshow(-means, cmap="Greys", vmin=-len(names), vmax=-0.4, aspect="auto")
    for (row, name), own in ranked.groupby(["condition", "contestant"]):
        y, x = list(rows).index(row), list(names).index(name)
        each = own.sort_values("seed")["rank"]
        dark = each.mean() < 0.5 * len(names)
        look = {"ha": "center", "va": "center", "color": "w" if dark else "#222222"}
        ax.text(x, y - 0.14, f"{each.mean():.3g}", size="small", **look)
        seeds = "  ".join(f"{place:g}" for place in each)
        ax.text(x, y + 0.26, seeds, size="xx-small", **look)
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(rows)), [f"{row} ({kinds[row]})" for row in rows])
    ax.xaxis.tick_top()
    ax.grid(visible=False)
    return ax


def find_chance(dataset):
    """Returns the score of whoever does not look at the input.

    Args:
        dataset: a `datasets.Dataset`.

    Returns:
        For a classification the share of the test part that belongs to the most
        frequent class of the training part; for a regression 0, the mean's R².

    Example:

    >>> from utils.datasets import sequences
    >>> find_chance(sequences.make_adding(seed=0, length=24, examples=(8, 8, 8)))
    0.0
    """
    if dataset.task == "regression":
        return 0.0
    classes, counts = np.unique(dataset.train.y, return_counts=True)
    return float(np.mean(dataset.test.y == classes[counts.argmax()]))


def plot_scores(runs, *, ax, chance):
    """Draws the scores on one row of the table: a line per contestant, a mark per seed.

    Args:
        runs: tidy frame of one metric and one condition, as in `rank`.
        ax: the axes to draw on.
        chance: as from `find_chance`.

    Returns:
        `ax`. Its scale begins at chance, a dotted line, or at the worst score if that
        is below.
    """
    names = list(runs["contestant"].unique())
    ax.axvline(chance, color=COLORS["baseline"], linestyle=":")
    for place, name in enumerate(names):
        values = runs["value"][runs["contestant"] == name]
        look = {"color": COLORS[name], "marker": MARKERS[name], "alpha": 0.6}
        ax.plot(values, [place] * len(values), linestyle="", **look)
    ends = min(chance, runs["value"].min()), max(chance, runs["value"].max())
    room = 0.04 * (ends[1] - ends[0])
    ax.set(xlim=(ends[0] - room, ends[1] + room), ylim=(len(names) - 0.5, -0.5))
    ax.set_yticks(range(len(names)), names)
    return ax


def describe_ranks(runs, *, margin):
    """Says in a table who is best on each row, who is close, and who is last.

    Args:
        runs: tidy frame of one metric, as in `rank`.
        margin: how far below the best mean score still counts as close.

    Returns:
        A DataFrame of lists with a row per data set: `best` (of mean score, all that
        are exactly equal), `close` (these, and all within the margin) and `last`.

    Example:

    >>> import pandas as pd
    >>> runs = pd.DataFrame({"condition": "digits", "seed": [0, 0, 0],
    ...     "contestant": ["CNN", "RNN", "dense"], "value": [0.9, 0.9, 0.85]})
    >>> describe_ranks(runs, margin=0.1).loc["digits"].tolist()
    [['CNN', 'RNN'], ['CNN', 'RNN', 'dense'], ['dense']]
    """
    found = {}
    for row, own in runs.groupby("condition", sort=False):
        means = own.groupby("contestant", sort=False)["value"].mean()
        behind = means.max() - means
        equal = np.isclose(behind, 0), behind <= margin, np.isclose(means, means.min())
        found[row] = [list(means.index[chosen]) for chosen in equal]
    columns = ["best", "close", "last"]
    return pd.DataFrame.from_dict(found, orient="index", columns=columns)


def list_winners(runs, *, margin):
    """Says in words on how many rows each contestant is among the best.

    Args:
        runs: tidy frame of one metric, as in `rank`.
        margin: as in `describe_ranks`.

    Returns:
        A text: who is best or close to it, and who is ahead of all others by more.

    Example:

    >>> import pandas as pd
    >>> runs = pd.DataFrame({"condition": "digits", "seed": [0, 0],
    ...     "contestant": ["CNN", "RNN"], "value": [0.9, 0.89]})
    >>> print(list_winners(runs, margin=0.02))
    Of 1 rows, within 0.02 of the best mean score: CNN on 1, RNN on 1.
    Ahead of all others by more than that: CNN on none, RNN on none.
    """
    close = describe_ranks(runs, margin=margin)["close"]
    names, told = runs["contestant"].unique(), []
    for groups in (close, close[close.map(len) == 1]):
        counts = groups.explode().value_counts()
        told.append(
            ", ".join(f"{name} on {counts.get(name, 'none')}" for name in names)
        )
    return (
        f"Of {len(close)} rows, within {margin:g} of the best mean score: {told[0]}.\n"
        f"Ahead of all others by more than that: {told[1]}."
    )


def pair_rows(runs, rows, *, winner, loser):
    """Turns single rows of a table into the conditions of one claim.

    Args:
        runs: tidy frame of one metric, as in `rank`.
        rows: dict from the name of a condition to a row and its two contestants, the
            winner's part and the loser's.
        winner: what the first of each two is called in the frame returned.
        loser: what the second is called.

    Returns:
        A tidy frame for `Claim.judge`.

    Raises:
        ValueError: if there is no row, or one of these has no runs.

    Example:

    >>> runs = pd.DataFrame({"condition": "digits", "seed": [0, 0], "family": "",
    ...     "contestant": ["CNN", "RNN"], "metric": "score", "value": [0.9, 0.8]})
    >>> named = {"on digits": ("digits", "CNN", "RNN")}
    >>> duel = pair_rows(runs, named, winner="home", loser="guest")
    >>> duel[["condition", "contestant", "value"]].values.tolist()
    [['on digits', 'home', 0.9], ['on digits', 'guest', 0.8]]
    """
    if not rows:
        raise ValueError("rows is empty; expected a dict with at least one row")
    parts = []
    for name, (row, *both) in rows.items():
        own = runs[runs["condition"] == row].assign(condition="")
        parts.append(pit(own, {name: tuple(both)}, winner=winner, loser=loser))
    return pd.concat(parts, ignore_index=True)
