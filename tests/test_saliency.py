"""Maps of what matters: linear models, whose maps can be worked out by hand."""

import keras
import numpy as np
import pytest
from keras import layers

from utils import saliency
from utils.datasets import causes

RNG = np.random.default_rng(0)


def build_linear(shape, classes=3):
    """A linear model of a picture or sequence, and its weights by class."""
    model = keras.Sequential(
        [layers.Input(shape), layers.Flatten(), layers.Dense(classes)]
    )
    kernel = model.layers[-1].get_weights()[0].T.reshape(classes, *shape)
    return model, kernel


@pytest.mark.parametrize("shape", [(6, 4, 1), (5, 7, 2), (9, 3)])
def test_maps_of_a_linear_model(shape):
    model, kernel = build_linear(shape)
    x = RNG.normal(size=(4, *shape)).astype("float32")
    y = np.array([0, 2, 1, 2])
    gradient = saliency.gradient_map(model, x, y)
    np.testing.assert_allclose(gradient, abs(kernel[y]).max(-1), atol=1e-6)
    falls = saliency.occlusion_map(model, x, y, side=1)
    np.testing.assert_allclose(falls, (kernel[y] * x).sum(-1), atol=1e-5)


def test_a_cover_of_three_adds_up_neighbors_and_stops_at_the_border():
    model, kernel = build_linear((5, 1))
    x = np.ones((1, 5, 1), "float32")
    [falls] = saliency.occlusion_map(model, x, [1], side=3)
    own = np.pad(kernel[1, :, 0], 1)
    np.testing.assert_allclose(falls, own[:-2] + own[1:-1] + own[2:], atol=1e-5)


def test_a_coarse_map_repeats_its_values():
    model, kernel = build_linear((4, 6, 1))
    x = np.ones((2, 4, 6, 1), "float32")
    falls = saliency.occlusion_map(model, x, [0, 2], side=1, step=2)
    np.testing.assert_allclose(falls[1, ::2, ::2], kernel[2, 1::2, 1::2, 0], atol=1e-5)
    np.testing.assert_array_equal(falls[:, 1::2, 1::2], falls[:, ::2, ::2])


def test_occlusion_fills_with_what_it_is_told():
    model, _ = build_linear((3, 3, 1))
    x = np.full((1, 3, 3, 1), 0.5, "float32")
    falls = saliency.occlusion_map(model, x, [0], side=1, fill=0.5)
    np.testing.assert_allclose(falls, 0, atol=1e-6)


def test_grad_cam_by_hand():
    conv = layers.Conv2D(2, 1, use_bias=False)
    model = keras.Sequential(
        [
            layers.Input((4, 4, 1)),
            layers.AveragePooling2D(2),
            conv,
            layers.GlobalAveragePooling2D(),
            layers.Dense(2, use_bias=False),
        ]
    )
    kernel = np.array([[1.0, 3.0], [-1.0, -2.0]], "float32")
    conv.set_weights([np.array([[[[1.0, -1.0]]]])])
    model.layers[-1].set_weights([kernel])
    x = RNG.normal(size=(1, 4, 4, 1)).astype("float32")
    small = x[0, :, :, 0].reshape(2, 2, 2, 2).mean(axis=(1, 3))
    for label in (0, 1):  # the mean over four places gives each a quarter
        alpha = kernel[:, label] / 4
        expected = np.maximum(alpha[0] * small - alpha[1] * small, 0)
        found = saliency.grad_cam(model, x, [label])[0]
        np.testing.assert_allclose(found[::2, ::2], expected, atol=1e-6)
        np.testing.assert_array_equal(found[1::2, 1::2], found[::2, ::2])


def test_pointing_and_mass():
    masks = np.zeros((2, 4, 4), bool)
    masks[:, :2] = True
    assert saliency.pointing_game(masks.astype(float), masks) == 1
    assert saliency.pointing_game(1.0 * ~masks, masks) == 0
    assert saliency.pointing_game(np.zeros((2, 4, 4)), masks) == 0.5  # chance
    assert saliency.mass_inside(np.zeros((2, 4, 4)), masks) == 0.5
    assert saliency.mass_inside(-1.0 * masks, masks) == 0.5
    assert saliency.mass_inside(2.0 * masks - 1, masks) == 1


