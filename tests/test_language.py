"""Character models: what they see, what they cost, and that they write as they read."""

import keras
import numpy as np
import pytest

from utils import language, probes
from utils.datasets import corpora

BUILDERS = (language.build_gru, language.build_lstm, language.build_cnn)
KINDS = pytest.mark.parametrize("build", BUILDERS)


def make_data(window=128):
    words = "a rat sat on a mat; that cat ate that rat, and sat. " * 80
    toy = corpora.make_corpus("toy", words)
    return corpora.make_windows(toy, seed=0, window=window, examples=4)


def make_model(build, data=None, width=6):
    keras.utils.set_random_seed(3)
    return build(data or make_data(), width=width)


@KINDS
def test_logits_for_every_step_and_no_look_ahead(build):
    data = make_data()
    model = make_model(build, data)
    x = data.train.x[:1]
    before = np.asarray(model(x))
    changed = x.copy()
    changed[0, 50:] = (changed[0, 50:] + 1) % data.classes
    after = np.asarray(model(changed))
    assert before.shape == (1, 128, data.classes)
    np.testing.assert_allclose(before[0, :50], after[0, :50], atol=1e-6)
    assert np.abs(before[0, 50:] - after[0, 50:]).max() > 1e-4


@KINDS
def test_both_families_see_the_same_number_of_characters(build):
    data = make_data()
    seen = probes.receptive_field(make_model(build, data), data)
    assert seen == language.CONTEXT == 128


def test_the_convolutions_forget_what_is_out_of_reach():
    data = make_data(256)
    assert probes.receptive_field(make_model(language.build_cnn, data), data) == 128


@KINDS
def test_reading_through_is_reading_windows_that_hold_everything(build):
    data = make_data(window=200)
    model = make_model(build, data)
    codes = data.test.x[0]
    np.testing.assert_allclose(
        language.read_through(model, codes),
        np.asarray(model(codes[None]))[0],
        atol=1e-5,
    )
    long = language.read_through(model, np.tile(codes, 3))
    assert long.shape == (600, data.classes)


@KINDS
def test_a_writer_gives_what_the_model_gives(build):
    data = make_data(window=160)
    model = make_model(build, data)
    codes = data.train.x[:3]
    writer = language.make_writer(model)
    memory, found = language.start(writer, 3), []
    for column in codes.T:
        logits, memory = language.advance(writer, memory, column)
        found.append(logits)
    expected = np.asarray(model(codes))
    np.testing.assert_allclose(np.stack(found, axis=1), expected, atol=2e-5)


def test_advance_leaves_the_old_memory_alone():
    for build in BUILDERS:
        writer = language.make_writer(make_model(build))
        memory = language.start(writer, 2)
        language.advance(writer, memory, np.array([1, 2]))
        assert not any(array.any() for array in memory)


@KINDS
def test_bits_by_hand_and_by_place(build):
    data = make_data()
    model = make_model(build, data)
    by_place = language.bits_by_place(model, data.test)
    assert by_place.shape == (data.test.y.size,)
    assert language.bits_per_character(model, data) == pytest.approx(by_place.mean())
    resets = language.bits_with_resets(model, data)
    np.testing.assert_allclose(
        resets[0], by_place[0] if len(data.test) == 1 else resets[0]
    )
    assert resets.shape == (128,)
    for array in model.weights:
        array.assign(np.zeros(array.shape))
    assert language.bits_per_character(model, data) == pytest.approx(
        np.log2(data.classes)
    )


def test_other_models_are_refused():
    other = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    with pytest.raises(ValueError, match="one kind"):
        language.make_writer(other)
    writer = language.make_writer(make_model(language.build_gru))
    assert isinstance(writer, language.Writer) and writer.kind == "gru"
    with pytest.raises(ValueError, match="rows"):
        language.start(writer, 0)
