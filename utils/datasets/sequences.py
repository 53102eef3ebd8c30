"""Sequences, made by a rule or measured: `(length, channels)` float32, all of them.

Where the rule is ours (`make_`), we know what a model has to remember; symbols are
written one-hot, so that the same contestants run on every task. The measured series
(`load_`, `windows`) are at home in `series` and offered here.
"""

import numpy as np

from utils import checks
from utils.datasets.series import (
    load_carbon_dioxide,
    load_sea_temperature,
    load_sunspots,
    windows,
)
from utils.datasets.splits import check_sizes, cut

__all__ = [
    "load_carbon_dioxide",
    "load_sea_temperature",
    "load_sunspots",
    "make_adding",
    "make_copy_memory",
    "make_first_symbol",
    "make_order",
    "make_parity",
    "windows",
]

SIZES = (2048, 512, 1024)


def make_adding(*, seed, length, examples=SIZES):
    """Add the two marked numbers of a long list: memory with content.

    Each step holds a number from 0 to 1 and a mark. One mark stands in the first half,
    one in the second; the answer is the sum of the two marked numbers. Always saying 1
    costs a mean squared error of 1/6.

    Args:
        seed: whole number ≥ 0.
        length: whole number ≥ 2, time steps.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(length, 2)` (number, mark), y `(1,)`.

    Example:

    >>> data = make_adding(seed=0, length=10, examples=(4, 2, 2))
    >>> number, mark = data.train.x[0].T
    >>> np.isclose((number * mark).sum(), data.train.y[0, 0])
    np.True_

    Reference:
        Hochreiter & Schmidhuber 1997, Long short-term memory,
        https://doi.org/10.1162/neco.1997.9.8.1735
    """
    rng, total = _start(seed, length, 2, examples)
    half = length // 2
    number = rng.random((total, length))
    mark = np.zeros((total, length))
    rows = np.arange(total)
    mark[rows, rng.integers(half, size=total)] = 1
    mark[rows, rng.integers(half, length, size=total)] = 1
    x = np.stack([number, mark], axis=-1)
    y = (number * mark).sum(axis=1, keepdims=True)
    return cut(x, y, name="adding", examples=examples, task="regression")


def make_order(*, seed, length, symbols=4, examples=SIZES):
    """Tell which of two rare symbols came first: nothing but the order decides.

    Symbol 0 and symbol 1 stand once each among distractors. Both classes hold the same
    symbols equally often, so that a bag of inputs is at chance, 1/2.

    Args:
        seed: whole number ≥ 0.
        length: whole number ≥ 2, time steps.
        symbols: whole number ≥ 3; those from 2 on are distractors.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(length, symbols)` one-hot, 2 classes: 0 where symbol 0 comes
        first.

    Example:

    >>> data = make_order(seed=0, length=10, examples=(16, 8, 8))
    >>> first, second = data.train.x[:, :, :2].argmax(axis=1).T
    >>> bool(np.all((second < first) == data.train.y))
    True

    Reference:
        after the temporal order problem of Hochreiter & Schmidhuber 1997,
        https://doi.org/10.1162/neco.1997.9.8.1735
    """
    rng, total = _start(seed, length, 2, examples)
    checks.integer("symbols", symbols, 3)
    symbol = rng.integers(2, symbols, size=(total, length))
    place = rng.random((total, length)).argsort(axis=1)[:, :2]  # two different steps
    np.put_along_axis(symbol, place, np.array([[0, 1]]), axis=1)
    y = (place[:, 1] < place[:, 0]).astype("int32")
    x = _one_hot(symbol, symbols)
    return cut(x, y, name="order", examples=examples, classes=2)


