"""Objects of masks: counted, merged, lost, and compared by the Rand error."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.datasets.tissue import draw_cells
from utils.objects import (
    FATES,
    LEAST,
    find_fates,
    label_objects,
    rand_error,
)


def draw(*columns):
    """A mask 6 high and 12 wide with cell in these pairs (first, behind the last)."""
    mask = np.zeros((1, 6, 12), int)
    for first, end in columns:
        mask[..., first:end] = 1
    return mask


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000))
def test_drawn_cells_are_counted_and_found(seed):
    _, ids = draw_cells(seed=seed, pictures=3, size=40)
    mask = ids > 0
    counts = [label_objects(each).max() for each in mask]
    assert counts == ids.max(axis=(1, 2)).tolist()
    assert find_fates(mask, mask) == dict(zip(FATES, (1, 0, 0), strict=True))
    assert rand_error(mask, mask) == 0


def test_small_pieces_and_corners():
    mask = np.zeros((6, 12), int)
    mask[0, : LEAST - 1] = 1
    assert label_objects(mask).max() == 0
    mask[0, :LEAST] = 1
    assert label_objects(mask).sum() == LEAST
    mask[1:3, LEAST : LEAST + 4] = 1  # touches at a corner
    assert label_objects(mask).max() == 2


@pytest.mark.parametrize(
    ("guess", "fates"),
    [
        (draw((0, 4), (5, 9)), (1, 0, 0)),
        (draw((0, 9)), (0, 1, 0)),
        (draw((0, 4)), (0.5, 0, 0.5)),
        (draw((0, 1), (5, 9)), (0.5, 0, 0.5)),  # a quarter is not half of it
        (draw((0, 6)), (0.5, 0, 0.5)),  # covers the first, a quarter of the second
        (draw(), (0, 0, 1)),
        (draw((0, 12)), (0, 1, 0)),
    ],
)
def test_fates_of_two_cells(guess, fates):
    found = find_fates(draw((0, 4), (5, 9)), guess)
    assert found == dict(zip(FATES, fates, strict=True))


def test_a_split_cell_is_lost_unless_half_of_it_holds():
    truth = draw((0, 9))
    assert find_fates(truth, draw((0, 4), (5, 9)))["lost"] == 1
    assert find_fates(truth, draw((0, 6), (7, 9)))["found"] == 1


def test_no_cells_at_all():
    nothing = draw()
    assert all(np.isnan(share) for share in find_fates(nothing, nothing).values())
    assert rand_error(nothing, draw((0, 4))) == 0
    assert label_objects(nothing[0]).max() == 0


def test_a_merger_and_a_split_cost_pairs():
    two, one = draw((0, 4), (5, 9)), draw((0, 9))
    merged = rand_error(two, one)  # all 48 pixels in one piece: half of the pairs
    assert merged == pytest.approx(1 / 3, abs=0.02)
    assert 0 < rand_error(one, two) < 1
    with pytest.raises(ValueError, match="one shape"):
        rand_error(two, one[:, :3])
    with pytest.raises(ValueError, match="one shape"):
        find_fates(two, one[:, :3])
