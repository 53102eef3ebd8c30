"""Recognition: words are counted as by hand, and rates are tried as elsewhere."""

import keras
import numpy as np
import pytest

from utils import datasets, recognition
from utils.ctc import ctc_loss
from utils.datasets.packing import pack
from utils.experiments import Contestant, best_learning_rates, tune
from utils.recognition import (
    character_error_rate,
    list_mistakes,
    read_strings,
    to_text,
    valid_loss,
    word_error_rate,
)
from utils.training import Recipe

SAID = [(1, 2), (3, 3, 4)]


def make_dataset(steps=8):
    """Inputs that hold the right logits already."""
    x = np.zeros((2, steps, 11), "float32")
    x[..., 10] = 5
    paths = [(1, 10, 2), (3, 10, 3, 5)]  # the second one reads 3 3 5
    for row, path in enumerate(paths):
        x[row, np.arange(len(path)), path] = 9
    part = datasets.Split(x, np.array([pack(each, steps - 1, steps) for each in SAID]))
    kind = {"task": "classification", "classes": 11}
    return datasets.Dataset("toy", part, part, part, **kind)


def build_same(dataset, *, width):
    """Gives back its input."""
    return keras.Sequential(
        [keras.layers.Input(dataset.input_shape), keras.layers.Activation("linear")]
    )


def build_dense(dataset, *, width):
    """One step at a time."""
    return keras.Sequential(
        [
            keras.layers.Input(dataset.input_shape),
            keras.layers.Dense(width),
            keras.layers.Dense(dataset.output_size),
        ]
    )


def test_one_word_of_five_is_wrong():
    data = make_dataset()
    model = build_same(data, width=1)
    assert read_strings(model, data.test) == (SAID, [(1, 2), (3, 3, 5)])
    assert word_error_rate(model, data) == pytest.approx(1 / 5)
    right = to_text(SAID)
    assert right == ["one two", "three three four"]
    # "four" to "five": o, u, r become i, v, e
    assert character_error_rate(model, data) == pytest.approx(
        3 / sum(map(len, right)), abs=1e-9
    )
    assert list_mistakes(model, data) == [
        (1, 1, "three three four", "three three five")
    ]


def test_the_validation_loss_is_the_mean_of_the_strings():
    data = make_dataset()
    losses = np.asarray(ctc_loss(data.valid.y, data.valid.x))
    found = valid_loss(build_same(data, width=1), data)
    assert found == pytest.approx(losses.mean(), rel=1e-5)


def test_rates_are_tried_alike():
    data = make_dataset()
    contestants = [
        Contestant("dense", "CNN", build_dense),
        Contestant("same", "baseline", build_same),
    ]
    found = tune(
        contestants,
        lambda seed: data,
        learning_rates=(0.001, 0.1),
        seeds=[1000],
        recipe=Recipe(epochs=3, batch_size=2, loss=ctc_loss),
        measure=valid_loss,
    )
    assert found["contestant"].unique().tolist() == ["dense"]
    assert found["settings_tried"].unique().tolist() == [2]
    assert best_learning_rates(found) == {("", "dense"): 0.1}


def test_words_are_those_of_the_synthesizer():
    assert recognition.NAMES == datasets.formants.NAMES
