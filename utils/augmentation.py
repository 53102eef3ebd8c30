"""Augmentation: every training picture several times, shifted and turned a little.

The training part has as many rows with the changes as without, so that both get the
same number of updates, and the comparison is about the pictures alone.
"""

import dataclasses

import numpy as np
from scipy.ndimage import affine_transform

from utils import checks
from utils.datasets.base import Split


def repeat(dataset, *, seed, rows, examples=None, varied=False, shift=0.6, turn=15.0):
    """Repeats training pictures until there are so many rows, varied if asked for.

    The first copy of each picture is the picture itself. Validation and test part stay
    as they are.

    Args:
        dataset: a `datasets.Dataset` of pictures `(height, width, channels)`.
        seed: whole number ≥ 0, draws the changes.
        rows: whole number, how many rows the training part gets.
        examples: how many different training pictures; None takes all of them.
        varied: whether the repetitions are shifted and turned.
        shift: standard deviation of a shift in pixels, along each axis.
        turn: standard deviation of a turn in degrees.

    Returns:
        A `Dataset` with the same other parts.

    Raises:
        ValueError: if x is no picture, or there are fewer rows than pictures.

    Example:

    >>> from utils import datasets
    >>> digits = datasets.images.load_digits(seed=0)
    >>> len(repeat(digits, seed=0, rows=2000, examples=100).train)
    2000
    """
    if len(np.shape(dataset.train.x)) != 4:
        raise ValueError(f"dataset: x {dataset.input_shape}; expected pictures")
    total = len(dataset.train)
    examples = checks.integer("examples", examples or total, 1, total)
    checks.integer("rows", rows, examples)
    chosen = np.resize(np.arange(examples), rows)
    x = dataset.train.x[chosen]
    if varied:
        rng = np.random.default_rng([checks.integer("seed", seed, 0), 7])
        shifts = rng.normal(0, shift, (rows - examples, 2))
        turns = rng.normal(0, turn, rows - examples)
        x = np.concatenate([x[:examples], move(x[examples:], shifts, turns)])
    return dataclasses.replace(dataset, train=Split(x, dataset.train.y[chosen]))


def move(pictures, shifts, turns):
    """Shifts and turns pictures about their middle; what comes in from outside is 0.

    Args:
        pictures: array `(n, height, width, channels)`.
        shifts: `(n, 2)`, pixels down and to the right.
        turns: `(n,)`, degrees against the clock.

    Returns:
        An array of the pictures' shape, values between neighbors interpolated.

    Raises:
        ValueError: if the shapes do not fit each other.

    Example:

    >>> dot = np.zeros((1, 3, 3, 1))
    >>> dot[0, 1, 1] = 1
    >>> move(dot, [[0, 1]], [0])[0, 1, :, 0].tolist()
    [0.0, 0.0, 1.0]
    """
    pictures = np.asarray(pictures, "float32")
    shifts, angles = np.asarray(shifts, float), np.deg2rad(np.asarray(turns, float))
    count = len(pictures)
    if pictures.ndim != 4 or shifts.shape != (count, 2) or angles.shape != (count,):
        raise ValueError(
            f"pictures {pictures.shape}, shifts {shifts.shape}, turns {angles.shape}; "
            "expected (n, height, width, channels), (n, 2) and (n,)"
        )
    middle = (np.array(pictures.shape[1:3]) - 1) / 2
    moved = np.empty_like(pictures)
    for index, (angle, offset) in enumerate(zip(angles, shifts, strict=True)):
        cos, sin = np.round([np.cos(angle), np.sin(angle)], 12)
        back = np.array([[cos, sin], [-sin, cos]])  # where a new pixel comes from
        start = np.round(middle - back @ (middle + offset), 9)  # edges stay inside
        for channel in range(pictures.shape[-1]):
            affine_transform(
                pictures[index, ..., channel],
                back,
                start,
                order=1,
                output=moved[index, ..., channel],
            )
    return moved
