"""Blood smears as scenes to find cells in: BCCD, with the parts that came with it."""

import numpy as np

from utils import checks
from utils.boxes import Objects
from utils.centers import encode
from utils.datasets import bccd
from utils.datasets.base import Split
from utils.datasets.detection import Scenes


def fetch_scenes(*, seed, height=120, copies=4, stride=4):
    """Fetch the photographs of blood smears, those of the training part varied.

    Args:
        seed: whole number ≥ 0, of the variations; the parts are the authors' own.
        height: of the pictures in pixels, whose width is a third more.
        copies: whole number ≥ 1, how often a training photograph is repeated: once as
            it is, then mirrored and lit in other ways.
        stride: side of a cell of the maps in pixels.

    Returns:
        A `Scenes` with three classes.

    Raises:
        ValueError: if a number does not fit.
        OSError: if the files cannot be had; see `datasets.cache`.
    """
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    checks.integer("copies", copies, 1)
    parts = {}
    for part, name in (("train", "train"), ("valid", "val"), ("test", "test")):
        smears = bccd.fetch_smears(name, height=height)
        x = (smears.pictures / 255).astype("float32")
        objects = gather(smears.boxes, smears.labels)
        if part == "train":
            x, objects = vary(x, objects, copies=copies, rng=rng)
        size = {"pictures": len(x), "shape": x.shape[1:3], "kinds": len(bccd.KINDS)}
        parts[part] = Split(x, encode(objects, stride=stride, **size))
    kinds = bccd.KINDS
    return Scenes(
        "blood smears", **parts, task="regression", objects=objects, kinds=kinds
    )


def gather(boxes, labels):
    """Put the boxes of several pictures into one list.

    Args:
        boxes: sequence of arrays `(objects, 4)`, one for each picture.
        labels: sequence of arrays `(objects,)`.

    Returns:
        `Objects`.

    Raises:
        ValueError: if the numbers differ, or a box is no box.

    Example:

    >>> gather([[[0, 0, 4, 4]], [], [[1, 1, 2, 2]]], [[2], [], [0]]).picture.tolist()
    [0, 2]
    """
    if len(boxes) != len(labels) or any(
        len(box) != len(label) for box, label in zip(boxes, labels, strict=True)
    ):
        raise ValueError("labels: their number differs; expected one for each box")
    counts = [len(label) for label in labels]
    box = np.concatenate([np.reshape(box, (-1, 4)) for box in boxes])
    kind = np.concatenate([np.asarray(label, int) for label in labels])
    return Objects(np.repeat(np.arange(len(counts)), counts), box, kind)


def vary(x, objects, *, copies, rng):
    """Repeat pictures with their objects, mirrored and lit in other ways.

    Args:
        x: array `(pictures, height, width, channels)` from 0 to 1.
        objects: `Objects` on them.
        copies: how often each picture is to stand in the result.
        rng: a NumPy `Generator`.

    Returns:
        A pair: pictures `(copies · pictures, ...)`, the first ones unchanged, and
        `Objects`.

    Example:

    >>> x, one = np.zeros((1, 4, 6, 3)), Objects([0], [[0, 0, 2, 1]], [0])
    >>> more, found = vary(x, one, copies=2, rng=np.random.default_rng(0))
    >>> more.shape, found.box.tolist()[1]
    ((2, 4, 6, 3), [4.0, 0.0, 6.0, 1.0])
    """
    height, width = x.shape[1:3]
    pictures, lists = [x], [objects]
    for copy in range(1, copies):
        across, down = bool(copy % 2), bool(copy // 2 % 2)
        light = rng.uniform(0.85, 1.15, size=(len(x), 1, 1, x.shape[-1]))
        step_down, step_across = -1 if down else 1, -1 if across else 1
        turned = x[:, ::step_down, ::step_across]
        pictures.append(np.clip(turned * light, 0, 1).astype(x.dtype))
        left, top, right, bottom = objects.box.T
        if across:
            left, right = width - right, width - left
        if down:
            top, bottom = height - bottom, height - top
        box = np.stack([left, top, right, bottom], axis=1)
        place = objects.picture + copy * len(x)
        lists.append(Objects(place, box, objects.kind))
    fields = ("picture", "box", "kind")
    joined = (np.concatenate([getattr(o, f) for o in lists]) for f in fields)
    return np.concatenate(pictures), Objects(*joined)
