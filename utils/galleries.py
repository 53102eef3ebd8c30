"""Pictures in rows, each row with its name: what was asked for, what was drawn."""

import numpy as np


def plot_rows(rows, names, *, axes, top=None):
    """Draws pictures in rows, the name of each row at its left.

    Args:
        rows: sequence of rows, each a sequence of pictures: `(height, width, 3)` from 0
            to 1, or `(height, width)` whole numbers, which are painted in grays.
        names: one text for each row.
        axes: array of axes `(rows, columns)`, as from `plt.subplots`.
        top: the number that is painted white; by default each picture's largest.

    Returns:
        `axes`.

    Raises:
        ValueError: if there are not as many names as rows, or too few axes.

    Example:

    >>> from matplotlib.figure import Figure
    >>> pictures = np.ones((2, 3, 4, 4, 3))  # two rows of three
    >>> axes = plot_rows(pictures, ["one", "two"], axes=Figure().subplots(2, 3))
    >>> [ax.get_ylabel() for ax in axes[:, 0]]
    ['one', 'two']
    """
    rows, places = list(rows), np.asarray(axes)
    if len(names) != len(rows):
        raise ValueError(f"names are {len(names)}; expected one for {len(rows)} rows")
    fits = places.ndim == 2 and len(places) >= len(rows)
    if not fits or any(len(row) > places.shape[1] for row in rows):
        raise ValueError(
            f"axes has shape {places.shape}; expected {len(rows)} rows of at least "
            f"{max(map(len, rows))}"
        )
    for line in places:
        for place in line:
            place.set(xticks=[], yticks=[])
            place.grid(visible=False)
    for line, row, name in zip(places, rows, names, strict=False):
        for place, picture in zip(line, row, strict=False):
            place.imshow(picture, vmin=0, vmax=top)
        line[0].set_ylabel(name, rotation=0, ha="right", va="center")
    return axes
