"""Drawn blood smears: red cells, of which a few hold a ring that should not be there.

Each smear has its own stain, light and focus, which all its cells share; three smears
of four hold no abnormal cell. `make_smears` deals whole smears out to the parts, so
that nothing measured was trained on; `deal` does so for any crops in groups.
"""

import dataclasses

import numpy as np

from utils import checks
from utils.datasets.base import Dataset, Split
from utils.datasets.microscopy import draw_cells, draw_smears

RARE = 20  # one cell in so many is abnormal
INFECTED = 4  # one smear in so many holds them all


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Cells(Dataset):
    """Crops of cells, 0 healthy and 1 wanted, that know which smear they are from.

    Nobody's smear is in two of the parts `train`, `valid` and `test`. `known` holds
    other cells of the smears in `train`: what a careless split would test on.

    Args:
        known: a `Split`, cells of the training smears that were not trained on.
        smears: dict from a part's name (`known` too) to an array `(crops,)` of smear
            numbers.
        rings: `(crops, 3)` for `test`: column and row of the ring's middle and its
            radius in pixels, NaN where there is none; None where nobody knows.

    Raises:
        ValueError: if a part is missing, numbers do not fit the crops, or a smear is in
            two parts.

    Example:

    >>> make_smears(seed=0, smears=(8, 4, 4), cells=(20, 20, 20))
    Dataset "drawn smears": 120 train, 80 valid, 80 test · x (32, 32, 3) · 2 classes
    """

    known: Split | None = None
    smears: dict | None = None
    rings: np.ndarray | None = None

    def __post_init__(self):
        super().__post_init__()
        if not isinstance(self.known, Split):
            raise ValueError(f"known is {self.known!r:.60}; expected a Split")
        taken = {}
        for name in ("train", "valid", "test", "known"):
            numbers = np.asarray((self.smears or {}).get(name, ()))
            crops = len(getattr(self, name))
            if numbers.shape != (crops,):
                raise ValueError(
                    f"smears[{name!r}] has shape {numbers.shape}; expected a smear for "
                    f"each of {crops:,} crops"
                )
            taken[name] = set(numbers.tolist())
        strays = taken["known"] - taken["train"]
        if strays:
            raise ValueError(f"known: smear {min(strays)} is not in train")
        for one, other in (("train", "valid"), ("train", "test"), ("valid", "test")):
            if both := taken[one] & taken[other]:
                raise ValueError(f"smear {min(both)} is in {one} and in {other}")


def make_smears(*, seed, smears=(48, 16, 40), cells=(80, 100, 100), size=32):
    """Draw smears and deal them out whole.

    In each part one smear in four is a sick person's, and one cell in twenty abnormal:
    the parts' numbers of smears are to be multiples of four.

    Args:
        seed: whole number ≥ 0.
        smears: how many to train on, to choose by and to measure by.
        cells: how many of each smear in these parts, multiples of twenty.
        size: whole number ≥ 16, height and width of a crop in pixels.

    Returns:
        A `Cells`; a quarter of the training smears' cells is kept back as `known`.

    Raises:
        ValueError: for numbers that do not fit.

    Example:

    >>> drawn = make_smears(seed=0, smears=(8, 4, 4), cells=(20, 20, 20))
    >>> float(drawn.test.y.mean()), len(drawn.known)
    (0.05, 40)
    """
    checks.integer("seed", seed, 0)
    smears = _check_three("smears", smears, INFECTED)
    cells = _check_three("cells", cells, RARE)
    rng = np.random.default_rng([seed, 0])
    plan = list(zip(smears, cells, strict=True))
    y = np.concatenate([_choose_abnormal(rng, *part) for part in plan])
    number = np.repeat(np.arange(sum(smears)), np.repeat(cells, smears))
    slides = draw_smears(seed=[seed, 1], smears=sum(smears))
    x, rings = draw_cells(slides[number], y, seed=[seed, 2], size=size)
    parts = np.repeat([0, 1, 2], smears)
    dealt = deal(x, y, number, parts=parts, name="drawn smears", seed=seed)
    return dataclasses.replace(dealt, rings=rings[parts[number] == 2])


