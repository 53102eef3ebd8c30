"""A race ends at the first epoch at or below the target, for everybody alike."""

import keras
import pandas as pd
import pytest
from keras import layers

from utils import datasets, experiments, racing, records
from utils.experiments import Contestant
from utils.training import Recipe


def build(dataset, *, width):
    return keras.Sequential(
        [
            layers.Input(dataset.input_shape),
            layers.GRU(width),
            layers.Dense(dataset.output_size),
        ]
    )


def make(seed):
    sizes = (64, 32, 32)
    return datasets.sequences.make_adding(seed=seed, length=4, examples=sizes)


CONTESTANTS = [Contestant("GRU", "RNN", build)]
TUNING = pd.DataFrame(
    {
        "condition": "adding",
        "contestant": "GRU",
        "learning_rate": 0.01,
        "value": 1.0,
        "seed": [1000],
    }
)
PLAN = {
    "seeds": [0],
    "tuning": TUNING,
    "recipe": Recipe(epochs=3, batch_size=32),
    "parameters": 300,
}


def run(target, **change):
    plan = PLAN | change
    runs = racing.race(
        CONTESTANTS, {"adding": make}, targets={"adding": target}, **plan
    )
    return runs.set_index("metric")["value"]


def test_an_easy_target_is_reached_after_one_epoch_and_none_costs_double():
    easy, never = run(1e6), run(1e-9)
    assert easy["updates to target"] == 2
    assert never["updates to target"] == 2 * 3 * 2
    assert easy["last loss"] == never["last loss"]
    assert easy["seconds to target"] > 0


def test_first_below_takes_the_first():
    assert racing.first_below([4, 2, 3, 1], 2) == 2
    with pytest.raises(ValueError, match="losses is empty"):
        racing.first_below([], 1)
    with pytest.raises(ValueError, match="target is 0"):
        racing.first_below([1], 0)


def test_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="targets is for"):
        racing.race(CONTESTANTS, {"adding": make}, targets={}, **PLAN)
    with pytest.raises(ValueError, match="hold a pilot's"):
        run(1.0, seeds=[1000])
    assert set(racing.METRICS) == set(run(1.0).index)
    assert racing.RaceJob.target == 0.0


def test_tune_takes_the_rate_that_arrives_first():
    plan = {k: v for k, v in PLAN.items() if k != "tuning"}
    rates = (1e-6, 0.1)
    tried = racing.tune(
        CONTESTANTS,
        {"adding": make},
        targets={"adding": 0.8},
        learning_rates=rates,
        **plan,
    )
    assert set(tried["metric"]) == {"updates to target"}
    assert tuple(tried["learning_rate"]) == rates
    assert tried["value"].iloc[0] > tried["value"].iloc[1]
    best = experiments.best_learning_rates(tried)
    assert best == {("adding", "GRU"): 0.1}


def test_tune_refuses_what_does_not_fit():
    plan = {k: v for k, v in PLAN.items() if k != "tuning"}
    with pytest.raises(ValueError, match="learning_rates is empty"):
        racing.tune(
            CONTESTANTS,
            {"adding": make},
            targets={"adding": 1},
            learning_rates=(),
            **plan,
        )
    with pytest.raises(ValueError, match="tolerance is 0"):
        run(1.0, tolerance=0)


def test_a_record_that_does_not_hold_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_EVIDENCE", "A6-test")
    monkeypatch.setenv("COURSE_JOBS", "1")
    monkeypatch.setattr(
        records,
        "path_of",
        lambda name, partial=False: tmp_path / f"{name}{partial}.csv",
    )
    run(1e6, record="A6-test")
    monkeypatch.delenv("COURSE_EVIDENCE")
    assert run(1e6, record="A6-test")["updates to target"] == 2
    job = racing.RaceJob.run
    monkeypatch.setattr(
        racing.RaceJob,
        "run",
        lambda self: job(self).assign(value=lambda rows: rows["value"] + 1000),
    )
    with pytest.raises(RuntimeError, match="does not hold"):
        run(1e6, record="A6-test")
    assert racing.LOSS_TOLERANCE == 0.05
    assert racing.ANY > 1e6
