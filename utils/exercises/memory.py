"""Checks of the exercises of lesson 04a: factors, biases, and their time spans."""

import math

from utils.exercises.base import OPEN, Check, ask, read_number

STEPS = 20  # in which the gradient is to lose one power of ten
HALF_LIFE = 50  # time steps after which a cell is to hold half of its content
SPANS = (2, 5, 50, 1000)


def check_gain(answer):
    """Checks the gain of a linear recurrence that loses a power of ten in 20 steps.

    Args:
        answer: a number.

    Returns:
        A `Check`.

    Example:

    >>> check_gain(0.1)
    Not yet. That loses a power of ten at every single step.
    """
    if answer is ...:
        return Check(None, OPEN)
    gain = read_number(answer)
    if gain is None:
        return Check(False, "The answer should be one finite number.")
    if math.isclose(gain, 0.1):
        return Check(False, "That loses a power of ten at every single step.")
    if gain >= 1:
        return Check(False, "With a gain of 1 or more nothing is lost.")
    if gain <= 0:
        return Check(False, "The gain should be above 0.")
    lost = -STEPS * math.log10(gain)
    if not math.isclose(lost, 1, abs_tol=0.01):
        return Check(False, f"In {STEPS} steps it loses {lost:.3g} powers of ten.")
    return Check(True, "Twenty such factors multiply to a tenth.")


def check_forget_bias(answer):
    """Checks the forget bias with which a cell holds half its content for 50 steps.

    Args:
        answer: a number, the bias inside the sigmoid.

    Returns:
        A `Check`.

    Example:

    >>> check_forget_bias(1)
    Not yet. With this bias half of the content is gone after 2.21 steps.
    """
    if answer is ...:
        return Check(None, OPEN)
    bias = read_number(answer)
    if bias is None:
        return Check(False, "The answer should be one finite number.")
    share = 0.5 ** (1 / HALF_LIFE)
    if math.isclose(bias, share, abs_tol=1e-3):
        return Check(False, "That is the gate itself; the bias stands inside it.")
    loss = math.log1p(math.exp(-bias)) if bias > -700 else -bias
    found = math.log(2) / loss if loss else math.inf
    if not math.isclose(found, HALF_LIFE, rel_tol=0.02):
        after = f"half of the content is gone after {found:.3g} steps"
        return Check(False, f"With this bias {after}.")
    return Check(True, "Fifty such gates let half of the content through.")


def check_chrono_bias(answer):
    """Checks the function from a time span s to the bias that sets the gate 1 - 1/s.

    Args:
        answer: a function of one number above 1.

    Returns:
        A `Check`.

    Example:

    >>> check_chrono_bias(math.log)
    Not yet. For 2 steps it sets the gate to 0.666667, not to 0.5.

    Reference:
        Tallec & Ollivier 2018, https://openreview.net/forum?id=SJcKhk-Ab
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of the time span.")
    for span in SPANS:
        bias, problem = ask(answer, span)
        if problem:
            return Check(False, problem)
        gate = 1 / (1 + math.exp(-max(-700.0, min(700.0, bias))))
        if not math.isclose(1 / max(1e-12, 1 - gate), span, rel_tol=1e-3):
            case = f"For {span} steps it sets the gate"
            return Check(False, f"{case} to {gate:.6g}, not to {1 - 1 / span:g}.")
    return Check(True, "A bias that grows with the logarithm of the time span.")
