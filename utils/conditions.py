"""How the conditions of a claim came out, and how to name several of them briefly.

A claim of the documents that was split into parts has these in place of conditions. An
exclamation mark behind a name asks for the contrary: what was refuted, holds.
"""

from utils.findings import list_parts, look_up

CONTRARY = {"supported": "refuted", "refuted": "supported"}
GROUPS = ("all", "yes", "no", "open", "turned")  # of `sort_conditions`


def find_word(found, name):
    """Returns the word for a claim, or for its contrary.

    Args:
        found: frame from `findings.read_findings`.
        name: a name as in `findings.look_up`; with `!` at its end, supported and
            refuted change places.

    Returns:
        One of `findings.ORDER`.

    Example:

    >>> from utils.findings import read_findings
    >>> found = read_findings()
    >>> find_word(found, "M1.inside"), find_word(found, "M1.inside!")
    ('refuted', 'supported')
    """
    word = look_up(found, name.rstrip("!"))
    return CONTRARY.get(word, word) if name.endswith("!") else word


def sort_conditions(found, name):
    """Sorts the conditions of a claim by how they came out.

    Args:
        found: frame from `findings.read_findings`.
        name: as in `find_word`.

    Returns:
        A dict of lists of names, for each of `GROUPS`: `all`; `yes`, where the claim
        was supported; `no`, where it was refuted; `open`, where it was neither; and
        `turned`, those of `no` in which the other one is ahead by the margin.

    Example:

    >>> from utils.findings import read_findings
    >>> sort_conditions(read_findings(), "P6")["yes"]
    ['picture']
    """
    bare = name.rstrip("!")
    groups = {group: [] for group in GROUPS}
    for label, word, turned in _list_cases(found, bare):
        word = CONTRARY.get(word, word) if name.endswith("!") else word
        place = {"supported": "yes", "refuted": "no"}.get(word, "open")
        places = ["all", place]
        if turned and not name.endswith("!"):
            places.append("turned")
        for group in places if label else ():
            groups[group].append(label)
    return groups


def is_turned(found, name):
    """Says whether a claim about two is the other way round wherever it was asked.

    Args:
        found: frame from `findings.read_findings`.
        name: as in `find_word`, of a claim whose measure is a difference.

    Returns:
        True if in every condition the one that should have lost is ahead, by more than
        the margin.
    """
    cases = _list_cases(found, name)
    return bool(cases) and all(turned for _, _, turned in cases)


def name_all(names, known):
    """Names several conditions in slanted words, those that share a part as one.

    Args:
        names: list of conditions.
        known: list of all conditions of their claim. What stands before the first
            comma of several, or behind the last one, names them together if `names`
            holds every one that has it.

    Returns:
        Markdown, "" for none.

    Example:

    >>> known = ["GRU, near", "GRU, far", "LSTM, near", "LSTM, far"]
    >>> name_all(["GRU, far", "LSTM, near", "LSTM, far"], known)
    '*far*, *LSTM, near*'
    """
    shared = {}
    for name in known:  # last parts before first ones, which decides between equals
        shared.setdefault(name.rpartition(", ")[2], []).append(name)
    for name in known:
        first = name.partition(", ")[0]
        if name not in shared.setdefault(first, []):
            shared[first].append(name)
    told = list(names)
    for part, own in sorted(shared.items(), key=lambda item: -len(item[1])):
        if part not in known and len(own) > 1 and {*own} <= {*told}:
            told.insert(told.index(own[0]), part)
            told = [name for name in told if name not in own]
    return ", ".join(f"*{name}*" for name in told)


def _list_cases(found, name):
    """Triples of a condition or part, its word, and whether it is turned round."""
    if "." not in name and ":" not in name:
        parts = list_parts(found, name)
        if len(parts) > 1:
            words = [look_up(found, p if "." in p else f"{p}:") for p in parts]
            labels = [part.rpartition(".")[2] for part in parts]
            return [(*pair, False) for pair in zip(labels, words, strict=True)]
        name = parts[0] if parts else name
    rows = found[found["id"] == name.rstrip(":")]
    if (rows["condition"] != "").any():
        rows = rows[rows["condition"] != ""]
    turned = (rows["verdict"] == "refuted") & (rows["high"] < -rows["margin"])
    return list(zip(rows["condition"], rows["verdict"], turned, strict=True))
