"""Put what was found into a few sentences."""

from utils.advisor.judging import EVEN, FEW, NOTHING, is_clear


def write(finding, *, task, tests, seeds, costs, changes, curve, dropped):
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

    Returns:
        A text of a few lines.
    """
    say = _percent if task == "classification" else _error
    lines = [_answer(finding), _score(finding, say, task, tests, seeds)]
    lines += [_others(finding, say)]
    lines.append(
        f"Cost of the {finding.network}: {costs['parameters']:,} parameters, "
        f"{costs['seconds']:.1f} s to train, {1000 * costs['latency']:.2f} ms for an "
        "example."
    )
    if finding.answer not in (NOTHING, FEW):
        lines += _difference(finding.network, changes, task)
        lines += _more(curve, task)
    if dropped:
        lines.append(f"The budget was too small for everything: {'; '.join(dropped)}.")
    return "\n".join(lines)


def _answer(finding):
    answer, network = finding.answer, finding.network
    if answer == NOTHING:
        return (
            "Nothing was learned: the best is not clearly better than a rule that does "
            "not look at the input."
        )
    if answer == FEW:
        return (
            "Too few groups to tell: on those that were held back, the best is not "
            "surely better than a rule that does not look at the input. More groups "
            "would settle it."
        )
    if answer == EVEN:
        return (
            "No clear difference between CNN and RNN; if one has to be taken, the "
            f"{network}."
        )
    if answer in ("CNN", "RNN", "hybrid"):
        return f"Use a {answer}." if answer != "RNN" else "Use an RNN."
    return f"A {answer} is enough: no network is clearly better."


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
    rest = [name for name in finding.table.index if name != finding.leader]
    told = [
        f"{name} {say(finding.table['score'][name])} ({finding.table['verdict'][name]})"
        for name in rest
    ]
    return f"Beside it: {', '.join(told)}."


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
