"""Connectionist temporal classification: reading a string without knowing when.

A network says in each step which symbol it hears, or that none begins or goes on, the
blank. A path names one symbol per step; it is read by dropping repetitions, then
blanks. The chance of a string is the sum over all paths that are read so, and the loss
is its negative logarithm (Graves et al. 2006).
"""

import itertools

import numpy as np
from keras import ops

from utils.datasets.packing import BLANK, MOST


def collapse(path, *, blank=BLANK):
    """Read a path: one symbol for each run of the same, blanks left out.

    Args:
        path: sequence of whole numbers, one per step.
        blank: the number that stands for no symbol.

    Returns:
        A tuple of whole numbers.

    Example:

    >>> collapse([3, 3, 10, 3, 1, 10])
    (3, 3, 1)
    """
    return tuple(int(key) for key, _ in itertools.groupby(path) if key != blank)


def enumerate_paths(shares, labels, *, blank=BLANK):
    """List all paths that are read as a string, with their chances.

    Args:
        shares: array `(steps, symbols)`, each row sums to 1.
        labels: sequence of symbols, the string.
        blank: as in `collapse`.

    Returns:
        A dict from path to chance, the product of its steps' shares. There are
        `symbols ** steps` paths to look at: for toys only.

    Example:

    >>> paths = enumerate_paths([[0.5, 0.5], [0.5, 0.5]], [0], blank=1)
    >>> sorted(paths), sum(paths.values())
    ([(0, 0), (0, 1), (1, 0)], 0.75)
    """
    shares = _check(shares)
    steps = np.arange(len(shares))
    paths = itertools.product(range(shares.shape[1]), repeat=len(shares))
    return {
        path: float(np.prod(shares[steps, path]))
        for path in paths
        if collapse(path, blank=blank) == tuple(labels)
    }


def forward(shares, labels, *, blank=BLANK):
    """Sum over all paths of a string, step by step.

    The string is written with a blank before, between and after its symbols, in
    2 × length + 1 states. A path stays in a state, moves to the next, or skips a
    blank between two different symbols:
    α[t, s] = shares[t, state s] (α[t-1, s] + α[t-1, s-1] + α[t-1, s-2], if it may).

    Args:
        shares: array `(steps, symbols)`, each row sums to 1.
        labels: sequence of symbols, the string.
        blank: as in `collapse`.

    Returns:
        An array `(steps, 2 * len(labels) + 1)` of α. The chance of the string is the
        sum of the last row's last two numbers (of its only one for an empty string).

    Example:

    >>> alpha = forward([[0.5, 0.5], [0.5, 0.5]], [0], blank=1)
    >>> alpha.tolist(), float(alpha[-1, -2:].sum())
    ([[0.5, 0.5, 0.0], [0.25, 0.5, 0.25]], 0.75)

    Reference:
        Graves et al. 2006, https://doi.org/10.1145/1143844.1143891
    """
    shares = _check(shares)
    states = [blank]
    for label in labels:
        states += [label, blank]
    alpha = np.zeros((len(shares), len(states)))
    alpha[0, :2] = shares[0, states[:2]]
    for t in range(1, len(shares)):
        for s, symbol in enumerate(states):
            ways = alpha[t - 1, max(0, s - 1) : s + 1].sum()
            if s > 1 and symbol not in (blank, states[s - 2]):
                ways += alpha[t - 1, s - 2]
            alpha[t, s] = shares[t, symbol] * ways
    return alpha


def decode(logits, used, *, blank=BLANK):
    """Read the likeliest symbol of each step: greedy decoding.

    The likeliest path need not be of the likeliest string, as that may have many.

    Args:
        logits: array `(n, steps, symbols)`.
        used: whole numbers `(n,)`, the steps that count.
        blank: as in `collapse`.

    Returns:
        A list of tuples of symbols.

    Example:

    >>> decode(np.eye(3)[[[0, 0, 2, 0, 1]]], [4], blank=2)
    [(0, 0)]
    """
    paths = np.asarray(logits).argmax(axis=-1)
    rows = zip(paths, used, strict=True)
    return [collapse(path[:steps], blank=blank) for path, steps in rows]


def ctc_loss(y, logits):
    """Return the negative logarithm of each string's chance, lengths respected.

    To be handed to `training.Recipe(loss=ctc_loss)`. `keras.losses.CTC` would count
    the padding as part of the recording.

    Args:
        y: tensor `(n, steps)` as from `datasets.packing.pack`: digits, blanks up to the
            recording's last step, zeros.
        logits: tensor `(n, steps, symbols)`, the last symbol the blank.

    Returns:
        A tensor `(n,)`, in nats.

    Example:

    >>> y, logits = np.array([[3, 10, 0]]), np.zeros((1, 3, 11), "float32")
    >>> loss = float(ctc_loss(y, logits)[0])  # two steps; the third is padding
    >>> round(float(np.exp(-loss)) * 121, 3)  # three of the 121 paths are right
    3.0
    """
    blank = ops.cast(ops.equal(y, BLANK), "int32")
    said = ops.cast(ops.argmax(blank, axis=1), "int32")
    used = said + ops.sum(blank, axis=1)
    labels = ops.cast(y[:, :MOST], "int32")
    labels = ops.where(ops.equal(labels, BLANK), 0, labels)
    return ops.ctc_loss(labels, logits, said, used, mask_index=BLANK)


def _check(shares):
    shares = np.asarray(shares, float)
    if shares.ndim != 2 or not np.allclose(shares.sum(axis=1), 1):
        raise ValueError(
            f"shares has shape {shares.shape}; expected (steps, symbols), each row "
            "with the sum 1"
        )
    return shares
