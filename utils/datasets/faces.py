"""Faces in which people are kept apart: whoever is measured was never trained on.

`make_faces` draws people, `make_groups` two groups of them of which one may be rare;
`deal` keeps them apart. Every picture is standardized: mean 0 and standard deviation 1,
so that its exposure says nothing.
"""

import dataclasses

import numpy as np

from utils import checks
from utils.datasets.base import Dataset, Split
from utils.datasets.portraits import LOWER, UPPER, draw_people, draw_portraits

GROUPS = ("eyes", "mouths")  # where a group's people differ from each other


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Faces(Dataset):
    """Pictures of known people to train on, and of others to choose and measure by.

    The labels of `train`, `valid` and `test` are the known people; their pictures in
    `valid` and `test` are others than in `train`. `others` and `unseen` hold people
    who are in no other part; their numbers go on where the classes end.

    Args:
        others: a `Split`, people by whom a threshold is chosen.
        unseen: a `Split`, people by whom everything is measured.
        groups: `(pictures,)`, the group of each unseen picture, or None.

    Raises:
        ValueError: if a part is missing, somebody is in two parts, or a person in
            `others` or `unseen` has one picture only.

    Example:

    >>> make_faces(seed=0, people=(8, 4, 6), pictures=5)
    Dataset "drawn faces": 24 train, 8 valid, 8 test · x (32, 32, 1) · 8 classes
    """

    others: Split | None = None
    unseen: Split | None = None
    groups: np.ndarray | None = None

    def __post_init__(self):
        super().__post_init__()
        known = set(range(self.classes))
        for name in ("others", "unseen"):
            part = getattr(self, name)
            if not isinstance(part, Split):
                raise ValueError(f"{name} is {part!r:.60}; expected a Split")
            if part.x.shape[1:] != self.train.x.shape[1:]:
                raise ValueError(
                    f"{name} has pictures of {part.x.shape[1:]} and train of "
                    f"{self.train.x.shape[1:]}; expected one shape"
                )
            people, counts = np.unique(part.y, return_counts=True)
            if known & set(people.tolist()):
                both = min(known & set(people.tolist()))
                raise ValueError(f"{name}: person {both} is in another part, too")
            if counts.min() < 2:
                alone = people[counts.argmin()]
                raise ValueError(
                    f"{name}: person {alone} has one picture only; expected at least "
                    "two, one for the gallery and one to recognize"
                )
            known |= set(people.tolist())

    @property
    def test_train_ratio(self):
        """Unseen over known people, where a seed deals out the same people; else 0."""
        people = len(np.unique(self.unseen.y))
        return people / self.classes if self.resplit else 0.0


def make_faces(*, seed, people=(400, 20, 50), pictures=22, size=32):
    """Draw people, some to train on, some to choose a threshold by, some to measure.

    Args:
        seed: whole number ≥ 0.
        people: how many known, other and unseen people.
        pictures: whole number ≥ 5, how many of each person.
        size: whole number ≥ 16, height and width in pixels.

    Returns:
        A `Faces`; a tenth of the known people's pictures is valid, a tenth test.

    Example:

    >>> faces = make_faces(seed=0, people=(8, 4, 6), pictures=5)
    >>> faces.others.x.shape, faces.unseen.x.shape
    ((20, 32, 32, 1), (30, 32, 32, 1))
    """
    checks.integer("seed", seed, 0)
    checks.integer("pictures", pictures, 5)
    known, others, unseen = check_people(people)
    drawn = draw_people(seed=[seed, 0], people=known + others + unseen)
    x, y = _take_pictures(drawn, pictures, [seed, 1], size)
    return deal(x, y, name="drawn faces", people=(known, others, unseen))


def make_groups(*, seed, shares=(0.5, 0.5), people=(200, 20, 80), pictures=20, size=32):
    """Draw people of two groups, of which one may be rare in training.

    In one group people differ from each other around the eyes and hardly below, in the
    other around nose, mouth and jaw and hardly above. All else is alike.

    Args:
        seed: whole number ≥ 0.
        shares: of both `GROUPS` among the known and other people; they sum to 1.
            Among the unseen people both have a half.
        people: how many known, other and unseen people.
        pictures: whole number ≥ 5, how many of each person.
        size: whole number ≥ 16, height and width in pixels.

    Returns:
        A `Faces` with `groups`, numbers of `GROUPS`.

    Example:

    >>> faces = make_groups(seed=0, shares=(0.9, 0.1), people=(10, 4, 6), pictures=5)
    >>> np.bincount(faces.groups).tolist()
    [15, 15]
    """
    checks.integer("seed", seed, 0)
    checks.integer("pictures", pictures, 5)
    known, others, unseen = check_people(people)
    if len(shares) != 2 or min(shares) < 0 or not np.isclose(sum(shares), 1):
        raise ValueError(f"shares is {shares!r}; expected two, with sum 1")
    if unseen < 4:
        raise ValueError(f"people: {unseen} unseen; expected two of each group")
    first = round(known * shares[0]), round(others * shares[0]), unseen // 2
    sizes = [(n, total - n) for n, total in zip(first, people, strict=True)]
    group = np.concatenate([np.repeat([0, 1], size) for size in sizes])
    each = [
        draw_people(seed=[seed, 2 + i], people=len(group), alike=alike)
        for i, alike in enumerate((LOWER, UPPER))
    ]
    drawn = np.where(group[:, np.newaxis] == 0, *each)
    x, y = _take_pictures(drawn, pictures, [seed, 1], size)
    faces = deal(x, y, name="two groups of drawn faces", people=people)
    return dataclasses.replace(faces, groups=group[faces.unseen.y])


