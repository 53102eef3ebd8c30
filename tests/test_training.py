"""One seed, one result: whatever was trained before, and wherever it stopped."""

import dataclasses
import gc
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import psutil
import pytest
from factories import build_conv, build_lstm, make_means, make_signs
from keras import Sequential, layers

from utils import checkpoints, loops, models, training
from utils.training import Recipe, train

QUICK = Recipe(epochs=3, batch_size=16)
ROOT = Path(__file__).parent.parent


def weights(run):
    return run.model.get_weights()


def same(first, second):
    pairs = zip(first, second, strict=True)
    return all(np.array_equal(a, b) for a, b in pairs)


@pytest.mark.parametrize("build", [build_lstm, build_conv])
def test_a_reused_model_equals_a_fresh_one_bit_for_bit(build):
    data = make_means()
    training._trainers.clear()
    fresh = weights(train(build, data, seed=3, recipe=QUICK))
    other = weights(train(build, data, seed=4, recipe=QUICK))
    again = weights(train(build, data, seed=3, recipe=QUICK))
    training._trainers.clear()
    anew = weights(train(build, data, seed=3, recipe=QUICK))
    assert same(fresh, again) and same(fresh, anew)
    assert not same(fresh, other)


def test_two_processes_agree_bit_for_bit():
    code = (
        "import sys; sys.path[:0] = ['.', 'tests']\n"
        "from factories import *; from utils.training import *; import hashlib\n"
        "run = train(build_lstm, make_means(), seed=5, recipe=Recipe(epochs=2))\n"
        "print(hashlib.sha256(b''.join(w.tobytes() for w in "
        "run.model.get_weights())).hexdigest())"
    )
    command = [sys.executable, "-c", code]
    digests = [
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
        for _ in range(2)
    ]
    assert digests[0] == digests[1] and len(digests[0].strip()) == 64


def test_a_run_keeps_its_model_when_another_seed_is_trained():
    first = train(build_lstm, make_means(), seed=0, recipe=QUICK)
    before = weights(first)
    train(build_lstm, make_means(), seed=1, recipe=QUICK)
    assert same(before, weights(first))


def test_training_learns_and_its_history_says_so():
    run = train(
        build_conv, make_means(), seed=0, recipe=Recipe(epochs=20), validate=True
    )
    assert len(run.history["loss"]) == len(run.history["val_loss"]) == 20
    assert run.history["val_loss"][-1] < run.history["val_loss"][0] / 2
    assert run.updates == 60 and run.seconds > 0 and "60 updates" in repr(run)


def test_the_history_is_the_mean_loss_of_the_model():
    run = train(build_lstm, make_means(), seed=0, recipe=QUICK, validate=True)
    valid = make_means().valid
    errors = run.model.predict(valid.x, verbose=0) - valid.y
    np.testing.assert_allclose(
        run.history["val_loss"][-1], np.mean(errors**2), rtol=1e-4
    )


def test_one_update_is_the_update_of_keras_own_fit():
    data = make_means()
    recipe = Recipe(epochs=1, batch_size=96, learning_rate=0.01)

    def build(dataset, *, width):
        return models.build_linear(dataset)

    run = train(build, data, seed=0, recipe=recipe)
    keras.utils.set_random_seed(0)
    model = build(data, width=1)
    schedule = keras.optimizers.schedules.CosineDecay(
        0.01 / 25, 1, warmup_target=0.01, warmup_steps=1
    )
    model.compile(keras.optimizers.Adam(schedule, global_clipnorm=1.0), "mse")
    model.fit(data.train.x, data.train.y, batch_size=96, verbose=0)
    for mine, reference in zip(weights(run), model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, reference, atol=1e-6)


def test_an_interrupted_run_resumes_to_the_same_weights(tmp_path, monkeypatch):
    whole = weights(train(build_lstm, make_means(), seed=2, recipe=QUICK))
    path, saves = tmp_path / "run.npz", []
    save = checkpoints.save

    def interrupt(*arguments):
        save(*arguments)
        saves.append(path)
        if len(saves) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(checkpoints, "save", interrupt)
    with pytest.raises(KeyboardInterrupt):
        train(build_lstm, make_means(), seed=2, recipe=QUICK, checkpoint=path)
    assert sorted(tmp_path.iterdir()) == [path]  # nothing half-written beside it
    train(build_lstm, make_means(), seed=9, recipe=QUICK)
    monkeypatch.setattr(checkpoints, "save", save)
    resumed = train(build_lstm, make_means(), seed=2, recipe=QUICK, checkpoint=path)
    assert same(whole, weights(resumed)) and len(resumed.history["loss"]) == 3
    assert not path.exists()


def test_a_checkpoint_of_another_run_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "run.npz"
    monkeypatch.setattr(checkpoints, "remove", lambda path: None)
    train(build_conv, make_means(), seed=2, recipe=QUICK, checkpoint=path)
    with pytest.raises(ValueError, match="belongs to another run"):
        train(build_conv, make_means(), seed=3, recipe=QUICK, checkpoint=path)


