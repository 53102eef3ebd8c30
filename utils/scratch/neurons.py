"""Three neurons in plain NumPy: set by hand, learned, learned through a layer.

Notebooks reach these functions through `scratch`.
"""

import numpy as np

from utils import checks


def threshold_unit(x, weights, threshold):
    """Fires where the weighted sum of its inputs reaches the threshold.

    The neuron of McCulloch and Pitts: its weights are set by hand and never learned.
    Theirs adds up active inputs of weight 1, and one active inhibitory input silences
    it whatever the others say; the gates of lesson 00 need no more than a weight of -1.

    Args:
        x: `(..., inputs)`, each 0 or 1.
        weights: `(inputs,)`.
        threshold: the sum from which on the unit fires.

    Returns:
        `(...)` of 0 and 1: `x · weights ≥ threshold`.

    Example:

    >>> threshold_unit([[0, 1], [1, 1]], [1, 1], threshold=2).tolist()
    [0, 1]

    Reference:
        McCulloch & Pitts 1943, https://doi.org/10.1007/BF02478259
    """
    x, weights = np.asarray(x), np.asarray(weights)
    if x.ndim == 0 or weights.shape != x.shape[-1:]:
        raise ValueError(f"weights must have shape {x.shape[-1:]}, got {weights.shape}")
    return (x @ weights >= threshold).astype(int)


def train_perceptron(x, y, *, epochs):
    """Learns the weights of one threshold unit from its mistakes.

    Where the unit is silent and should fire, the input is added to the weights; where
    it fires and should not, it is subtracted. Weights start at zero.

    Args:
        x: `(examples, inputs)`.
        y: `(examples,)`, each 0 or 1.
        epochs: passes over the examples.

    Returns:
        `(weights, bias, mistakes)`: `(inputs,)`, a number, and `(epochs,)` the mistakes
        made in each pass. The unit fires where `x · weights + bias > 0`.

    Raises:
        ValueError: for shapes that do not fit, or labels other than 0 and 1.

    Example:

    >>> weights, bias, mistakes = train_perceptron([[0], [1]], [0, 1], epochs=4)
    >>> mistakes.tolist()
    [1, 1, 0, 0]

    Reference:
        Rosenblatt 1958, https://doi.org/10.1037/h0042519
    """
    x, y = _examples(x, y)
    checks.integer("epochs", epochs, 1)
    weights, bias, mistakes = np.zeros(x.shape[1]), 0.0, np.zeros(epochs, int)
    for epoch in range(epochs):
        for example, target in zip(x, y, strict=True):
            error = target - float(example @ weights + bias > 0)  # -1, 0 or +1
            weights = weights + error * example
            bias = bias + error
            mistakes[epoch] += error != 0
    return weights, bias, mistakes


def _examples(x, y):
    """Checks examples `(examples, inputs)` and labels `(examples,)` of 0 and 1."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    if x.ndim != 2 or not x.size or not np.isfinite(x).all():
        raise ValueError(f"x must be finite, (examples, inputs), got shape {x.shape}")
    if y.shape != x.shape[:1] or not np.isin(y, (0, 1)).all():
        raise ValueError(f"y must be one 0 or 1 for each of {len(x)} examples, got {y}")
    return x, y


def start_network(seed, *, starts=1, inputs=2, hidden_units=2):
    """Draws the weights of small networks with one hidden layer, many at once.

    Args:
        seed: seeds the draw.
        starts: how many networks.
        inputs: values per example.
        hidden_units: units between input and output.

    Returns:
        `(w1, b1, w2, b2)` of shapes `(starts, inputs, hidden)`, `(starts, 1, hidden)`,
        `(starts, hidden, 1)` and `(starts, 1, 1)`, uniform between -1 and 1.

    Example:

    >>> [part.shape for part in start_network(0, starts=5)]
    [(5, 2, 2), (5, 1, 2), (5, 2, 1), (5, 1, 1)]
    """
    checks.integer("starts", starts, 1)
    checks.integer("inputs", inputs, 1)
    checks.integer("hidden_units", hidden_units, 1)
    rng = np.random.default_rng(seed)
    shapes = [(inputs, hidden_units), (1, hidden_units), (hidden_units, 1), (1, 1)]
    return tuple(rng.uniform(-1, 1, (starts, *shape)) for shape in shapes)


def run_network(x, parameters):
    """Computes a network of sigmoid units: input, hidden layer, one output.

    Args:
        x: `(examples, inputs)`.
        parameters: as from `start_network`.

    Returns:
        `(hidden, output)` of shapes `(starts, examples, hidden)` and
        `(starts, examples, 1)`, all between 0 and 1.

    Example:

    >>> run_network(np.zeros((4, 2)), start_network(0, starts=5))[1].shape
    (5, 4, 1)
    """
    w1, b1, w2, b2 = parameters
    hidden = _sigmoid(x @ w1 + b1)  # (starts, examples, hidden)
    output = _sigmoid(hidden @ w2 + b2)  # (starts, examples, 1)
    return hidden, output


def _sigmoid(a):
    """1 / (1 + exp(-a)), in a form that cannot overflow."""
    return 0.5 * (1 + np.tanh(0.5 * a))


def backpropagate(x, y, parameters):
    """Computes how the squared error changes with every weight, layer by layer.

    The error is half the sum of (output - y)² over the examples. The chain rule starts
    at the output and passes each unit's share of the blame back along its weights.

    Args:
        x: `(examples, inputs)`.
        y: `(examples,)`, each 0 or 1.
        parameters: as from `start_network`.

    Returns:
        The gradient: a tuple of the same shapes as `parameters`.

    Example:

    >>> x, y = np.eye(2), np.array([0, 1])
    >>> [part.shape for part in backpropagate(x, y, start_network(0))]
    [(1, 2, 2), (1, 1, 2), (1, 2, 1), (1, 1, 1)]

    Reference:
        Rumelhart, Hinton & Williams 1986, https://doi.org/10.1038/323533a0
    """
    w2 = parameters[2]
    hidden, output = run_network(x, parameters)
    d_output = (output - y[:, None]) * output * (1 - output)  # (starts, examples, 1)
    d_hidden = d_output @ w2.swapaxes(1, 2) * hidden * (1 - hidden)
    return (
        x.T @ d_hidden,
        d_hidden.sum(axis=1, keepdims=True),
        hidden.swapaxes(1, 2) @ d_output,
        d_output.sum(axis=1, keepdims=True),
    )


def train_network(x, y, parameters, *, epochs, learning_rate):
    """Trains networks by gradient descent: each epoch one step down the slope.

    Args:
        x: `(examples, inputs)`.
        y: `(examples,)`, each 0 or 1.
        parameters: where to start, as from `start_network`; left as they are.
        epochs: how many steps.
        learning_rate: length of a step as a multiple of the gradient.

    Returns:
        The trained parameters, a tuple of the same shapes.

    Raises:
        ValueError: for shapes that do not fit, or labels other than 0 and 1.

    Example:

    >>> x, y = np.array([[0.0], [1.0]]), np.array([0, 1])
    >>> start = start_network(0, inputs=1)
    >>> trained = train_network(x, y, start, epochs=1000, learning_rate=1.0)
    >>> run_network(x, trained)[1].round().ravel().tolist()
    [0.0, 1.0]
    """
    x, y = _examples(x, y)
    checks.integer("epochs", epochs, 1)
    checks.positive("learning_rate", learning_rate)
    for _ in range(epochs):
        slope = backpropagate(x, y, parameters)
        steps = zip(parameters, slope, strict=True)
        parameters = tuple(old - learning_rate * gradient for old, gradient in steps)
    return parameters
