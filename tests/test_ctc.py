"""CTC: the recursion against all paths, the loss against Keras, lengths respected."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import ops

from utils.ctc import collapse, ctc_loss, decode, enumerate_paths, forward
from utils.datasets.packing import BLANK, MOST, pack

TOY = np.array(  # four steps; a, b, blank
    [[0.6, 0.1, 0.3], [0.3, 0.3, 0.4], [0.1, 0.6, 0.3], [0.2, 0.2, 0.6]]
)


def total(shares, labels, blank):
    """The chance of a string by the recursion."""
    alpha = forward(shares, labels, blank=blank)
    return alpha[-1, -2:].sum()


def test_repetitions_go_first_and_blanks_after():
    assert collapse([1, 1, 2, 2, 2, 1], blank=2) == (1, 1)
    assert collapse([2, 2], blank=2) == ()
    assert collapse([0, 1, 0], blank=2) == (0, 1, 0)


@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 5),
    st.lists(st.integers(0, 1), max_size=4),
)
@settings(deadline=None)
def test_the_recursion_sums_over_all_paths(seed, steps, labels):
    shares = np.random.default_rng(seed).dirichlet(np.ones(3), steps)
    paths = enumerate_paths(shares, labels, blank=2)
    assert total(shares, labels, 2) == pytest.approx(sum(paths.values()), abs=1e-12)


def test_the_chances_of_all_strings_are_one():
    strings = {collapse(path, blank=2) for path in np.ndindex(3, 3, 3, 3)}
    assert sum(total(TOY, each, 2) for each in strings) == pytest.approx(1)


def test_a_string_with_a_repetition_needs_a_blank_between():
    paths = enumerate_paths(TOY, [0, 0], blank=2)
    assert all(2 in path for path in paths)
    assert total(TOY[:2], [0, 0], 2) == 0


def test_keras_agrees_on_the_toy():
    logits = np.log(TOY)[np.newaxis].astype("float32")
    labels = np.array([[0, 1]], "int32")
    lengths = np.array([2], "int32"), np.array([4], "int32")
    loss = ops.ctc_loss(labels, logits, *lengths, mask_index=2)
    assert np.exp(-float(loss[0])) == pytest.approx(total(TOY, [0, 1], 2), rel=1e-5)


def make_batch(seed, count=16, steps=14):
    """Strings, as packed, and logits."""
    rng = np.random.default_rng(seed)
    used = rng.integers(8, steps + 1, count)
    said = [rng.integers(0, 4, rng.integers(1, MOST + 1)).tolist() for _ in used]
    y = [pack(each, n, steps) for each, n in zip(said, used, strict=True)]
    logits = rng.normal(0, 3, (count, steps, BLANK + 1)).astype("float32")
    return said, used, np.array(y, "int32"), logits


def softmax(logits):
    """Shares in float64."""
    shares = np.exp(logits.astype(float) - logits.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)


def test_the_loss_is_that_of_the_recursion_and_of_keras():
    said, used, y, logits = make_batch(0)
    ours = ops.convert_to_numpy(ctc_loss(y, logits))
    rows = zip(said, used, softmax(logits), strict=True)
    theirs = [-np.log(total(each[:n], labels, BLANK)) for labels, n, each in rows]
    np.testing.assert_allclose(ours, theirs, rtol=1e-4)
    labels = np.array([[*each, *[0] * (MOST - len(each))] for each in said], "int32")
    lengths = np.array([len(each) for each in said], "int32"), used.astype("int32")
    keras_loss = ops.ctc_loss(labels, logits, *lengths, mask_index=BLANK)
    np.testing.assert_allclose(ours, ops.convert_to_numpy(keras_loss), rtol=1e-4)


def test_padding_does_not_matter():
    _, used, y, logits = make_batch(1)
    other = logits.copy()
    for row, n in enumerate(used):
        other[row, n:] = 7.0
    before, after = (ops.convert_to_numpy(ctc_loss(y, x)) for x in (logits, other))
    np.testing.assert_array_equal(before, after)


def test_a_model_can_learn_a_string_by_it():
    y = np.array([pack((3, 3, 1), 9, 10)] * 4, "int32")
    model = keras.Sequential([keras.layers.Input((10, 10)), keras.layers.Dense(11)])
    model.compile(optimizer=keras.optimizers.Adam(0.1), loss=ctc_loss)
    x = np.tile(np.eye(10, dtype="float32"), (4, 1, 1))
    history = model.fit(x, y, epochs=60, verbose=0).history["loss"]
    assert history[-1] < 0.2 < history[0]
    assert decode(model.predict(x, verbose=0), [9] * 4) == [(3, 3, 1)] * 4


def test_greedy_decoding_can_miss_the_likeliest_string():
    shares = np.array([[0.4, 0.6], [0.4, 0.6]])  # a, blank
    assert decode(np.log(shares)[np.newaxis], [2], blank=1) == [()]
    assert total(shares, [0], 1) > 0.6 > forward(shares, [], blank=1)[-1].sum()


def test_shares_that_are_none_are_refused():
    for wrong in (np.ones((3, 2)), [0.5, 0.5]):
        with pytest.raises(ValueError, match="shares has shape"):
            forward(wrong, [0], blank=1)
        with pytest.raises(ValueError, match="shares has shape"):
            enumerate_paths(wrong, [0], blank=1)
