"""Few digits, their copies, and weights that travel from one training to the next."""

import keras
import numpy as np
import pytest
from keras import layers

from utils import classics, metrics, pretraining
from utils.datasets import few
from utils.training import Recipe, train


def crop(picture):
    """The inked part of a picture, whatever its place."""
    rows, columns = np.nonzero(picture[..., 0])
    return picture[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1, 0]


@pytest.mark.parametrize("anywhere", [False, True])
@pytest.mark.parametrize("moved", [False, True])
def test_copies_stand_still_or_move(anywhere, moved):
    data = few.make_few_digits(
        seed=1, examples=20, size=14, anywhere=anywhere, moved=moved, rows=200
    )
    kinds = len(np.unique(data.train.x, axis=0))
    assert kinds == 20 if not moved else kinds > 100
    assert sorted(np.bincount(data.train.y)) == [20] * 10
    for copy in range(1, 10):
        np.testing.assert_array_equal(
            crop(data.train.x[3]), crop(data.train.x[3 + 20 * copy])
        )


def test_larger_parts_hold_the_smaller_and_tests_stay():
    small, large = (few.make_few_digits(seed=4, examples=n, rows=n) for n in (30, 300))
    np.testing.assert_array_equal(small.train.x, large.train.x[:30])
    np.testing.assert_array_equal(small.test.x, large.test.x)
    held = {x.tobytes() for x in large.train.x}
    assert not held & {x.tobytes() for x in large.test.x}


def test_pool_and_paste():
    assert len(few.load_pool(seed=0).test) == 666
    canvas = few.paste(np.ones((2, 2, 2, 1)), [[0, 0], [1, 1]], 3)
    assert canvas.sum() == 8 and canvas[1, 2, 2, 0] == 1
    with pytest.raises(ValueError, match="leaves the canvas"):
        few.paste(np.ones((1, 2, 2, 1)), [[2, 0]], 3)
    with pytest.raises(ValueError, match="places has shape"):
        few.paste(np.ones((1, 2, 2, 1)), [0, 0], 3)


def test_exemplars_are_the_same_digit_in_all_copies():
    data = few.make_exemplars(seed=2, examples=30, copies=4, size=12)
    assert np.all(np.bincount(data.train.y) == 4)
    for part in (data.train, data.test):
        for x, y in zip(part.x, part.y, strict=True):
            np.testing.assert_array_equal(crop(x), crop(data.valid.x[y]))
    dealt = few.make_exemplars(seed=2, examples=30, copies=4, size=12, shuffled=True)
    np.testing.assert_array_equal(dealt.train.x, data.train.x)
    assert np.mean(dealt.train.y == data.train.y) < 0.2
    assert np.all(np.bincount(dealt.train.y) == 4)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [({"examples": 5}, "examples"), ({"rows": 10}, "rows"), ({"size": 7}, "size")],
)
def test_refused_digits(wrong, word):
    settings = {"seed": 0, "examples": 20} | wrong
    with pytest.raises(ValueError, match=word):
        few.make_few_digits(**settings)


def test_classics_agree_with_scikit_learn():
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier

    data = few.make_few_digits(seed=0, examples=100, rows=300)
    x, y = data.train.x[:100].reshape(100, -1), data.train.y[:100]
    theirs = (LogisticRegression(max_iter=3000), KNeighborsClassifier(1))
    ours = (classics.build_logistic, classics.build_nearest)
    for build, method in zip(ours, theirs, strict=True):
        run = train(build, data, seed=0)
        assert run.updates == 0
        score = method.fit(x, y).score(data.test.x.reshape(666, -1), data.test.y)
        assert abs(metrics.accuracy(run.model, data) - score) < 0.005


def test_classics_refuse_a_missing_class():
    data = few.make_few_digits(seed=0, examples=20, rows=20)
    part = type(data.train)(data.train.x[:9], data.train.y[:9])
    short = type(data)("short", part, part, part, "classification", classes=10)
    for build in (classics.build_logistic, classics.build_nearest):
        with pytest.raises(ValueError, match="lacks the classes"):
            build(short)


def build(dataset, *, width):
    return keras.Sequential(
        [
            layers.Input(dataset.input_shape),
            layers.Flatten(),
            layers.Dense(width, activation="relu"),
            layers.Dense(dataset.output_size),
        ]
    )


def build_frozen(dataset, *, width):
    model = build(dataset, width=width)
    return pretraining.take_up(model, dataset, frozen=True)


def test_frozen_layers_stay_and_the_head_learns():
    digits = few.make_few_digits(seed=0, examples=50, rows=64)
    task = few.make_exemplars(seed=0, examples=20, size=10)
    recipe = Recipe(epochs=2, batch_size=16)
    for seed in (0, 1):  # the second meets a compiled model
        first = train(build, task, seed=seed, width=7, recipe=recipe).model
        ready = pretraining.start(digits, first.get_weights())
        assert isinstance(ready, pretraining.Started)
        second = train(build_frozen, ready, seed=seed, width=7, recipe=recipe)
        fresh = build_frozen(ready, width=7)
        for before, after in zip(
            first.get_weights()[:2], second.model.get_weights()[:2], strict=True
        ):
            np.testing.assert_array_equal(before, after)
        assert len(fresh.trainable_variables) == 2
        assert np.abs(second.model.get_weights()[3]).max() > 0


def test_weights_that_do_not_fit_are_refused():
    digits = few.make_few_digits(seed=0, examples=20, rows=20)
    with pytest.raises(ValueError, match="carries weights"):
        build_frozen(digits, width=3)
    with pytest.raises(ValueError, match="expected"):
        build_frozen(pretraining.start(digits, [np.zeros(3)]), width=3)
    model = keras.Sequential([layers.Input((2,)), layers.ReLU()])
    with pytest.raises(ValueError, match="ends in a ReLU"):
        pretraining.take_up(model, pretraining.start(digits, []))


def test_a_lesson_carries_what_the_task_taught():
    recipe = Recipe(epochs=1, batch_size=16)

    def make_task(seed):
        return few.make_exemplars(seed=seed, examples=20, size=10)

    def make_data(seed):
        return few.make_few_digits(seed=seed, examples=20, rows=64)

    lesson = pretraining.Lesson(build, 5, recipe, make_task, make_data)
    ready = lesson(3)
    taught = train(build, make_task(3), seed=3, width=5, recipe=recipe).model
    np.testing.assert_array_equal(ready.weights[0], taught.get_weights()[0])
    np.testing.assert_array_equal(ready.train.x, make_data(3).train.x)