def deal(x, y, *, name, people, resplit=False):
    """Cut pictures into known, other and unseen people, and standardize them.

    Args:
        x: array `(pictures, height, width, channels)`, as many of each person.
        y: array `(pictures,)`, whole numbers from 0, in rising order.
        name: what to call the data.
        people: how many known, other and unseen people.
        resplit: whether a seed dealt out the same people anew.

    Returns:
        A `Faces`. Of each known person the last tenth of the pictures is test, the
        tenth before it valid.

    Raises:
        ValueError: if there are no pictures, not as many of each person, or not as many
            people as said.

    Example:

    >>> x, y = np.random.default_rng(0).normal(size=(30, 4, 4, 1)), np.arange(30) // 5
    >>> deal(x, y, name="toy", people=(2, 2, 2))
    Dataset "toy": 6 train, 2 valid, 2 test · x (4, 4, 1) · 2 classes
    """
    x, y = standardize(x), np.asarray(y)
    known, others, unseen = check_people(people)
    counts = np.bincount(y)
    each = int(counts[0])
    rising = np.array_equal(y, np.repeat(np.arange(len(counts)), each))
    if not rising or each < 5 or len(x) != len(y) or len(counts) != sum(people):
        raise ValueError(
            f"y counts {np.unique(counts).tolist()} pictures of each of {len(counts)} "
            f"people; expected one number, at least 5, for each of {sum(people)}"
        )
    tenth, place = max(1, each // 10), np.arange(len(y)) % each
    part = np.where(place >= each - tenth, 2, np.where(place >= each - 2 * tenth, 1, 0))
    part = np.where(y >= known, 3, part) + (y >= known + others)
    train, valid, test, others, unseen = (
        Split(x[part == i], y[part == i]) for i in range(5)
    )
    more = {"others": others, "unseen": unseen, "resplit": resplit}
    return Faces(name, train, valid, test, task="classification", classes=known, **more)


def standardize(x):
    """Give every picture mean 0 and standard deviation 1.

    Args:
        x: array `(pictures, height, width, channels)`.

    Returns:
        A float32 array of the same shape.

    Raises:
        ValueError: if there is no picture, or one is empty: of one tone throughout.

    Example:

    >>> standardize(np.array([0.0, 1.0, 1.0, 0.0]).reshape(1, 2, 2, 1)).ravel().tolist()
    [-1.0, 1.0, 1.0, -1.0]
    """
    x = np.asarray(x, dtype="float32")
    if x.ndim != 4 or x.size == 0:
        raise ValueError(
            f"x has shape {x.shape}; expected (pictures, height, width, channels), "
            "none of them 0"
        )
    spread = x.std(axis=(1, 2, 3), keepdims=True)
    empty = np.flatnonzero(~(spread.ravel() > 1e-6))
    if len(empty):
        raise ValueError(
            f"x: picture {empty[0]} is empty, of one tone throughout or no number; "
            "expected a face"
        )
    return (x - x.mean(axis=(1, 2, 3), keepdims=True)) / spread


def check_people(people):
    """Return how many people are known, others and unseen, or refuse the numbers.

    Args:
        people: three whole numbers of at least 2.

    Returns:
        A tuple of three `int`.

    Example:

    >>> check_people([150, 20, 50])
    (150, 20, 50)
    """
    if not isinstance(people, (tuple, list)) or len(people) != 3:
        raise ValueError(
            f"people is {people!r}; expected how many are known, others and unseen"
        )
    names = ("people, known,", "people, others,", "people, unseen,")
    return tuple(
        checks.integer(n, count, 2) for n, count in zip(names, people, strict=True)
    )


def _take_pictures(drawn, pictures, seed, size):
    """Return pictures of people, one person after the other, and who is on them."""
    y = np.repeat(np.arange(len(drawn)), pictures)
    return draw_portraits(drawn[y], seed=seed, size=size), y