def deal(x, y, smears, *, parts, name, seed, kept=0.25, resplit=False):
    """Deal crops out by smear, and keep some of the training smears' crops back.

    Args:
        x: array `(crops, height, width, channels)`.
        y: array `(crops,)`, 0 or 1.
        smears: array `(crops,)`, whole numbers from 0: which smear a crop is from.
        parts: array `(smears,)`: 0 for train, 1 for valid, 2 for test.
        name: what to call the data.
        seed: whole number ≥ 0: which crops are kept back.
        kept: share of the training smears' crops, of either class, that is not trained
            on.
        resplit: whether a seed deals out the same smears anew.

    Returns:
        A `Cells`. A smear whose crops would all be kept back is trained on whole.

    Raises:
        ValueError: if lengths do not fit, a part is missing, or `kept` is no share.

    Example:

    >>> x, y = np.zeros((40, 4, 4, 1)), np.arange(40) % 2
    >>> cells = deal(x, y, np.arange(40) // 10, parts=[0, 0, 1, 2], name="toy", seed=0)
    >>> len(cells.train), len(cells.known), sorted(set(cells.smears["test"].tolist()))
    (16, 4, [3])
    """
    x, y, smears, parts = np.asarray(x), np.asarray(y), np.asarray(smears), list(parts)
    if not len(x) == len(y) == len(smears) or not len(y):
        raise ValueError(
            f"x, y and smears hold {len(x)}, {len(y)} and {len(smears)}; expected a "
            "label and a smear for each crop"
        )
    whole = smears.dtype.kind in "iu"
    if not whole or not 0 <= smears.min() <= smears.max() < len(parts):
        raise ValueError(f"smears: expected whole numbers from 0 to {len(parts) - 1}")
    if set(parts) != {0, 1, 2}:
        raise ValueError(f"parts holds {sorted(set(parts))}; expected 0, 1 and 2")
    if not 0 < kept < 1:
        raise ValueError(f"kept is {kept!r}; expected a share between 0 and 1")
    place = np.asarray(parts)[smears]
    rng = np.random.default_rng([checks.integer("seed", seed, 0), 3])
    for label in (0, 1):  # as many of either class as their share says
        rows = rng.permutation(np.flatnonzero((place == 0) & (y == label)))
        place[rows[: round(kept * len(rows))]] = 3
    place[(place == 3) & ~np.isin(smears, smears[place == 0])] = 0
    names = ("train", "valid", "test", "known")
    rows = {part: np.flatnonzero(place == i) for i, part in enumerate(names)}
    splits = {part: Split(x[found], y[found]) for part, found in rows.items()}
    return Cells(
        name,
        task="classification",
        classes=2,
        resplit=resplit,
        smears={part: smears[found] for part, found in rows.items()},
        **splits,
    )


def _check_three(name, counts, unit):
    """Return how many in train, valid and test, or refuse what is no multiple."""
    if not isinstance(counts, (tuple, list)) or len(counts) != 3:
        raise ValueError(f"{name} is {counts!r}; expected three numbers, one a part")
    for part, count in zip(("train", "valid", "test"), counts, strict=True):
        if checks.integer(f"{name}, {part},", count, unit) % unit:
            raise ValueError(
                f"{name}, {part}, is {count}; expected a multiple of {unit}"
            )
    return tuple(counts)


def _choose_abnormal(rng, smears, cells):
    """Return labels, smear by smear: the abnormal cells lie in one smear of four."""
    total, sick = smears * cells, smears // INFECTED
    y = np.zeros((smears, cells), int)
    rows = rng.permutation(smears)[:sick]
    share = rng.uniform(0.5, 1.5, sick)  # some people are sicker than others
    weight = np.repeat(share / share.sum() / cells, cells)
    chosen = rng.choice(sick * cells, total // RARE, replace=False, p=weight)
    picked = np.zeros(sick * cells, int)
    picked[chosen] = 1
    y[rows] = picked.reshape(sick, cells)
    return y.ravel()
