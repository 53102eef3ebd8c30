"""Layers, decoding and scores of captioners, on toys and on one trained briefly."""

import keras
import numpy as np
import pytest
from keras import layers, ops
from matplotlib.figure import Figure

from utils import caption_scores, captioning, overlays
from utils.caption_scores import (
    bleu,
    exact,
    find_faults,
    find_pointed,
    write_test,
)
from utils.captioning import (
    Nearest,
    build_nearest,
    check_pictures,
    look,
    write_captions,
    write_ids,
)
from utils.datasets import captions
from utils.datasets.captions import make_captions
from utils.decoding import forget
from utils.encoding import Words
from utils.looking import SHAPE, Ended, LookingGRU, Picture, Told
from utils.overlays import plot_captioned, plot_looks
from utils.training import Recipe, train


@pytest.fixture(scope="module")
def data():
    """A small set."""
    return make_captions(seed=5, examples=(320, 20, 40), more=12)


def build(dataset, *, width):
    """A small captioner with attention over 4 × 4 places."""
    row = layers.Input(dataset.input_shape)
    told = Told(name="told")(row)
    places = layers.Conv2D(width, 7, strides=7, activation="relu")(Picture()(row))
    seen = layers.Reshape((-1, width), name="seen")(places)
    start = layers.Dense(width, "tanh")(ops.mean(seen, axis=1))
    words = Words(dataset.classes, width)(told)
    states, contexts, _ = LookingGRU(width, name="attention")([words, seen, start])
    both = layers.Concatenate()([states, contexts])
    return keras.Model(row, Ended()([layers.Dense(dataset.classes)(both), told]))


@pytest.fixture(scope="module")
def model(data):
    """One that was trained for a moment."""
    return train(build, data, seed=0, width=12, recipe=Recipe(2, 32)).model


def test_a_row_is_cut_into_picture_and_words(data):
    row = ops.convert_to_tensor(data.test.x[:2])
    np.testing.assert_array_equal(Picture()(row), data.tests["test"].pictures[:2])
    told = ops.convert_to_numpy(Told()(row))
    assert (told[:, 0] == captions.START).all() and told.shape == (2, captions.STEPS)
    np.testing.assert_array_equal(told[0, 1:3], data.test.y[0, :2])
    assert data.tests["test"].pictures.shape[1:] == SHAPE


def test_after_the_end_only_padding_is_likely():
    logits = ops.convert_to_tensor(np.zeros((1, 3, 5), "float32"))
    told = ops.convert_to_tensor([[captions.START, 4, captions.PADDING]])
    guesses = ops.convert_to_numpy(Ended()([logits, told]))
    assert not guesses[0, :2].any() and guesses[0, 2, captions.PADDING] == 1000


def test_looking_gru_is_its_formula():
    rng = np.random.default_rng(0)
    layer = LookingGRU(3)
    words, seen, start = (
        rng.normal(size=shape).astype("float32")
        for shape in ((2, 4, 2), (2, 5, 3), (2, 3))
    )
    found = [ops.convert_to_numpy(each) for each in layer([words, seen, start])]
    state, w, u, v = start, *map(ops.convert_to_numpy, layer.weights[:3])
    for step in range(4):
        scores = (np.tanh((state @ w)[:, None] + seen @ u) @ v)[..., 0]
        weights = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        context = np.einsum("bp,bpc->bc", weights, seen)
        read = np.concatenate([words[:, step], context], axis=1)
        state = ops.convert_to_numpy(layer.cell(read, [state])[0])
        for ours, theirs in zip((state, context, weights), found, strict=True):
            np.testing.assert_allclose(theirs[:, step], ours, atol=1e-5)
    assert LookingGRU.from_config(layer.get_config()).units == 3


def test_writing_equals_the_whole_model_step_by_step(model, data):
    pictures = data.tests["test"].pictures[:3]
    written = write_captions(model, pictures)
    told = [[captions.START] for _ in pictures]
    for step in range(captions.STEPS):
        padded = np.zeros((3, captions.STEPS))
        for row, words in zip(padded, told, strict=True):
            row[: len(words)] = words
        x = np.concatenate([pictures.reshape(3, -1), padded], axis=1)
        logits = ops.convert_to_numpy(model(x.astype("float32")))[:, step]
        logits[:, [captions.PADDING, captions.START]] = -np.inf
        for words, row in zip(told, logits, strict=True):
            words.append(int(row.argmax()))
    assert written == [captions.decode(words[1:]) for words in told]


def test_one_picture_alone_gets_the_same_caption(model, data):
    pictures = data.tests["test"].pictures[:4]
    alone = [write_captions(model, picture[None])[0] for picture in pictures]
    assert alone == write_captions(model, pictures)


def test_looks_sum_to_one(model, data):
    pictures = data.tests["test"].pictures[:3]
    looked = look(model, pictures)
    for (words, weights), caption in zip(
        looked, write_captions(model, pictures), strict=True
    ):
        assert weights.shape == (len(words), 4, 4)
        np.testing.assert_allclose(weights.sum(axis=(1, 2)), 1, rtol=1e-5)
        assert " ".join(w for w in words if w != "<end>") == caption
    ids = write_ids(model, pictures)
    assert ids.shape == (3, captions.STEPS)


