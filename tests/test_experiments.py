"""Paired runs, equal sides, and records that cannot go stale unnoticed."""

import dataclasses
import io
import json

import joblib
import numpy as np
import pandas as pd
import pytest
from factories import build_conv, build_lstm, make_means, make_signs
from keras import Sequential, layers

from utils import evidence, experiments, metrics, models, records
from utils.experiments import Contestant, compare, fairness, match_parameters, tune
from utils.training import Recipe

CNN = Contestant("conv", "CNN", build_conv)
RNN = Contestant("lstm", "RNN", build_lstm)
MEAN = Contestant("mean", "baseline", models.build_mean)
RECIPE = Recipe(epochs=2, batch_size=16)
ERROR = {"error": metrics.mean_error}
calls = io.StringIO()  # a list would be part of the experiment's fingerprint


def run(contestants=(CNN, RNN, MEAN), make_data=make_means, **changes):
    settings = {"seeds": range(2), "measures": ERROR, "recipe": RECIPE} | changes
    return compare(contestants, make_data, **settings)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "FOLDER", tmp_path)
    for name in ("COURSE_TEST", "COURSE_LIVE", "COURSE_EVIDENCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COURSE_JOBS", "1")
    return tmp_path


def recording(monkeypatch, names="all"):
    monkeypatch.setenv("COURSE_EVIDENCE", names)


def test_one_row_per_contestant_seed_and_metric():
    runs = run(measures=ERROR | {"skill": metrics.skill})
    assert len(runs) == 3 * 2 * 2
    assert not runs.duplicated(["contestant", "seed", "metric"]).any()
    assert set(runs["evidence"]) == {"live"} and set(runs["condition"]) == {""}
    assert (runs["updates"] == np.where(runs["family"] == "baseline", 0, 12)).all()


def test_contestants_share_the_seed_and_conditions_their_data():
    seen = []

    def make(seed):
        seen.append(seed)
        return make_means(seed)

    runs = run([CNN, RNN], {"short": make, "same": make}, seeds=[7, 3])
    assert seen == [7, 3] * 4
    short, same = (runs.query("condition == @c") for c in ("short", "same"))
    assert short["value"].tolist() == same["value"].tolist()


def test_widths_are_matched_and_the_table_is_fair():
    runs = run(parameters=700)
    table = fairness(runs)
    assert table.loc[["conv", "lstm"], "parameters"].between(665, 735).all()
    assert table.loc["mean", "parameters"] == 0
    assert table.loc["conv", "settings tried"] == 1
    assert table.loc["mean", ["learning rate", "settings tried"]].isna().all()
    assert table.columns.tolist() == [
        "parameters",
        "receptive field",
        "updates",
        "learning rate",
        "settings tried",
        "seconds",
    ]


def test_what_a_model_can_see_does_not_depend_on_its_training():
    wild = Recipe(epochs=3, batch_size=8, learning_rate=50.0)  # kills every ReLU

    def build(dataset, *, width):
        stack = [layers.Conv1D(width, 3, activation="relu"), layers.Flatten()]
        ends = [layers.Input(dataset.input_shape)], [layers.Dense(1)]
        return Sequential([*ends[0], *stack, *ends[1]])

    runs = run([Contestant("wild", "CNN", build)], seeds=[0], recipe=wild)
    assert set(runs["receptive_field"]) == {8}


def test_an_unfair_pair_is_refused_unless_told_why():
    runs = run()
    with pytest.raises(ValueError, match=r"unfair: .* parameters; expected equal"):
        fairness(runs)
    assert len(fairness(runs, because="the cost of each is the question")) == 3
    fair = run(parameters=700)
    more = fair["updates"].where(fair["family"] != "CNN", 99)
    with pytest.raises(ValueError, match=r"updates \[12, 99\]"):
        fairness(fair.assign(updates=more))


def test_match_parameters_finds_the_closest_width_or_says_it_cannot():
    data = make_means()
    for width in (1, 7, 33):
        target = build_lstm(data, width=width).count_params()
        assert match_parameters(build_lstm, target, dataset=data) == width
    with pytest.raises(ValueError, match=r"no width comes within 5%.*width 1 gives"):
        match_parameters(build_lstm, 20, dataset=data)
    with pytest.raises(ValueError, match="target is 0"):
        match_parameters(build_lstm, 0, dataset=data)


