import numpy as np
import pytest

from utils.datasets import cut, tables


def test_the_training_part_alone_sets_the_scale():
    data = tables.load_breast_cancer(seed=2)
    np.testing.assert_allclose(data.train.x.mean(axis=0), 0, atol=1e-4)
    np.testing.assert_allclose(data.train.x.std(axis=0), 1, atol=1e-4)
    assert np.abs(data.test.x.mean(axis=0)).max() > 0.01
    assert data.resplit
    assert data.test_train_ratio == pytest.approx(115 / 341)


def test_a_column_that_never_changes_becomes_zero():
    x = np.stack([np.arange(6.0), np.full(6, 7.0)], axis=1)
    data = cut(x, [0, 1, 0, 1, 0, 1], name="toy", examples=(4, 1, 1))
    scaled = tables.standardize(data)
    np.testing.assert_array_equal(scaled.train.x[:, 1], 0)
    np.testing.assert_allclose(scaled.test.x[0, 0], 3.5 / np.std(range(4)), rtol=1e-6)


def test_columns_of_all_parts_go_to_the_same_new_places():
    data = tables.load_breast_cancer(seed=0)
    marked = data.map_x(lambda x: np.arange(30.0) + 0 * x)
    order = tables.permute_columns(marked, seed=1).train.x[0].astype(int)
    np.testing.assert_array_equal(np.sort(order), np.arange(30))
    moved = tables.permute_columns(data, seed=1)
    for part in ("train", "valid", "test"):
        before, after = getattr(data, part), getattr(moved, part)
        np.testing.assert_array_equal(after.x, before.x[:, order])
        np.testing.assert_array_equal(after.y, before.y)


def test_the_seed_decides():
    first, again, other = (tables.load_breast_cancer(seed=s) for s in (0, 0, 1))
    np.testing.assert_array_equal(first.train.x, again.train.x)
    assert not np.array_equal(first.train.x, other.train.x)


def test_bad_arguments_are_refused():
    data = tables.load_breast_cancer(seed=0)
    with pytest.raises(ValueError, match="seed is -1"):
        tables.permute_columns(data, seed=-1)
    with pytest.raises(ValueError, match=r"expected \(columns,\)"):
        tables.permute_columns(data.map_x(lambda x: x[:, :, np.newaxis]), seed=0)
    with pytest.raises(ValueError, match="expected one x of float numbers"):
        tables.standardize(data.map_x(lambda x: (x > 0).astype(int)))
