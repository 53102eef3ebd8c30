"""Ask networks what they keep: gradients on the way back, and inputs in the state.

`trace_gradients` looks at networks as they are drawn, before any training;
`measure_decay` and `log_gradient` are measures for `experiments.compare`; `read_back`
is a linear probe of the state; `descend` trains without the clipping of `training`.
"""

import keras
import numpy as np
import pandas as pd

from utils import checks, probes
from utils.decay import decay_rate

EXAMPLES = 32  # over which a gradient is averaged


def trace_gradients(contestants, x, *, seeds, scale=1.0):
    """Return how strongly the last output of fresh networks feels each input step.

    Args:
        contestants: dict from a name to `(family, make)`, where `make()` gives a layer
            or model from `(batch, time, channels)` to its last output
            `(batch, units)`.
        x: array of floats `(batch, time, channels)`.
        seeds: different whole numbers ≥ 0, for the weights.
        scale: number > 0 by which the input is multiplied first.

    Returns:
        A frame with the columns family, contestant, condition, seed, distance (steps
        back from the last one) and value, the norm of the gradient by that step.

    Raises:
        ValueError: if there is no contestant, or seeds or scale do not fit.

    Example:

    >>> last = {"last step": ("dense", lambda: lambda x: 2 * x[:, -1])}
    >>> curves = trace_gradients(last, np.ones((1, 3, 1), "float32"), seeds=[0])
    >>> curves[["distance", "value"]].values.tolist()
    [[2.0, 0.0], [1.0, 0.0], [0.0, 2.0]]
    """
    seeds, scale = checks.seeds(seeds), checks.positive("scale", scale)
    if not contestants:
        raise ValueError("contestants is empty; expected at least one")
    x, parts = np.asarray(scale * np.asarray(x), "float32"), []
    for name, (family, make) in contestants.items():
        for seed in seeds:
            keras.utils.set_random_seed(seed)
            network = make()
            if not getattr(network, "built", True):
                network.build(x.shape)  # outside of the gradient's own function
            reach = probes.gradient_reach(network, x, step=None)
            columns = {"family": family, "contestant": name, "condition": ""}
            columns |= {"seed": seed, "distance": np.arange(len(reach))[::-1]}
            parts.append(pd.DataFrame({**columns, "value": reach.astype(float)}))
    return pd.concat(parts, ignore_index=True)


def measure_decay(model, dataset):
    """Return the decades per step of a trained model's gradient: a measure.

    Args:
        model: a `keras.Model` from `(batch, time, channels)` to one answer
            `(batch, outputs)`.
        dataset: a `datasets.Dataset`, whose test part is used.

    Returns:
        A number, as `decay.decay_rate`.

    Example:

    >>> from utils import datasets
    >>> adding = datasets.sequences.make_adding(seed=0, length=20)
    >>> halved = 0.5 ** np.arange(20, dtype="float32")[::-1, None]
    >>> round(measure_decay(lambda x: keras.ops.sum(x * halved, axis=1), adding), 3)
    -0.301
    """
    x = dataset.test.x[:EXAMPLES]
    return decay_rate(probes.gradient_reach(model, x, step=None))


def log_gradient(share):
    """Make a measure: the logarithm of the gradient by one input step.

    Args:
        share: which step, as a share of the way back: 0 is the last step of a
            sequence, 1 the first, whatever its length.

    Returns:
        A function `(model, dataset) -> float`, the logarithm to base 10 of the
        gradient's norm, at least -30.

    Raises:
        ValueError: if `share` is not from 0 to 1.

    Example:

    >>> from utils import datasets
    >>> adding = datasets.sequences.make_adding(seed=0, length=21)
    >>> log_gradient(0.5)(lambda x: 10 * x[:, 10, :1], adding)
    1.0
    """
    if isinstance(share, bool) or not 0 <= share <= 1:
        raise ValueError(f"share is {share!r}; expected a number from 0 to 1")

    def measure(model, dataset):
        x = dataset.test.x[:EXAMPLES]
        reach = probes.gradient_reach(model, x, step=None)
        distance = round(share * (len(reach) - 1))
        return float(np.log10(max(1e-30, reach[-1 - distance])))

    return measure


