"""Detectors: their loss, their measure, and those that were never trained."""

import keras
import numpy as np
import pytest
from keras import layers, ops

from utils import detection, experiments, sweeps, templates
from utils.boxes import Objects
from utils.centers import encode
from utils.datasets.detection import make_scenes
from utils.experiments import Contestant
from utils.training import Recipe, train


@pytest.fixture(scope="module")
def scenes():
    return make_scenes(seed=0, scenes=(64, 8, 12))


def build_small(dataset, *, width):
    return keras.Sequential(
        [
            layers.Input(dataset.input_shape),
            layers.Conv2D(width, 4, strides=4, activation="relu"),
            layers.Dense(dataset.output_size),
        ]
    )


def test_the_loss_is_the_formula():
    rng = np.random.default_rng(0)
    objects = Objects([0, 1], [[1, 1, 7, 9], [4, 2, 12, 11]], [0, 1])
    y = encode(objects, pictures=2, shape=(12, 16), kinds=2, stride=4)
    guess = rng.normal(size=y.shape).astype("float32")
    p, heat = 1 / (1 + np.exp(-guess[..., :2].astype(float))), y[..., :2]
    at = heat == 1
    focal = -np.where(
        at, (1 - p) ** 2 * np.log(p), (1 - heat) ** 4 * p**2 * np.log(1 - p)
    )
    wrong = np.abs(guess - y)[..., 2:] * at.any(axis=-1, keepdims=True)
    expected = (focal.sum() + (wrong * [1, 1, 0.1, 0.1]).sum()) / 2
    found = detection.center_loss(y, ops.convert_to_tensor(guess))
    np.testing.assert_allclose(float(found), expected, rtol=1e-5)


def test_the_loss_of_pictures_without_objects_is_finite():
    y = np.zeros((2, 3, 3, 5), "float32")
    assert float(detection.center_loss(y, ops.zeros(y.shape))) > 0
    sure = ops.full(y.shape, -50.0)
    assert float(detection.center_loss(y, sure)) < 1e-6


def test_a_detector_trains_and_is_measured(scenes):
    recipe = Recipe(epochs=2, batch_size=16, loss=detection.center_loss)
    run = train(build_small, scenes, seed=0, width=8, recipe=recipe)
    assert run.history["loss"][1] < run.history["loss"][0]
    assert np.isfinite(detection.valid_loss(run.model, scenes))
    strict = detection.strict_precision(run.model, scenes)
    assert 0 <= strict <= detection.mean_precision(run.model, scenes) <= 1
    found = detection.find_objects(run.model, scenes.test.x, stride=4, threshold=0)
    assert found.picture.max() == 11


def test_tuning_looks_at_the_detectors_own_loss(scenes):
    found = experiments.tune(
        [Contestant("small", "CNN", build_small)],
        lambda seed: scenes,
        learning_rates=(0.001, 0.01),
        seeds=(1000,),
        recipe=Recipe(epochs=1, batch_size=16, loss=detection.center_loss),
        measure=detection.valid_loss,
    )
    assert found["metric"].unique().tolist() == ["valid_loss"]
    assert found["learning_rate"].tolist() == [0.001, 0.01]


def test_perfect_maps_are_worth_one(scenes):
    logits = scenes.test.y.copy()
    logits[..., :10] = np.where(logits[..., :10] == 1, 9, -9)
    order = np.arange(12, dtype="float32").reshape(12, 1)

    class Oracle(layers.Layer):
        def call(self, x):
            return ops.take(ops.convert_to_tensor(logits), x[:, 0, 0, 0], axis=0)

    inputs = layers.Input((64, 64, 3), dtype="int32")
    model = keras.Model(inputs, Oracle()(inputs))
    numbered = np.broadcast_to(order[..., None, None], (12, 64, 64, 3)).astype("int32")
    found = detection.find_objects(model, numbered, stride=4, threshold=0.5)
    assert len(found) == len(scenes.objects)


def test_the_usual_boxes_do_not_look_at_the_picture(scenes):
    model = templates.build_usual(scenes)
    assert model.count_params() == 0
    out = ops.convert_to_numpy(model(scenes.test.x[:2]))
    np.testing.assert_array_equal(out[0], out[1])
    assert detection.mean_precision(model, scenes) < 0.2
    found = detection.find_objects(model, scenes.test.x, stride=4)
    assert len(found) >= len(scenes.test), "it names something in every scene"
    assert found.score.max() == pytest.approx(0.5)


