"""Biases that make a gate hold: the memory of a fresh LSTM or GRU is set here.

The gate that keeps the old state is the forget gate of an LSTM and the update gate of
a GRU. It is a sigmoid, so its bias decides which share of the state it lets through
at each step before anything is learned.
"""

import math
import numbers
import random

import keras
import numpy as np

from utils import checks

CELLS = ("LSTM", "GRU")


@keras.saving.register_keras_serializable("course")
class HoldBias(keras.initializers.Initializer):
    """Sets the bias of the gate that keeps the state; all other biases are 0.

    With the bias b the gate of a fresh cell lets the share 1 / (1 + exp(-b)) through
    at each step. Jozefowicz et al. (2015) recommend 1 for the LSTM; Keras sets that
    by itself (`unit_forget_bias=True`), but nothing of the kind for a GRU.

    Args:
        cell: "LSTM" (to be used with `unit_forget_bias=False`) or "GRU".
        value: the bias, a finite number.

    Example:

    >>> gates = HoldBias("LSTM", 2.0)((4,))  # input, forget, cell, output
    >>> keras.ops.convert_to_numpy(gates).tolist()
    [0.0, 2.0, 0.0, 0.0]

    Reference:
        Gers, Schmidhuber & Cummins 2000, https://doi.org/10.1162/089976600300015015;
        Jozefowicz et al. 2015, https://proceedings.mlr.press/v37/jozefowicz15.html
    """

    def __init__(self, cell, value):
        self.cell = _check_cell(cell)
        if not isinstance(value, numbers.Real) or not math.isfinite(value):
            raise ValueError(f"value is {value!r}; expected a finite number")
        self.value = float(value)

    def __call__(self, shape, dtype=None):
        gates, units = _open(shape, self.cell)
        _hold(gates, self.cell, np.full(units, self.value))
        return _close(gates, shape, dtype)

    def get_config(self):
        return {"cell": self.cell, "value": self.value}


@keras.saving.register_keras_serializable("course")
class ChronoBias(keras.initializers.Initializer):
    """Draws for each unit a time span, and the bias that makes it hold that long.

    A gate of 1 - 1/s loses its content with the time constant s, and a bias of
    log(s - 1) sets the gate to that: 1 / (1 + exp(-log(s - 1))) = 1 - 1/s. The numbers
    s - 1 are drawn evenly from 1 to longest - 1. An LSTM's input gate gets the opposite
    bias; in a GRU one gate does both.

    Args:
        cell: "LSTM" (to be used with `unit_forget_bias=False`) or "GRU".
        longest: number > 2, the longest dependence expected, in time steps.
        seed: whole number ≥ 0, or None for one that `keras.utils.set_random_seed`
            decides.

    Example:

    >>> biases = keras.ops.convert_to_numpy(ChronoBias("LSTM", 50, seed=0)((400,)))
    >>> forget = biases[100:200]
    >>> bool(forget.min() >= 0) and bool(forget.max() <= np.log(49))
    True

    Reference:
        Tallec & Ollivier 2018, https://openreview.net/forum?id=SJcKhk-Ab
    """

    def __init__(self, cell, longest, seed=None):
        self.cell = _check_cell(cell)
        self.longest = checks.positive("longest", longest)
        if self.longest <= 2:
            raise ValueError(f"longest is {longest!r}; expected more than 2 steps")
        self.seed = seed if seed is None else checks.integer("seed", seed, 0)
        self._drawn = random.randint(1, 10**9) if seed is None else self.seed

    def __call__(self, shape, dtype=None):
        gates, units = _open(shape, self.cell)
        rng = np.random.default_rng(self._drawn)
        bias = np.log(rng.uniform(1, self.longest - 1, units))
        _hold(gates, self.cell, bias)
        if self.cell == "LSTM":
            gates[0, 0] = -bias
        return _close(gates, shape, dtype)

    def get_config(self):
        return {"cell": self.cell, "longest": self.longest, "seed": self.seed}


def _check_cell(cell):
    if cell not in CELLS:
        raise ValueError(f"cell is {cell!r}; expected one of {CELLS}")
    return cell


def _open(shape, cell):
    """Return zeros `(biases, gates, units)` and the number of units."""
    gates = 4 if cell == "LSTM" else 3
    if len(shape) not in (1, 2) or shape[-1] % gates:
        raise ValueError(
            f"shape is {tuple(shape)}; expected the bias of one {cell} layer, a "
            f"multiple of {gates} numbers"
        )
    rows = shape[0] if len(shape) == 2 else 1
    return np.zeros((rows, gates, shape[-1] // gates)), shape[-1] // gates


def _hold(gates, cell, bias):
    """Write the bias of the gate that keeps; a GRU's second bias stays 0."""
    gates[0, 1 if cell == "LSTM" else 0] = bias


def _close(gates, shape, dtype):
    return keras.ops.convert_to_tensor(gates.reshape(shape), dtype or "float32")
