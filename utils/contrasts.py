"""Turn runs into other runs: what a change costs, and who stands for a family."""

import pandas as pd

KEYS = ["family", "contestant", "seed", "metric"]


def fall(runs, before, after, *, condition=""):
    """Return how far a metric falls from one condition to another, seed by seed.

    Args:
        runs: tidy frame with the columns `family, contestant, condition, seed,
            metric, value`.
        before: name of the first condition.
        after: name of the second condition.
        condition: name of the contrast in the frame returned.

    Returns:
        A tidy frame, one row per contestant, seed and metric; the metric's name gets
        " lost" at its end, the value is before − after.

    Raises:
        ValueError: if a condition has no runs, or if runs of one side are missing on
            the other.

    Example:

    >>> runs = pd.DataFrame({
    ...     "family": "CNN", "contestant": "CNN", "seed": 0, "metric": "accuracy",
    ...     "condition": ["kept", "shuffled"], "value": [0.75, 0.5]})
    >>> fall(runs, "kept", "shuffled")[["metric", "value"]].values.tolist()
    [['accuracy lost', 0.25]]
    """
    sides = []
    for name in (before, after):
        side = runs[runs["condition"] == name].set_index(KEYS)
        if side.empty:
            known = sorted(set(runs["condition"]))
            raise ValueError(f"no runs of condition {name!r}; expected one of {known}")
        sides.append(side)
    first, second = sides
    if set(first.index) != set(second.index) or not first.index.is_unique:
        raise ValueError(
            f"runs of {before!r} and {after!r} do not pair; expected the same "
            "contestants, seeds and metrics once on both sides"
        )
    lost = first.assign(value=first["value"] - second["value"].reindex(first.index))
    lost = lost.reset_index().assign(condition=condition)
    lost["metric"] = lost["metric"] + " lost"
    return lost


def represent(runs, tuning, *, family, name):
    """Let the contestant with the lowest validation loss stand for its family.

    The choice looks at the pilot's validation loss only, in each condition by itself,
    so that the test part has no say in it.

    Args:
        runs: tidy frame from `experiments.compare`.
        tuning: tidy frame from `experiments.tune`.
        family: the family to be represented, such as "RNN".
        name: what the representative is called in the frame returned.

    Returns:
        The runs with those of the representatives added under the new name.

    Raises:
        ValueError: if a condition's family was not tuned.

    Example:

    >>> tuning = pd.DataFrame({
    ...     "family": "RNN", "contestant": ["GRU", "LSTM"], "condition": "",
    ...     "learning_rate": 0.1, "value": [0.5, 0.4]})
    >>> runs = tuning.assign(value=[1.0, 2.0])
    >>> represent(runs, tuning, family="RNN", name="best RNN")["value"].tolist()
    [1.0, 2.0, 2.0]
    """
    keys = ["condition", "contestant", "learning_rate"]
    losses = tuning[tuning["family"] == family].groupby(keys)["value"]
    losses = losses.agg(lambda values: values.mean(skipna=False)).dropna()
    added = []
    for condition in runs["condition"].unique():
        if condition not in losses.index.get_level_values("condition"):
            raise ValueError(f"tuning has no {family} in {condition!r}; expected some")
        best = losses[condition].groupby("contestant").min().idxmin()
        own = (runs["condition"] == condition) & (runs["contestant"] == best)
        added.append(runs[own].assign(contestant=name))
    return pd.concat([runs, *added], ignore_index=True)
