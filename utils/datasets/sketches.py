"""Scenes of a few drawn objects, and the one caption that is right for each.

Objects are named from left to right. Between two that follow each other stands where
the first is, seen from the second: "left of" if they are further apart across than up
and down, else "above" or "below". Scenes in which that would be a close call, or in
which objects touch, are not drawn unless asked for; so each has one right caption.
"""

import dataclasses

import numpy as np

from utils import checks

SIZES = ("small", "large")
COLORS = ("red", "green", "blue", "yellow")
SHAPES = ("circle", "square", "triangle", "cross")
RELATIONS = ("left of", "above", "below")
HELD_OUT = (("red", 2), ("green", 0), ("blue", 3), ("yellow", 1))
HELD_OUT = tuple((color, SHAPES[shape]) for color, shape in HELD_OUT)
SIDE, MOST = 28, 5  # pixels, objects
RADII = ((2.4, 2.8), (3.6, 4.1))  # of small and large objects, in pixels
APART, ORDER, CLEAR = 1.2, 2.0, 3.0  # pixels: between objects, columns, answers
PAINT = ((0.9, 0.2, 0.2), (0.2, 0.75, 0.25), (0.25, 0.4, 0.95), (0.95, 0.85, 0.2))
BLOCK = 1000  # scenes drawn at a time, to save memory
_PATCH = np.arange(-7, 8)  # pixels around an object's middle


@dataclasses.dataclass(frozen=True, eq=False)
class Scenes:
    """Pictures, what is in them, and their captions.

    Args:
        pictures: `(examples, 28, 28, 3)`, red, green and blue from 0 to 1.
        captions: tuple of `str`.
        count: `(examples,)`, number of objects.
        kinds: `(examples, 5, 3)`, places in `SIZES`, `COLORS` and `SHAPES`, object by
            object from left to right; those from `count` on are not there.
        centers: `(examples, 5, 2)`, column and row in pixels.
    """

    pictures: np.ndarray
    captions: tuple
    count: np.ndarray
    kinds: np.ndarray
    centers: np.ndarray

    def __len__(self):
        return len(self.captions)


