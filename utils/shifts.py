"""What becomes of an answer when the picture moves."""

import numpy as np
from keras import layers, ops

from utils import checks

TAPS = (0.25, 0.5, 0.25)  # a binomial filter: the smallest one that blurs evenly


class BlurPooling2D(layers.Layer):
    """Blurs a feature map before thinning it out, so that thinning loses less.

    To keep every second value is to sample a signal: what changes faster than the
    samples can follow turns into something else, which is called aliasing. A blur in
    front of it removes the fast changes.

    Args:
        strides: whole number ≥ 1; every how many rows and columns one is kept.

    Raises:
        ValueError: for strides out of its range.

    Example:

    >>> flat = np.ones((1, 5, 5, 1), "float32")
    >>> np.asarray(BlurPooling2D(2)(flat))[0, 1, 1].tolist()
    [1.0]

    Reference:
        Zhang 2019, https://proceedings.mlr.press/v97/zhang19a.html
    """

    def __init__(self, strides=2, name=None):
        super().__init__(name=name)
        self.strides = checks.integer("strides", strides, 1)

    def call(self, x):
        """Return the blurred and thinned map of `(batch, rows, columns, channels)`."""
        kernel = np.outer(TAPS, TAPS)[:, :, np.newaxis, np.newaxis].astype("float32")
        kernel = np.repeat(kernel, x.shape[-1], axis=2)
        return ops.depthwise_conv(x, kernel, strides=self.strides, padding="same")

    def get_config(self):
        """Return what makes the layer anew."""
        return {"strides": self.strides, "name": self.name}


def shift_pictures(x, rows=0, columns=0):
    """Move pictures down and to the right; what enters is empty.

    Args:
        x: `(examples, height, width, channels)`.
        rows: whole number of pixels, down; below 0 up.
        columns: whole number of pixels, to the right; below 0 to the left.

    Returns:
        An array of the shape of `x`. What leaves the frame is lost.

    Raises:
        ValueError: for another rank, or a shift of more than the picture.

    Example:

    >>> x = np.array([[1, 2, 3]]).reshape(1, 1, 3, 1)
    >>> shift_pictures(x, columns=1).ravel().tolist()
    [0, 1, 2]
    """
    x = np.asarray(x)
    if x.ndim != 4:
        raise ValueError(
            f"x has shape {x.shape}; expected (examples, height, width, ch)"
        )
    height, width = x.shape[1:3]
    checks.integer("rows", rows, -height, height)
    checks.integer("columns", columns, -width, width)
    moved = np.zeros_like(x)
    target, source = _spans(rows, height), _spans(-rows, height)
    to, origin = _spans(columns, width), _spans(-columns, width)
    moved[:, target, to] = x[:, source, origin]
    return moved


def equivariance_error(model, x, shift, *, stride=1):
    """Return how far "move, then answer" is from "answer, then move".

    A model is equivariant if both are the same: its map moves along with the picture.
    Behind a stride the map moves by `shift / stride` places; where that is no whole
    number, the better of the two nearest ones counts.

    Args:
        model: function or layer from pictures to maps, both with four axes.
        x: pictures `(examples, height, width, channels)`; keep what they show far
            enough from the border, where every map is different.
        shift: whole number of pixels to the right, at least 0.
        stride: whole number ≥ 1, pixels of the picture for one step of the map.

    Returns:
        The norm of the difference over the norm of the answer: 0 is exact.

    Raises:
        ValueError: if an argument does not fit.

    Example:

    >>> x = np.eye(6, dtype="float32")[None, :, :, None]
    >>> equivariance_error(lambda x: 2 * x, x, 1)
    0.0
    """
    checks.integer("shift", shift, 0)
    checks.integer("stride", stride, 1)
    x = np.asarray(x, "float32")
    before = ops.convert_to_numpy(model(x))
    after = ops.convert_to_numpy(model(shift_pictures(x, columns=shift)))
    norm = max(float(np.linalg.norm(before)), np.finfo("float32").tiny)
    places = {shift // stride, -(-shift // stride)}
    expected = [shift_pictures(before, columns=place) for place in places]
    return min(float(np.linalg.norm(after - moved)) for moved in expected) / norm


def accuracy_moved(model, dataset, distance):
    """Return the accuracy on test pictures moved by a distance, up, down and sideways.

    Args:
        model: a `keras.Model` that gives logits.
        dataset: a `datasets.Dataset` of pictures with an empty margin.
        distance: whole number ≥ 0, in pixels.

    Returns:
        The mean accuracy over the four directions, from 0 to 1.

    Example:

    >>> from utils import datasets, models
    >>> digits = datasets.images.load_digits(seed=0)
    >>> accuracy_moved(models.build_majority(digits), digits, 1) < 0.15
    True
    """
    answers = [_answer(model, x) for x in _four_ways(dataset.test.x, distance)]
    return float(np.mean([answer == dataset.test.y for answer in answers]))


def accuracy_lost(model, dataset, *, distances=(1, 2, 3, 4)):
    """Return how much accuracy is lost when the test pictures move.

    Args:
        model: a `keras.Model` that gives logits.
        dataset: a `datasets.Dataset` of pictures with an empty margin.
        distances: whole numbers ≥ 0, in pixels.

    Returns:
        The accuracy on pictures that stay, minus the mean over all distances.

    Raises:
        ValueError: if no distance is given.

    Example:

    >>> from utils import datasets, models
    >>> digits = datasets.images.load_digits(seed=0)
    >>> accuracy_lost(models.build_majority(digits), digits)
    0.0
    """
    moved = [accuracy_moved(model, dataset, distance) for distance in distances]
    if not moved:
        raise ValueError(f"distances is {distances!r}; expected at least one")
    return accuracy_moved(model, dataset, 0) - float(np.mean(moved))


def answers_changed(model, dataset):
    """Return the share of test pictures whose answer a shift of one pixel changes.

    Args:
        model: a `keras.Model` that gives logits.
        dataset: a `datasets.Dataset` of pictures with an empty margin.

    Returns:
        The mean share over the four directions, from 0 to 1.

    Example:

    >>> from utils import datasets, models
    >>> digits = datasets.images.load_digits(seed=0)
    >>> answers_changed(models.build_majority(digits), digits)
    0.0
    """
    before = _answer(model, dataset.test.x)
    after = [_answer(model, x) for x in _four_ways(dataset.test.x, 1)]
    return float(np.mean([answer != before for answer in after]))


def _spans(shift, length):
    """The slice of places that stay in the frame after a shift."""
    return slice(max(0, shift), length + min(0, shift))


def _four_ways(x, distance):
    steps = ((distance, 0), (-distance, 0), (0, distance), (0, -distance))
    return [shift_pictures(x, *step) for step in steps]


def _answer(model, x):
    """The classes a model names; called directly, as compiling would cost more."""
    return ops.convert_to_numpy(model(ops.convert_to_tensor(x))).argmax(axis=-1)
