"""Crops of BCCD: size and color are gone, photographs are dealt whole."""

import numpy as np
import pytest

from utils.datasets import bccd, cache, crops
from utils.datasets.crops import cut_squares, fetch_cells, normalize, read_cells


@pytest.fixture
def photographs(tmp_path, monkeypatch):
    """Made-up photographs of large blue and small red discs, in place of BCCD's."""

    def read(folder, part, *, height=480):
        rng = np.random.default_rng(len(part))
        pictures = np.full((8, 120, 160, 3), 230, "uint8")
        boxes, labels = [], []
        for picture in pictures:
            picture += rng.integers(0, 20, picture.shape, dtype="uint8")
            picture[10:70, 10:70] = 60, 20, 160
            picture[80:110, 90:120] = 200, 90, 90
            picture[80:110, 20:50] = 190, 100, 90
            rows = [(8, 8, 72, 72), (88, 78, 122, 112), (18, 78, 52, 112)]
            boxes.append(np.array([*rows, (0, 100, 9, 125)], float))
            labels.append(np.array([1, 0, 2, 0]))
        names = tuple(f"{part}{i}" for i in range(8))
        return bccd.Smears(pictures, tuple(boxes), tuple(labels), names, ("one",))

    monkeypatch.setattr(bccd, "read_smears", read)
    monkeypatch.setattr(cache, "fetch", lambda name: tmp_path)
    read_cells.cache_clear()
    yield
    read_cells.cache_clear()


def test_photographs_are_dealt_whole_and_anew(photographs):
    data, other = (fetch_cells(seed=s) for s in (0, 1))
    assert data.input_shape == (24, 24, 1)
    parts = [set(data.smears[p].tolist()) for p in ("train", "valid", "test")]
    assert [len(part) for part in parts] == [14, 5, 5]
    assert len(set.union(*parts)) == 24
    assert data.smears["test"].tolist() != other.smears["test"].tolist()
    assert data.test.y.sum() == 5
    assert data.test_train_ratio == pytest.approx(len(data.test) / len(data.train))
    *_, out = read_cells.__wrapped__("anywhere", 24)
    assert out == 3 * (1 + 8), "a sentence for each part, and a box over each edge"


def test_size_and_color_are_gone(photographs):
    data = fetch_cells(seed=0)
    np.testing.assert_allclose(data.train.x.mean(axis=(1, 2, 3)), 0, atol=1e-3)
    np.testing.assert_allclose(data.train.x.std(axis=(1, 2, 3)), 1, atol=1e-3)
    color = fetch_cells(seed=0, color=True)
    assert color.input_shape == (24, 24, 3)
    np.testing.assert_array_equal(color.test.y, data.test.y)


def test_numbers_are_checked(photographs):
    for wrong, word in (({"size": 4}, "size"), ({"seed": -1}, "seed")):
        with pytest.raises(ValueError, match=word):
            fetch_cells(**{"seed": 0} | wrong)


def test_a_square_holds_the_box_whatever_its_size():
    picture = np.full((100, 100, 3), 250, "uint8")
    picture[10:50, 20:40] = 10
    picture[60:80, 60:70] = 10
    boxes = [[20, 10, 40, 50], [60, 60, 70, 80]]
    squares, rows = cut_squares(picture, boxes, size=20)
    assert rows.tolist() == [0, 1]
    np.testing.assert_allclose(*squares, atol=1)
    assert np.all(squares[0][:, 8:12] < 20)


def test_what_shows_nothing_is_left_out():
    picture = np.full((60, 60, 3), 250, "uint8")
    picture[:30, :30:2] = 0
    boxes = [[0, 0, 20, 20], [40, 40, 55, 55], [50, 0, 70, 20], [5, 5, 6, 6]]
    squares, rows = cut_squares(picture, boxes, size=8)
    assert (len(squares), rows.tolist()) == (1, [0])
    none, rows = cut_squares(picture, boxes[1:], size=8)
    assert (none.shape, rows.tolist()) == ((0, 8, 8, 3), [])
    assert np.all(normalize(np.full((1, 4, 4, 3), 9.0)) == 0)
    assert crops.GRAY.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("picture", "boxes", "word"),
    [
        (np.zeros((4, 4)), np.zeros((1, 4)), "picture"),
        (np.zeros((0, 4, 3)), np.zeros((1, 4)), "picture"),
        (np.zeros((4, 4, 3)), np.zeros((1, 3)), "boxes"),
        (np.zeros((4, 4, 3)), [], "boxes"),
    ],
)
def test_bad_shapes_are_refused(picture, boxes, word):
    with pytest.raises(ValueError, match=word):
        cut_squares(picture, boxes, size=8)
