"""Checks of the exercises of lesson 05a: work, depth and what a machine can do."""

import math

from utils.exercises.base import OPEN, Check, ask

PICTURES = ((8, 3), (32, 3), (28, 5), (7, 7))  # pixels a side, kernel's side
# work, depth, rate, wait -> batch
CHAINS = {
    (1024, 16, 64, 4): 4,
    (1024, 2, 64, 4): 1,
    (1000, 7, 64, 3): 2,
    (1, 1, 1000, 1): 1000,
    (4096, 16, 64, 4): 1,
}
LAYERS = ((256, 1), (256, 64), (32, 8), (1000, 1000))  # width, batch
BYTES = 4


def check_locality(answer):
    """Checks how many times as many multiplications a dense layer needs.

    Args:
        answer: a function of the picture's and the kernel's side.

    Returns:
        A `Check`.

    Example:

    >>> check_locality(lambda size, kernel: size / kernel)
    Not yet. A picture and a kernel have two sides each.
    """
    form = "The answer should be a function of the picture's and the kernel's side."
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, form)
    for size, kernel in PICTURES:
        found, problem = ask(answer, size, kernel)
        if problem:
            return Check(False, problem)
        slips = {
            size / kernel: "A picture and a kernel have two sides each",
            kernel**2 / size**2: "That is the convolution's share; turn it around",
            size**2: "That is one output of the dense layer; compare it with one of "
            "the convolution",
        }
        right = size**2 / kernel**2
        if not math.isclose(found, right, rel_tol=1e-6):
            return _explain(slips, found, f"For {size} pixels and a kernel of {kernel}")
    return Check(True, "The saving grows with the picture and not with the outputs.")


def check_enough_batch(answer):
    """Checks the smallest batch for which arithmetic takes as long as the chain.

    Args:
        answer: a function of work, depth, rate and wait.

    Returns:
        A `Check`.

    Example:

    >>> check_enough_batch(lambda work, depth, rate, wait: depth)
    Not yet. For work 1024, depth 16, rate 64 and wait 4 it gives 16, too many.
    """
    form = "The answer should be a function of work, depth, rate and wait."
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, form)
    for (work, depth, rate, wait), right in CHAINS.items():
        found, problem = ask(answer, work, depth, rate, wait)
        if problem:
            return Check(False, problem)
        case = f"For work {work}, depth {depth}, rate {rate} and wait {wait} it gives"
        if found != int(found):
            return Check(False, f"{case} {found:g}; a batch is a whole number.")
        if found < 1:
            return Check(False, f"{case} {found:g}; a batch holds at least one.")
        if found != right:
            word = "too many" if found > right else "too few"
            return Check(False, f"{case} {found:g}, {word}.")
    return Check(True, "From this batch on, a deep network waits no longer.")


def check_intensity(answer):
    """Checks the multiplications per byte of a square dense layer.

    Args:
        answer: a function of the width and the batch.

    Returns:
        A `Check`.

    Example:

    >>> check_intensity(lambda width, batch: batch / 4)
    Not yet. The inputs and the outputs have to be moved as well.
    """
    form = "The answer should be a function of width and batch."
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, form)
    for n, batch in LAYERS:
        found, problem = ask(answer, n, batch)
        if problem:
            return Check(False, problem)
        work, moved = batch * n**2, n**2 + 2 * batch * n
        slips = {
            work / moved: "That is per number; a float has four bytes",
            work
            / (BYTES * n**2): "The inputs and the outputs have to be moved as well",
            work / BYTES / (n**2 + batch * n): "Inputs and outputs, both are moved",
            work / BYTES / batch / (n**2 + 2 * n): "The batch shares the weights",
            BYTES * moved / work: "That is bytes per multiplication; turn it around",
        }
        if not math.isclose(found, work / moved / BYTES, rel_tol=1e-6):
            return _explain(slips, found, f"For width {n} and batch {batch}")
    return Check(True, "A batch lets one fetched weight work for many examples.")


def _explain(slips, found, case):
    """Say what a wrong number would be the right answer to."""
    for value, words in slips.items():
        if math.isclose(found, value, rel_tol=1e-6):
            return Check(False, words + ".")
    return Check(False, f"{case} it gives {found:.4g}. Count both sides once more.")
