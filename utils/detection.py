"""Train and measure detectors whose answer is a set of maps, as in `utils.centers`.

The last four maps are the geometry, all before them one for each class, as logits.
"""

import keras
import numpy as np
from keras import ops

from utils import centers, coco, metrics

FOCUS, MERCY = 2, 4  # alpha and beta in the article
SIZE_WEIGHT = 0.1


@keras.saving.register_keras_serializable("course")
def center_loss(y_true, y_pred):
    """Return the loss of a center-point detector, per object.

    For each class and cell, with the hill's height y and the estimate p: where y is 1,
    `-(1 - p)² log p`; elsewhere `-(1 - y)⁴ p² log(1 - p)`, which is mild close to a
    center. To their sum comes, at the centers, the absolute error of the place and a
    tenth of that of width and height.

    Args:
        y_true: `(batch, rows, columns, kinds + 4)` as from `centers.encode`.
        y_pred: the same shape, with logits in place of the hills.

    Returns:
        A scalar: the sum over the batch, divided by its number of objects.

    Reference:
        Zhou, Wang & Krähenbühl 2019, https://arxiv.org/abs/1904.07850

    Example:

    >>> y = np.zeros((1, 1, 2, 5), "float32")
    >>> y[0, 0, 0] = 1, 0.5, 0.5, 2, 2
    >>> sure = np.where(y[..., :1] == 1, 20, -20)
    >>> right = np.concatenate([sure, y[..., 1:]], axis=-1).astype("float32")
    >>> round(float(center_loss(y, right)), 3)
    0.0
    """
    y_true = ops.convert_to_tensor(y_true)
    heat, logits = y_true[..., : -centers.GEOMETRY], y_pred[..., : -centers.GEOMETRY]
    heat = ops.cast(heat, logits.dtype)
    center = ops.cast(heat == 1, logits.dtype)
    share = ops.sigmoid(logits)
    found = center * (1 - share) ** FOCUS * ops.softplus(-logits)
    calm = (1 - center) * (1 - heat) ** MERCY * share**FOCUS * ops.softplus(logits)
    anywhere = ops.max(center, axis=-1, keepdims=True)
    wrong = anywhere * ops.abs(y_true[..., -4:] - y_pred[..., -4:])
    weights = ops.convert_to_tensor([1, 1, SIZE_WEIGHT, SIZE_WEIGHT], logits.dtype)
    total = ops.sum(found + calm) + ops.sum(wrong * weights)
    return total / ops.maximum(ops.sum(center), 1)


def valid_loss(model, dataset):
    """Return the center loss on the validation part, by which settings are chosen.

    Args:
        model: a `keras.Model`.
        dataset: a `datasets.detection.Scenes`.

    Returns:
        A number, lower is better.
    """
    maps = metrics.predict(model, dataset.valid.x)
    return float(center_loss(dataset.valid.y, ops.convert_to_tensor(maps)))


def find_objects(model, x, *, stride, threshold=0.01):
    """Return what a detector sees in pictures.

    Args:
        model: a `keras.Model`.
        x: array `(pictures, height, width, channels)`.
        stride: side of a cell in pixels.
        threshold: lowest score that counts.

    Returns:
        `boxes.Objects`.
    """
    return centers.decode(metrics.predict(model, x), stride=stride, threshold=threshold)


def mean_precision(model, dataset, overlap=0.5):
    """Return the mean over the classes of the average precision (mAP).

    Args:
        model: a `keras.Model`.
        dataset: a `datasets.detection.Scenes`.
        overlap: `iou` from which a box counts as placed right.

    Returns:
        A number from 0 to 1; classes that the test part lacks are left out.
    """
    found = find_objects(model, dataset.test.x, stride=dataset.stride)
    size = {"pictures": len(dataset.test), "kinds": len(dataset.kinds)}
    each = coco.average_precision(dataset.objects, found, overlap=overlap, **size)
    return float(np.nanmean(each))


def strict_precision(model, dataset):
    """Return the mAP if a box has to fit better: `iou` of at least 0.75.

    Args:
        model: a `keras.Model`.
        dataset: a `datasets.detection.Scenes`.

    Returns:
        A number from 0 to 1.
    """
    return mean_precision(model, dataset, overlap=0.75)
