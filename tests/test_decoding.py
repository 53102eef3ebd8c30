"""Writing word by word: what is fed back is what was written."""

import keras
import numpy as np
import pytest

from utils.datasets.base import Dataset, Split
from utils.decoding import (
    answer_once,
    forget,
    measure_exact,
    measure_gain,
    measure_right,
    write_freely,
    write_greedily,
)

WORDS = 5


def count_on(steps=4, stumble=None):
    """A model that writes the word before plus one, and errs after one word."""
    both = keras.Input((1 + steps,), dtype="int32")
    following = (both[:, 1:] + 1) % WORDS
    if stumble is not None:
        wrong = keras.ops.cast(keras.ops.equal(both[:, 1:], stumble), "int32")
        following = (following + wrong) % WORDS
    return keras.Model(both, keras.ops.one_hot(following, WORDS))


def make_counting():
    """Answers 1 2 3 0, whatever is given."""
    y = np.tile([1, 2, 3, 0], (6, 1))
    x = np.hstack([np.ones((6, 1), int), np.zeros((6, 1), int), y[:, :-1]])
    part = Split(x, y)
    return Dataset("counting", part, part, part, task="classification", classes=WORDS)


def test_each_word_is_fed_back():
    written = write_freely(count_on(), np.ones((3, 1), int), steps=4)
    np.testing.assert_array_equal(written, np.tile([1, 2, 3, 4], (3, 1)))
    written = write_freely(count_on(stumble=1), np.ones((1, 1), int), steps=4)
    np.testing.assert_array_equal(written, [[1, 3, 4, 0]])


def test_an_answer_is_right_from_the_first_word_to_the_last():
    data = make_counting()
    assert measure_exact(count_on(stumble=1), data) == 0
    assert measure_exact(count_on(stumble=3), data) == 1  # steps over 4 to 0, the end
    right = count_on(stumble=None)
    assert measure_exact(right, data) == 0  # it goes on to 4 where the answer ends
    assert measure_right(right, data) == measure_exact(right, data)
    assert measure_gain(right, data) == 1  # handed the right words, words alone count


def test_one_label_and_a_label_for_each_step():
    x = np.arange(4)[:, np.newaxis]
    inputs = keras.Input((1,), dtype="int32")
    model = keras.Model(inputs, keras.ops.one_hot(inputs[:, 0], 4))
    part = Split(x, np.array([1, 1, 2, 3]))
    data = Dataset("labels", part, part, part, task="classification", classes=4)
    assert measure_right(model, data) == 0.75
    assert measure_gain(model, data) == pytest.approx((0.75 - 0.5) / 0.5)
    steps = Split(np.tile(x.T, (2, 1)), np.tile([0, 1, 1, 3], (2, 1)))
    data = Dataset("steps", steps, steps, steps, task="classification", classes=4)
    inputs = keras.Input((4,), dtype="int32")
    model = keras.Model(inputs, keras.ops.one_hot(inputs, 4))
    assert measure_right(model, data) == pytest.approx(2 / 3)  # step 0 has no label
    assert measure_gain(model, data) == pytest.approx(0)


def test_what_does_not_fit_the_model_is_named():
    model = count_on()
    for given, steps, word in (
        (np.ones((2, 2), int), 4, "given and steps"),
        (np.ones((2, 1)), 4, "given is float64"),
        (np.ones(2, int), 4, "given"),
        (np.ones((2, 1), int), 0, "steps"),
        (np.ones((2, 1), int), 3, "given and steps"),
    ):
        with pytest.raises(ValueError, match=word):
            write_freely(model, given, steps=steps)


def test_answers_end_one_by_one():
    """Three rows that end at different steps; 0 pads, 1 starts, 2 ends, 3 is banned."""
    plan = np.array([[4, 5, 2, 4], [2, 4, 4, 4], [5, 5, 5, 5]])
    asked = []

    def ask(told):
        asked.append(told.copy())
        logits = np.eye(6)[plan]
        logits[..., [0, 1, 3]] += 2  # never to be written
        return logits

    written = write_greedily(ask, rows=3, steps=4, special=(0, 1, 2, 3))
    np.testing.assert_array_equal(written, [[4, 5, 2, 0], [2, 0, 0, 0], [5, 5, 5, 5]])
    np.testing.assert_array_equal(asked[0], [[1, 0, 0, 0]] * 3)
    np.testing.assert_array_equal(asked[2], [[1, 4, 5, 0], [1, 2, 0, 0], [1, 5, 5, 0]])


def test_nobody_is_asked_once_all_have_ended():
    asked = []

    def ask(told):
        asked.append(1)
        return np.broadcast_to(np.eye(4)[2], (*told.shape, 4))

    written = write_greedily(ask, rows=2, steps=5, special=(0, 1, 2))
    np.testing.assert_array_equal(written, [[2, 0, 0, 0, 0]] * 2)
    assert len(asked) == 1


def test_an_answer_is_remembered_until_the_weights_change():
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    asked = []

    def ask(model, word):
        asked.append(word)
        return len(asked)

    forget()
    assert [answer_once(ask, model, word) for word in "aba"] == [1, 2, 1]
    model.layers[0].set_weights([np.full((1, 1), 3.0), np.zeros(1)])
    assert answer_once(ask, model, "a") == 3
    forget()
    assert answer_once(ask, model, "a") == 4
