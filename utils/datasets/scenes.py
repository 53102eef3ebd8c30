"""Pictures in three levels: edges make shapes, two shapes make an object.

Everything about them is known: how the line under a given pixel runs, which shape that
line belongs to, and what kind of object the whole is. No level gives the next one away:
each shape is drawn in every orientation, and each kind of object holds every shape.
"""

import dataclasses

import numpy as np

from utils import checks
from utils.datasets.splits import check_sizes, cut

SHAPES = ("corner", "tee", "cross", "square")
EDGES = ("—", "\\", "|", "/")  # how a line runs, at 0, 45, 90 and 135 degrees
KINDS = 3  # two shapes s and t make an object of kind (s xor t) - 1
ARM, APART, REACH = 3.2, 8.5, 3.7  # in pixels

_ARMS = (  # from where to where each line of a shape runs, in lengths of an arm
    ((0, 0, 1, 0), (0, 0, 0, 1)),
    ((0, 0, 1, 0), (0, 0, -1, 0), (0, 0, 0, 1)),
    ((0, 0, 1, 0), (0, 0, -1, 0), (0, 0, 0, 1), (0, 0, 0, -1)),
    (
        (-0.7, -0.7, 0.7, -0.7),
        (-0.7, 0.7, 0.7, 0.7),
        (-0.7, -0.7, -0.7, 0.7),
        (0.7, -0.7, 0.7, 0.7),
    ),
)
_MOST = max(map(len, _ARMS))


@dataclasses.dataclass(frozen=True, eq=False)
class Scenes:
    """Pictures, and what stands at one place of each.

    Args:
        x: `(examples, size, size, 1)`, from 0 to 1.
        place: `(examples, 2)`, row and column of a pixel in the middle of a line.
        edge: `(examples,)`, which of `EDGES` that line is.
        shape: `(examples,)`, which of `SHAPES` the line belongs to.
        kind: `(examples,)`, which of the `KINDS` the object of two shapes is.
    """

    x: np.ndarray
    place: np.ndarray
    edge: np.ndarray
    shape: np.ndarray
    kind: np.ndarray


def draw_scenes(*, seed, examples, size=20):
    """Draw objects of two shapes, and say what is what in them.

    Two different shapes stand side by side, in any of eight directions, each turned by
    a multiple of 45 degrees. Six pairs make three kinds: two pairs that share no shape
    are of one kind, so that a shape alone says nothing about the kind.

    Args:
        seed: whole number ≥ 0.
        examples: whole number ≥ 1, how many.
        size: whole number ≥ 20, height and width in pixels.

    Returns:
        `Scenes`; edge, shape and kind are independent of each other.

    Example:

    >>> scenes = draw_scenes(seed=0, examples=6)
    >>> scenes.x.shape, scenes.place.shape, bool(scenes.kind.max() < KINDS)
    ((6, 20, 20, 1), (6, 2), True)
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    checks.integer("examples", examples, 1)
    checks.integer("size", size, 20)
    first, kind, way = rng.integers((4, KINDS, 8), size=(examples, 3)).T
    shapes = np.stack([first, first ^ (kind + 1)], axis=1)
    turns = rng.integers(8, size=(examples, 2))
    away = APART * np.stack([np.cos(way * np.pi / 4), np.sin(way * np.pi / 4)], axis=1)
    low, high = REACH - np.minimum(away, 0), size - 1 - REACH - np.maximum(away, 0)
    start = rng.uniform(low, high)
    centers = np.stack([start, start + away], axis=1)
    lines = _place(shapes, turns, centers)  # (examples, 2, arms, 4)
    ink = _draw(lines.reshape(examples, -1, 4), size)
    x = ink * rng.uniform(0.6, 0.9, (examples, 1, 1)) + rng.normal(0, 0.07, ink.shape)

    which = np.arange(examples)
    arms = np.array([len(_ARMS[shape]) for shape in shapes[:, 0]])
    chosen = lines[which, 0, rng.integers(arms)]
    place = (chosen[:, :2] + chosen[:, 2:]) / 2
    across, down = (chosen[:, 2:] - chosen[:, :2]).T
    edge = np.round(np.arctan2(down, across) / (np.pi / 4)) % 4
    return Scenes(
        np.clip(x, 0, 1)[..., np.newaxis].astype("float32"),
        np.round(place[:, ::-1]).astype("int32"),
        edge.astype("int32"),
        shapes[:, 0].astype("int32"),
        kind.astype("int32"),
    )


def make_scenes(*, seed, size=20, examples=(4096, 256, 512)):
    """Draw objects of two shapes whose kind is to be told.

    Args:
        seed: whole number ≥ 0.
        size: whole number ≥ 20, height and width in pixels.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(size, size, 1)`, 3 classes.

    Example:

    >>> make_scenes(seed=0, examples=(8, 4, 4))
    Dataset "scenes": 8 train, 4 valid, 4 test · x (20, 20, 1) · 3 classes
    """
    scenes = draw_scenes(seed=seed, examples=sum(check_sizes(examples)), size=size)
    return cut(scenes.x, scenes.kind, name="scenes", examples=examples, classes=KINDS)


def _place(shapes, turns, centers):
    """Return the lines `(examples, 2, arms, 4)` of turned shapes, as x, y to x, y.

    Shapes with fewer arms than others repeat their first one.
    """
    full = [(*arms, *[arms[0]] * (_MOST - len(arms))) for arms in _ARMS]
    ends = ARM * np.array(full)[shapes].reshape(*shapes.shape, _MOST, 2, 2)
    angle = turns * np.pi / 4
    cosine, sine = np.cos(angle), np.sin(angle)
    turn = np.stack([cosine, sine, -sine, cosine], axis=-1).reshape(*angle.shape, 2, 2)
    turned = np.einsum("esapi,esij->esapj", ends, turn)
    return (turned + centers[:, :, np.newaxis, np.newaxis]).reshape(*ends.shape[:3], 4)


def _draw(lines, size):
    """Draw lines `(examples, lines, 4)` as ink `(examples, size, size)` from 0 to 1."""
    row, column = np.mgrid[:size, :size].astype("float32")
    ink = np.zeros((len(lines), size, size), "float32")
    for line in np.moveaxis(lines.astype("float32"), 1, 0)[..., np.newaxis, np.newaxis]:
        x, y, to_x, to_y = np.moveaxis(line, 1, 0)
        across, down = to_x - x, to_y - y
        along = ((column - x) * across + (row - y) * down) / (across**2 + down**2)
        along = np.clip(along, 0, 1)
        away = np.hypot(column - x - along * across, row - y - along * down)
        ink = np.maximum(ink, np.clip(1.2 - away, 0, 1))
    return ink
