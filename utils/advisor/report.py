"""The figure of an advice, and the page that holds everything in one file."""

import base64
import html
import io
import os
import string
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from utils import plots

PAGE = string.Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Advice: $answer</title>
<style>body{font-family:sans-serif;max-width:56em;margin:2em auto;line-height:1.5}
table{border-collapse:collapse}td,th{padding:.2em .8em;text-align:right;
border-bottom:1px solid #ddd}img{max-width:100%}pre{background:#f4f4f4;padding:1em}
</style></head><body>
<h1>$answer</h1>
<p>$text</p>
<img alt="$alt" src="data:image/png;base64,$picture">
<h2>What was seen</h2><ul>$notes</ul>
<h2>All contestants</h2>$table
<h2>All runs</h2>$runs
<h2>How to load the $network again</h2>
<pre>$how</pre>
</body></html>
""")
HOW = """# with the course: takes what `advise` took, tables and paths, too
from utils import advisor
advisor.load(FOLDER).predict(x)

# with Keras alone
import keras{numpy}
model = keras.models.load_model("model.keras")
{takes}
model.predict(x)  # {gives}"""
NAMES = {"shuffled": "shuffled", "moved": "moved by an eighth"}


def draw(advice):
    """Draw scores, what changes of the input cost, and the learning curve.

    Args:
        advice: an `Advice`.

    Returns:
        A Matplotlib figure.
    """
    runs = advice.runs
    curve = runs[runs["condition"].str.startswith("share")]
    panels = 1 + bool(len(advice.changes)) + bool(len(curve))
    widths = [1.6] + [1] * (panels - 1)
    fig = Figure(figsize=(4.6 + 2.9 * (panels - 1), 3.2), layout="constrained", dpi=110)
    axes = np.atleast_1d(fig.subplots(1, panels, width_ratios=widths))
    full = runs[runs["condition"] == "full"].assign(condition="")
    order = {name: place for place, name in enumerate(advice.table.index)}
    full = full.sort_values("contestant", key=lambda names: names.map(order))
    plots.plot_scores(full, ax=axes[0])
    axes[0].set_title(f"Answer: {advice.answer}")
    axes[0].set_xlabel(
        f"{runs['metric'].iloc[0]} on the test\n"
        "(mark: a seed, bar: mean, dotted: a baseline)"
    )
    if len(advice.changes):
        _draw_changes(advice, axes[1])
    if len(curve):
        _draw_curve(advice, full, curve, axes[-1])
    return fig


def write_html(advice):
    """Write the report as one page that needs no other file.

    Args:
        advice: an `Advice`.

    Returns:
        A text, HTML.
    """
    picture = io.BytesIO()
    advice.plot().savefig(picture, format="png", dpi=110)
    gives = "a number each"
    if advice.classes:
        gives = "a probability for each of " + ", ".join(advice.classes[:20])
    notes = "".join(f"<li>{html.escape(note)}</li>" for note in advice.notes)
    return PAGE.substitute(
        answer=html.escape(advice.answer),
        text=html.escape(advice.text).replace("\n", "<br>"),
        alt=html.escape(write_alt(advice)),
        picture=base64.b64encode(picture.getvalue()).decode(),
        notes=notes,
        table=advice.table.round(4).to_html(border=0),
        runs=advice.runs.round(4).to_html(border=0, index=False),
        network=html.escape(advice.network),
        how=html.escape(
            HOW.format(
                gives=gives,
                takes=describe_input(advice.form, advice.model.input_shape),
                numpy="\nimport numpy as np" * (advice.kind == "texts"),
            )
        ),
    )


def describe_input(form, shape):
    """Say in a line of code what the network takes where there is no course.

    Args:
        form: a `forms.Form`.
        shape: tuple, the shape of the model's input, examples first.

    Returns:
        A text.

    Example:

    >>> from utils.advisor.forms import Form
    >>> describe_input(Form("texts", "classification"), (None,))
    'x = np.array(list_of_texts, object)'
    """
    if form.kind == "texts":
        return "x = np.array(list_of_texts, object)"
    if form.kind == "sounds":
        return f"# x: floats from -1 to 1, (n, samples), {form.rate:,} samples a second"
    wanted = ", ".join("any" if each is None else str(each) for each in shape[1:])
    line = f"# x: numbers, (n, {wanted})"
    if form.whole:
        line += ", from 0 to 255"
    if form.task == "forecast":
        line += ", steps in the order of time"
    if form.columns and form.columns.names:
        line += f"; the columns {', '.join(form.columns.names[:20])}"
    elif form.columns and len(form.columns.places) < form.columns.width:
        line += f"; of {form.columns.width} columns those at {[*form.columns.places]}"
    return line


def write_alt(advice):
    """Say what the figure shows.

    Args:
        advice: an `Advice`.

    Returns:
        A sentence.
    """
    told = ["Scores of all contestants"]
    told += ["what changes of the input cost"] * bool(len(advice.changes))
    curve = advice.runs["condition"].str.startswith("share").any()
    return "; ".join(told + ["the learning curve"] * bool(curve)) + "."


def open_folder(folder):
    """Make a folder and make sure that it can be written to.

    Args:
        folder: path.

    Returns:
        A `Path`.

    Raises:
        PermissionError: if it cannot be made or written to.
    """
    path = Path(folder).expanduser()
    try:
        path.mkdir(parents=True, exist_ok=True)
        trial = path / f".trial-{os.getpid()}"
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise PermissionError(
            f"folder is {str(folder)!r} and cannot be written to "
            f"({error.strerror or error}); expected a folder of your own"
        ) from None
    return path


def _draw_changes(advice, ax):
    scale = 100 if advice.task == "classification" else 1
    rows = range(len(advice.changes))
    for row, (_, change) in zip(rows, advice.changes.iterrows(), strict=True):
        color, mark = plots.COLORS[advice.network], plots.MARKERS[advice.network]
        ax.plot(
            [scale * change["low"], scale * change["high"]], [row, row], color=color
        )
        ax.plot(scale * change["fall"], row, mark, color=color)
    ax.axvline(0, color=plots.COLORS["baseline"], ls=":")
    ax.set_yticks(rows, [NAMES[name] for name in advice.changes.index])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    unit = "points lost" if scale == 100 else "relative error gained"
    ax.set_xlabel(f"{unit}\n(95 % interval)")
    ax.set_title(f"{advice.network}, inputs changed")
    ax.grid(visible=False, axis="y")


def _draw_curve(advice, full, curve, ax):
    color, mark = plots.COLORS[advice.network], plots.MARKERS[advice.network]
    whole = full[full["contestant"] == advice.network].assign(share=1.0)
    parts = curve.assign(share=curve["condition"].str.split().str[1].astype(float))
    points = [*zip(whole["share"], whole["value"], strict=True)]
    points += [*zip(parts["share"], parts["value"], strict=True)]
    shares = sorted({share for share, _ in points})
    means = [np.mean([v for s, v in points if s == share]) for share in shares]
    ax.plot(*zip(*points, strict=True), mark, alpha=0.5, color=color)
    ax.plot(shares, means, "-", lw=2, color=color)
    ax.set_xticks(shares, [f"{share:.0%}".replace("%", " %") for share in shares])
    ax.set_xlabel("share of the training data\n(mark: a seed, line: mean)")
    ax.set_ylabel(curve["metric"].iloc[0])
    ax.set_title(f"{advice.network}, with less data")
