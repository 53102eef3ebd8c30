"""The four architectures as drawings: a CNN, an unrolled RNN, an LSTM and a GRU cell.

Boxes hold weights, circles work number by number, a dot is where a line divides. Lines
that cross without a dot do not touch.
"""

import numbers

from matplotlib.patches import Circle, Rectangle

from utils import checks, strokes
from utils.cells import draw_gru, draw_lstm
from utils.house_style import COLORS

__all__ = ["draw_cnn", "draw_gru", "draw_lstm", "draw_rnn"]

SHEETS = 5  # at most so many sheets of a stack are drawn


def draw_cnn(stages, *, ax):
    """Draws what flows through a CNN: maps as stacks of sheets, vectors as columns.

    Args:
        stages: pairs `(operation, shape)` from the input on; a shape is
            `(height, width, channels)` or `(units,)`. The first operation's name is
            written above the input, the others above the arrow that leads to them.
        ax: the axes to draw on.

    Returns:
        `ax`.

    Raises:
        ValueError: for fewer than two stages, or one that is no such pair.

    Example:

    >>> from matplotlib.figure import Figure
    >>> stages = [("picture", (6, 6, 1)), ("convolution", (4, 4, 2))]
    >>> ax = draw_cnn(stages, ax=Figure().subplots())
    >>> [text.get_text() for text in ax.texts if text.get_text()]
    ['picture', '6×6×1', 'convolution', '4×4×2']
    """
    stages = [_check_stage(stage) for stage in _list("stages", stages)]
    if len(stages) < 2:
        raise ValueError(f"stages holds {len(stages)}; expected at least two")
    sides = [side for _, shape in stages if len(shape) == 3 for side in shape[:2]]
    left = 0.0
    for number, (name, shape) in enumerate(stages):
        if number:
            strokes.arrow(ax, (left + 0.15, 0), (left + 1.75, 0))
            ax.text(left + 0.95, 0.18, name, ha="center", va="bottom", size="small")
            left += 1.9
        right = _draw_map(ax, shape, left, 2.0 / max(sides, default=1))
        middle = (left + right) / 2
        if not number:
            ax.text(middle, 1.5, name, ha="center", va="bottom", size="small")
        label = "×".join(map(str, shape))
        ax.text(middle, -1.5, label, ha="center", va="top", size="small")
        left = right
    return strokes.finish(ax, (-0.3, left + 0.3), (-2.0, 2.0))


def draw_rnn(steps, *, ax):
    """Draws a simple recurrent layer twice: with its loop, and unrolled over time.

    Args:
        steps: whole number from 1 to 8, the time steps of the unrolled layer.
        ax: the axes to draw on.

    Returns:
        `ax`.

    Raises:
        ValueError: for a number of steps out of that range.

    Example:

    >>> from matplotlib.figure import Figure
    >>> ax = draw_rnn(2, ax=Figure().subplots())
    >>> [text.get_text() for text in ax.texts if "h_" in text.get_text()]
    ['$h_t$', '$h_0=0$', '$h_1$', '$h_2$']
    """
    steps = checks.integer("steps", steps, 1, 8)
    _draw_step(ax, 1, "t")
    strokes.dot(ax, 1, 2.8)
    strokes.lines(ax, [(1, 2.8), (-0.1, 2.8), (-0.1, 2)])
    strokes.arrow(ax, (-0.1, 2), (0.6, 2))
    strokes.write(ax, 0.2, 2.1, "$U$", va="bottom")
    strokes.write(ax, 3.0, 2, "=", size="large")
    strokes.write(ax, 4.0, 2, "$h_0=0$")
    before = 4.45
    for step in range(1, steps + 1):
        x = 4 + 1.9 * step
        _draw_step(ax, x, step)
        strokes.arrow(ax, (before, 2), (x - 0.4, 2))
        strokes.write(ax, (before + x - 0.4) / 2, 2.1, "$U$", va="bottom")
        before = x + 0.4
    return strokes.finish(ax, (-0.3, before + 0.4), (0.2, 3.9))


def _draw_map(ax, shape, left, unit):
    """Draws a stack of sheets, or a column of units, from x = left; its right end."""
    style = {"facecolor": "#DCEBF5", "edgecolor": COLORS["CNN"], "lw": 1.2}
    if len(shape) == 1:
        count = min(shape[0], 10)
        for unit_number in range(count):
            y = 0.26 * (unit_number - (count - 1) / 2)
            ax.add_patch(Circle((left + 0.12, y), 0.1, **style))
        return left + 0.24
    height, width, sheets = shape[0] * unit, shape[1] * unit, min(shape[2], SHEETS)
    for sheet in range(sheets):
        shift = 0.14 * (sheets - 1 - sheet)
        corner = (left + shift, -height / 2 + shift - 0.07 * (sheets - 1))
        ax.add_patch(Rectangle(corner, width, height, **style))
    return left + width + 0.14 * (sheets - 1)


def _draw_step(ax, x, name):
    """Draws one time step of a simple recurrent layer."""
    strokes.box(ax, x, 2, "tanh", width=0.8)
    strokes.arrow(ax, (x, 0.85), (x, 1.7))
    strokes.arrow(ax, (x, 2.3), (x, 3.25 if name != "t" else 3.45))
    strokes.write(ax, x, 0.8, f"$x_{name}$", va="top")
    strokes.write(ax, x, 3.3 if name != "t" else 3.5, f"$h_{name}$", va="bottom")
    strokes.write(ax, x + 0.1, 1.25, "$W$", ha="left")


def _list(name, value):
    if not isinstance(value, list | tuple):
        raise ValueError(f"{name} is {value!r}; expected a list of pairs")
    return list(value)


def _check_stage(stage):
    """Returns a pair of a name and a shape, or refuses it."""
    expected = "expected (operation, (height, width, channels) or (units,))"
    if not isinstance(stage, list | tuple) or len(stage) != 2:
        raise ValueError(f"a stage is {stage!r}; {expected}")
    name, shape = stage
    fits = isinstance(shape, list | tuple) and len(shape) in (1, 3)
    if not isinstance(name, str) or not fits:
        raise ValueError(f"a stage is {stage!r}; {expected}")
    for size in shape:
        whole = isinstance(size, numbers.Integral) and not isinstance(size, bool)
        if not whole or size < 1:
            raise ValueError(f"a stage is {stage!r}; {expected}")
    return name, tuple(map(int, shape))
