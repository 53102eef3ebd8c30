"""Turn pairs of contestants into conditions, so that one claim judges several pairs."""

import pandas as pd


def pit(runs, pairs, *, winner, loser):
    """Return runs in which every pair of contestants is a condition of its own.

    A claim names one winner and one loser. Where "a gated cell" stands for an LSTM
    here and for a GRU there, each pair becomes a condition, and both contestants take
    the names of their roles.

    Args:
        runs: tidy frame with the columns `family, contestant, condition, seed,
            metric, value`.
        pairs: dict from a pair's name to its two contestants (winner's, loser's).
        winner: what the first of each pair is called in the frame returned.
        loser: what the second is called.

    Returns:
        A tidy frame; the new condition is the pair's name, followed by a comma and
        the old condition if that had a name.

    Raises:
        ValueError: if there is no pair, the roles have one name, or a contestant has
            no runs.

    Example:

    >>> runs = pd.DataFrame({
    ...     "family": "RNN", "contestant": ["LSTM", "plain"], "condition": "adding",
    ...     "seed": 0, "metric": "score", "value": [0.9, 0.1]})
    >>> duel = pit(runs, {"LSTM": ("LSTM", "plain")}, winner="gated", loser="plain")
    >>> duel[["contestant", "condition"]].values.tolist()
    [['gated', 'LSTM, adding'], ['plain', 'LSTM, adding']]
    """
    if not pairs or winner == loser:
        raise ValueError(
            f"pairs is {pairs!r}, winner {winner!r}, loser {loser!r}; expected at "
            "least one pair and two different names"
        )
    parts = []
    for name, both in pairs.items():
        for contestant, role in zip(both, (winner, loser), strict=True):
            own = runs[runs["contestant"] == contestant]
            if own.empty:
                known = sorted(set(runs["contestant"]))
                raise ValueError(
                    f"pairs[{name!r}]: no runs of {contestant!r}; expected one of "
                    f"{known}"
                )
            old = own["condition"]
            new = (name + ", " + old).where(old != "", name)
            parts.append(own.assign(contestant=role, condition=new))
    return pd.concat(parts, ignore_index=True)
