"""A codec: nearest codes, gradients that pass straight through, and back again."""

import keras
import numpy as np
import pytest
from keras import layers

from utils import codecs, datasets, training
from utils.codecs import Quantizer, decode, encode, find_quantizer, to_copies
from utils.training import Recipe


def build(dataset, *, width):
    pictures = layers.Input(dataset.input_shape)
    x = layers.Conv2D(width, 4, 4)(pictures)
    x = layers.LayerNormalization(center=False, scale=False)(x)
    x = Quantizer(8, scale=0.05)(x)
    return keras.Model(pictures, layers.Conv2DTranspose(3, 4, 4)(x))


@pytest.fixture(scope="module")
def data():
    return datasets.prompts.make_prompts(seed=0, examples=(64, 16, 16))


@pytest.fixture(scope="module")
def run(data):
    recipe = Recipe(epochs=8, batch_size=16)
    return training.train(build, to_copies(data), seed=0, width=4, recipe=recipe)


def test_the_nearest_code_is_found():
    rng = np.random.default_rng(0)
    layer, z = Quantizer(16), rng.normal(size=(5, 3, 2)).astype("float32")
    out = np.asarray(layer(z))
    book = np.asarray(layer.codebook)
    away = ((z[..., None, :] - book) ** 2).sum(axis=-1)
    np.testing.assert_array_equal(np.asarray(layer.find(z)), away.argmin(axis=-1))
    np.testing.assert_allclose(out, book[away.argmin(axis=-1)], atol=1e-6)
    np.testing.assert_allclose(np.asarray(layer.look_up([3])), book[[3]])


def test_the_loss_has_both_terms():
    layer, z = Quantizer(2, commitment=0.25, scale=0.1), np.array([[0.2], [0.9]])
    layer.build((None, 1))
    layer.set_weights([np.array([[0.0], [1.0]])])
    layer(z.astype("float32"))
    mean = np.mean([0.2**2, 0.1**2])
    np.testing.assert_allclose(float(layer.losses[0]), 0.1 * 1.25 * mean, rtol=1e-5)


def test_the_gradient_passes_straight_through():
    tf = pytest.importorskip("tensorflow")
    if keras.backend.backend() != "tensorflow":
        pytest.skip("a gradient tape is TensorFlow's")
    layer, z = Quantizer(4), tf.constant([[0.3, 0.1], [2.0, -1.0]])
    layer(z)
    with tf.GradientTape() as tape:
        tape.watch(z)
        value = tf.reduce_sum(layer(z) * tf.constant([[1.0, 2.0], [3.0, 4.0]]))
    np.testing.assert_allclose(tape.gradient(value, z), [[1, 2], [3, 4]])


def test_it_learns_and_comes_back(run, data):
    losses = run.history["loss"]
    assert losses[-1] < losses[0]
    pictures = data.test.x[1]
    codes = encode(run.model, pictures)
    assert codes.shape == (16, 4, 4)
    assert codes.min() >= 0 and codes.max() < 8
    drawn = decode(run.model, codes)
    whole = run.model.predict(pictures, verbose=0).clip(0, 1)
    np.testing.assert_allclose(drawn, whole, atol=1e-5)
    np.testing.assert_array_equal(decode(run.model, codes.reshape(16, 16)), drawn)


def test_copies_are_pictures_on_both_sides(data):
    copies = to_copies(data)
    np.testing.assert_array_equal(copies.train.x, copies.train.y)
    alone = to_copies(datasets.prompts.make_judged(seed=0, examples=(4, 4, 4)))
    assert alone.input_shape == copies.input_shape == (16, 16, 3)


def test_a_stored_codec_is_the_same(run, data, tmp_path):
    run.model.save(tmp_path / "codec.keras")
    again = keras.models.load_model(tmp_path / "codec.keras", safe_mode=True)
    pictures = data.test.x[1]
    np.testing.assert_array_equal(encode(again, pictures), encode(run.model, pictures))


def test_wrong_arguments_are_refused(run):
    for wrong, word in (
        ({"codes": 1}, "codes"),
        ({"codes": 4, "commitment": 0}, "commitment"),
        ({"codes": 4, "scale": -1}, "scale"),
    ):
        with pytest.raises(ValueError, match=word):
            Quantizer(**wrong)
    with pytest.raises(ValueError, match="0 Quantizer"):
        find_quantizer(keras.Sequential([layers.Input((2,)), layers.Dense(1)]))
    for codes in (np.full((1, 4, 4), 8), np.full((1, 4, 4), -1), np.zeros((1, 4, 4))):
        with pytest.raises(ValueError, match="codes"):
            codecs.decode(run.model, codes)
