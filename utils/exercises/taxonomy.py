"""Checks of the exercises of lesson 07a."""

import numpy as np

from utils.exercises.base import OPEN, Check, read_numbers

SHAPES = ("one to one", "one to many", "many to one", "in step", "read, then write")
RIGHT_SHAPES = {
    "the alarm": "in step",
    "the melody": "one to many",
    "the language": "many to one",
    "the summary": "read, then write",
}


def check_which_shapes(answer):
    """Checks the shapes of four tasks.

    Args:
        answer: four words, in the order of the question.

    Returns:
        A `Check`.

    Example:

    >>> check_which_shapes(["in step", "one to many", "in step", "read, then write"])
    Not yet. Think again about the language, and which steps have an output.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not isinstance(answer, list | tuple) or len(answer) != len(RIGHT_SHAPES):
        return Check(False, "The answer should be a list of four shapes.")
    for given, (task, shape) in zip(answer, RIGHT_SHAPES.items(), strict=True):
        if given not in SHAPES:
            return Check(False, f"{given!r} is none of the shapes {SHAPES}.")
        if given != shape:
            return Check(
                False, f"Think again about {task}, and which steps have an output."
            )
    return Check(True, "Who reads when, and who writes when, is all there is to it.")


def check_cell_steps(answer):
    """Checks a formula for how often the cell is run.

    Args:
        answer: a function of inputs, outputs and delay that gives five numbers.

    Returns:
        A `Check`.

    Example:

    >>> check_cell_steps(lambda inputs, outputs, delay: [1, outputs, inputs, inputs, 9])
    Not yet. For 9 inputs, 14 outputs and a delay of 4, "in step" takes another number.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of three numbers.")
    for inputs, outputs, delay in ((9, 14, 4), (1, 1, 0), (3, 20, 7)):
        expected = (1, outputs, inputs, inputs + delay, inputs + outputs)
        try:
            found = read_numbers(answer(inputs, outputs, delay))
        except Exception as error:
            return Check(False, f"The function stops with {type(error).__name__}.")
        if found is None or found.shape != (5,):
            return Check(False, "The function should give five numbers.")
        for name, given, right in zip(SHAPES, found, expected, strict=True):
            if given != right:
                case = f"{inputs} inputs, {outputs} outputs and a delay of {delay}"
                return Check(False, f'For {case}, "{name}" takes another number.')
    return Check(True, "Every word read or written is one step of the cell.")


def check_one_step(answer):
    """Checks one step of a GRU from two first states.

    Args:
        answer: two numbers, from a state of 0 and from a state of 1.

    Returns:
        A `Check`.

    Example:

    >>> check_one_step([0.2, 0.95])
    Not yet. In Keras z is the share of the old state that is kept.
    """
    if answer is ...:
        return Check(None, OPEN)
    states = read_numbers(answer)
    if states is None or states.shape != (2,):
        return Check(False, "The answer should be two numbers.")
    if np.allclose(states, [0.2, 0.95], atol=1e-3):
        return Check(False, "In Keras z is the share of the old state that is kept.")
    if np.isclose(states[0], 0.6, atol=1e-3) and np.isclose(states[1], 0.6, atol=1e-3):
        return Check(False, "From a state of 1, something of that state is kept.")
    if not np.allclose(states, [0.6, 0.85], atol=1e-3):
        return Check(False, "The new state mixes the old one and the candidate by z.")
    return Check(True, "From zero, only the candidate's share is left.")
