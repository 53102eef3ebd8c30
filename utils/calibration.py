"""Does a classifier know how sure it may be? Confidence beside the share it got right.

A network that is right in 90 % of the cases in which it says "90 %" is calibrated. The
tools take probabilities, not models: `to_probabilities` makes them from logits.
"""

import numpy as np
import pandas as pd
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

from utils import checks
from utils.house_style import COLORS, MARKERS


def to_probabilities(logits, temperature=1.0):
    """Turns logits into probabilities, softened or sharpened by a temperature.

    Args:
        logits: array `(examples, classes)`.
        temperature: above 1 it makes all answers less sure, below 1 more.

    Returns:
        An array of the same shape, `softmax(logits / temperature)`.

    Example:

    >>> to_probabilities([[0.0, 0.0]]).tolist()
    [[0.5, 0.5]]
    """
    checks.positive("temperature", temperature)
    return softmax(np.asarray(logits, float) / temperature, axis=-1)


def bin_by_confidence(probabilities, labels, *, bins=10):
    """Sorts answers by their confidence and compares it with how many were right.

    The confidence of an answer is the largest of its probabilities.

    Args:
        probabilities: array `(examples, classes)`.
        labels: array `(examples,)` of class numbers.
        bins: number of equally wide bins from 0 to 1.

    Returns:
        A DataFrame with a row for each bin that is not empty: `confidence` (mean),
        `accuracy` and `examples`.

    Raises:
        ValueError: if the shapes do not fit or rows are no probabilities.

    Example:

    >>> bin_by_confidence([[0.9, 0.1], [0.9, 0.1]], [0, 1]).values.tolist()
    [[0.9, 0.5, 2.0]]
    """
    probabilities, labels = _check(probabilities, labels)
    checks.integer("bins", bins, 1)
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    table = pd.DataFrame({"confidence": confidence, "accuracy": right, "bin": place})
    grouped = table.groupby("bin")
    found = grouped[["confidence", "accuracy"]].mean()
    return found.assign(examples=grouped.size()).reset_index(drop=True)


def expected_error(probabilities, labels, *, bins=10):
    """Returns the expected calibration error.

    The mean distance between confidence and accuracy over the bins, each weighted by
    its share of the examples. 0 is perfect. Bins of few examples make it larger than
    it is, and a model that always gives the classes' shares is calibrated and useless.

    Args:
        probabilities: array `(examples, classes)`.
        labels: array `(examples,)` of class numbers.
        bins: number of equally wide bins from 0 to 1.

    Returns:
        A number from 0 to 1.

    Example:

    >>> expected_error([[0.9, 0.1], [0.9, 0.1]], [0, 1])
    0.4

    Reference:
        Naeini, Cooper & Hauskrecht 2015, https://doi.org/10.1609/aaai.v29i1.9602
    """
    table = bin_by_confidence(probabilities, labels, bins=bins)
    gaps = (table["confidence"] - table["accuracy"]).abs()
    return float(np.average(gaps, weights=table["examples"]))


def fit_temperature(logits, labels):
    """Finds the temperature that makes the right classes most probable.

    Args:
        logits: array `(examples, classes)`, of examples that were not trained on.
        labels: array `(examples,)` of class numbers.

    Returns:
        A number from 0.05 to 20.

    Raises:
        ValueError: if the shapes do not fit.

    Example:

    Right in one of two and very sure: the best temperature is as high as it may be.

    >>> fit_temperature([[9.0, 0.0], [9.0, 0.0]], [0, 1]) > 15
    True

    Reference:
        Guo et al. 2017, https://arxiv.org/abs/1706.04599
    """
    logits = np.asarray(logits, float)
    _, labels = _check(to_probabilities(logits), labels)
    rows = np.arange(len(labels))

    def loss(power):
        return -log_softmax(logits / np.exp(power), axis=1)[rows, labels].mean()

    limits = np.log([0.05, 20])
    return float(np.exp(minimize_scalar(loss, bounds=limits, method="bounded").x))


def plot_reliability(tables, *, ax, color=COLORS["CNN"]):
    """Draws accuracy against confidence, a line for each table.

    Args:
        tables: dict from a label to a frame from `bin_by_confidence`, at most three.
        ax: the axes to draw on.
        color: of all lines, a family's.

    Returns:
        `ax`. The dotted diagonal is a calibrated classifier; below it answers are too
        sure. A marker's area grows with the number of its answers.

    Example:

    >>> from matplotlib.figure import Figure
    >>> table = bin_by_confidence([[0.9, 0.1], [0.9, 0.1]], [0, 1])
    >>> plot_reliability({"CNN": table}, ax=Figure().subplots()).get_xlabel()
    'confidence'
    """
    looks = zip(("-", "--", "-."), (color, "white", "white"), strict=True)
    ax.axline((0, 0), slope=1, color="#333333", ls=":", lw=1)
    for (label, table), (line, fill) in zip(tables.items(), looks, strict=False):
        x, y = table["confidence"], table["accuracy"]
        areas = 12 + 200 * table["examples"] / table["examples"].sum()
        marks = {"marker": MARKERS["CNN"], "facecolor": fill, "edgecolor": color}
        ax.plot(x, y, line, color=color, lw=1.5, label=label)
        ax.scatter(x, y, s=areas, zorder=3, **marks)
    ax.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1.02))
    ax.set(ylim=(-0.02, 1.05))
    ax.legend(loc="upper left", frameon=False)
    return ax


def _check(probabilities, labels):
    """The arguments as arrays, or a refusal."""
    probabilities, labels = np.asarray(probabilities, float), np.asarray(labels)
    if probabilities.ndim != 2 or not len(probabilities):
        raise ValueError(
            f"probabilities has shape {probabilities.shape}; expected (examples, "
            "classes)"
        )
    sums = probabilities.sum(axis=1)
    if not np.all((probabilities >= 0) & np.isclose(sums, 1, atol=1e-4)[:, None]):
        raise ValueError("probabilities: rows should be at least 0 and sum to 1")
    if labels.shape != sums.shape or labels.dtype.kind not in "iu":
        raise ValueError(
            f"labels has shape {labels.shape} and type {labels.dtype}; expected a "
            f"class number for each of {len(sums)} examples"
        )
    if labels.min() < 0 or labels.max() >= probabilities.shape[1]:
        raise ValueError(
            f"labels go from {labels.min()} to {labels.max()}; expected 0 to "
            f"{probabilities.shape[1] - 1}"
        )
    return probabilities, labels