def test_tuning_looks_at_validation_data_and_chooses_the_lowest_loss():
    tuning = tune(
        [CNN, RNN, MEAN],
        make_means,
        learning_rates=[1e-5, 1e-2],
        seeds=[1000],
        recipe=Recipe(epochs=10, batch_size=16),
    )
    assert set(tuning["contestant"]) == {"conv", "lstm"}
    assert set(tuning["metric"]) == {"valid_loss"}
    assert experiments.best_learning_rates(tuning)["", "conv"] == 1e-2
    runs = run(tuning=tuning)
    trained = runs[runs["family"] != "baseline"]
    assert set(trained["learning_rate"]) == {1e-2}
    assert set(trained["settings_tried"]) == {2}
    with pytest.raises(ValueError, match="tuning: no run of"):
        run([Contestant("other", "RNN", build_lstm)], tuning=tuning)


def test_rates_can_be_chosen_by_wrong_answers():
    tuning = tune(
        [CNN],
        make_signs,
        learning_rates=[1e-5, 1e-2],
        seeds=[1000],
        recipe=Recipe(epochs=10, batch_size=16),
        measure=metrics.valid_error,
    )
    assert set(tuning["metric"]) == {"valid_error"}
    shares = np.arange(len(make_signs().valid) + 1) / len(make_signs().valid)
    assert tuning["value"].isin(shares).all()
    assert len(tuning) == 2


def test_an_empty_grid_of_rates_is_refused():
    with pytest.raises(ValueError, match="learning_rates is empty"):
        tune([CNN], make_means, learning_rates=(), seeds=[1000])


def test_a_diverged_rate_is_never_the_best():
    tuning = pd.DataFrame(
        {
            "condition": "",
            "contestant": ["a", "a", "b"],
            "learning_rate": [0.1, 0.1, 0.1],
            "value": [0.5, np.nan, 1.0],
        }
    )
    with pytest.raises(ValueError, match=r"'a'.*diverged"):
        experiments.best_learning_rates(tuning)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seeds": []}, "seeds is"),
        ({"seeds": [0, 0]}, "none twice"),
        ({"seeds": 5}, "expected several"),
        ({"seeds": [-1]}, "seeds is -1"),
        ({"measures": {}}, "measures is"),
        ({"measures": {"error": 3}}, "expected a function"),
        ({"measures": {"error": lambda model, data: "a"}}, "expected one number"),
        ({"make_data": {}}, "make_data is empty"),
        ({"make_data": 3}, "make_data is 3"),
        ({"contestants": []}, "at least one"),
        ({"contestants": [CNN, CNN]}, "no name twice"),
        ({"contestants": [build_conv]}, "expected a Contestant"),
        ({"record": "a/b"}, "record is"),
    ],
)
def test_wrong_arguments(change, words):
    with pytest.raises(ValueError, match=words):
        run(**change)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("", "CNN", build_conv), "name is ''"),
        (("a", "cnn", build_conv), "family is 'cnn'"),
        (("a", "CNN", 3), "build is 3"),
        (("a", "CNN", build_conv(make_means(), width=1)), "not a built model"),
    ],
)
def test_wrong_contestants(arguments, words):
    with pytest.raises(ValueError, match=words):
        Contestant(*arguments)


def test_a_record_is_made_loaded_and_confirmed_by_one_run(folder, monkeypatch):
    recording(monkeypatch)
    made = run(record="T1")
    assert [path.name for path in folder.iterdir()] == ["T1.csv"]
    header = records.read_header(folder / "T1.csv")
    assert {"fingerprint", "machine", "versions", "date"} <= set(header)
    monkeypatch.delenv("COURSE_EVIDENCE")
    monkeypatch.setenv("COURSE_TEST", "1")
    loaded = run(record="T1")
    pd.testing.assert_frame_equal(made, loaded)
    assert set(loaded["evidence"]) == {"recorded"}
    live = run().drop(columns=["seconds", "evidence"])
    pd.testing.assert_frame_equal(
        live, loaded[live.columns], rtol=1e-5, check_dtype=False
    )
    assert set(run(record="T1", live=True)["evidence"]) == {"live"}


