"""Small factories and data that several tests of the engine share."""

import numpy as np
from keras import Sequential, layers

from utils.datasets import Dataset, Split


def make_means(seed=0, *, length=8, train=96, resplit=False):
    """Draw sequences whose answer is their mean: quick to learn, never trivial."""
    rng = np.random.default_rng(seed)

    def part(size):
        x = rng.normal(size=(size, length, 2)).astype("float32")
        return Split(x, x.mean(axis=(1, 2))[:, None])

    parts = {"train": part(train), "valid": part(32), "test": part(32)}
    return Dataset("means", **parts, task="regression", resplit=resplit)


def make_signs(seed=0, *, length=8):
    """Draw sequences whose class is the sign of their mean."""
    data = make_means(seed, length=length)

    def part(split):
        return Split(split.x, (split.y[:, 0] > 0).astype("int32"))

    parts = {name: part(getattr(data, name)) for name in ("train", "valid", "test")}
    return Dataset("signs", **parts, task="classification", classes=2)


def build_lstm(dataset, *, width):
    """Build an LSTM with dropout, so that every kind of randomness is in it."""
    return Sequential(
        [
            layers.Input(dataset.input_shape),
            layers.LSTM(width),
            layers.Dropout(0.2),
            layers.Dense(dataset.output_size),
        ]
    )


def build_conv(dataset, *, width):
    """Build one convolution with batch normalization and pooling."""
    return Sequential(
        [
            layers.Input(dataset.input_shape),
            layers.Conv1D(width, 3, padding="same"),
            layers.BatchNormalization(momentum=0.9),
            layers.GlobalAveragePooling1D(),
            layers.Dense(dataset.output_size),
        ]
    )
