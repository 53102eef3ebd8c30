"""The same costs on an accelerator: measured there by `make gpu`, recalled elsewhere.

A page times its cases on the processor and asks here for what was recorded of them on
another device. Usually somebody else has to measure it; until then there is nothing.
"""

import os

import keras

from utils import costs, fingerprints, records


def measure(cases, *, repetitions, device_record):
    """Recall what was recorded on an accelerator, or measure it if this is one.

    The environment decides. `COURSE_DEVICE=store` (`make gpu`) measures and stores;
    `COURSE_DEVICE=try` takes the first condition once and stores nothing; otherwise
    the record is recalled.

    Args:
        cases: sequence of `costs.Case`, none twice.
        repetitions: whole number ≥ 1 of turns.
        device_record: the record's name.

    Returns:
        A tidy DataFrame as `costs.measure` gives, with the column `device`; None if
        nothing is recorded, or something else.

    Raises:
        RuntimeError: if something is to be stored and there is no accelerator.

    Example:

    >>> cases = [costs.Case("CNN", "a", "", lambda: (int, 1))]
    >>> measure(cases, repetitions=1, device_record="F2-nowhere") is None
    True
    """
    cases, task = tuple(cases), os.environ.get("COURSE_DEVICE", "")
    path = records.path_of(device_record)
    identity = fingerprints.fingerprint(cases, repetitions, costs.SHORTEST)
    if task == "try":
        first = [case for case in cases if case.condition == cases[0].condition]
        return costs.measure(first, repetitions=1).assign(device=find_device()[1])
    if task == "store":
        kind, name = find_device()
        if kind == "cpu":
            raise RuntimeError(
                f"{keras.backend.backend()} sees no accelerator; {path.name} would "
                "hold a processor's times, so nothing was measured"
            )
        rows = costs.measure(cases, repetitions=repetitions).assign(device=name)
        records.store(rows, path, identity)
    rows = records.load(path, identity)
    return None if rows is None else rows.assign(evidence="recorded")


def find_device():
    """Return the kind and the name of the device that Keras computes on.

    Returns:
        Two texts, such as `("gpu", "NVIDIA L4")`; the first is "cpu" if there is no
        accelerator, or if Keras does not run on JAX.

    Example:

    >>> kind, name = find_device()
    >>> kind in ("cpu", "gpu", "tpu")
    True
    """
    if keras.backend.backend() != "jax":
        return "cpu", "cpu"
    import jax

    device = jax.devices()[0]
    return device.platform, device.device_kind
