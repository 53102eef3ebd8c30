"""Sequences of different lengths: fill them up to one, or sort them into buckets."""

import numpy as np

from utils import checks


def pad(sequences, *, length=None, value=0):
    """Fill sequences up at their end, so that they fit into one array.

    Args:
        sequences: list of arrays `(time,)` or `(time, channels)`, times may differ.
        length: time steps wanted; None takes the longest sequence's.
        value: what the padding consists of.

    Returns:
        An array `(sequences, length)` or `(sequences, length, channels)`, of the
        sequences' type.

    Raises:
        ValueError: for no sequence, an empty one, ranks or channels that differ, or
            a `length` that one of them exceeds.

    Example:

    >>> pad([[7, 8, 9], [5]]).tolist()
    [[7, 8, 9], [5, 0, 0]]
    """
    arrays = _check_sequences(sequences)
    longest = max(map(len, arrays))
    length = longest if length is None else checks.integer("length", length, longest)
    kind = np.result_type(*arrays)
    padded = np.full((len(arrays), length, *arrays[0].shape[1:]), value, kind)
    for row, array in zip(padded, arrays, strict=True):
        row[: len(array)] = array
    return padded


def make_buckets(lengths, *, count):
    """Sort sequences by length and deal them out to buckets of about equal size.

    Args:
        lengths: whole numbers ≥ 1, one for each sequence.
        count: whole number ≥ 1, how many buckets; at most one for each sequence.

    Returns:
        A list of arrays of places in `lengths`, short sequences first; together they
        hold every place once.

    Raises:
        ValueError: if an argument does not fit.

    Example:

    >>> [bucket.tolist() for bucket in make_buckets([9, 2, 8, 3], count=2)]
    [[1, 3], [2, 0]]
    """
    lengths = _check_lengths(lengths)
    checks.integer("count", count, 1, len(lengths))
    return np.array_split(np.argsort(lengths, kind="stable"), count)


def count_cells(lengths, buckets=None):
    """Count the time steps that are computed when each bucket is padded by itself.

    Args:
        lengths: whole numbers ≥ 1, one for each sequence.
        buckets: list of arrays of places, as from `make_buckets`; None puts all
            sequences into one.

    Returns:
        A whole number: for each bucket its sequences times its longest length.

    Raises:
        ValueError: if the buckets do not hold every place once.

    Example:

    >>> count_cells([9, 2, 8, 3]), count_cells([9, 2, 8, 3], [[1, 3], [2, 0]])
    (36, 24)
    """
    lengths = _check_lengths(lengths)
    everything = range(len(lengths))
    buckets = [everything] if buckets is None else [list(each) for each in buckets]
    if sorted(place for each in buckets for place in each) != list(everything):
        raise ValueError(
            f"buckets do not hold each of the {len(lengths)} places once; expected "
            "what make_buckets returns"
        )
    return int(sum(len(each) * lengths[each].max() for each in buckets if each))


def padded_share(lengths, buckets=None):
    """Return the share of the computed time steps that are padding.

    Args:
        lengths: whole numbers ≥ 1, one for each sequence.
        buckets: as in `count_cells`.

    Returns:
        A number from 0 (no padding) to below 1.

    Raises:
        ValueError: as `count_cells`.

    Example:

    >>> padded_share([1, 3, 4])
    0.33333333333333337
    """
    cells = count_cells(lengths, buckets)
    return 1 - int(np.sum(lengths)) / cells


def _check_sequences(sequences):
    """Return the sequences as arrays of one rank, or refuse them."""
    if isinstance(sequences, str | np.ndarray) or not hasattr(sequences, "__len__"):
        found = type(sequences).__name__
        raise ValueError(f"sequences is of type {found}; expected a list of arrays")
    arrays = [np.asarray(each) for each in sequences]
    if not arrays:
        raise ValueError("sequences is empty; expected at least one")
    for place, array in enumerate(arrays):
        if array.ndim not in (1, 2) or array.dtype.kind not in "biuf":
            raise ValueError(
                f"sequences[{place}] has shape {array.shape} of {array.dtype}; "
                "expected numbers (time,) or (time, channels)"
            )
        if not array.size:
            raise ValueError(f"sequences[{place}] is empty; expected a time step")
        if array.shape[1:] != arrays[0].shape[1:]:
            raise ValueError(
                f"sequences[{place}] has shape {array.shape} and the first one "
                f"{arrays[0].shape}; expected the same channels in all"
            )
    return arrays


def _check_lengths(lengths):
    """Return lengths as an array of whole numbers, or refuse them."""
    try:
        found = [checks.integer("lengths, one of them,", n, 1) for n in lengths]
    except TypeError:
        raise ValueError(f"lengths is {lengths!r}; expected whole numbers") from None
    if not found:
        raise ValueError("lengths is empty; expected at least one")
    return np.array(found)
