"""Checks of the exercises of the use case about image classification."""

import numpy as np

from utils.exercises.base import OPEN, Check, ask, read_number, read_numbers

LABELS, GUESSES = (0, 0, 1, 1, 1, 2), (0, 1, 1, 1, 2, 2)
# (accuracy, examples) of which the standard error is asked
SIZES = ((0.9, 100), (0.5, 400), (0.99, 10_000))


def check_two_bins(answer):
    """Checks the expected calibration error of twenty answers, done by hand.

    Args:
        answer: a number. Ten answers were given with confidence 0.9, seven of them
            right; ten with confidence 0.6, six of them right.

    Returns:
        A `Check`.

    Example:

    >>> check_two_bins(0.2)
    Not yet. That is the gap of the sure answers; the others have none. Weigh both.
    """
    if answer is ...:
        return Check(None, OPEN)
    found = read_number(answer)
    if found is None:
        return Check(False, "The answer should be one number.")
    if np.isclose(found, 0.1, atol=1e-3):
        return Check(True, "Half of the answers are too sure by 0.2, half are fine.")
    if np.isclose(found, 0.2, atol=1e-3):
        return Check(
            False,
            "That is the gap of the sure answers; the others have none. Weigh both.",
        )
    if np.isclose(found, 0.65, atol=1e-3):
        return Check(False, "That is the accuracy of all answers together.")
    return Check(False, "Per bin: the distance between confidence and share right.")


def check_confusion(answer):
    """Checks a function that counts confusions.

    Args:
        answer: a function of labels, guesses and the number of classes that returns
            the table: a row for each class shown, a column for each class guessed.

    Returns:
        A `Check`.

    Example:

    >>> check_confusion(lambda labels, guesses, classes: np.eye(classes))
    Not yet. Row 0, column 1 should be 1: class 0 was once taken for class 1.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function.")
    table = np.zeros((4, 4))
    np.add.at(table, (LABELS, GUESSES), 1)
    try:
        found = read_numbers(answer(np.array(LABELS), np.array(GUESSES), 4))
    except Exception as error:
        return Check(False, f"The function stops with {type(error).__name__}.")
    if found is None or found.shape != (4, 4):
        shape = None if found is None else found.shape
        return Check(
            False, f"For 4 classes it should give a table of 4 × 4, not {shape}."
        )
    if np.array_equal(found, table):
        return Check(True, "Its diagonal holds what was right; class 3 never occurred.")
    if np.array_equal(found, table.T):
        return Check(False, "Rows and columns are swapped: a row is a class shown.")
    places = np.argwhere(found != table).tolist()
    row, column = next((p for p in places if p[0] != p[1]), places[0])
    times = {0: "never", 1: "once", 2: "twice"}[int(table[row, column])]
    return Check(
        False,
        f"Row {row}, column {column} should be {table[row, column]:.0f}: "
        f"class {row} was {times} taken for class {column}.",
    )


def check_standard_error(answer):
    """Checks a formula for the standard error of an accuracy.

    Args:
        answer: a function of an accuracy p and a number of test examples n, which
            should return the square root of p (1 - p) / n.

    Returns:
        A `Check`.

    Example:

    >>> check_standard_error(lambda accuracy, examples: 0.09 / examples)
    Not yet. For an accuracy of 0.9 on 100 examples it gives 0.0009, not 0.03.
    """
    if answer is ...:
        return Check(None, OPEN)
    for accuracy, examples in SIZES:
        right = np.sqrt(accuracy * (1 - accuracy) / examples)
        found, problem = ask(answer, accuracy, examples)
        if problem:
            return Check(False, problem)
        if not np.isclose(found, right, rtol=1e-3):
            return Check(
                False,
                f"For an accuracy of {accuracy:g} on {examples:,} examples it gives "
                f"{found:.3g}, not {right:.3g}.",
            )
    return Check(True, "Four times as many pictures halve it.")
