"""Checks of the exercises of the use case about medical pictures."""

import numpy as np

from utils.exercises.base import OPEN, Check, read_number, read_numbers

CELLS, ABNORMAL, FOUND, ALARMS = 1000, 50, 40, 57  # alarms: false ones
SENSITIVITY, SPECIFICITY, PREVALENCE = 0.9, 0.95, 0.001


def check_three_measures(answer):
    """Checks sensitivity, specificity and accuracy, counted by hand.

    Args:
        answer: three numbers, for a test that finds `FOUND` of `ABNORMAL` abnormal
            cells among `CELLS` and raises `ALARMS` false alarms.

    Returns:
        A `Check`.

    Example:

    >>> check_three_measures((0.8, 0.94, 0.95))
    Not yet. Accuracy says how many of all 1000 cells are judged rightly.
    """
    if answer is ...:
        return Check(None, OPEN)
    shares = read_numbers(answer)
    if shares is None or shares.shape != (3,):
        return Check(False, "The answer should be three numbers.")
    if np.any((shares < 0) | (shares > 1)):
        return Check(False, "Each of the three is a share, from 0 to 1.")
    healthy = CELLS - ABNORMAL
    right = np.array(
        [
            FOUND / ABNORMAL,
            (healthy - ALARMS) / healthy,
            (FOUND + healthy - ALARMS) / CELLS,
        ]
    )
    wrong = np.flatnonzero(~np.isclose(shares, right, atol=0.0005))
    if not len(wrong):
        return Check(True, "Never an alarm is right about 950 cells: more than these.")
    asks = (
        f"Sensitivity says how many of the {ABNORMAL} abnormal cells are found.",
        f"Specificity says how many of the {healthy} healthy cells raise no alarm.",
        f"Accuracy says how many of all {CELLS} cells are judged rightly.",
    )
    return Check(False, asks[wrong[0]])


def check_alarm_worth(answer):
    """Checks the chance that an alarm is right where the condition is rare.

    Args:
        answer: the positive predictive value at `SENSITIVITY`, `SPECIFICITY` and
            `PREVALENCE`.

    Returns:
        A `Check`.

    Example:

    >>> check_alarm_worth(0.9)
    Not yet. That is the sensitivity: how many of the abnormal raise an alarm.
    """
    if answer is ...:
        return Check(None, OPEN)
    chance = read_number(answer)
    if chance is None:
        return Check(False, "The answer should be one number.")
    if not 0 <= chance <= 1:
        return Check(False, "A chance lies between 0 and 1.")
    right = SENSITIVITY * PREVALENCE
    wrong = (1 - SPECIFICITY) * (1 - PREVALENCE)
    if np.isclose(chance, right / (right + wrong), atol=0.0005):
        return Check(True, "About one alarm in fifty-six is right.")
    if np.isclose(chance, SENSITIVITY):
        return Check(
            False, "That is the sensitivity: how many of the abnormal raise an alarm."
        )
    if np.isclose(chance, right, atol=1e-6):
        return Check(False, "Divide by all alarms, right and wrong.")
    if np.isclose(chance, wrong / (right + wrong), atol=0.0005):
        return Check(False, "That is the share of the alarms that are wrong.")
    even = SENSITIVITY / (SENSITIVITY + 1 - SPECIFICITY)
    if np.isclose(chance, even, atol=0.0005):
        return Check(False, "That is at a prevalence of one half.")
    return Check(
        False, "Of a million cells, count the right alarms and the wrong ones."
    )


def check_whole_smears(answer):
    """Checks a function that chooses crops to test on, smear by whole smear.

    Args:
        answer: function of an array of smear numbers, one for each crop, that returns
            as many True (test) and False; about a quarter of the smears are to be
            tested on, at least one, and not all.

    Returns:
        A `Check`.

    Example:

    >>> check_whole_smears(lambda smears: np.arange(len(smears)) % 4 == 0)
    Not yet. Smear 0 is in both parts.
    """
    if answer is ...:
        return Check(None, OPEN)
    if not callable(answer):
        return Check(False, "The answer should be a function of the smears' numbers.")
    rng = np.random.default_rng(0)
    for numbers in (np.arange(20), rng.integers(5, 30, 20), rng.permutation(4) * 7):
        smears = rng.permutation(np.repeat(numbers, 10))
        try:
            chosen = np.asarray(answer(smears.copy()))
        except Exception as error:
            return Check(False, f"The function stops with {type(error).__name__}.")
        if chosen.shape != smears.shape or chosen.dtype != bool:
            return Check(False, "It should give True or False for each crop.")
        both = set(smears[chosen].tolist()) & set(smears[~chosen].tolist())
        if both:
            return Check(False, f"Smear {min(both)} is in both parts.")
        found, total = len(set(smears[chosen].tolist())), len(set(smears.tolist()))
        if not 1 <= found <= 0.4 * total:
            return Check(
                False, f"{found} of {total} smears to test on is not about a quarter."
            )
    return Check(True, "No smear is in both parts, so the test is of new smears.")