def test_a_false_record_is_found_out(folder, monkeypatch):
    recording(monkeypatch)
    run(record="T1")
    path = folder / "T1.csv"
    header = path.read_text().splitlines()[0]
    forged = records.load(path, json.loads(header[2:])["fingerprint"])
    records.store(
        forged.assign(value=forged["value"] + 1),
        path,
        json.loads(header[2:])["fingerprint"],
    )
    monkeypatch.delenv("COURSE_EVIDENCE")
    with pytest.raises(RuntimeError, match="the record does not hold here"):
        run(record="T1")
    assert len(run(record="T1", tolerance={"error": 2})) == 6


def test_a_stale_or_missing_record_fails_under_test_and_runs_live_elsewhere(
    folder, monkeypatch
):
    recording(monkeypatch)
    run(record="T1")
    monkeypatch.delenv("COURSE_EVIDENCE")
    edited = dataclasses.replace(RECIPE, epochs=3)
    assert set(run(record="T1", recipe=edited)["evidence"]) == {"live"}
    assert set(run(record="T1", seeds=range(3))["evidence"]) == {"live"}
    monkeypatch.setenv("COURSE_TEST", "1")
    with pytest.raises(RuntimeError, match="another experiment: make evidence"):
        run(record="T1", recipe=edited)
    with pytest.raises(
        RuntimeError, match=r"T2.csv is missing: make evidence NAMES=T2"
    ):
        run(record="T2")


def failing_data(seed):
    calls.write(str(seed))
    if len(calls.getvalue()) == 3:
        raise KeyboardInterrupt
    return make_means(seed)


def test_an_interrupted_recording_resumes(folder, monkeypatch):
    recording(monkeypatch, "T3")
    with pytest.raises(KeyboardInterrupt):
        run([CNN, RNN], failing_data, record="T3")
    assert [path.name for path in folder.iterdir()] == ["T3.partial.csv"]
    runs = run([CNN, RNN], failing_data, record="T3")
    assert calls.getvalue() == "01001"  # the finished contestant is not run again
    assert len(runs) == 4
    assert [path.name for path in folder.iterdir()] == ["T3.csv"]


def test_joblib_spreads_a_recording(folder, monkeypatch):
    recording(monkeypatch)
    with joblib.parallel_config(backend="threading"):
        spread = run([CNN, MEAN], record="T4")
    alone = run([CNN, MEAN])
    assert np.allclose(spread["value"], alone["value"], rtol=1e-5)


def test_a_damaged_record_is_named(folder):
    (folder / "T1.csv").write_text("half a li")
    with pytest.raises(ValueError, match=r"T1.csv is damaged"):
        run(record="T1")


def test_measures_of_a_classification():
    data = make_signs()
    model = models.build_majority(data)
    share = np.mean(data.test.y == np.bincount(data.train.y).argmax())
    assert metrics.accuracy(model, data) == pytest.approx(share)
    assert metrics.bits_per_step(model, data) == pytest.approx(1, abs=0.1)
    assert metrics.skill(model, data) == pytest.approx(0, abs=1e-6)
    assert metrics.valid_loss(model, data) == pytest.approx(np.log(2), abs=0.1)


def test_measures_of_a_regression():
    data = make_means()
    model = models.build_mean(data)
    y, mean = data.test.y, data.train.y.mean()
    assert metrics.mean_error(model, data) == pytest.approx(np.abs(y - mean).mean())
    assert metrics.skill(model, data) == pytest.approx(0, abs=1e-6)
    variance = 1 - np.mean((y - mean) ** 2) / y.var()
    assert metrics.explained_variance(model, data) == pytest.approx(variance, abs=1e-4)
    square = np.mean((data.valid.y - mean) ** 2)
    assert metrics.valid_loss(model, data) == pytest.approx(square)
    assert metrics.predict(model, data.test.x).shape == data.test.y.shape


@pytest.mark.parametrize("count", [1, 32, 255, 256, 257, 1000])
def test_predictions_come_in_equal_batches_and_in_order(count):
    x = np.random.default_rng(0).normal(size=(count, 8, 2)).astype("float32")
    model = build_conv(make_means(), width=3)
    np.testing.assert_allclose(metrics.predict(model, x), model(x), atol=1e-6)


def test_run_all_keeps_the_order_of_the_plan():
    runs = run([RNN, CNN])
    assert runs["contestant"].unique().tolist() == ["lstm", "conv"]
    assert evidence.KEYS[0] == "condition"
