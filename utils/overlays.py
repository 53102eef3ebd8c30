"""Show on a picture where something looked: bright where it did, dark where not."""

import numpy as np

DARK = 0.15  # brightness where the weight is zero


def plot_looks(picture, words, weights, *, axes):
    """Draws a picture once for each word, lit where the weights of that word are.

    The largest weight of a word is shown in full brightness, others in proportion.

    Args:
        picture: `(height, width, 3)`, from 0 to 1.
        words: a sequence of `str`, the titles.
        weights: `(words, rows, columns)`, not negative; rows divide the height,
            columns the width.
        axes: array of at least as many axes; those left over are emptied.

    Returns:
        `axes`.

    Raises:
        ValueError: if the shapes do not fit.

    Example:

    >>> from matplotlib.figure import Figure
    >>> axes = plot_looks(np.ones((4, 4, 3)), ["here"], [[[1, 0], [0, 0]]],
    ...     axes=Figure().subplots(1, 1))
    >>> lit = axes.images[0].get_array()
    >>> float(lit[0, 0, 0]), float(lit[3, 3, 0])
    (1.0, 0.15)
    """
    picture, weights = np.asarray(picture, float), np.asarray(weights, float)
    if picture.ndim != 3 or weights.ndim != 3 or len(weights) != len(words):
        raise ValueError(
            f"picture has shape {picture.shape}, weights {weights.shape}; expected "
            f"(height, width, 3) and ({len(words)}, rows, columns)"
        )
    tall, wide = (
        side // part
        for side, part in zip(picture.shape[:2], weights.shape[1:], strict=True)
    )
    light = np.repeat(np.repeat(weights, tall, axis=1), wide, axis=2)
    if light.shape[1:] != picture.shape[:2] or weights.min() < 0:
        raise ValueError(
            f"weights has shape {weights.shape}, least {weights.min():g}; expected "
            f"rows and columns that divide {picture.shape[:2]}, none below 0"
        )
    places = np.atleast_1d(axes).ravel()
    if len(places) < len(words):
        raise ValueError(f"axes must be at least {len(words)}, got {len(places)}")
    for place in places:
        place.set_axis_off()
    for place, word, lit in zip(places, words, light, strict=False):
        shade = DARK + (1 - DARK) * lit / max(lit.max(), 1e-12)
        place.imshow(picture * shade[..., None], vmin=0, vmax=1)
        place.set_title(word, loc="center", fontsize="small")
    return axes


def plot_captioned(pictures, titles, *, axes):
    """Draws color pictures, each with its caption above, a line for each object.

    Args:
        pictures: `(pictures, height, width, 3)`, from 0 to 1.
        titles: one text for each; a relation begins a new line.
        axes: array of at least as many axes; those left over are emptied.

    Returns:
        `axes`.

    Raises:
        ValueError: if there are fewer axes, or not as many titles.

    Example:

    >>> from matplotlib.figure import Figure
    >>> ax = plot_captioned(np.ones((1, 4, 4, 3)), ["a cross above a circle"],
    ...     axes=Figure().subplots(1, 1))
    >>> ax.get_title().splitlines()
    ['a cross', 'above a circle']
    """
    places = np.atleast_1d(axes).ravel()
    if len(pictures) != len(titles) or len(places) < len(pictures):
        raise ValueError(
            f"{len(pictures)} pictures, {len(titles)} titles, {len(places)} axes; "
            "expected as many titles, and enough axes"
        )
    for place in places:
        place.set_axis_off()
    for place, picture, title in zip(places, pictures, titles, strict=False):
        for word in (" left of", " above", " below"):
            title = title.replace(word, "\n" + word.strip())
        place.imshow(picture, vmin=0, vmax=1)
        place.set_title(title, loc="center", fontsize="x-small")
    return axes
