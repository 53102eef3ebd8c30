"""The road as a camera in a car sees it, and what a scripted driver does there.

The renderer looks at the ground in front of the car: for each pixel it finds the
nearest point of the lane's center, and from it where on the unrolled ground it looks.
"""

import dataclasses

import numpy as np

from utils import checks, vehicles
from utils.datasets.base import Dataset, Split
from utils.datasets.tracks import (
    CELL,
    EDGE,
    REACH,
    SPACING,
    Tracks,
    draw_tracks,
)

HEIGHT, WIDE = 32, 64  # pixels of a frame
HORIZON = 8  # the rows above show the sky
FOCAL, CAMERA = 38.0, 1.4  # focal length in pixels; meters above the ground
BEHIND, AHEAD, EVERY = 4, 46, 2  # points of the center line that are looked at
CHUNK = 32  # frames at a time, to keep memory small
STRETCH, THINNED = 8, 4  # examples from one stretch; steps between two test examples


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Roads(Dataset):
    """Frames and the driver's steering, and tracks on which nobody was trained.

    Args:
        tracks: the unseen `Tracks`, from which the frames of `test` are.
        seed: whole number ≥ 0, that of the camera's noise when somebody drives there.

    Raises:
        ValueError: if the tracks are missing.

    Example:

    >>> make_roads(seed=0, tracks=(4, 2, 1), each=8)
    Dataset "drawn roads": 32 train, 16 valid, 75 test · x (32, 64, 3) · y (1,)
    """

    tracks: Tracks | None = None
    seed: int = 0

    def __post_init__(self):
        super().__post_init__()
        if not isinstance(self.tracks, Tracks):
            raise ValueError(f"tracks is {self.tracks!r:.40}; expected Tracks")

    @property
    def frames(self):
        """How many frames in a row an example holds, the newest last."""
        return self.input_shape[-1]


def make_roads(*, seed, tracks=(320, 8, 12), each=32, frames=3, spread=1.0):
    """Let the scripted driver drive, and keep what he saw and how he steered.

    He drives each track once. At random moments the car is put off his line, to the
    side and in direction, and he drives on from there for a second: **recovery data**.
    The test part is what he sees on the unseen tracks when nobody disturbs him.

    Args:
        seed: whole number ≥ 0.
        tracks: how many tracks to train on, to choose settings by, and unseen.
        each: multiple of 8, examples from each track of the first two kinds.
        frames: whole number ≥ 1, how many frames in a row an example holds.
        spread: how far the car is put off the line: 1 for up to 1.4 m and 0.25
            radians to either side, 0 for not at all.

    Returns:
        `Roads`; x is `(examples, 32, 64, frames)` from 0 to 1, the newest frame last;
        y is `(examples, 1)`, the driver's steering from −1 to 1 at that frame.

    Raises:
        ValueError: if an argument is out of its range.

    Reference:
        Bojarski et al. 2016, https://arxiv.org/abs/1604.07316
    """
    checks.integer("frames", frames, 1, 8)
    if checks.integer("each", each, STRETCH) % STRETCH:
        raise ValueError(f"each is {each}; expected a multiple of {STRETCH}")
    if not 0 <= spread <= 1:
        raise ValueError(f"spread is {spread!r}; expected a number from 0 to 1")
    seeds = np.random.default_rng(checks.integer("seed", seed, 0)).integers(
        2**31, size=6
    )
    parts = []
    for part, count in enumerate(tracks):
        drawn = draw_tracks(seed=int(seeds[part]), tracks=count)
        rng = np.random.default_rng(int(seeds[3 + part]))
        taken = None if part == 2 else each // STRETCH
        parts.append(Split(*_take(rng, drawn, taken, frames, spread)))
    return Roads(
        "drawn roads", *parts, task="regression", tracks=drawn, seed=int(seeds[5])
    )


def _take(rng, tracks, starts, frames, spread):
    """The examples of one part: some stretches of each track, or all of it, thinned."""
    which = np.arange(len(tracks))
    near = np.full(len(tracks), tracks.start)
    cars = vehicles.place(tracks, which, near)
    steps = int(tracks.length / (vehicles.SPEED * vehicles.SECONDS))
    cars, near, steering = vehicles.chauffeur(tracks, which, cars, near, steps)
    if starts is not None:
        moment = rng.integers(steps, size=(len(tracks), starts))
        which = which.repeat(starts)
        cars, near = cars[moment.ravel(), which], near[moment.ravel(), which]
        aside, turn = spread * rng.uniform(-1, 1, (2, len(cars))) * [[1.4], [0.25]]
        left = np.stack([-np.sin(cars[:, 2]), np.cos(cars[:, 2])], axis=1)
        cars = cars + np.column_stack([aside[:, None] * left, turn])
        steps = STRETCH + frames - 1
        cars, near, steering = vehicles.chauffeur(tracks, which, cars, near, steps)
    kept = np.arange(frames - 1, steps, THINNED if starts is None else 1)
    number = np.unique(kept[:, None] - np.arange(frames))  # of the frames needed
    where = (np.tile(which, len(number)), cars[number].reshape(-1, 3))
    drawn = draw_frames(tracks, *where, near[number].ravel(), rng=rng)
    drawn = drawn.reshape(len(number), len(which), HEIGHT, WIDE)
    x = np.empty((len(kept), *drawn.shape[1:], frames), "float32")
    for back in range(frames):
        x[..., frames - 1 - back] = drawn[np.searchsorted(number, kept - back)]
    return x.reshape(-1, HEIGHT, WIDE, frames), steering[kept].reshape(-1, 1)