def test_pointing_finds_the_nearest_object():
    weights = np.zeros((7, 7, 7))
    weights[:, 1, 1] = 1
    weights[5:, 1, 5] = 2
    words = ["a", "small", "red", "circle", "above", "a", "<end>"]
    found = find_pointed(words, weights, [(6, 6), (22, 6)])
    assert found == [
        (0, "a", 0),
        (0, "size", 0),
        (0, "color", 0),
        (0, "shape", 0),
        (0, "relation", 0),
        (1, "a", 1),
        (1, "end", 1),
    ]


def test_nearest_knows_its_own_pictures(data):
    model = build_nearest(data)
    assert not model.trainable_variables
    size = np.prod(SHAPE)
    again = data.train.x[:20, :size].reshape(-1, *SHAPE)
    right = [captions.decode(row) for row in data.train.y[:20]]
    assert write_captions(model, again) == right
    memory = next(layer for layer in model.layers if isinstance(layer, Nearest))
    assert Nearest.from_config(memory.get_config()).sizes == memory.sizes
    assert 0 <= exact(model, data) < 0.5


def test_scores_by_hand(model, data, monkeypatch):
    scenes = data.tests["test"]
    guesses = list(scenes.captions)
    wrong = int(np.flatnonzero(scenes.count == 2)[0])
    guesses[wrong] = scenes.captions[wrong - 1]
    monkeypatch.setattr(caption_scores, "write_captions", lambda *_: guesses)
    forget()
    assert exact(model, data) == pytest.approx(1 - 1 / 40)
    assert exact(model, data, objects=2) == pytest.approx(1 - 1 / 10)
    assert exact(model, data, objects=4) == 1
    assert 90 < bleu(model, data) < 100
    forget()


def test_captions_are_remembered_until_the_weights_change(model, data):
    first = write_test(model, data, "five")
    assert write_test(model, data, "five") is first
    forget()
    again = write_test(model, data, "five")
    assert again == first
    assert again is not first
    with pytest.raises(ValueError, match="expected one of"):
        write_test(model, data, "six")
    with pytest.raises(ValueError, match="no scene"):
        exact(model, data, objects=5)


@pytest.mark.parametrize(
    ("written", "faults"),
    [
        ("a small red circle above a large blue square", ()),
        ("a large red circle above a large blue square", ("size",)),
        ("a small blue circle above a large red square", ("color",)),
        ("a small red circle below a large blue circle", ("shape", "relation")),
        ("a small red circle", ("number",)),
        ("a small red", ("grammar",)),
        ("", ("grammar",)),
    ],
)
def test_faults(written, faults):
    assert (
        find_faults(written, "a small red circle above a large blue square") == faults
    )


@pytest.mark.parametrize(
    ("pictures", "message"),
    [
        (np.zeros((28, 28, 3)), "shape"),
        (np.zeros((0, 28, 28, 3)), "shape"),
        (np.zeros((1, 24, 24, 3)), "expected .pictures, 28, 28, 3"),
        (np.zeros((1, 28, 28, 1)), "shape"),
        (np.full((1, 28, 28, 3), 255), "from 255 to 255"),
        (np.full((1, 28, 28, 3), np.nan), "0 to 1"),
        (np.full((1, 28, 28, 3), "x"), "type"),
    ],
)
def test_wrong_pictures_are_refused(pictures, message):
    with pytest.raises(ValueError, match=message):
        check_pictures(pictures)
    with pytest.raises(ValueError, match=message):
        captioning.write_captions(None, pictures)


def test_overlays_light_what_was_looked_at():
    fig = Figure()
    weights = np.zeros((2, 2, 2))
    weights[0, 0, 1] = weights[1, 1, 0] = 1
    axes = plot_looks(np.ones((4, 4, 3)), ["a", "b"], weights, axes=fig.subplots(1, 3))
    lit = axes[0].images[0].get_array()
    assert lit[0, 3, 0] == 1 and lit[3, 0, 0] == pytest.approx(overlays.DARK)
    assert not axes[2].images and axes[1].get_title() == "b"


@pytest.mark.parametrize(
    ("picture", "words", "weights", "places"),
    [
        (np.ones((4, 4)), ["a"], np.ones((1, 2, 2)), 1),
        (np.ones((4, 4, 3)), ["a", "b"], np.ones((1, 2, 2)), 2),
        (np.ones((4, 4, 3)), ["a"], np.ones((1, 3, 3)), 1),
        (np.ones((4, 4, 3)), ["a"], -np.ones((1, 2, 2)), 1),
        (np.ones((4, 4, 3)), ["a", "b"], np.ones((2, 2, 2)), 1),
    ],
)
def test_wrong_overlays_are_refused(picture, words, weights, places):
    with pytest.raises(ValueError, match=r"expected|at least"):
        plot_looks(picture, words, weights, axes=np.empty(places, object))


def test_captioned_pictures_need_titles_and_axes():
    with pytest.raises(ValueError, match="expected as many titles"):
        plot_captioned(np.ones((2, 4, 4, 3)), ["a"], axes=np.empty(2, object))
