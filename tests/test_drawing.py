"""Drawing code by code: rows, choices by chance, and what a judge makes of it."""

import keras
import numpy as np
import pytest
from keras import layers, ops

from utils import codecs, datasets, drawing
from utils.datasets import prompts
from utils.drawing import Coded, draw, to_codes, write_codes
from utils.judging import (
    METRICS,
    count_changes,
    find_fitting,
    find_nearest,
    measure_drawings,
    measure_loss,
    read_pictures,
    score,
    spread,
)

CODES, STEPS = 8, 16


def build_codec():
    pictures = layers.Input((16, 16, 3))
    x = codecs.Quantizer(CODES)(layers.Conv2D(2, 4, 4)(pictures))
    return keras.Model(pictures, layers.Conv2DTranspose(3, 4, 4)(x))


def build_judge():
    pictures = layers.Input((16, 16, 3))
    x = layers.Dense(40)(layers.GlobalAveragePooling2D()(pictures))
    return keras.Model(pictures, layers.Reshape((4, 10))(x))


def build_counter():
    """A network that writes the code before plus one, almost surely."""
    row = layers.Input((prompts.LENGTH + STEPS,), dtype="int32")
    before = row[:, prompts.LENGTH :]  # code c is read as c + 1, the start as 0
    return keras.Model(row, 50 * ops.one_hot(before % CODES, CODES))


@pytest.fixture(scope="module")
def coded():
    data = prompts.make_prompts(seed=0, examples=(40, 10, 24))
    return to_codes(data, codec=build_codec(), judge=build_judge())


def test_rows_hold_the_sentence_and_the_codes_one_step_late(coded):
    assert isinstance(coded, Coded)
    assert isinstance(coded, datasets.Dataset)
    assert coded.input_shape == (prompts.LENGTH + STEPS,)
    assert coded.classes == CODES
    words, rest = np.split(coded.train.x, [prompts.LENGTH], axis=1)
    np.testing.assert_array_equal(words, coded.prompts.train.x[0])
    assert (rest[:, 0] == drawing.START).all()
    np.testing.assert_array_equal(rest[:, 1:], coded.train.y[:, :-1] + 1)
    pictures = coded.prompts.train.x[1]
    codes = codecs.encode(coded.codec, pictures).reshape(40, STEPS)
    np.testing.assert_array_equal(codes, coded.train.y)


def test_what_was_written_is_fed_back(coded):
    codes = write_codes(build_counter(), coded.prompts.test.x[0], temperature=0.1)
    np.testing.assert_array_equal(codes, np.arange(STEPS)[None] % CODES + 0 * codes)


def test_codes_are_drawn_by_their_probability():
    shares = np.array([0.5, 0.3, 0.15, 0.05])
    row = layers.Input((3,), dtype="int32")
    logits = ops.log(ops.convert_to_tensor(shares, "float32"))
    same = layers.Lambda(
        lambda x: logits + 0 * ops.cast(x[:, 1:, None], "float32"), output_shape=(2, 4)
    )
    model, words = keras.Model(row, same(row)), np.zeros((4000, 1), int)
    for temperature in (1.0, 0.5):
        codes = write_codes(model, words, temperature=temperature, seed=1)
        expected = shares ** (1 / temperature)
        found = np.bincount(codes.ravel(), minlength=4) / codes.size
        np.testing.assert_allclose(found, expected / expected.sum(), atol=0.02)
    one, two, other = (write_codes(model, words[:50], seed=s) for s in (1, 1, 2))
    np.testing.assert_array_equal(one, two)
    assert not np.array_equal(one, other)


def test_wrong_arguments_are_refused(coded):
    model, words = build_counter(), coded.prompts.test.x[0]
    for wrong in (words[:0], words[:, :3], words[0]):
        with pytest.raises(ValueError, match="sentences"):
            write_codes(model, wrong)
    for wrong in (0, -1, float("nan"), "hot"):
        with pytest.raises(ValueError, match="temperature"):
            write_codes(model, words, temperature=wrong)
    with pytest.raises(ValueError, match="seed"):
        write_codes(model, words, seed=-1)
    with pytest.raises(ValueError, match="at least two"):
        spread(np.zeros((1, 2, 2, 1)))


def test_a_judge_is_asked_for_what_was_said_alone(coded):
    pictures = coded.prompts.test.x[1]
    seen = read_pictures(coded.judge, pictures)
    assert seen.shape == (24, 4)
    sentence = prompts.encode_sentence("a two")
    right = score(coded.judge, pictures, np.tile(sentence, (24, 1)))
    assert right[:, [0, 1, 3]].all()
    np.testing.assert_array_equal(right[:, 2], seen[:, 2] == 2)


def test_drawings_are_pictures(coded):
    pictures = draw(build_counter(), coded, coded.prompts.test.x[0][:3])
    assert pictures.shape == (3, 16, 16, 3)
    assert 0 <= pictures.min() <= pictures.max() <= 1


def test_distances():
    rng = np.random.default_rng(0)
    some, others = rng.random((2, 6, 4, 4, 3)).astype("float32")
    which, away = find_nearest(some, others)
    root = np.sqrt(((some[:, None] - others) ** 2).mean(axis=(2, 3, 4)))
    np.testing.assert_array_equal(which, root.argmin(axis=1))
    np.testing.assert_allclose(away, root.min(axis=1), rtol=1e-3)
    which, away = find_nearest(others, others)
    np.testing.assert_array_equal(which, range(6))
    np.testing.assert_allclose(away, 0, atol=1e-3)
    pairs = np.sqrt(((some[:, None] - some) ** 2).mean(axis=(2, 3, 4)))
    np.testing.assert_allclose(spread(some), pairs.sum() / 30, rtol=1e-5)


def test_every_measure_is_a_number(coded):
    found = measure_drawings(build_counter(), coded, temperature=0.5)
    assert tuple(found) == METRICS
    assert all(np.isfinite(value) for value in found.values())
    assert found["spread"] < 1e-3, "it always draws the same"
    (loss,) = measure_loss(build_counter(), coded).values()
    assert loss > 0


def test_examples_that_fit_are_looked_up():
    data = prompts.make_prompts(seed=0, examples=(2000, 10, 40))
    shown, wanted = data.train.y, prompts.find_asked(data.test.x[0])
    found = find_fitting(data.test.x[0], shown, seed=0)
    np.testing.assert_array_equal(shown[found], wanted)
    again = find_fitting(data.test.x[0], shown, seed=1)
    np.testing.assert_array_equal(shown[again], wanted)
    assert (again != found).any(), "it is chosen at random"
    found = find_fitting(data.unseen.x[0], shown, seed=0)
    right = shown[found] == prompts.find_asked(data.unseen.x[0])
    assert (right.sum(axis=1) == 3).all(), "color or digit is given up"
    assert right[:, [0, 3]].all()
    with pytest.raises(ValueError, match="seed"):
        find_fitting(data.test.x[0], shown, seed=-1)


def test_codes_that_differ_are_counted():
    rng = np.random.default_rng(0)
    some, others = rng.integers(3, size=(5, STEPS)), rng.integers(3, size=(9, STEPS))
    which, count = count_changes(some, others)
    away = (some[:, None] != others).sum(axis=2)
    np.testing.assert_array_equal(which, away.argmin(axis=1))
    np.testing.assert_array_equal(count, away.min(axis=1))
    which, count = count_changes(others, others)
    np.testing.assert_array_equal(which, range(9))
    assert not count.any()
    with pytest.raises(ValueError, match="codes have shape"):
        count_changes(some, others[:, 1:])
