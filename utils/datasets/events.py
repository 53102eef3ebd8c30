"""Streams in which something happens now and then, with what is known at every step."""

import numpy as np

from utils import checks
from utils.datasets.splits import cut

SIZES = (1024, 256, 512)
SHORT, LONG = (2, 3), (6, 7)  # steps from one event to the next, in turns
WINDOW = 10  # steps over which the rate is counted


def make_events(*, seed, length, examples=SIZES):
    """Draw streams of events whose gaps are short and long in turns; foretell the next.

    After the first, third, fifth event the next one follows in 2 or 3 steps, after the
    second, fourth, sixth in 6 or 7. To foretell it one has to know how many steps ago
    the last event was, and whether an even or odd number of them has been.

    Args:
        seed: whole number ≥ 0.
        length: whole number ≥ 20, time steps.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(length, 1)` with a 1 where an event is, y `(length,)` with
        class 1 where the next step holds one.

    Raises:
        ValueError: if an argument is out of its range.

    Example:

    >>> data = make_events(seed=0, length=24, examples=(16, 8, 8))
    >>> bool(np.all(data.train.x[:, 1:, 0] == data.train.y[:, :-1]))
    True
    """
    checks.integer("length", length, 20)
    total = sum(checks.integer("examples", size, 1) for size in examples)
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    count = length // SHORT[0] + 2
    gaps = np.empty((total, count), dtype=int)
    gaps[:, 0] = rng.integers(LONG[1], size=total)
    gaps[:, 1::2] = rng.choice(SHORT, size=gaps[:, 1::2].shape)
    gaps[:, 2::2] = rng.choice(LONG, size=gaps[:, 2::2].shape)
    times = gaps.cumsum(axis=1)
    stream = np.zeros((total, length + 1), dtype="float32")
    rows, columns = np.nonzero(times <= length)
    stream[rows, times[rows, columns]] = 1
    x, y = stream[:, :-1, None], stream[:, 1:].astype("int32")
    return cut(x, y, name="events", examples=examples, classes=2)


def read_features(x):
    """Compute what is known of a stream at every step.

    Args:
        x: array `(examples, time, 1)` of zeros and ones, as `make_events` draws it.

    Returns:
        A dict of arrays `(examples, time)`: `"since"`, the steps since the last event
        (since the start before the first, 9 at most), `"parity"`, 1 after an odd
        number of events, and `"rate"`, the share of events in the last 10 steps.

    Raises:
        ValueError: if x is of another shape or holds other numbers.

    Example:

    >>> read_features(np.array([[[0.0], [1.0], [0.0]]]))["since"]
    array([[0, 0, 1]])
    """
    x = np.asarray(x)
    if x.ndim != 3 or x.shape[-1] != 1 or not np.isin(x, (0, 1)).all():
        raise ValueError(
            f"x has shape {x.shape}; expected (examples, time, 1), zeros and ones"
        )
    events = x[..., 0].astype(int)
    steps = np.broadcast_to(np.arange(events.shape[1]), events.shape)
    last = np.maximum.accumulate(np.where(events == 1, steps, 0), axis=1)
    total = events.cumsum(axis=1)
    before = np.pad(total, ((0, 0), (WINDOW, 0)))[:, : events.shape[1]]
    return {
        "since": np.minimum(steps - last, 9),
        "parity": total % 2,
        "rate": (total - before) / WINDOW,
    }
