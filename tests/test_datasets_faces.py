"""Faces: a person survives the day, and nobody is trained on and measured."""

import dataclasses
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.datasets import faces, portraits
from utils.datasets.base import Split
from utils.datasets.faces import (
    Faces,
    check_people,
    deal,
    make_faces,
    make_groups,
    standardize,
)
from utils.datasets.portraits import FEATURES, LOWER, draw_people, draw_portraits

SMALL = {"people": (6, 4, 8), "pictures": 5}


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(1, 30), size=st.integers(16, 40))
def test_portraits_have_the_shape_and_range_they_promise(seed, n, size):
    drawn = draw_people(seed=seed, people=n)
    assert drawn.shape == (n, len(FEATURES))
    x = draw_portraits(drawn, seed=seed, size=size)
    assert (x.shape, x.dtype) == ((n, size, size, 1), np.dtype("float32"))
    assert x.min() >= 0
    assert x.max() <= 1


def test_geometry_stays_within_two_standard_deviations():
    middle, spread = np.array(list(portraits.GEOMETRY.values())).T
    drawn = draw_people(seed=0, people=500)
    assert np.all(np.abs(drawn - middle) <= 2 * spread + 1e-12)
    np.testing.assert_allclose(drawn.mean(axis=0), middle, atol=0.2 * spread.max())


def test_features_in_which_people_are_alike_hardly_differ():
    alike = draw_people(seed=0, people=200, alike=LOWER, likeness=0.1)
    free = draw_people(seed=0, people=200)
    low = np.isin(FEATURES, LOWER)
    ratio = alike.std(axis=0) / free.std(axis=0)
    np.testing.assert_allclose(ratio, np.where(low, 0.1, 1), rtol=1e-6)


