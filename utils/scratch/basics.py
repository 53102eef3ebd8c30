"""Convolution and recurrence at their shortest: one picture or one sequence."""

import numpy as np

from utils import checks


def cross_correlate2d(picture, kernel):
    """Slides a kernel over a picture and takes the weighted sum at every place.

    Keras and the whole field call this a convolution. A mathematician's convolution
    turns the kernel by half a turn first; as kernels are learned, it makes no
    difference.

    Args:
        picture: `(height, width)`.
        kernel: `(kernel_height, kernel_width)`, no larger than the picture.

    Returns:
        `(height - kernel_height + 1, width - kernel_width + 1)`:
        `out[r, c] = Σ picture[r + i, c + j] · kernel[i, j]`.

    Raises:
        ValueError: for other ranks, or a kernel larger than the picture.

    Example:

    >>> cross_correlate2d([[0, 0, 1, 1]], [[-1, 1]]).tolist()  # finds the edge
    [[0.0, 1.0, 0.0]]
    """
    picture, kernel = _array("picture", picture, 2), _array("kernel", kernel, 2)
    rows, columns = np.subtract(picture.shape, kernel.shape) + 1
    if rows < 1 or columns < 1:
        raise ValueError(
            f"kernel must fit into the picture {picture.shape}, got {kernel.shape}"
        )
    height, width = kernel.shape
    out = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            window = picture[row : row + height, column : column + width]
            out[row, column] = (window * kernel).sum()
    return out


def causal_convolution(sequence, kernel, *, dilation=1):
    """Slides a kernel over time so that no output sees a later input.

    Time steps before the start count as zeros. A dilation of d leaves d - 1 steps out
    between two taps of the kernel, which widens its view at no cost.

    Args:
        sequence: `(time, channels)`.
        kernel: `(kernel_size, channels, filters)`; the last tap meets the present.
        dilation: distance between two taps, in time steps.

    Returns:
        `(time, filters)`: `out[t] = Σ sequence[t - k · dilation] · kernel[-1 - k]`.

    Raises:
        ValueError: for other ranks, different channels or a dilation below 1.

    Example:

    >>> difference = [[[-1.0]], [[1.0]]]
    >>> causal_convolution([[1], [2], [4]], difference).ravel().tolist()
    [1.0, 1.0, 2.0]

    Reference:
        van den Oord et al. 2016, https://arxiv.org/abs/1609.03499
    """
    sequence, kernel = _array("sequence", sequence, 2), _array("kernel", kernel, 3)
    checks.integer("dilation", dilation, 1)
    time, channels = sequence.shape
    if kernel.shape[1] != channels:
        raise ValueError(f"kernel must have {channels} channels, got {kernel.shape[1]}")
    past = dilation * (len(kernel) - 1)
    padded = np.concatenate([np.zeros((past, channels)), sequence])
    out = np.zeros((time, kernel.shape[2]))
    for t in range(time):
        for tap, weights in enumerate(kernel):
            out[t] += padded[t + tap * dilation] @ weights
    return out


def simple_recurrence(sequence, kernel, recurrent_kernel, bias):
    """Carries a hidden state through time: each step mixes it with the next input.

    Args:
        sequence: `(time, channels)`.
        kernel: `(channels, units)`, weighs the input.
        recurrent_kernel: `(units, units)`, weighs the previous state.
        bias: `(units,)`.

    Returns:
        `(time, units)`, the state after each step, from a state of zeros:
        `h[t] = tanh(sequence[t] · kernel + h[t - 1] · recurrent_kernel + bias)`.

    Raises:
        ValueError: for shapes that do not fit.

    Example:

    >>> echo = simple_recurrence([[1], [0], [0]], [[1]], [[1]], [0])
    >>> echo.round(2).ravel().tolist()  # the first input, remembered
    [0.76, 0.64, 0.57]

    Reference:
        Elman 1990, https://doi.org/10.1207/s15516709cog1402_1
    """
    sequence, kernel = _array("sequence", sequence, 2), _array("kernel", kernel, 2)
    recurrent_kernel = _array("recurrent_kernel", recurrent_kernel, 2)
    bias = _array("bias", bias, 1)
    units, found = len(bias), (kernel.shape, recurrent_kernel.shape)
    if found != ((sequence.shape[1], units), (units, units)):
        raise ValueError(
            f"kernel and recurrent_kernel must have shapes "
            f"{(sequence.shape[1], units)} and {(units, units)}, got {found}"
        )
    state, states = np.zeros(units), []
    for x in sequence:
        state = np.tanh(x @ kernel + state @ recurrent_kernel + bias)
        states.append(state)
    return np.stack(states)


def _array(name, value, rank):
    """Returns a non-empty array of floats with `rank` axes, or refuses it by name."""
    array = np.asarray(value, dtype=float)
    if array.ndim != rank or not array.size:
        raise ValueError(
            f"{name} must be non-empty with {rank} axes, got shape {array.shape}"
        )
    return array
