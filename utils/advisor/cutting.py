"""Cut examples into development and test rows, and development rows by seed.

The test rows are the same for every seed and contestant. Copies and members of a group
stay together; what has an order in time is cut in that order.
"""

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.model_selection import StratifiedGroupKFold, train_test_split

TEST, VALID = 0.25, 0.2  # shares of all, and of what is left


def hold_back(examples, groups=None):
    """Choose the test rows.

    Args:
        examples: an `examples.Examples`.
        groups: array `(n,)`: rows of a group stay on one side, or None.

    Returns:
        Two arrays of row numbers, development and test.

    Raises:
        ValueError: if groups leave a side without a class.
    """
    return _cut(examples, np.arange(len(examples)), TEST, groups, seed=0)


def deal(examples, rows, *, seed, groups=None):
    """Deal development rows out to training and validation.

    Args:
        examples: an `examples.Examples`.
        rows: development rows.
        seed: whole number ≥ 0. Rows in the order of time are cut alike by all seeds.
        groups: as in `hold_back`.

    Returns:
        Two arrays of row numbers, training and validation.

    Raises:
        ValueError: as `hold_back`.
    """
    return _cut(examples, rows, VALID, groups, seed=seed + 1)


def count_least(examples, rows, *, seeds, groups=None):
    """Return how many training rows every deal has at least.

    Args:
        examples: an `examples.Examples`.
        rows: development rows.
        seeds: the seeds that will be dealt by.
        groups: as in `hold_back`.

    Returns:
        A whole number.

    Raises:
        ValueError: as `hold_back`.
    """
    if groups is None:  # then all deals are equally large
        seeds = [*seeds][:1]
    deals = (deal(examples, rows, seed=seed, groups=groups) for seed in seeds)
    return min(len(train) for train, _ in deals)


def fill(rows, count, *, seed):
    """Repeat rows until there are as many as wanted, each equally often or once more.

    Args:
        rows: array of row numbers.
        count: how many are wanted.
        seed: decides which occur once more.

    Returns:
        An array `(count,)`.

    Example:

    >>> sorted(fill(np.array([3, 4]), 4, seed=0).tolist())
    [3, 3, 4, 4]
    """
    times, rest = divmod(count, len(rows))
    more = np.random.default_rng([seed, 1]).permutation(rows)[:rest]
    return np.concatenate([np.tile(rows, times), more])


def find_twins(raw):
    """Number the examples so that equal ones share a number.

    Args:
        raw: array or list of arrays or texts.

    Returns:
        An array `(n,)` of whole numbers.

    Example:

    >>> find_twins(np.array([[1, 2], [3, 4], [1, 2]])).tolist()
    [0, 1, 0]
    """
    seen = {}
    keys = (e if isinstance(e, str) else (e.shape, e.tobytes()) for e in raw)
    return np.array([seen.setdefault(hash(key), len(seen)) for key in keys])


def join_groups(first, second):
    """Return groups in which two rows lie together if either grouping joins them.

    Args:
        first, second: arrays `(n,)` of whole numbers ≥ 0, or None.

    Returns:
        An array `(n,)`, or None if every row stands alone.

    Example:

    >>> join_groups(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 2])).tolist()
    [0, 0, 0, 1]
    """
    given = [each for each in (first, second) if each is not None]
    if not given or all(len(np.unique(each)) == len(each) for each in given):
        return None
    count = len(given[0])
    rows, ones = np.arange(count), np.ones(count)
    offset, places = count, []
    for each in given:
        places.append(each + offset)
        offset += int(each.max()) + 1
    ends = (np.tile(rows, len(given)), np.concatenate(places))
    graph = coo_matrix((np.tile(ones, len(given)), ends), shape=(offset, offset))
    return connected_components(graph, directed=False)[1][:count]


def _cut(examples, rows, share, groups, *, seed):
    if examples.timed:
        first = _find_cut(examples, rows, len(rows) - max(1, round(share * len(rows))))
        parts = rows[:first], rows[first:]
        return _check_classes(examples, *parts, "times")
    y = examples.y[rows]
    classed = examples.task == "classification"
    if groups is None:
        strata = y if classed else None
        rest, cut = train_test_split(
            rows, test_size=share, stratify=strata, random_state=seed
        )
        return np.sort(rest), np.sort(cut)
    if not classed:  # numbers: fifths of their range stand for classes
        y = np.searchsorted(np.quantile(y, (0.2, 0.4, 0.6, 0.8)), y)
    found, most = len(np.unique(groups[rows])), np.bincount(y).max()
    folds = max(2, min(round(1 / share), found, most))
    folder = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    rest, cut = next(folder.split(rows, y, groups[rows]))
    return _check_classes(examples, rows[rest], rows[cut], "groups")


def _find_cut(examples, rows, first):
    """Move a cut to where the moment changes, so that no moment lies on both sides."""
    if examples.moments is None:
        return first
    moments = examples.moments[rows]
    starts = 1 + np.flatnonzero(moments[1:] != moments[:-1])
    if not len(starts):
        raise ValueError("times is the same everywhere; expected times that differ")
    return int(starts[np.abs(starts - first).argmin()])


def _check_classes(examples, rest, cut, argument):
    if examples.task == "classification":
        lacking = set(range(len(examples.classes))) - set(examples.y[rest].tolist())
        if lacking:
            name = examples.classes[min(lacking)]
            raise ValueError(
                f"{argument}: class {name!r} lies wholly in the part held back; "
                "expected every class in the part that is trained on"
            )
    return rest, cut
