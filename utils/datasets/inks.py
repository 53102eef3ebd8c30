"""Digits drawn with a broad pen: sized, tilted, colored, on white, no two alike.

A digit is a bent line. Its points are moved a little and together, it is made wider or
narrower and slanted, and a round pen follows it.
"""

import numpy as np

from utils import checks

SIDE = 16  # pixels of a picture, in height and width
COLORS = ((0.85, 0.1, 0.15), (0.95, 0.7, 0.0), (0.05, 0.6, 0.2), (0.1, 0.25, 0.9))
HEIGHTS = (4.0, 6.2)  # half of a digit's height in pixels
TILTS = (0, 38)  # degrees against the clock
POINTS = 14  # of each line, at equal distances
LINES = (  # corners x,y from -1 to 1, y downward
    "0,-1 .28,-.87 .48,-.5 .55,0 .48,.5 .28,.87 0,1 -.28,.87 -.48,.5 -.55,0 "
    "-.48,-.5 -.28,-.87 0,-1",
    "-.35,-.55 .1,-1 .1,1",
    "-.5,-.55 -.3,-.95 .2,-1 .5,-.6 .3,-.1 -.55,1 .6,1",
    "-.5,-.85 0,-1 .45,-.8 .4,-.3 -.1,-.05 .45,.2 .5,.7 .1,1 -.5,.85",
    ".25,1 .25,-1 -.6,.35 .6,.35",
    ".5,-1 -.4,-1 -.45,-.15 .1,-.25 .5,.1 .5,.65 .1,1 -.5,.85",
    ".4,-1 -.2,-.6 -.5,.1 -.4,.8 0,1 .45,.75 .45,.25 0,0 -.45,.3",
    "-.55,-1 .55,-1 .1,0 -.15,1",
    "0,-.05 .4,-.4 .3,-.9 0,-1 -.3,-.9 -.4,-.4 0,-.05 .5,.4 .4,.9 0,1 -.4,.9 "
    "-.5,.4 0,-.05",
    ".45,-.4 0,0 -.45,-.25 -.4,-.8 0,-1 .4,-.8 .45,-.35 .4,.3 .2,1",
)


def trace_digits():
    """Return the ten digits as lines of equally many points.

    Returns:
        A float array `(10, 14, 2)`, x and y from −1 to 1, y downward.

    Example:

    >>> lines = trace_digits()
    >>> lines.shape, lines[7, [0, -1]].tolist()
    ((10, 14, 2), [[-0.55, -1.0], [-0.15, 1.0]])
    """
    lines = []
    for line in LINES:
        line = np.array([corner.split(",") for corner in line.split()], float)
        way = np.append(0, np.cumsum(np.hypot(*np.diff(line, axis=0).T)))
        stops = np.linspace(0, way[-1], POINTS)
        lines.append(np.stack([np.interp(stops, way, a) for a in line.T], axis=1))
    return np.stack(lines)


def draw_pictures(attributes, *, seed, wildness=1.0):
    """Draw digits, each one anew.

    Args:
        attributes: integer array `(n, 4)`: the place in `HEIGHTS`, the place in
            `COLORS`, the digit, the place in `TILTS`.
        seed: whole number ≥ 0, or a `numpy.random.Generator`.
        wildness: how much the drawings of one digit differ, a number > 0.

    Returns:
        A float32 array `(n, 16, 16, 3)` from 0 to 1, 1 being white.

    Raises:
        ValueError: if an attribute is out of its range.

    Example:

    >>> red, blue = draw_pictures([[1, 0, 1, 0], [1, 3, 1, 0]], seed=0)
    >>> red.min(axis=(0, 1)).round(1).tolist()
    [0.9, 0.1, 0.2]
    """
    rng = np.random.default_rng(seed)
    size, color, digit, tilt = _check(attributes).T
    wild, count = checks.positive("wildness", wildness), len(size)
    points = trace_digits()[digit]
    points = points + _bend(rng, count, 0.12 * wild)
    points[..., 0] *= 1 + wild * rng.uniform(-0.2, 0.2, (count, 1))
    points[..., 0] -= points[..., 1] * wild * rng.uniform(-0.12, 0.12, (count, 1))
    height = np.array(HEIGHTS)[size] * (1 + wild * rng.uniform(-0.06, 0.06, count))
    turn = np.deg2rad(np.array(TILTS)[tilt] + wild * rng.uniform(-5, 5, count))
    points = _turn(points, turn) * height[:, None, None]
    points += (SIDE - 1) / 2 + wild * rng.uniform(-0.8, 0.8, (count, 1, 2))
    pen = np.array((0.75, 1.05))[size] * (1 + wild * rng.uniform(-0.2, 0.2, count))
    ink = np.clip(pen[:, None, None] + 0.5 - _distance(points), 0, 1)[..., np.newaxis]
    paint = np.array(COLORS)[color] + wild * rng.uniform(-0.05, 0.05, (count, 3))
    paint = np.clip(paint, 0, 1)[:, np.newaxis, np.newaxis]
    return (1 - ink * (1 - paint)).astype("float32")


def _check(attributes):
    """Return attributes as an array if there are digits, sizes, colors and tilts."""
    array, most = np.asarray(attributes), (len(HEIGHTS), len(COLORS), 10, len(TILTS))
    fits = array.ndim == 2 and array.shape[1:] == (4,) and array.dtype.kind in "iu"
    if not fits or not array.size or not ((array >= 0) & (array < most)).all():
        raise ValueError(
            f"attributes is {attributes!r:.80}; expected rows of four whole numbers "
            f"from 0 to below {most}"
        )
    return array


def _bend(rng, count, strength):
    """Smooth displacements `(count, POINTS, 2)`: a few slow waves along the line."""
    way = np.linspace(0, 1, POINTS)
    waves = np.stack([np.cos(np.pi * k * way) for k in range(1, 5)])  # (4, POINTS)
    heights = rng.normal(0, strength, (count, 2, 4)) / np.arange(1, 5) ** 0.5 / 2
    return np.moveaxis(heights @ waves, 1, 2)


def _turn(points, angle):
    """Turn lines `(n, POINTS, 2)` against the clock, as y points downward."""
    cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
    x, y = np.moveaxis(points, 2, 0)
    return np.stack([cos * x + sin * y, cos * y - sin * x], axis=2)


def _distance(points):
    """Distances `(n, side, side)` of all pixels from lines `(n, POINTS, 2)`."""
    y, x = np.mgrid[:SIDE, :SIDE].astype("float32")
    nearest = np.full((len(points), SIDE, SIDE), np.inf, "float32")
    for i in range(POINTS - 1):
        (x0, y0), (dx, dy) = (
            np.moveaxis(a.astype("float32"), 1, 0)[..., None, None]
            for a in (points[:, i], points[:, i + 1] - points[:, i])
        )
        share = ((x - x0) * dx + (y - y0) * dy) / (dx**2 + dy**2 + 1e-6)
        share = np.clip(share, 0, 1)
        away = np.hypot(x - x0 - share * dx, y - y0 - share * dy)
        np.minimum(nearest, away, out=nearest)
    return nearest
