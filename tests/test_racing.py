"""A race ends at the first epoch at or below the target, for everybody alike."""

import keras
import pandas as pd
import pytest
from keras import layers

from utils import datasets, racing
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
