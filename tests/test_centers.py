"""Objects as points: from boxes to maps and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.boxes import Objects
from utils.centers import check_grid, decode, encode, find_peaks

ONE = Objects([0], [[2, 4, 8, 8]], [1])
SIZE = {"pictures": 1, "shape": (12, 16), "kinds": 2, "stride": 4}


def spread_out(seed):
    """Objects of several pictures, at most one in every other cell."""
    rng = np.random.default_rng(seed)
    cells = np.stack(np.meshgrid(range(3), range(0, 16, 2), range(0, 16, 2)), -1)
    picture, row, column = rng.permutation(cells.reshape(-1, 3))[:9].T
    middle = (np.stack([column, row], 1) + rng.uniform(0.05, 0.95, (9, 2))) * 4
    half = rng.uniform(1, 12, (9, 2))
    box = np.concatenate([middle - half, middle + half], axis=1)
    return Objects(picture, box, rng.integers(3, size=9))


@given(st.integers(0, 200))
def test_what_is_encoded_can_be_decoded(seed):
    objects = spread_out(seed)
    maps = encode(objects, pictures=3, shape=(64, 64), kinds=3, stride=4)
    maps[..., :3] = np.where(maps[..., :3] == 1, 9, -9)
    found = decode(maps, stride=4, threshold=0.5)
    assert len(found) == len(objects)
    order = [np.lexsort((*o.box.T, o.picture)) for o in (objects, found)]
    for name, rest in (("picture", 0), ("kind", 0), ("box", 1e-4)):
        first, second = (
            getattr(o, name)[rows]
            for o, rows in zip((objects, found), order, strict=True)
        )
        np.testing.assert_allclose(first, second, atol=rest)


def test_hills_are_highest_at_their_center_and_never_add_up():
    two = Objects([0, 0], [[2, 2, 10, 10], [6, 2, 14, 10]], [0, 0])
    heat = encode(two, **SIZE)[0, :, :, 0]
    assert heat.max() == 1
    assert (heat == 1).sum() == 2
    alone = encode(two.take([0]), **SIZE)[0, :, :, 0]
    other = encode(two.take([1]), **SIZE)[0, :, :, 0]
    np.testing.assert_array_equal(heat, np.maximum(alone, other))


def test_a_wider_box_makes_a_wider_hill():
    wide = Objects([0], [[-8, 4, 20, 8]], [1])
    assert encode(wide, **SIZE)[0, 1, 0, 1] > encode(ONE, **SIZE)[0, 1, 0, 1]


def test_of_two_centers_in_one_cell_the_later_one_counts():
    two = Objects([0, 0], [[2, 2, 10, 10], [5, 5, 7, 7]], [0, 1])
    maps = encode(two, **SIZE)
    assert maps[0, 1, 1, :2].tolist() == [1, 1]
    assert maps[0, 1, 1, 4:].tolist() == [0.5, 0.5]


def test_no_objects_give_empty_maps_and_empty_maps_no_objects():
    maps = encode(Objects([], [], []), **SIZE)
    assert maps.shape == (1, 3, 4, 6)
    assert not maps.any()
    assert len(decode(maps - 9, stride=4)) == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"shape": (13, 16)}, "divisor"),
        ({"shape": (0, 16)}, "shape is 0"),
        ({"stride": 0}, "stride is 0"),
        ({"kinds": 1}, "kind 1; expected at most 0"),
        ({"kinds": 0}, "kinds is 0"),
        ({"pictures": 0}, "pictures is 0"),
        ({"shape": (4, 16)}, "center outside"),
    ],
)
def test_refuses_maps_that_cannot_be(changes, words):
    with pytest.raises(ValueError, match=words):
        encode(ONE, **(SIZE | changes))


def test_refuses_an_object_of_a_picture_that_is_not_there():
    with pytest.raises(ValueError, match="picture 3"):
        encode(Objects([3], ONE.box, [0]), **SIZE)


def test_peaks_are_cells_without_a_higher_neighbor():
    rng = np.random.default_rng(0)
    heat = rng.random((2, 5, 6, 3))
    found = set(zip(*(axis.tolist() for axis in find_peaks(heat)), strict=True))
    for p, r, c, k in np.ndindex(heat.shape):
        window = heat[p, max(0, r - 1) : r + 2, max(0, c - 1) : c + 2, k]
        assert (heat[p, r, c, k] == window.max()) == ((p, r, c, k) in found)


def test_keeps_the_highest_peaks_of_each_picture():
    heat = np.zeros((2, 1, 7, 1))
    heat[0, 0, ::2, 0] = 0.2, 0.8, 0.4, 0.6
    heat[1, 0, 3] = 0.1
    picture, _, column, _ = find_peaks(heat, most=2)
    assert picture.tolist() == [0, 0, 1]
    assert column.tolist() == [2, 6, 3]
    assert len(find_peaks(heat, threshold=0.5)[0]) == 2
    assert len(find_peaks(heat, window=1)[0]) == 5


def test_refuses_maps_that_say_nothing():
    for maps in (np.zeros((1, 3, 3, 4)), np.zeros((3, 3, 6))):
        with pytest.raises(ValueError, match="maps has shape"):
            decode(maps, stride=4)
    with pytest.raises(ValueError, match="NaN"):
        decode(np.full((1, 3, 3, 6), np.nan), stride=4)
    with pytest.raises(ValueError, match="heat has shape"):
        find_peaks(np.zeros((3, 3)))
    with pytest.raises(ValueError, match="window is 2"):
        find_peaks(np.zeros((1, 3, 3, 1)), window=2)
    with pytest.raises(ValueError, match="most is 0"):
        find_peaks(np.zeros((1, 3, 3, 1)), most=0)


def test_a_box_of_negative_size_becomes_a_small_one():
    maps = np.full((1, 1, 1, 5), -1.0)
    assert (np.ptp(decode(maps, stride=10).box.reshape(2, 2), axis=0) > 0).all()


def test_counts_cells():
    assert check_grid((8, 12), 4) == (2, 3)
