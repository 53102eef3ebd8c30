"""Put what was found into a few sentences."""

from utils.advisor.judging import EVEN, FEW, NOTHING, is_clear

SMALL = 0.02  # a lead of which nobody needs to be told that it may be there
NAMES = {"RNN": "an RNN", "gradient boosting": "gradient boosting"}
TRIVIAL = {
    "classification": "a rule that always says the most frequent class",
    "regression": "a rule that always says the mean",
    "forecast": "to repeat the last value, or to add the mean change to it",
}


def write(finding, *, task, tests, seeds, costs, changes, curve, dropped, uneven=False):
    """Write the advice as a short text.

    Args:
        finding: a `judging.Finding`.
        task: one of `examples.TASKS`.
        tests: number of test examples.
        seeds: number of seeds.
        costs: dict with parameters, seconds and latency (in seconds) of the network.
        changes: dict from "shuffled" and "moved" to (fall, low, high).
        curve: (gain, low, high) from half of the training data to all, or None.
        dropped: sentences about what the budget did not allow.
        uneven: whether some classes are much rarer than others.

    Returns:
        A text of a few lines.
    """
    say = _percent if task == "classification" else _error
    lines = [_answer(finding, task, tests), _score(finding, say, task, tests, seeds)]
    lines += [_others(finding, say)]
    if uneven:
        lines.append(
            "The classes are uneven, and accuracy hardly notices the rare ones: it "
            "cannot tell how well they are found."
        )
    lines.append(_kept(finding, costs))
    if finding.answer not in (NOTHING, FEW):
        lines += _difference(finding.network, changes, task)
        lines += _more(curve, task)
    if dropped:
        lines.append(f"The budget was too small for everything: {'; '.join(dropped)}.")
    return "\n".join(lines)


def name(contestant, *, start=False):
    """Return a contestant's name with its article.

    Args:
        contestant: such as "CNN" or "gradient boosting".
        start: whether a sentence begins with it.

    Returns:
        A text.

    Example:

    >>> name("RNN"), name("logistic regression", start=True)
    ('an RNN', 'A logistic regression')
    """
    told = NAMES.get(contestant, f"a {contestant}")
    return told[0].upper() + told[1:] if start else told


def _answer(finding, task, tests):
    answer, leader = finding.answer, finding.leader
    if answer == NOTHING:
        return (
            f"Nothing was learned: the best is not clearly better than {TRIVIAL[task]}."
        )
    if answer == FEW:
        return (
            "Too few groups to tell: on those that were held back, the best is not "
            f"surely better than {TRIVIAL[task]}. More groups would settle it."
        )
    if answer == EVEN:
        return (
            "No clear difference between CNN and RNN; if one has to be taken, the "
            f"{finding.network}."
        )
    if answer not in ("CNN", "RNN", "hybrid"):
        return _simple(finding, task, tests)
    if leader == answer:
        return f"Use {name(answer)}."
    return (
        f"Use {name(answer)}: it is simpler than the {leader}, which is best on "
        "validation but not clearly better on the test."
    )


def _simple(finding, task, tests):
    """Say that a baseline will do, and how sure it is that no network is better."""
    unit = " points" if task == "classification" else " of relative error"
    scale, digits = (100, 1) if task == "classification" else (1, 2)
    answer, (network, mean, low, high) = finding.answer, finding.rival
    if is_clear((mean, low, high)):
        return (
            f"{name(answer, start=True)} may do: it is not clearly behind the best on "
            f"validation. But on the {tests:,} test examples the {network} was ahead "
            f"of it by {scale * low:.{digits}f} to {scale * high:.{digits}f}{unit}."
        )
    if high < SMALL:
        return f"{name(answer, start=True)} is enough: no network is clearly better."
    return (
        f"{name(answer, start=True)} may do: on {tests:,} test examples no network is "
        f"surely better, though the {network} could be up to "
        f"{scale * high:.{digits}f}{unit} ahead. More test examples would tell."
    )


def _score(finding, say, task, tests, seeds):
    row = finding.table.loc[finding.leader]
    words = "accuracy" if task == "classification" else "relative error"
    runs = "1 seed" if seeds == 1 else f"{seeds} seeds"
    low, high = sorted((row["low"], row["high"]), key=abs)
    return (
        f"Best on validation: {finding.leader}, {words} {say(row['score'])} on "
        f"{tests:,} test examples it had not seen (95 % interval {say(low)} to "
        f"{say(high)}, {runs})."
    )


def _others(finding, say):
    table = finding.table.drop(index=finding.leader)
    told = [
        f"{each} {say(row['score'])} ({row['verdict']})"
        for each, row in table.iterrows()
    ]
    line = f"Beside it: {', '.join(told)}."
    if (table["verdict"] == "unproven").any():
        line += (
            " Unproven: neither clearly behind, nor clearly better than a trivial rule."
        )
    return line


def _kept(finding, costs):
    """Say which network is kept, what it costs, and whether it is of use."""
    line = (
        f"Kept for predict and save: the {finding.network}, {costs['parameters']:,} "
        f"parameters, {costs['seconds']:.1f} s to train, {1000 * costs['latency']:.2f} "
        "ms for an example."
    )
    if finding.answer in (NOTHING, FEW):
        line += " Do not rely on its answers."
    return line


def _difference(network, changes, task):
    """Say what shuffled and moved inputs cost, and what that means."""
    whole = task == "classification"
    scale, digits, unit = (100, 1, " points") if whole else (1, 2, "")
    says = {
        ("shuffled", True): "places carry information",
        ("shuffled", False): "no clear loss without the places",
        ("moved", True): "the place matters, or something was pushed over the edge",
        ("moved", False): "no clear loss",
    }
    lines = {
        "shuffled": f"Trained on shuffled inputs the {network} loses",
        "moved": "Shown inputs moved by an eighth it loses",
    }
    return [
        f"{lines[change]} {scale * fall:.{digits}f}{unit} ({scale * low:.{digits}f} to "
        f"{scale * high:.{digits}f}): {says[change, is_clear((fall, low, high))]}."
        for change, (fall, low, high) in changes.items()
    ]


def _more(curve, task):
    if curve is None:
        return []
    scale, unit = (100, " points") if task == "classification" else (1, "")
    gain, low, high = (scale * part for part in curve)
    digits = 1 if scale == 100 else 2
    says = "more data should help" if low > 0 else "more data may help little"
    return [
        f"From half of the training data to all of it: {gain:+.{digits}f}{unit} "
        f"({low:.{digits}f} to {high:.{digits}f}): {says}."
    ]


def _percent(value):
    return f"{100 * min(1.0, max(0.0, value)):.1f} %"


def _error(value):
    return f"{abs(value):.2f}"
