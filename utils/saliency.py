"""Maps that say which part of an input an answer hangs on, and a score for them.

A map has one number for every pixel or time step; the larger, the more that place is
said to matter for the score (the logit) of one class.
"""

import keras
import numpy as np
from keras import layers, ops

from utils import checks, metrics, probes


def gradient_map(model, x, classes):
    """Return how much each place's value would change a class's score.

    Args:
        model: a `keras.Model` that gives logits `(batch, classes)`.
        x: array of floats `(batch, height, width, channels)` or
            `(batch, time, channels)`.
        classes: whole numbers `(batch,)`, the class asked about in each example.

    Returns:
        An array `(batch, height, width)` or `(batch, time)`: the gradient's largest
        absolute value over the channels.

    Example:

    >>> double = keras.Sequential([layers.Input((3, 1)), layers.Flatten()])
    >>> gradient_map(double, np.ones((1, 3, 1), "float32"), [2]).tolist()
    [[0.0, 0.0, 1.0]]

    Reference:
        Simonyan, Vedaldi & Zisserman 2014, https://arxiv.org/abs/1312.6034
    """
    x, chosen = _check(model, x, classes)
    gradient = probes.input_gradient(lambda x: model(x) * chosen, x)
    return np.abs(gradient).max(axis=-1)


