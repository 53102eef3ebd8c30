"""One call is one step, with the operations counted, here or in another process."""

import keras
import numpy as np
import pytest
from keras import layers

from utils import steps
from utils.local import LocallyConnected2D


def build(units):
    return keras.Sequential([layers.Input((5, 2)), layers.LSTM(units)])


def build_counted(units):
    MODELS.append(build(units))
    return MODELS[-1]


MODELS = []


@pytest.mark.parametrize("compiled", [False, True])
def test_a_step_runs_and_is_counted(compiled):
    step, operations = steps.prepare_training(
        build, 4, batch_size=3, jit_compile=compiled
    )
    step()
    # 5 steps, 4 gates, 4 units, each of them reading 2 inputs and 4 units
    # forward, and twice that backward
    assert operations == 3 * (3 * 5 * 4 * 4 * (2 + 4))


@pytest.mark.skipif(keras.backend.backend() != "tensorflow", reason="looks at weights")
@pytest.mark.parametrize("compiled", [False, True])
def test_a_call_is_the_step_that_keras_takes(compiled):
    step, _ = steps.prepare_training(
        build_counted, 4, batch_size=3, jit_compile=compiled
    )
    ours = MODELS[-1]
    keras.utils.set_random_seed(0)
    theirs = build(4)
    theirs.compile(optimizer="adam", loss="mse", jit_compile=False)
    x = np.random.default_rng(0).normal(size=(3, 5, 2)).astype("float32")
    for _ in range(3):
        step()
        theirs.train_on_batch(x, np.zeros((3, 4), "float32"))
    for a, b in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-6)
    assert ours.optimizer.iterations == 3


def test_a_layer_without_sharing_can_be_timed():
    def local():
        return keras.Sequential([layers.Input((4, 4, 1)), LocallyConnected2D(2, 3)])

    step, operations = steps.prepare_training(local, batch_size=5)
    step()
    assert operations == 3 * 5 * 4 * 9 * 2


def test_the_bars_count_what_they_do():
    multiply, operations = steps.prepare_product(8)
    copy, moved = steps.prepare_copy(2)
    multiply(), copy()
    assert (operations, moved) == (512, 2 * 2 * 2**20)


def count_threads():
    import os

    threads = int(os.environ["TF_NUM_INTRAOP_THREADS"])
    return (lambda: None), threads


def test_another_process_has_its_own_number_of_threads():
    call, operations = steps.prepare_elsewhere(count_threads, threads=3)
    again, twelve = steps.prepare_elsewhere(steps.prepare_product, 2, threads=3)
    assert (call(), operations, again(), twelve) == (None, 3, None, 8)
    steps._start_process("3", keras.backend.backend()).shutdown()
    steps._start_process.cache_clear()


def test_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="batch_size is 0"):
        steps.prepare_training(build, 4, batch_size=0)
    with pytest.raises(ValueError, match="threads is 0"):
        steps.prepare_elsewhere(build, threads=0)
    with pytest.raises(ValueError, match="size is 0"):
        steps.prepare_product(0)
    with pytest.raises(ValueError, match="megabytes is 0"):
        steps.prepare_copy(0)
