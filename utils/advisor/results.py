"""One run: what it was to do, what it gave, and how that is kept on disk."""

import dataclasses
import os
import zipfile
from pathlib import Path

import numpy as np


@dataclasses.dataclass(frozen=True)
class Work:
    """One run that is to be done.

    Args:
        contestant: a family of networks or a baseline.
        setting: which of the learning rates.
        seed: of split, weights and order.
        condition: "full", "shuffled", or "share 0.25" of the training data.
    """

    contestant: str
    setting: int
    seed: int
    condition: str = "full"


@dataclasses.dataclass(frozen=True, eq=False)
class Result:
    """What a run gave.

    Args:
        valid_loss: cross-entropy, or squared error, on the validation rows.
        valid_score: mean score there.
        scores: array with the score of every test row: 1 for a right class, else 0,
            or minus the absolute error.
        moved: the same on shifted inputs, empty where nothing was shifted.
        seconds: of training.
        wall: of all of it.
        latency: seconds an answer takes, a batch at a time.
        weights: list of arrays, empty for baselines.
    """

    valid_loss: float
    valid_score: float
    scores: np.ndarray
    moved: np.ndarray
    seconds: float
    wall: float
    latency: float
    weights: list


def save_result(path, result):
    """Keep a result in one step: there is the whole file or none.

    Args:
        path: `Path` of an `.npz` file.
        result: a `Result`.
    """
    fields = dict(vars(result))
    weights = {f"w{i}": w for i, w in enumerate(fields.pop("weights"))}
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    with fresh.open("wb") as file:
        np.savez(file, **fields, **weights)
    os.replace(fresh, path)


def load_result(path):
    """Return a result that was kept.

    Args:
        path: `Path` of an `.npz` file.

    Returns:
        A `Result`, or None if there is none that can be read.
    """
    if not Path(path).is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            fields = dict(stored)
    except (ValueError, OSError, EOFError, zipfile.BadZipFile):
        return None
    count = sum(name[1:].isdigit() for name in fields)
    weights = [fields.pop(f"w{i}") for i in range(count)]
    plain = {name: a if a.ndim else a.item() for name, a in fields.items()}
    return Result(**plain, weights=weights)
