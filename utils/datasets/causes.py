"""Pictures and sequences of which we know what their answer depends on, and where.

One glyph among several decides; the others are distractors, drawn in the same ink.
"""

import dataclasses

import numpy as np

from utils import checks
from utils.datasets.splits import check_sizes, cut

SIDE = 5  # height and width of a glyph, length of a motif
CLASSES = 4
# Four glyphs that decide, then four that do not. All have nine dots of ink.
GLYPHS = (
    "..#.. ..#.. ##### ..#.. ..#..",
    "#...# .#.#. ..#.. .#.#. #...#",
    "#.... #.... #.... #.... #####",
    "##### ..#.. ..#.. ..#.. ..#..",
    "##### ....# ....# ....# ....#",
    "..#.. ..#.. ..#.. ..#.. #####",
    "#...# #...# .#.#. .#.#. ..#..",
    "..#.. .#.#. .#.#. #...# #...#",
)
# Heights over five steps: four that decide, then four that do not.
MOTIFS = (
    (1, 2, 3, 4, 5),
    (5, 4, 3, 2, 1),
    (1, 3, 5, 3, 1),
    (5, 3, 1, 3, 5),
    (3, 5, 3, 1, 3),
    (3, 1, 3, 5, 3),
    (1, 5, 1, 5, 3),
    (5, 1, 5, 1, 3),
)


@dataclasses.dataclass(frozen=True)
class Causes:
    """Examples with the place of what decides.

    Args:
        x: pictures `(n, size, size, 1)` or sequences `(n, length, 1)`.
        y: the class, `(n,)`.
        mask: True where the cause stands, `(n, size, size)` or `(n, length)`.
    """

    x: np.ndarray
    y: np.ndarray
    mask: np.ndarray


def draw_pictures(*, seed, examples, cells=3, distractors=3):
    """Draw pictures in which one glyph decides, amid glyphs that do not.

    The picture has a hidden grid of cells; in some of them stands a glyph, moved a
    little. Each glyph has the same amount of ink, so that neither its brightness nor
    its place gives the cause away.

    Args:
        seed: whole number ≥ 0.
        examples: whole number ≥ 1.
        cells: whole number ≥ 2, along each side; a cell is 8 pixels wide.
        distractors: whole number ≥ 0, less than the number of cells.

    Returns:
        A `Causes` with pictures of 8 × `cells` pixels a side.

    Example:

    >>> found = draw_pictures(seed=0, examples=2)
    >>> found.x.shape, found.mask.sum(axis=(1, 2)).tolist()
    ((2, 24, 24, 1), [25, 25])
    """
    checks.integer("cells", cells, 2)
    glyphs = np.array([[[dot == "#" for dot in r] for r in g.split()] for g in GLYPHS])
    y, kinds, places, rng = _deal(seed, examples, cells**2, distractors)
    size = 8 * cells
    x = 0.2 * rng.normal(size=(examples, size, size))
    mask = np.zeros(x.shape, bool)
    corners = np.stack(np.divmod(places, cells), axis=-1) * 8
    corners = corners + rng.integers(8 - SIDE + 1, size=corners.shape)
    step = np.arange(SIDE)
    number = np.arange(examples)[:, np.newaxis, np.newaxis]
    for which in range(kinds.shape[1]):
        row, column = corners[:, which].T[..., np.newaxis, np.newaxis]
        spot = number, row + step[:, np.newaxis], column + step
        x[spot] += glyphs[kinds[:, which]]
        mask[spot] = which == 0
    return Causes(x[..., np.newaxis].astype("float32"), y, mask)


def draw_sequences(*, seed, examples, cells=5, distractors=2):
    """Draw sequences in which five steps decide, amid others that do not.

    Args:
        seed: whole number ≥ 0.
        examples: whole number ≥ 1.
        cells: whole number ≥ 2; a cell is 8 steps long.
        distractors: whole number ≥ 0, less than the number of cells.

    Returns:
        A `Causes` with sequences of 8 × `cells` steps.

    Example:

    >>> found = draw_sequences(seed=0, examples=2)
    >>> found.x.shape, found.mask.sum(axis=1).tolist()
    ((2, 40, 1), [5, 5])
    """
    checks.integer("cells", cells, 2)
    y, kinds, places, rng = _deal(seed, examples, cells, distractors)
    x = 0.1 * rng.normal(size=(examples, 8 * cells))
    mask = np.zeros(x.shape, bool)
    starts = 8 * places + rng.integers(8 - SIDE + 1, size=places.shape)
    for which in range(kinds.shape[1]):
        spot = np.arange(examples)[:, np.newaxis], starts[:, which, None] + range(SIDE)
        x[spot] += np.array(MOTIFS)[kinds[:, which]] / 5
        mask[spot] = which == 0
    return Causes(x[..., np.newaxis].astype("float32"), y, mask)


def make_pictures(*, seed, examples=(3072, 256, 512), cells=3, distractors=3):
    """Make a data set of pictures in which one glyph decides.

    Args:
        seed: whole number ≥ 0.
        examples: sizes of train, valid and test.
        cells, distractors: as in `draw_pictures`.

    Returns:
        A `Dataset`, 4 classes.

    Example:

    >>> make_pictures(seed=0, examples=(8, 4, 4)).input_shape
    (24, 24, 1)
    """
    total = sum(check_sizes(examples))
    found = draw_pictures(
        seed=seed, examples=total, cells=cells, distractors=distractors
    )
    return cut(
        found.x, found.y, name="glyphs", examples=tuple(examples), classes=CLASSES
    )


def make_sequences(*, seed, examples=(3072, 256, 512), cells=5, distractors=2):
    """Make a data set of sequences in which five steps decide.

    Args:
        seed: whole number ≥ 0.
        examples: sizes of train, valid and test.
        cells, distractors: as in `draw_sequences`.

    Returns:
        A `Dataset`, 4 classes.

    Example:

    >>> make_sequences(seed=0, examples=(8, 4, 4)).input_shape
    (40, 1)
    """
    total = sum(check_sizes(examples))
    found = draw_sequences(
        seed=seed, examples=total, cells=cells, distractors=distractors
    )
    return cut(
        found.x, found.y, name="motifs", examples=tuple(examples), classes=CLASSES
    )


def _deal(seed, examples, cells, distractors):
    """Draw the classes, what stands where (the cause first), and hand on the rest."""
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    checks.integer("examples", examples, 1)
    checks.integer("distractors", distractors, 0, cells - 1)
    y = rng.integers(CLASSES, size=examples)
    others = rng.integers(CLASSES, 2 * CLASSES, size=(examples, distractors))
    kinds = np.concatenate([y[:, np.newaxis], others], axis=1)
    places = rng.permuted(np.tile(np.arange(cells), (examples, 1)), axis=1)
    return y, kinds, places[:, : 1 + distractors], rng
