"""Streams of events: their gaps, what is known of them, and what is refused."""

import numpy as np
import pytest

from utils.datasets.events import make_events, read_features

SMALL = (40, 20, 20)


def test_gaps_are_short_and_long_in_turns():
    data = make_events(seed=3, length=60, examples=SMALL)
    for stream in data.train.x[..., 0]:
        gaps = np.diff(np.flatnonzero(stream))
        assert set(gaps[0::2]) <= {2, 3}
        assert set(gaps[1::2]) <= {6, 7}
        assert len(gaps) > 8


def test_the_seed_draws_the_data():
    first, again, other = (
        make_events(seed=seed, length=21, examples=SMALL).train.x for seed in (0, 0, 1)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_features_by_hand():
    x = np.array([0, 1, 0, 0, 1, 1] + [0] * 12, dtype=float)[None, :, None]
    known = read_features(x)
    assert known["since"][0].tolist() == [0, 0, 1, 2, 0, 0, *range(1, 10), 9, 9, 9]
    assert known["parity"][0].tolist() == [0, 1, 1, 1, 0, 1] + [1] * 12
    assert known["rate"][0, [0, 5, 10, 11, 14, 17]].tolist() == pytest.approx(
        [0, 0.3, 0.3, 0.2, 0.1, 0.0]
    )


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: make_events(seed=0, length=5), "length"),
        (lambda: make_events(seed=-1, length=30), "seed"),
        (lambda: make_events(seed=0, length=30, examples=(0, 1, 1)), "examples"),
        (lambda: read_features(np.zeros((2, 3))), "x has shape"),
        (lambda: read_features(np.full((2, 3, 1), 0.5)), "zeros and ones"),
    ],
)
def test_wrong_arguments_are_named(call, name):
    with pytest.raises(ValueError, match=name):
        call()
