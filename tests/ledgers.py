"""Copies of the ledger in which a verdict was turned."""

import pandas as pd

from utils import findings
from utils.conditions import CONTRARY


def turn(found, name, word, condition=None):
    """A copy in which a verdict, or one condition of it, has another word.

    The name may be that of a claim split into parts (all of them turn), hold the
    condition behind a colon, or end in `!` (the contrary gets the word).
    """
    if name.endswith("!"):
        name, word = name[:-1], CONTRARY.get(word, word)
    if "." not in name and ":" not in name and condition is None:
        for part in findings.list_parts(found, name):
            if part != name:
                found = turn(found, part if "." in part else f"{part}:", word)
    name, _, own = name.partition(":")
    condition = own or condition
    copy = found.copy()
    rows = copy["id"] == name
    if condition is not None:
        rows &= copy["condition"] == condition
    if not rows.any() and (own or not findings.list_parts(found, name)):
        row = {"id": name, "condition": condition or "", "address": "x.ipynb"}
        row |= {"verdict": word, "notebook": "x.ipynb", "text": "x"}
        return pd.concat([copy, pd.DataFrame([row])], ignore_index=True)
    copy.loc[rows, "verdict"] = word
    return copy