def test_the_same_seed_draws_the_same():
    drawn = draw_people(seed=4, people=3)
    one, same, other = (draw_portraits(drawn, seed=s) for s in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert np.any(one != other)


def test_identity_survives_the_pose():
    # Undo the day: without turn and noise two pictures of a person, standardized, are
    # more alike than those of two people; with a turn the features move as they should.
    drawn = draw_people(seed=1, people=12)
    days = [
        draw_portraits(drawn, seed=[7, i], turn=0, glasses=False, noise=0)
        for i in range(12)
    ]
    mean = np.mean([standardize(day) for day in days], axis=0).reshape(12, -1)
    again = [
        draw_portraits(drawn, seed=[8, i], turn=0, glasses=False, noise=0)
        for i in range(12)
    ]
    other = np.mean([standardize(day) for day in again], axis=0).reshape(12, -1)
    likeness = np.corrcoef(mean, other)[:12, 12:]
    assert (likeness.argmax(axis=1) == np.arange(12)).mean() > 0.8


@pytest.mark.parametrize("turn", [-0.35, 0.35])
def test_a_turn_moves_the_features_and_leaves_the_outline(turn):
    person = draw_people(seed=0, people=1)
    straight, turned = (
        draw_portraits(person, seed=3, turn=t, glasses=False, noise=0)[0, ..., 0]
        for t in (0, turn)
    )
    changed = np.abs(straight - turned) > 0.05
    row = changed.any(axis=1)
    assert row.any()
    assert not changed[:, :3].any()  # the wall beside the head
    assert not changed[:, -3:].any()


def test_mirrored_turns_are_mirror_images():
    day = portraits._draw_days(np.random.default_rng(0), 1)
    person = dict(zip(FEATURES, draw_people(seed=0, people=1).T, strict=True))
    for name in ("tilt", "right", "from left"):
        day[name][:] = 0
    pictures = []
    for turn in (-0.3, 0.3):
        day["turn"][:] = turn
        both = {name: v[:, None, None] for name, v in (person | day).items()}
        pictures.append(portraits._draw(both, 32)[0])
    np.testing.assert_allclose(pictures[0], pictures[1][:, ::-1], atol=1e-4)


def test_glasses_stand_on_the_nose_only_if_worn():
    person = draw_people(seed=0, people=1)
    without, worn = (
        draw_portraits(person, seed=3, glasses=g, noise=0) for g in (False, True)
    )
    rows = np.abs(without - worn)[0].max(axis=(1, 2)) > 0.05
    assert rows.any()
    assert not rows[:6].any()
    assert not rows[24:].any()


def test_ten_thousand_pictures_take_seconds():
    started = time.process_time()
    draw_portraits(draw_people(seed=0, people=10_000), seed=0)
    assert time.process_time() - started < 15


@pytest.mark.parametrize("make", [make_faces, make_groups])
def test_nobody_is_in_two_parts(make):
    data = make(seed=3, **SMALL)
    assert isinstance(data, Faces)
    known = set(data.train.y.tolist())
    assert known == set(data.valid.y.tolist()) == set(data.test.y.tolist())
    others, unseen = set(data.others.y.tolist()), set(data.unseen.y.tolist())
    assert (len(known), len(others), len(unseen)) == SMALL["people"]
    assert not known & others
    assert not (known | others) & unseen
    assert data.test_train_ratio == 0
    again = make(seed=3, **SMALL)
    np.testing.assert_array_equal(data.unseen.x, again.unseen.x)


def test_groups_have_their_shares_and_differ_where_they_should():
    data = make_groups(seed=0, shares=(0.75, 0.25), people=(8, 4, 8), pictures=5)
    assert np.bincount(data.groups).tolist() == [20, 20]
    assert len(data.groups) == len(data.unseen)
    for group in (0, 1):
        assert len(np.unique(data.unseen.y[data.groups == group])) == 4
    assert faces.GROUPS == ("eyes", "mouths")
    with pytest.raises(ValueError, match="shares"):
        make_groups(seed=0, shares=(0.5, 0.6), **SMALL)
    with pytest.raises(ValueError, match="unseen"):
        make_groups(seed=0, people=(6, 4, 3), pictures=5)


def test_pictures_are_standardized_and_empty_ones_refused():
    data = make_faces(seed=0, **SMALL)
    for part in (data.train, data.others, data.unseen):
        np.testing.assert_allclose(part.x.mean(axis=(1, 2, 3)), 0, atol=1e-4)
        np.testing.assert_allclose(part.x.std(axis=(1, 2, 3)), 1, atol=1e-3)
    x = np.random.default_rng(0).normal(size=(3, 4, 4, 1))
    x[1] = 0.5
    with pytest.raises(ValueError, match="picture 1 is empty"):
        standardize(x)
    x[1] = np.nan
    with pytest.raises(ValueError, match="picture 1 is empty"):
        standardize(x)
    for shape in ((0, 4, 4, 1), (4, 4), (2, 0, 4, 1)):
        with pytest.raises(ValueError, match="x has shape"):
            standardize(np.zeros(shape))


def test_people_with_one_photograph_are_refused():
    data = make_faces(seed=0, **SMALL)
    for name in ("others", "unseen"):
        part = getattr(data, name)
        rows = np.r_[0, 5 : len(part)]
        lonely = Split(part.x[rows], part.y[rows])
        with pytest.raises(ValueError, match="one picture only"):
            dataclasses.replace(data, **{name: lonely})
        with pytest.raises(ValueError, match="in another part"):
            dataclasses.replace(data, **{name: data.train})
        with pytest.raises(ValueError, match=f"{name} is None"):
            dataclasses.replace(data, **{name: None})
        flat = Split(part.x[:, :-1], part.y)
        with pytest.raises(ValueError, match="expected one shape"):
            dataclasses.replace(data, **{name: flat})


@pytest.mark.parametrize(
    ("y", "people"),
    [
        (np.arange(30) // 3, (4, 3, 3)),  # too few pictures of each
        (np.repeat([0, 1, 2, 3, 4, 5], [6, 4, 5, 5, 5, 5]), (2, 2, 2)),
        (np.arange(30) % 6, (2, 2, 2)),
        (np.arange(30) // 5, (2, 2, 3)),
        (np.arange(25) // 5, (2, 2, 2)),
    ],
)
def test_uneven_people_are_refused(y, people):
    x = np.random.default_rng(0).normal(size=(30, 4, 4, 1))
    with pytest.raises(ValueError, match="people"):
        deal(x, y, name="toy", people=people)


@pytest.mark.parametrize("people", [3, (1, 2), (1, 2, 2), (2, 2, 2.5), "222"])
def test_wrong_numbers_of_people_are_refused(people):
    with pytest.raises(ValueError, match="people"):
        check_people(people)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"geometry": np.zeros((0, 16))}, "geometry"),
        ({"geometry": np.zeros((3, 5))}, "geometry"),
        ({"geometry": np.zeros(16)}, "geometry"),
        ({"size": 8}, "size"),
        ({"noise": -1}, "noise"),
    ],
)
def test_bad_portraits_are_refused(change, word):
    asked = {"geometry": draw_people(seed=0, people=2), "size": 32, "noise": 0}
    asked |= change
    with pytest.raises(ValueError, match=word):
        draw_portraits(asked.pop("geometry"), seed=0, **asked)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"people": 0}, "people"),
        ({"alike": ["ears"]}, "ears"),
        ({"likeness": 2}, "like"),
    ],
)
def test_bad_people_are_refused(change, word):
    with pytest.raises(ValueError, match=word):
        draw_people(**{"seed": 0, "people": 2} | change)
