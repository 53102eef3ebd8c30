"""Pictures whose answer lies in neighboring pixels: digits, shapes and textures."""

import numpy as np

from utils import checks
from utils.datasets.base import PARTS, Dataset, Split
from utils.datasets.splits import check_sizes, cut, split

SHAPES = ("square", "disc", "triangle", "cross")
TEXTURES = ("rows", "columns", "checks", "dots")
CUES = ("both", "shape", "texture")


def load_digits(*, seed):
    """Load 1,797 handwritten digits of 13 writers, 8×8 gray levels from 0 to 1.

    The set does not say who wrote what, so that all parts share their writers.

    Args:
        seed: whole number ≥ 0, deals the digits out to train, valid and test.

    Returns:
        A `Dataset`, x `(8, 8, 1)`, 10 classes, every class alike in all parts.

    Example:

    >>> load_digits(seed=0)
    Dataset "digits": 1,078 train, 359 valid, 360 test · x (8, 8, 1) · 10 classes

    Reference:
        Alpaydin & Kaynak 1998, Optical recognition of handwritten digits,
        https://doi.org/10.24432/C50P49
    """
    from sklearn import datasets

    digits = datasets.load_digits()
    x = digits.images[..., np.newaxis] / 16
    return split(x, digits.target, name="digits", seed=seed)


def make_shifted_digits(*, seed, size=20, copies=1):
    """Paste every handwritten digit somewhere on a larger empty canvas.

    The digits are dealt out first and pasted afterwards: no digit stands in two parts,
    wherever it is on its canvas.

    Args:
        seed: whole number ≥ 0, deals the digits out and draws the places.
        size: whole number ≥ 8, height and width of the canvas.
        copies: whole number ≥ 1, in how many places each training digit stands; the
            other parts hold each digit once.

    Returns:
        A `Dataset`, x `(size, size, 1)`, 10 classes.

    Example:

    >>> data = make_shifted_digits(seed=0, copies=2)
    >>> len(data.train), len(data.test), data.input_shape
    (2156, 360, (20, 20, 1))
    """
    checks.integer("size", size, 8)
    checks.integer("copies", copies, 1)
    digits = load_digits(seed=seed)
    rng = np.random.default_rng(seed)
    parts = {}
    for part in PARTS:
        digit, repeats = getattr(digits, part), copies if part == "train" else 1
        x = np.repeat(digit.x, repeats, axis=0)
        parts[part] = Split(_paste(x, size, rng), np.repeat(digit.y, repeats))
    return Dataset(
        "shifted digits", **parts, task="classification", classes=10, resplit=True
    )


def permute_pixels(dataset, *, seed):
    """Shuffle the places of the pixels, in the same way in every picture.

    What a picture shows is all still there, and nothing has its neighbors left.

    Args:
        dataset: a `Dataset` of pictures, x `(height, width, channels)`.
        seed: whole number ≥ 0; another seed is another shuffle.

    Returns:
        A `Dataset` of the same shapes and answers.

    Raises:
        ValueError: if x is no picture.

    Example:

    >>> digits = load_digits(seed=0)
    >>> before, after = digits.test.x, permute_pixels(digits, seed=0).test.x
    >>> bool(np.all(before == after)), bool(np.isclose(before.sum(), after.sum()))
    (False, True)
    """
    checks.integer("seed", seed, 0)
    shape = dataset.input_shape
    if isinstance(dataset.train.x, tuple) or len(shape) != 3:
        raise ValueError(f"dataset has x {shape}; expected (height, width, channels)")
    height, width, channels = shape
    order = np.random.default_rng(seed).permutation(height * width)

    def shuffle(x):
        return x.reshape(len(x), -1, channels)[:, order].reshape(x.shape)

    return dataset.map_x(shuffle, name=f"{dataset.name}, pixels shuffled")


