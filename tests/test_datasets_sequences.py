import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from utils.datasets import sequences

PARTS = ("train", "valid", "test")
SERIES = {
    "sunspots": sequences.load_sunspots,
    "sea temperature": sequences.load_sea_temperature,
    "carbon dioxide": sequences.load_carbon_dioxide,
}
MAKERS = {
    "adding": lambda seed, **k: sequences.make_adding(seed=seed, length=9, **k),
    "order": lambda seed, **k: sequences.make_order(seed=seed, length=9, **k),
    "first": lambda seed, **k: sequences.make_first_symbol(seed=seed, length=9, **k),
    "copy": lambda seed, **k: sequences.make_copy_memory(seed=seed, delay=4, **k),
    "parity": lambda seed, **k: sequences.make_parity(seed=seed, length=9, **k),
}


@pytest.mark.parametrize("length", [2, 3, 50])
def test_adding_marks_two_numbers_and_asks_for_their_sum(length):
    data = sequences.make_adding(seed=0, length=length, examples=(500, 20, 20))
    for part in (getattr(data, name) for name in PARTS):
        number, mark = np.moveaxis(part.x, -1, 0)
        half = length // 2
        np.testing.assert_array_equal(mark[:, :half].sum(axis=1), 1)
        np.testing.assert_array_equal(mark[:, half:].sum(axis=1), 1)
        assert number.min() >= 0
        assert number.max() <= 1
        expected = (number * mark).sum(axis=1, keepdims=True)
        np.testing.assert_allclose(part.y, expected, rtol=1e-6)
    assert data.train.x[:, :, 1].any(axis=0).all()  # every place gets marks


def test_the_mean_answer_to_adding_costs_a_sixth():
    y = sequences.make_adding(seed=0, length=9, examples=(20_000, 1, 1)).train.y
    assert np.mean((y - 1) ** 2) == pytest.approx(1 / 6, rel=0.05)


def test_a_bag_of_inputs_is_at_chance_on_order_and_a_rule_is_right():
    data = sequences.make_order(seed=0, length=20, examples=(2000, 50, 1000))
    bag, test = data.train.x.sum(axis=1), data.test.x.sum(axis=1)
    np.testing.assert_array_equal(bag[:, :2], 1)
    model = LogisticRegression().fit(bag, data.train.y)
    assert abs(model.score(test, data.test.y) - 0.5) < 0.05  # 3 standard errors
    place = data.test.x[:, :, :2].argmax(axis=1)
    np.testing.assert_array_equal(place[:, 1] < place[:, 0], data.test.y)
    assert abs(data.train.y.mean() - 0.5) < 0.04


def test_the_shortest_order_holds_both_symbols():
    data = sequences.make_order(seed=0, length=2, examples=(20, 9, 9))
    np.testing.assert_array_equal(data.train.x.sum(axis=(1, 2)), 2)


def test_the_first_symbol_cannot_be_told_from_the_others():
    data = sequences.make_first_symbol(seed=0, length=6, examples=(4000, 9, 2000))
    np.testing.assert_array_equal(data.test.x[:, 0].argmax(axis=-1), data.test.y)
    rest = [part.x[:, 1:].reshape(len(part), -1) for part in (data.train, data.test)]
    model = LogisticRegression().fit(rest[0], data.train.y)
    assert abs(model.score(rest[1], data.test.y) - 0.25) < 0.04


def test_copy_memory_says_what_was_shown_and_nothing_before():
    data = sequences.make_copy_memory(seed=0, delay=7, items=3, examples=(50, 9, 9))
    symbol, answer = data.train.x.argmax(axis=-1), data.train.y
    assert symbol.shape == answer.shape == (50, 14)
    np.testing.assert_array_equal(symbol[:, :3], answer[:, -3:])
    np.testing.assert_array_equal(answer[:, :-3], 0)
    np.testing.assert_array_equal(symbol[:, 10], 9)  # the signal
    np.testing.assert_array_equal(np.delete(symbol[:, 3:], 7, axis=1), 0)
    assert set(symbol[:, :3].ravel()) == set(range(1, 9))
    assert data.classes == 9


def test_parity_per_step_ends_in_the_last_answer():
    each = sequences.make_parity(seed=0, length=11, examples=(99, 9, 9))
    last = sequences.make_parity(
        seed=0, length=11, every_step=False, examples=(99, 9, 9)
    )
    np.testing.assert_array_equal(each.train.y[:, -1], last.train.y)
    bits = each.train.x[:, :, 0]
    np.testing.assert_array_equal(each.train.y[:, 4], bits[:, :5].sum(axis=1) % 2)


