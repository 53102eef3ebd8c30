"""What lies on disk is whole, belongs to its experiment, and says where it is from."""

import json

import keras
import numpy as np
import pandas as pd
import pytest
from factories import build_conv, build_lstm, make_means

from utils import checkpoints, evidence, records, training
from utils.factories import build_model, to_device
from utils.jobs import Contestant, Job, match_parameters
from utils.metrics import mean_error
from utils.models import Constant

RUNS = pd.DataFrame(
    {"condition": ["", "a"], "seed": [0, 1], "value": [0.123456789, np.nan]}
)


def test_a_record_comes_back_as_it_was_stored(tmp_path):
    path = tmp_path / "new folder" / "T.csv"
    records.store(RUNS, path, "00")
    again = records.load(path, "00")
    pd.testing.assert_frame_equal(again, RUNS, rtol=1e-6)
    assert [file.name for file in path.parent.iterdir()] == ["T.csv"]
    assert set(records.read_header(path)) == {
        "fingerprint",
        "sha256",
        "machine",
        "python",
        "versions",
        "date",
    }


def test_a_record_cut_short_is_told(tmp_path):
    path = tmp_path / "T.csv"
    records.store(RUNS, path, "00")
    path.write_text("\n".join(path.read_text().splitlines()[:-1]) + "\n")
    with pytest.raises(ValueError, match="not those that were stored"):
        records.load(path, "00")


def test_another_experiment_and_no_file_give_nothing(tmp_path):
    records.store(RUNS, tmp_path / "T.csv", "00")
    assert records.load(tmp_path / "T.csv", "01") is None
    assert records.load(tmp_path / "U.csv", "00") is None


@pytest.mark.parametrize("first", ["", "condition,seed", "# {}", "# [1]", "# {"])
def test_a_damaged_header_is_told(tmp_path, first):
    path = tmp_path / "T.csv"
    path.write_text(first + "\nrest")
    with pytest.raises(ValueError, match=r"T\.csv is damaged"):
        records.read_header(path)


@pytest.mark.parametrize("name", ["", "a/b", "../a", "a b", 3, None, ".hidden", "a."])
def test_names_that_are_no_file_names_are_refused(name):
    with pytest.raises(ValueError, match="record is"):
        records.path_of(name)


def test_an_interrupted_store_leaves_the_old_record(tmp_path, monkeypatch):
    path = tmp_path / "T.csv"
    records.store(RUNS, path, "00")
    before = path.read_bytes()

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(json, "dumps", interrupt)
    with pytest.raises(KeyboardInterrupt):
        records.store(RUNS.assign(value=1.0), path, "00")
    assert path.read_bytes() == before


def test_a_checkpoint_comes_back(tmp_path):
    path = tmp_path / "a folder.npz"
    variables = [keras.Variable(np.arange(3.0)), keras.Variable(2)]
    checkpoints.save(path, "00", variables, {"loss": [0.5, 0.25]})
    checkpoints.assign(variables, [np.zeros(3), 0])
    history = {"loss": []}
    assert checkpoints.load(path, "00", variables, history) == 2
    assert history == {"loss": [0.5, 0.25]}
    assert variables[0].numpy().tolist() == [0, 1, 2]
    checkpoints.remove(path)
    checkpoints.remove(path)
    assert checkpoints.load(path, "00", variables, history) == 0


def test_a_checkpoint_cut_short_is_told(tmp_path):
    path = tmp_path / "run.npz"
    checkpoints.save(path, "00", [keras.Variable(np.arange(99.0))], {"loss": [0.5]})
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ValueError, match="is damaged"):
        checkpoints.load(path, "00", [], {"loss": []})
    with pytest.raises(ValueError, match="zip"):
        checkpoints.assign([keras.Variable(0)], [])


def make_job(build=build_conv):
    contestant = Contestant("conv", "CNN", build)
    recipe = training.Recipe(epochs=1, batch_size=16)
    measures = {"error": mean_error}
    return Job(contestant, "", make_means, (0, 1), measures, recipe, parameters=300)


def test_a_job_is_run_repeated_and_made(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "FOLDER", tmp_path)
    monkeypatch.setenv("COURSE_JOBS", "1")
    runs = evidence.run_all([make_job()])
    made = evidence.make([make_job()], "T1", "00")
    np.testing.assert_allclose(runs["value"], made["value"], rtol=1e-5)
    again = evidence.repeat_one([make_job()], made, tolerance={"error": 1e-4})
    assert len(again) == 1
    assert len(evidence.gather([make_job()])) == 2


def test_on_another_backend_a_repeated_run_lies_among_the_recorded(tmp_path):
    runs = evidence.run_all([make_job()])
    own = runs["value"].to_numpy()
    wide = runs.assign(value=[own.min() - 1, own.max() + 1])
    check = {"tolerance": 1e-4, "same_draws": False}
    assert len(evidence.repeat_one([make_job()], wide, **check)) == 1
    with pytest.raises(RuntimeError, match="does not hold here"):
        evidence.repeat_one([make_job()], wide, tolerance=1e-4)
    with pytest.raises(RuntimeError, match="does not hold here"):
        evidence.repeat_one([make_job()], runs.assign(value=own + 1), **check)


def test_a_jobs_width_is_matched():
    width = match_parameters(build_conv, 300, dataset=make_means())
    count = build_model(build_conv, make_means(), width=width).count_params()
    runs = make_job().run()
    assert set(runs["parameters"]) < set(range(285, 316))
    assert count >= runs["parameters"].max()  # batch normalization's averages


def test_steps_and_tensors_of_a_data_set():
    data = make_means()
    assert training.count_steps(data, training.Recipe(batch_size=50)) == 1
    with pytest.raises(ValueError, match="batch_size is 97"):
        training.count_steps(data, training.Recipe(batch_size=97))
    x, y = to_device(data.train, 3)
    assert tuple(x.shape) == (3, 8, 2)
    assert tuple(y.shape) == (3, 1)


def test_a_run_and_a_constant_say_what_they_are():
    run = training.train(build_lstm, make_means(), seed=0, recipe=make_job().recipe)
    assert isinstance(run, training.Run)
    assert Constant([1.0, 2.0])(np.zeros((3, 5))).shape == (3, 2)
