"""Blood smears photographed under the microscope, every cell in a box: the set BCCD.

364 photographs, 640 wide and 480 high, with red cells, white cells and platelets, in
the parts that the upstream made. What cannot be read is left out and counted.
"""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from utils import checks
from utils.datasets import cache

KINDS = ("RBC", "WBC", "Platelets")
PARTS = ("train", "val", "test")
SIZE = (480, 640)  # height and width of a photograph
CORNERS = ("xmin", "ymin", "xmax", "ymax")


@dataclass(frozen=True)
class Smears:
    """Photographs of one part and the cells marked in them.

    Args:
        pictures: array `(photographs, height, width, 3)`, 0 to 255.
        boxes: tuple of arrays `(cells, 4)`, one for each photograph: left, top, right
            and bottom edge in pixels.
        labels: tuple of arrays `(cells,)`, places in `KINDS`.
        stems: tuple of the files' names without their ends.
        skipped: tuple of sentences, why a photograph or a box was left out.
    """

    pictures: np.ndarray
    boxes: tuple
    labels: tuple
    stems: tuple
    skipped: tuple

    def __len__(self):
        return len(self.pictures)

    def __repr__(self):
        cells = np.concatenate(self.labels) if self.labels else []
        counts = np.bincount(np.asarray(cells, int), minlength=len(KINDS))
        kinds = ", ".join(
            f"{n:,} {kind}" for n, kind in zip(counts, KINDS, strict=True)
        )
        return f"{len(self):,} smears · {kinds} · {len(self.skipped)} left out"


def fetch_smears(part, *, height=480):
    """Fetch one part of the set, verified, and make it smaller if asked to.

    Args:
        part: "train", "val" or "test".
        height: of the pictures returned, from 12 to 480; their width is a third more.

    Returns:
        A `Smears`.

    Raises:
        ValueError: for another part or height, or if nothing can be read.
        OSError: if the files cannot be had; see `datasets.cache`.

    Reference:
        Shenggan, BCCD_Dataset, 2017, https://github.com/Shenggan/BCCD_Dataset
    """
    if part not in PARTS:
        raise ValueError(f"part is {part!r}; expected one of {PARTS}")
    checks.integer("height", height, 12, SIZE[0])
    return read_smears(cache.fetch("bccd") / "BCCD", part, height=height)


def read_smears(folder, part, *, height=480):
    """Read one part from a folder laid out as Pascal VOC is.

    Args:
        folder: holds `ImageSets/Main`, `Annotations` and `JPEGImages`.
        part: name of the list in `ImageSets/Main`.
        height: of the pictures returned, in pixels.

    Returns:
        A `Smears`, in the order of the list.

    Raises:
        ValueError: if the list is missing or none of its photographs can be read.
    """
    folder = Path(folder)
    listing = folder / "ImageSets" / "Main" / f"{part}.txt"
    if not listing.exists():
        raise ValueError(f"folder: {folder} holds no list of the part {part!r}")
    size = (round(height * SIZE[1] / SIZE[0]), height)
    read, skipped = [], []
    for stem in listing.read_text(encoding="utf-8").split():
        try:
            with Image.open(folder / "JPEGImages" / f"{stem}.jpg") as photograph:
                picture = photograph.convert("RGB")
            boxes, labels, odd = read_annotation(folder / "Annotations" / f"{stem}.xml")
        except (OSError, SyntaxError, ValueError) as error:
            skipped.append(f"{stem}: {error}")
            continue
        scale = np.tile(np.divide(size, picture.size), 2)
        if picture.size != size:
            picture = picture.resize(size, Image.Resampling.BOX)
        read.append((np.asarray(picture), boxes * scale, labels, stem))
        skipped += [f"{stem}: {sentence}" for sentence in odd]
    if not read:
        raise ValueError(f"folder: nothing of {part!r} in {folder} can be read")
    pictures, boxes, labels, stems = zip(*read, strict=True)
    return Smears(np.stack(pictures), boxes, labels, stems, tuple(skipped))


def read_annotation(path):
    """Read the boxes of one photograph from its Pascal VOC file.

    The file counts pixels from 1 and names the first and the last one inside; edges
    count from 0, so that right − left is the width.

    Args:
        path: of the XML file.

    Returns:
        Boxes `(cells, 4)`, labels `(cells,)`, and a list of sentences, one for each
        box left out: of an unknown kind, without an area, or outside the photograph.

    Raises:
        ValueError: if the file is damaged.
    """
    boxes, labels, odd = [], [], []
    try:
        root = ElementTree.parse(path).getroot()
        for thing in root.iter("object"):
            kind = thing.findtext("name")
            words = [thing.findtext(f"bndbox/{k}") for k in CORNERS]
            left, top, right, bottom = (float(w) for w in words)
            good = 1 <= left < right <= SIZE[1] and 1 <= top < bottom <= SIZE[0]
            if kind not in KINDS or not good:
                odd.append(f"no box of {kind}: {', '.join(words)}")
                continue
            boxes.append((left - 1, top - 1, right, bottom))
            labels.append(KINDS.index(kind))
    except (ElementTree.ParseError, TypeError, ValueError) as error:
        raise ValueError(f"path: {path} cannot be read as boxes: {error}") from error
    return np.reshape(boxes, (-1, 4)).astype(float), np.array(labels, int), odd
