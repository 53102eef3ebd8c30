"""Draw faces: a person is a list of lengths and angles, everything else is the day.

`draw_people` draws persons, `draw_portraits` their pictures. The turn of the head is
that of a cylinder, so that its outline stays and everything on it moves and narrows.
Left is the left of the person drawn, which is the right of the picture.
"""

import numpy as np

from utils import checks

# Feature: its middle and its spread over people. Lengths are in half pictures, down is
# positive; angles are in radians.
GEOMETRY = {
    "head width": (0.64, 0.06),
    "head height": (0.86, 0.05),
    "hairline": (-0.5, 0.1),
    "eye distance": (0.27, 0.045),
    "eye level": (-0.1, 0.065),
    "eye width": (0.13, 0.03),
    "eye height": (0.08, 0.022),
    "brow gap": (0.19, 0.04),
    "brow tilt": (0.0, 0.32),
    "brow width": (0.15, 0.045),
    "nose length": (0.3, 0.065),
    "nose width": (0.12, 0.04),
    "mouth level": (0.48, 0.055),
    "mouth width": (0.24, 0.065),
    "lips": (0.06, 0.02),
    "jaw": (0.3, 0.18),
}
FEATURES = tuple(GEOMETRY)
UPPER = FEATURES[2:10]  # hairline, eyes and brows
LOWER = FEATURES[10:]  # nose, mouth and jaw
SOFT = 0.045  # half width of an edge, in half pictures
AT_ONCE = 256  # pictures drawn together: their arrays stay in the processor's cache


def draw_people(*, seed, people, alike=(), likeness=0.15):
    """Draw persons.

    Args:
        seed: whole number ≥ 0, or a sequence of them.
        people: whole number ≥ 1, how many.
        alike: names of the features in which these people hardly differ.
        likeness: what is left there of the spread, from 0 to 1.

    Returns:
        An array `(people, features)` in the order of `FEATURES`; each feature is
        normal, cut off at 2 standard deviations.

    Raises:
        ValueError: for an unknown feature, or a number out of its range.

    Example:

    >>> drawn = draw_people(seed=0, people=3, alike=["jaw"], likeness=0)
    >>> drawn.shape, drawn[:, FEATURES.index("jaw")].tolist()
    ((3, 16), [0.3, 0.3, 0.3])
    """
    checks.integer("people", people, 1)
    unknown = sorted(set(alike) - set(FEATURES))
    if unknown:
        raise ValueError(f"alike holds {unknown}; expected some of {FEATURES}")
    if not 0 <= likeness <= 1:
        raise ValueError(f"likeness is {likeness!r}; expected a number from 0 to 1")
    middle, spread = np.array(list(GEOMETRY.values())).T
    spread = np.where(np.isin(FEATURES, list(alike)), likeness, 1) * spread
    normal = np.random.default_rng(seed).normal(size=(people, len(FEATURES)))
    return middle + spread * np.clip(normal, -2, 2)


def draw_portraits(geometry, *, seed, size=32, turn=None, glasses=None, noise=0.02):
    """Draw one picture of each person given, each on another day.

    Drawn anew for each picture: turn and nod of the head, tilt, place and size, the
    direction and strength of light, tones of skin, hair and wall, expression, and
    glasses in 3 of 10 pictures.

    Args:
        geometry: array `(pictures, features)`, rows as from `draw_people`; repeat a
            row to draw a person again.
        seed: whole number ≥ 0, or a sequence of them.
        size: whole number ≥ 16, height and width in pixels.
        turn: turn of all heads in radians, to the left if positive; None draws them,
            up to 0.35 either way.
        glasses: True or False for all pictures; None draws.
        noise: standard deviation of each pixel's noise, ≥ 0.

    Returns:
        An array `(pictures, size, size, 1)`, float32, from 0 to 1.

    Raises:
        ValueError: if `geometry` is empty or of another shape, or a number is out of
            its range.

    Example:

    >>> anna, ben = draw_people(seed=0, people=2)
    >>> draw_portraits([anna, anna, ben], seed=1).shape
    (3, 32, 32, 1)
    """
    geometry = np.asarray(geometry, dtype="float32")
    if geometry.ndim != 2 or geometry.shape[1] != len(FEATURES) or not len(geometry):
        raise ValueError(
            f"geometry has shape {geometry.shape}; expected (pictures, "
            f"{len(FEATURES)}), a row for each picture"
        )
    checks.integer("size", size, 16)
    if not noise >= 0:
        raise ValueError(f"noise is {noise!r}; expected a number of at least 0")
    rng = np.random.default_rng(seed)
    day = _draw_days(rng, len(geometry))
    if turn is not None:
        day["turn"][:] = turn
    if glasses is not None:
        day["glasses"][:] = glasses
    person = dict(zip(FEATURES, geometry.T, strict=True))
    parts = []
    for start in range(0, len(geometry), AT_ONCE):
        block = slice(start, start + AT_ONCE)
        one = {name: v[block, None, None] for name, v in (person | day).items()}
        parts.append(_draw(one, size))
    pictures = np.concatenate(parts)
    pictures += rng.normal(0, 1, pictures.shape).astype("float32") * np.float32(noise)
    return np.clip(pictures, 0, 1)[..., np.newaxis]


