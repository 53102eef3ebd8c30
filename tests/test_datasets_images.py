import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from utils.datasets import images

PARTS = ("train", "valid", "test")


def test_digits_are_the_real_ones():
    from sklearn import datasets

    data = images.load_digits(seed=3)
    x = np.concatenate([getattr(data, part).x for part in PARTS])
    assert (x.min(), x.max(), x.dtype) == (0, 1, np.float32)
    known = {tuple(row) for row in datasets.load_digits().data}
    assert {tuple(row) for row in (x * 16).reshape(len(x), -1)} == known
    assert data.resplit


def find_digits(x):
    """Cut the digit out of each canvas again: the pixels that are not empty."""
    found = []
    for picture in x[..., 0]:
        rows, columns = (np.flatnonzero(picture.any(axis=axis)) for axis in (1, 0))
        inner = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        found.append((inner.shape, inner.tobytes()))
    return found


def test_no_digit_stands_in_two_parts_wherever_it_is_placed():
    plain = images.load_digits(seed=1)
    data = images.make_shifted_digits(seed=1, copies=3)
    for part in PARTS:
        digits, shifted = getattr(plain, part), getattr(data, part)
        times = 3 if part == "train" else 1
        np.testing.assert_array_equal(shifted.y, np.repeat(digits.y, times))
        expected = [each for each in find_digits(digits.x) for _ in range(times)]
        assert find_digits(shifted.x) == expected


def test_shifted_digits_reach_every_place():
    x = images.make_shifted_digits(seed=0, copies=3).train.x
    assert (x.max(axis=0) > 0)[1:-1, 1:-1].all()
    places = {picture.any(axis=(1, 2)).argmax() for picture in x}
    assert len(places) >= 13


def test_copies_of_a_digit_stand_in_different_places():
    x = images.make_shifted_digits(seed=0, copies=2).train.x
    assert np.mean(np.any(x[::2] != x[1::2], axis=(1, 2, 3))) > 0.95


def test_size_eight_leaves_no_room():
    plain, data = images.load_digits(seed=0), images.make_shifted_digits(seed=0, size=8)
    np.testing.assert_array_equal(data.test.x, plain.test.x)


def test_the_pixels_of_all_parts_go_to_the_same_new_places():
    plain = images.load_digits(seed=0)
    marked = plain.map_x(lambda x: np.arange(64.0).reshape(8, 8, 1) + 0 * x)
    order = images.permute_pixels(marked, seed=5).train.x[0].ravel().astype(int)
    np.testing.assert_array_equal(np.sort(order), np.arange(64))  # a bijection
    moved = images.permute_pixels(plain, seed=5)
    for part in PARTS:
        before, after = (getattr(d, part).x.reshape(-1, 64) for d in (plain, moved))
        np.testing.assert_array_equal(after, before[:, order])


def test_channels_of_a_pixel_stay_together():
    color = images.load_digits(seed=0).map_x(lambda x: np.concatenate([x, 2 * x], -1))
    x = images.permute_pixels(color, seed=0).test.x
    np.testing.assert_array_equal(2 * x[..., 0], x[..., 1])


def describe_picture(x):
    """How much it changes along rows and columns, and what its outline is."""
    steps = [np.abs(np.diff(x[..., 0], axis=axis)) for axis in (1, 2)]
    texture = [np.quantile(step.reshape(len(x), -1), 0.95, axis=1) for step in steps]
    brighter = (x > 0.6).mean(axis=(1, 2, 3)) / (x < 0.4).mean(axis=(1, 2, 3))
    return np.stack([*texture, brighter], axis=1)


def test_the_texture_can_be_told():
    data = images.make_shape_texture(seed=0, cue="texture", examples=(600, 8, 200))
    train, test = describe_picture(data.train.x), describe_picture(data.test.x)
    scale = train.std(axis=0)
    model = LogisticRegression(max_iter=1000).fit(train / scale, data.train.y)
    assert model.score(test / scale, data.test.y) > 0.9


def outline(x):
    """Where the picture leaves its gray ground, moved to the middle and resized."""
    found = np.empty((len(x), 12, 12))
    for each, picture in zip(found, x[..., 0], strict=True):
        mask = np.abs(picture - 0.5) > 0.14
        mask[1:-1, 1:-1] |= (mask[:-2, 1:-1] & mask[2:, 1:-1]) | (
            mask[1:-1, :-2] & mask[1:-1, 2:]
        )
        rows, columns = (np.flatnonzero(mask.sum(axis=a) > 1) for a in (1, 0))
        row = np.linspace(rows[0], rows[-1], 12).round().astype(int)
        column = np.linspace(columns[0], columns[-1], 12).round().astype(int)
        each[:] = mask[np.ix_(row, column)]
    return found.reshape(len(x), -1)


def test_the_shape_can_be_told():
    data = images.make_shape_texture(seed=0, cue="shape", examples=(1000, 8, 300))
    model = LogisticRegression(max_iter=1000, C=0.1)
    model.fit(outline(data.train.x), data.train.y)
    assert model.score(outline(data.test.x), data.test.y) > 0.9


def test_conflicts_disagree_and_hold_every_pair():
    x, shape, texture = images.make_cue_conflict(seed=0, examples=600)
    assert x.shape == (600, 24, 24, 1)
    assert (x.dtype, x.min() >= 0, x.max() <= 1) == (np.float32, True, True)
    pairs = set(zip(shape.tolist(), texture.tolist(), strict=True))
    assert pairs == {(a, b) for a in range(4) for b in range(4) if a != b}


def test_mean_gray_says_nothing_about_the_texture():
    data = images.make_shape_texture(seed=0, cue="texture", examples=(2000, 4, 4))
    means = data.train.x.mean(axis=(1, 2, 3))
    by_class = [means[data.train.y == k].mean() for k in range(4)]
    assert np.ptp(by_class) < means.std()


@pytest.mark.parametrize(
    "make",
    [
        images.load_digits,
        images.make_shifted_digits,
        lambda *, seed: images.make_shape_texture(seed=seed, examples=(9, 5, 5)),
        lambda *, seed: images.permute_pixels(images.load_digits(seed=0), seed=seed),
    ],
)
def test_the_seed_decides(make):
    first, again, other = make(seed=4), make(seed=4), make(seed=5)
    np.testing.assert_array_equal(first.train.x, again.train.x)
    np.testing.assert_array_equal(first.test.y, again.test.y)
    assert not np.array_equal(first.train.x, other.train.x)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: images.load_digits(seed=-1), "seed is -1"),
        (lambda: images.make_shifted_digits(seed=0, size=7), "size is 7"),
        (lambda: images.make_shifted_digits(seed=0, copies=0), "copies is 0"),
        (lambda: images.make_shape_texture(seed=0, cue="color"), "cue is 'color'"),
        (lambda: images.make_shape_texture(seed=0, size=8), "size is 8"),
        (lambda: images.make_shape_texture(seed=0, examples=9), "examples is 9"),
        (lambda: images.make_shape_texture(seed=-1), "seed is -1"),
        (lambda: images.make_cue_conflict(seed=0, examples=0), "examples is 0"),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_only_pictures_have_pixels_to_permute():
    flat = images.load_digits(seed=0).map_x(lambda x: x.reshape(len(x), -1))
    with pytest.raises(ValueError, match=r"expected \(height, width, channels\)"):
        images.permute_pixels(flat, seed=0)