def make_shape_texture(*, seed, cue="both", size=24, examples=(1024, 256, 512)):
    """Draw shapes filled with textures, to ask which of the two a model goes by.

    Place, extent, phase, contrast and noise vary; a shape's outline shows only where
    its texture ends.

    Args:
        seed: whole number ≥ 0.
        cue: what the class shows in: "both", where shape k always carries texture k;
            "shape", with the texture drawn at random; "texture", with the shape drawn
            at random.
        size: whole number ≥ 16, height and width.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(size, size, 1)`, 4 classes as in `SHAPES` and `TEXTURES`.

    Example:

    >>> make_shape_texture(seed=0, examples=(8, 4, 4))
    Dataset "shape and texture": 8 train, 4 valid, 4 test · x (24, 24, 1) · 4 classes

    Reference:
        Geirhos et al. 2019, ImageNet-trained CNNs are biased towards texture,
        https://arxiv.org/abs/1811.12231
    """
    if cue not in CUES:
        raise ValueError(f"cue is {cue!r}; expected one of {CUES}")
    rng = _generator(seed)
    total = sum(check_sizes(examples))
    label, other = rng.integers(4, size=(2, total))
    shape = other if cue == "texture" else label
    texture = other if cue == "shape" else label
    x = _draw(shape, texture, size, rng)
    name = "shape and texture" if cue == "both" else f"{cue} alone"
    return cut(x, label, name=name, examples=examples, classes=4)


def make_cue_conflict(*, seed, size=24, examples=512):
    """Draw pictures whose shape says one class and whose texture says another.

    Args:
        seed: whole number ≥ 0.
        size: whole number ≥ 16, height and width.
        examples: whole number ≥ 1, how many.

    Returns:
        x `(examples, size, size, 1)`, the class by shape `(examples,)` and the class
        by texture `(examples,)`, which differ everywhere.

    Example:

    >>> x, shape, texture = make_cue_conflict(seed=0, examples=100)
    >>> x.shape, bool(np.any(shape == texture))
    ((100, 24, 24, 1), False)
    """
    rng = _generator(seed)
    checks.integer("examples", examples, 1)
    shape = rng.integers(4, size=examples, dtype="int32")
    texture = (shape + rng.integers(1, 4, size=examples, dtype="int32")) % 4
    return _draw(shape, texture, size, rng), shape, texture


def _generator(seed):
    """Return NumPy's generator for a seed of at least 0."""
    return np.random.default_rng(checks.integer("seed", seed, 0))


def _paste(x, size, rng):
    """Put pictures `(n, 8, 8, 1)` at random places of canvases `(n, size, size, 1)`."""
    count, height, width, _ = x.shape
    top, left = rng.integers(size - height + 1, size=(2, count, 1, 1))
    rows = top + np.arange(height)[:, np.newaxis]
    columns = left + np.arange(width)
    canvas = np.zeros((count, size, size, 1), "float32")
    canvas[np.arange(count)[:, np.newaxis, np.newaxis], rows, columns] = x
    return canvas


def _draw(shape, texture, size, rng):
    """Draw one picture `(size, size, 1)` per pair of shape and texture number."""
    checks.integer("size", size, 16)
    count = len(shape)
    row, column = np.mgrid[:size, :size][:, np.newaxis]
    radius = rng.uniform(0.25, 0.38, (count, 1, 1)) * size
    place = rng.uniform(radius, size - 1 - radius, (2, count, 1, 1))
    v, u = (row - place[0]) / radius, (column - place[1]) / radius
    region = np.choose(shape[:, np.newaxis, np.newaxis], _regions(u, v))

    phase = rng.integers(4, size=(2, count, 1, 1))
    high, wide = (row + phase[0]) // 2 % 2, (column + phase[1]) // 2 % 2
    dots = (4 * (high & wide) - 1) / 3**0.5  # mean 0 and variance 1, as the others
    patterns = [2 * high - 1, 2 * wide - 1, 2 * (high ^ wide) - 1, dots]
    pattern = np.choose(texture[:, np.newaxis, np.newaxis], patterns)

    contrast = rng.uniform(0.15, 0.28, (count, 1, 1))
    x = 0.5 + contrast * region * pattern
    x += rng.normal(0, 0.05, x.shape)
    return np.clip(x, 0, 1)[..., np.newaxis].astype("float32")


def _regions(u, v):
    """Return where each of `SHAPES` covers the plane, all of about the same area."""
    square = np.maximum(abs(u), abs(v)) < 0.8
    disc = np.hypot(u, v) < 0.9
    triangle = (v < 0.9) & (v > -1 + 1.9 * abs(u) / 1.35)
    arms = np.minimum(abs(u), abs(v)) < 0.4
    cross = arms & (np.maximum(abs(u), abs(v)) < 1)
    return [square, disc, triangle, cross]
