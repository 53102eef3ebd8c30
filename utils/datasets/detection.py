"""Scenes to find objects in: handwritten digits pasted on real photographs.

Digits and photographs are dealt out to train, valid and test before anything is drawn:
what a detector is measured on, it has seen neither the digits nor the background of.
"""

import dataclasses

import numpy as np

from utils import checks
from utils.boxes import Objects, iou
from utils.centers import encode
from utils.datasets.base import Dataset, Split
from utils.datasets.images import load_digits
from utils.datasets.photographs import PHOTOGRAPHS, cut_windows
from utils.datasets.splits import check_sizes

SHARES = (7, 2, 3)  # photographs for train, valid and test
TRIES = 6  # places tried for the one to four digits of a scene
SCALES = (1.5, 3.2)  # pixels of the scene per pixel of a digit
FRAME = 8  # pixels of a digit
INK = 0.5  # opacity from which a pixel belongs to a digit


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Scenes(Dataset):
    """Pictures, the maps of `utils.centers` as answers, and what the test shows.

    Args:
        objects: `Objects` of the test part, whatever the maps could not hold included.
        kinds: tuple with the name of each class.

    Raises:
        ValueError: if the objects or the maps do not fit the pictures.
    """

    objects: Objects | None = None
    kinds: tuple = ()

    def __post_init__(self):
        super().__post_init__()
        if not isinstance(self.objects, Objects):
            raise ValueError(f"objects is {self.objects!r:.60}; expected Objects")
        maps = self.train.y.shape[1:]
        if len(maps) != 3 or maps[-1] != len(self.kinds) + 4:
            raise ValueError(
                f"kinds are {len(self.kinds)} and y is {maps}; expected y "
                "(rows, columns, kinds + 4)"
            )
        if len(self.objects) and (
            self.objects.picture.max() >= len(self.test)
            or self.objects.kind.max() >= len(self.kinds)
        ):
            raise ValueError("objects: a picture or class is none of the test part's")

    @property
    def stride(self):
        """Side of a cell of the maps in pixels."""
        return self.train.x.shape[1] // self.train.y.shape[1]


def make_scenes(*, seed, scenes=(4000, 256, 384), size=64, stride=4):
    """Paste one to four handwritten digits on pieces of photographs.

    Each digit is 12 to 26 pixels high with its frame, lighter or darker than what it
    stands on, and may touch another. Its box encloses its ink.

    Args:
        seed: whole number ≥ 0; deals out digits and photographs, and draws the scenes.
        scenes: how many in train, valid and test.
        size: height and width of a scene in pixels, 40 to 128, a multiple of `stride`.
        stride: side of a cell of the maps in pixels.

    Returns:
        A `Scenes`, x `(size, size, 3)` from 0 to 1, ten classes.

    Raises:
        ValueError: if a number does not fit.

    Example:

    >>> make_scenes(seed=0, scenes=(9, 4, 4)).kinds[:3]
    ('0', '1', '2')

    Reference:
        Alpaydin & Kaynak 1998, https://doi.org/10.24432/C50P49; the photographs come
        with scikit-learn and scikit-image.
    """
    sizes = check_sizes(scenes)
    checks.integer("size", size, 40, 128)
    digits = load_digits(seed=checks.integer("seed", seed, 0))
    rng = np.random.default_rng(seed)
    dealt = np.split(rng.permutation(len(PHOTOGRAPHS)), np.cumsum(SHARES)[:-1])
    parts = {}
    for part, count, names in zip(
        ("train", "valid", "test"), sizes, dealt, strict=True
    ):
        own = getattr(digits, part)
        names = [list(PHOTOGRAPHS)[i] for i in names]
        x = cut_windows(names, count, size=size, rng=rng)
        objects = paste(x, own.x[..., 0], own.y, rng=rng)
        shape = {"pictures": count, "shape": (size, size), "kinds": 10}
        parts[part] = Split(x, encode(objects, stride=stride, **shape))
    kinds = tuple(str(digit) for digit in range(10))
    name = "digits in scenes"
    return Scenes(
        name, **parts, task="regression", resplit=True, objects=objects, kinds=kinds
    )


