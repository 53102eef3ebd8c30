"""Let a network drive: closed-loop drives of many cars at once, and their measures.

What the network does decides what it sees next. So its errors on the driver's frames
and its drives are two different measures; this module takes the second one.
"""

import dataclasses

import numpy as np

from utils import checks, vehicles
from utils.datasets import roads
from utils.datasets.tracks import EDGE

LEEWAY = EDGE - vehicles.WIDTH / 2  # meters off the center: a wheel is on the line
HELD = 5  # steps for which the scripted driver sets off before he hands over


@dataclasses.dataclass(frozen=True, eq=False)
class Drive:
    """What happened on some tracks, one car on each.

    A car stops where a wheel leaves the lane, and where its track ends.

    Args:
        cars: `(steps, tracks, 3)`, x and y in meters, and the heading in radians.
        near: `(steps, tracks)`, the point of the center line each was at.
        offset: `(steps, tracks)`, meters to the left of the lane's center.
        steering: `(steps, tracks)`, from −1 to 1.
        moving: `(steps, tracks)` of bool, which cars were still driving.
        finished: `(tracks,)` of bool, which of them came to the end.
        frames: `(steps, tracks, height, width)` of bytes, what was seen, or None.
    """

    cars: np.ndarray
    near: np.ndarray
    offset: np.ndarray
    steering: np.ndarray
    moving: np.ndarray
    finished: np.ndarray
    frames: np.ndarray | None = None

    def __repr__(self):
        return f"Drive: {self.finished.sum()} of {len(self.finished)} tracks finished"

    @property
    def share(self):
        """Share of the tracks that were driven to the end."""
        return float(self.finished.mean())

    @property
    def mean_offset(self):
        """Mean distance from the lane's center, in meters, over all steps driven."""
        return float(np.abs(self.offset[self.moving]).mean())

    @property
    def way(self):
        """How far each car came, `(tracks,)`, in meters."""
        return (self.near.max(axis=0) - self.near[0]).astype(float)


def drive(steer, tracks, *, seed=0, frames=3, watch=False):
    """Let a network drive on all tracks at once.

    At each step the camera takes a frame of every track, the network answers all of
    them in one batch, and the cars move. The scripted driver sets off, for half a
    second, and hands over.

    Args:
        steer: function from x `(tracks, height, width, frames)` to steering
            `(tracks,)` or `(tracks, 1)`; or None for the scripted driver.
        tracks: `datasets.tracks.Tracks`.
        seed: whole number ≥ 0, for the camera's noise.
        frames: whole number from 1 to 6, how many frames in a row it is given.
        watch: whether to keep the frames.

    Returns:
        A `Drive`.

    Raises:
        ValueError: if an argument, or what `steer` answers, does not fit.

    Example:

    >>> from utils.datasets.tracks import draw_tracks
    >>> drive(None, draw_tracks(seed=0, tracks=3, length=60))
    Drive: 3 of 3 tracks finished
    """
    checks.integer("frames", frames, 1, HELD + 1)
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    which = np.arange(len(tracks))
    near = np.full(len(tracks), tracks.start)
    cars = vehicles.place(tracks, which, near)
    moving = np.ones(len(tracks), bool)
    arrived, seen, film, steps = ~moving, [], [], []
    for step in range(vehicles.count_steps(tracks)):
        near, offset = vehicles.locate(tracks, which, cars, near)
        arrived = arrived | (moving & vehicles.has_arrived(tracks, near))
        moving = moving & ~arrived & (np.abs(offset) <= LEEWAY)
        if not moving.any():
            break
        steering = vehicles.pursue(tracks, which, cars, near)
        if steer is not None or watch:
            new = roads.draw_frames(tracks, which, cars, near, rng=rng)
            seen = [*seen[-(frames - 1) :], new] if frames > 1 else [new]
        if steer is not None and step >= HELD:
            steering = _ask(steer, np.stack(seen, axis=-1))
        if watch:
            film.append((255 * new).astype("uint8"))
        steps.append((cars, near, offset, steering, moving))
        cars = np.where(moving[:, None], vehicles.advance(cars, steering), cars)
    parts = [np.stack(part) for part in zip(*steps, strict=True)]
    return Drive(*parts, arrived, np.stack(film) if film else None)


def _ask(steer, x):
    """What a network answers, checked."""
    answer = np.asarray(steer(x), float)
    if answer.size != len(x) or not np.isfinite(answer).all():
        raise ValueError(
            f"steer gave {answer.shape} for {len(x)} frames; expected one finite "
            "number for each"
        )
    return np.clip(answer.reshape(len(x)), -1, 1)


def let_drive(model, dataset, *, watch=False):
    """Let a trained model drive on a data set's unseen tracks.

    Args:
        model: a `keras.Model` from frames to steering.
        dataset: `datasets.roads.Roads`.
        watch: whether to keep the frames.

    Returns:
        A `Drive`.
    """
    settings = {"seed": dataset.seed, "frames": dataset.frames, "watch": watch}
    return drive(model.predict_on_batch, dataset.tracks, **settings)


def tracks_driven(model, dataset):
    """Return the share of unseen tracks that a model drives to the end.

    Args:
        model: a `keras.Model` from frames to steering.
        dataset: `datasets.roads.Roads`.

    Returns:
        A number from 0 to 1.
    """
    return let_drive(model, dataset).share


def mean_offset(model, dataset):
    """Return how far from the lane's center a model drives on unseen tracks.

    Args:
        model: a `keras.Model` from frames to steering.
        dataset: `datasets.roads.Roads`.

    Returns:
        Meters, the mean over all steps up to where each car stopped.
    """
    return let_drive(model, dataset).mean_offset
