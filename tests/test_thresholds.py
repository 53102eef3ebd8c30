"""Otsu's threshold as a baseline: scikit-image's numbers, behind a model's door."""

import keras
import numpy as np
import pytest
from skimage.filters import threshold_otsu

from utils import datasets, masks, metrics, thresholds
from utils.datasets.tissue import make_cells
from utils.thresholds import Otsu, build_even_otsu, build_otsu, threshold


def test_the_model_cuts_each_picture_at_its_own_threshold():
    cells = make_cells(seed=0, pictures=(3, 2, 5), size=32)
    model = build_otsu(cells)
    assert model.trainable_variables == []
    found = metrics.predict(model, cells.test.x).argmax(axis=-1)
    for picture, mask in zip(cells.test.x[..., 0], found, strict=True):
        np.testing.assert_array_equal(mask, picture > threshold_otsu(picture))


def test_even_light_helps_where_light_is_uneven():
    cells = make_cells(seed=0, pictures=(20, 2, 20), light=3.0)
    plain, even = build_otsu(cells), build_even_otsu(cells)
    scores = [
        masks.mean_iou(cells.test.y, metrics.predict(m, cells.test.x).argmax(axis=-1))
        for m in (plain, even)
    ]
    assert scores[1] > scores[0] + 0.1
    layer = even.layers[-1]
    assert layer.spread in thresholds.SPREADS
    again = Otsu.from_config(layer.get_config())
    assert (again.spread, again.name) == (layer.spread, layer.name)


def test_a_picture_of_one_tone_has_no_cell():
    assert not threshold(np.ones((2, 8, 8))).any()
    assert not threshold(np.ones((2, 8, 8)), 3.0).any()


def test_the_layer_tells_its_shape():
    symbol = Otsu()(keras.KerasTensor((None, 8, 9, 1)))
    assert symbol.shape == (None, 8, 9, 2)


def test_other_answers_are_refused():
    digits = datasets.images.load_digits(seed=0)
    for build in (build_otsu, build_even_otsu):
        with pytest.raises(ValueError, match="2 classes per pixel"):
            build(digits)