def test_randomize_keeps_the_numbers_and_leaves_the_model_alone():
    model, _ = build_linear((6, 6, 1))
    before = model.get_weights()
    first, same = (saliency.randomize(model, seed=1) for _ in range(2))
    other = saliency.randomize(model, seed=2)
    for old, kept in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, kept)
    weights = [m.get_weights()[0] for m in (first, same, other)]
    np.testing.assert_array_equal(weights[0], weights[1])
    assert not np.array_equal(weights[0], weights[2])
    assert not np.array_equal(weights[0], before[0])
    np.testing.assert_array_equal(np.sort(weights[0], None), np.sort(before[0], None))


def test_refused():
    model, _ = build_linear((4, 4, 1))
    x = np.zeros((2, 4, 4, 1), "float32")
    with pytest.raises(ValueError, match="expected floats"):
        saliency.gradient_map(model, x.astype(int), [0, 0])
    with pytest.raises(ValueError, match=r"expected \(2,\)"):
        saliency.gradient_map(model, x, [0])
    with pytest.raises(ValueError, match="from 0 to 2"):
        saliency.gradient_map(model, x, [0, 3])
    with pytest.raises(ValueError, match="odd"):
        saliency.occlusion_map(model, x, [0, 0], side=2)
    with pytest.raises(ValueError, match="divisor"):
        saliency.occlusion_map(model, x, [0, 0], step=3)
    with pytest.raises(ValueError, match="no Conv2D"):
        saliency.grad_cam(model, x, [0, 0])
    with pytest.raises(ValueError, match="alike"):
        saliency.pointing_game(np.zeros((2, 3)), np.zeros((2, 4)))
    valid = keras.Sequential(
        [layers.Input((4, 4, 1)), layers.Conv2D(1, 2), layers.Flatten()]
    )
    with pytest.raises(ValueError, match="divides"):
        saliency.grad_cam(valid, x, [0, 0])


@pytest.mark.parametrize("draw", [causes.draw_pictures, causes.draw_sequences])
def test_causes_stand_where_the_mask_says(draw):
    found, again = (draw(seed=3, examples=40) for _ in range(2))
    np.testing.assert_array_equal(found.x, again.x)
    axes = tuple(range(1, found.mask.ndim))
    assert set(found.mask.sum(axis=axes)) == {25 if found.mask.ndim == 3 else 5}
    assert set(found.y) == set(range(causes.CLASSES))
    outside = np.where(found.mask, 0, found.x[..., 0])
    alone = draw(seed=3, examples=40, distractors=0)
    assert np.abs(outside).max() > 0.8  # distractors are as strong as causes
    assert np.where(alone.mask, 0, alone.x[..., 0]).max() < 1.1  # noise alone


def test_every_glyph_has_the_same_ink_and_every_motif_differs():
    ink = {glyph.count("#") for glyph in causes.GLYPHS}
    assert len(set(causes.GLYPHS)) == 8 and len(ink) == 1
    assert len(set(causes.MOTIFS)) == 8


def test_causes_as_data_sets():
    pictures = causes.make_pictures(seed=1, examples=(20, 8, 8))
    assert pictures.input_shape == (24, 24, 1) and pictures.classes == 4
    sequences = causes.make_sequences(seed=1, examples=(20, 8, 8))
    assert sequences.input_shape == (40, 1) and sequences.classes == 4
    assert isinstance(causes.draw_pictures(seed=0, examples=1), causes.Causes)
    with pytest.raises(ValueError, match="distractors"):
        causes.draw_sequences(seed=0, examples=4, cells=3, distractors=3)
    with pytest.raises(ValueError, match="cells"):
        causes.draw_pictures(seed=0, examples=4, cells=1)
