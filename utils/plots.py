"""One function per kind of figure, in the colors of `house_style`.

Every function draws on the axes it is given and returns them. It makes no figure,
shows nothing and leaves what it was given as it was. `show` ends a figure's cell.
"""

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from utils.house_style import (
    COLORS,
    FAINT,
    LINES,
    MARKERS,
    label_ends,
    looks,
    select,
    show,
    use_house_style,
)
from utils.pictures import plot_decision_boundary, plot_pictures

__all__ = [
    "COLORS",
    "LINES",
    "MARKERS",
    "plot_decision_boundary",
    "plot_history",
    "plot_pictures",
    "plot_scores",
    "plot_sweep",
    "plot_verdict",
    "show",
    "use_house_style",
]


def plot_scores(runs, *, ax, metric=None, chance=None):
    """Draws one row per contestant: a marker for every seed, a bar at their mean.

    Each condition is a block of rows under a bold heading. A seed keeps its height
    inside the rows, which shows the pairs. A baseline's mean is a dotted line.

    Args:
        runs: tidy frame, one row per run and metric.
        ax: the axes to draw on.
        metric: which metric, where the frame holds several.
        chance: the score of guessing, a number or a dict by condition; it is drawn,
            and the axis starts there (or lower, where a run scored lower).

    Returns:
        `ax`.

    Raises:
        ValueError: for a frame that is empty, incomplete or of unknown family.

    Example:

    >>> runs = pd.DataFrame({"family": ["CNN", "RNN"], "contestant": ["conv", "GRU"],
    ...     "condition": "", "seed": 0, "metric": "accuracy", "value": [0.9, 0.8]})
    >>> from matplotlib.figure import Figure
    >>> ax = plot_scores(runs, ax=Figure().subplots())
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['conv', 'GRU']
    """
    frame = select(runs, metric)
    labels, headings = [], []
    for condition, block in frame.groupby("condition", sort=False):
        if condition != "":
            headings.append(len(labels))
            labels.append(str(condition))
        level = chance.get(condition) if isinstance(chance, dict) else chance
        labels += _draw_block(ax, block, len(labels), looks(frame), level)
    ax.set_yticks(range(len(labels)), labels)
    for row in headings:
        ax.get_yticklabels()[row].set_fontweight("bold")
    ax.set_ylim(len(labels) - 0.4, -0.8)
    _start_at_chance(ax.set_xlim, chance, frame["value"])
    ax.grid(visible=False, axis="y")
    ax.set_xlabel(f"{frame['metric'].iloc[0]} (marker: one seed, bar: mean)")
    return ax


def _draw_block(ax, block, top, styles, level):
    """Draws the contestants of one condition, from the row `top` on; their names."""
    names = list(block["contestant"].unique())
    span = (top - 0.5, top + len(names) - 0.5)
    for row, name in enumerate(names, start=top):
        rows = block[block["contestant"] == name]
        _draw_row(ax, rows, row, styles[name])
        if (rows["family"] == "baseline").all():
            ax.plot([rows["value"].mean()] * 2, span, ":", color=COLORS["baseline"])
    if level is not None:
        ax.plot([level] * 2, span, ":", lw=2, color=COLORS["baseline"])
        ax.text(level, span[0], " chance", va="center", fontsize="x-small")
    return names


def _draw_row(ax, rows, row, look):
    """Draws the seeds of one contestant around the height `row`, and their mean."""
    seeds = rows["seed"].rank(method="dense").to_numpy()
    heights = row + 0.4 * (seeds / (seeds.max() + 1) - 0.5)
    marker = {"marker": look["marker"] or "|", "fillstyle": look["fillstyle"]}
    ax.plot(
        rows["value"], heights, ls="", ms=5, alpha=0.7, color=look["color"], **marker
    )
    bar = {"lw": 3, "solid_capstyle": "butt", "color": look["color"]}
    ax.plot([rows["value"].mean()] * 2, [row - 0.36, row + 0.36], "-", **bar)


def _start_at_chance(set_limit, chance, values):
    """Lets an axis start at chance, or lower where a run scored lower."""
    if chance is None:
        return
    levels = [*chance.values()] if isinstance(chance, dict) else [chance]
    set_limit(min(*levels, values.min()) - 0.01 * (values.max() - min(levels)), None)


