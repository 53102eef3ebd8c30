"""The gated recurrent unit of Keras in plain NumPy, forward and backward."""

import numpy as np

from utils.scratch.sequences import give, in_order, read_layer, sigmoid, spread


def gru(
    x,
    kernel,
    recurrent_kernel,
    bias,
    *,
    return_sequences=False,
    go_backwards=False,
    reset_after=True,
):
    """Carries a state through time, of which a gate keeps as much as it wants.

    Three blocks, in the order of Keras: update gate `z`, reset gate `r`, candidate `g`
    (Keras: h). With σ for the sigmoid and each block's own part W, U, b of the weights,
    `z` and `r` are `σ(x[t] · W + h[t - 1] · U + b)`, and
    `h[t] = z · h[t - 1] + (1 - z) · g`, from zeros. The candidate is
    `g = tanh(x[t] · W + b + (r · h[t - 1]) · U)` in the article of 2014; with
    `reset_after` it is `g = tanh(x[t] · W + b + r · (h[t - 1] · U + b'))`.

    Args:
        x: `(batch, time, channels)`.
        kernel: `(channels, 3 · units)`.
        recurrent_kernel: `(units, 3 · units)`.
        bias: `(2, 3 · units)` with `reset_after`, one row for the input and one for
            the state; else `(3 · units,)`.
        return_sequences: whether to return every state, or the last.
        go_backwards: whether to read the last step first. States are then returned in
            the order of reading, as in Keras.
        reset_after: whether the reset gate acts after the recurrent kernel.

    Returns:
        `(batch, time, units)` with `return_sequences`, else `(batch, units)`.

    Raises:
        ValueError: for shapes that do not fit.

    Example:

    >>> keep = np.array([[99, 0, 0], [0, 0, 0]])  # z = 1: the first state stays
    >>> gru(np.ones((1, 4, 1)), np.ones((1, 3)), np.ones((1, 3)), keep).tolist()
    [[0.0]]

    Reference:
        Cho et al. 2014, https://doi.org/10.3115/v1/D14-1179
    """
    rows = 2 if reset_after else None
    layer = read_layer(x, kernel, recurrent_kernel, bias, gates=3, bias_rows=rows)
    states, _ = _run(*layer, go_backwards, reset_after)
    return give(states[1:], return_sequences)


def gru_backward(
    dy,
    x,
    kernel,
    recurrent_kernel,
    bias,
    *,
    return_sequences=False,
    go_backwards=False,
    reset_after=True,
):
    """Passes a gradient back through `gru`.

    A state reaches the next one on two ways: kept by the gate z as it is, and through
    the recurrent kernel.

    Args:
        dy: `(batch, time, units)` with `return_sequences`, else `(batch, units)`: how
            the loss changes with each output.
        x: `(batch, time, channels)`, as in `gru`; so are those below.
        kernel: `(channels, 3 · units)`.
        recurrent_kernel: `(units, 3 · units)`.
        bias: `(2, 3 · units)` with `reset_after`, else `(3 · units,)`.
        return_sequences: whether every state was returned.
        go_backwards: whether the last step was read first.
        reset_after: whether the reset gate acts after the recurrent kernel.

    Returns:
        `(dx, dkernel, drecurrent, dbias)`, of the shapes of the arguments.

    Raises:
        ValueError: for shapes that do not fit.

    Example:

    >>> x, kernel, zeros = np.ones((1, 4, 1)), np.ones((1, 3)), np.zeros((2, 3))
    >>> parts = gru_backward([[1]], x, kernel, np.ones((1, 3)), zeros)
    >>> [part.shape for part in parts]
    [(1, 4, 1), (1, 3), (1, 3), (2, 3)]
    """
    rows = 2 if reset_after else None
    layer = read_layer(x, kernel, recurrent_kernel, bias, gates=3, bias_rows=rows)
    x, kernel, recurrent_kernel, bias = layer
    states, gates = _run(*layer, go_backwards, reset_after)
    steps = in_order(x, go_backwards)
    entering = spread(dy, (*x.shape[:2], len(recurrent_kernel)), return_sequences)
    dsteps, dkernel = np.zeros_like(x), np.zeros_like(kernel)
    drecurrent, dbias = np.zeros_like(recurrent_kernel), np.zeros_like(bias)
    step_back = _back_after if reset_after else _back_before
    dh = np.zeros_like(states[0])
    for t in reversed(range(x.shape[1])):
        back = step_back(entering[:, t] + dh, states[t], gates[t], recurrent_kernel)
        da, dh, of_weights, of_bias = back
        dsteps[:, t] = da @ kernel.T
        dkernel += steps[:, t].T @ da
        drecurrent += of_weights
        dbias += of_bias
    return in_order(dsteps, go_backwards), dkernel, drecurrent, dbias


def _run(x, kernel, recurrent_kernel, bias, go_backwards, reset_after):
    """Returns all states, zeros first, and the gates of every step."""
    units = len(recurrent_kernel)
    from_x, from_h = bias if reset_after else (bias, np.zeros_like(bias))
    states, gates = [np.zeros((len(x), units))], []
    for step in in_order(x, go_backwards).swapaxes(0, 1):
        h = states[-1]
        inputs = np.split(step @ kernel + from_x, 3, axis=-1)
        inner = np.split(h @ recurrent_kernel + from_h, 3, axis=-1)
        z, r = sigmoid(inputs[0] + inner[0]), sigmoid(inputs[1] + inner[1])
        if reset_after:
            g = np.tanh(inputs[2] + r * inner[2])
        else:
            g = np.tanh(inputs[2] + (r * h) @ recurrent_kernel[:, 2 * units :])
        states.append(z * h + (1 - z) * g)
        gates.append((z, r, g, inner[2]))
    return states, gates


def _back_after(dh, h, gates, recurrent_kernel):
    """One step back where the reset gate acts on `h · U + b'`."""
    z, r, g, inner = gates
    dg = dh * (1 - z) * (1 - g**2)
    gated = dh * (h - g) * z * (1 - z), dg * inner * r * (1 - r)
    da = np.concatenate([*gated, dg], axis=-1)
    dinner = np.concatenate([*gated, dg * r], axis=-1)
    before = dh * z + dinner @ recurrent_kernel.T
    return da, before, h.T @ dinner, np.stack([da.sum(axis=0), dinner.sum(axis=0)])


def _back_before(dh, h, gates, recurrent_kernel):
    """One step back where the reset gate acts on `h`."""
    z, r, g, _ = gates
    units = len(recurrent_kernel)
    of_gates, of_candidate = np.split(recurrent_kernel, [2 * units], axis=1)
    dg = dh * (1 - z) * (1 - g**2)
    dreset = dg @ of_candidate.T  # of r · h
    gated = dh * (h - g) * z * (1 - z), dreset * h * r * (1 - r)
    gated = np.concatenate(gated, axis=-1)
    da = np.concatenate([gated, dg], axis=-1)
    before = dh * z + dreset * r + gated @ of_gates.T
    weights = np.concatenate([h.T @ gated, (r * h).T @ dg], axis=1)
    return da, before, weights, da.sum(axis=0)
