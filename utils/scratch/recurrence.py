"""The simple recurrent layer of Keras in plain NumPy, forward and backward."""

import numpy as np

from utils.scratch.sequences import give, in_order, read_layer, spread


def simple_rnn(
    x, kernel, recurrent_kernel, bias, *, return_sequences=False, go_backwards=False
):
    """Carries a state through time: each step mixes it with the next input.

    `h[t] = tanh(x[t] · kernel + h[t - 1] · recurrent_kernel + bias)`, from a state of
    zeros.

    Args:
        x: `(batch, time, channels)`.
        kernel: `(channels, units)`, weighs the input.
        recurrent_kernel: `(units, units)`, weighs the previous state.
        bias: `(units,)`.
        return_sequences: whether to return every state, or the last.
        go_backwards: whether to read the last step first. States are then returned in
            the order of reading, as in Keras.

    Returns:
        `(batch, time, units)` with `return_sequences`, else `(batch, units)`.

    Raises:
        ValueError: for shapes that do not fit.

    Example:

    >>> simple_rnn([[[1], [0], [0]]], [[1]], [[1]], [0]).round(2).tolist()
    [[0.57]]

    Reference:
        Elman 1990, https://doi.org/10.1207/s15516709cog1402_1
    """
    layer = read_layer(x, kernel, recurrent_kernel, bias, gates=1)
    return give(_run(*layer, go_backwards)[1:], return_sequences)


def simple_rnn_backward(
    dy,
    x,
    kernel,
    recurrent_kernel,
    bias,
    *,
    return_sequences=False,
    go_backwards=False,
):
    """Passes a gradient back through `simple_rnn`: backpropagation through time.

    From the last step to the first, the gradient of a state is what enters there plus
    what the next step hands back. The slope of tanh is `1 - h²`; so with
    `da = dh · (1 - h²)` a step hands `da · recurrent_kernelᵀ` back in time and
    `da · kernelᵀ` down to its input. The weights are the same at every step, so their
    gradients add up over time.

    Args:
        dy: `(batch, time, units)` with `return_sequences`, else `(batch, units)`: how
            the loss changes with each output.
        x: `(batch, time, channels)`, as in `simple_rnn`; so are those below.
        kernel: `(channels, units)`.
        recurrent_kernel: `(units, units)`.
        bias: `(units,)`.
        return_sequences: whether every state was returned.
        go_backwards: whether the last step was read first.

    Returns:
        `(dx, dkernel, drecurrent, dbias)`, of the shapes of the arguments.

    Raises:
        ValueError: for shapes that do not fit.

    Example:

    >>> dx, *_ = simple_rnn_backward([[1]], [[[0], [0], [0]]], [[1]], [[0.5]], [0])
    >>> dx.ravel().tolist()  # halved at every step into the past
    [0.25, 0.5, 1.0]

    Reference:
        Werbos 1990, https://doi.org/10.1109/5.58337
    """
    layer = read_layer(x, kernel, recurrent_kernel, bias, gates=1)
    x, kernel, recurrent_kernel, bias = layer
    states = _run(*layer, go_backwards)
    steps = in_order(x, go_backwards)
    entering = spread(dy, (*x.shape[:2], len(bias)), return_sequences)
    dsteps, dkernel = np.zeros_like(x), np.zeros_like(kernel)
    drecurrent, dbias = np.zeros_like(recurrent_kernel), np.zeros_like(bias)
    dh = np.zeros_like(states[0])
    for t in reversed(range(x.shape[1])):
        da = (entering[:, t] + dh) * (1 - states[t + 1] ** 2)
        dsteps[:, t] = da @ kernel.T
        dkernel += steps[:, t].T @ da
        drecurrent += states[t].T @ da
        dbias += da.sum(axis=0)
        dh = da @ recurrent_kernel.T
    return in_order(dsteps, go_backwards), dkernel, drecurrent, dbias


def _run(x, kernel, recurrent_kernel, bias, go_backwards):
    """Returns all states, the zeros before the first step included."""
    states = [np.zeros((len(x), len(bias)))]
    for step in in_order(x, go_backwards).swapaxes(0, 1):
        state = np.tanh(step @ kernel + states[-1] @ recurrent_kernel + bias)
        states.append(state)
    return states
