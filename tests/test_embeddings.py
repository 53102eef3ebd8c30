"""Embeddings: the head, the loss, and the maps from before networks."""

import keras
import numpy as np
import pytest
from keras import layers, ops
from sklearn.decomposition import PCA

from utils import datasets, eigenfaces, training, verification
from utils.embeddings import (
    MARGIN,
    SCALE,
    CosineHead,
    compare_group,
    embed,
    margin_loss,
    measure_auc,
    measure_first_accepts,
    measure_first_group,
    measure_rank_one,
    measure_second_accepts,
    measure_second_group,
)


@pytest.fixture(scope="module")
def faces():
    """A few drawn faces."""
    return datasets.faces.make_faces(seed=0, people=(12, 4, 8), pictures=6, size=16)


def build(dataset, *, width):
    """A dense network with an embedding."""
    return keras.Sequential(
        [
            layers.Input(dataset.input_shape),
            layers.Flatten(),
            layers.Dense(width, name="embedding"),
            CosineHead(dataset.classes),
        ]
    )


def test_the_head_gives_scaled_cosines():
    head, x = CosineHead(3, scale=5.0), np.random.default_rng(0).normal(size=(4, 6))
    given = ops.convert_to_numpy(head(x.astype("float32")))
    w = ops.convert_to_numpy(head.directions)
    norms = np.linalg.norm(x, axis=1)[:, None] * np.linalg.norm(w, axis=0)
    np.testing.assert_allclose(given, 5 * (x @ w) / norms, atol=1e-5)
    again = CosineHead.from_config(head.get_config())
    assert (again.classes, again.scale) == (3, 5.0)
    assert head.compute_output_shape((7, 6)) == (7, 3)


def test_the_margin_makes_the_right_answer_harder():
    logits = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
    y = np.array([0, 1, 2, 0, 1])
    harder = logits.copy()
    harder[np.arange(5), y] -= SCALE * MARGIN
    logs = harder - np.log(np.exp(harder).sum(axis=1, keepdims=True))
    found = ops.convert_to_numpy(margin_loss(y, logits))
    np.testing.assert_allclose(found, -logs[np.arange(5), y], atol=1e-5)


def test_a_picture_and_its_mirror_image_are_one(faces):
    model = build(faces, width=5)
    x = faces.unseen.x[:7]
    np.testing.assert_allclose(embed(model, x), embed(model, x[:, :, ::-1]), atol=1e-5)
    assert embed(model, x).shape == (7, 5)


def test_pictures_that_do_not_fit_are_refused(faces):
    model = build(faces, width=5)
    for wrong in (faces.unseen.x[:0], faces.unseen.x[:, :8], faces.unseen.x[0]):
        with pytest.raises(ValueError, match="x has shape"):
            embed(model, wrong)
    plain = keras.Sequential([layers.Input((4,)), layers.Dense(2)])
    with pytest.raises(ValueError, match="embedding"):
        embed(plain, np.ones((2, 4)))


def test_training_by_the_margin_loss_helps_strangers(faces):
    recipe = training.Recipe(epochs=20, loss=margin_loss, learning_rate=0.003)
    run = training.train(build, faces, seed=0, width=8, recipe=recipe)
    assert run.history["loss"][-1] < run.history["loss"][0]
    assert 0.5 < measure_auc(run.model, faces) <= 1
    assert 0 <= measure_rank_one(run.model, faces) <= 1


def test_wrong_heads_are_refused():
    with pytest.raises(ValueError, match="classes"):
        CosineHead(1)
    with pytest.raises(ValueError, match="scale"):
        CosineHead(3, scale=0)


@pytest.mark.parametrize(
    "factory",
    [
        eigenfaces.build_pixels,
        eigenfaces.build_eigenfaces,
        eigenfaces.build_fisherfaces,
    ],
)
def test_classic_maps_have_nothing_to_train(faces, factory):
    run = training.train(factory, faces, seed=0)
    assert run.updates == 0
    assert not run.model.trainable_weights
    assert 0 <= measure_rank_one(run.model, faces) <= 1


def test_eigenfaces_are_whitened_principal_components(faces):
    model = eigenfaces.build_eigenfaces(faces)
    x = faces.train.x.reshape(len(faces.train), -1)
    inside = keras.Model(model.inputs, model.get_layer("embedding").output)
    found = inside.predict(faces.train.x, verbose=0)
    pca = PCA(found.shape[1], whiten=True).fit(x.astype(float))
    np.testing.assert_allclose(np.abs(found), np.abs(pca.transform(x)), atol=2e-2)


def test_fisherfaces_tell_the_training_people_apart(faces):
    model = eigenfaces.build_fisherfaces(faces)
    assert model.get_layer("embedding").output.shape[1] <= faces.classes - 1


def test_groups_are_measured_apart():
    data = datasets.faces.make_groups(seed=0, people=(8, 4, 8), pictures=6, size=16)
    model = build(data, width=6)
    pairs = [compare_group(model, data, group) for group in (0, 1)]
    assert [len(p.score) for p in pairs] == [24 * 23 // 2] * 2
    rates = measure_first_group(model, data), measure_second_group(model, data)
    assert rates == tuple(verification.equal_error_rate(p) for p in pairs)
    for measure in (measure_first_accepts, measure_second_accepts):
        assert 0 <= measure(model, data) <= 1


def test_groups_that_are_missing_are_refused(faces):
    model = build(faces, width=5)
    for measure in (measure_first_group, measure_second_accepts):
        with pytest.raises(ValueError, match="groups"):
            measure(model, faces)


def test_directions_are_pictures(faces):
    found = eigenfaces.show_directions(faces, count=3)
    assert [picture.shape for picture in found] == [(16, 16)] * 4
    with pytest.raises(ValueError, match="count"):
        eigenfaces.show_directions(faces, count=0)
