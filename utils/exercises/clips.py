"""Checks of the exercises of lesson 08b."""

import numpy as np

from utils.exercises.base import OPEN, Check, ask, read_numbers


def check_frames_seen(answer):
    """Checks how many frames a stack of 3-D convolutions sees.

    Args:
        answer: a function of the number of layers and of the frames in a kernel.

    Returns:
        A `Check`.

    Example:

    >>> check_frames_seen(lambda layers, frames: layers * frames)
    Not yet. With 2 layers of 3 frames each an output sees another number of frames.
    """
    if answer is ...:
        return Check(None, OPEN)
    for layers, frames in ((1, 3), (2, 3), (4, 2), (5, 1)):
        number, problem = ask(answer, layers, frames)
        if problem:
            return Check(False, problem)
        if number != 1 + layers * (frames - 1):
            return Check(
                False,
                f"With {layers} layers of {frames} frames each an output sees another "
                "number of frames.",
            )
    return Check(True, "Each layer adds its kernel's frames, less the one it is at.")


def check_backwards(answer):
    """Checks what the motions are when the film runs backwards.

    Args:
        answer: a dict from each of six motions to one of them.

    Returns:
        A `Check`.

    Example:

    >>> same = "left right stops starts bounces circles".split()
    >>> check_backwards(dict(zip(same, same)))
    Not yet. What goes to the left goes elsewhere when the film runs backwards.
    """
    if answer is ...:
        return Check(None, OPEN)
    right = {
        "left": ("right", "What goes to the left goes elsewhere"),
        "right": ("left", "What goes to the right goes elsewhere"),
        "stops": ("starts", "What stops, first moved and then stood; think of it"),
        "starts": ("stops", "What starts, first stood and then moved; think of it"),
        "bounces": ("bounces", "What bounces still meets the border"),
        "circles": ("circles", "What circles still goes round"),
    }
    if not isinstance(answer, dict) or set(answer) != set(right):
        return Check(False, f"The answer should be a dict with the keys {[*right]}.")
    for motion, (partner, hint) in right.items():
        if answer[motion] != partner:
            return Check(False, f"{hint} when the film runs backwards.")
    return Check(True, "Who does not know the order cannot tell partners apart.")


def check_frame_difference(answer):
    """Checks a function that gives what changed between the frames.

    Args:
        answer: a function of films `(films, frames, height, width, 1)` that gives as
            many frames, each less the one before it, the first one zero.

    Returns:
        A `Check`.

    Example:

    >>> check_frame_difference(lambda films: films)
    Not yet. The first frame has none before it; its difference should be zero.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    films = np.random.default_rng(0).integers(0, 9, (2, 4, 3, 3, 1)).astype(float)
    given = films.copy()
    try:
        found = read_numbers(answer(given))
    except Exception as error:  # whatever the reader's function may raise
        return Check(False, f"The function stops with {type(error).__name__}.")
    if found is None or found.shape != films.shape:
        return Check(False, "It should return as many frames, of the same size.")
    if not np.array_equal(given, films):
        return Check(False, "The function changes the films that it was given.")
    if found[:, 0].any():
        return Check(
            False, "The first frame has none before it; its difference should be zero."
        )
    if not np.allclose(found[:, 1:], films[:, 1:] - films[:, :-1]):
        return Check(False, "Each frame should be itself less the frame before it.")
    return Check(True, "What stands still has vanished, what moves has two edges.")
