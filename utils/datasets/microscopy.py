"""Draw red blood cells as a microscope shows them: stains take light away.

A smear is a list of numbers (`TRAITS`): its light, its two stains, its focus. Each
stain absorbs red, green and blue light in its own way, so that a pixel's color is
`light · exp(-amount · absorption)` (Beer and Lambert's law). The first stain colors
cells, the second one rings, specks and platelets.
"""

import numpy as np

from utils import checks

# Trait: its lowest and highest value over smears. Light and absorption are those of
# the three colors; focus is the half width of an edge in half crops.
TRAITS = {
    "light red": (0.84, 1.0),
    "light green": (0.82, 0.98),
    "light blue": (0.80, 1.0),
    "cell red": (0.05, 0.25),
    "cell green": (0.35, 0.8),
    "cell blue": (0.25, 0.75),
    "ring red": (0.5, 0.9),
    "ring green": (0.6, 1.1),
    "ring blue": (0.15, 0.6),
    "focus": (0.06, 0.16),
    "slope": (-0.08, 0.08),
    "pallor": (0.3, 0.75),
    "specks": (0.1, 0.7),
}
NAMES = tuple(TRAITS)
NEIGHBORS = 3  # cells that look into a crop from its sides
AT_ONCE = 256  # crops drawn together: their arrays stay in the processor's cache
MIDDLE, SPREAD = 0.7, 0.2  # of the colors, to make numbers around 0 of them


def draw_smears(*, seed, smears):
    """Draw what makes one smear look unlike another.

    Args:
        seed: whole number ≥ 0, or a sequence of them.
        smears: whole number ≥ 1, how many.

    Returns:
        An array `(smears, traits)` in the order of `NAMES`.

    Example:

    >>> draw_smears(seed=0, smears=4).shape
    (4, 13)
    """
    checks.integer("smears", smears, 1)
    low, high = np.array(list(TRAITS.values())).T
    drawn = np.random.default_rng(seed).uniform(low, high, (smears, len(NAMES)))
    return drawn.astype("float32")


def draw_cells(smears, abnormal, *, seed, size=32, noise=0.03):
    """Draw crops with one cell in the middle of each, and parts of its neighbors.

    An abnormal cell holds a ring of the second stain. Specks lie on both kinds: a disc
    or a rod, with about as much stain as a ring has, so that the amount of color says
    little and the shape decides.

    Args:
        smears: array `(crops, traits)`, rows as from `draw_smears`; repeat a row to
            draw several cells of a smear.
        abnormal: array `(crops,)`, 1 for a cell with a ring, 0 for one without.
        seed: whole number ≥ 0, or a sequence of them.
        size: whole number ≥ 16, height and width in pixels.
        noise: standard deviation of each color's noise, ≥ 0.

    Returns:
        Crops `(crops, size, size, 3)`, float32, from about -3.5 to 1.5 (see `to_rgb`),
        and rings `(crops, 3)`: column, row and radius in pixels, NaN where there is
        none.

    Raises:
        ValueError: if shapes do not fit, or a number is out of its range.

    Example:

    >>> smear = draw_smears(seed=0, smears=1)
    >>> x, rings = draw_cells(smear[[0, 0]], [0, 1], seed=1)
    >>> x.shape, np.isnan(rings[:, 0]).tolist()
    ((2, 32, 32, 3), [True, False])
    """
    smears, abnormal = np.asarray(smears, "float32"), np.asarray(abnormal)
    if smears.ndim != 2 or smears.shape[1] != len(NAMES) or not len(smears):
        raise ValueError(
            f"smears has shape {smears.shape}; expected (crops, {len(NAMES)}), a row "
            "for each crop"
        )
    if abnormal.shape != smears.shape[:1] or not np.isin(abnormal, (0, 1)).all():
        raise ValueError(f"abnormal: expected 0 or 1 for each of {len(smears)} crops")
    checks.integer("size", size, 16)
    if not noise >= 0:
        raise ValueError(f"noise is {noise!r}; expected a number of at least 0")
    rng = np.random.default_rng(seed)
    cell = _vary_cells(rng, len(smears), smears[:, NAMES.index("specks")])
    cell["ring"] *= abnormal
    trait = dict(zip(NAMES, smears.T, strict=True))
    everything = {n: v.astype("float32") for n, v in (trait | cell).items()}
    drawn = np.empty((len(smears), size, size, 3), "float32")
    for start in range(0, len(smears), AT_ONCE):
        block = slice(start, start + AT_ONCE)
        one = {name: v[block, None, None] for name, v in everything.items()}
        drawn[block] = _draw(one, size)
    drawn += np.float32(noise) * rng.standard_normal(drawn.shape, dtype="float32")
    rings = np.stack([cell["ring x"], cell["ring y"], cell["ring radius"]], axis=1)
    rings = (rings + np.array([1, 1, 0])) * size / 2
    rings[abnormal == 0] = np.nan
    return (np.clip(drawn, 0, 1) - MIDDLE) / SPREAD, rings.astype("float32")


