"""Films and the networks that watch them: measured in parts, shuffled, refused, shown.

A label is two answers in one number, what moves and how: `kinds × what + how`.
"""

import numpy as np

from utils import checks
from utils.datasets.clips import DIRECTIONS, MOTIONS
from utils.metrics import predict


def split_labels(labels, *, kinds):
    """Take a label apart into what moves and how.

    Args:
        labels: integer array of any shape, none below 0.
        kinds: whole number ≥ 1, how many ways to move there are.

    Returns:
        A pair of arrays of the same shape, what and how.

    Raises:
        ValueError: for labels that are no whole numbers from 0.

    Example:

    >>> [part.tolist() for part in split_labels([0, 7, 13], kinds=6)]
    [[0, 1, 2], [0, 1, 1]]
    """
    labels = np.asarray(labels)
    checks.integer("kinds", kinds, 1)
    if labels.dtype.kind not in "iu" or (labels < 0).any():
        raise ValueError(f"labels is {labels!r:.60}; expected whole numbers from 0")
    return labels // kinds, labels % kinds


def measure_what(model, dataset):
    """Return the share of test answers that are right about what moves.

    Args:
        model: a `keras.Model` that gives logits, labels on the last axis.
        dataset: a `Dataset` from `clips.make_clips`.

    Returns:
        A number from 0 to 1.
    """
    return _share_of(0, model, dataset)


def measure_how(model, dataset):
    """Return the share of test answers that are right about how it moves.

    Args:
        model: as in `measure_what`.
        dataset: as in `measure_what`.

    Returns:
        A number from 0 to 1.
    """
    return _share_of(1, model, dataset)


def measure_shuffled(model, dataset):
    """Return the share right about how it moves, each film's frames in another order.

    For labels per frame, which would no longer fit, the answer is NaN.

    Args:
        model: as in `measure_what`.
        dataset: as in `measure_what`.

    Returns:
        A number from 0 to 1, or NaN.
    """
    if dataset.test.y.ndim > 1:
        return float("nan")
    guesses = label_films(model, shuffle_frames(dataset.test.x, seed=0))
    right = guesses % len(MOTIONS) == dataset.test.y % len(MOTIONS)
    return float(right.mean())


def measure_at(model, dataset, *, frame):
    """Return the share of right labels at one frame.

    Args:
        model: as in `measure_what`.
        dataset: a `Dataset` from `clips.make_clips("frame", …)`.
        frame: whole number ≥ 2, counted from 1; the first frame has no label.

    Returns:
        A number from 0 to 1.
    """
    frame = checks.integer("frame", frame, 2, dataset.input_shape[0])
    guesses = label_films(model, dataset.test.x)
    return float((guesses == dataset.test.y)[:, frame - 2].mean())


def label_films(model, films):
    """Ask a network for its labels, after a look at what it is handed.

    Args:
        model: a `keras.Model` for films, giving logits, labels on the last axis.
        films: array `(films, frames, height, width, channels)` of finite numbers, of
            the size that the model was built for.

    Returns:
        An integer array `(films,)`, or `(films, labeled frames)`.

    Raises:
        ValueError: for films of another length or size, a single film, or anything
            that is no film.

    Example:

    >>> import keras
    >>> film = keras.Input((3, 2, 2, 1))
    >>> model = keras.Model(film, keras.ops.max(film, axis=(2, 3)))
    >>> label_films(model, np.zeros((1, 4, 2, 2, 1)))
    Traceback (most recent call last):
    ValueError: films have 4 frames of 2×2 pixels, 1 channel; expected 3 frames of \
2×2 pixels, 1 channel
    """
    films, expected = np.asarray(films), tuple(model.input_shape[1:])
    if films.ndim != 5 or not len(films) or films.dtype.kind not in "biuf":
        raise ValueError(
            f"films is {films.dtype} of shape {films.shape}; expected numbers "
            "(films, frames, height, width, channels)"
        )
    if films.shape[1:] != expected:
        raise ValueError(
            f"films have {_describe(films.shape[1:])}; expected {_describe(expected)}"
        )
    if not np.isfinite(films).all():
        raise ValueError("films hold NaN or infinity; expected finite numbers")
    return predict(model, films.astype("float32")).argmax(axis=-1)


def shuffle_frames(films, *, seed):
    """Return films whose frames are in another order, a new one for each film.

    Args:
        films: array `(films, frames, …)`.
        seed: whole number ≥ 0.

    Returns:
        An array of the same shape and type.

    Example:

    >>> shuffled = shuffle_frames(np.arange(5)[np.newaxis], seed=0)
    >>> sorted(shuffled[0].tolist())
    [0, 1, 2, 3, 4]
    """
    films = np.asarray(films)
    if films.ndim < 2:
        raise ValueError(f"films has shape {films.shape}; expected (films, frames, …)")
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    order = rng.permuted(np.tile(np.arange(films.shape[1]), (len(films), 1)), axis=1)
    return films[np.arange(len(films))[:, np.newaxis], order]


def looks_ahead(model, films, *, frame):
    """Return whether answers up to a frame change with what comes after it.

    Args:
        model: a `keras.Model` with a label at each frame from the second on.
        films: array `(films, frames, height, width, channels)`.
        frame: whole number ≥ 2 and below the number of frames, counted from 1.

    Returns:
        A bool: True if any logit moved by more than 10⁻⁴.
    """
    frame = checks.integer("frame", frame, 2, films.shape[1] - 1)
    other = np.array(films)
    other[:, frame:] = np.random.default_rng(0).normal(size=other[:, frame:].shape)
    before, after = (np.asarray(model(x))[:, : frame - 1] for x in (films, other))
    return not np.allclose(before, after, atol=1e-4)


def draw_film(film, titles=(), *, axes):
    """Draw a film as a strip, one frame on each of the axes.

    Args:
        film: array `(frames, height, width, 1)`, black at 0, white at 1.
        titles: as many texts, or none.
        axes: as many axes.

    Returns:
        `axes`.

    Raises:
        ValueError: if the numbers of frames, titles and axes differ.

    Example:

    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots(1, 2)
    >>> [ax.get_title() for ax in draw_film(np.zeros((2, 4, 4, 1)), "ab", axes=axes)]
    ['a', 'b']
    """
    axes, film = np.ravel(axes), np.asarray(film)
    if film.ndim != 4 or len(axes) != len(film) or len(titles) not in (0, len(film)):
        raise ValueError(
            f"film has shape {film.shape}, for {len(axes)} axes and {len(titles)} "
            "titles; expected (frames, height, width, 1) and as many of each"
        )
    for index, ax in enumerate(axes):
        ax.imshow(film[index, :, :, 0], cmap="gray", vmin=0, vmax=1)
        ax.set_title(titles[index] if len(titles) else "", size="x-small", pad=2)
        ax.set_axis_off()
    return axes


def _share_of(part, model, dataset):
    kinds = len(MOTIONS) if dataset.test.y.ndim == 1 else len(DIRECTIONS)
    guesses = split_labels(label_films(model, dataset.test.x), kinds=kinds)[part]
    return float((guesses == split_labels(dataset.test.y, kinds=kinds)[part]).mean())


def _describe(shape):
    """A film's shape in words."""
    frames, height, width, channels = shape
    plural = "s" * (channels != 1)
    return f"{frames} frames of {height}×{width} pixels, {channels} channel{plural}"
