"""Answers to the exercises about medical pictures: wrong with a helpful word, right."""

import numpy as np


def _whole(smears):
    names = np.unique(smears)
    return np.isin(smears, names[: max(1, len(names) // 4)])


def _modulo(smears):
    names = np.unique(smears)
    return np.isin(smears, names[::4])


def _fails(smears):
    raise RuntimeError


WRONG = {
    "check_three_measures": [
        ((40 / 97, 0.94, 0.933), "Sensitivity"),
        ((0.8, 0.06, 0.933), "Specificity"),
        ((0.8, 0.94, 0.95), "Accuracy"),
        ((80, 94, 93), "share"),
        ((0.8, 0.94), "three"),
        ("0.8", "three"),
        (None, "three"),
    ],
    "check_alarm_worth": [
        (0.9, "sensitivity"),
        (0.0009, "Divide"),
        (1 - 0.0177, "wrong"),
        (0.9 / 0.95, "one half"),
        (0.5, "million"),
        (18, "between 0 and 1"),
        ([0.1, 0.2], "one number"),
        ("little", "one number"),
        (None, "one number"),
    ],
    "check_whole_smears": [
        (lambda smears: np.arange(len(smears)) % 4 == 0, "both parts"),
        (lambda smears: smears >= 0, "quarter"),
        (lambda smears: smears < 0, "quarter"),
        (lambda smears: smears, "True or False"),
        (lambda smears: True, "True or False"),
        (_fails, "RuntimeError"),
        (3, "function"),
        (None, "function"),
    ],
}

RIGHT = {
    "check_three_measures": [(0.8, 0.94, 0.933), [40 / 50, 893 / 950, 933 / 1000]],
    "check_alarm_worth": [0.0009 / (0.0009 + 0.05 * 0.999), 0.0177],
    "check_whole_smears": [_whole, _modulo],
}
