"""The strokes of which `diagrams` draws: boxes, circles, dots, lines, arrows, words.

All places are in the axes' own units. Boxes and circles stand for what is computed, a
dot for a line that divides.
"""

from matplotlib.patches import Circle, FancyBboxPatch

from utils.house_style import COLORS

INK = "#333333"


def box(ax, x, y, text, *, width=0.8):
    """Draws a rounded box around a place, with a word in it; it stands for weights."""
    style = {"boxstyle": "round,pad=0,rounding_size=0.08", "zorder": 3, "lw": 1.4}
    colors = {"facecolor": "#FAD9C4", "edgecolor": COLORS["RNN"]}
    corner = (x - width / 2, y - 0.3)
    ax.add_patch(FancyBboxPatch(corner, width, 0.6, **style, **colors))
    write(ax, x, y, text)


def circle(ax, x, y, text, *, radius=0.2):
    """Draws a circle with a sign in it; it stands for work number by number."""
    style = {"facecolor": "white", "edgecolor": INK, "lw": 1.2, "zorder": 3}
    ax.add_patch(Circle((x, y), radius, **style))
    write(ax, x, y, text, size="x-small" if radius > 0.2 else "small")


def dot(ax, x, y):
    """Draws a dot, where a line divides."""
    ax.add_patch(Circle((x, y), 0.06, color=INK, zorder=3))


def arrow(ax, start, end):
    """Draws a straight arrow between two places."""
    style = {"arrowstyle": "-|>", "color": INK, "lw": 1.2, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, start, arrowprops=style, zorder=2)


def lines(ax, points):
    """Draws a line with corners through several places."""
    ax.plot(*zip(*points, strict=True), color=INK, lw=1.2, zorder=2)


def write(ax, x, y, text, *, ha="center", va="center", size="small"):
    """Writes words at a place."""
    ax.text(x, y, text, ha=ha, va=va, size=size, zorder=4)


def finish(ax, x_limits, y_limits):
    """Sets the limits, makes both units equally long, and hides the frame."""
    ax.set(xlim=x_limits, ylim=y_limits, aspect="equal")
    ax.set_axis_off()
    return ax