def make_first_symbol(*, seed, length, symbols=4, examples=SIZES):
    """Name the first symbol of a sequence after all the others: memory against time.

    All symbols are equally likely at every step; chance is 1/symbols.

    Args:
        seed: whole number ≥ 0.
        length: whole number ≥ 1, time steps; the answer lies length - 1 steps back.
        symbols: whole number ≥ 2.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(length, symbols)` one-hot, one class per symbol.

    Example:

    >>> data = make_first_symbol(seed=0, length=10, examples=(16, 8, 8))
    >>> bool(np.all(data.train.x[:, 0].argmax(axis=-1) == data.train.y))
    True
    """
    rng, total = _start(seed, length, 1, examples)
    checks.integer("symbols", symbols, 2)
    symbol = rng.integers(symbols, size=(total, length))
    x = _one_hot(symbol, symbols)
    name = "first symbol"
    return cut(x, symbol[:, 0], name=name, examples=examples, classes=symbols)


def make_copy_memory(*, seed, delay, items=5, symbols=8, examples=SIZES):
    """Keep several symbols in mind over a pause, then say them in order.

    Time: `items` symbols, `delay` blanks, a signal, then blanks. The answer is class 0
    (nothing) up to the signal, then k for symbol k; chance there is 1/symbols.

    Args:
        seed: whole number ≥ 0.
        delay: whole number ≥ 0, blanks between the last item and the signal.
        items: whole number ≥ 1, how many symbols to keep.
        symbols: whole number ≥ 2, how many there are to choose from.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(2 * items + delay + 1, symbols + 2)` one-hot (0 is the blank,
        the last one the signal), `symbols + 1` classes per step.

    Example:

    >>> data = make_copy_memory(seed=0, delay=3, items=2, examples=(8, 4, 4))
    >>> shown, said = data.train.x[:, :2].argmax(axis=-1), data.train.y[:, -2:]
    >>> data.input_shape, bool(np.all(shown == said))
    ((8, 10), True)

    Reference:
        Arjovsky, Shah & Bengio 2016, Unitary evolution recurrent neural networks,
        https://arxiv.org/abs/1511.06464
    """
    checks.integer("items", items, 1)
    checks.integer("symbols", symbols, 2)
    length = 2 * items + checks.integer("delay", delay, 0) + 1
    rng, total = _start(seed, length, 1, examples)
    shown = rng.integers(1, symbols + 1, size=(total, items))
    signal = np.zeros((total, length), int)
    signal[:, :items] = shown
    signal[:, items + delay] = symbols + 1
    y = np.zeros((total, length), int)
    y[:, -items:] = shown
    x, name = _one_hot(signal, symbols + 2), "copy memory"
    return cut(x, y, name=name, examples=examples, classes=symbols + 1)


def make_parity(*, seed, length, every_step=True, examples=SIZES):
    """Tell whether the ones so far are odd in number: one bit of state, each step.

    No part of the sequence may be left out: one bit turned over turns the answer over.

    Args:
        seed: whole number ≥ 0.
        length: whole number ≥ 2, time steps.
        every_step: whether each step has an answer, or the last one only.
        examples: sizes of train, valid and test.

    Returns:
        A `Dataset`, x `(length, 1)` of 0 and 1, 2 classes, per step if `every_step`.

    Example:

    >>> data = make_parity(seed=0, length=5, examples=(8, 4, 4))
    >>> bool(np.all(data.train.x[:, :, 0].sum(axis=1) % 2 == data.train.y[:, -1]))
    True
    """
    rng, total = _start(seed, length, 2, examples)
    bits = rng.integers(2, size=(total, length))
    y = bits.cumsum(axis=1) % 2
    x = bits[..., np.newaxis].astype("float32")
    y = y if every_step else y[:, -1]
    return cut(x, y, name="parity", examples=examples, classes=2)


def _start(seed, length, shortest, examples):
    """Check what all makers take; return the generator and the number of examples."""
    checks.integer("seed", seed, 0)
    checks.integer("length", length, shortest)
    return np.random.default_rng(seed), sum(check_sizes(examples))


def _one_hot(symbol, count):
    """Return 0/1 floats `(..., count)` with a one at each symbol's place."""
    return (symbol[..., np.newaxis] == np.arange(count)).astype("float32")
