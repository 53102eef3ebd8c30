"""Pieces of photographs that scikit-learn and scikit-image ship, as backgrounds.

No file is fetched: both libraries bring these pictures with them.
"""

import functools

import numpy as np

PHOTOGRAPHS = {  # name and the library that ships it
    "china": "sklearn",
    "flower": "sklearn",
    "astronaut": "skimage",
    "brick": "skimage",
    "camera": "skimage",
    "chelsea": "skimage",
    "coffee": "skimage",
    "gravel": "skimage",
    "hubble_deep_field": "skimage",
    "immunohistochemistry": "skimage",
    "retina": "skimage",
    "rocket": "skimage",
}


def cut_windows(names, count, *, size, rng):
    """Cut square windows out of photographs, at several scales, some mirrored.

    Args:
        names: some of `PHOTOGRAPHS`.
        count: how many windows.
        size: their height and width in pixels.
        rng: a NumPy `Generator`.

    Returns:
        An array `(count, size, size, 3)` from 0 to 1, float32.

    Raises:
        ValueError: for a photograph that is not there.

    Example:

    >>> cut_windows(["china"], 3, size=32, rng=np.random.default_rng(0)).shape
    (3, 32, 32, 3)
    """
    x = np.empty((count, size, size, 3), "float32")
    which, zoom = rng.integers(len(names), size=count), rng.random(count)
    for number, name in enumerate(names):
        most = max(1, min(6, min(read_photograph(name).shape[:2]) // size))
        factors = 1 + (zoom * most).astype(int)
        for factor in range(1, most + 1):
            rows = np.flatnonzero((which == number) & (factors == factor))
            small = _shrink(name, factor)
            views = np.lib.stride_tricks.sliding_window_view(
                small, (size, size), axis=(0, 1)
            )
            top, left = (
                rng.integers(length, size=len(rows)) for length in views.shape[:2]
            )
            x[rows] = np.moveaxis(views[top, left], 1, -1)
    mirrored = rng.random(count) < 0.5
    x[mirrored] = x[mirrored, :, ::-1]
    return x


@functools.cache
def read_photograph(name):
    """Read a photograph that a library ships.

    Args:
        name: one of `PHOTOGRAPHS`.

    Returns:
        An array `(height, width, 3)` from 0 to 1, float32, not to be written to.

    Raises:
        ValueError: if there is no such photograph.

    Example:

    >>> read_photograph("china").shape
    (427, 640, 3)
    """
    if name not in PHOTOGRAPHS:
        raise ValueError(f"name is {name!r}; expected one of {', '.join(PHOTOGRAPHS)}")
    if PHOTOGRAPHS[name] == "sklearn":
        from sklearn.datasets import load_sample_image

        picture = load_sample_image(f"{name}.jpg")
    else:
        import skimage.data

        picture = getattr(skimage.data, name)()
    if picture.ndim == 2:
        picture = np.repeat(picture[..., np.newaxis], 3, axis=-1)
    picture = (picture / 255).astype("float32")
    picture.flags.writeable = False
    return picture


@functools.cache
def _shrink(name, factor):
    """Return a photograph in which a pixel is the mean of a square of pixels."""
    photograph = read_photograph(name)
    height, width = (length // factor for length in photograph.shape[:2])
    cut = photograph[: height * factor, : width * factor]
    small = sum(cut[i::factor, j::factor] for i in range(factor) for j in range(factor))
    small = small / np.float32(factor**2)
    small.flags.writeable = False
    return small
