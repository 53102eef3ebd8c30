"""Repeat the timings of a page on an accelerator, through Keras' JAX backend."""

import ast
import importlib.util
import os
from contextlib import contextmanager

from utils.course.pages import ROOT, find_pages, read_page
from utils.course.running import run_page

KEYWORD = "device_record"


def measure_device(root=ROOT, *, tiny=False, say=print):
    """Runs pages up to their measurement for an accelerator; the command `gpu`.

    The page's own functions are timed, in a kernel whose Keras runs on JAX, and stored
    in `data/recorded` with device, machine, versions and date.

    Args:
        root: Path of the checkout.
        tiny: Measure one condition once, on any device, and store nothing.
        say: Function that shows a line to the person who asked.

    Returns:
        Number of pages that failed.

    Raises:
        ValueError: If JAX is not installed, or no page measures a device.
    """
    if importlib.util.find_spec("jax") is None:
        raise ValueError("JAX is not installed here; make gpu makes a place for it")
    found, failed = find_device_records(root), 0
    if not found:
        raise ValueError(f"no page has a cell with {KEYWORD}=")
    for name, (page, cell) in found.items():
        say(f"{page.name}: measuring {name}")
        try:
            with _settings(KERAS_BACKEND="jax", COURSE_DEVICE="try" * tiny or "store"):
                run_page(read_page(page), page.parent, stop=cell + 1)
            say("  it runs; nothing stored" if tiny else f"  data/recorded/{name}.csv")
        except RuntimeError as error:
            failed += 1
            say(f"{page.name}: FAILED: {error}")
    return failed


def find_device_records(root=ROOT):
    """Finds every `device_record="NAME"` that the code of a page passes.

    Args:
        root: Path of the checkout.

    Returns:
        Dict from the record's name to `(path of the page, index of the cell)`.

    Example:

    >>> all(page.suffix == ".ipynb" for page, cell in find_device_records().values())
    True
    """
    found = {}
    for page in find_pages(root):
        for index, cell in enumerate(read_page(page).cells):
            if cell.cell_type == "code" and KEYWORD in cell.source:
                for node in ast.walk(ast.parse(cell.source)):
                    if isinstance(node, ast.keyword) and node.arg == KEYWORD:
                        found[node.value.value] = (page, index)
    return found


@contextmanager
def _settings(**values):
    """Sets environment variables for a while."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
