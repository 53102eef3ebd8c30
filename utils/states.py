"""Ask what can be read off a network's state at every step.

A linear probe is a linear regression from the state to something that is known. What it
finds is in the state in a form that the next dense layer could use.
"""

import numpy as np
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler


def probe_states(states, feature):
    """Fit a linear probe on one half of the examples and score it on the other.

    Args:
        states: array `(examples, time, units)`.
        feature: array `(examples, time)`, what should be read off at every step.

    Returns:
        The explained share of the variance, R²: 1 is perfect, 0 no better than the
        mean, below 0 worse.

    Raises:
        ValueError: if the shapes do not fit.

    Example:

    >>> states = np.random.default_rng(0).normal(size=(20, 5, 3))
    >>> round(probe_states(states, states[..., 0] - 2 * states[..., 2]), 2)
    1.0

    Reference:
        Alain & Bengio 2016, https://arxiv.org/abs/1610.01644
    """
    states, feature = np.asarray(states), np.asarray(feature)
    if states.ndim != 3 or states.shape[:2] != feature.shape or len(states) < 4:
        raise ValueError(
            f"states has shape {states.shape} and feature {feature.shape}; expected "
            "(examples, time, units) and (examples, time), at least 4 examples"
        )
    half = len(states) // 2
    parts = [part.reshape(-1, states.shape[-1]) for part in np.split(states, [half])]
    known = [part.ravel() for part in np.split(feature, [half])]
    scaler = StandardScaler().fit(parts[0])
    probe = Ridge(1e-3).fit(scaler.transform(parts[0]), known[0])
    return float(r2_score(known[1], probe.predict(scaler.transform(parts[1]))))
