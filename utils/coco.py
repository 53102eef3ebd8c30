"""Average precision, the measure of object detection, as the COCO benchmark takes it.

The library that the benchmark's authors wrote does the work; here it learns to be
silent, and to read what the course calls objects.
"""

import contextlib
import io

import numpy as np

from utils import checks
from utils.boxes import Objects


def average_precision(truth, found, *, pictures, kinds, overlap=0.5):
    """Return the average precision of each class.

    Found objects are matched with true ones of their class from the highest score
    down; each true object counts once. The precision is then averaged over 101 levels
    of recall, at each of which the best precision at this or a higher recall counts.

    Args:
        truth: `Objects`, what there is.
        found: `Objects`, with scores.
        pictures: how many pictures, those without an object included.
        kinds: how many classes.
        overlap: `iou` from which a found object counts as placed right.

    Returns:
        An array `(kinds,)` from 0 to 1, NaN for a class that occurs nowhere.

    Raises:
        ValueError: if a picture or a class is out of range.

    Reference:
        Lin et al. 2014, Microsoft COCO, https://arxiv.org/abs/1405.0312

    Example:

    >>> truth = Objects(picture=[0, 1], box=[[0, 0, 4, 4]] * 2, kind=[0, 0])
    >>> found = Objects(picture=[0], box=[[0, 0, 4, 4]], kind=[0], score=[0.9])
    >>> average_precision(truth, found, pictures=2, kinds=1).round(2).tolist()
    [0.5]
    """
    curves = precision_curves(
        truth, found, pictures=pictures, kinds=kinds, overlap=overlap
    )
    return curves.mean(axis=1)


def precision_curves(truth, found, *, pictures, kinds, overlap=0.5):
    """Return the precision of each class at 101 levels of recall.

    Args:
        truth: as in `average_precision`.
        found: as in `average_precision`.
        pictures: as in `average_precision`.
        kinds: as in `average_precision`.
        overlap: as in `average_precision`.

    Returns:
        An array `(kinds, 101)` for the recalls 0, 0.01, ..., 1; 0 where a recall is not
        reached, NaN for a class that occurs nowhere.

    Raises:
        ValueError: if a picture or a class is out of range.

    Example:

    >>> truth = Objects(picture=[0], box=[[0, 0, 4, 4]], kind=[1])
    >>> found = Objects(picture=[0], box=[[0, 0, 4, 3]], kind=[1], score=[0.9])
    >>> precision_curves(truth, found, pictures=1, kinds=2).mean(axis=1).tolist()
    [nan, 1.0]
    """
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    pictures = checks.integer("pictures", pictures, 1)
    kinds = checks.integer("kinds", kinds, 1)
    if not 0 < checks.positive("overlap", overlap) < 1:
        raise ValueError(f"overlap is {overlap}; expected a number below 1")
    curves = np.full((kinds, 101), np.nan)
    for name, objects in (("truth", truth), ("found", found)):
        _check(name, objects, pictures, kinds)
    curves[np.unique(truth.kind)] = 0
    if not len(truth) or not len(found):
        return curves
    with contextlib.redirect_stdout(io.StringIO()):
        gold = COCO()
        gold.dataset = {
            "info": {},
            "images": [{"id": number} for number in range(1, pictures + 1)],
            "categories": [{"id": number} for number in range(1, kinds + 1)],
            "annotations": _annotations(truth),
        }
        gold.createIndex()
        judge = COCOeval(gold, gold.loadRes(_annotations(found)), "bbox")
        judge.params.iouThrs = np.array([overlap])
        judge.params.areaRng, judge.params.areaRngLbl = [[0, 1e10]], ["all"]
        judge.params.maxDets = [100]
        judge.evaluate()
        judge.accumulate()
    precision = judge.eval["precision"][0, :, :, 0, 0].T.round(12)  # 1, not nearly 1
    return np.where(precision < 0, np.nan, precision)


def _check(name, objects, pictures, kinds):
    """Refuse objects of unknown pictures or classes."""
    if not isinstance(objects, Objects):
        raise ValueError(f"{name} is a {type(objects).__name__}; expected Objects")
    for what, values, most in (
        ("picture", objects.picture, pictures),
        ("kind", objects.kind, kinds),
    ):
        if len(values) and values.max() >= most:
            raise ValueError(
                f"{name} holds {what} {values.max()}; expected at most {most - 1}"
            )


def _annotations(objects):
    """Return objects as the library wants them; it takes the id 0 for no match."""
    corner, size = objects.box[:, :2], objects.box[:, 2:] - objects.box[:, :2]
    return [
        {
            "id": number,
            "image_id": int(objects.picture[row]) + 1,
            "category_id": int(objects.kind[row]) + 1,
            "bbox": [*corner[row].tolist(), *size[row].tolist()],
            "area": float(size[row].prod()),
            "iscrowd": 0,
            "score": float(objects.score[row]),
        }
        for number, row in enumerate(range(len(objects)), start=1)
    ]
