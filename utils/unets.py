"""A drawing of a U-Net: how its pictures shrink, grow again, and what is kept."""

from matplotlib.patches import Rectangle

from utils.house_style import COLORS

STEP = 3.4  # from one box to the next
DROP = 3.0  # from one level to the one below


def draw_unet(*, ax, sides=(48, 24, 12), channels=(6, 12, 24)):
    """Draws each level as a box: its height the side, its width the channels.

    Down the left arm, up the right one, gray arrows for what is kept and handed across.

    Args:
        ax: the axes to draw on.
        sides: height of the pictures in pixels, the finest level first.
        channels: how many pictures there are at each level.

    Returns:
        `ax`.

    Raises:
        ValueError: where there are fewer than two levels, or not as many channels.

    Example:

    >>> from matplotlib.figure import Figure
    >>> ax = draw_unet(ax=Figure().subplots())
    >>> len(ax.patches), len(ax.texts) > 5
    (7, True)
    """
    levels = len(sides)
    if levels < 2 or len(channels) != levels:
        raise ValueError(
            f"sides is {sides!r}, channels {channels!r}; expected two levels or more, "
            "as many of both"
        )
    down = [(i * STEP, i) for i in range(levels)]
    up = [((2 * levels - 2 - i) * STEP, i) for i in range(levels - 2, -1, -1)]
    ends = [(-STEP, 0, 1, "picture"), ((2 * levels - 1) * STEP, 0, 2, "mask")]
    middle = {}
    for x, level in down + up:
        label = f"{sides[level]}² · {channels[level]}"
        middle[x] = _box(ax, x, level, sides[level] / sides[0], channels[level], label)
    for x, level, count, name in ends:
        middle[x] = _box(ax, x, level, 1, count, name)
    places = [ends[0][:2], *down, *up, ends[1][:2]]
    words = ["", *["pool"] * (levels - 1), *["enlarge"] * (levels - 1), ""]
    for (x, a), (further, b), word in zip(places, places[1:], words, strict=False):
        _arrow(ax, middle[x], middle[further])
        if word:
            side = "right" if word == "pool" else "left"
            at = ((x + further) / 2, -(a + b) / 2 * DROP - 0.35)
            ax.text(*at, f" {word} ", ha=side, va="top", fontsize="small")
    for x, level in down[:-1]:
        across = (2 * levels - 2) * STEP - x
        start, end = (x + 0.9, -level * DROP), (across - 0.9, -level * DROP)
        _arrow(ax, start, end, color="#888888", ls="--")
        name = "kept, laid beside"
        ax.text((x + across) / 2, start[1] + 0.12, name, ha="center", fontsize="small")
    ax.set(xlim=(-STEP - 1.2, (2 * levels - 1) * STEP + 1.2), aspect="equal")
    ax.set(ylim=(-(levels - 1) * DROP - 1.9, 1.9))
    ax.set_axis_off()
    return ax


def _box(ax, x, level, share, channels, label):
    """Draws a box and its label below; returns its middle."""
    height, width, y = 2.2 * max(share, 0.12), 0.25 + 0.05 * channels, -level * DROP
    corner = (x - width / 2, y - height / 2)
    look = {"facecolor": COLORS["CNN"], "alpha": 0.75, "edgecolor": "black"}
    ax.add_patch(Rectangle(corner, width, height, **look))
    ax.text(x, corner[1] - 0.12, label, ha="center", va="top", fontsize="small")
    return x, y


def _arrow(ax, start, end, color="black", ls="-"):
    """Draws an arrow between two places, ending short of both."""
    look = {"arrowstyle": "->", "color": color, "ls": ls, "shrinkA": 14, "shrinkB": 14}
    ax.annotate("", end, start, arrowprops=look)
