"""Ragged sequences: what padding adds, and that buckets lose nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.ragged import count_cells, make_buckets, pad, padded_share

LENGTHS = st.lists(st.integers(1, 30), min_size=1, max_size=20)


@settings(max_examples=50, deadline=None)
@given(LENGTHS, st.integers(0, 5), st.sampled_from([(), (3,)]))
def test_padding_keeps_each_sequence_and_adds_its_value(lengths, more, channels):
    sequences = [np.full((n, *channels), n, "float32") for n in lengths]
    padded = pad(sequences, length=max(lengths) + more, value=-1)
    assert padded.shape == (len(lengths), max(lengths) + more, *channels)
    assert padded.dtype == "float32"
    for row, sequence in zip(padded, sequences, strict=True):
        np.testing.assert_array_equal(row[: len(sequence)], sequence)
        assert np.all(row[len(sequence) :] == -1)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_buckets_hold_each_place_once_and_never_cost_cells(data):
    lengths = data.draw(LENGTHS)
    count = data.draw(st.integers(1, len(lengths)))
    buckets = make_buckets(lengths, count=count)
    assert len(buckets) == count
    assert sorted(np.concatenate(buckets).tolist()) == list(range(len(lengths)))
    assert np.all(np.diff(np.array(lengths)[np.concatenate(buckets)]) >= 0)
    assert sum(lengths) <= count_cells(lengths, buckets) <= count_cells(lengths)
    assert 0 <= padded_share(lengths, buckets) <= padded_share(lengths) < 1


def test_a_bucket_for_each_sequence_needs_no_padding():
    assert padded_share([4, 1, 9], make_buckets([4, 1, 9], count=3)) == 0


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: pad([]), "sequences is empty"),
        (lambda: pad("text"), "list of arrays"),
        (lambda: pad(np.zeros((2, 3))), "list of arrays"),
        (lambda: pad([[1], []]), r"sequences\[1\]"),
        (lambda: pad([np.zeros((2, 2, 2))]), r"shape \(2, 2, 2\)"),
        (lambda: pad([np.zeros((2, 2)), np.zeros((2, 3))]), "channels"),
        (lambda: pad([["a"]]), "expected numbers"),
        (lambda: pad([[1, 2, 3]], length=2), "length is 2"),
        (lambda: make_buckets([], count=1), "lengths is empty"),
        (lambda: make_buckets(3, count=1), "lengths is 3"),
        (lambda: make_buckets([1, 0], count=1), "lengths"),
        (lambda: make_buckets([1, 2], count=3), "count is 3"),
        (lambda: count_cells([1, 2], [[0]]), "buckets"),
        (lambda: padded_share([1, 2], [[0], [0, 1]]), "buckets"),
    ],
)
def test_wrong_arguments_are_named(call, name):
    with pytest.raises(ValueError, match=name):
        call()
