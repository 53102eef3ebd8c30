"""Long short-term memory as in Keras in plain NumPy, forward and backward."""

import numpy as np

from utils.scratch.sequences import give, in_order, read_layer, sigmoid, spread


def lstm(
    x, kernel, recurrent_kernel, bias, *, return_sequences=False, go_backwards=False
):
    """Carries a state and a guarded memory through time.

    `a = x[t] · kernel + h[t - 1] · recurrent_kernel + bias` is cut into four blocks, in
    the order of Keras: input gate `i`, forget gate `f`, candidate `g` (Keras: c) and
    output gate `o`. With σ for the sigmoid:
    `c[t] = σ(f) · c[t - 1] + σ(i) · tanh(g)` and `h[t] = σ(o) · tanh(c[t])`, from
    zeros.

    Args:
        x: `(batch, time, channels)`.
        kernel: `(channels, 4 · units)`.
        recurrent_kernel: `(units, 4 · units)`.
        bias: `(4 · units,)`.
        return_sequences: whether to return every state, or the last.
        go_backwards: whether to read the last step first. States are then returned in
            the order of reading, as in Keras.

    Returns:
        `(batch, time, units)` with `return_sequences`, else `(batch, units)`.

    Raises:
        ValueError: for shapes that do not fit.

    Example:

    >>> holding = [99, 99, 0, 99]  # write, keep and show everything
    >>> write = [[0, 0, 1, 0]]
    >>> h = lstm([[[1], [0], [0]]], write, np.zeros((1, 4)), holding,
    ...          return_sequences=True)
    >>> np.allclose(h, np.tanh(np.tanh(1)))  # the memory does not fade
    True

    Reference:
        Gers, Schmidhuber & Cummins 2000, https://doi.org/10.1162/089976600300015015
    """
    layer = read_layer(x, kernel, recurrent_kernel, bias, gates=4)
    states, _, _ = _run(*layer, go_backwards)
    return give(states[1:], return_sequences)


def lstm_backward(
    dy,
    x,
    kernel,
    recurrent_kernel,
    bias,
    *,
    return_sequences=False,
    go_backwards=False,
):
    """Passes a gradient back through `lstm`.

    Two gradients travel back in time: that of the state through the recurrent kernel,
    and that of the memory, which each step only multiplies by its forget gate.

    Args:
        dy: `(batch, time, units)` with `return_sequences`, else `(batch, units)`: how
            the loss changes with each output.
        x: `(batch, time, channels)`, as in `lstm`; so are those below.
        kernel: `(channels, 4 · units)`.
        recurrent_kernel: `(units, 4 · units)`.
        bias: `(4 · units,)`.
        return_sequences: whether every state was returned.
        go_backwards: whether the last step was read first.

    Returns:
        `(dx, dkernel, drecurrent, dbias)`, of the shapes of the arguments.

    Raises:
        ValueError: for shapes that do not fit.

    Example:

    >>> holding, write = [99, 99, 0, 99], [[0, 0, 1, 0]]
    >>> dx, *_ = lstm_backward([[1]], [[[0], [0]]], write, np.zeros((1, 4)), holding)
    >>> dx.ravel().tolist()  # the same, however long ago
    [1.0, 1.0]

    Reference:
        Hochreiter & Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735
    """
    layer = read_layer(x, kernel, recurrent_kernel, bias, gates=4)
    x, kernel, recurrent_kernel, bias = layer
    states, memories, gates = _run(*layer, go_backwards)
    steps = in_order(x, go_backwards)
    entering = spread(dy, (*x.shape[:2], len(recurrent_kernel)), return_sequences)
    dsteps, dkernel = np.zeros_like(x), np.zeros_like(kernel)
    drecurrent, dbias = np.zeros_like(recurrent_kernel), np.zeros_like(bias)
    dh = dc = np.zeros_like(states[0])
    for t in reversed(range(x.shape[1])):
        da, dc = _step_back(entering[:, t] + dh, dc, gates[t], *memories[t : t + 2])
        dsteps[:, t] = da @ kernel.T
        dkernel += steps[:, t].T @ da
        drecurrent += states[t].T @ da
        dbias += da.sum(axis=0)
        dh = da @ recurrent_kernel.T
    return in_order(dsteps, go_backwards), dkernel, drecurrent, dbias


def _run(x, kernel, recurrent_kernel, bias, go_backwards):
    """Returns all states and memories, zeros first, and the gates of every step."""
    states = [np.zeros((len(x), len(recurrent_kernel)))]
    memories, gates = [states[0]], []
    for step in in_order(x, go_backwards).swapaxes(0, 1):
        a = step @ kernel + states[-1] @ recurrent_kernel + bias
        i, f, g, o = np.split(a, 4, axis=-1)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        memories.append(f * memories[-1] + i * g)
        states.append(o * np.tanh(memories[-1]))
        gates.append((i, f, g, o))
    return states, memories, gates


def _step_back(dh, dc, gates, before, memory):
    """Returns the gradients of the four blocks, and of the memory before the step."""
    i, f, g, o = gates
    shown = np.tanh(memory)
    dc = dc + dh * o * (1 - shown**2)
    blocks = (
        dc * g * i * (1 - i),
        dc * before * f * (1 - f),
        dc * i * (1 - g**2),
        dh * shown * o * (1 - o),
    )
    return np.concatenate(blocks, axis=-1), dc * f
