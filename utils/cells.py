"""The cells of an LSTM and of a GRU as drawings; `diagrams` offers them.

A line that divides has a dot; lines that cross without one do not touch.
"""

from matplotlib.patches import Rectangle

from utils import strokes


def draw_lstm(*, ax):
    """Draws an LSTM cell with its forget gate: the cell state runs along the top.

    Args:
        ax: the axes to draw on.

    Returns:
        `ax`.

    Example:

    >>> from matplotlib.figure import Figure
    >>> ax = draw_lstm(ax=Figure().subplots())
    >>> sum(text.get_text() == "×" for text in ax.texts)
    3

    Reference:
        Hochreiter & Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735;
        Gers, Schmidhuber & Cummins 2000, https://doi.org/10.1162/089976600300015015
    """
    _cell(ax)
    strokes.lines(ax, [(0.5, 1.5), (6.6, 1.5)])  # what all four boxes read
    strokes.lines(ax, [(1.4, 0.5), (1.4, 1.5)])
    for x, name in ((2.3, "f"), (3.6, "i"), (5.0, "g"), (6.6, "o")):
        strokes.arrow(ax, (x, 1.5), (x, 2.05))
        word = "tanh" if name == "g" else "σ"
        strokes.box(ax, x, 2.35, word)
        strokes.write(ax, x + 0.12, 2.7, f"${name}$", ha="left", va="bottom")
    for x in (1.4, 2.3, 3.6, 5.0):
        strokes.dot(ax, x, 1.5)
    strokes.arrow(ax, (0.5, 4.6), (2.1, 4.6))  # the cell state
    strokes.arrow(ax, (2.5, 4.6), (4.8, 4.6))
    strokes.arrow(ax, (5.2, 4.6), (9.5, 4.6))
    strokes.arrow(ax, (2.3, 2.65), (2.3, 4.4))
    strokes.lines(ax, [(3.6, 2.65), (3.6, 3.5)])
    strokes.arrow(ax, (3.6, 3.5), (4.8, 3.5))
    strokes.arrow(ax, (5.0, 2.65), (5.0, 3.3))
    strokes.arrow(ax, (5.0, 3.7), (5.0, 4.4))
    strokes.dot(ax, 8.0, 4.6)  # and what leaves it
    strokes.arrow(ax, (8.0, 4.6), (8.0, 4.1))
    strokes.circle(ax, 8.0, 3.8, "tanh", radius=0.3)
    strokes.arrow(ax, (8.0, 3.5), (8.0, 3.2))
    strokes.lines(ax, [(6.6, 2.65), (6.6, 3.0)])
    strokes.arrow(ax, (6.6, 3.0), (7.8, 3.0))
    strokes.lines(ax, [(8.0, 2.8), (8.0, 1.5)])
    strokes.arrow(ax, (8.0, 1.5), (9.5, 1.5))
    for x, y, sign in ((2.3, 4.6, "×"), (5, 4.6, "+"), (5, 3.5, "×"), (8, 3, "×")):
        strokes.circle(ax, x, y, sign)
    strokes.write(ax, 0.4, 4.6, "$c_{t-1}$", ha="right")
    strokes.write(ax, 0.4, 1.5, "$h_{t-1}$", ha="right")
    strokes.write(ax, 9.6, 4.6, "$c_t$", ha="left")
    strokes.write(ax, 9.6, 1.5, "$h_t$", ha="left")
    strokes.write(ax, 1.4, 0.4, "$x_t$", va="top")
    return strokes.finish(ax, (-0.5, 10.3), (-0.1, 5.4))


