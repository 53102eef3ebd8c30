"""A slider beside a picture that follows it, in JupyterLab and on Colab."""

import io

import matplotlib.pyplot as plt

from utils import checks


def interact(draw, *, step):
    """Show a slider, and the figure that a function draws for its place.

    As `ipywidgets.interact`, but the picture is replaced in one go: nothing flickers,
    and what the figure's cell displays is the slider and nothing else.

    Args:
        draw: function from a whole number to a Matplotlib figure, which is closed here.
        step: lowest and highest place of the slider, two whole numbers.

    Returns:
        An `ipywidgets.VBox` of the slider and the picture, to end a cell with.

    Raises:
        ValueError: if `draw` is no function or gives no figure, or `step` is no pair of
            whole numbers, the lower one first.

    Example:

    >>> box = interact(lambda step: plt.figure(figsize=(step, 1)), step=(1, 3))
    >>> box.children[0].max
    3
    """
    import ipywidgets

    if not callable(draw):
        raise ValueError(f"draw is {draw!r}; expected a function step -> figure")
    try:
        low, high = step
    except (TypeError, ValueError):
        raise ValueError(f"step is {step!r}; expected two whole numbers") from None
    low = checks.integer("step's lower end", low, 0)
    high = checks.integer("step's upper end", high, low)
    slider = ipywidgets.IntSlider(low, low, high, description="step")
    picture = ipywidgets.Image(value=_paint(draw, low), format="png")
    # "none": as large as it was drawn, instead of stretched to the cell's width.
    picture.layout = ipywidgets.Layout(max_width="100%", object_fit="none")
    picture.layout.align_self = "flex-start"

    def follow(change):
        picture.value = _paint(draw, change["new"])

    slider.observe(follow, names="value")
    return ipywidgets.VBox([slider, picture])


def _paint(draw, step):
    """The figure for one step as the bytes of a PNG file."""
    fig = draw(step)
    if not isinstance(fig, plt.Figure):
        raise ValueError(f"draw returned {fig!r:.60} for {step}; expected a figure")
    stored = io.BytesIO()
    fig.savefig(stored, format="png")
    plt.close(fig)
    return stored.getvalue()
