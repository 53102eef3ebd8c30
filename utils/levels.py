"""What can be read at each depth of a convolutional network, by linear probes.

A probe looks at one place of a feature map: at the values that the channels have there,
and at nothing else. With as many channels at every depth, all probes are equally large.
"""

import keras
import numpy as np
from keras import layers, ops
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from utils import checks
from utils.datasets.scenes import draw_scenes

TARGETS = ("edge", "shape", "kind")
PROBE_SEED = 2_000_000  # draws pictures that no training part holds


def find_maps(model):
    """Return the outputs of a model's convolutions, from the first to the last.

    Args:
        model: a built `keras.Model` with `Conv2D` layers.

    Returns:
        A list of symbolic tensors `(batch, rows, columns, channels)`.

    Raises:
        ValueError: if the model has no such layer.

    Example:

    >>> conv = layers.Conv2D(4, 3)
    >>> len(find_maps(keras.Sequential([layers.Input((9, 9, 1)), conv])))
    1
    """
    found = [layer for layer in model.layers if isinstance(layer, layers.Conv2D)]
    if not found:
        raise ValueError(f"model {model.name!r} has no Conv2D layer; expected some")
    return [layer.output for layer in found]


def read_units(model, depth, x, place=None):
    """Return what the channels of one depth answer, at one place of each picture.

    Args:
        model: a built `keras.Model` of pictures.
        depth: whole number from 1 to the number of convolutions.
        x: pictures `(examples, height, width, channels)`.
        place: `(examples, 2)`, row and column of a pixel: the unit in whose share of
            the picture it lies is read. None reads each channel's largest answer
            anywhere in the picture.

    Returns:
        An array `(examples, channels)`.

    Raises:
        ValueError: for a depth that the model does not have, or places outside.

    Example:

    >>> one = layers.Conv2D(1, 1, kernel_initializer="ones")
    >>> model = keras.Sequential([layers.Input((2, 2, 1)), one])
    >>> x = np.arange(4.0).reshape(1, 2, 2, 1)
    >>> read_units(model, 1, x, [[1, 0]]).tolist(), read_units(model, 1, x).tolist()
    ([[2.0]], [[3.0]])
    """
    maps = find_maps(model)
    depth = checks.integer("depth", depth, 1, len(maps))
    x = np.asarray(x, "float32")
    inside = keras.Model(model.inputs[0], maps[depth - 1])
    parts = [inside(x[start : start + 512]) for start in range(0, len(x), 512)]
    units = np.concatenate([ops.convert_to_numpy(part) for part in parts])
    if place is None:
        return units.max(axis=(1, 2))
    place = np.asarray(place)
    if place.shape != (len(x), 2):
        raise ValueError(f"place has shape {place.shape}; expected {(len(x), 2)}")
    if (place < 0).any() or (place >= x.shape[1:3]).any():
        raise ValueError(f"place leaves the pictures of {x.shape[1:3]} pixels")
    row, column = (place * units.shape[1:3] // x.shape[1:3]).T
    return units[np.arange(len(x)), row, column]


def probe_units(model, depth, target, *, examples=2000):
    """Return how well a linear probe tells an edge, a shape or an object's kind.

    Edge and shape are those at one place, and are read from the unit there. The kind is
    that of the whole picture, and is read from the channels' largest answers. Half of
    the pictures fit the probe, the others score it.

    Args:
        model: a built `keras.Model` of the pictures of `datasets.scenes`.
        depth: whole number from 1 to the number of convolutions.
        target: "edge", "shape" or "kind".
        examples: whole number ≥ 100, pictures drawn for the probe.

    Returns:
        The skill: the share of the way from guessing (0) to no error (1) that the
        probe's accuracy has come; below 0 it does worse than guessing.

    Raises:
        ValueError: if an argument does not fit.

    Reference:
        Alain & Bengio 2017, https://arxiv.org/abs/1610.01644
    """
    if target not in TARGETS:
        raise ValueError(f"target is {target!r}; expected one of {TARGETS}")
    half = checks.integer("examples", examples, 100) // 2
    size = model.input_shape[1]
    scenes = draw_scenes(seed=PROBE_SEED, examples=examples, size=size)
    place = None if target == "kind" else scenes.place
    units, answers = read_units(model, depth, scenes.x, place), getattr(scenes, target)
    probe = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
    probe.fit(units[:half], answers[:half])
    chance = 1 / len(set(answers))
    return float((probe.score(units[half:], answers[half:]) - chance) / (1 - chance))


def make_measures(depths):
    """Return one measure for each target and depth, for `experiments.compare`.

    Args:
        depths: whole numbers from 1 to the number of convolutions.

    Returns:
        A dict from names such as "shape at depth 4" to functions
        `(model, dataset) -> float`; see `probe_units`.

    Example:

    >>> list(make_measures([2]))
    ['edge at depth 2', 'shape at depth 2', 'kind at depth 2']
    """
    return {
        f"{target} at depth {depth}": _make_measure(depth, target)
        for target in TARGETS
        for depth in depths
    }


def skill_by_depth(runs, target):
    """Return the runs of one target, with the depth as their condition.

    Args:
        runs: tidy frame of the measures that `make_measures` names.
        target: "edge", "shape" or "kind".

    Returns:
        A tidy frame with the metric "skill" and the conditions "1", "2" and so on.

    Raises:
        ValueError: if there are no runs of the target.

    Example:

    >>> import pandas as pd
    >>> runs = pd.DataFrame({"metric": ["edge at depth 2"], "value": [0.5]})
    >>> skill_by_depth(runs, "edge").values.tolist()
    [['skill', 0.5, '2']]
    """
    rows = runs[runs["metric"].str.startswith(start := f"{target} at depth ")]
    if rows.empty:
        raise ValueError(f"runs hold no {start!r}; expected one of {TARGETS}")
    depths = rows["metric"].str.removeprefix(start)
    return rows.assign(condition=depths, metric="skill")


def compare_depths(runs, target, depth, other=None):
    """Return the skill at one depth, or by how much it exceeds that at another.

    Args:
        runs: tidy frame of the measures that `make_measures` names.
        target: "edge", "shape" or "kind"; the condition of the frame returned.
        depth: where the target is read.
        other: the depth compared with, or None.

    Returns:
        A tidy frame with the metric "skill" or "skill gained".

    Raises:
        ValueError: if there are no runs of the target at a depth.

    Example:

    >>> import pandas as pd
    >>> runs = pd.DataFrame({"family": "CNN", "contestant": "CNN", "seed": 0,
    ...     "metric": ["edge at depth 1", "edge at depth 2"], "value": [0.75, 0.5]})
    >>> compare_depths(runs, "edge", 1, 2)["value"].tolist()
    [0.25]
    """
    rows, keys = skill_by_depth(runs, target), ["family", "contestant", "seed"]
    sides = []
    for place in (depth,) if other is None else (depth, other):
        side = rows[rows["condition"] == str(place)].set_index(keys)
        if side.empty:
            raise ValueError(f"runs hold no {target} at depth {place!r}")
        sides.append(side)
    found = sides[0].assign(condition=target)
    if other is not None:
        lead = found["value"] - sides[1]["value"].reindex(found.index)
        found = found.assign(value=lead, metric="skill gained")
    return found.reset_index()


def find_patches(model, depth, channel, x, *, side, count=4):
    """Return what excites one channel most: patches of the pictures it answers to.

    Args:
        model: a built `keras.Model` of pictures.
        depth: whole number from 1 to the number of convolutions.
        channel: whole number ≥ 0, which one of that depth.
        x: pictures `(examples, height, width, 1)`.
        side: side of the patches, the unit's receptive field, in pixels.
        count: whole number ≥ 1, how many; each is from another picture.

    Returns:
        An array `(count, side, side)`, strongest first; outside of a picture is 0.

    Raises:
        ValueError: if an argument does not fit.

    Reference:
        Zeiler & Fergus 2014, https://doi.org/10.1007/978-3-319-10590-1_53
    """
    maps = find_maps(model)
    checks.integer("depth", depth, 1, len(maps))
    channel = checks.integer("channel", channel, 0, maps[depth - 1].shape[-1] - 1)
    x, side = np.asarray(x, "float32"), checks.integer("side", side, 1)
    checks.integer("count", count, 1, len(x))
    inside = keras.Model(model.inputs[0], maps[depth - 1])
    answers = ops.convert_to_numpy(inside(x))[..., channel]
    columns, flat = answers.shape[2], answers.reshape(len(x), -1)
    best = np.argsort(-flat.max(axis=1), kind="stable")[:count]
    rows, places = np.divmod(flat[best].argmax(axis=1), columns)
    step = x.shape[1] // answers.shape[1]
    padded = np.pad(x[best, :, :, 0], ((0, 0), (side, side), (side, side)))
    start = side + (step - side) // 2
    corners = zip(padded, start + step * rows, start + step * places, strict=True)
    return np.stack([p[r : r + side, c : c + side] for p, r, c in corners])


def _make_measure(depth, target):
    def measure(model, dataset):
        return probe_units(model, depth, target)

    return measure
