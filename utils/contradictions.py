"""Where the documents contradict each other, and with whom the evidence sides.

`data/contradictions.csv` holds pairs of sentences that cannot both be true as they
stand, and the tests that each of them would have to pass.
"""

import pandas as pd

from utils.comparison import link, read_table
from utils.findings import OPEN, look_up
from utils.systems import format_markdown

# how far a sentence holds, from how its tests came out
STANDS = ("fails", "open", "in part", "holds")


def settle(found):
    """Says with whom the evidence sides where the documents contradict each other.

    A sentence holds if all its tests came out as it needs, fails if none did, and holds
    in part if some did; it is open if none of its tests has been decided.

    Args:
        found: frame from `findings.read_findings`.

    Returns:
        A DataFrame with a row per contradiction: `question`, `first` and `second` (the
        documents, and what they say), `first_stands`, `second_stands` (of `STANDS`),
        `evidence` (the tests) and `sides`, a few words.
    """
    rows = []
    for case in read_table("contradictions").to_dict("records"):
        row = {"question": case["question"]}
        for side in ("first", "second"):
            who = _name(case[side])
            row[side] = f"{who}: {case[f'says_{side}']}"
            row[f"{side}_stands"] = _stand(found, case[f"tests_{side}"].split(";"))
        tests = ";".join((case["tests_first"], case["tests_second"])).split(";")
        names = [test.rstrip("!~").partition(":")[0] for test in tests]
        row["evidence"] = list(dict.fromkeys(names))
        row["sides"] = _side(row, _name(case["first"]), _name(case["second"]))
        rows.append(row)
    return pd.DataFrame(rows)


def list_contradictions(found):
    """Writes `settle` as a table with links.

    Args:
        found: frame from `findings.read_findings`.

    Returns:
        Markdown.
    """
    head = ["question", "one says", "another says", "the evidence sides", "see"]
    rows = []
    for case in settle(found).to_dict("records"):
        links = ", ".join(link(found, name) for name in case["evidence"])
        texts = [
            f"{case[side]} (*{case[f'{side}_stands']}*)" for side in ("first", "second")
        ]
        rows.append([case["question"], *texts, f"**{case['sides']}**", links])
    return format_markdown(head, rows)


def passes(found, test):
    """Says whether a verdict came out as a sentence needs it.

    Args:
        found: frame from `findings.read_findings`.
        test: a name as in `findings.look_up`, which has to be supported; with `!` at
            its end it has to be refuted, with `~` it must not be supported.

    Returns:
        True, False, or None where the verdict does not say.

    Example:

    >>> from utils.findings import read_findings
    >>> passes(read_findings(), "I3:unrolling is needed!")
    True
    """
    word = look_up(found, test.rstrip("!~"))
    if word in (OPEN, "not testable here"):
        return None
    if test.endswith("~"):
        return word != "supported"
    if word not in ("supported", "refuted"):
        return None
    return word == ("refuted" if test.endswith("!") else "supported")


def _stand(found, tests):
    """How far a sentence holds."""
    results = [passes(found, test) for test in tests]
    if set(results) == {True}:
        return "holds"
    words = {look_up(found, test.rstrip("!~")) for test in tests}
    if words <= {OPEN, "undecided", "not testable here"}:
        return "open"
    return "fails" if set(results) == {False} else "in part"


def _side(row, first, second):
    """With whom the evidence sides."""
    stands = row["first_stands"], row["second_stands"]
    if "open" in stands:
        return "with neither yet"
    if stands[0] == stands[1]:
        both = {
            "holds": "with both",
            "fails": "with neither",
            "in part": "in part with each",
        }
        return both[stands[0]]
    ahead = STANDS.index(stands[0]) > STANDS.index(stands[1])
    rather = "" if {"holds", "fails"} == {*stands} else "rather "
    return f"{rather}with {first if ahead else second}"


def _name(letters):
    """The documents by their letters."""
    return " and ".join(", ".join(letters.split()).rsplit(", ", 1))
