"""Linear probes of states."""

import numpy as np
import pytest

from utils.states import probe_states


def test_a_probe_finds_what_is_linear_and_nothing_in_noise():
    rng = np.random.default_rng(0)
    states, noise = rng.normal(size=(60, 10, 4)), rng.normal(size=(60, 10))
    assert probe_states(states, 3 * states[..., 1] + 2) > 0.999
    assert abs(probe_states(states, noise)) < 0.1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: probe_states(np.zeros((8, 3)), np.zeros((8, 3))), "states has shape"),
        (lambda: probe_states(np.zeros((8, 3, 1)), np.zeros((8, 2))), "states has"),
    ],
)
def test_wrong_arguments_are_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
