"""How fast the engine is, beside Keras' defaults on the same machine.

`make bench` prints ratios, Keras' seconds over ours, each pair measured in turns in one
run; nothing here is a test. With `--mnist FILE` (an `mnist.npz` as Keras stores it) the
time to an accuracy is measured on MNIST instead of on enlarged digits.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from utils import ready

ready.prepare()

import keras
import numpy as np
import pandas as pd
from keras import layers
from scipy import ndimage

from utils import datasets, experiments, metrics, probes, training
from utils.training import Recipe

BATCH, EXAMPLES, ENOUGH = 64, 6400, 0.97


def build_lstm(dataset, *, width):
    return close(dataset, [layers.LSTM(width)])


def build_gru(dataset, *, width):
    return close(dataset, [layers.GRU(width)])


def build_conv(dataset, *, width):
    stack = [layers.Conv1D(width, 3, padding="causal", activation="relu")]
    stack += [layers.Conv1D(width, 3, padding="causal", activation="relu")]
    stack += [layers.Conv1D(width, 3, padding="causal", activation="relu")]
    return close(dataset, [*stack, layers.GlobalAveragePooling1D()])


def build_convnet(dataset, *, width):
    """Build the network of keras.io's "Simple MNIST convnet", with logits."""
    stack = [
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dropout(0.5),
    ]
    return close(dataset, stack)


def close(dataset, stack):
    """Add an input and a dense head to a stack of layers."""
    head = layers.Dense(dataset.output_size)
    return keras.Sequential([layers.Input(dataset.input_shape), *stack, head])


def make_noise(length, seed=0):
    """Draw sequences of 8 channels whose answer is their mean."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(EXAMPLES + 256, length, 8)).astype("float32")
    y = x.mean(axis=(1, 2))[:, None]
    sizes = (EXAMPLES, 128, 128)
    return datasets.cut(x, y, name="noise", examples=sizes, task="regression")


def bench_updates():
    """Compare warm training: `train` beside one epoch of `fit`."""
    rows = []
    for length in (16, 64):
        data = make_noise(length)
        for build in (build_lstm, build_gru, build_conv):
            model = build(data, width=32)
            model.compile("adam", "mse")
            recipe = Recipe(epochs=1, batch_size=BATCH)
            both = {
                "keras": lambda m=model, d=data: m.fit(
                    d.train.x, d.train.y, batch_size=BATCH, verbose=0
                ),
                "ours": lambda b=build, d=data, r=recipe: training.train(
                    b, d, seed=0, recipe=r, share_model=True
                ),
            }
            times = probes.time_interleaved(both, repeats=5)["seconds"]
            rows.append((f"{build.__name__[6:]}, T = {length}", *times))
    return rows


def bench_comparison():
    """Compare five seeds of two small models with ten fresh compile + fit."""
    data, epochs = make_noise(16), 3
    recipe = Recipe(epochs=epochs, batch_size=BATCH)
    contestants = [
        experiments.Contestant("LSTM", "RNN", build_lstm),
        experiments.Contestant("conv", "CNN", build_conv),
    ]

    def ours():
        training._trainers.clear()
        experiments.compare(
            contestants,
            lambda seed: data,
            seeds=range(5),
            measures={"error": metrics.mean_error},
            recipe=recipe,
        )

    def fresh():
        for build in (build_lstm, build_conv):
            for seed in range(5):
                keras.utils.set_random_seed(seed)
                model = build(data, width=32)
                model.compile("adam", "mse")
                model.fit(
                    data.train.x,
                    data.train.y,
                    batch_size=BATCH,
                    epochs=epochs,
                    verbose=0,
                )
                model.predict(data.test.x, verbose=0)

    times = probes.time_interleaved({"keras": fresh, "ours": ours}, repeats=2)
    return [("five seeds of two models", *times["seconds"])]


def load_pictures(mnist):
    """Return 28×28 digits: MNIST from a file, or scikit-learn's, enlarged."""
    if mnist:
        with np.load(mnist, allow_pickle=False) as file:
            x, y = file["x_train"][..., None] / 255, file["y_train"]
            test = file["x_test"][..., None] / 255, file["y_test"]
        x, y = np.concatenate([x, test[0]]), np.concatenate([y, test[1]])
        sizes = (len(y) - 15_000, 5_000, 10_000)
        return datasets.cut(x, y, name="MNIST", examples=sizes, classes=10)
    shifted = datasets.images.make_shifted_digits(seed=0, size=10, copies=6)

    def enlarge(x):
        return ndimage.zoom(x, (1, 2.8, 2.8, 1), order=1)

    return shifted.map_x(enlarge, name="enlarged digits")


def bench_accuracy(mnist):
    """Compare the training time until the test accuracy is enough.

    The published recipe is looked at after every epoch. Ours has to know its length
    beforehand; the shortest length that is enough counts.
    """
    data = load_pictures(mnist)
    model = build_convnet(data, width=1)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    keras.utils.set_random_seed(0)
    model.compile("adam", loss)
    model.optimizer.build(model.trainable_variables)
    variables = model.variables + model.optimizer.variables
    start = [np.array(keras.ops.convert_to_numpy(v)) for v in variables]
    model.fit(data.train.x, data.train.y, batch_size=128, verbose=0)  # compiles
    for variable, value in zip(variables, start, strict=True):
        variable.assign(value)
    theirs = 0.0
    for count in range(1, 61):  # noqa: B007, the count is printed
        started = time.perf_counter()
        model.fit(data.train.x, data.train.y, batch_size=128, verbose=0)
        theirs += time.perf_counter() - started
        if metrics.accuracy(model, data) >= ENOUGH:
            break
    print(f"  published recipe: {count} epochs", flush=True)
    for epochs in range(1, 61):
        recipe = Recipe(epochs=epochs, batch_size=32, learning_rate=4e-3)
        run = training.train(build_convnet, data, seed=0, recipe=recipe)
        if metrics.accuracy(run.model, data) >= ENOUGH:
            break
    print(f"  one cycle: {epochs} epochs", flush=True)
    return [(f"{data.name} to {ENOUGH:.0%}", theirs, run.seconds)]


def bench_import():
    """Compare a bare Python with one that imports `utils`."""
    both = {
        name: lambda code=code: subprocess.run([sys.executable, "-c", code], cwd=ROOT)
        for name, code in (("bare", "pass"), ("with", "import utils"))
    }
    seconds = probes.time_interleaved(both, repeats=9)["seconds"]
    return 1000 * (seconds["with"] - seconds["bare"])


def main():
    """Run all benchmarks and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mnist", help="an mnist.npz to use for the accuracy")
    arguments = parser.parse_args()
    print(f"import utils: {bench_import():.0f} ms", flush=True)
    rows = bench_updates() + bench_comparison() + bench_accuracy(arguments.mnist)
    table = pd.DataFrame(rows, columns=["what", "Keras, s", "ours, s"])
    table["ratio"] = table["Keras, s"] / table["ours, s"]
    print(table.round(2).to_string(index=False))


if __name__ == "__main__":
    main()
