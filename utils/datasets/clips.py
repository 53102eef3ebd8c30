"""Short films of one thing that moves: a handwritten digit or a drawn shape.

One frame says what moves and not how; the places, one after the other, say how and not
what. Half of the motions are others played backwards, so that the frames without their
order do not tell them apart.
"""

import numpy as np
from sklearn.datasets import load_digits

from utils import checks
from utils.datasets.base import Dataset, Split
from utils.datasets.splits import check_sizes

DIGITS = (0, 1)
THINGS = ("0", "1", "square", "cross")
MOTIONS = ("left", "right", "stops", "starts", "bounces", "circles")
DIRECTIONS = ("left", "right", "up", "down", "still")
ANSWERS = ("clip", "frame")
SIZES = (4000, 400, 600)
SPRITE = 8  # pixels of a thing, in height and width


def make_clips(
    answer, *, seed, frames=8, size=16, noise=0.05, dark=False, examples=SIZES
):
    """Draw films of one moving thing, and say what happens in them.

    Place, direction, speed and handwriting are drawn anew for each film. A handwritten
    picture occurs in one part of the data only.

    Args:
        answer: "clip" for one label, 6 times the place in `THINGS` plus the place in
            `MOTIONS`; "frame" for a label at each frame from the second on, 5 times
            the place in `THINGS` plus that in `DIRECTIONS`, where the thing went since
            the frame before.
        seed: whole number ≥ 0.
        frames: whole number ≥ 6.
        size: height and width in pixels, a whole number ≥ 16.
        noise: standard deviation of what is added to each pixel, ≥ 0.
        dark: whether the light goes out after a quarter to under half of the frames.
            Only noise is left, and the labels of the dark frames are those of the
            last bright one.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(frames, size, size, 1)`, mostly from 0 to 1.

    Raises:
        ValueError: if an argument is out of its range.

    Example:

    >>> data = make_clips("clip", seed=0, examples=(8, 4, 4))
    >>> data.input_shape, data.classes
    ((8, 16, 16, 1), 24)
    """
    _check(answer, frames, size, noise, dark)
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    parts = []
    for count, digits in zip(check_sizes(examples), _deal_digits(rng), strict=True):
        what = rng.integers(len(THINGS), size=count)
        how = rng.permutation(np.arange(count) % len(MOTIONS))
        paths = draw_paths(how, rng=rng, frames=frames, room=size - SPRITE)
        films = _film(_draw_things(digits, what, rng), paths, size)
        labels = name_directions(paths)
        if dark:
            _switch_off(films, labels, rng)
        films += np.float32(noise) * rng.standard_normal(films.shape, "float32")
        y = len(DIRECTIONS) * what[:, None] + labels
        if answer == "clip":
            y = len(MOTIONS) * what + how
        parts.append(Split(films[..., np.newaxis], y))
    kinds = MOTIONS if answer == "clip" else DIRECTIONS
    name = f"films, a label per {answer}{', dark' * dark}"
    classes = len(THINGS) * len(kinds)
    return Dataset(name, *parts, task="classification", classes=classes)


def draw_paths(how, *, rng, frames, room):
    """Draw a path for each film.

    Args:
        how: integer array `(films,)`, places in `MOTIONS`.
        rng: a NumPy `Generator`.
        frames: how many places a path has.
        room: places go from 0 to this number of pixels, down and to the right.

    Returns:
        An array `(films, frames, 2)`.

    Example:

    >>> rng = np.random.default_rng(0)
    >>> path = draw_paths(np.array([2]), rng=rng, frames=12, room=12)[0]  # stops
    >>> bool((path[-1] == path[-2]).all()), bool((path[1] == path[0]).all())
    (True, False)
    """
    draw = (_left, _left, _stop, _stop, _bounce, _circle)
    paths = np.stack([draw[motion](rng, frames, room) for motion in how])
    turned = np.isin(how, (1, 3))  # right is left played backwards, starts is stops
    paths[turned] = paths[turned, ::-1]
    return paths


def name_directions(paths):
    """Name where each step of a path goes: the larger of its two parts decides.

    Args:
        paths: array `(films, frames, 2)`, down and to the right.

    Returns:
        An integer array `(films, frames - 1)` of places in `DIRECTIONS`.

    Example:

    >>> name_directions(np.array([[[0, 0], [0, 1], [2, 1], [2, 1]]])).tolist()
    [[1, 3, 4]]
    """
    down, right = np.moveaxis(np.diff(paths, axis=1), -1, 0)
    sideways = np.where(right < 0, 0, 1)
    upright = np.where(down < 0, 2, 3)
    named = np.where(np.abs(right) >= np.abs(down), sideways, upright)
    return np.where(np.hypot(down, right) < 1e-6, 4, named)