def draw_frames(tracks, which, cars, near, *, rng, noise=0.03):
    """Draw what the camera sees.

    Args:
        tracks: `Tracks`.
        which: `(cars,)`, the track of each car.
        cars: `(cars, 3)`, x and y of the camera in meters, and its direction.
        near: `(cars,)`, the point of the center line each is at.
        rng: NumPy's generator, for the camera's noise.
        noise: its standard deviation.

    Returns:
        `(cars, height, width)` of float32, from 0 to 1.

    Example:

    >>> tracks = draw_tracks(seed=0, tracks=1, length=20)
    >>> rng = np.random.default_rng(0)
    >>> draw_frames(tracks, [0], np.zeros((1, 3)), [10], rng=rng).shape
    (1, 32, 64)
    """
    which, near = np.asarray(which), np.asarray(near)
    forward, _ = _look_down()
    haze = np.clip(forward / 70, 0, 0.8).reshape(HEIGHT - HORIZON, WIDE)
    frames = np.empty((len(cars), HEIGHT, WIDE), "float32")
    for first in range(0, len(cars), CHUNK):
        some = slice(first, first + CHUNK)
        along, across = look(tracks, which[some], cars[some], near[some])
        rows = (along / CELL[0]).astype("int32")
        columns = ((across + REACH) / CELL[1]).astype("int32")
        rows = np.clip(rows, 0, tracks.ground.shape[1] - 1)
        columns = np.clip(columns, 0, tracks.ground.shape[2] - 1)
        gray = tracks.ground[which[some][:, None, None], rows, columns]
        sky = tracks.sky[which[some]][:, None, None].astype("float32")
        seen = frames[some]
        seen[:, HORIZON:] = haze * sky + (1 - haze) / 255 * gray
        seen[:, :HORIZON] = sky
        seen *= 1 + 0.06 * rng.standard_normal((len(seen), 1, 1), dtype="float32")
        seen += noise * rng.standard_normal(seen.shape, dtype="float32")
        np.clip(seen, 0, 1, out=seen)
    return frames


def look(tracks, which, cars, near):
    """Tell where on the unrolled ground each pixel below the horizon looks.

    Args:
        tracks: `Tracks`.
        which: `(cars,)`, the track of each car.
        cars: `(cars, 3)`.
        near: `(cars,)`, the point of the center line each is at.

    Returns:
        Two arrays `(cars, height - 8, width)`: meters along the lane from the
        track's first point, and meters to the left of the lane's center.

    Example:

    A car in the middle of a straight lane has the left edge on its left.

    >>> tracks = draw_tracks(seed=0, tracks=1, length=20)
    >>> along, across = look(tracks, [0], np.zeros((1, 3)), [10])
    >>> bool(across[0, -1, 0] > 0 > across[0, -1, -1])
    True
    """
    which, near, cars = np.asarray(which), np.asarray(near), np.asarray(cars)
    forward, left = _look_down()
    last = tracks.points.shape[1] - 1
    window = np.clip(near[:, None] + np.arange(-BEHIND, AHEAD, EVERY), 0, last)
    track, row = which[:, None], np.arange(len(cars))[:, None]
    away = tracks.points[track, window] - cars[:, None, :2]
    cos, sin = np.cos(cars[:, 2:]), np.sin(cars[:, 2:])
    there = np.stack(  # the lane's center as the car sees it: ahead, to the left
        [
            away[..., 0] * cos + away[..., 1] * sin,
            away[..., 1] * cos - away[..., 0] * sin,
        ]
    ).astype("float32")
    seen = np.stack([forward, left], axis=1)  # (pixels, 2)
    far = np.square(there).sum(axis=0)[:, None] - 2 * (seen @ there.transpose(1, 0, 2))
    best = far.argmin(axis=-1)
    heading = (tracks.heading[track, window] - cars[:, 2:]).astype("float32")
    turn = heading[row, best]
    dx, dy = forward - there[0][row, best], left - there[1][row, best]
    cos, sin = np.cos(turn), np.sin(turn)
    along, aside = dx * cos + dy * sin, dy * cos - dx * sin
    bend = tracks.bend[track, window].astype("float32")[row, best]
    across = aside - bend * along**2 / 2
    along += SPACING * window[row, best]
    shape = (len(cars), HEIGHT - HORIZON, WIDE)
    return along.reshape(shape), across.reshape(shape)


def mark_lines(tracks, which, cars, near, *, reach=0.4):
    """Mark the pixels that show the lane's two edges, within some meters.

    Args:
        tracks: `Tracks`.
        which: `(cars,)`, the track of each car.
        cars: `(cars, 3)`.
        near: `(cars,)`, the point of the center line each is at.
        reach: meters to either side of the edge that count.

    Returns:
        `(cars, height, width)` of bool.
    """
    _, across = look(tracks, which, cars, near)
    masks = np.zeros((len(across), HEIGHT, WIDE), bool)
    masks[:, HORIZON:] = np.abs(np.abs(across) - EDGE) < reach
    return masks


def _look_down():
    """Where each pixel below the horizon meets the ground: meters ahead and left."""
    down = np.arange(HEIGHT - HORIZON) + 0.5
    forward = (CAMERA * FOCAL / down)[:, None].repeat(WIDE, axis=1)
    aside = (WIDE - 1) / 2 - np.arange(WIDE)
    left = forward * aside / FOCAL
    return forward.ravel().astype("float32"), left.ravel().astype("float32")
