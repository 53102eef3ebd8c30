"""BCCD: boxes are read as they are meant, what is damaged is left out and counted."""

import numpy as np
import pytest
from PIL import Image

from utils.datasets import bccd, cache
from utils.datasets.bccd import fetch_smears, read_annotation, read_smears

GOOD = ("WBC", (1, 1, 640, 480)), ("RBC", (101, 51, 200, 100))


def annotate(*cells):
    """Return the XML of the cells given as (kind, corners)."""
    things = "".join(
        f"<object><name>{kind}</name><bndbox>"
        + "".join(f"<{k}>{v}</{k}>" for k, v in zip(bccd.CORNERS, box, strict=True))
        + "</bndbox></object>"
        for kind, box in cells
    )
    return f"<annotation>{things}</annotation>"


@pytest.fixture
def folder(tmp_path):
    """A folder laid out as Pascal VOC, with two photographs in its training part."""
    for name in ("ImageSets/Main", "Annotations", "JPEGImages"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "ImageSets/Main/train.txt").write_text("a\nb\n")
    for stem, tone in (("a", 200), ("b", 100)):
        picture = Image.new("RGB", (640, 480), (tone, tone, tone))
        picture.save(tmp_path / f"JPEGImages/{stem}.jpg")
        (tmp_path / f"Annotations/{stem}.xml").write_text(annotate(*GOOD))
    return tmp_path


def test_edges_count_from_zero_and_shrink_with_the_picture(folder):
    smears = read_smears(folder, "train")
    assert isinstance(smears, bccd.Smears)
    assert smears.pictures.shape == (2, 480, 640, 3)
    assert smears.pictures.dtype == np.uint8
    assert (smears.stems, smears.skipped) == (("a", "b"), ())
    np.testing.assert_array_equal(
        smears.boxes[0], [[0, 0, 640, 480], [100, 50, 200, 100]]
    )
    assert [bccd.KINDS[k] for k in smears.labels[0]] == ["WBC", "RBC"]
    small = read_smears(folder, "train", height=120)
    assert small.pictures.shape == (2, 120, 160, 3)
    np.testing.assert_allclose(small.boxes[1], smears.boxes[1] / 4)
    assert small.pictures[0].mean() > small.pictures[1].mean()
    assert "2 RBC, 2 WBC, 0 Platelets · 0 left out" in repr(smears)


@pytest.mark.parametrize("damage", ["picture", "boxes", "missing"])
def test_a_damaged_photograph_is_left_out_and_counted(folder, damage):
    if damage == "picture":
        path = folder / "JPEGImages/a.jpg"
        path.write_bytes(path.read_bytes()[:500])
    elif damage == "boxes":
        (folder / "Annotations/a.xml").write_text("<annotation><object>")
    else:
        (folder / "JPEGImages/a.jpg").unlink()
    smears = read_smears(folder, "train")
    assert smears.stems == ("b",)
    assert len(smears.skipped) == 1
    assert smears.skipped[0].startswith("a: ")


@pytest.mark.parametrize(
    ("kind", "box"),
    [
        ("RBC", (5, 5, 5, 9)),
        ("RBC", (9, 5, 5, 9)),
        ("RBC", (0, 5, 5, 9)),
        ("RBC", (1, 5, 641, 9)),
        ("virus", (1, 1, 5, 5)),
    ],
)
def test_a_box_without_sense_is_left_out(tmp_path, kind, box):
    path = tmp_path / "a.xml"
    path.write_text(annotate((kind, box), GOOD[1]))
    boxes, labels, odd = read_annotation(path)
    assert (boxes.shape, labels.tolist(), len(odd)) == ((1, 4), [0], 1)
    path.write_text(annotate())
    assert read_annotation(path)[0].shape == (0, 4)


def test_what_cannot_be_read_at_all_is_an_error(tmp_path, folder):
    with pytest.raises(ValueError, match="no list of the part 'val'"):
        read_smears(folder, "val")
    path = folder / "Annotations/a.xml"
    path.write_text(annotate(("RBC", ("x", 1, 2, 3))))
    with pytest.raises(ValueError, match="cannot be read as boxes"):
        read_annotation(path)
    for stem in "ab":
        (folder / f"Annotations/{stem}.xml").unlink()
    with pytest.raises(ValueError, match="nothing of 'train'"):
        read_smears(folder, "train")


def test_part_and_height_are_checked(folder, monkeypatch):
    monkeypatch.setattr(cache, "fetch", lambda name: folder.parent)
    folder.rename(folder.parent / "BCCD")
    assert len(fetch_smears("train", height=48)) == 2
    with pytest.raises(ValueError, match="part"):
        fetch_smears("trainval")
    for height in (481, 2, 4.5):
        with pytest.raises(ValueError, match="height"):
            fetch_smears("test", height=height)
