"""What the camera in the car saw: as a short film, and as a strip to be looked at."""

import base64
import html
import io

import numpy as np
from IPython.display import HTML
from PIL import Image

from utils import checks
from utils.house_style import COLORS

GAP = 2  # pixels between two views


def make_film(views, *, alt, every=2, levels=12, milliseconds=200, width=640):
    """Make an animated picture of several drives, side by side.

    A view that ends before the others stays on its last frame, darkened: that car
    has stopped. The film is a GIF, pixel by pixel what was seen; the browser enlarges
    it, which keeps the page small.

    Args:
        views: list of arrays `(steps, height, width)` of bytes.
        alt: what the film shows, in a sentence.
        every: whole number ≥ 1; of so many frames one is kept.
        levels: whole number from 2 to 256, how many grays are kept; fewer are smaller.
        milliseconds: whole number ≥ 20, how long a frame is shown.
        width: whole number ≥ 16, how wide it is shown, in pixels.

    Returns:
        An `IPython.display.HTML` that holds the film.

    Raises:
        ValueError: for no view, views of other shapes or types, or an empty `alt`.

    Example:

    >>> view = np.zeros((8, 4, 6), "uint8")
    >>> film = make_film([view, view[:4]], alt="Two drives.")
    >>> film.data[:14]
    '<img src="data'
    """
    views = _check_views(views)
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(f"alt is {alt!r}; expected what the film shows")
    checks.integer("every", every, 1)
    checks.integer("levels", levels, 2, 256)
    checks.integer("milliseconds", milliseconds, 20)
    checks.integer("width", width, 16)
    pictures = [
        _reduce(_put_together(views, step), levels)
        for step in range(0, max(map(len, views)), every)
    ]
    file = io.BytesIO()
    more = {"append_images": pictures[1:], "duration": milliseconds, "loop": 0}
    pictures[0].save(file, format="GIF", save_all=True, optimize=False, **more)
    data = base64.b64encode(file.getvalue()).decode()
    look = f'width="{width}" style="image-rendering: pixelated"'
    return HTML(
        f'<img src="data:image/gif;base64,{data}" {look} alt="{html.escape(alt)}">'
    )


def _check_views(views):
    """The views as arrays, all of one size."""
    views = [np.asarray(view) for view in views]
    sizes = {view.shape[1:] for view in views}
    kinds = {(view.ndim, view.dtype.name) for view in views}
    if len(sizes) != 1 or kinds != {(3, "uint8")} or not min(map(len, views)):
        raise ValueError(
            f"views are {[(v.shape, v.dtype.name) for v in views]}; expected bytes "
            "(steps, height, width), all of one size"
        )
    return views


def _reduce(frame, levels):
    """A picture with so many grays, evenly spaced from black to white."""
    palette = np.linspace(0, 255, levels).round().astype("uint8").repeat(3)
    index = (frame.astype(float) / 255 * (levels - 1)).round().astype("uint8")
    picture = Image.fromarray(index, mode="P")
    picture.putpalette(palette.tobytes())
    return picture


def _put_together(views, step):
    """One frame of each view, side by side."""
    parts = []
    for view in views:
        over = step >= len(view)
        frame = view[min(step, len(view) - 1)]
        parts.append(frame // 2 if over else frame)
        parts.append(np.full((frame.shape[0], GAP), 255, "uint8"))
    return np.concatenate(parts[:-1], axis=1)


def draw_strip(frames, steering, *, axes, titles=(), family="CNN"):
    """Draw frames, and above the road an arrow for what the network did.

    The arrow's length is the steering, its direction the side; a straight one is a
    point.

    Args:
        frames: `(frames, height, width)`.
        steering: `(frames,)`, from −1 to 1, positive to the left.
        axes: as many axes.
        titles: as many texts, or none.
        family: decides the arrows' color.

    Returns:
        `axes`.

    Raises:
        ValueError: if the numbers of frames, steering and axes differ.

    Example:

    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots(1, 2)
    >>> axes = draw_strip(np.zeros((2, 4, 6)), [0.5, -0.5], axes=axes)
    >>> [len(ax.patches) for ax in axes]
    [1, 1]
    """
    axes = np.ravel(axes)
    if not len(axes) == len(frames) == len(steering):
        raise ValueError(
            f"{len(frames)} frames, {len(steering)} steering, {len(axes)} axes; "
            "expected as many of each"
        )
    for index, (ax, frame) in enumerate(zip(axes, frames, strict=True)):
        height, width = np.shape(frame)
        top = 1 if np.asarray(frame).dtype.kind == "f" else 255
        ax.imshow(frame, cmap="gray", vmin=0, vmax=top, interpolation="nearest")
        reach = -steering[index] * width / 2
        ax.arrow(
            width / 2,
            height / 8,
            reach,
            0,
            width=height / 16,
            head_length=min(abs(reach), height / 6) or 0.01,
            length_includes_head=True,
            color=COLORS[family],
        )
        if len(titles):
            ax.set_title(titles[index], fontsize="small")
        ax.set_axis_off()
    return axes
