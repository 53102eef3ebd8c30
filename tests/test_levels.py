"""Levels: the right unit is read, and a probe finds what is there and nothing else."""

import keras
import numpy as np
import pandas as pd
import pytest
from keras import layers

from utils import levels
from utils.datasets.scenes import draw_scenes


def make_model(size=20, seed=0):
    keras.utils.set_random_seed(seed)
    stack = [layers.Input((size, size, 1))]
    stack += [layers.Conv2D(8, 3, padding="same", activation="relu")]
    stack += [layers.MaxPooling2D(2)]
    stack += [layers.Conv2D(8, 3, padding="same", activation="relu")]
    return keras.Sequential([*stack, layers.GlobalMaxPooling2D(), layers.Dense(3)])


def test_maps_are_those_of_the_convolutions():
    shapes = [tuple(found.shape) for found in levels.find_maps(make_model())]
    assert shapes == [(None, 20, 20, 8), (None, 10, 10, 8)]
    with pytest.raises(ValueError, match="Conv2D"):
        levels.find_maps(keras.Sequential([layers.Input((2,)), layers.Dense(1)]))


def test_the_unit_read_is_the_one_above_the_place():
    model, x = make_model(), np.zeros((3, 20, 20, 1), "float32")
    place = np.array([[4, 9], [0, 19], [13, 6]])
    x[np.arange(3), place[:, 0], place[:, 1]] = 1
    for depth in (1, 2):
        units = levels.read_units(model, depth, x, place)
        inside = keras.Model(model.inputs[0], levels.find_maps(model)[depth - 1])
        maps = np.asarray(inside(x))
        rows, columns = (place // depth).T
        np.testing.assert_allclose(units, maps[np.arange(3), rows, columns])
        largest = levels.read_units(model, depth, x)
        np.testing.assert_allclose(largest, maps.max(axis=(1, 2)))


@pytest.mark.parametrize(
    ("depth", "place", "word"),
    [
        (0, [[1, 1]], "depth"),
        (3, [[1, 1]], "depth"),
        (1, [1, 1], "place"),
        (1, [[20, 1]], "place"),
        (1, [[-1, 1]], "place"),
    ],
)
def test_depths_and_places_that_are_not_there_are_refused(depth, place, word):
    with pytest.raises(ValueError, match=word):
        levels.read_units(make_model(), depth, np.zeros((1, 20, 20, 1)), place)


def test_random_kernels_know_the_edge_and_not_the_kind():
    model = make_model()
    assert levels.probe_units(model, 1, "edge", examples=1000) > 0.5
    assert abs(levels.probe_units(model, 1, "kind", examples=1000)) < 0.2
    assert levels.probe_units(model, 1, "edge", examples=400) == levels.probe_units(
        model, 1, "edge", examples=400
    )


def test_bad_probes_are_refused():
    with pytest.raises(ValueError, match="target"):
        levels.probe_units(make_model(), 1, "texture")
    with pytest.raises(ValueError, match="examples"):
        levels.probe_units(make_model(), 1, "edge", examples=9)


def test_measures_ask_every_target_at_every_depth():
    measures = levels.make_measures([1, 2])
    assert len(measures) == 6
    model = make_model()
    expected = levels.probe_units(model, 2, "shape")
    assert measures["shape at depth 2"](model, None) == expected


def make_runs():
    rows = [
        ("CNN", name, seed, f"{target} at depth {depth}", depth + seed / 10)
        for name in ("a", "b")
        for seed in (0, 1)
        for target in ("edge", "kind")
        for depth in (1, 2)
    ]
    columns = ["family", "contestant", "seed", "metric", "value"]
    return pd.DataFrame(rows, columns=columns)


def test_runs_by_depth():
    found = levels.skill_by_depth(make_runs(), "kind")
    assert set(found["condition"]) == {"1", "2"}
    assert set(found["metric"]) == {"skill"}
    assert len(found) == 8
    with pytest.raises(ValueError, match="shape at depth"):
        levels.skill_by_depth(make_runs(), "shape")


def test_depths_are_compared_seed_by_seed():
    runs = make_runs().sample(frac=1, random_state=0)
    gained = levels.compare_depths(runs, "edge", 2, 1)
    np.testing.assert_allclose(gained["value"], 1)
    assert set(gained["metric"]) == {"skill gained"}
    own = levels.compare_depths(runs, "edge", 2)
    assert sorted(own["value"]) == [2, 2, 2.1, 2.1]
    assert set(own["condition"]) == {"edge"}
    with pytest.raises(ValueError, match="depth 7"):
        levels.compare_depths(runs, "edge", 7)


def test_patches_show_what_the_unit_sees():
    model = make_model()
    first = model.layers[0]
    kernel = np.zeros((3, 3, 1, 8), "float32")
    kernel[1, 1, 0, 0] = 1  # channel 0 copies its pixel
    first.set_weights([kernel, np.zeros(8, "float32")])
    x = draw_scenes(seed=0, examples=20).x
    patches = levels.find_patches(model, 1, 0, x, side=3, count=5)
    assert patches.shape == (5, 3, 3)
    brightest = np.sort(x.max(axis=(1, 2, 3)))[::-1][:5]
    np.testing.assert_allclose(patches[:, 1, 1], brightest)


def test_patches_of_a_deeper_unit_cover_its_field():
    model, x = make_model(), np.zeros((1, 20, 20, 1), "float32")
    x[0, 6:14, 6:14] = np.arange(1, 65).reshape(8, 8, 1) / 64
    side = 8  # 3 + 1 + 2 · 2
    for channel in range(8):
        inside = keras.Model(model.inputs[0], levels.find_maps(model)[1])
        answer = np.asarray(inside(x))[0, ..., channel].max()
        [patch] = levels.find_patches(model, 2, channel, x, side=side, count=1)
        again = np.pad(patch, (5, 7))[None, :, :, None].astype("float32")
        assert np.asarray(inside(again))[0, ..., channel].max() >= answer - 1e-6


@pytest.mark.parametrize(
    "change", [{"depth": 3}, {"channel": 8}, {"side": 0}, {"count": 0}, {"count": 3}]
)
def test_patches_that_cannot_be_are_refused(change):
    arguments = {"depth": 1, "channel": 0, "side": 3, "count": 2} | change
    with pytest.raises(ValueError, match=next(iter(change))):
        levels.find_patches(make_model(), x=np.zeros((2, 20, 20, 1)), **arguments)