def plot_sweep(runs, *, ax, metric=None, chance=None, x_scale="linear"):
    """Draws score against a condition that is a number: seeds thin, their mean thick.

    Args:
        runs: tidy frame whose `condition` column reads as numbers.
        ax: the axes to draw on.
        metric: which metric, where the frame holds several.
        chance: the score of guessing, where the axis starts (or lower, for lower runs).
        x_scale: `"linear"`, `"log"` or another scale of Matplotlib's.

    Returns:
        `ax`; the horizontal label is left to the caller, who knows the unit.

    Raises:
        ValueError: as `plot_scores`, and for a condition that is not a number.

    Example:

    >>> runs = pd.DataFrame({"family": "RNN", "contestant": "GRU", "seed": 0,
    ...     "condition": ["10", "20"], "metric": "accuracy", "value": [0.9, 0.8]})
    >>> from matplotlib.figure import Figure
    >>> [text.get_text() for text in plot_sweep(runs, ax=Figure().subplots()).texts]
    ['GRU']
    """
    frame = select(runs, metric)
    ends, frame = {}, frame.assign(condition=_read_numbers(frame["condition"]))
    for contestant, look in looks(frame).items():
        rows = frame[frame["contestant"] == contestant]
        table = rows.pivot_table("value", "condition", "seed")
        style = {"color": look["color"], "ls": look["linestyle"]}
        ax.plot(table.index, table, lw=0.9, alpha=FAINT, **style)
        mean = table.mean(axis=1)
        ax.plot(mean.index, mean, lw=2.4, **look)
        ends[contestant] = (mean.index[-1], mean.iloc[-1], look["color"])
    ax.set_xscale(x_scale)
    ticks = frame["condition"].unique()
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
    if chance is not None:
        ax.axhline(chance, color=COLORS["baseline"], ls=":")
        ends["chance"] = (max(ticks), chance, COLORS["baseline"])
    _start_at_chance(ax.set_ylim, chance, frame["value"])
    ax.set_ylabel(f"{frame['metric'].iloc[0]} (thin: one seed, thick: mean)")
    return label_ends(ax, ends)


def _read_numbers(conditions):
    """Returns a column of conditions as numbers, or refuses it."""
    numbers = pd.to_numeric(conditions, errors="coerce")
    if numbers.isna().any():
        bad = conditions[numbers.isna()].iloc[0]
        raise ValueError(f"condition must be a number to sweep over, got {bad!r}")
    return numbers


def plot_verdict(verdict, *, ax):
    """Draws what a verdict rests on: each condition's interval beside the margin.

    Args:
        verdict: a measured `claims.Verdict`; read are its `id`, `word`, `low`, `high`,
            `margin` and `parts`.
        ax: the axes to draw on.

    Returns:
        `ax`, whose horizontal label is left to the caller, who knows the metric.

    Raises:
        ValueError: for a verdict without an interval, such as an exact fact.
    """
    parts = list(verdict.parts) or [("", verdict.word, verdict.low, verdict.high)]
    ends = [end for part in parts for end in part[2:4]]
    if any(end is None or not np.isfinite(end) for end in [*ends, verdict.margin]):
        raise ValueError(f"verdict {verdict.id!r} must have intervals, got ends {ends}")
    for row, (_, word, low, high) in enumerate(parts):
        ax.plot([low, high], [row, row], "k-", lw=3, solid_capstyle="butt")
        ax.plot((low + high) / 2, row, "ko", ms=7)
        place = {"xytext": (8, 0), "textcoords": "offset points", "va": "center"}
        ax.annotate(word, (high, row), **place)
    ax.axvline(verdict.margin, color=COLORS["baseline"], ls=":")
    ax.text(verdict.margin, -0.45, " margin", va="top", fontsize="x-small")
    ax.set_yticks(range(len(parts)), [str(part[0]) or verdict.id for part in parts])
    ax.set_ylim(len(parts) - 0.5, -0.5)
    ax.set_xlim(right=ax.get_xlim()[1] + 0.3 * np.ptp(ax.get_xlim()))
    ax.grid(visible=False, axis="y")
    return ax


def plot_history(history, *, ax, family, label="", metric="loss"):
    """Draws one run's training (thin, dashed) and validation (solid) curve.

    Args:
        history: dict of lists, one number per epoch, as Keras' `History.history`;
            holds `metric`, and may hold `"val_" + metric`.
        ax: the axes to draw on.
        family: decides the color.
        label: written at the end of the last line.
        metric: which curve.

    Returns:
        `ax`.

    Raises:
        ValueError: for an unknown family, or a history without the metric.

    Example:

    >>> from matplotlib.figure import Figure
    >>> history, ax = {"loss": [3, 2], "val_loss": [3, 2.5]}, Figure().subplots()
    >>> [line.get_ls() for line in plot_history(history, ax=ax, family="CNN").lines]
    ['--', '-']
    """
    if family not in COLORS:
        raise ValueError(f"family must be one of {[*COLORS]}, got {family!r}")
    if not len(history.get(metric, ())):
        raise ValueError(f"metric must be one of {[*history]}, got {metric!r}")
    for key, line, width in ((metric, "--", 1.0), (f"val_{metric}", "-", 2.0)):
        if key in history:
            epochs, curve = range(1, len(history[key]) + 1), history[key]
            ax.plot(epochs, curve, line, lw=width, color=COLORS[family])
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel("epoch")
    ax.set_ylabel(f"{metric} (dashed: training)")
    end = {label: (epochs[-1], curve[-1], COLORS[family])}
    return label_ends(ax, end if label else {})
