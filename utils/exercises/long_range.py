"""Checks of the exercises of lesson 04b: how far back a network can look."""

import math

from utils.exercises.base import OPEN, Check, ask, read_numbers

# (distance, taps) -> layers: each layer of `taps` adds taps - 1 steps
DEPTHS = {(5, 2): 5, (50, 3): 25, (51, 3): 26, (47, 4): 16, (1, 9): 1, (0, 3): 0}
FAR = 100  # how far back the dilated stack has to see
COPIES = ((10, 8, 99), (5, 8, 40), (1, 2, 0), (3, 4, 7))  # items, symbols, delay


def check_depth(answer):
    """Checks the number of layers that brings a distance into the receptive field.

    Args:
        answer: a function of the distance and the number of taps of each layer.

    Returns:
        A `Check`.

    Example:

    >>> check_depth(lambda distance, taps: distance)
    Not yet. For distance 50 and 3 taps it gives 50 layers; 25 are enough.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of distance and taps.")
    for (distance, taps), layers in DEPTHS.items():
        found, problem = ask(answer, distance, taps)
        case = f"For distance {distance} and {taps} taps it gives"
        if problem:
            return Check(False, problem)
        if found < layers:
            return Check(False, f"{case} {found:g} layers; they see less far.")
        if found > layers:
            return Check(False, f"{case} {found:g} layers; {layers} are enough.")
    return Check(True, "Depth grows in proportion to the distance, and so does cost.")


def check_three_taps(answer):
    """Checks the dilations of three-tap layers that reach 100 steps back, gapless.

    Args:
        answer: the dilations, whole numbers of at least 1, from the first layer on.

    Returns:
        A `Check`.

    Example:

    >>> check_three_taps([1, 2, 4, 8, 16, 32])
    Not yet. Every step is seen, and fewer layers can do that.
    """
    if answer is ...:
        return Check(None, OPEN)
    gaps = read_numbers(answer)
    if gaps is None or gaps.ndim != 1 or any(gap < 1 or gap % 1 for gap in gaps):
        return Check(False, "The answer should be a list of whole numbers, 1 or more.")
    reached = {0}
    for gap in gaps[:FAR]:
        reached = {step + i * int(gap) for step in reached for i in range(3)}
        reached = {step for step in reached if step <= FAR}
    if FAR not in reached:
        return Check(False, f"The step {FAR} steps back is not seen.")
    missed = sorted(set(range(FAR)) - reached)
    if missed:
        return Check(False, f"The step {missed[0]} steps back is left out.")
    if len(gaps) > 5:
        return Check(False, "Every step is seen, and fewer layers can do that.")
    return Check(True, "With three taps the gaps may triple from layer to layer.")


def check_copy_guess(answer):
    """Checks the mean cross-entropy of copy memory without a memory for its items.

    Args:
        answer: a function of items, symbols and delay, in nats for each time step.

    Returns:
        A `Check`.

    Example:

    >>> check_copy_guess(lambda items, symbols, delay: math.log(symbols))
    Not yet. That is the loss of one guessed step; most steps need no guess.

    Reference:
        Arjovsky, Shah & Bengio 2016, https://proceedings.mlr.press/v48/arjovsky16.html
    """
    if answer is ...:
        return Check(None, OPEN)
    form = "The answer should be a function of items, symbols and delay."
    if not callable(answer):
        return Check(False, form)
    for items, symbols, delay in COPIES:
        found, problem = ask(answer, items, symbols, delay)
        if problem:
            return Check(False, problem)
        total, steps = items * math.log(symbols), 2 * items + delay + 1
        if math.isclose(found, total / steps, rel_tol=1e-3):
            continue
        return Check(False, _explain(found, items, symbols, delay))
    return Check(True, "A network at this loss knows when to speak, and not what.")


def _explain(found, items, symbols, delay):
    """Say what a wrong loss would be the right answer to."""
    total, steps = items * math.log(symbols), 2 * items + delay + 1
    slips = {
        total / items: "That is the loss of one guessed step; most steps need no guess",
        total: "That is the sum over all steps; the mean was asked for",
        total / steps / math.log(2): "That is in bits; nats were asked for",
        total / (steps - 1): "Nearly: the signal takes a time step, too",
    }
    for value, words in slips.items():
        if math.isclose(found, value, rel_tol=1e-6):
            return words + "."
    case = f"{items} items, {symbols} symbols and delay {delay}"
    count = "Count the steps that are guessed, out of all."
    return f"For {case} it gives {found:.4g}. {count}"
