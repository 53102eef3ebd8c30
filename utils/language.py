"""Character models of both families: build them, measure them, let them write.

Each reads class numbers and gives, at every step, logits for the next character. The
same weights are used in two ways: over a whole text at once, to train and to measure,
and one character at a time, to write (`start` and `advance`, in plain NumPy).
"""

import functools
from dataclasses import dataclass
from types import SimpleNamespace

import keras
import numpy as np
from keras import layers
from scipy.special import expit, log_softmax

from utils import checks

DILATIONS = (1, 2, 4, 8, 16, 32, 64)
CONTEXT = 1 + sum(DILATIONS)  # characters that the convolutions see: 128


def build_gru(dataset, *, width):
    """Build a language model of one GRU layer.

    Args:
        dataset: as from `corpora.make_windows`.
        width: units of the GRU.

    Returns:
        A `keras.Model`, `(batch, time)` class numbers to logits
        `(batch, time, classes)`.
    """
    return _on_embedding(dataset, layers.GRU(width, return_sequences=True))


def build_lstm(dataset, *, width):
    """Build a language model of one LSTM layer; all else as in `build_gru`."""
    return _on_embedding(dataset, layers.LSTM(width, return_sequences=True))


def build_cnn(dataset, *, width):
    """Build a language model of seven causal convolutions, each looking twice as far.

    Every layer adds relu(convolution) to what it was given. It sees a character and
    another one 1, 2, 4, ... 64 steps before, the last layer 128 characters in all.

    Args:
        dataset: as from `corpora.make_windows`.
        width: channels.

    Returns:
        A `keras.Model`; see `build_gru`.

    Reference:
        Oord et al. 2016, https://arxiv.org/abs/1609.03499;
        Bai, Kolter & Koltun 2018, https://arxiv.org/abs/1803.01271
    """
    tokens = layers.Input(dataset.input_shape, dtype="int32")
    x = layers.Embedding(dataset.classes, width)(tokens)
    for dilation in DILATIONS:
        conv = layers.Conv1D(
            width, 2, padding="causal", dilation_rate=dilation, activation="relu"
        )
        x = layers.Add()([x, conv(x)])
    return keras.Model(tokens, layers.Dense(dataset.classes)(x))


def _on_embedding(dataset, layer):
    tokens = layers.Input(dataset.input_shape, dtype="int32")
    x = layer(layers.Embedding(dataset.classes, 32)(tokens))
    return keras.Model(tokens, layers.Dense(dataset.classes)(x))


def read_through(model, codes):
    """Return a model's logits after every character of a text, read without a reset.

    The text is one single row: the hidden state goes on from the first character to
    the last, and a convolution always has all the characters it can see.

    Args:
        model: a `keras.Model` of this module.
        codes: class numbers `(n,)`.

    Returns:
        An array `(n, classes)`.
    """
    writer = make_writer(model)
    reader = _make_reader(writer.kind, writer.classes, writer.width)
    reader.set_weights(writer.weights)
    row = np.asarray(codes, "int32")[np.newaxis]
    return keras.ops.convert_to_numpy(reader.predict_on_batch(row))[0]


@functools.lru_cache(maxsize=4)
def _make_reader(kind, classes, width):
    """Build a model for texts of any length, once: compiling costs most."""
    build = {"gru": build_gru, "lstm": build_lstm, "cnn": build_cnn}[kind]
    return build(SimpleNamespace(input_shape=(None,), classes=classes), width=width)


def bits_per_character(model, dataset):
    """Return the bits per character of the whole test text, read without a reset.

    Args:
        model: a `keras.Model` of this module.
        dataset: as from `corpora.make_windows`.

    Returns:
        The mean of −log₂ P(next character) (Shannon 1951); lower is better.
    """
    return float(bits_by_place(model, dataset.test).mean())


def bits_by_place(model, part):
    """Return the bits that each character costs, the text read without a reset.

    Args:
        model: a `keras.Model` of this module.
        part: valid or test of a data set from `corpora.make_windows`.

    Returns:
        float64 array `(n,)`.
    """
    logits = read_through(model, part.x.ravel())
    return _bits(logits, part.y.ravel())