def test_reads_back_the_objects_of_the_maps(scenes):
    objects = templates.read_objects(scenes)
    assert len(objects) == (scenes.train.y[..., :10] == 1).sum()
    maps = encode(objects, pictures=64, shape=(64, 64), kinds=10, stride=4)
    np.testing.assert_allclose(maps, scenes.train.y, atol=1e-4)


def test_templates_find_what_looks_like_them(scenes):
    model = templates.build_templates(scenes)
    assert model.count_params() == 0
    both = detection.mean_precision(model, scenes)
    usual = detection.mean_precision(templates.build_usual(scenes), scenes)
    assert both > usual


def test_a_template_is_found_where_it_stands():
    rng = np.random.default_rng(0)
    template = rng.normal(size=(10, 10))
    layer = templates.TemplateMatching([template.tolist()], [[10, 10]], 4)
    x = rng.normal(0.5, 0.02, size=(1, 32, 40, 3)).astype("float32")
    x[0, 12:22, 20:30] += 0.2 * template[..., None]
    maps = ops.convert_to_numpy(layer(x))[0]
    assert maps.shape == (8, 10, 5)
    row, column = np.unravel_index(maps[..., 0].argmax(), (8, 10))
    assert (row, column) == (4, 6)
    middle = (np.array([column, row]) + maps[row, column, 1:3]) * 4
    np.testing.assert_allclose(middle, [25, 17], atol=1)
    np.testing.assert_allclose(maps[row, column, 3:] * 4, [10, 10])
    inverted = ops.convert_to_numpy(layer(1 - x))[0]
    inner = np.s_[2:-2, 2:-2, 0]  # at the edge a template reaches into the dark
    np.testing.assert_allclose(inverted[inner], maps[inner], atol=0.05)


def test_templates_need_every_class_and_an_even_stride(scenes):
    with pytest.raises(ValueError, match="stride is 3"):
        templates.TemplateMatching([[[1.0]]], [[1, 1]], 3)
    learned, sides = templates.learn_templates(scenes)
    assert learned.shape == (10, 10, 10)
    assert sides.shape == (10, 2)
    np.testing.assert_allclose(np.linalg.norm(learned, axis=(1, 2)), 1, rtol=1e-5)


def test_a_sweep_treats_every_row_alike_and_keeps_rows_apart():
    layer = sweeps.Sweep(layers.GRU(3, return_sequences=True))
    x = np.random.default_rng(0).normal(size=(2, 4, 5, 6)).astype("float32")
    full = ops.convert_to_numpy(layer(x))
    row = ops.convert_to_numpy(layer.layer(x[:, 2]))
    np.testing.assert_allclose(full[:, 2], row, rtol=1e-5, atol=1e-6)
    down = sweeps.Sweep(layer.layer, down=True)
    column = ops.convert_to_numpy(layer.layer(x[:, :, 1]))
    found = ops.convert_to_numpy(down(x))[:, :, 1]
    np.testing.assert_allclose(found, column, rtol=1e-5, atol=1e-6)
    assert down.compute_output_shape((2, 4, 5, 6)) == (2, 4, 5, 3)
    with pytest.raises(ValueError, match="layer is 3"):
        sweeps.Sweep(3)


def test_a_sweep_can_be_stored():
    layer = sweeps.Sweep(layers.GRU(3, return_sequences=True), down=True)
    again = sweeps.Sweep.from_config(layer.get_config())
    assert again.down
    assert again.layer.units == 3


def test_patches_hold_their_pixels():
    x = np.arange(2 * 8 * 12 * 3, dtype="float32").reshape(2, 8, 12, 3)
    patches = ops.convert_to_numpy(sweeps.cut_patches(x, 4))
    assert patches.shape == (2, 2, 3, 48)
    np.testing.assert_array_equal(patches[1, 1, 2], x[1, 4:8, 8:12].ravel())
    with pytest.raises(ValueError, match="side is 5"):
        sweeps.cut_patches(x, 5)
