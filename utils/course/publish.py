"""Write the release's address and tag wherever they stand, and find who disagrees.

`pyproject.toml` is where both are defined. Badges, the set-up cells, the README and
the citation repeat them.
"""

import re
import tomllib
from pathlib import Path

from utils.course.pages import ROOT, find_pages, write_text

REPOSITORY = r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9][\w.-]*"
TAG = r"v\d+(?:\.\d+){0,2}"


def read_release(root=ROOT):
    """Reads which release this tree is, from `pyproject.toml`.

    Args:
        root: Path of the checkout.

    Returns:
        Pair of strings: the repository `owner/name` and the tag.

    Example:

    >>> read_release()[1].startswith("v")
    True
    """
    text = (Path(root) / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)["project"]
    address = project["urls"]["Repository"]
    return address.removeprefix("https://github.com/"), f"v{project['version']}"


def publish(repository, tag, root=ROOT, *, say=print):
    """Rewrites address and tag in every place; the command `publish`.

    Args:
        repository: String `owner/name`, as GitHub allows it.
        tag: String such as `v1.0.0`; `v1` and `v1.0` are fine as well.
        root: Path of the checkout.
        say: Function that shows a line to the person who asked.

    Returns:
        Number of places that disagree afterwards.

    Raises:
        ValueError: If an argument is not of its form.
    """
    for name, value, form, example in (
        ("repository", repository, REPOSITORY, "owner/name"),
        ("tag", tag, TAG, "v1.0.0"),
    ):
        if not re.fullmatch(form, value):
            raise ValueError(f"{name}: expected a value like {example}, got {value!r}")
    old, _ = read_release(root)
    for path in _find_places(root):
        text = path.read_text("utf-8")
        if write_text(path, rewrite(text, old, repository, tag)):
            say(f"changed {path.relative_to(root).as_posix()}")
    wrong = find_disagreements(root)
    for line in wrong:
        say(f"DISAGREES: {line}")
    return len(wrong)


def rewrite(text, old, repository, tag):
    """Moves one file's text to another release.

    Args:
        text: String: TOML, YAML, Markdown, or a notebook's JSON.
        old: The repository `owner/name` it was written for.
        repository: The new one.
        tag: The new tag.

    Returns:
        The text, with the tag changed only where it belongs to our address or
        states our version.

    Example:

    >>> rewrite("https://github.com/a/b/blob/v0.1.0/x", "a/b", "c/d", "v2")
    'https://github.com/c/d/blob/v2/x'
    """
    ours = rf"(?<![\w.-]){re.escape(old)}(?![\w-]|\.(?!git\b)\w)"
    text = re.sub(ours, repository, text)
    ours = re.escape(repository)
    for before in (
        rf"{ours}/(?:blob|tree|raw|releases/tag)/",
        rf"mybinder\.org/v2/gh/{ours}/",
        r'\bURL, TAG = \\?"[^"]*", \\?"',
    ):
        text = re.sub(rf"({before}){TAG}(?![\w.-]*\w)", rf"\g<1>{tag}", text)
    stated = r"""(?m)^(version(?: =|:) ["']?)\d+(?:\.\d+){0,2}(?=["']?$)"""
    return re.sub(stated, rf"\g<1>{tag[1:]}", text)


def find_disagreements(root=ROOT):
    """Looks for places that name another address or tag than `pyproject.toml`.

    Args:
        root: Path of the checkout.

    Returns:
        List of strings `file: what it says`; an empty one is good.

    Example:

    >>> find_disagreements()
    []
    """
    repository, tag = read_release(root)
    wrong = []
    for path in _find_places(root):
        text = path.read_text("utf-8")
        said = [*_find_addresses(text, repository), *_find_tags(text)]
        wrong += [
            f"{path.relative_to(root).as_posix()}: {value}"
            for value in said
            if value not in (repository, tag)
        ]
    return wrong


def _find_places(root):
    """The files that may name the release."""
    root = Path(root)
    names = ("pyproject.toml", "CITATION.cff", "README.md", "CONTRIBUTING.md")
    named = [root / name for name in names if (root / name).exists()]
    return [*named, *sorted((root / "notebooks").glob("**/*.md")), *find_pages(root)]


def _find_addresses(text, repository):
    """Repositories that must be ours: those that are launched, and our namesakes."""
    launchers = r"(?:colab\.research\.google\.com/github|mybinder\.org/v2/gh)"
    launched = rf"{launchers}/({REPOSITORY})"
    cloned = rf'\bURL, TAG = \\?"https://github\.com/({REPOSITORY})'
    stated = rf"(?m)^repository-code: \"?https://github\.com/({REPOSITORY})"
    name = re.escape(repository.split("/")[1])
    namesake = rf"github\.com/([\w-]+/{name})(?![\w-]|\.\w)"
    forms = (launched, cloned, stated, namesake)
    return [found for form in forms for found in re.findall(form, text)]


def _find_tags(text):
    """Tags that must be ours, with the version that the citation states."""
    launched = r"colab\.research\.google\.com/github/[^/]+/[^/]+/blob/([^/]+)/"
    binder = r"mybinder\.org/v2/gh/[^/]+/[^/]+/([^?)\"\s]+)"
    cloned = r'\bURL, TAG = \\?"[^"]*", \\?"([^"\\]+)'
    stated = r"(?m)^version(?: =|:) [\"']?(\d+(?:\.\d+){0,2})[\"']?$"
    forms = (launched, binder, cloned)
    found = [tag for form in forms for tag in re.findall(form, text)]
    return [*found, *(f"v{version}" for version in re.findall(stated, text))]
