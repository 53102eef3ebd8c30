"""The look of the course: one color, marker and line per family, and their helpers.

Colors mean something and never move. Members of a family share its hue and differ by
the fill of their marker and by a label; color is never the only difference.
"""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from IPython.display import display

COLORS = {
    "CNN": "#0173B2",
    "RNN": "#D55E00",
    "hybrid": "#029E73",
    "dense": "#CC78BC",
    "baseline": "#333333",
}
MARKERS = {"CNN": "s", "RNN": "o", "hybrid": "D", "dense": "^", "baseline": ""}
LINES = {"CNN": "-", "RNN": "-", "hybrid": "-", "dense": "-.", "baseline": ":"}
FILLS = ("full", "none", "left", "right", "top", "bottom")
COLUMNS = ("family", "contestant", "condition", "seed", "metric", "value")
FAINT = 0.35  # how strongly a single seed is drawn beside the mean


def use_house_style():
    """Sets the look of every figure drawn after it: white, 110 dpi, a quiet grid.

    Example:

    >>> with plt.rc_context():  # the look ends with the block
    ...     use_house_style()
    ...     float(plt.rcParams["figure.dpi"])
    110.0
    """
    sns.set_theme(style="whitegrid", font="DejaVu Sans", font_scale=0.9)
    plt.rcParams.update(
        {
            "figure.dpi": 110,
            "savefig.dpi": 110,
            "figure.facecolor": "white",
            "savefig.facecolor": "white",
            "figure.constrained_layout.use": True,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlesize": "medium",
            "axes.titlelocation": "left",
            "grid.color": "#E5E5E5",
            "image.cmap": "gray",
        }
    )


def show(fig, *, alt):
    """Displays a figure once, with its alternative text, and closes it.

    Args:
        fig: the figure.
        alt: what the figure shows, in one sentence, for those who cannot see it.

    Raises:
        ValueError: where `alt` is not text or is empty.

    Example:

    >>> show(plt.Figure(), alt="")
    Traceback (most recent call last):
    ValueError: alt must say in words what the figure shows, got ''
    """
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(f"alt must say in words what the figure shows, got {alt!r}")
    display(fig, metadata={"image/png": {"alt": alt}})
    plt.close(fig)


def select(runs, metric=None):
    """Checks a tidy frame and returns the rows of one metric, as a new frame.

    Args:
        runs: tidy frame, one row per run and metric.
        metric: which one; may be left out where the frame holds a single metric.

    Returns:
        A frame with the same columns, rows of that metric alone.

    Raises:
        ValueError: for a frame that is empty, lacks a column, holds an unknown family,
            a score that is not a finite number, or no such metric.

    Example:

    >>> runs = pd.DataFrame({"family": "CNN", "contestant": "conv", "condition": "",
    ...     "seed": 0, "metric": ["loss", "accuracy"], "value": [0.1, 0.9]})
    >>> select(runs, "accuracy")["value"].tolist()
    [0.9]
    """
    if not isinstance(runs, pd.DataFrame):
        raise ValueError(f"runs must be a DataFrame, got {type(runs).__name__}")
    if missing := [name for name in COLUMNS if name not in runs]:
        raise ValueError(f"runs must have the columns {[*COLUMNS]}, missing: {missing}")
    if runs.empty:
        raise ValueError("runs must hold at least one run, got an empty frame")
    if unknown := sorted({*runs["family"]} - {*COLORS}, key=str):
        raise ValueError(f"family must be one of {[*COLORS]}, got {unknown}")
    metrics = list(runs["metric"].unique())
    if metric is None and len(metrics) > 1:
        raise ValueError(f"metric must be given, one of {metrics}, got None")
    if metric is not None and metric not in metrics:
        raise ValueError(f"metric must be one of {metrics}, got {metric!r}")
    frame = runs[runs["metric"] == (metric or metrics[0])].copy()
    if not np.isfinite(pd.to_numeric(frame["value"], errors="coerce")).all():
        raise ValueError("value must be a finite number in every run, got NaN or inf")
    return frame


def looks(frame):
    """Tells how each contestant is drawn, in order of first appearance.

    Args:
        frame: tidy frame.

    Returns:
        Dict from contestant to Matplotlib's `color`, `linestyle`, `marker` and
        `fillstyle`; the fill changes from member to member of a family.

    Example:

    >>> frame = pd.DataFrame({"family": "RNN", "contestant": ["GRU", "LSTM"]})
    >>> [(name, look["fillstyle"]) for name, look in looks(frame).items()]
    [('GRU', 'full'), ('LSTM', 'none')]
    """
    found, members = {}, dict.fromkeys(COLORS, 0)
    pairs = frame[["contestant", "family"]].drop_duplicates()
    for contestant, family in pairs.itertuples(index=False):
        found[contestant] = {
            "color": COLORS[family],
            "linestyle": LINES[family],
            "marker": MARKERS[family],
            "fillstyle": FILLS[members[family] % len(FILLS)],
        }
        members[family] += 1
    return found


def label_ends(ax, ends):
    """Writes each line's name at its right end, moved apart where names would overlap.

    Args:
        ax: the axes; its scales and limits should be final.
        ends: dict from name to `(x, y, color)` of the line's last point.

    Returns:
        `ax`.

    Example:

    >>> _, ax = plt.subplots()
    >>> ax = label_ends(ax, {"GRU": (1, 0.5, "C0"), "LSTM": (1, 0.5, "C1")})
    >>> [text.get_text() for text in ax.texts]
    ['GRU', 'LSTM']
    """
    names = sorted(ends, key=lambda name: ends[name][1])
    pixels = ax.transData.transform([ends[name][:2] for name in names] or [(0, 0)])
    points = pixels[:, 1] * 72 / ax.figure.dpi
    room = 12 * np.arange(len(points))  # 12 points for each name below
    up = np.maximum.accumulate(points - room) + room
    down = np.minimum.accumulate((points - room)[::-1])[::-1] + room
    for name, lift in zip(names, (up + down) / 2 - points, strict=False):
        x, y, color = ends[name]
        ax.annotate(
            name,
            (x, y),
            xytext=(7, lift),
            textcoords="offset points",
            va="center",
            color=color,
            annotation_clip=False,
        )
    return ax