def to_rgb(x):
    """Turn crops back into colors.

    Args:
        x: array `(crops, height, width, channels)` as from `draw_cells`.

    Returns:
        An array of the same shape, from 0 to 1.

    Example:

    >>> to_rgb(np.array([-9.0, 0.0, 1.0])).round(1).tolist()
    [0.0, 0.7, 0.9]
    """
    return np.clip(np.asarray(x) * SPREAD + MIDDLE, 0, 1)


def _vary_cells(rng, count, speckled):
    """Return what varies from cell to cell, a dict of arrays `(count,)`."""
    ranges = {
        "x": (-0.1, 0.1),
        "y": (-0.1, 0.1),
        "radius": (0.52, 0.7),
        "stretch": (0.86, 1.16),
        "angle": (0, np.pi),
        "thick": (0.75, 1.25),
        "dip": (0.6, 1.4),
        "ring": (0.25, 0.75),
        "ring radius": (0.1, 0.17),
        "dot angle": (0, 2 * np.pi),
        "speck": (0.25, 0.75),
        "speck size": (0.09, 0.14),
        "rod": (1.0, 2.6),
        "rod angle": (0, np.pi),
    }
    f = {name: rng.uniform(*ends, count) for name, ends in ranges.items()}
    for name, reach in (("ring", 0.55), ("speck", 0.95)):
        far = reach * f["radius"] * np.sqrt(rng.random(count))
        angle = rng.uniform(0, 2 * np.pi, count)
        f[f"{name} x"] = f["x"] + far * np.cos(angle)
        f[f"{name} y"] = f["y"] + far * np.sin(angle)
    f["speck"] *= rng.random(count) < speckled
    around = rng.uniform(0, 2 * np.pi, count)
    for i in range(NEIGHBORS):
        radius = rng.uniform(0.5, 0.7, count)
        far = f["radius"] + radius * rng.uniform(0.85, 1.5, count)
        turn = around + 2 * np.pi * (i + rng.uniform(-0.3, 0.3, count)) / NEIGHBORS
        f[f"radius {i}"] = radius
        f[f"x {i}"] = f["x"] + far * np.cos(turn)
        f[f"y {i}"] = f["y"] + far * np.sin(turn)
    return f


def _draw(f, size):
    """Return colors `(n, size, size, 3)`; every number has the shape (n, 1, 1)."""
    grid = (np.arange(size, dtype="float32") + 0.5) * 2 / size - 1
    across, down = grid[None, None], grid[None, :, None]
    cells = f["thick"] * _disc(f, across, down, f["x"], f["y"], f["radius"])
    for i in range(NEIGHBORS):
        place = f[f"x {i}"], f[f"y {i}"], f[f"radius {i}"]
        cells = cells + f["thick"] * _disc(f, across, down, *place)
    stained = f["ring"] * _ring(f, across, down) + f["speck"] * _speck(f, across, down)
    bright = 1 + f["slope"] * across
    colors = [
        f[f"light {c}"]
        * bright
        * np.exp(-cells * f[f"cell {c}"] - stained * f[f"ring {c}"])
        for c in ("red", "green", "blue")
    ]
    return np.stack(colors, axis=-1)


def _disc(f, across, down, x, y, radius):
    """Return how much of the first stain a cell holds: paler in its middle."""
    cosine, sine = np.cos(f["angle"]), np.sin(f["angle"])
    across, down = across - x, down - y
    along = (across * cosine + down * sine) / f["stretch"]
    aside = (down * cosine - across * sine) * f["stretch"]
    far = np.hypot(along, aside) / radius
    pale = 1 - f["pallor"] * f["dip"] * np.exp(-((far / 0.5) ** 2))
    return np.maximum(pale, 0.1) * _inside((1 - far) * radius, f["focus"])


def _ring(f, across, down):
    """Return how much of the second stain a ring holds, with the dot that it bears."""
    across, down = across - f["ring x"], down - f["ring y"]
    rim = 0.035 - np.abs(np.hypot(across, down) - f["ring radius"])
    across = across - f["ring radius"] * np.cos(f["dot angle"])
    down = down - f["ring radius"] * np.sin(f["dot angle"])
    dot = 0.05 - np.hypot(across, down)
    return _inside(np.maximum(rim, dot), f["focus"])


def _speck(f, across, down):
    """Return how much of the second stain a speck holds: a disc, or a rod."""
    across, down = across - f["speck x"], down - f["speck y"]
    cosine, sine = np.cos(f["rod angle"]), np.sin(f["rod angle"])
    along = (across * cosine + down * sine) / f["rod"]
    aside = (down * cosine - across * sine) * np.sqrt(f["rod"])
    return _inside(f["speck size"] - np.hypot(along, aside), f["focus"])


def _inside(distance, focus):
    """Return 1 inside a border, 0 outside, and in between as far as focus says."""
    return np.clip(distance / focus + 0.5, 0, 1)
