"""A car as a kinematic bicycle, and a scripted driver who looks at the map.

A bicycle has one wheel in front, which steers, and one behind, which follows. It rolls
and never slips. All functions move many cars at once.
"""

import numpy as np

from utils import checks

SPEED = 8.0  # meters per second, about 29 km/h
SECONDS = 0.1  # from one decision to the next
WHEELBASE = 2.7  # meters between the axles
LOCK = np.radians(30)  # the largest angle of the front wheel
WIDTH = 1.6  # meters from the left wheels to the right ones
LOOKAHEAD = 6  # meters, how far ahead the scripted driver aims


def advance(cars, steering):
    """Move cars by one step, each along an arc.

    With the front wheel at angle d the rear axle runs on a circle of curvature
    tan(d) / wheelbase; the step goes along this circle exactly.

    Args:
        cars: `(cars, 3)`, where the middle of the rear axle is, x and y in meters, and
            the heading in radians.
        steering: `(cars,)`, from −1, full lock to the right, to 1, to the left; what
            lies beyond is cut off.

    Returns:
        The new `(cars, 3)`.

    Example:

    Straight ahead a step is 0.8 m long.

    >>> advance(np.zeros((1, 3)), np.zeros(1)).round(3).tolist()
    [[0.8, 0.0, 0.0]]

    Reference:
        Rajamani 2012, https://doi.org/10.1007/978-1-4614-1433-9
    """
    cars, steering = np.asarray(cars, float), np.asarray(steering, float)
    if cars.ndim != 2 or cars.shape[1] != 3 or steering.shape != cars.shape[:1]:
        raise ValueError(
            f"cars {cars.shape} and steering {steering.shape}; expected (cars, 3) and "
            "(cars,)"
        )
    way = SPEED * SECONDS
    turn = way * np.tan(LOCK * np.clip(steering, -1, 1)) / WHEELBASE
    chord = way * np.sinc(turn / (2 * np.pi))  # the arc's two ends, apart
    middle = cars[:, 2] + turn / 2
    step = np.stack([chord * np.cos(middle), chord * np.sin(middle), turn], axis=1)
    return cars + step


def place(tracks, which, near, *, offset=0.0, turn=0.0):
    """Put cars on tracks.

    Args:
        tracks: `datasets.tracks.Tracks`.
        which: `(cars,)`, the track of each car.
        near: `(cars,)`, the point of the center line it stands at.
        offset: `(cars,)` or a number, meters to the left of it.
        turn: `(cars,)` or a number, radians to the left of the lane's direction.

    Returns:
        Cars `(cars, 3)`.
    """
    heading = tracks.heading[which, near]
    x, y = tracks.points[which, near].T
    x, y = x - offset * np.sin(heading), y + offset * np.cos(heading)
    return np.stack([x, y, heading + turn], axis=1)


def locate(tracks, which, cars, near):
    """Find where on their tracks cars are.

    Args:
        tracks: `datasets.tracks.Tracks`.
        which: `(cars,)`, the track of each car.
        cars: `(cars, 3)`.
        near: `(cars,)`, the point of the center line each was at a step ago.

    Returns:
        `(cars,)`, the nearest point of the center line now, and `(cars,)`, the offset
        from the lane's center in meters, positive to the left.

    Example:

    >>> from utils.datasets.tracks import draw_tracks
    >>> tracks = draw_tracks(seed=0, tracks=1, length=20)
    >>> cars = place(tracks, [0], [20], offset=0.5)
    >>> near, offset = locate(tracks, np.array([0]), cars, np.array([19]))
    >>> near.tolist(), offset.round(3).tolist()
    ([20], [0.5])
    """
    last = tracks.points.shape[1] - 1
    around = np.clip(near[:, None] + np.arange(-2, 5), 0, last)
    away = cars[:, None, :2] - tracks.points[which[:, None], around]
    best = np.square(away).sum(axis=-1).argmin(axis=1)
    row = np.arange(len(cars))
    near, away = around[row, best], away[row, best]
    heading, bend = tracks.heading[which, near], tracks.bend[which, near]
    along = away[:, 0] * np.cos(heading) + away[:, 1] * np.sin(heading)
    aside = away[:, 1] * np.cos(heading) - away[:, 0] * np.sin(heading)
    return near, aside - bend * along**2 / 2


def pursue(tracks, which, cars, near, *, lookahead=LOOKAHEAD):
    """The scripted driver: steer along the arc that leads to a point ahead.

    He knows the map. He aims at the lane's center some meters ahead; the circle
    through the rear axle and that goal, tangent to the car's heading, has the
    curvature 2 sin(a) / d, where d is the goal's distance and a the angle at which it
    is seen.

    Args:
        tracks: `datasets.tracks.Tracks`.
        which: `(cars,)`, the track of each car.
        cars: `(cars, 3)`.
        near: `(cars,)`, the point of the center line each is at.
        lookahead: whole number of meters.

    Returns:
        Steering `(cars,)`, from −1 to 1.

    Example:

    >>> from utils.datasets.tracks import draw_tracks
    >>> tracks = draw_tracks(seed=0, tracks=1, length=20)
    >>> left = place(tracks, [0], [10], offset=1.0)  # of the center: steer right
    >>> bool(pursue(tracks, [0], left, np.array([10]))[0] < 0)
    True

    Reference:
        Coulter 1992, Implementation of the pure pursuit path tracking algorithm
    """
    checks.integer("lookahead", lookahead, 1, 40)
    last = tracks.points.shape[1] - 1
    goal = np.minimum(near + lookahead, last)
    away = tracks.points[which, goal] - cars[:, :2]
    angle = np.arctan2(away[:, 1], away[:, 0]) - cars[:, 2]
    curvature = 2 * np.sin(angle) / np.maximum(np.hypot(*away.T), 0.1)
    return np.clip(np.arctan(WHEELBASE * curvature) / LOCK, -1, 1)


def chauffeur(tracks, which, cars, near, steps):
    """Let the scripted driver drive, and keep where the cars have been.

    Args:
        tracks: `datasets.tracks.Tracks`.
        which: `(cars,)`, the track of each car.
        cars: `(cars, 3)`, where they set off.
        near: `(cars,)`, the point of the center line each is at.
        steps: whole number ≥ 1.

    Returns:
        `(steps, cars, 3)`, the cars at each step, `(steps, cars)`, the point of the
        center line each was at, and `(steps, cars)`, what the driver then did.
    """
    seen = []
    for _ in range(checks.integer("steps", steps, 1)):
        near, _offset = locate(tracks, which, cars, near)
        steering = pursue(tracks, which, cars, near)
        seen.append((cars, near, steering))
        cars = advance(cars, steering)
    return tuple(np.stack(part) for part in zip(*seen, strict=True))


def count_steps(tracks):
    """How many steps it takes from the start to the end, with a tenth to spare.

    Args:
        tracks: `datasets.tracks.Tracks`.

    Returns:
        A whole number.

    Example:

    >>> from utils.datasets.tracks import draw_tracks
    >>> count_steps(draw_tracks(seed=0, tracks=1, length=80))
    110
    """
    return round(1.1 * tracks.length / (SPEED * SECONDS))


def has_arrived(tracks, near):
    """Tell which cars are at the end of their track.

    Args:
        tracks: `datasets.tracks.Tracks`.
        near: `(cars,)`, the point of the center line each is at.

    Returns:
        `(cars,)` of bool.
    """
    return np.asarray(near) >= tracks.start + tracks.length
