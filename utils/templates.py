"""Detectors that were never trained: the usual boxes, and matching of templates.

Both are Keras models without a trainable weight, which answer with the maps of
`utils.centers` as a network does.
"""

import keras
import numpy as np
from keras import layers, ops
from scipy.ndimage import zoom
from scipy.special import logit

from utils.boxes import Objects
from utils.centers import GEOMETRY, find_peaks
from utils.models import Constant

SIDE = 10  # pixels of a template before it is brought to a size
SIZES = (0.65, 0.8, 1.0, 1.25, 1.5)  # times the mean size of the class
FLOOR = 1e-4  # variance of a flat patch, of which nothing can be said


def read_objects(dataset, most=1000):
    """Return the objects of the training part, as its maps tell them.

    Args:
        dataset: a `datasets.detection.Scenes`.
        most: how many pictures to read.

    Returns:
        `Objects`.
    """
    maps = dataset.train.y[:most]
    heat = (maps[..., :-GEOMETRY] == 1).astype(float)
    picture, row, column, kind = find_peaks(heat, threshold=0.5)
    geometry = maps[picture, row, column, -GEOMETRY:].astype(float)
    middle = np.stack([column, row], axis=1) + geometry[:, :2]
    half = geometry[:, 2:] / 2
    box = dataset.stride * np.concatenate([middle - half, middle + half], axis=1)
    return Objects(picture, box, kind)


def build_usual(dataset, *, width=1):
    """Build the baseline that sees the same objects in every picture.

    Args:
        dataset: a `datasets.detection.Scenes`.
        width: ignored; a baseline has no width.

    Returns:
        A `keras.Model` whose score for a class and a cell grows with how often a center
        of this class lies there in training, 0.5 for the most frequent; its boxes have
        the mean size.
    """
    maps = dataset.train.y
    share = (maps[..., :-GEOMETRY] == 1).mean(axis=0)
    share = share / (2 * share.max())  # high enough to be told
    boxes = read_objects(dataset).box
    side = (boxes[:, 2:] - boxes[:, :2]).mean(axis=0) / dataset.stride
    geometry = np.broadcast_to([0.5, 0.5, *side], (*share.shape[:2], GEOMETRY))
    answer = np.concatenate([logit(np.clip(share, 1e-4, 0.5)), geometry], axis=-1)
    inputs = layers.Input(dataset.input_shape)
    return keras.Model(inputs, Constant(answer)(inputs))


def build_templates(dataset, *, width=1):
    """Build the baseline that compares one template per class with every place.

    Args:
        dataset: a `datasets.detection.Scenes`.
        width: ignored; a baseline has no width.

    Returns:
        A `keras.Model` whose score is the normalized cross-correlation.
    """
    templates, sides = learn_templates(dataset)
    inputs = layers.Input(dataset.input_shape)
    layer = TemplateMatching(templates.tolist(), sides.tolist(), dataset.stride)
    return keras.Model(inputs, layer(inputs))


def learn_templates(dataset):
    """Return, for each class, the pattern most like its training pictures.

    All objects of a class are cut out, in gray, brought to one size, and to mean 0 and
    length 1. The template is the direction with the largest mean squared correlation
    (the first principal axis), so that light and dark objects share it.

    Args:
        dataset: a `datasets.detection.Scenes`.

    Returns:
        Two arrays: templates `(kinds, SIDE, SIDE)`, and the mean width and height of
        each class in pixels `(kinds, 2)`.
    """
    objects, gray = read_objects(dataset), dataset.train.x.mean(axis=-1)
    steps = (np.arange(SIDE) + 0.5) / SIDE
    side = objects.box[:, 2:] - objects.box[:, :2]
    places = objects.box[:, :2, np.newaxis] + side[..., np.newaxis] * steps
    limits = np.array(gray.shape[:0:-1])[:, np.newaxis] - 1
    column, row = np.clip(places.astype(int), 0, limits).swapaxes(0, 1)
    picture = objects.picture[:, np.newaxis, np.newaxis]
    cut = gray[picture, row[:, :, np.newaxis], column[:, np.newaxis]]
    cut = cut.reshape(len(cut), -1)
    cut = cut - cut.mean(axis=1, keepdims=True)
    cut /= np.maximum(np.linalg.norm(cut, axis=1, keepdims=True), 1e-6)
    templates, sides = [], []
    for kind in range(len(dataset.kinds)):
        own = objects.kind == kind
        if not own.any():
            raise ValueError(f"dataset: no object of class {kind} in training")
        axes = np.linalg.svd(cut[own], full_matrices=False)[2]
        templates.append(axes[0].reshape(SIDE, SIDE))
        sides.append(side[own].mean(axis=0))
    return np.array(templates), np.array(sides)


