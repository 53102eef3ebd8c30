"""Roads to drive on: smooth random tracks, and what their ground looks like.

A track is a center line, one point per meter, and its unrolled ground: a picture whose
rows run along the lane and whose columns run across it, from right to left.
"""

import dataclasses

import numpy as np
from scipy.ndimage import uniform_filter1d

from utils import checks

SPACING = 1.0  # meters between two points of the center line
BEFORE, AFTER = 10, 50  # points before the start and after the end, to be looked at
EDGE = 2.0  # meters from the lane's center to its edge lines
CELL = 0.5, 0.125  # meters per cell of the ground, along the lane and across it
REACH = 8.0  # meters, how far to the sides the ground is known
LINE = 0.14  # meters, half the width of a painted line
GROUP = 16  # tracks whose ground is drawn at a time, to keep memory small


@dataclasses.dataclass(frozen=True, eq=False)
class Tracks:
    """Several tracks of the same length.

    Args:
        points: `(tracks, points, 2)`, the lane's center in meters, one point per meter.
        heading: `(tracks, points)`, its direction there, in radians.
        bend: `(tracks, points)`, its curvature: one over the radius, positive to the
            left.
        ground: `(tracks, cells along, cells across)` of bytes, gray levels.
        sky: `(tracks,)`, the gray level of the sky, from 0 to 1.

    Example:

    >>> draw_tracks(seed=0, tracks=3, length=100)
    Tracks: 3 of 100 m
    """

    points: np.ndarray
    heading: np.ndarray
    bend: np.ndarray
    ground: np.ndarray
    sky: np.ndarray

    def __len__(self):
        return len(self.points)

    @property
    def length(self):
        """Meters from the start to the end, a whole number."""
        return self.points.shape[1] - BEFORE - AFTER

    @property
    def start(self):
        """The point of the center line at which a drive begins."""
        return BEFORE

    def __repr__(self):
        return f"Tracks: {len(self)} of {self.length} m"