def occlusion_map(model, x, classes, *, side=5, step=1, fill=0.0):
    """Return how far a class's score falls when a piece of the input is covered.

    A square of `side` pixels, or a stretch of `side` time steps, is put over one place
    after the other, with the place at its middle; at the border it covers less.

    Args:
        model: a `keras.Model` that gives logits `(batch, classes)`.
        x: array of floats `(batch, height, width, channels)` or
            `(batch, time, channels)`.
        classes: whole numbers `(batch,)`.
        side: odd whole number, how large the cover is.
        step: whole number that divides the input's sides; the cover goes on by so
            much, and the map is enlarged by repetition.
        fill: the number that the cover consists of.

    Returns:
        An array `(batch, height, width)` or `(batch, time)`.

    Raises:
        ValueError: for an even side, or a step that does not divide.

    Example:

    >>> total = keras.Sequential([layers.Input((3, 1)), layers.Flatten()])
    >>> x = np.array([[[1.0], [2.0], [4.0]]], "float32")
    >>> occlusion_map(total, x, [2], side=1).tolist()
    [[0.0, 0.0, 4.0]]

    Reference:
        Zeiler & Fergus 2014, https://doi.org/10.1007/978-3-319-10590-1_53
    """
    x, chosen = _check(model, x, classes)
    shape, reach = x.shape[1:-1], checks.integer("side", side, 1) // 2
    if side % 2 == 0:
        raise ValueError(f"side is {side}; expected an odd number")
    step = checks.integer("step", step, 1)
    if any(length % step for length in shape):
        raise ValueError(f"step is {step}; expected a divisor of {shape}")
    coarse = tuple(length // step for length in shape)
    scores = np.empty((len(x), *coarse), "float32")
    for first in range(coarse[0]):  # all places of a row at once, to be fast
        places = [(first, *rest) for rest in np.ndindex(*coarse[1:])]
        covered = np.repeat(x[np.newaxis], len(places), axis=0)
        for copy, place in zip(covered, places, strict=True):
            middle = [step * p + step // 2 for p in place]
            cover = [slice(max(0, m - reach), m + reach + 1) for m in middle]
            copy[(slice(None), *cover)] = fill
        after = metrics.predict(model, covered.reshape(-1, *x.shape[1:]))
        after = (after.reshape(len(places), *chosen.shape) * chosen).sum(axis=-1)
        scores[:, first] = after.T.reshape(len(x), *coarse[1:])
    before = (metrics.predict(model, x) * chosen).sum(axis=-1)
    return _enlarge(before.reshape(-1, *[1] * len(shape)) - scores, shape)


def grad_cam(model, x, classes):
    """Return where the channels that speak for a class answer (Grad-CAM).

    The last convolution's channels are added up, each weighted by the mean gradient of
    the class's score by it; what is negative is cut off. The map has the resolution
    of that layer and is enlarged by repetition.

    Args:
        model: a functional or sequential `keras.Model` with a `Conv2D` layer.
        x: pictures `(batch, height, width, channels)`.
        classes: whole numbers `(batch,)`.

    Returns:
        An array `(batch, height, width)` of numbers ≥ 0.

    Raises:
        ValueError: if there is no convolution, or its map does not divide the picture.

    Example:

    >>> model = keras.Sequential([layers.Input((4, 4, 1)), layers.Conv2D(2, 1),
    ...     layers.GlobalAveragePooling2D(), layers.Dense(3)])
    >>> grad_cam(model, np.zeros((1, 4, 4, 1), "float32"), [0]).shape
    (1, 4, 4)

    Reference:
        Selvaraju et al. 2017, https://doi.org/10.1109/ICCV.2017.74
    """
    x, chosen = _check(model, x, classes)
    found = [layer for layer in model.layers if isinstance(layer, layers.Conv2D)]
    if not found:
        raise ValueError(f"model {model.name!r} has no Conv2D layer; expected one")
    inside = found[-1].output
    below = keras.Model(model.inputs[0], inside)
    above = keras.Model(inside, model.outputs[0])
    answers = ops.convert_to_numpy(below(x))
    gradient = probes.input_gradient(lambda a: above(a) * chosen, answers)
    weights = gradient.mean(axis=(1, 2), keepdims=True)
    small = np.maximum((weights * answers).sum(axis=-1), 0)
    if x.shape[1] % small.shape[1] or x.shape[2] % small.shape[2]:
        raise ValueError(
            f"the last convolution's map is {small.shape[1:]}; expected one that "
            f"divides the picture's {x.shape[1:3]}"
        )
    return _enlarge(small, x.shape[1:-1])


def pointing_game(maps, masks):
    """Return the share of maps whose largest value lies inside the cause.

    Where several places share the largest value, each counts for its part: a map that
    says the same everywhere scores the cause's share of the area, which is chance.

    Args:
        maps: `(examples, ...)`.
        masks: True where the cause stands, of the same shape.

    Returns:
        A number from 0 to 1.

    Example:

    >>> pointing_game([[0, 3, 1], [2, 2, 0]], [[0, 1, 0], [1, 0, 0]])
    0.75

    Reference:
        Zhang et al. 2018, https://doi.org/10.1007/s11263-017-1059-x
    """
    maps, masks = _check_maps(maps, masks)
    top = maps == maps.max(axis=1, keepdims=True)
    return float(((top & masks).sum(axis=1) / top.sum(axis=1)).mean())


def mass_inside(maps, masks):
    """Return the share of the maps' positive values that lies inside the cause.

    Args:
        maps: `(examples, ...)`.
        masks: True where the cause stands, of the same shape.

    Returns:
        A number from 0 to 1, the mean over the examples; a map without a positive
        value counts as spread evenly.

    Example:

    >>> mass_inside([[0, 3, 1]], [[0, 1, 0]])
    0.75
    """
    maps, masks = _check_maps(maps, masks)
    maps = np.maximum(maps, 0)
    maps = np.where(maps.sum(axis=1, keepdims=True) > 0, maps, 1)
    return float(((maps * masks).sum(axis=1) / maps.sum(axis=1)).mean())


def randomize(model, *, seed):
    """Return a copy of a model with fresh random weights in place of the learned.

    Every weight matrix is refilled by a shuffle of its own numbers: their sizes stay,
    what was learned is gone.

    Args:
        model: a built `keras.Model`.
        seed: whole number ≥ 0.

    Returns:
        A `keras.Model` of the same shape.

    Example:

    >>> model = keras.Sequential([layers.Input((9,)), layers.Dense(9)])
    >>> other = randomize(model, seed=0)
    >>> a, b = (np.sort(m.get_weights()[0], axis=None) for m in (model, other))
    >>> bool(np.all(a == b))
    True

    Reference:
        Adebayo et al. 2018, https://arxiv.org/abs/1810.03292
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    copy = keras.models.clone_model(model)
    shuffled = [rng.permuted(w.ravel()).reshape(w.shape) for w in model.get_weights()]
    copy.set_weights(shuffled)
    return copy


def _check(model, x, classes):
    """Return x as floats and a row for each example that picks its class's score."""
    x, classes = np.asarray(x), np.asarray(classes)
    if x.dtype.kind != "f" or x.ndim < 3:
        raise ValueError(f"x is {x.dtype} {x.shape}; expected floats, channels last")
    count = model.output_shape[-1]
    if classes.shape != (len(x),) or classes.dtype.kind not in "iu":
        raise ValueError(f"classes has shape {classes.shape}; expected {(len(x),)}")
    if classes.min() < 0 or classes.max() >= count:
        raise ValueError(f"classes: expected whole numbers from 0 to {count - 1}")
    return x, np.eye(count, dtype="float32")[classes]


def _check_maps(maps, masks):
    """Return both as `(examples, places)`."""
    maps, masks = np.asarray(maps, float), np.asarray(masks, bool)
    if maps.shape != masks.shape or maps.ndim < 2 or not masks.size:
        raise ValueError(f"maps {maps.shape} and masks {masks.shape}; expected alike")
    return maps.reshape(len(maps), -1), masks.reshape(len(masks), -1)


def _enlarge(maps, shape):
    """Return maps in which every value is repeated until they have a shape."""
    for axis, length in enumerate(shape, start=1):
        maps = maps.repeat(length // maps.shape[axis], axis=axis)
    return maps