def bits_with_resets(model, dataset):
    """Return the bits per character if the memory is emptied before every window.

    Args:
        model: a `keras.Model` of this module.
        dataset: as from `corpora.make_windows`.

    Returns:
        Array `(window,)`, the mean bits at each place of a window.
    """
    part = dataset.test
    logits = model.predict(part.x, batch_size=len(part), verbose=0)
    return _bits(logits, part.y).mean(axis=0)


def _bits(logits, y):
    logs = log_softmax(np.asarray(logits, "float64"), axis=-1) / np.log(2)
    return -np.take_along_axis(logs, y[..., None].astype(int), axis=-1)[..., 0]


@dataclass(frozen=True, eq=False)
class Writer:
    """A model's weights, ready to go one character at a time.

    Args:
        kind: "gru", "lstm" or "cnn".
        weights: list of float32 arrays, in Keras' order.
        classes: how many characters there are.
        width: units, or channels.
    """

    kind: str
    weights: list
    classes: int
    width: int


def make_writer(model):
    """Take the weights out of a model so that it can write character by character.

    Args:
        model: a `keras.Model` from `build_gru`, `build_lstm` or `build_cnn`.

    Returns:
        A `Writer`.

    Raises:
        ValueError: if the model is none of these.
    """
    kinds = {"GRU": "gru", "LSTM": "lstm", "Conv1D": "cnn"}
    found = {kinds.get(type(layer).__name__) for layer in model.layers} - {None}
    if len(found) != 1:
        raise ValueError(f"model holds {sorted(found)}; expected one kind of layer")
    kind, weights = found.pop(), model.get_weights()
    width = weights[0 if kind == "cnn" else 2].shape[-1 if kind == "cnn" else 0]
    return Writer(kind, weights, weights[-1].shape[0], width)


def start(writer, rows):
    """Return the memory of texts that have not begun.

    Args:
        writer: a `Writer`.
        rows: whole number ≥ 1, how many texts are written side by side.

    Returns:
        A list of arrays: the hidden state of a GRU, hidden and cell state of an LSTM;
        for convolutions, of every layer, the inputs it will still look back to.
    """
    rows = checks.integer("rows", rows, 1)
    if writer.kind == "cnn":
        return [np.zeros((d, rows, writer.width), "float32") for d in DILATIONS]
    copies = 2 if writer.kind == "lstm" else 1
    return [np.zeros((rows, writer.width), "float32") for _ in range(copies)]


def advance(writer, memory, codes):
    """Read one character in every text and give the logits of the next.

    Args:
        writer: a `Writer`.
        memory: as from `start`; it is not changed.
        codes: class numbers `(rows,)`.

    Returns:
        A pair: logits `(rows, classes)`, and the memory afterwards.
    """
    weights = writer.weights
    x = weights[0][codes]
    step = {"gru": _step_gru, "lstm": _step_lstm, "cnn": _step_cnn}[writer.kind]
    x, memory = step(x, memory, weights[1:-2])
    return x @ weights[-2] + weights[-1], memory


def _step_gru(x, memory, weights):
    [h], (kernel, recurrent, bias) = memory, weights
    into, back = x @ kernel + bias[0], h @ recurrent + bias[1]
    units = h.shape[1]
    gates = expit(into[:, : 2 * units] + back[:, : 2 * units])
    update, reset = gates[:, :units], gates[:, units:]
    new = np.tanh(into[:, 2 * units :] + reset * back[:, 2 * units :])
    h = update * h + (1 - update) * new
    return h, [h]


def _step_lstm(x, memory, weights):
    (h, c), (kernel, recurrent, bias) = memory, weights
    i, f, new, o = np.split(x @ kernel + h @ recurrent + bias, 4, axis=1)
    c = expit(f) * c + expit(i) * np.tanh(new)
    h = expit(o) * np.tanh(c)
    return h, [h, c]


def _step_cnn(x, memory, weights):
    kept = []
    for k, past in enumerate(memory):
        kernel, bias = weights[2 * k : 2 * k + 2]
        kept.append(np.concatenate([past[1:], x[np.newaxis]]))
        x = x + np.maximum(past[0] @ kernel[0] + x @ kernel[1] + bias, 0)
    return x, kept
