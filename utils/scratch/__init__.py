"""The definitions in plain NumPy: neurons, convolution and recurrence.

Nothing here is fast. Each function is short enough to be checked by reading, and the
tests compare each with the layer of Keras that does the same, the layers with their
gradients, too.

- `basics`: one picture, one sequence: convolution and recurrence at their shortest.
- `neurons`: three neurons, set by hand, learned, learned through a layer.
- `convolution`, `pooling`, `dense`: layers for pictures, forward and backward; behind
  them `windows` (strides, padding, dilation).
- `recurrence`, `lstm`, `gru`: layers for sequences, forward and backward; behind them
  `sequences`.
- `arguments`: reads arrays, or refuses them by name.
"""

from utils.scratch.basics import (
    causal_convolution,
    cross_correlate2d,
    simple_recurrence,
)
from utils.scratch.convolution import conv2d, conv2d_backward
from utils.scratch.dense import dense, dense_backward, relu, relu_backward
from utils.scratch.gru import gru, gru_backward
from utils.scratch.lstm import lstm, lstm_backward
from utils.scratch.neurons import (
    backpropagate,
    run_network,
    start_network,
    threshold_unit,
    train_network,
    train_perceptron,
)
from utils.scratch.pooling import (
    average_pool2d,
    average_pool2d_backward,
    max_pool2d,
    max_pool2d_backward,
)
from utils.scratch.recurrence import simple_rnn, simple_rnn_backward

__all__ = [
    "average_pool2d",
    "average_pool2d_backward",
    "backpropagate",
    "causal_convolution",
    "conv2d",
    "conv2d_backward",
    "cross_correlate2d",
    "dense",
    "dense_backward",
    "gru",
    "gru_backward",
    "lstm",
    "lstm_backward",
    "max_pool2d",
    "max_pool2d_backward",
    "relu",
    "relu_backward",
    "run_network",
    "simple_recurrence",
    "simple_rnn",
    "simple_rnn_backward",
    "start_network",
    "threshold_unit",
    "train_network",
    "train_perceptron",
]