def read_back(states, x, lags, *, ridge=1e-3):
    """Probe a state: how much of the input so many steps back can be read off it.

    A ridge regression from the final state to the input, fitted on one half of the
    examples and scored on the other.

    Args:
        states: array `(examples, units)`, the state after the last step.
        x: array `(examples, time)`, the inputs.
        lags: whole numbers from 0 to time - 1; 0 is the last input.
        ridge: number > 0, the penalty on the weights of standardized states.

    Returns:
        A list with the explained share of the variance (R²) for each lag: 1 if the
        input can be read exactly, 0 if the guess is no better than the mean. Below 0
        counts as 0.

    Raises:
        ValueError: if the shapes or lags do not fit.

    Example:

    >>> x = np.random.default_rng(0).normal(size=(200, 3))
    >>> np.round(read_back(x[:, 1:], x, [0, 1, 2]), 1).tolist()
    [1.0, 1.0, 0.0]

    Reference:
        Dambre et al. 2012, https://doi.org/10.1038/srep00514
    """
    states, x = np.asarray(states, float), np.asarray(x, float)
    if states.ndim != 2 or x.ndim != 2 or len(states) != len(x) or len(x) < 4:
        raise ValueError(
            f"states is {states.shape} and x is {x.shape}; expected (examples, units) "
            "and (examples, time) with at least 4 examples"
        )
    checks.positive("ridge", ridge)
    lags = [checks.integer("lags", lag, 0, x.shape[1] - 1) for lag in lags]
    half, target = len(x) // 2, x[:, [-1 - lag for lag in lags]]
    spread = states[:half].std(axis=0)
    h = (states - states[:half].mean(axis=0)) / np.where(spread > 0, spread, 1)
    center = target[:half].mean(axis=0)
    square = h[:half].T @ h[:half] + ridge * half * np.eye(h.shape[1])
    weights = np.linalg.solve(square, h[:half].T @ (target[:half] - center))
    error = target[half:] - center - h[half:] @ weights
    total = target[half:] - center
    shares = 1 - np.square(error).sum(axis=0) / np.square(total).sum(axis=0)
    return np.maximum(shares, 0).tolist()


def descend(model, x, y, *, learning_rate, seed, updates, batch_size=32):
    """Train a compiled model by plain steps and note the loss before each of them.

    The gradients are clipped or not as the model was compiled; nothing else is done.

    Args:
        model: a `keras.Model` compiled with an optimizer and one loss.
        x: array `(examples, ...)`.
        y: array `(examples, ...)`.
        learning_rate: number > 0.
        seed: whole number ≥ 0, draws the batches.
        updates: whole number ≥ 1.
        batch_size: whole number ≥ 1.

    Returns:
        An array `(updates,)`. Once the loss is no finite number the training has
        failed, and the rest is infinite.

    Raises:
        ValueError: if an argument is out of its range.

    Example:

    >>> model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)])
    >>> model.compile(keras.optimizers.SGD(), loss="mean_squared_error")
    >>> x = np.ones((32, 1), "float32")
    >>> steps = {"learning_rate": 0.1, "seed": 0, "updates": 30}
    >>> losses = descend(model, x, 3 * x, **steps)
    >>> bool(losses[-1] < 0.01 * losses[0])
    True
    """
    checks.integer("updates", updates, 1)
    checks.integer("batch_size", batch_size, 1, len(x))
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    model.optimizer.learning_rate = checks.positive("learning_rate", learning_rate)
    losses = np.full(updates, np.inf)
    for update in range(updates):
        rows = rng.integers(len(x), size=batch_size)
        model.reset_metrics()  # Keras 3.10 averages over all batches otherwise
        loss = float(model.train_on_batch(x[rows], y[rows]))
        if not np.isfinite(loss):
            break
        losses[update] = loss
    return losses