@keras.saving.register_keras_serializable("course")
class TemplateMatching(layers.Layer):
    """Slide templates of several sizes over a picture, and keep the best in each cell.

    The score is the absolute correlation of a template with the patch below it, both
    with mean 0 and length 1: a convolution, divided by the patch's own contrast.

    Args:
        templates: `(kinds, side, side)`, nested lists.
        sides: `(kinds, 2)`, mean width and height of each class in pixels.
        stride: side of a cell in pixels, even.

    Call arguments: x `(batch, height, width, channels)`.

    Returns:
        `(batch, rows, columns, kinds + 4)`, as `utils.centers` wants it.

    Reference:
        Lewis 1995, Fast normalized cross-correlation.
    """

    def __init__(self, templates, sides, stride, name=None):
        super().__init__(name=name)
        self.templates, self.sides, self.stride = templates, sides, stride
        if stride % 2:
            raise ValueError(f"stride is {stride}; expected an even number")
        self.kernels = [
            _make_kernels(np.array(templates), size * np.array(sides)) for size in SIZES
        ]

    def call(self, x):
        gray = ops.mean(x, axis=-1, keepdims=True)
        scores = []
        for kernel, mask in self.kernels:
            count = mask.sum(axis=(0, 1, 2))
            mean = _slide(gray, mask) / count
            spread = _slide(gray**2, mask) / count - mean**2
            length = ops.sqrt(ops.maximum(spread, FLOOR) * count)
            scores.append(ops.abs(_slide(gray, kernel)) / length)
        scores = ops.stack(scores, axis=-1)  # (batch, places, places, kinds, sizes)
        step = self.stride // 2
        rows, columns = scores.shape[1] // step, scores.shape[2] // step
        shape = (-1, rows, step, columns, step, *scores.shape[3:])
        scores = ops.transpose(ops.reshape(scores, shape), (0, 1, 3, 5, 2, 4, 6))
        kinds = len(self.templates)
        scores = ops.reshape(
            scores, (-1, rows, columns, kinds, step * step * len(SIZES))
        )
        best = ops.clip(ops.max(scores, axis=-1), 1e-4, 0.9999)
        flat = ops.reshape(scores, (-1, rows, columns, kinds * scores.shape[-1]))
        geometry = ops.take(self._geometry(), ops.argmax(flat, axis=-1), axis=0)
        return ops.concatenate([ops.log(best / (1 - best)), geometry], axis=-1)

    def compute_output_shape(self, input_shape):
        rows, columns = (side // self.stride for side in input_shape[1:3])
        return (input_shape[0], rows, columns, len(self.templates) + GEOMETRY)

    def get_config(self):
        own = {"templates": self.templates, "sides": self.sides}
        return own | {"stride": self.stride, "name": self.name}

    def _geometry(self):
        """Return the four numbers of each class, place in the cell, and size."""
        step = self.stride // 2
        rows = [
            [(column + 0.5) / step, (row + 0.5) / step, *(np.array(side) * size)]
            for side in np.array(self.sides) / self.stride
            for row in range(step)
            for column in range(step)
            for size in SIZES
        ]
        return ops.convert_to_tensor(np.array(rows, "float32"))


def _make_kernels(templates, sides):
    """Return templates at their size, in one array, and where in it they are."""
    sides = np.maximum(sides.round().astype(int), 2)
    across, down = (int(2 * (side // 2) + 2) for side in sides.max(axis=0))
    kernels = np.zeros((down, across, 1, len(templates)), "float32")
    masks = np.zeros_like(kernels)
    for kind, (template, (width, height)) in enumerate(
        zip(templates, sides, strict=True)
    ):
        small = zoom(template, (height / len(template), width / len(template)), order=1)
        small = small - small.mean()
        top, left = (down - small.shape[0]) // 2, (across - small.shape[1]) // 2
        place = np.s_[top : top + small.shape[0], left : left + small.shape[1], 0, kind]
        kernels[place], masks[place] = small / np.linalg.norm(small), 1
    return kernels, masks


def _slide(x, kernel):
    """Return the sums under a kernel around the middle of every other pixel."""
    return ops.conv(x, kernel, strides=2, padding="same", data_format="channels_last")
