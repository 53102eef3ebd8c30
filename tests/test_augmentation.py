"""Repeated and varied pictures: what changes, and what must not."""

import numpy as np
import pytest

from utils import augmentation, datasets


@pytest.fixture(scope="module")
def digits():
    return datasets.images.load_digits(seed=0)


def test_repetitions_are_the_pictures_themselves(digits):
    data = augmentation.repeat(digits, seed=0, rows=250, examples=100)
    assert np.array_equal(data.train.x[:100], digits.train.x[:100])
    assert np.array_equal(data.train.x[100:200], data.train.x[:100])
    assert np.array_equal(data.train.y, np.resize(digits.train.y[:100], 250))
    assert data.test is digits.test
    assert data.resplit


def test_varied_repetitions_differ_and_keep_their_class(digits):
    data = augmentation.repeat(digits, seed=0, rows=300, examples=100, varied=True)
    assert np.array_equal(data.train.x[:100], digits.train.x[:100])
    assert len(np.unique(data.train.x, axis=0)) == 300
    assert np.array_equal(data.train.y[100:200], data.train.y[:100])
    assert 0 <= data.train.x.min() <= data.train.x.max() <= 1
    again = augmentation.repeat(digits, seed=0, rows=300, examples=100, varied=True)
    assert np.array_equal(again.train.x, data.train.x)
    other = augmentation.repeat(digits, seed=1, rows=300, examples=100, varied=True)
    assert not np.array_equal(other.train.x, data.train.x)


def test_all_pictures_are_taken_if_no_number_is_given(digits):
    data = augmentation.repeat(digits, seed=0, rows=len(digits.train))
    assert np.array_equal(data.train.x, digits.train.x)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rows": 50}, "rows is 50"),
        ({"examples": 5000}, "examples is 5000"),
        ({"seed": -1, "varied": True}, "seed is -1"),
    ],
)
def test_bad_arguments_are_refused(digits, change, message):
    known = {"seed": 0, "rows": 200, "examples": 100}
    with pytest.raises(ValueError, match=message):
        augmentation.repeat(digits, **(known | change))


def test_what_is_no_picture_is_refused():
    table = datasets.tables.load_breast_cancer(seed=0)
    with pytest.raises(ValueError, match="expected pictures"):
        augmentation.repeat(table, seed=0, rows=1000)


def test_move_shifts_and_turns_by_hand():
    rng = np.random.default_rng(0)
    pictures = rng.random((2, 5, 5, 3)).astype("float32")
    still = augmentation.move(pictures, np.zeros((2, 2)), np.zeros(2))
    np.testing.assert_allclose(still, pictures, atol=1e-6)
    down = augmentation.move(pictures, [[1, 0], [1, 0]], [0, 0])
    np.testing.assert_allclose(down[:, 1:], pictures[:, :-1], atol=1e-6)
    assert np.all(down[:, 0] == 0)
    turned = augmentation.move(pictures, np.zeros((2, 2)), [90, 180])
    np.testing.assert_allclose(turned[0], np.rot90(pictures[0]), atol=1e-5)
    np.testing.assert_allclose(turned[1], np.rot90(pictures[1], 2), atol=1e-5)
    with pytest.raises(ValueError, match="expected"):
        augmentation.move(pictures, np.zeros((2, 2)), np.zeros(3))
