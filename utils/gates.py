"""Look into a trained LSTM or GRU: its gates at every step, and what if one is held.

The same recurrence as Keras', step by step in NumPy, with the layer's own weights. A
gate can be *held*: whatever it would do is replaced by numbers of ours.
"""

import numpy as np

LSTM_GATES = ("input", "forget", "output")
GRU_GATES = ("update", "reset")


def trace(layer, x, *, hold=None):
    """Run a layer step by step and return all its gates and states.

    For an LSTM, with the gates i, f, o and the candidate g:
    `c = f * c + i * g`, `h = o * tanh(c)`. For a GRU, with the update gate z, the reset
    gate r and the candidate g: `h = z * h + (1 - z) * g`.

    Args:
        layer: a built `keras.layers.LSTM` or `GRU` with the usual activations, reading
            forward from a state of zeros.
        x: array `(batch, time, channels)`.
        hold: dict from a gate's name to numbers that broadcast to
            `(batch, time, units)`, which replace it; or None.

    Returns:
        A dict of arrays `(batch, time, units)`: for an LSTM input, forget, output,
        candidate, cell, hidden; for a GRU update, reset, candidate, hidden.

    Raises:
        ValueError: for another kind of layer, or an argument that does not fit.

    Example:

    >>> from keras import layers
    >>> gru, x = layers.GRU(2), np.ones((1, 3, 4), "float32")
    >>> seen = trace(gru, x) if gru(x) is not None else None
    >>> bool(np.allclose(seen["hidden"][:, -1], gru(x), atol=1e-5))
    True
    """
    kind = _check_layer(layer)
    x, weights = np.asarray(x, float), [np.asarray(w, float) for w in _weights(layer)]
    if x.ndim != 3 or x.shape[-1] != weights[0].shape[0]:
        raise ValueError(
            f"x has shape {x.shape}; expected (batch, time, {weights[0].shape[0]})"
        )
    names = LSTM_GATES if kind == "LSTM" else GRU_GATES
    shape = (*x.shape[:2], layer.units)
    held = {}
    for name, value in (hold or {}).items():
        if name not in names:
            raise ValueError(f"hold: gate {name!r}; expected one of {names}")
        try:
            held[name] = np.broadcast_to(np.asarray(value, float), shape)
        except ValueError:
            raise ValueError(
                f"hold[{name!r}] has shape {np.shape(value)}; expected one that "
                f"broadcasts to {shape}"
            ) from None
    if kind == "LSTM":
        return _trace_lstm(x, weights, held, shape)
    return _trace_gru(x, weights, held, shape, layer.reset_after)


def group_means(values, groups):
    """Return the mean of each unit over all steps of the same group.

    Args:
        values: array `(batch, time, units)`, such as a gate.
        groups: whole numbers `(batch, time)`, such as the marks of the steps.

    Returns:
        An array `(batch, time, units)`, at each step the mean of its group.

    Raises:
        ValueError: if the shapes do not fit.

    Example:

    >>> group_means(np.array([[[1.0], [3.0], [8.0]]]), np.array([[0, 0, 1]]))[0, :, 0]
    array([2., 2., 8.])
    """
    values, groups = np.asarray(values, float), np.asarray(groups)
    if values.ndim != 3 or groups.shape != values.shape[:2]:
        raise ValueError(
            f"values has shape {values.shape}, groups {groups.shape}; expected "
            "(batch, time, units) and (batch, time)"
        )
    means = np.zeros_like(values)
    for group in np.unique(groups):
        means[groups == group] = values[groups == group].mean(axis=0)
    return means


def _trace_lstm(x, weights, held, shape):
    kernel, recurrent, bias = weights
    seen = {n: np.zeros(shape) for n in (*LSTM_GATES, "candidate", "cell", "hidden")}
    h = c = np.zeros((shape[0], shape[2]))
    for t in range(shape[1]):
        i, f, g, o = np.split(x[:, t] @ kernel + h @ recurrent + bias, 4, axis=-1)
        gates = {"input": _sigmoid(i), "forget": _sigmoid(f), "output": _sigmoid(o)}
        gates |= {name: value[:, t] for name, value in held.items()}
        g = np.tanh(g)
        c = gates["forget"] * c + gates["input"] * g
        h = gates["output"] * np.tanh(c)
        now = gates | {"candidate": g, "cell": c, "hidden": h}
        for name, value in now.items():
            seen[name][:, t] = value
    return seen


def _trace_gru(x, weights, held, shape, reset_after):
    kernel, recurrent, bias = weights
    outer, inner = bias if reset_after else (bias, np.zeros_like(bias))
    seen = {name: np.zeros(shape) for name in (*GRU_GATES, "candidate", "hidden")}
    h = np.zeros((shape[0], shape[2]))
    for t in range(shape[1]):
        xz, xr, xg = np.split(x[:, t] @ kernel + outer, 3, axis=-1)
        hz, hr, hg = np.split(h @ recurrent + inner, 3, axis=-1)
        gates = {"update": _sigmoid(xz + hz), "reset": _sigmoid(xr + hr)}
        gates |= {name: value[:, t] for name, value in held.items()}
        if not reset_after:
            hg = (gates["reset"] * h) @ np.split(recurrent, 3, axis=-1)[2]
            g = np.tanh(xg + hg)
        else:
            g = np.tanh(xg + gates["reset"] * hg)
        h = gates["update"] * h + (1 - gates["update"]) * g
        for name, value in (gates | {"candidate": g, "hidden": h}).items():
            seen[name][:, t] = value
    return seen


def _sigmoid(a):
    return 0.5 * (1 + np.tanh(0.5 * a))


def _check_layer(layer):
    """Return "LSTM" or "GRU", or say why the layer cannot be traced."""
    kind = type(layer).__name__
    if kind not in ("LSTM", "GRU"):
        raise ValueError(f"layer is a {kind}; expected a Keras LSTM or GRU")
    if not layer.built:
        raise ValueError("layer has no weights yet; expected a built layer")
    usual = {"activation": "tanh", "recurrent_activation": "sigmoid"}
    for name, expected in usual.items():
        found = getattr(layer, name).__name__
        if found != expected:
            raise ValueError(f"layer: {name} is {found}; expected {expected}")
    if layer.go_backwards or layer.stateful:
        raise ValueError(
            "layer goes backwards or is stateful; expected a plain forward one"
        )
    return kind


def _weights(layer):
    """Return kernel, recurrent kernel and bias, zeros where there is none."""
    weights = layer.get_weights()
    if len(weights) == 3:
        return weights
    width = weights[0].shape[1]
    twice = getattr(layer, "reset_after", False)
    return [*weights, np.zeros((2, width) if twice else width)]
