"""Keep the state of a run on disk, so that an interruption costs one epoch at most."""

import os
import zipfile
from pathlib import Path

import numpy as np
from keras import ops


def assign(targets, sources):
    """Give variables the values of others, or of arrays, in order.

    Args:
        targets: sequence of Keras variables.
        sources: as many variables or arrays of the same shapes.

    Raises:
        ValueError: if there are more of one than of the other.

    Example:

    >>> import keras
    >>> count = keras.Variable(0)
    >>> assign([count], [3])
    >>> int(count.value)
    3
    """
    for target, source in zip(targets, sources, strict=True):
        target.assign(source)


def save(path, identity, variables, history):
    """Replace a checkpoint in one step: there is an old one or a new one, never half.

    Args:
        path: the `.npz` file, or None to keep none.
        identity: fingerprint of the run.
        variables: sequence of Keras variables.
        history: dict from a name to the losses so far.

    Example:

    >>> save(None, "no file is written", [], {})
    """
    if path is None:
        return
    path = Path(path)
    arrays = {f"v{i}": ops.convert_to_numpy(v) for i, v in enumerate(variables)}
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with fresh.open("wb") as file:
            np.savez(file, identity=identity, **history, **arrays)
        os.replace(fresh, path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def load(path, identity, variables, history):
    """Take up the checkpoint of this very run.

    Args:
        path: the `.npz` file, or None.
        identity: fingerprint of the run.
        variables: sequence of Keras variables, overwritten if there is a checkpoint.
        history: dict from a name to a list of losses, extended by the stored ones.

    Returns:
        The number of epochs that the checkpoint holds, 0 if there is none.

    Raises:
        ValueError: if the file holds another run or is damaged.

    Example:

    >>> load(None, "nothing to take up", [], {"loss": []})
    0
    """
    if path is None or not Path(path).exists():
        return 0
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = dict(stored)
    except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(
            f"checkpoint {path} is damaged ({error}); expected an .npz file that "
            "`train` wrote: remove it"
        ) from None
    if str(arrays.get("identity")) != identity:
        raise ValueError(
            f"checkpoint {path} belongs to another run; expected one of the same "
            "factory, seed, recipe and data: remove it or choose another path"
        )
    for name, losses in history.items():
        losses.extend(arrays[name].tolist())
    assign(variables, [arrays[f"v{i}"] for i in range(len(variables))])
    return len(history["loss"])


def remove(path):
    """Remove a checkpoint that is no longer needed.

    Args:
        path: the `.npz` file, or None.

    Example:

    >>> remove(None)
    """
    if path is not None:
        Path(path).unlink(missing_ok=True)
