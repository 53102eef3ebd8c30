"""How fast a gradient shrinks or grows on its way back through time.

A gradient that is multiplied by the same factor at every step is a straight line on a
logarithmic axis. The slope of that line, in powers of ten (decades) per time step, is
the one number by which networks are compared here. Knows pandas, not Keras.
"""

import numpy as np
import pandas as pd

from utils import checks
from utils.house_style import FAINT, label_ends, looks

FLOOR = 1e-30  # far above the smallest normal number of 32 bits, 1.2e-38
METRIC = "decades per step"


def decay_rate(reach, *, skip=5, floor=FLOOR):
    """Fit how many powers of ten a gradient gains per step back.

    The slope of a straight line through the logarithms, by least squares. The first
    steps are left out because a line needs some steps to settle, and so is
    everything below the floor, where numbers of 32 bits lose their digits.

    Args:
        reach: array `(time,)` of sizes ≥ 0, the most recent step last, as from
            `probes.gradient_reach`.
        skip: whole number ≥ 0, the most recent steps to be left out.
        floor: smaller sizes do not count.

    Returns:
        A number: negative if the gradient vanishes, positive if it explodes.

    Raises:
        ValueError: if fewer than two finite points are left.

    Example:

    >>> round(decay_rate([0.001, 0.01, 0.1, 1.0], skip=0), 6)
    -1.0
    """
    skip = checks.integer("skip", skip, 0)
    floor = checks.positive("floor", floor)
    reach = np.asarray(reach, dtype=float)
    if reach.ndim != 1:
        raise ValueError(f"reach is of shape {reach.shape}; expected (time,)")
    distance = np.arange(len(reach))[::-1]
    kept = (distance >= skip) & (reach > floor) & np.isfinite(reach)
    if kept.sum() < 2:
        raise ValueError(
            f"reach has {kept.sum()} points from {skip} steps back on and above "
            f"{floor:g}; expected at least two"
        )
    return float(np.polyfit(distance[kept], np.log10(reach[kept]), 1)[0])


def decay_rates(curves, *, skip=5):
    """Turn gradients at every distance into one slope per network and seed.

    Args:
        curves: frame as from `recall.trace_gradients`: columns family, contestant,
            condition, seed, distance, value.
        skip: as in `decay_rate`.

    Returns:
        A tidy frame with the metric "decades per step".

    Raises:
        ValueError: if a curve has fewer than two points to fit.

    Example:

    >>> curves = pd.DataFrame({"family": "RNN", "contestant": "GRU", "condition": "",
    ...     "seed": 0, "distance": [2, 1, 0], "value": [0.25, 0.5, 1.0]})
    >>> decay_rates(curves, skip=0)["value"].round(3).tolist()
    [-0.301]
    """
    rows = []
    keys = ["family", "contestant", "condition", "seed"]
    for key, curve in curves.groupby(keys, sort=False):
        reach = curve.sort_values("distance", ascending=False)["value"]
        value = decay_rate(reach, skip=skip)
        rows.append(
            {**dict(zip(keys, key, strict=True)), "metric": METRIC, "value": value}
        )
    return pd.DataFrame(rows)


def as_conditions(runs, names, *, contestant):
    """Let several contestants stand as the conditions of one.

    A claim about one kind of network under several circumstances ("a plain RNN,
    however it is initialized") judges one contestant under several conditions.

    Args:
        runs: tidy frame.
        names: dict from a contestant's name to the condition that it becomes.
        contestant: what all of them are called in the frame returned.

    Returns:
        A tidy frame with the rows of those contestants only.

    Raises:
        ValueError: if a contestant has no runs.

    Example:

    >>> runs = pd.DataFrame({"contestant": ["Glorot", "orthogonal"], "condition": ""})
    >>> as_conditions(runs, {"Glorot": "drawn"}, contestant="plain").values.tolist()
    [['plain', 'drawn']]
    """
    there = set(runs["contestant"])
    if missing := [name for name in names if name not in there]:
        raise ValueError(f"runs has no {missing}; expected some of {sorted(there)}")
    rows = runs[runs["contestant"].isin(names)]
    return rows.assign(
        condition=rows["contestant"].map(names), contestant=contestant
    ).reset_index(drop=True)


def plot_decay(curves, *, ax):
    """Draw gradients against distance on a logarithmic axis, seeds thin, mean thick.

    Args:
        curves: frame as from `recall.trace_gradients`.
        ax: the axes to draw on.

    Returns:
        `ax`.

    Example:

    >>> curves = pd.DataFrame({"family": "RNN", "contestant": "GRU", "condition": "",
    ...     "seed": 0, "distance": [1, 0], "value": [0.5, 1.0]})
    >>> from matplotlib.figure import Figure
    >>> plot_decay(curves, ax=Figure().subplots()).get_yscale()
    'log'
    """
    ends = {}
    ax.set_yscale("log")
    for contestant, look in looks(curves).items():
        rows = curves[curves["contestant"] == contestant]
        table = rows.pivot_table("value", "distance", "seed")
        table = table.where(table > FLOOR)
        style = {"color": look["color"], "ls": look["linestyle"]}
        ax.plot(table.index, table, lw=0.8, alpha=FAINT, **style)
        mean = np.exp(np.log(table).mean(axis=1))
        ax.plot(mean.index, mean, lw=2, ms=5, markevery=(3, 10), **look)
        last = mean.last_valid_index()
        ends[contestant] = (last, mean[last], look["color"])
    ax.set_xlabel("distance, steps back")
    ax.set_ylabel("size of the gradient (thin: one seed)")
    ax.autoscale_view()  # labels are moved apart by where the lines end up
    return label_ends(ax, ends)