def draw_scenes(
    *, seed, examples, objects=(1, 2, 3, 4), pairs="known", apart=(APART, np.inf)
):
    """Draw scenes, each with its one right caption.

    Number, sizes, colors and shapes are drawn first, then places until they fit, so
    that the objects of a crowded scene are not smaller.

    Args:
        seed: whole number ≥ 0.
        examples: whole number ≥ 1, how many.
        objects: the numbers of objects, all equally frequent, each from 0 to 5.
        pairs: "known" for the twelve pairs of a color and a shape that training holds;
            "new" for scenes of which one object, any of them, is of the other four.
        apart: least and largest distance in pixels between the rims of the two objects
            that are closest to each other; below 0 they overlap.

    Returns:
        `Scenes`.

    Raises:
        ValueError: if an argument is out of its range, or nothing fits.

    Example:

    >>> scenes = draw_scenes(seed=0, examples=4, objects=(1, 2))
    >>> scenes.pictures.shape, sorted(scenes.count.tolist())
    ((4, 28, 28, 3), [1, 1, 2, 2])
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    checks.integer("examples", examples, 1)
    objects = [checks.integer("objects", number, 0, MOST) for number in objects]
    if not objects or pairs not in ("known", "new"):
        raise ValueError(
            f"objects is {objects}, pairs {pairs!r}; expected at least one number, and "
            "'known' or 'new'"
        )
    if len(apart) != 2 or not apart[0] < apart[1]:
        raise ValueError(f"apart is {apart}; expected a lower and a higher number")
    count = rng.permutation(np.resize(objects, examples))
    kinds = _choose_kinds(rng, count, new=pairs == "new")
    low, high = np.moveaxis(np.array(RADII)[kinds[..., 0]], -1, 0)
    radii = rng.uniform(low, high)
    centers = _place(rng, count, radii, apart)
    captions = tuple(
        describe(kind[:n], center[:n])
        for kind, center, n in zip(kinds, centers, count, strict=True)
    )
    blocks = np.array_split(np.arange(examples), -(-examples // BLOCK))
    parts = [_draw(rng, count[i], kinds[i], radii[i], centers[i]) for i in blocks]
    pictures = np.concatenate(parts)
    return Scenes(pictures, captions, count, kinds, centers)


def describe(kinds, centers):
    """Write the right caption of a scene.

    Args:
        kinds: `(objects, 3)`, places in `SIZES`, `COLORS` and `SHAPES`.
        centers: `(objects, 2)`, column and row, from left to right.

    Returns:
        A `str`, empty if there is no object.

    Example:

    >>> describe([(0, 0, 1), (1, 2, 0)], [(5, 10), (20, 12)])
    'a small red square left of a large blue circle'
    """
    words = []
    for place, (size, color, shape) in enumerate(kinds):
        if place:
            words.append(relate(centers[place - 1], centers[place]))
        words.append(f"a {SIZES[size]} {COLORS[color]} {SHAPES[shape]}")
    return " ".join(words)


def relate(first, second):
    """Say where one object is, seen from the next one to its right.

    Args:
        first: column and row of its middle; rows are counted from above.
        second: the same of the other.

    Returns:
        One of `RELATIONS`.

    Example:

    >>> relate((4, 10), (20, 12)), relate((4, 20), (8, 5))
    ('left of', 'below')
    """
    across, down = second[0] - first[0], second[1] - first[1]
    return RELATIONS[0 if across > abs(down) else 1 if down > 0 else 2]


def _choose_kinds(rng, count, *, new):
    """Size, color and shape of each object, `(examples, MOST, 3)`."""
    table = np.array([(COLORS.index(c), SHAPES.index(s)) for c, s in HELD_OUT])
    every = np.stack(np.divmod(np.arange(16), 4), axis=1)
    known = every[~(every[:, None] == table).all(axis=-1).any(axis=1)]
    kinds = np.zeros((len(count), MOST, 3), int)
    kinds[..., 0] = rng.integers(2, size=kinds.shape[:2])
    kinds[..., 1:] = known[rng.integers(len(known), size=kinds.shape[:2])]
    if new:
        which = rng.integers(np.maximum(count, 1))
        kinds[np.arange(len(count)), which, 1:] = table[
            rng.integers(4, size=len(count))
        ]
    return kinds


def _place(rng, count, radii, apart):
    """Middles `(examples, MOST, 2)`, tried until all rules are kept."""
    centers, left = np.zeros((*radii.shape, 2)), np.arange(len(count))
    for _ in range(500):
        tries = min(max(50_000 // len(left), 4), 500)
        n, r = count[left], radii[left][:, None, :, None]
        here = np.arange(MOST) < n[:, None]
        spots = rng.random((len(left), tries, MOST, 2))
        spots[..., 0] = np.sort(np.where(here[:, None], spots[..., 0], 2), axis=-1)
        spots = r + spots * (SIDE - 1 - 2 * r)
        fits = _follow_rules(spots, radii[left], here, apart)
        found = fits.any(axis=1)
        best = fits.argmax(axis=1)
        centers[left[found]] = spots[found, best[found]]
        left = left[~found]
        if not len(left):
            return centers
    raise ValueError(f"apart is {apart}: {len(left)} scenes found no place for it")


def _follow_rules(spots, radii, here, apart):
    """Which layouts `(examples, tries)` leave no doubt about their caption."""
    both = here[:, 1:, None] & here[:, None, :-1]
    step = np.diff(spots, axis=2)
    across, down = step[..., 0], np.abs(step[..., 1])
    clear = (across >= ORDER) & (np.abs(across - down) >= CLEAR)
    fits = (clear | ~here[:, None, 1:]).all(axis=-1)
    gaps = np.full(spots.shape[:2], np.inf)
    for i in range(MOST):
        for j in range(i):
            gap = np.hypot(*np.moveaxis(spots[:, :, i] - spots[:, :, j], -1, 0))
            gap -= (radii[:, i] + radii[:, j])[:, None]
            gaps = np.where(both[:, i - 1, j, None], np.minimum(gaps, gap), gaps)
    alone = here.sum(axis=1)[:, None] < 2
    return fits & (alone | ((gaps >= apart[0]) & (gaps <= apart[1])))


def _draw(rng, count, kinds, radii, centers):
    """Pictures `(examples, SIDE, SIDE, 3)`: a dark, noisy ground and the objects."""
    ground = rng.uniform(0.05, 0.25, (len(count), 1, 1, 1)).astype("float32")
    pad = len(_PATCH) // 2  # so that an object's patch never leaves the array
    full = np.broadcast_to(ground, (len(count), *[SIDE + 2 * pad] * 2, 3)).copy()
    for place in range(MOST):
        which = np.flatnonzero(count > place)
        kind, middle = kinds[which, place], centers[which, place]
        corner = np.round(middle).astype(int)
        away = corner[:, None] + _PATCH[:, None] - middle[:, None]  # (n, patch, 2)
        x, y = away[:, None, :, 0], away[:, :, None, 1]
        rim = _measure_rims(x, y, radii[which, place, None, None], kind[:, 2])
        ink = np.clip(0.5 - rim, 0, 1)[..., None].astype("float32")
        paint = np.array(PAINT)[kind[:, 1]] + rng.uniform(-0.08, 0.08, (len(which), 3))
        paint = paint.astype("float32")
        rows = (corner[:, None, 1] + _PATCH + pad)[:, :, None]
        columns = (corner[:, None, 0] + _PATCH + pad)[:, None, :]
        at = (which[:, None, None], rows, columns)
        full[at] = full[at] * (1 - ink) + paint[:, None, None] * ink
    inside = full[:, pad:-pad, pad:-pad]
    noise = rng.standard_normal(inside.shape, dtype="float32")
    return np.clip(inside + 0.03 * noise, 0, 1).astype("float32")


def _measure_rims(x, y, r, shape):
    """Distance to the rim in pixels, about; below 0 inside."""
    wide, high = np.abs(x), np.abs(y)
    cross = np.minimum(
        np.maximum(wide - 0.3 * r, high - 0.95 * r),
        np.maximum(wide - 0.95 * r, high - 0.3 * r),
    )
    rims = (
        np.hypot(x, y) - r,
        np.maximum(wide, high) - 0.8 * r,
        np.maximum(0.866 * wide - 0.5 * y - 0.5 * r, y - 0.5 * r),  # tip above
        cross,
    )
    return np.choose(shape[:, None, None], rims)