def draw_gru(*, ax, reset_after=True):
    """Draws a GRU cell: the state runs along the top, and is all there is.

    Args:
        ax: the axes to draw on.
        reset_after: whether the reset gate works on what the recurrent weights made
            of the state (Keras' default), or on the state itself (Cho et al. 2014).

    Returns:
        `ax`.

    Raises:
        ValueError: if `reset_after` is neither True nor False.

    Example:

    >>> from matplotlib.figure import Figure
    >>> ax = draw_gru(ax=Figure().subplots())
    >>> sum(text.get_text() == "×" for text in ax.texts)
    3

    Reference:
        Cho et al. 2014, https://doi.org/10.3115/v1/D14-1179
    """
    if not isinstance(reset_after, bool):
        raise ValueError(f"reset_after is {reset_after!r}; expected True or False")
    _cell(ax)
    strokes.arrow(ax, (0.5, 4.7), (2.3, 4.7))  # the state
    strokes.arrow(ax, (2.7, 4.7), (7.6, 4.7))
    strokes.arrow(ax, (8.0, 4.7), (9.5, 4.7))
    strokes.lines(ax, [(1.2, 4.7), (1.2, 2.0), (5.4, 2.0)])  # what the boxes read of it
    strokes.lines(ax, [(1.8, 0.5), (1.8, 1.4), (6.7, 1.4)])  # and of the input
    for x, name in ((2.5, "z"), (4.0, "r")):
        strokes.arrow(ax, (x - 0.2, 2.0), (x - 0.2, 2.5))
        strokes.arrow(ax, (x + 0.2, 1.4), (x + 0.2, 2.5))
        strokes.dot(ax, x - 0.2, 2.0)
        strokes.dot(ax, x + 0.2, 1.4)
        strokes.box(ax, x, 2.8, "σ")
        strokes.write(ax, x - 0.12, 3.12, f"${name}$", ha="right", va="bottom")
    _draw_candidate(ax, reset_after)
    strokes.dot(ax, 1.2, 4.7)
    strokes.arrow(ax, (2.5, 3.1), (2.5, 4.5))
    strokes.dot(ax, 2.5, 4.1)
    strokes.arrow(ax, (2.5, 4.1), (5.0, 4.1))
    strokes.circle(ax, 5.3, 4.1, "1 −", radius=0.3)
    strokes.arrow(ax, (5.6, 4.1), (7.6, 4.1))
    strokes.lines(ax, [(7.1, 3.4), (7.8, 3.4)])
    strokes.arrow(ax, (7.8, 3.4), (7.8, 3.9))
    strokes.arrow(ax, (7.8, 4.3), (7.8, 4.5))
    for x, y, sign in ((2.5, 4.7, "×"), (7.8, 4.1, "×"), (7.8, 4.7, "+")):
        strokes.circle(ax, x, y, sign)
    strokes.write(ax, 0.4, 4.7, "$h_{t-1}$", ha="right")
    strokes.write(ax, 9.6, 4.7, "$h_t$", ha="left")
    strokes.write(ax, 1.8, 0.4, "$x_t$", va="top")
    return strokes.finish(ax, (-0.5, 10.3), (-0.1, 5.4))


def _draw_candidate(ax, reset_after):
    """Draws the way to the candidate: the reset gate behind or before the weights."""
    gate, weights = (3.4, 2.6) if reset_after else (2.6, 3.4)
    if reset_after:
        strokes.lines(ax, [(4.0, 3.1), (4.0, 3.4)])
        strokes.arrow(ax, (4.0, 3.4), (5.2, 3.4))
        strokes.arrow(ax, (5.4, 2.0), (5.4, 2.3))
        strokes.arrow(ax, (5.4, 2.9), (5.4, 3.2))
        strokes.arrow(ax, (5.6, 3.4), (6.3, 3.4))
    else:
        strokes.arrow(ax, (4.4, 2.6), (5.2, 2.6))
        strokes.arrow(ax, (5.4, 2.0), (5.4, 2.4))
        strokes.arrow(ax, (5.4, 2.8), (5.4, 3.1))
        strokes.arrow(ax, (5.8, 3.4), (6.3, 3.4))
    strokes.box(ax, 5.4, weights, "$U_g$")
    strokes.circle(ax, 5.4, gate, "×")
    strokes.arrow(ax, (6.7, 1.4), (6.7, 3.1))
    strokes.box(ax, 6.7, 3.4, "tanh")
    strokes.write(ax, 7.15, 3.35, "$g$", ha="left", va="top")


def _cell(ax):
    """Draws the frame of a cell."""
    frame = {"facecolor": "#FBF3EC", "edgecolor": "#E3C3AA", "lw": 1.2, "zorder": 0}
    ax.add_patch(Rectangle((0.8, 0.9), 8.4, 4.25, **frame))
