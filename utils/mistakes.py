"""Sort what a detector found, and what it did not, by what went wrong.

Every found object gets one word; they follow Bolya et al. 2020, in a simpler form.
"""

import dataclasses

import numpy as np

from utils.boxes import Objects, iou

WORDS = ("right", "double", "wrong class", "badly placed", "nothing there")


@dataclasses.dataclass(frozen=True, eq=False)
class Mistakes:
    """What became of every found and of every true object.

    Args:
        word: `(found,)`, one of `WORDS`.
        nearest: `(found,)`, row of the true object that it overlaps most, -1 for none.
        missed: `(true,)`, whether nothing found points at the object, not even with a
            wrong class or a bad place.
    """

    word: np.ndarray
    nearest: np.ndarray
    missed: np.ndarray

    def count(self):
        """Return how often each word occurs, and how many objects were missed.

        Returns:
            A dict of whole numbers.
        """
        counts = {word: int((self.word == word).sum()) for word in WORDS}
        return counts | {"missed": int(self.missed.sum())}


def sort_mistakes(truth, found, *, overlap=0.5, touch=0.1):
    """Give each found object one word, the surest object first.

    right          a true object of its class is overlapped by at least `overlap`
    double         that object was found before
    wrong class    so is one of another class
    badly placed   a true object is overlapped by at least `touch`
    nothing there  none of these

    Args:
        truth: `Objects`, what there is.
        found: `Objects`, with scores.
        overlap: `iou` from which a box counts as placed right.
        touch: `iou` from which it counts as meant for an object.

    Returns:
        `Mistakes`.

    Raises:
        ValueError: if either are no objects.

    Reference:
        Bolya et al. 2020, TIDE, https://arxiv.org/abs/2008.08115

    Example:

    >>> truth = Objects([0], [[0, 0, 8, 8]], [3])
    >>> found = Objects([0, 0, 0], [[0, 0, 8, 8], [0, 0, 8, 7], [4, 4, 9, 9]],
    ...     [5, 3, 3], [0.9, 0.8, 0.7])
    >>> sort_mistakes(truth, found).word.tolist()
    ['wrong class', 'right', 'badly placed']
    """
    for name, objects in (("truth", truth), ("found", found)):
        if not isinstance(objects, Objects):
            raise ValueError(f"{name} is a {type(objects).__name__}; expected Objects")
    word = np.full(len(found), "nothing there", dtype="<U13")
    nearest = np.full(len(found), -1)
    taken, pointed = np.zeros(len(truth), bool), np.zeros(len(truth), bool)
    for row in np.argsort(-found.score, kind="stable"):
        rows = np.flatnonzero(truth.picture == found.picture[row])
        overlaps = iou(found.box[[row]], truth.box[rows])[0]
        if not len(rows) or overlaps.max() < touch:
            continue
        nearest[row] = rows[overlaps.argmax()]
        good = rows[overlaps >= overlap]
        own = good[truth.kind[good] == found.kind[row]]
        free = own[~taken[own]]
        if len(free):
            best = free[overlaps[np.searchsorted(rows, free)].argmax()]
            word[row], nearest[row], taken[best] = "right", best, True
        elif len(own):
            word[row], nearest[row] = "double", own[0]
        else:
            word[row] = "wrong class" if len(good) else "badly placed"
        pointed[nearest[row]] = True
    return Mistakes(word, nearest, ~pointed)


def plot_objects(picture, objects, *, ax, names, color="#FFD92F", scores=True):
    """Draw a picture with a box, its class and its score for each object.

    Args:
        picture: array `(height, width, 3)` from 0 to 1.
        objects: `Objects` of this picture.
        ax: the axes to draw on.
        names: the name of each class.
        color: of boxes and names.
        scores: whether to write the scores.

    Returns:
        `ax`.

    Raises:
        ValueError: for a picture of another shape.

    Example:

    >>> from matplotlib.figure import Figure
    >>> one = Objects([0], [[2, 2, 6, 6]], [1], [0.9])
    >>> ax = plot_objects(np.zeros((8, 8, 3)), one, ax=Figure().subplots(),
    ...     names=("cat", "dog"))
    >>> [text.get_text() for text in ax.texts]
    ['dog 0.9']
    """
    from matplotlib.patches import Rectangle

    picture = np.asarray(picture)
    if picture.ndim != 3 or picture.shape[-1] != 3:
        raise ValueError(f"picture has shape {picture.shape}; expected (rows, cols, 3)")
    height, width = picture.shape[:2]
    ax.imshow(picture, extent=(0, width, height, 0), interpolation="nearest")
    ax.set_axis_off()
    for box, kind, score in zip(objects.box, objects.kind, objects.score, strict=True):
        left, top, right, bottom = box
        line = {"fill": False, "ec": color, "lw": 1.4}
        ax.add_patch(Rectangle((left, top), right - left, bottom - top, **line))
        text = f"{names[kind]} {score:.1f}" if scores else str(names[kind])
        back = {"fc": "black", "ec": "none", "pad": 0.6, "alpha": 0.6}
        style = {"color": color, "fontsize": 7, "va": "bottom", "bbox": back}
        ax.text(left, max(top, 0.12 * height), text, **style)
    ax.set(xlim=(0, width), ylim=(height, 0))
    return ax
