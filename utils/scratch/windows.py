"""Where a sliding window meets a picture: strides, padding and dilation in one place.

A window of `kernel_height · kernel_width` taps is not moved over the picture place by
place. For each tap, one slice of the padded picture holds all values that the tap meets
at all places, so that a layer is a loop over taps instead of a loop over pixels.
"""

import itertools
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Windows:
    """All places of a window on a picture.

    Args:
        margins: `((top, bottom), (left, right))`, rows and columns of padding.
        output: `(rows, columns)` of places.
        taps: for each tap `(i, j)`, two slices into the padded picture.
    """

    margins: tuple
    output: tuple
    taps: dict


def place_windows(picture, window, *, strides, padding, dilation=(1, 1)):
    """Finds every place of a window, as Keras does.

    Along an axis of n values, a window of k taps at distance d spans
    `d · (k - 1) + 1` values. With stride s there are `(n - span) // s + 1` places
    without padding ("valid"); "same" pads with as little as gives `ceil(n / s)` places,
    the odd row or column at the end.

    Args:
        picture: `(height, width)` of the picture.
        window: `(height, width)` of the window, in taps.
        strides: distance between two places, for each axis.
        padding: "valid" or "same".
        dilation: distance between two taps, for each axis.

    Returns:
        `Windows`.

    Raises:
        ValueError: for another padding, or a window that does not fit.

    Example:

    >>> place_windows((28, 28), (3, 3), strides=(2, 2), padding="same").output
    (14, 14)
    >>> place_windows((28, 28), (3, 3), strides=(2, 2), padding="valid").output
    (13, 13)
    """
    if padding not in ("valid", "same"):
        raise ValueError(f"padding is {padding!r}; expected 'valid' or 'same'")
    spans = [d * (k - 1) + 1 for k, d in zip(window, dilation, strict=True)]
    if padding == "same":
        output = tuple(-(-n // s) for n, s in zip(picture, strides, strict=True))
    else:
        sizes = zip(picture, spans, strides, strict=True)
        output = tuple((n - span) // s + 1 for n, span, s in sizes)
    if min(output) < 1:
        raise ValueError(
            f"kernel or size spans {tuple(spans)}; expected at most the picture's "
            f"{tuple(picture)}, or padding 'same'"
        )
    margins = []
    for n, span, s, places in zip(picture, spans, strides, output, strict=True):
        missing = max((places - 1) * s + span - n, 0) if padding == "same" else 0
        margins.append((missing // 2, missing - missing // 2))
    taps = {
        tap: tuple(
            slice(i * d, i * d + (places - 1) * s + 1, s)
            for i, d, places, s in zip(tap, dilation, output, strides, strict=True)
        )
        for tap in itertools.product(*map(range, window))
    }
    return Windows(tuple(margins), output, taps)


def pad(x, windows, value=0.0):
    """Surrounds pictures with rows and columns of one value.

    Args:
        x: `(batch, height, width, channels)`.
        windows: from `place_windows`.
        value: what the padding holds.

    Returns:
        `(batch, top + height + bottom, left + width + right, channels)`.

    Example:

    >>> places = place_windows((2, 2), (3, 3), strides=(1, 1), padding="same")
    >>> pad(np.ones((1, 2, 2, 1)), places).shape
    (1, 4, 4, 1)
    """
    return np.pad(x, [(0, 0), *windows.margins, (0, 0)], constant_values=value)


def crop(padded, windows, picture):
    """Cuts the padding off again: the inverse of `pad`.

    Args:
        padded: as from `pad`.
        windows: from `place_windows`.
        picture: `(height, width)` of the picture.

    Returns:
        `(batch, height, width, channels)`.

    Example:

    >>> places = place_windows((2, 2), (3, 3), strides=(1, 1), padding="same")
    >>> crop(pad(np.ones((1, 2, 2, 1)), places), places, (2, 2)).ravel().tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    (top, _), (left, _) = windows.margins
    height, width = picture
    return padded[:, top : top + height, left : left + width]
