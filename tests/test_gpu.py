"""`make gpu` runs a page up to its measurement, with Keras on JAX."""

import os

import nbformat
import pytest

from utils.course import __main__ as command_line
from utils.course import gpu
from utils.course.pages import ROOT

CELL = """\
import os, pathlib
def measure(device_record):
    kind = os.environ["KERAS_BACKEND"] + " " + os.environ["COURSE_DEVICE"]
    pathlib.Path(device_record).write_text(kind)
measure(device_record="F2-page")"""


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "notebooks").mkdir()
    cells = [nbformat.v4.new_markdown_cell("# device_record=")]
    cells += [nbformat.v4.new_code_cell(text) for text in (CELL, "1 / 0")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbformat.write(notebook, tmp_path / "notebooks/00_page.ipynb")
    return tmp_path


@pytest.fixture
def with_jax(monkeypatch):
    monkeypatch.setattr(gpu.importlib.util, "find_spec", lambda name: name)


@pytest.mark.parametrize(("tiny", "task"), [(False, "store"), (True, "try")])
def test_the_page_runs_as_far_as_it_measures(tree, with_jax, monkeypatch, tiny, task):
    monkeypatch.delenv("COURSE_DEVICE", raising=False)
    before, said = os.environ.get("KERAS_BACKEND"), []
    assert gpu.measure_device(tree, tiny=tiny, say=said.append) == 0
    assert (tree / "notebooks/F2-page").read_text() == f"jax {task}"
    assert said[0] == "00_page.ipynb: measuring F2-page"
    assert os.environ.get("KERAS_BACKEND") == before
    assert "COURSE_DEVICE" not in os.environ


def test_a_failure_is_said_and_counted(tree, with_jax):
    page = tree / "notebooks/00_page.ipynb"
    page.write_text(page.read_text().replace("import os, pathlib", "1 / 0"))
    said = []
    assert gpu.measure_device(tree, say=said.append) == 1
    assert "ZeroDivisionError" in said[-1]


def test_refuses_to_start_in_vain(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    monkeypatch.setattr(gpu.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ValueError, match="JAX is not installed"):
        gpu.measure_device(tmp_path)
    monkeypatch.setattr(gpu.importlib.util, "find_spec", lambda name: name)
    with pytest.raises(ValueError, match="no page"):
        gpu.measure_device(tmp_path)


def test_the_course_has_one_and_a_command_for_it(monkeypatch):
    assert list(gpu.find_device_records(ROOT)) == ["F2-device"]
    asked = []
    monkeypatch.setattr(
        command_line, "measure_device", lambda *, tiny: asked.append(tiny) or 1
    )
    arguments = command_line.make_parser().parse_args(["gpu", "--tiny"])
    assert (command_line.run_command(arguments), asked) == (1, [True])
