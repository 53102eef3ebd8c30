"""Copies of the ledger in which a verdict was turned."""

import pandas as pd


def turn(found, name, word, condition=None):
    """A copy in which a verdict, or one condition of it, has another word."""
    name = name.rstrip(":")
    copy = found.copy()
    rows = copy["id"] == name
    if condition is not None:
        rows &= copy["condition"] == condition
    if not rows.any():
        row = {"id": name, "condition": condition or "", "address": "x.ipynb"}
        row |= {"verdict": word, "notebook": "x.ipynb", "text": "x"}
        return pd.concat([copy, pd.DataFrame([row])], ignore_index=True)
    copy.loc[rows, "verdict"] = word
    return copy