def draw_tracks(*, seed, tracks, length=240, sharpest=15.0, worn=0.25, shade=0.35):
    """Draw tracks: straights and bends by turns, each ground by its own dice.

    Every track has its own asphalt, grass, light, sun and paint. On half of them there
    is a second lane to the left, behind a dashed line.

    Args:
        seed: whole number ≥ 0.
        tracks: whole number ≥ 1, how many.
        length: whole number ≥ 20, meters from start to end.
        sharpest: radius of the sharpest bend in meters, at least 8.
        worn: from 0 to 1, the largest share of a line's paint that may be gone.
        shade: from 0 to 1, how much of the light the darkest shadow may take.

    Returns:
        `Tracks`.

    Raises:
        ValueError: if an argument is out of its range.

    Example:

    >>> tracks = draw_tracks(seed=0, tracks=2, length=50)
    >>> tracks.points.shape, tracks.ground.dtype.name
    ((2, 110, 2), 'uint8')
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    checks.integer("tracks", tracks, 1)
    count = checks.integer("length", length, 20) + BEFORE + AFTER
    if checks.positive("sharpest", sharpest) < 8:
        raise ValueError(f"sharpest is {sharpest}; expected a radius of at least 8")
    for name, value in (("worn", worn), ("shade", shade)):
        if not 0 <= value <= 1:
            raise ValueError(f"{name} is {value}; expected a number from 0 to 1")
    bend = _draw_bends(rng, tracks, count, 1 / sharpest)
    heading = np.cumsum(bend, axis=1) * SPACING
    heading -= heading[:, BEFORE : BEFORE + 1]
    middle = heading - bend * SPACING / 2  # of each stretch of one meter
    ways = np.stack([np.cos(middle), np.sin(middle)], axis=-1)
    points = np.cumsum(ways, axis=1) * SPACING
    points -= points[:, BEFORE : BEFORE + 1]
    groups = [min(GROUP, tracks - first) for first in range(0, tracks, GROUP)]
    ground = [_draw_ground(rng, some, count, worn, shade) for some in groups]
    ground = np.concatenate(ground)
    return Tracks(points, heading, bend, ground, rng.uniform(0.55, 1, tracks))


def _draw_bends(rng, tracks, count, most):
    """The curvature at each point: straight, bend, straight ..., with soft changes."""
    pairs = count // 12 + 1
    radii = 1 / rng.uniform(0.3 * most, most, (tracks, pairs))
    angles = np.radians(rng.uniform(20, 100, (tracks, pairs)))
    changes = np.cumprod(np.where(rng.random((tracks, pairs)) < 0.65, -1, 1), axis=1)
    curvature = np.stack([np.zeros((tracks, pairs)), changes / radii], axis=-1)
    lengths = np.stack([rng.uniform(6, 22, (tracks, pairs)), angles * radii], axis=-1)
    lengths[:, 0, 0] += BEFORE  # every track begins straight
    ends = np.cumsum(lengths.reshape(tracks, -1), axis=1)
    where = np.arange(count) * SPACING
    piece = (where[None, :, None] >= ends[:, None]).sum(axis=-1)
    bend = np.take_along_axis(curvature.reshape(tracks, -1), piece, axis=1)
    return uniform_filter1d(bend, 7, axis=1, mode="nearest")


def _draw_ground(rng, tracks, count, worn, shade):
    """The unrolled ground of every track, as bytes."""
    along = np.arange(int(count / CELL[0])) * CELL[0]
    across = -REACH + (np.arange(int(2 * REACH / CELL[1])) + 0.5) * CELL[1]
    shape = (tracks, len(along), len(across))
    asphalt, grass, paint = rng.uniform(
        [[0.3], [0.15], [0.3]], [[0.6], [0.3], [0.45]], (3, tracks)
    ).astype("float32")[:, :, None, None]
    brighter = rng.random((tracks, 1, 1)) < 0.5
    grass = asphalt + np.where(brighter, grass, -grass)  # never quite alike
    second = (rng.random(tracks) < 0.5)[:, None, None]
    left = np.where(second, 3 * EDGE, EDGE) + 0.3
    road = (across > -EDGE - 0.3) & (across < left)
    ground = np.where(road, asphalt, grass)
    rough = np.where(road, 0.03, 0.09).astype("float32")
    ground = ground + rough * _blotch(rng, shape, 4, 8)
    ground += rough * _blotch(rng, shape, 1, 2)
    ground -= 0.08 * ((_blotch(rng, shape, 6, 10) > 1.1) & road)  # mended with tar
    ground += paint * _draw_lines(rng, along, across, second, worn)
    sun = rng.uniform(-1.5, 1.5, (tracks, 1, 1))  # the way the shadows lie
    cell = (along[:, None] + sun * across) / CELL[0]
    cell = cell.astype(int) % len(along)
    trees = _blotch(rng, (tracks, len(along), 1), 6, 1)[..., 0] > 0.7
    dark = rng.uniform(0, shade, (tracks, 1, 1)).astype("float32")
    light = 1 + 0.12 * _blotch(rng, (tracks, len(along), 1), 40, 1)
    light = light * (1 - dark * trees[np.arange(tracks)[:, None, None], cell])
    ground *= 255 * light.astype("float32")
    return np.clip(ground, 0, 255, out=ground).astype("uint8")


def _draw_lines(rng, along, across, second, worn):
    """How much paint lies on each cell, from 0 to 1."""
    tracks = len(second)
    paint = np.zeros((tracks, len(along), len(across)), "float32")
    share = rng.uniform(0, worn, (tracks, 1, 1))
    for side in (-EDGE, EDGE, 3 * EDGE):
        line = np.abs(across - side) < LINE
        rough = _blotch(rng, (tracks, len(along), 1), 8, 1)
        limit = np.quantile(rough, share[:, 0, 0], axis=(1, 2)).diagonal()
        there = rough >= limit[:, None, None]
        if side == EDGE:
            there = there & ~(second & (along % 9 >= 4.5)[:, None])
        if side > EDGE:
            there = there & second
        paint[..., line] = there
    return paint


def _blotch(rng, shape, long, wide):
    """Noise of mean 0 and variance 1 whose patches have about this size in cells."""
    tracks, along, across = shape
    small = (tracks, -(-along // long) + 1, -(-across // wide))
    noise = rng.standard_normal(small, dtype="float32").repeat(long, axis=1)[:, :along]
    if long > 1:
        noise = uniform_filter1d(noise, long, axis=1, mode="nearest")
        noise /= max(noise.std(), 1e-6)
    return noise.repeat(wide, axis=2)[:, :, :across]
