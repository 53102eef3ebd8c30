"""Boxes around objects: what they may be, how two overlap, which of many to keep.

A box is four numbers, the left, top, right and bottom edge in pixels, counted from the
upper left corner of its picture. Nothing here knows of networks.
"""

import dataclasses

import numpy as np

from utils import checks


@dataclasses.dataclass(frozen=True, eq=False)
class Objects:
    """The objects of several pictures, in one list: drawn ones, or found ones.

    Args:
        picture: `(objects,)`, the number of each object's picture, from 0.
        box: `(objects, 4)`, left, top, right, bottom in pixels.
        kind: `(objects,)`, class numbers from 0.
        score: `(objects,)`, how sure a detector is; None stands for ones.

    Raises:
        ValueError: if lengths differ, a box is no box, or a number is none.

    Example:

    >>> Objects(picture=[0, 0, 1], box=[[1, 1, 5, 9]] * 3, kind=[7, 1, 7])
    3 objects in 2 pictures
    """

    picture: np.ndarray
    box: np.ndarray
    kind: np.ndarray
    score: np.ndarray | None = None

    def __post_init__(self):
        box = check_boxes("box", self.box)
        score = np.ones(len(box)) if self.score is None else self.score
        given = {"picture": self.picture, "kind": self.kind, "score": score}
        arrays = {"box": box}
        for name, values in given.items():
            array = np.asarray(values)
            if array.shape != (len(box),):
                raise ValueError(
                    f"{name} has shape {array.shape}; expected ({len(box)},), one for "
                    "each box"
                )
            arrays[name] = array
        for name in ("picture", "kind"):
            array = arrays[name]
            whole = not array.size or array.dtype.kind in "iu"
            if not whole or (array.size and array.min() < 0):
                raise ValueError(
                    f"{name} holds {array.tolist()!r:.40}; expected numbers from 0"
                )
            arrays[name] = array.astype(int)
        score = arrays["score"]
        if score.dtype.kind not in "iuf" or not np.isfinite(score).all():
            raise ValueError(
                f"score holds {score.tolist()!r:.40}; expected finite numbers"
            )
        arrays["score"] = score.astype(float)
        for name, array in arrays.items():
            object.__setattr__(self, name, array)

    def __len__(self):
        return len(self.box)

    def __repr__(self):
        return f"{len(self):,} objects in {len(np.unique(self.picture)):,} pictures"

    def take(self, rows):
        """Return some of the objects.

        Args:
            rows: what an array may be indexed by, such as `objects.picture == 3`.

        Returns:
            `Objects`.
        """
        fields = ("picture", "box", "kind", "score")
        return Objects(*(getattr(self, name)[rows] for name in fields))


def check_boxes(name, boxes):
    """Return boxes as an array of floats, or refuse what is no box.

    Args:
        name: the argument's name, for the message.
        boxes: array `(boxes, 4)`, left, top, right, bottom; it may be empty.

    Returns:
        An array of floats `(boxes, 4)`.

    Raises:
        ValueError: for another shape, a missing number, or a box without an area.

    Example:

    >>> check_boxes("boxes", [[5, 0, 3, 4]])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: boxes, row 0, is [5.0, 0.0, 3.0, 4.0]; expected left < right, ...
    """
    try:
        array = np.array(boxes, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} is {boxes!r:.60}; expected rows of 4 numbers"
        ) from None
    if array.shape == (0,):
        array = array.reshape(0, 4)
    if array.ndim != 2 or array.shape[1] != 4:
        raise ValueError(f"{name} has shape {array.shape}; expected (boxes, 4)")
    bad = ~np.isfinite(array).all(axis=1)
    if bad.any():
        raise ValueError(
            f"{name}, row {bad.argmax()}, holds NaN or infinity; expected pixels"
        )
    bad = (array[:, 2:] <= array[:, :2]).any(axis=1)
    if bad.any():
        row = int(bad.argmax())
        raise ValueError(
            f"{name}, row {row}, is {array[row].tolist()}; expected left < right, "
            "top < bottom"
        )
    return array


def iou(first, second):
    """Return how much each box of one list overlaps each box of another.

    The overlap is the area that both share over the area that they cover together
    (intersection over union).

    Args:
        first: array `(n, 4)`.
        second: array `(m, 4)`.

    Returns:
        An array `(n, m)`, from 0 (apart) to 1 (the same box).

    Raises:
        ValueError: if a box is no box.

    Example:

    >>> three = [[0, 0, 4, 4], [2, 0, 6, 4], [4, 0, 8, 4]]
    >>> iou([[0, 0, 4, 4]], three).round(2).tolist()
    [[1.0, 0.33, 0.0]]
    """
    first, second = check_boxes("first", first), check_boxes("second", second)
    near = np.maximum(first[:, np.newaxis, :2], second[:, :2])
    far = np.minimum(first[:, np.newaxis, 2:], second[:, 2:])
    shared = np.clip(far - near, 0, None).prod(axis=-1)
    areas = [(boxes[:, 2:] - boxes[:, :2]).prod(axis=-1) for boxes in (first, second)]
    return shared / (areas[0][:, np.newaxis] + areas[1] - shared)


def suppress(boxes, scores, *, overlap=0.5):
    """Keep the best of every group of boxes that lie on each other.

    Non-maximum suppression: take the box with the highest score, drop all that overlap
    it by more than allowed, and go on with what is left.

    Args:
        boxes: array `(n, 4)`, of one picture and one class.
        scores: array `(n,)`.
        overlap: the `iou` above which two boxes are taken for one object, between 0
            and 1.

    Returns:
        An array of row numbers, the best box first.

    Raises:
        ValueError: if a box is no box, or lengths differ.

    Example:

    >>> boxes = [[0, 0, 10, 10], [1, 0, 11, 10], [20, 0, 30, 10]]
    >>> suppress(boxes, [0.8, 0.9, 0.5]).tolist()
    [1, 2]
    """
    boxes, scores = check_boxes("boxes", boxes), np.asarray(scores, float)
    if scores.shape != (len(boxes),):
        raise ValueError(f"scores has shape {scores.shape}; expected ({len(boxes)},)")
    if checks.positive("overlap", overlap) >= 1:
        raise ValueError(f"overlap is {overlap}; expected a number below 1")
    close, kept = iou(boxes, boxes) > overlap, []
    left = np.argsort(-scores, kind="stable")
    while len(left):
        kept.append(left[0])
        left = left[~close[left[0], left]]  # drops the kept one, too
    return np.array(kept, int)


def suppress_all(objects, *, overlap=0.5):
    """Suppress non-maxima in every picture and class on its own.

    Args:
        objects: `Objects`, with scores.
        overlap: as in `suppress`.

    Returns:
        `Objects`, sorted by picture, the highest score first.

    Example:

    >>> box = [[0, 0, 9, 9]] * 3
    >>> suppress_all(Objects([0, 0, 1], box, [1, 1, 1], [0.2, 0.3, 0.1])).score.tolist()
    [0.3, 0.1]
    """
    groups = {}
    for row, key in enumerate(zip(objects.picture, objects.kind, strict=True)):
        groups.setdefault(key, []).append(row)
    kept = [
        rows[suppress(objects.box[rows], objects.score[rows], overlap=overlap)]
        for rows in map(np.array, groups.values())
    ]
    kept = np.concatenate(kept) if kept else np.array([], int)
    order = np.lexsort((-objects.score[kept], objects.picture[kept]))
    return objects.take(kept[order])
