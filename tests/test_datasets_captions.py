"""The drawn scenes and their captions: one right sentence each, and nothing leaks."""

import numpy as np
import pytest

from utils.datasets import captions, sketches
from utils.datasets.captions import Captions, decode, encode, make_captions, pack, parse
from utils.datasets.sketches import (
    HELD_OUT,
    RELATIONS,
    Scenes,
    describe,
    draw_scenes,
    relate,
)


@pytest.fixture(scope="module")
def data():
    """A small set."""
    return make_captions(seed=3, examples=(300, 20, 60), more=30)


def test_same_seed_same_scenes():
    one, two, other = (draw_scenes(seed=seed, examples=9) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.pictures, two.pictures)
    assert one.captions == two.captions != other.captions
    assert isinstance(one, Scenes) and len(one) == 9


def test_numbers_are_equally_frequent():
    scenes = draw_scenes(seed=0, examples=40)
    assert np.bincount(scenes.count).tolist() == [0, 10, 10, 10, 10]


def test_captions_can_be_read_back():
    scenes = draw_scenes(seed=0, examples=60, objects=(1, 2, 3, 4, 5))
    for caption, kinds, n in zip(
        scenes.captions, scenes.kinds, scenes.count, strict=True
    ):
        objects, relations = parse(caption)
        assert len(objects) == n and len(relations) == n - 1
        for (size, color, shape), kind in zip(objects, kinds, strict=False):
            assert sketches.SIZES.index(size) == kind[0]
            assert sketches.COLORS.index(color) == kind[1]
            assert sketches.SHAPES.index(shape) == kind[2]


def test_no_relation_is_a_close_call():
    scenes = draw_scenes(seed=0, examples=200, objects=(2, 3, 4))
    for centers, n, caption in zip(
        scenes.centers, scenes.count, scenes.captions, strict=True
    ):
        across, down = np.diff(centers[:n], axis=0).T
        assert (across >= sketches.ORDER).all()
        assert (np.abs(across - np.abs(down)) >= sketches.CLEAR).all()
        words = np.where(
            across > np.abs(down), "left of", np.where(down > 0, "above", "below")
        )
        assert parse(caption)[1] == words.tolist()
    found = {name for caption in scenes.captions for name in parse(caption)[1]}
    assert found == set(RELATIONS)


def test_objects_lie_inside_and_apart_or_touch():
    scenes = draw_scenes(seed=0, examples=100, objects=(2,), apart=(-2, 0))
    first, second = scenes.centers[:, 0], scenes.centers[:, 1]
    away = np.hypot(*(first - second).T)
    largest = np.array(sketches.RADII)[:, 1][scenes.kinds[:, :2, 0]].sum(axis=1)
    smallest = np.array(sketches.RADII)[:, 0][scenes.kinds[:, :2, 0]].sum(axis=1)
    assert (away <= largest).all() and (away >= smallest - 2).all()
    scenes = draw_scenes(seed=0, examples=100, objects=(4,))
    for centers, kinds in zip(scenes.centers, scenes.kinds, strict=True):
        least = np.array(sketches.RADII)[:, 0][kinds[:, 0]]
        for i in range(4):
            assert (centers[i] > least[i] - 0.1).all()
            for j in range(i):
                gap = np.hypot(*(centers[i] - centers[j])) - least[i] - least[j]
                assert gap >= sketches.APART


def test_held_out_pairs_are_in_their_own_test_alone(data):
    def pairs(caption):
        return [(color, shape) for _, color, shape in parse(caption)[0]]

    for part in (data.train, data.valid, data.test):
        for row in part.y:
            assert not set(pairs(decode(row))) & set(HELD_OUT)
    for caption in data.tests["new pair"].captions:
        assert sum(pair in HELD_OUT for pair in pairs(caption)) == 1
    assert len({color for color, _ in HELD_OUT}) == 4
    assert len({shape for _, shape in HELD_OUT}) == 4


def test_colors_are_in_the_picture():
    scenes = draw_scenes(seed=0, examples=50, objects=(1,))
    for picture, kinds, centers in zip(
        scenes.pictures, scenes.kinds, scenes.centers, strict=True
    ):
        column, row = np.round(centers[0]).astype(int)
        paint = np.array(sketches.PAINT)
        nearest = np.abs(paint - picture[row, column]).sum(axis=1).argmin()
        assert nearest == kinds[0, 1]


def test_rows_hold_picture_and_shifted_words(data):
    assert isinstance(data, Captions) and data.classes == len(captions.WORDS)
    size = sketches.SIDE**2 * 3
    row, answer = data.test.x[0], data.test.y[0]
    picture = data.tests["test"].pictures[0]
    np.testing.assert_array_equal(row[:size].reshape(picture.shape), picture)
    assert row[size] == captions.START
    words = answer[(answer != captions.PADDING) & (answer != captions.END)]
    np.testing.assert_array_equal(row[size + 1 : size + 1 + len(words)], words)
    assert not row[size + 1 + len(words) :].any()
    assert decode(answer) == data.tests["test"].captions[0]
    assert decode(data.train.y[5]) in data.seen
    part = pack(data.tests["test"].pictures[:3], data.tests["test"].captions[:3])
    np.testing.assert_array_equal(part.x, data.test.x[:3])


def test_an_empty_scene_has_no_words():
    scenes = draw_scenes(seed=0, examples=2, objects=(0,))
    assert scenes.captions == ("", "") and scenes.pictures.max() < 0.5


def test_longest_caption_fits():
    scenes = draw_scenes(seed=0, examples=300, objects=(4,))
    assert max(len(c.split()) for c in scenes.captions) < captions.STEPS
    wide = [(0, 0, 1)] * 4, [(4, 14), (10, 14), (16, 14), (22, 14)]
    assert encode([describe(*wide)]).shape == (1, captions.STEPS)


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ((2, 2), (9, 4), "left of"),
        ((2, 2), (4, 9), "above"),
        ((2, 9), (4, 2), "below"),
    ],
)
def test_relations(first, second, word):
    assert relate(first, second) == word


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"examples": 0}, "examples is 0"),
        ({"objects": (6,)}, "objects is 6"),
        ({"objects": ()}, "at least one number"),
        ({"pairs": "odd"}, "'known' or 'new'"),
        ({"apart": (2, 1)}, "apart is"),
        ({"apart": (60, 70), "objects": (2,)}, "found no place"),
    ],
)
def test_wrong_scenes_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        draw_scenes(**{"seed": 0, "examples": 2} | settings)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ("a red circle", "list of texts"),
        (["a pink star"], "'pink', 'star'"),
        (["a <end>"], "<end>"),
        ([3], "holds a int"),
        (["a " * 30], "30 words"),
    ],
)
def test_wrong_captions_are_refused(texts, message):
    with pytest.raises(ValueError, match=message):
        encode(texts)


@pytest.mark.parametrize(
    "text", ["", "a red circle", "a small red circle above", "a small red circle  ", 3]
)
def test_what_is_no_sentence_is_refused(text):
    with pytest.raises(ValueError, match="caption is"):
        parse(text)
