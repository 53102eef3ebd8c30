"""Evidence that was recorded because it takes longer than a page may run.

A record is a table of runs, `data/recorded/NAME.csv`. Its first line is a comment with
the fingerprint of the experiment, so that a record of another experiment is never
taken for this one, and with the machine, the versions and the date.
"""

import datetime
import hashlib
import importlib.metadata
import io
import json
import os
import platform
import re
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parent.parent / "data" / "recorded"
PACKAGES = ("numpy", "keras", "tensorflow", "jax", "scikit-learn", "statsmodels")


def path_of(name, *, partial=False, folder=None):
    """Return where a record is stored.

    Args:
        name: letters, digits, dots and hyphens, such as "P1-accuracy".
        partial: whether the unfinished record is meant.
        folder: where records are kept; by default the project's `data/recorded`.

    Returns:
        A `pathlib.Path`.

    Raises:
        ValueError: if the name could not be a file's name on every system.

    Example:

    >>> path_of("P1-accuracy").name
    'P1-accuracy.csv'
    """
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z][\w.-]*\w", name):
        raise ValueError(
            f"record is {name!r}; expected letters, digits, dots and hyphens"
        )
    folder = FOLDER if folder is None else Path(folder)
    return folder / f"{name}{'.partial' * partial}.csv"


def load(path, identity):
    """Read the runs of a record if they belong to an experiment.

    Args:
        path: a file written by `store`.
        identity: the experiment's fingerprint.

    Returns:
        A DataFrame, or None if there is no such file or if it records something else.

    Raises:
        ValueError: if the file is damaged.

    Example:

    >>> load(path_of("nothing-of-this-name"), "00") is None
    True
    """
    path = Path(path)
    if not path.exists():
        return None
    header = read_header(path)
    if header["fingerprint"] != identity:
        return None
    body = path.read_text("utf-8").split("\n", 1)[1]
    if _digest(body) != header.get("sha256"):
        raise ValueError(
            f"{path} is damaged: its runs are not those that were stored; remove the "
            "file and make it again by `make evidence`"
        )
    words = ["family", "contestant", "condition", "metric", "evidence"]
    return pd.read_csv(
        io.StringIO(body),
        keep_default_na=False,
        na_values=["nan"],
        dtype=dict.fromkeys(words, str),
        engine="python",  # reads every float as it was written
    )


def read_header(path):
    """Return what a record says of itself.

    Args:
        path: a file written by `store`.

    Returns:
        A dict with `fingerprint`, `machine`, `python`, `versions` and `date`.

    Raises:
        ValueError: if the first line is not that of a record.

    Example:

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "record.csv"
    >>> store(pd.DataFrame({"condition": ["a"], "value": [1.5]}), path, "00")
    >>> read_header(path)["fingerprint"], len(load(path, "00"))
    ('00', 1)
    """
    with Path(path).open(encoding="utf-8") as file:
        first = file.readline()
    try:
        header = json.loads(first.removeprefix("# "))
        header["fingerprint"]
        return header
    except (ValueError, KeyError, TypeError):
        raise ValueError(
            f"{path} is damaged: its first line is {first[:40]!r}; expected a record "
            "written by `make evidence`; remove the file and make it again"
        ) from None


def store(runs, path, identity):
    """Write a record in one step, so that no reader ever sees half of one.

    Args:
        runs: a tidy DataFrame.
        path: where to write.
        identity: the experiment's fingerprint.

    Example:

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "record.csv"
    >>> store(pd.DataFrame({"condition": [""], "value": [0.5]}), path, "00")
    >>> load(path, "another one") is None
    True
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = runs.to_csv(index=False, na_rep="nan", lineterminator="\n")
    header = {"fingerprint": identity, "sha256": _digest(body), **_origin()}
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        fresh.write_text(f"# {json.dumps(header)}\n{body}", "utf-8", newline="\n")
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    os.replace(fresh, path)


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def _origin():
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "versions": versions,
        "date": datetime.date.today().isoformat(),
    }