@pytest.mark.skipif(
    keras.backend.backend() == "jax",
    reason="JAX keeps the compiled loop of every recurrent layer, some 6 MB a model",
)
def test_fifty_seeds_need_no_more_memory_than_five():
    data, recipe = make_means(), Recipe(epochs=1)
    process = psutil.Process()
    for seed in range(5):
        train(build_lstm, data, seed=seed, recipe=recipe)
    gc.collect()
    before = process.memory_info().rss
    for seed in range(50):
        train(build_lstm, data, seed=seed, recipe=recipe)
    gc.collect()
    assert process.memory_info().rss - before < 50e6  # a fresh compile: 25 MB each


def test_only_so_many_compiled_models_are_kept():
    for width in range(1, training.KEPT + 4):
        train(build_conv, make_means(), seed=0, width=width, recipe=Recipe(epochs=1))
    assert len(training._trainers) == training.KEPT


def test_an_edited_constant_makes_a_new_model():
    scope = {"layers": layers, "Sequential": Sequential, "UNITS": 2}
    code = (
        "def build(dataset, *, width):\n"
        "    return Sequential([layers.Input(dataset.input_shape),"
        " layers.LSTM(UNITS), layers.Dense(1)])"
    )
    exec(code, scope)
    scope["build"].__module__ = "__main__"
    small = train(scope["build"], make_means(), seed=0, recipe=QUICK)
    scope["UNITS"] = 3
    large = train(scope["build"], make_means(), seed=0, recipe=QUICK)
    assert small.model.count_params() < large.model.count_params()


def build_scaled(dataset, *, width):
    scale = 1 / float(np.abs(dataset.train.x).max())
    stack = [layers.Rescaling(scale), layers.Flatten(), layers.Dense(1)]
    return Sequential([layers.Input(dataset.input_shape), *stack])


def test_a_constant_taken_from_the_data_is_not_reused_for_other_data():
    train(build_scaled, make_means(0), seed=0, recipe=QUICK)
    run = train(build_scaled, make_means(1), seed=0, recipe=QUICK, share_model=True)
    training._trainers.clear()
    fresh = train(build_scaled, make_means(1), seed=0, recipe=QUICK)
    x = make_means(1).test.x
    np.testing.assert_array_equal(run.model(x), fresh.model(x))


def test_a_baseline_is_not_trained():
    run = train(models.build_mean, make_means(), seed=0, recipe=QUICK)
    assert run.updates == 0 and run.history == {"loss": []}


def test_classification_and_a_loss_of_ones_own():
    run = train(build_lstm, make_signs(), seed=0, recipe=Recipe(epochs=20))
    assert run.history["loss"][-1] < 0.4
    recipe = dataclasses.replace(QUICK, loss="mean_absolute_error")
    assert train(build_conv, make_means(), seed=0, recipe=recipe).updates > 0


def wrong_output(dataset, *, width):
    return Sequential([layers.Input(dataset.input_shape), layers.Dense(width)])


def softmax_output(dataset, *, width):
    head = layers.Dense(2, activation="softmax")
    stack = [layers.Input(dataset.input_shape), layers.Flatten(), head]
    return Sequential(stack)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seed": -1}, "seed is -1"),
        ({"seed": 1.5}, "seed is 1.5"),
        ({"seed": True}, "seed is True"),
        ({"width": 0}, "width is 0"),
        ({"build": lambda dataset, *, width: 3}, "returned a int"),
        ({"build": wrong_output}, r"shape \(8, 32\) per example; expected \(2,\)"),
        ({"build": softmax_output}, "ends in softmax"),
        ({"recipe": Recipe(batch_size=97)}, "batch_size is 97"),
    ],
)
def test_wrong_arguments(change, words):
    arguments = {"build": build_lstm, "seed": 0, "recipe": QUICK} | change
    with pytest.raises(ValueError, match=words):
        train(arguments.pop("build"), make_signs(), **arguments)


@pytest.mark.parametrize(
    "change",
    [
        {"epochs": 0},
        {"epochs": -2},
        {"batch_size": 0},
        {"learning_rate": 0.0},
        {"learning_rate": float("nan")},
    ],
)
def test_wrong_recipes(change):
    with pytest.raises(ValueError, match=f"{next(iter(change))} is"):
        Recipe(**change)


def test_the_loop_refuses_a_backend_it_does_not_know(monkeypatch):
    monkeypatch.setattr(keras.backend, "backend", lambda: "torch")
    with pytest.raises(ValueError, match="torch"):
        loops.make_epoch(None, train=True)


def test_holds_finds_layers_inside_others():
    model = Sequential([layers.Input((4, 2)), layers.Bidirectional(layers.GRU(2))])
    assert loops.holds(model, layers.RNN)
    assert not loops.holds(model, loops.CONVOLUTIONS)


def test_a_factory_that_freezes_for_some_data_is_not_given_the_unfrozen_model():
    def build(dataset, *, width):
        ones = {"kernel_initializer": "ones", "trainable": dataset.name != "frozen"}
        stack = [layers.Input(dataset.input_shape), layers.Flatten()]
        return Sequential([*stack, layers.Dense(width, **ones), layers.Dense(2)])

    free = make_signs()
    frozen = dataclasses.replace(free, name="frozen")
    for data, moved in ((free, True), (frozen, False), (free, True)):
        kernel = weights(train(build, data, seed=0, width=4, recipe=QUICK))[0]
        assert np.any(kernel != 1) == moved
