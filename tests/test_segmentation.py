"""Losses of segmentation against NumPy, and the measures of a model."""

import keras
import numpy as np
import pytest

from utils import masks, objects, segmentation, thresholds
from utils.datasets.tissue import make_cells
from utils.segmentation import (
    border_error,
    compare_losses,
    dice_loss,
    guess_masks,
    mean_iou,
    rand_error,
    seam_loss,
    share_found,
    share_merged,
)
from utils.training import Recipe, train


@pytest.fixture(scope="module")
def cells():
    """A few small pictures of cells."""
    return make_cells(seed=0, pictures=(12, 4, 6), size=32)


def build_tiny(dataset, *, width):
    """One convolution for each pixel's logits."""
    return keras.Sequential(
        [
            keras.layers.Input(dataset.input_shape),
            keras.layers.Conv2D(2, 3, padding="same"),
        ]
    )


def test_dice_loss_is_its_formula():
    rng = np.random.default_rng(0)
    truth, logits = rng.integers(0, 2, (3, 8, 9)), rng.normal(size=(3, 8, 9, 2))
    shares = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    cell = shares[..., 1]
    expected = 1 - (2 * (cell * truth).sum() + 1) / (cell.sum() + truth.sum() + 1)
    np.testing.assert_allclose(dice_loss(truth, logits), expected, rtol=1e-5)
    nothing = np.stack([np.full((1, 4, 4), 50.0), np.zeros((1, 4, 4))], axis=-1)
    assert float(dice_loss(np.zeros((1, 4, 4)), nothing)) == pytest.approx(0, abs=1e-6)


def test_seam_loss_is_a_weighted_cross_entropy():
    rng = np.random.default_rng(0)
    truth, logits = np.zeros((1, 30, 30)), rng.normal(size=(1, 30, 30, 2))
    plain = -np.log(1 / (1 + np.exp(logits[..., 1] - logits[..., 0]))).mean()
    np.testing.assert_allclose(seam_loss(truth, logits), plain, rtol=1e-5)
    truth[:, :, :14] = truth[:, :, 15:29] = 1  # a seam of one pixel, an open side
    right = np.where(truth[..., None] == 1, [-9.0, 9.0], [9.0, -9.0])
    in_seam, inside = right.copy(), right.copy()
    in_seam[0, 15, 14] *= -1
    inside[0, 15, 5] *= -1
    ratio = float(seam_loss(truth, in_seam) / seam_loss(truth, inside))
    window = segmentation.NARROW
    assert ratio == pytest.approx(1 + 5 * (window - 1) / window, rel=0.02)


@pytest.mark.parametrize("loss", [dice_loss, seam_loss])
def test_a_model_learns_by_the_loss(cells, loss):
    recipe = Recipe(epochs=8, batch_size=4, learning_rate=0.03, loss=loss)
    run = train(build_tiny, cells, seed=0, width=1, recipe=recipe)
    assert run.history["loss"][-1] < run.history["loss"][0]
    again = train(build_tiny, cells, seed=0, width=1, recipe=recipe)
    assert run.history["loss"] == again.history["loss"]


def test_measures_look_at_the_test_part(cells):
    model = thresholds.build_even_otsu(cells)
    guess, truth = guess_masks(model, cells.test.x), cells.test.y
    assert guess.shape == truth.shape
    assert set(np.unique(guess)) == {0, 1}
    assert mean_iou(model, cells) == masks.mean_iou(truth, guess)
    assert border_error(model, cells) == masks.border_error(truth, guess)
    assert rand_error(model, cells) == objects.rand_error(truth, guess)
    fates = objects.find_fates(truth, guess)
    assert share_found(model, cells) == fates["found"]
    assert share_merged(model, cells) == fates["merged"]


def test_losses_are_compared_with_all_else_alike():
    made = []

    def make(seed):
        made.append(seed)
        return make_cells(seed=seed, pictures=(8, 4, 4), size=16)

    settings = {
        "seeds": (0, 1),
        "measures": {"mean IoU": mean_iou},
        "recipe": Recipe(epochs=1, batch_size=4),
        "parameters": None,
        "record": None,
        "tolerance": 0.1,
    }
    losses = {"cells": {"cross-entropy": None, "Dice": dice_loss}}
    runs = compare_losses(build_tiny, {"cells": make}, losses, **settings)
    assert runs["contestant"].tolist() == ["cross-entropy"] * 2 + ["Dice"] * 2
    assert runs["seed"].tolist() == made == [0, 1, 0, 1]
    assert (runs["family"] == "CNN").all()
    assert runs["value"].between(0, 1).all()
    for wrong, word in (
        (({}, losses, settings), "not in make_data"),
        (({"cells": make}, {}, settings), "losses"),
        (({"cells": make}, {"cells": {}}, settings), "losses"),
        (({"cells": make}, losses, settings | {"recipe": None}), "recipe"),
    ):
        with pytest.raises(ValueError, match=word):
            compare_losses(build_tiny, *wrong[:2], **wrong[2])
