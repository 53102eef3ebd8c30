"""Who ranks where: contestants over many data sets, seed by seed."""

import pandas as pd

from utils.duels import pit
from utils.house_style import COLORS as FAMILIES

COLORS = FAMILIES | {"transformer": "#949494"}


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


def describe_ranks(runs):
    """Says in a table who is best and who is last on each row.

    Args:
        runs: tidy frame of one metric, as in `rank`.

    Returns:
        A DataFrame with a row per data set: `best` (of mean score), `in seeds` (in how
        many seeds it is best, equals counted) and `last`.

    Example:

    >>> import pandas as pd
    >>> runs = pd.DataFrame({"condition": "digits", "seed": [0, 0],
    ...     "contestant": ["CNN", "RNN"], "value": [0.9, 0.8]})
    >>> describe_ranks(runs).loc["digits"].tolist()
    ['CNN', '1 of 1', 'RNN']
    """
    found = {}
    for row, own in runs.groupby("condition", sort=False):
        means = own.groupby("contestant")["value"].mean()
        wide = own.pivot_table("value", "seed", "contestant")
        first = int((wide[means.idxmax()] == wide.max(axis=1)).sum())
        found[row] = means.idxmax(), f"{first} of {len(wide)}", means.idxmin()
    columns = ["best", "in seeds", "last"]
    return pd.DataFrame.from_dict(found, orient="index", columns=columns)


def list_winners(runs):
    """Says in a sentence how many rows each contestant wins by its mean score.

    Args:
        runs: tidy frame of one metric, as in `rank`.

    Returns:
        A text.

    Example:

    >>> import pandas as pd
    >>> runs = pd.DataFrame({"condition": "digits", "seed": [0, 0],
    ...     "contestant": ["CNN", "RNN"], "value": [0.9, 0.8]})
    >>> list_winners(runs)
    'Of 1 rows, by mean score: CNN wins 1, RNN wins none.'
    """
    best = describe_ranks(runs)["best"].value_counts()
    names = runs["contestant"].unique()
    told = [f"{name} wins {best.get(name, 'none')}" for name in names]
    return f"Of {best.sum()} rows, by mean score: {', '.join(told)}."


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
