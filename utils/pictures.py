"""Figures whose subject is a plane or a picture rather than a frame of runs.

Notebooks reach these functions through `plots`.
"""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from utils.house_style import COLORS

SIDE = 200  # points along each side of a decision map; even, so none lies at 0 or 1


def plot_decision_boundary(predict, points, labels, *, ax, limits=(-0.5, 1.5)):
    """Draws where in the plane a unit answers 1, and the examples it should get right.

    The stronger the tint, the closer the answer is to 1; at the line it is one half.
    An example is a filled dot if its label is 1, a ring if it is 0.

    Args:
        predict: function from points `(n, 2)` to answers `(n,)` in 0..1.
        points: `(examples, 2)`.
        labels: `(examples,)`, each 0 or 1.
        ax: the axes to draw on.
        limits: lowest and highest value of both axes.

    Returns:
        `ax`.

    Raises:
        ValueError: for points that are not pairs, or labels other than one 0 or 1 each.

    Example:

    >>> from matplotlib.figure import Figure
    >>> both = lambda points: (points.sum(axis=1) > 1.5).astype(float)
    >>> ax = plot_decision_boundary(both, [[0, 1], [1, 1]], [0, 1],
    ...     ax=Figure().subplots())
    >>> ax.get_aspect()
    1.0
    """
    points, labels = _check_examples(points, labels)
    steps = np.linspace(*limits, SIDE)
    plane = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    answers = np.asarray(predict(plane), float)
    if answers.shape != (SIDE * SIDE,):
        raise ValueError(f"predict must give one answer a point, got {answers.shape}")
    answers = answers.reshape(SIDE, SIDE)
    tint = LinearSegmentedColormap.from_list("tint", ["white", COLORS["dense"]])
    ax.pcolormesh(steps, steps, 0.6 * answers, cmap=tint, vmin=0, vmax=1)
    if answers.min() < 0.5 < answers.max():
        ax.contour(steps, steps, answers, levels=[0.5], colors="black", linewidths=1.5)
    fills = np.where(labels == 1, "black", "white")
    ax.scatter(*points.T, c=fills, edgecolors="black", s=90, linewidths=1.8, zorder=3)
    ax.set(aspect="equal", xlim=limits, ylim=limits, xticks=[0, 1], yticks=[0, 1])
    ax.set(xlabel="first input", ylabel="second input")
    ax.grid(visible=False)
    return ax


def _check_examples(points, labels):
    """Returns points `(examples, 2)` and labels 0 and 1 as arrays, or refuses them."""
    points, labels = np.asarray(points, float), np.asarray(labels)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"points must have shape (examples, 2), got {points.shape}")
    if labels.shape != points.shape[:1] or not np.isin(labels, (0, 1)).all():
        raise ValueError(f"labels must be one 0 or 1 for each point, got {labels}")
    return points, labels


def plot_pictures(pictures, titles=None, *, axes):
    """Draws one grayscale picture on each axes, with its title above.

    All pictures share one gray scale, from the smallest to the largest value.

    Args:
        pictures: `(pictures, height, width)` or `(pictures, height, width, 1)`.
        titles: one text for each picture, or None.
        axes: array of axes, as from `plt.subplots`; those left over are emptied.

    Returns:
        `axes`.

    Raises:
        ValueError: for another shape, too few axes, or a wrong number of titles.

    Example:

    >>> from matplotlib.figure import Figure
    >>> axes = plot_pictures(np.eye(4)[None], ["eye"], axes=Figure().subplots(1, 2))
    >>> [ax.get_title() for ax in axes]
    ['eye', '']
    """
    pictures = np.asarray(pictures)
    if pictures.ndim == 4 and pictures.shape[-1] == 1:
        pictures = pictures[..., 0]
    if pictures.ndim != 3 or not pictures.size:
        raise ValueError(
            f"pictures must have shape (pictures, height, width), got {pictures.shape}"
        )
    places = np.atleast_1d(axes).ravel()
    if len(places) < len(pictures):
        raise ValueError(f"axes must be at least {len(pictures)}, got {len(places)}")
    titles = [""] * len(pictures) if titles is None else list(titles)
    if len(titles) != len(pictures):
        raise ValueError(f"titles must be {len(pictures)} texts, got {len(titles)}")
    scale = {"cmap": "gray", "vmin": pictures.min(), "vmax": pictures.max()}
    for place in places:
        place.set_axis_off()
    for place, picture, title in zip(places, pictures, titles, strict=False):
        place.imshow(picture, interpolation="nearest", **scale)
        place.set_title(str(title), loc="center", fontsize="small")
    return axes
