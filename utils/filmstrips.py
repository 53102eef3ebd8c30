"""One step of a convolution or of a recurrence, drawn so that it can be checked.

A row of such drawings is a film strip; a slider over the same function is a film.
"""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from utils import checks
from utils.house_style import COLORS
from utils.scratch import cross_correlate2d


def draw_convolution(picture, kernel, step, *, axes):
    """Draws a kernel on its way over a picture, and the answers it has given so far.

    Args:
        picture: `(height, width)`.
        kernel: `(kernel_height, kernel_width)`, no larger than the picture.
        step: whole number from 0; the places are visited row by row.
        axes: two axes, for the picture and for the answers.

    Returns:
        `axes`.

    Raises:
        ValueError: for a kernel that does not fit, or a step after the last place.

    Example:

    >>> from matplotlib.figure import Figure
    >>> axes = draw_convolution(np.eye(2), [[1]], 3, axes=Figure().subplots(1, 2))
    >>> [text.get_text() for text in axes[1].texts]
    ['1', '0', '0', '1']
    """
    answers = cross_correlate2d(picture, kernel)
    step = checks.integer("step", step, 0, answers.size - 1)
    if len(np.atleast_1d(axes)) != 2:
        raise ValueError(f"axes holds {len(np.atleast_1d(axes))} axes; expected two")
    place = divmod(step, answers.shape[1])
    _write(axes[0], np.asarray(picture, float), COLORS["baseline"])
    given = np.where(np.arange(answers.size) <= step, answers.ravel(), np.nan)
    largest = np.abs(answers).max()
    _write(axes[1], given.reshape(answers.shape), COLORS["CNN"], largest=largest)
    _frame(axes[0], place, np.shape(kernel), COLORS["CNN"])
    _frame(axes[1], place, (1, 1), COLORS["CNN"])
    return axes


def draw_recurrence(numbers, step, *, ax, keep=0.5):
    """Draws a recurrence on its way through numbers, and the states it has had so far.

    At every step the state becomes `keep` times itself plus the new number.

    Args:
        numbers: a sequence of at least one number.
        step: whole number from 0 to the last position.
        ax: the axes to draw on: numbers below, states above.
        keep: the share of the state that is kept, a number.

    Returns:
        `ax`.

    Raises:
        ValueError: for numbers that are none, or a step that is not among them.

    Example:

    >>> from matplotlib.figure import Figure
    >>> ax = draw_recurrence([1, 0, 0], 1, ax=Figure().subplots())
    >>> [text.get_text() for text in ax.texts if text.get_text()]
    ['1', '0.5', '1', '0', '0', 'state', 'input']
    """
    x = np.asarray(numbers, float)
    if x.ndim != 1 or not x.size:
        raise ValueError(f"numbers has shape {x.shape}; expected (numbers,)")
    step = checks.integer("step", step, 0, len(x) - 1)
    states = []
    for number in x:
        states.append(keep * (states[-1] if states else 0.0) + number)
    seen = np.where(np.arange(len(x)) <= step, states, np.nan)
    largest = np.abs([*states, *x]).max()
    _write(ax, np.stack([seen, x]), COLORS["RNN"], largest=largest)
    _frame(ax, (0, step), (1, 1), COLORS["RNN"])
    _frame(ax, (1, step), (1, 1), COLORS["RNN"])
    arrow = {"arrowstyle": "-|>", "color": COLORS["RNN"], "lw": 1.6}
    ax.annotate("", (step, 0.34), (step, 0.66), arrowprops=arrow)
    if step:
        ax.annotate("", (step - 0.36, 0), (step - 0.66, 0), arrowprops=arrow)
    for row, name in enumerate(("state", "input")):
        ax.text(-0.7, row, name, ha="right", va="center", fontsize="small")
    return ax


def draw_jacobian(matrix, *, ax, family):
    """Draws which output step feels which input step; exact zeros stay white.

    Args:
        matrix: `(output steps, input steps)`, nowhere below 0, as from
            `jacobians.time_jacobian`.
        ax: the axes to draw on.
        family: "CNN", "RNN" or another family, for the color.

    Returns:
        `ax`.

    Raises:
        ValueError: for another shape, numbers below 0, or an unknown family.

    Example:

    >>> from matplotlib.figure import Figure
    >>> ax = draw_jacobian(np.eye(3), ax=Figure().subplots(), family="CNN")
    >>> ax.get_ylabel()
    'output step'
    """
    matrix = np.asarray(matrix, float)
    if matrix.ndim != 2 or not matrix.size or not (matrix >= 0).all():
        raise ValueError(
            f"matrix of shape {matrix.shape}; expected (outputs, inputs), none below 0"
        )
    if family not in COLORS:
        raise ValueError(f"family is {family!r}; expected one of {[*COLORS]}")
    # Tints of the logarithm, from pale to full: small is not the same as zero.
    felt = matrix > 0
    size = np.log10(np.where(felt, matrix, 1))
    low, high = size[felt].min(initial=0), size[felt].max(initial=0)
    tint = 0.25 + 0.75 * (size - low) / max(high - low, 1e-9)
    shades = LinearSegmentedColormap.from_list("", ["white", COLORS[family]])
    ax.imshow(np.where(felt, tint, 0), cmap=shades, vmin=0, vmax=1)
    ax.set(xlabel="input step", ylabel="output step")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    ax.grid(visible=False)
    return ax


def _write(ax, table, color, *, largest=None):
    """Draws a table of numbers as squares, tinted by size; NaN stays empty."""
    size = np.abs(np.nan_to_num(table))
    shades = LinearSegmentedColormap.from_list("", ["white", color])
    scale = max(size.max() if largest is None else largest, 1e-9)
    ax.imshow(0.45 * size / scale, cmap=shades, vmin=0, vmax=1)
    for (row, column), value in np.ndenumerate(table):
        text = "" if np.isnan(value) else f"{value:.4g}".replace("-", "−")
        ax.text(column, row, text, ha="center", va="center", fontsize="small")
    rows, columns = table.shape
    for line in range(rows + 1):
        ax.plot([-0.5, columns - 0.5], [line - 0.5] * 2, color="#BBBBBB", lw=0.8)
    for line in range(columns + 1):
        ax.plot([line - 0.5] * 2, [-0.5, rows - 0.5], color="#BBBBBB", lw=0.8)
    ax.set(xlim=(-0.6, columns - 0.4), ylim=(rows - 0.4, -0.6))
    ax.set_axis_off()


def _frame(ax, place, shape, color):
    """Draws a thick frame around some squares."""
    corner = (place[1] - 0.5, place[0] - 0.5)
    frame = {"fill": False, "edgecolor": color, "lw": 2.8, "zorder": 3}
    ax.add_patch(Rectangle(corner, shape[1], shape[0], **frame))
