"""Two stages: everybody gets the same codec, and a record is confirmed or refused."""

import functools

import keras
import numpy as np
import pytest
from keras import layers

from utils import codecs, judging, records, staging
from utils.datasets import prompts
from utils.drawing import count_read
from utils.experiments import Contestant
from utils.staging import (
    DrawJob,
    Studio,
    compare,
    prepare,
    recall,
    train_judge,
    tune,
)
from utils.training import Recipe

SHORT = Recipe(epochs=1, batch_size=20, learning_rate=0.01)


def make_small(seed):
    return prompts.make_prompts(seed=seed, examples=(40, 20, 20))


def make_judged(seed):
    return prompts.make_judged(seed=seed, examples=(40, 20, 20))


def build_codec(dataset, *, width):
    pictures = layers.Input(dataset.input_shape)
    x = codecs.Quantizer(8)(layers.Conv2D(width, 4, 4)(pictures))
    return keras.Model(pictures, layers.Conv2DTranspose(3, 4, 4)(x))


def build_judge(dataset, *, width):
    pictures = layers.Input(dataset.input_shape)
    x = layers.Dense(width)(layers.GlobalAveragePooling2D()(pictures))
    return keras.Model(pictures, layers.Reshape((4, 10))(layers.Dense(40)(x)))


def build_writer(dataset, *, width):
    row = layers.Input(dataset.input_shape, dtype="int32")
    x = layers.Embedding(40, width)(row[:, prompts.LENGTH :])
    return keras.Model(row, layers.Dense(dataset.classes)(x))


STUDIO = Studio(build_codec, 2, SHORT, build_judge, 4, SHORT, make_judged)
WRITER = Contestant("writer", "RNN", build_writer)
OTHER = Contestant("other", "CNN", build_writer)
COMMON = {"studio": STUDIO, "recipe": SHORT, "parameters": 500}


@pytest.fixture
def tuning():
    rates = {"learning_rates": (0.01, 0.02), "seeds": (1000,), "record": None}
    return tune([WRITER, OTHER], make_small, **COMMON, **rates)


def measure(model, coded):
    return {"loss": judging.measure_loss(model, coded)["valid_loss"]}


def test_the_first_stage_is_trained_once():
    first = prepare(STUDIO, make_small, 0)
    assert prepare(STUDIO, make_small, 0) is first
    assert prepare(STUDIO, make_small, 1).codec is not first.codec
    assert prepare(STUDIO, make_small, 1).judge is first.judge is train_judge(STUDIO)
    codes = codecs.encode(first.codec, first.prompts.test.x[1]).reshape(20, -1)
    np.testing.assert_array_equal(codes, first.test.y)


def test_tuning_and_comparing_give_tidy_rows(tuning):
    assert set(tuning["metric"]) == {"valid_loss"}
    assert sorted(tuning["learning_rate"]) == [0.01, 0.01, 0.02, 0.02]
    plan = {"measure": measure, "metrics": ("loss",), "tuning": tuning, "record": None}
    runs = compare([WRITER, OTHER], make_small, seeds=(0, 1), **COMMON, **plan)
    assert list(runs["contestant"]) == ["writer"] * 2 + ["other"] * 2
    assert set(runs["receptive_field"]) == {1}, "it reads the code before alone"
    assert set(runs["evidence"]) == {"live"}
    assert abs(runs["parameters"][0] - 500) < 25
    with pytest.raises(ValueError, match="pilot"):
        compare([WRITER], make_small, seeds=(1000,), **COMMON, **plan)
    new = Contestant("new", "RNN", build_writer)
    with pytest.raises(ValueError, match="no run of 'new'"):
        compare([new], make_small, seeds=(0,), **COMMON, **plan)
    with pytest.raises(ValueError, match="learning_rates"):
        tune([WRITER], make_small, learning_rates=(), seeds=(0,), record=None, **COMMON)


def test_a_record_is_made_confirmed_and_refused(tuning, tmp_path, monkeypatch):
    monkeypatch.setattr(records, "FOLDER", tmp_path)
    monkeypatch.setenv("COURSE_EVIDENCE", "Y3-try")
    monkeypatch.setenv("COURSE_JOBS", "1")
    monkeypatch.delenv("COURSE_LIVE", raising=False)
    plan = {"measure": measure, "metrics": ("loss",), "tuning": tuning, **COMMON}
    again = functools.partial(
        compare, [WRITER], make_small, seeds=(0,), record="Y3-try", **plan
    )
    made = again()
    assert set(made["evidence"]) == {"recorded"}
    monkeypatch.delenv("COURSE_EVIDENCE")
    (value,) = made["value"]
    known = again(again=("writer", 0, {"loss": value}))
    assert known["value"].tolist() == [value]
    with pytest.raises(RuntimeError, match="does not hold here"):
        again(again=("writer", 0, {"loss": value + 1}))
    assert len(again(again=("writer", 0, {"loss": value + 1}), tolerance={"loss": 2}))
    monkeypatch.setenv("COURSE_TEST", "1")
    with pytest.raises(RuntimeError, match="of another experiment"):
        compare([WRITER], make_small, seeds=(1,), record="Y3-try", **plan)


def test_what_the_last_answer_depends_on_is_counted():
    coded = prepare(STUDIO, make_small, 0)
    row = layers.Input(coded.input_shape, dtype="int32")
    x = layers.Embedding(40, 4)(row)
    x = layers.GRU(4, return_sequences=True)(x)[:, prompts.LENGTH :]
    assert count_read(keras.Model(row, layers.Dense(8)(x)), coded) == 24


def test_recall_runs_what_is_not_recorded():
    job = DrawJob(WRITER, "", make_small, (0,), {"loss": None}, SHORT, None, 1)
    job = staging.dataclasses.replace(job, studio=STUDIO, measure=measure)
    assert recall([job], record=None)["metric"].tolist() == ["loss"]