def _draw_days(rng, count):
    """Return what varies from picture to picture, a dict of arrays `(count,)`."""
    ranges = {
        "turn": (-0.35, 0.35),
        "nod": (-0.03, 0.03),
        "tilt": (-0.08, 0.08),
        "right": (-0.06, 0.06),
        "down": (-0.06, 0.06),
        "scale": (0.96, 1.04),
        "from left": (-0.35, 0.35),
        "from above": (-0.25, 0.25),
        "gain": (0.7, 1.0),
        "skin": (0.55, 0.85),
        "hair": (0.05, 0.4),
        "wall": (0.1, 0.95),
        "smile": (-0.12, 0.25),
        "open": (0.75, 1.1),
        "frame": (0.0, 0.25),
        "glasses": (0, 1),
    }
    day = {name: rng.uniform(*ends, count) for name, ends in ranges.items()}
    day["glasses"] = day["glasses"] < 0.3
    return {name: values.astype("float32") for name, values in day.items()}


def _draw(f, size):
    """Return pictures `(n, size, size)`; every feature has the shape (n, 1, 1)."""
    grid = ((np.arange(size, dtype="float32") + 0.5) * 2 / size - 1)[np.newaxis]
    across, down = grid[:, np.newaxis] - f["right"], grid[..., np.newaxis] - f["down"]
    cosine, sine = np.cos(f["tilt"]) / f["scale"], np.sin(f["tilt"]) / f["scale"]
    seen, y = across * cosine + down * sine, down * cosine - across * sine

    width, height = f["head width"], f["head height"]
    low = np.clip(y / height, 0, 1)
    half = width * (1 - f["jaw"] * low**2)
    head = _inside(1 - np.hypot(seen / half, y / height), half)
    # the cylinder: where on an unturned head is what is seen here?
    depth = np.sqrt(np.maximum(width**2 - seen**2, 0))
    x = seen * np.cos(f["turn"]) - depth * np.sin(f["turn"])
    y = y - f["nod"]

    face = f["skin"] + 0 * x
    face = _paint(face, f["hair"], _inside(f["hairline"] + 0.08 * x**2 - y))
    for side in (-1, 1):
        face = _draw_eye(face, f, side * x - f["eye distance"], y - f["eye level"])
    face = _draw_middle(face, f, x, y)
    face *= 1 + f["from left"] * seen + f["from above"] * y
    return _paint(f["wall"] + 0 * x, face, head) * f["gain"]


def _draw_eye(face, f, x, y):
    """Paint eye, brow and glass; x grows outward, 0, 0 is the middle of the eye."""
    width, height = f["eye width"], f["eye height"] * f["open"]
    eye = 1 - np.hypot(x / width, y / height)
    face = _paint(face, np.float32(0.95), _inside(eye, height))
    pupil = f["eye height"] * 0.8 - np.hypot(x, y)
    face = _paint(face, np.float32(0.08), _inside(pupil) * _inside(eye, height))
    level = y + f["brow gap"] + f["brow tilt"] * x
    brow = np.minimum(0.035 - np.abs(level), f["brow width"] - np.abs(x))
    face = _paint(face, f["hair"] * 0.7, _inside(brow))
    ring = 0.025 - np.abs(np.hypot(x, y) - 0.19)
    bridge = np.minimum(-0.19 - x, x + f["eye distance"])  # its half of it
    bridge = np.minimum(0.02 - np.abs(y), bridge)
    return _paint(face, f["frame"], f["glasses"] * _inside(np.maximum(ring, bridge)))


def _draw_middle(face, f, x, y):
    """Paint nose and mouth."""
    tip = f["eye level"] + f["nose length"]
    ridge = np.minimum(0.022 - np.abs(x), np.minimum(tip - y, y - f["eye level"]))
    face = _paint(face, f["skin"] * 1.2, _inside(ridge))
    base = np.minimum(0.03 - np.abs(y - tip), f["nose width"] - np.abs(x))
    face = _paint(face, f["skin"] * 0.55, _inside(base))
    bend = f["smile"] * (1 - 2 * (x / f["mouth width"]) ** 2) * 0.3
    mouth = y - f["mouth level"] - bend
    lips = f["lips"] * (1.15 - np.minimum(np.abs(x) / f["mouth width"], 1) ** 2)
    mouth = np.minimum(lips - np.abs(mouth), f["mouth width"] - np.abs(x))
    return _paint(face, f["skin"] * 0.4, _inside(mouth))


def _inside(distance, unit=1.0):
    """Return 1 inside a border, 0 outside, from the distance to it, in units."""
    return np.clip(distance * unit / SOFT + 0.5, 0, 1)


def _paint(under, tone, cover):
    """Return a layer of a tone laid over what is under it, as far as it covers."""
    return under + cover * (tone - under)
