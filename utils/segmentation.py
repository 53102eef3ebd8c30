"""Segmentation of pictures: losses to train by, and the measures of a run.

A model gives two logits for each pixel, background and cell. What is measured comes
from `masks` and `objects`; here it takes a model and a data set, as `experiments` asks.
"""

import dataclasses

from keras import ops

from utils import checks, evidence, masks, metrics, objects
from utils.jobs import Contestant, Job
from utils.recipes import Recipe

NARROW = 9  # pixels, the window in which the seam loss looks for cells


def dice_loss(y_true, logits):
    """Return 1 minus the Dice coefficient of the cells, made smooth.

    With g = 1 in the cells and p the probability that the model gives a pixel of being
    cell, it is 1 − (2 Σ p g + 1) / (Σ p + Σ g + 1), summed over all pixels of a batch.

    Args:
        y_true: tensor `(batch, height, width)` of 0 and 1.
        logits: tensor `(batch, height, width, 2)`.

    Returns:
        A number from 0 to 1.

    Example:

    >>> import numpy as np
    >>> y, right = np.array([[[0, 1]]]), np.array([[[[9.0, -9.0], [-9.0, 9.0]]]])
    >>> round(float(dice_loss(y, right)), 3), round(float(dice_loss(y, -right)), 3)
    (0.0, 0.667)

    Reference:
        Milletari, Navab & Ahmadi 2016, https://doi.org/10.1109/3DV.2016.79
    """
    truth = ops.cast(y_true, "float32")
    cell = ops.sigmoid(_subtract(logits))
    both = ops.sum(cell * truth)
    return 1 - (2 * both + 1) / (ops.sum(cell) + ops.sum(truth) + 1)


def seam_loss(y_true, logits):
    """Return a cross-entropy in which the seams between cells weigh more.

    A background pixel weighs 1 + 5 s, where s is the share of cell in a window around
    it: much in a seam between two cells, little in the open. A cell pixel weighs 1.
    The idea is the weight map of the U-Net's authors; theirs is made from distances.

    Args:
        y_true: tensor `(batch, height, width)` of 0 and 1.
        logits: tensor `(batch, height, width, 2)`.

    Returns:
        The weighted mean over all pixels, in nats.

    Example:

    >>> import numpy as np
    >>> y = np.zeros((1, 20, 20)); y[:, :, :8] = y[:, :, 9:] = 1  # a seam of one pixel
    >>> doubt = np.zeros((1, 20, 20, 2))
    >>> round(float(seam_loss(y, doubt)), 3)  # ln 2, wherever the weight lies
    0.693

    Reference:
        Ronneberger, Fischer & Brox 2015,
        https://doi.org/10.1007/978-3-319-24574-4_28
    """
    truth = ops.cast(y_true, "float32")
    near = ops.average_pool(truth[..., None], NARROW, 1, "same")[..., 0]
    weight = 1 + 5 * (1 - truth) * near
    sign = 2 * truth - 1
    each = ops.softplus(-sign * _subtract(logits))
    return ops.sum(weight * each) / ops.sum(weight)


def guess_masks(model, x):
    """Return the masks that a model guesses.

    Args:
        model: a `keras.Model` that gives two logits for each pixel.
        x: array `(pictures, height, width, channels)`.

    Returns:
        An integer array `(pictures, height, width)` of 0 and 1.

    Example:

    >>> from utils import datasets, thresholds
    >>> cells = datasets.tissue.make_cells(seed=0, pictures=(4, 2, 2))
    >>> guess_masks(thresholds.build_otsu(cells), cells.test.x).shape
    (2, 48, 48)
    """
    return metrics.predict(model, x).argmax(axis=-1)


def mean_iou(model, dataset):
    """Return the mean intersection over union of both classes; see `masks.mean_iou`.

    Args:
        model: a `keras.Model`.
        dataset: a `datasets.Dataset`; its test part is measured.

    Returns:
        A number from 0 to 1.
    """
    return masks.mean_iou(dataset.test.y, guess_masks(model, dataset.test.x))


def border_error(model, dataset):
    """Return the mean distance between borders in pixels; see `masks.border_error`.

    Args:
        model: a `keras.Model`.
        dataset: a `datasets.Dataset`; its test part is measured.

    Returns:
        A number ≥ 0; lower is better.
    """
    return masks.border_error(dataset.test.y, guess_masks(model, dataset.test.x))


def rand_error(model, dataset):
    """Return the adapted Rand error of the objects; see `objects.rand_error`.

    Args:
        model: a `keras.Model`.
        dataset: a `datasets.Dataset`; its test part is measured.

    Returns:
        A number from 0 to 1; lower is better.
    """
    return objects.rand_error(dataset.test.y, guess_masks(model, dataset.test.x))


def share_found(model, dataset):
    """Return the share of cells that were found alone; see `objects.find_fates`.

    Args:
        model: a `keras.Model`.
        dataset: a `datasets.Dataset`; its test part is measured.

    Returns:
        A number from 0 to 1.
    """
    guess = guess_masks(model, dataset.test.x)
    return objects.find_fates(dataset.test.y, guess)["found"]


def share_merged(model, dataset):
    """Return the share of cells merged with another one; see `objects.find_fates`.

    Args:
        model: a `keras.Model`.
        dataset: a `datasets.Dataset`; its test part is measured.

    Returns:
        A number from 0 to 1; lower is better.
    """
    guess = guess_masks(model, dataset.test.x)
    return objects.find_fates(dataset.test.y, guess)["merged"]


def compare_losses(
    build, make_data, losses, *, seeds, measures, recipe, parameters, record, tolerance
):
    """Train one model by several losses, all else alike: one tidy row per run.

    Args:
        build: factory `build(dataset, *, width) -> keras.Model`, a CNN.
        make_data: dict from a condition's name to a function `seed -> Dataset`.
        losses: dict from a condition's name to the losses tried there, a dict from a
            loss's name to a Keras loss, or None for the cross-entropy.
        seeds: different whole numbers ≥ 0.
        measures: dict from a metric's name to a function `(model, dataset) -> float`.
        recipe: a `Recipe`; its loss does not matter.
        parameters: number of trainable parameters, matched within 5 %.
        record: name under which the runs are kept; see `experiments.compare`.
        tolerance: as in `experiments.compare`.

    Returns:
        A tidy DataFrame as from `experiments.compare`, with a contestant per loss.

    Raises:
        ValueError: if there is no loss, a condition has no data, or a recipe is none.
        RuntimeError: under test, if the record is missing or of another experiment.
    """
    if not losses or not all(losses.values()):
        raise ValueError(f"losses is {losses!r}; expected at least one per condition")
    if missing := sorted(set(losses) - set(make_data)):
        raise ValueError(f"losses: {missing} not in make_data, {sorted(make_data)}")
    if not isinstance(recipe, Recipe):
        raise ValueError(f"recipe is {recipe!r}; expected a Recipe")
    jobs = [
        Job(
            Contestant(name, "CNN", build),
            condition,
            make_data[condition],
            checks.seeds(seeds),
            dict(measures),
            dataclasses.replace(recipe, loss=loss),
            parameters,
        )
        for condition, named in losses.items()
        for name, loss in named.items()
    ]
    return evidence.gather(jobs, record=record, tolerance=tolerance)


def _subtract(logits):
    """Return cell less background: the logit of a pixel's being cell, float32."""
    return ops.cast(logits[..., 1] - logits[..., 0], "float32")