@pytest.mark.parametrize("name", MAKERS)
def test_the_seed_decides(name):
    first, again, other = (MAKERS[name](s, examples=(64, 9, 9)) for s in (0, 0, 1))
    np.testing.assert_array_equal(first.train.x, again.train.x)
    np.testing.assert_array_equal(first.test.y, again.test.y)
    assert not np.array_equal(first.train.x, other.train.x)
    assert first.train.x.dtype == np.float32
    assert first.test_train_ratio == 0.0


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize(
    ("change", "message"),
    [({"seed": -1}, "seed is -1"), ({"seed": 0, "examples": (9, 9)}, "examples is")],
)
def test_bad_arguments_are_refused_by_all(name, change, message):
    with pytest.raises(ValueError, match=message):
        MAKERS[name](**change)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sequences.make_adding(seed=0, length=1), "length is 1"),
        (lambda: sequences.make_order(seed=0, length=9, symbols=2), "symbols is 2"),
        (lambda: sequences.make_first_symbol(seed=0, length=0), "length is 0"),
        (lambda: sequences.make_copy_memory(seed=0, delay=-1), "delay is -1"),
        (lambda: sequences.make_copy_memory(seed=0, delay=1, items=0), "items is 0"),
        (lambda: sequences.make_parity(seed=0, length=2.5), "length is 2.5"),
    ],
)
def test_bad_arguments_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("horizon", [1, 4])
def test_windows_line_up_with_the_series(horizon):
    data = sequences.windows(np.arange(60.0), name="n", window=5, horizon=horizon)
    parts = [getattr(data, part) for part in PARTS]
    x = np.concatenate([part.x for part in parts])[:, :, 0]
    y = np.concatenate([part.y for part in parts])[:, 0]
    step = x[0, 1] - x[0, 0]
    np.testing.assert_allclose(np.diff(x, axis=1), step, rtol=1e-4)
    np.testing.assert_allclose(y - x[:, -1], horizon * step, rtol=1e-4)
    np.testing.assert_allclose(np.diff(y), step, rtol=1e-4)
    assert len(y) == 60 - 5 - horizon + 1  # none is lost


@pytest.mark.parametrize("horizon", [1, 4])
def test_what_comes_after_the_training_part_does_not_touch_it(horizon):
    series = np.random.default_rng(0).normal(size=100)
    before = sequences.windows(series, name="n", window=6, horizon=horizon)
    seen = len(before.train) + 6 + horizon - 1
    changed = series.copy()
    changed[seen:] = 1e6 * changed[seen:] + 77
    after = sequences.windows(changed, name="n", window=6, horizon=horizon)
    np.testing.assert_array_equal(before.train.x, after.train.x)
    np.testing.assert_array_equal(before.train.y, after.train.y)
    assert not np.allclose(before.valid.y, after.valid.y)
    scaled = np.append(before.train.x[:, 0, 0], before.train.x[-1, 1:, 0])
    scaled = np.append(scaled, before.train.y[-horizon:, 0])
    assert len(scaled) == seen
    assert scaled.mean() == pytest.approx(0, abs=1e-6)
    assert scaled.std() == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("name", SERIES)
def test_measured_series_are_in_time_order_and_repeatable(name):
    data, again = (SERIES[name](window=12) for _ in range(2))
    np.testing.assert_array_equal(data.test.x, again.test.x)
    y = np.concatenate([getattr(data, part).y for part in PARTS])[:, 0]
    x = np.concatenate([getattr(data, part).x for part in PARTS])[:, -1, 0]
    np.testing.assert_array_equal(x[1:], y[:-1])  # the last input was the last answer
    assert (data.task, data.output_size, data.resplit) == ("regression", 1, False)


@pytest.mark.parametrize("name", SERIES)
def test_the_past_helps(name):
    data = SERIES[name](window=24)
    x, y = data.train.x[:, :, 0], data.train.y
    weights = np.linalg.lstsq(x, y, rcond=None)[0]
    error = np.mean((data.test.x[:, :, 0] @ weights - data.test.y) ** 2)
    assert error < 0.5 * np.mean((data.test.x[:, -1] - data.test.y) ** 2)


def test_the_sunspot_numbers_are_the_published_ones():
    data = sequences.load_sunspots(window=1)
    scaled = np.append(data.train.x[:, 0, 0], data.train.y[-1])
    slope = (16 - 5) / (scaled[2] - scaled[0])  # 1700: 5, 1702: 16
    numbers = 5 + slope * (scaled - scaled[0])
    np.testing.assert_allclose(numbers[:6], [5, 11, 16, 23, 36, 58], atol=1e-3)


@pytest.mark.parametrize(
    ("series", "change", "message"),
    [
        (range(9), {"window": 0}, "window is 0"),
        (range(9), {"window": 2, "horizon": 0}, "horizon is 0"),
        (range(9), {"window": 9}, "series has 9 values; expected at least 12"),
        ([1.0, np.nan] * 9, {"window": 2}, "series holds NaN"),
        (np.ones((9, 2)), {"window": 2}, r"series has shape \(9, 2\)"),
        (["a", "b"] * 9, {"window": 2}, "series holds what is no number"),
        ([], {"window": 2}, "series has 0 values"),
        (np.ones(30), {"window": 2}, "series does not change in train"),
        (range(30), {"window": 2, "fractions": (1, 1, 1)}, "fractions is"),
    ],
)
def test_bad_series_are_refused(series, change, message):
    with pytest.raises(ValueError, match=message):
        sequences.windows(series, name="n", **change)