def paste(x, digits, labels, *, rng):
    """Paste one to four digits on each picture, in place, and return where they are.

    Args:
        x: array `(pictures, size, size, 3)` from 0 to 1; it is changed.
        digits: array `(digits, 8, 8)` of ink from 0 to 1.
        labels: array `(digits,)`, class numbers.
        rng: a NumPy `Generator`.

    Returns:
        `Objects`, sorted by picture.
    """
    count, size = len(x), x.shape[1]
    wanted = rng.integers(1, 5, size=count)
    scale = rng.uniform(*SCALES, size=(count, TRIES))
    room = size - FRAME * scale
    corner = rng.uniform(size=(count, TRIES, 2)) * room[..., np.newaxis]
    which = rng.integers(len(digits), size=(count, TRIES))
    kept = choose_places(corner, FRAME * scale, wanted)
    found = []
    for slot in range(TRIES):
        rows = np.flatnonzero(kept[:, slot])
        if not len(rows):
            continue
        opacity = draw(
            digits[which[rows, slot]], corner[rows, slot], scale[rows, slot], size
        )
        ink = choose_ink(x[rows], opacity, rng)
        cover = opacity[..., np.newaxis]
        x[rows] = (1 - cover) * x[rows] + cover * ink[:, np.newaxis, np.newaxis]
        found.append((rows, enclose(opacity), labels[which[rows, slot]]))
    picture, box, kind = (np.concatenate(each) for each in zip(*found, strict=True))
    order = np.argsort(picture, kind="stable")
    return Objects(picture[order], box[order], kind[order])


def choose_places(corner, side, wanted):
    """Keep squares that hardly overlap an earlier one, as many as are wanted.

    Args:
        corner: array `(pictures, tries, 2)`, left and top edge.
        side: array `(pictures, tries)`.
        wanted: array `(pictures,)`, how many to keep at most.

    Returns:
        An array `(pictures, tries)` of booleans; the first try is always kept.

    Example:

    >>> corner = [[[0, 0], [1, 1], [30, 30], [50, 50]]]
    >>> choose_places(corner, np.full((1, 4), 10), [2]).tolist()
    [[True, False, True, False]]
    """
    corner, side = np.asarray(corner, float), np.asarray(side, float)
    squares = np.concatenate([corner, corner + side[..., np.newaxis]], axis=-1)
    kept = np.zeros(side.shape, bool)
    for picture, boxes in enumerate(squares):
        overlaps = iou(boxes, boxes) > 0.05
        for slot in range(side.shape[1]):
            free = not (overlaps[slot] & kept[picture]).any()
            kept[picture, slot] = free and kept[picture].sum() < wanted[picture]
    return kept


def draw(digits, corner, scale, size):
    """Draw digits larger, one on each empty picture, with crisp edges.

    Args:
        digits: array `(n, 8, 8)` of ink from 0 to 1.
        corner: array `(n, 2)`, left and top edge of each frame in pixels.
        scale: array `(n,)`, pixels of the picture per pixel of the digit.
        size: height and width of the pictures.

    Returns:
        An array `(n, size, size)` of opacity from 0 to 1, float32.
    """
    pixel = np.arange(size) + 0.5
    place = (pixel - corner[..., np.newaxis]) / scale[:, np.newaxis, np.newaxis] - 0.5
    hats = 1 - np.abs(place[..., np.newaxis] - np.arange(FRAME))
    across, down = np.clip(hats, 0, 1).astype("float32").swapaxes(0, 1)
    smooth = down @ digits.astype("float32") @ across.swapaxes(1, 2)
    return np.clip(2.5 * smooth - 0.5, 0, 1)


def choose_ink(x, opacity, rng):
    """Choose a color for each digit, lighter or darker than what it stands on.

    Args:
        x: array `(n, size, size, 3)`, the pictures.
        opacity: array `(n, size, size)`, the digits.
        rng: a NumPy `Generator`.

    Returns:
        An array `(n, 3)` from 0 to 1.
    """
    weight = opacity / opacity.sum(axis=(1, 2), keepdims=True)
    below = np.einsum("nhw,nhwc->n", weight, x) / 3
    step = rng.uniform(0.3, 0.6, size=len(x))
    up = np.where(rng.random(len(x)) < 0.5, below + step <= 1, below - step < 0)
    light = np.where(up, below + step, below - step)
    tint = rng.normal(0, 0.08, size=(len(x), 3))
    return np.clip(light[:, np.newaxis] + tint, 0, 1).astype("float32")


def enclose(opacity):
    """Return the smallest box around the ink of each picture.

    Args:
        opacity: array `(n, height, width)`.

    Returns:
        An array `(n, 4)`: left, top, right, bottom, whole pixels.

    Raises:
        ValueError: if a picture holds no ink.

    Example:

    >>> picture = np.zeros((1, 5, 5))
    >>> picture[0, 1:3, 2] = 1
    >>> enclose(picture).tolist()
    [[2, 1, 3, 3]]
    """
    inked = np.asarray(opacity) >= INK
    if not inked.any(axis=(1, 2)).all():
        raise ValueError("opacity: a picture holds no ink; expected some in each")
    edges = []
    for axis in (1, 2):
        line = inked.any(axis=axis)
        length = line.shape[1]
        edges.append((line.argmax(axis=1), length - line[:, ::-1].argmax(axis=1)))
    (left, right), (top, bottom) = edges
    return np.stack([left, top, right, bottom], axis=1)
