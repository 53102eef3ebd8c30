import dataclasses
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.datasets import Dataset, Split, cut, split, splits

X = np.arange(24.0).reshape(12, 2)
Y = np.arange(12) % 3


def toy(x=X, y=Y, **changes):
    settings = {"name": "toy", "seed": 0, "fractions": (0.5, 0.25, 0.25)} | changes
    return split(x, y, **settings)


def test_split_deals_every_example_out_once():
    data = toy()
    rows = np.concatenate([data.train.x, data.valid.x, data.test.x])
    np.testing.assert_array_equal(rows[rows[:, 0].argsort()], X)


def test_answers_stay_with_their_inputs():
    data = toy()
    for part in (data.train, data.valid, data.test):
        np.testing.assert_array_equal(part.y, part.x[:, 0] // 2 % 3)


def test_every_class_stands_in_every_part_alike():
    data = toy()
    for part, each in ((data.train, 2), (data.valid, 1), (data.test, 1)):
        np.testing.assert_array_equal(np.bincount(part.y), [each] * 3)


def test_the_seed_decides():
    np.testing.assert_array_equal(toy(seed=1).train.x, toy(seed=1).train.x)
    assert not np.array_equal(toy(seed=1).train.x, toy(seed=2).train.x)


@given(st.integers(3, 500), st.integers(0, 10))
def test_all_sizes_add_up(n, seed):
    x = np.arange(2.0 * n).reshape(n, 2)
    if n < 5:
        with pytest.raises(ValueError, match="fractions"):
            split(x, x, name="toy", seed=seed, task="regression")
        return
    data = split(x, x, name="toy", seed=seed, task="regression")
    sizes = [len(part) for part in (data.train, data.valid, data.test)]
    assert sum(sizes) == n
    assert np.abs(np.array(sizes) - n * np.array([0.6, 0.2, 0.2])).max() < 2


def test_arrays_are_copies_in_32_bits_that_cannot_be_written_to():
    x, y = X.copy(), Y.copy()
    part = Split(x, y)
    x[:], y[:] = -1, -1
    np.testing.assert_array_equal(part.x, X)
    assert (part.x.dtype, part.y.dtype) == (np.float32, np.int32)
    assert part.x.flags.c_contiguous
    with pytest.raises(ValueError, match="read-only"):
        part.x[0] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        part.x = X


def test_numbers_without_fraction_stay_whole():
    assert Split(Y[:, np.newaxis], Y).x.dtype == np.int32
    assert Split(np.zeros((2, 3), "uint8"), [0, 1]).x.dtype == np.int32


def test_properties_and_representation_of_a_classification():
    data = toy()
    assert (data.input_shape, data.output_size, data.classes) == ((2,), 3, 3)
    assert data.test_train_ratio == 3 / 6
    expected = 'Dataset "toy": 6 train, 3 valid, 3 test · x (2,) · 3 classes'
    assert repr(data) == expected


def test_properties_and_representation_of_a_regression():
    data = cut(X, X[:, :1], name="line", examples=(6, 3, 3), task="regression")
    assert (data.output_size, data.classes, data.test_train_ratio) == (1, None, 0.0)
    assert repr(data) == 'Dataset "line": 6 train, 3 valid, 3 test · x (2,) · y (1,)'


def test_several_inputs():
    data = toy(x=(X, X[:, :, np.newaxis]))
    assert data.input_shape == ((2,), (2, 1))
    np.testing.assert_array_equal(data.train.x[0], data.train.x[1][:, :, 0])
    assert "x (2,) and (2, 1)" in repr(data)


@pytest.mark.parametrize(
    ("shape", "said"), [((12, 5), "per step"), ((12, 5, 4), "per pixel")]
)
def test_labels_per_step_and_per_pixel(shape, said):
    y = np.arange(np.prod(shape)).reshape(shape) % 2
    data = cut(X, y, name="toy", examples=(6, 3, 3))
    assert repr(data).endswith(f"2 classes {said}")
    with pytest.raises(ValueError, match="stratify"):
        toy(y=y)
    assert toy(y=y, stratify=False).train.y.shape == (6, *shape[1:])


def test_cut_keeps_the_order():
    data = cut(X, Y, name="toy", examples=(6, 3, 3))
    np.testing.assert_array_equal(data.valid.x, X[6:9])
    assert not data.resplit


def test_map_x_changes_x_in_every_part_and_nothing_else():
    data = toy()
    changed = data.map_x(lambda x: x[:, :1] + 1, name="other")
    for part in ("train", "valid", "test"):
        before, after = getattr(data, part), getattr(changed, part)
        np.testing.assert_array_equal(after.x, before.x[:, :1] + 1)
        np.testing.assert_array_equal(after.y, before.y)
    assert (changed.name, changed.resplit, data.name) == ("other", True, "toy")


def test_a_dataset_travels_to_another_process():
    assert repr(pickle.loads(pickle.dumps(toy()))) == repr(toy())


BAD_SPLITS = {
    "unequal lengths": (X, Y[:-1], "x has 12 examples and y has 11"),
    "unequal lengths in a tuple": ((X, X[1:]), Y, r"x\[1\] has 11 examples"),
    "empty tuple": ((), Y, "x is an empty tuple"),
    "empty": (X[:0], Y[:0], "x is empty"),
    "NaN": (np.where(X == 3, np.nan, X), Y, "x holds NaN or infinity"),
    "infinity": (np.where(X == 3, np.inf, X), Y, "x holds NaN or infinity"),
    "too large for float32": (X * 1e300, Y, "x holds NaN or infinity"),
    "NaN in y": (X, np.where(Y == 1, np.nan, Y), "y holds NaN"),
    "text": (X.astype(str), Y, "x has type .*; expected numbers"),
    "objects": (X.astype(object), Y, "x has type object"),
    "complex": (X * 1j, Y, "x has type complex128"),
    "ragged": ([[1.0], [1.0, 2.0]], [0, 1], "x has rows of different lengths"),
    "too few axes": (X[:, 0], Y, r"x has shape \(12,\); expected at least 2 axes"),
    "no axis": (X, 1, r"y has shape \(\)"),
    "too large for int32": (X, Y + 2**40, "y goes from"),
}


@pytest.mark.parametrize("case", BAD_SPLITS)
def test_a_bad_split_is_refused(case):
    x, y, message = BAD_SPLITS[case]
    with pytest.raises(ValueError, match=message):
        Split(x, y)


GOOD = Split(X, Y)
BAD_DATASETS = {
    "other shapes": ({"valid": Split(X[:, :1], Y)}, "valid holds x .1,."),
    "other types": ({"test": Split(X.astype(int), Y)}, "test holds .* int32"),
    "no split": ({"test": X}, "test is a ndarray; expected a Split"),
    "no name": ({"name": ""}, "name is ''"),
    "task": ({"task": "ranking"}, "task is 'ranking'"),
    "resplit": ({"resplit": 1}, "resplit is 1"),
    "classes": ({"classes": 1}, "classes is 1"),
    "classes no number": ({"classes": "3"}, "classes is '3'"),
    "label too high": ({"classes": 2}, "y goes from 0 to 2; expected labels from 0"),
    "label below zero": ({"test": Split(X, Y - 1)}, "y goes from -1 to 2"),
    "one class": ({"train": Split(X, Y * 0)}, "train holds class 0 only"),
    "regression with classes": (
        {"task": "regression", "classes": 3},
        "classes is 3; a regression has None",
    ),
    "regression of labels": ({"task": "regression"}, "y has type int32"),
}


@pytest.mark.parametrize("case", BAD_DATASETS)
def test_a_bad_dataset_is_refused(case):
    change, message = BAD_DATASETS[case]
    parts = {"name": "toy", "train": GOOD, "valid": GOOD, "test": GOOD}
    with pytest.raises(ValueError, match=message):
        Dataset(**parts | {"task": "classification"} | change)


@pytest.mark.parametrize(
    ("y", "task", "message"),
    [
        (Y[:, np.newaxis], "classification", r"y has shape \('n', 1\)"),
        (np.zeros((12, 2, 2, 2), int), "classification", "y has shape"),
        (Y + 0.5, "classification", "y has type float32"),
        (Y + 0.5, "regression", "y has one axis; expected"),
    ],
)
def test_answers_of_the_wrong_rank_or_type_are_refused(y, task, message):
    with pytest.raises(ValueError, match=message):
        cut(X, y, name="toy", examples=(6, 3, 3), task=task)


@pytest.mark.parametrize(
    "fractions",
    [
        (0.6, 0.2),
        (0.5, 0.2, 0.2),
        (1.2, -0.1, -0.1),
        (1, 0, 0),
        "abc",
        1,
        (0.98, 0.01, 0.01),
    ],
)
def test_bad_fractions_are_refused(fractions):
    with pytest.raises(ValueError, match="fractions is"):
        toy(fractions=fractions)


@pytest.mark.parametrize("seed", [-1, 0.5, None, True, 2**32])
def test_a_bad_seed_is_refused(seed):
    with pytest.raises(ValueError, match="seed is"):
        toy(seed=seed)


def test_too_few_examples_of_a_class_are_refused():
    y = np.array([0] * 10 + [1] * 2)
    with pytest.raises(ValueError, match=r"the rarest \(1\) with 2 examples"):
        toy(y=y)
    assert toy(y=y, stratify=False, seed=3).classes == 2


@given(st.lists(st.integers(1, 9), min_size=3, max_size=3), st.integers(30, 10**6))
def test_shares_become_whole_numbers_below_one_off(weights, total):
    shares = np.array(weights) / sum(weights)
    found = splits.share_out(shares, total)
    assert sum(found) == total
    assert np.abs(found - shares * total).max() < 2
    assert splits.check_sizes(found) == found


@pytest.mark.parametrize("examples", [(6, 3), (6, 3, 4), (12, 0, 0), 12, (6, 3, "3")])
def test_bad_sizes_are_refused(examples):
    with pytest.raises(ValueError, match="examples"):
        cut(X, Y, name="toy", examples=examples)
