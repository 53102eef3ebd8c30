"""What a claim and its verdict say in words, without a number that was measured."""

import math


def reason(claim, finding, seeds):
    """Says in a few words why a condition got its word.

    Args:
        claim: a `claims.Claim`.
        finding: the `rules.Finding`, oriented so that higher is better.
        seeds: how many there were.

    Returns:
        A text such as `"practically equal"`.
    """
    bar = "margin" if claim.loser else "bar"
    if finding.word == "undecided":
        lonely = "one seed shows no spread"
        return lonely if seeds == 1 else f"the interval holds the {bar}"
    if claim.loser is None:
        above = (claim.better == "higher") == (finding.word == "supported")
        return f"{'above' if above else 'below'} the bar"
    if finding.word == "supported":
        return "above the margin"
    limit = abs(math.log(claim.margin) if claim.scale == "ratio" else claim.margin)
    if -limit < finding.low <= finding.high < limit:
        return "practically equal"
    return "the other way round" if finding.high < -limit else "smaller than the margin"


def sentence(claim, part, *, resplit=False):
    """Says in one sentence what a verdict means.

    Args:
        claim: a `claims.Claim`.
        part: the `verdicts.Part` of its only condition, or one whose reason lists the
            words of several.
        resplit: whether the seeds re-split the same data.

    Returns:
        A text.
    """
    said = state(claim)
    if len(claim.conditions) > 1:
        return f"Whether {said}: {part.reason}{', on this data' * resplit}."
    if part.word == "undecided":
        subject = "one seed shows no spread and does" if part.seeds == 1 else ""
        said = f"{subject or 'these seeds do'} not settle whether {said}"
    elif part.word == "refuted":
        said = _deny(claim, part.reason)
    if not said.startswith(f"{claim.winner} "):  # whose name stays as it is
        said = said[0].upper() + said[1:]
    return f"{said}{', on this data' * resplit}."


def state(claim):
    """Says what a claim states, margin included.

    Args:
        claim: a `claims.Claim`.

    Returns:
        A clause without a full stop.
    """
    measure = _measure(claim)
    if claim.loser is None:
        side = "above" if claim.better == "higher" else "below"
        return f"the {claim.metric} of {claim.winner} is {side} {claim.margin:.3g}"
    amount, excess = _amount(claim)
    if excess < 0:
        return f"{claim.winner} is not behind {claim.loser} by {amount} in {measure}"
    more = f" by more than {amount}" if excess else ""
    return f"{claim.winner} is ahead of {claim.loser}{more} in {measure}"


def _deny(claim, why):
    """What is the case where a claim is refuted."""
    winner, loser, measure = claim.winner, claim.loser, _measure(claim)
    if loser is None:
        return f"the {claim.metric} of {winner} is {why[:5]} {claim.margin:.3g}"
    amount, excess = _amount(claim)
    if why == "practically equal":
        return (
            f"{winner} and {loser} differ by less than {amount} in {measure}: "
            "practically equal"
        )
    if why == "the other way round":
        more = f" by more than {amount}" if excess else ""
        return f"it is the other way round: {loser} is ahead{more} in {measure}"
    return f"any lead of {winner} over {loser} in {measure} is smaller than {amount}"


def _measure(claim):
    return f"{claim.metric}{' (lower is better)' * (claim.better == 'lower')}"


def _amount(claim):
    """The margin in words, without its sign, and which sign it has."""
    if claim.scale == "difference":
        return f"{abs(claim.margin):.3g}", claim.margin
    excess = math.log(claim.margin)
    return f"a factor of {math.exp(abs(excess)):g}", excess