def _check(answer, frames, size, noise, dark):
    """Refuses what no film could be made of."""
    if answer not in ANSWERS:
        raise ValueError(f"answer is {answer!r}; expected one of {ANSWERS}")
    checks.integer("frames", frames, 6)
    checks.integer("size", size, 2 * SPRITE)
    if not isinstance(noise, int | float) or not noise >= 0:
        raise ValueError(f"noise is {noise!r}; expected a number ≥ 0")
    if not isinstance(dark, bool) or (dark and answer == "clip"):
        raise ValueError(f'dark is {dark!r}; expected False, or True with "frame"')


def _deal_digits(rng):
    """Handwritten pictures for train, valid and test: `{digit: pictures}` each."""
    data = load_digits()
    parts = [{}, {}, {}]
    for digit in DIGITS:
        own = rng.permutation(np.flatnonzero(data.target == digit))
        cuts = np.split(own, [len(own) * 6 // 10, len(own) * 7 // 10])
        for part, rows in zip(parts, cuts, strict=True):
            part[digit] = data.images[rows] / 16
    return parts


def _draw_things(digits, what, rng):
    """One picture for each film: `(films, 8, 8)`."""
    drawn = []
    for thing in what:
        if thing < len(DIGITS):
            pictures = digits[DIGITS[thing]]
            drawn.append(pictures[rng.integers(len(pictures))])
        else:
            drawn.append(_draw_shape(THINGS[thing], rng))
    return np.stack(drawn)


def _draw_shape(name, rng):
    """A full square or an upright cross, of some size, place and brightness."""
    side = rng.integers(5, SPRITE)
    top, left = rng.integers(SPRITE - side + 1, size=2)
    shape = np.zeros((side, side))
    if name == "square":
        shape[:] = 1
    else:
        shape[side // 2] = shape[:, side // 2] = 1
    picture = np.zeros((SPRITE, SPRITE))
    picture[top : top + side, left : left + side] = shape * rng.uniform(0.7, 1)
    return picture


def _left(rng, frames, room, turns=0):
    """A straight line to the left, at most 30 degrees off, turned by right angles."""
    angle = np.pi * (1 + turns / 2 + rng.uniform(-1, 1) / 6)
    step = rng.uniform(0.8, 1.3) * min(1, room / (1.3 * frames - 1.3))
    step = step * np.array([np.sin(angle), np.cos(angle)])
    way = step * (frames - 1)
    start = rng.uniform(np.maximum(0, -way), room - np.maximum(0, way))
    return start + step * np.arange(frames)[:, np.newaxis]


def _turn_at(rng, frames):
    """A frame in the middle third; backwards it is as likely as forwards."""
    return rng.integers(frames // 3, frames - frames // 3)


def _bounce(rng, frames, room):
    """A straight line in any direction that a border throws back."""
    turns = rng.integers(4)
    way = _left(rng, frames, room, turns)
    axis, turn = (turns + 1) % 2, _turn_at(rng, frames)
    step = (way[1] - way[0])[axis]
    border = room if step > 0 else 0
    way[:, axis] = border - np.abs(step * (np.arange(frames) - turn)) * np.sign(step)
    return way


def _circle(rng, frames, room):
    """An arc of 270 to 400 degrees around a place in the room, either way round."""
    radius = rng.uniform(0.18, 0.35) * room
    middle = rng.uniform(radius, room - radius, size=2)
    arc = rng.choice([-1, 1]) * rng.uniform(1.5, 2.2) * np.pi
    angle = rng.uniform(0, 2 * np.pi) + np.linspace(0, arc, frames)
    return middle + radius * np.stack([np.sin(angle), np.cos(angle)], axis=1)


def _stop(rng, frames, room):
    """A straight line in any direction that ends in the middle third of the film."""
    way = _left(rng, frames, room, rng.integers(4))
    return way[np.minimum(np.arange(frames), _turn_at(rng, frames))]


def _switch_off(films, labels, rng):
    """Blackens films from some frame on, and keeps the label of the last bright one."""
    count, frames = films.shape[:2]
    first = rng.integers(max(2, frames // 4), frames // 2, size=(count, 1))
    films[np.arange(frames) >= first] = 0
    last = np.minimum(np.arange(frames - 1), first - 2)  # labels start at frame 2
    labels[:] = np.take_along_axis(labels, last, axis=1)


def _film(pictures, paths, size):
    """Puts pictures on their paths: `(films, frames, size, size)`."""
    canvas = np.zeros((*paths.shape[:2], size + 1, size + 1), "float32")
    whole = np.floor(paths + 1e-9).astype(int)
    rest = (paths - whole)[..., np.newaxis, np.newaxis]
    film, frame = (a[..., None, None] for a in np.indices(paths.shape[:2]))
    rows, columns = np.indices((SPRITE, SPRITE))
    for down in (0, 1):
        for right in (0, 1):
            share = np.abs(1 - down - rest[:, :, 0]) * np.abs(1 - right - rest[:, :, 1])
            y = whole[..., 0, None, None] + rows + down
            x = whole[..., 1, None, None] + columns + right
            canvas[film, frame, y, x] += share * pictures[:, np.newaxis]
    return canvas[..., :size, :size]
