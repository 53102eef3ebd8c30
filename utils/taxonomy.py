"""Draw what goes into a recurrent network and what comes out, step by step."""

from utils import checks, strokes

MOST = 9  # steps that can still be read


def draw_shape(steps, *, reads, writes, ax, feeds_back=False):
    """Draw an unrolled recurrent network: which steps read, which ones write.

    Args:
        steps: whole number from 1 to 9, time steps.
        reads: the steps, counted from 0, that are given an input.
        writes: the steps that give an output.
        ax: the axes to draw on.
        feeds_back: whether each output is handed to the next step as its input.

    Returns:
        `ax`.

    Raises:
        ValueError: if a step does not exist.

    Example:

    >>> from matplotlib.figure import Figure
    >>> ax = draw_shape(3, reads=[0, 1, 2], writes=[2], ax=Figure().subplots())
    >>> sum(text.get_text() == "in" for text in ax.texts)
    3
    """
    steps = checks.integer("steps", steps, 1, MOST)
    for name, chosen in (("reads", reads), ("writes", writes)):
        if not set(chosen) <= set(range(steps)):
            raise ValueError(
                f"{name} is {sorted(chosen)}; expected steps from 0 to {steps - 1}"
            )
    for step in range(steps):
        strokes.box(ax, step, 1, "h", width=0.56)
        if step + 1 < steps:
            strokes.arrow(ax, (step + 0.28, 1), (step + 0.72, 1))
        if step in reads:
            strokes.write(ax, step, -0.2, "in")
            strokes.arrow(ax, (step, 0.05), (step, 0.7))
        if step in writes:
            strokes.write(ax, step, 2.2, "out")
            strokes.arrow(ax, (step, 1.3), (step, 1.95))
        if feeds_back and {step, step + 1} <= set(writes):
            path = [(step + 0.22, 2.2), (step + 0.5, 2.2), (step + 0.5, 0.3)]
            strokes.lines(ax, [*path, (step + 1, 0.3)])
            strokes.arrow(ax, (step + 1, 0.3), (step + 1, 0.7))
    return strokes.finish(ax, (-0.5, steps - 0.5), (-0.5, 2.5))
