"""The files that install, describe and license the course agree with each other."""

import ast
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from utils import ready
from utils.course.pages import find_pages, read_page

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DIRECT = {
    canonicalize_name(requirement.name): requirement
    for requirement in map(
        Requirement,
        PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["dev"],
    )
}
PYTHONS = ("3.11", "3.12", "3.13")
MACHINES = {
    "Linux": {"sys_platform": "linux", "platform_machine": "x86_64"},
    "Linux on ARM": {"sys_platform": "linux", "platform_machine": "aarch64"},
    "Apple silicon": {"sys_platform": "darwin", "platform_machine": "arm64"},
    "Windows": {"sys_platform": "win32", "platform_machine": "AMD64", "os_name": "nt"},
}


def read(name):
    return (ROOT / name).read_text("utf-8")


def read_lock():
    """The lock's entries: (requirement, hashes, who asked for it)."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", read("requirements.txt"))[1:]
    for entry in entries:
        first = entry.partition("\n")[0].removesuffix("\\").strip()
        hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry)
        yield Requirement(first), hashes, entry.partition("# via")[2].split()


def locked_version(name, python, machine):
    """The one version that the lock gives this Python on this machine."""
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "os_name": "posix",
        **MACHINES[machine],
    }
    versions = [
        str(requirement.specifier).removeprefix("==")
        for requirement, _, _ in read_lock()
        if canonicalize_name(requirement.name) == name
        and (requirement.marker is None or requirement.marker.evaluate(environment))
    ]
    assert len(versions) == 1, f"{name} on Python {python}, {machine}: {versions}"
    return Version(versions[0])


@pytest.mark.parametrize("name", DIRECT)
def test_direct_dependency_has_a_lower_and_an_upper_bound(name):
    assert {part.operator for part in DIRECT[name].specifier} == {">=", "<"}


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("python", PYTHONS)
def test_every_direct_dependency_is_locked_inside_its_bounds(python, machine):
    for name, requirement in DIRECT.items():
        version = locked_version(name, python, machine)
        assert requirement.specifier.contains(version), f"{name} {version}"


def test_lock_was_made_from_these_dependencies():
    asked = {
        canonicalize_name(requirement.name)
        for requirement, _, via in read_lock()
        if any(word.startswith(f"{PYPROJECT['project']['name']}") for word in via)
    }
    assert asked == set(DIRECT), "run `make lock`"


def test_lock_pins_everything_with_hashes():
    entries = list(read_lock())
    assert len(entries) > 100
    for requirement, hashes, _ in entries:
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), requirement
        assert hashes, f"{requirement} has no hash"


def test_lock_names_no_address_and_no_local_build():
    lock = read("requirements.txt")
    for trace in ("://", "index-url", "find-links", "file:", "trusted-host"):
        assert trace not in lock
    for requirement, _, _ in read_lock():
        assert requirement.url is None
        assert "+" not in str(requirement.specifier), f"{requirement}: a local build"


def test_environment_explains_every_direct_dependency_once():
    explained = re.findall(r"^# ([\w-]+) {2,}\w", read("environment.yml"), re.MULTILINE)
    assert sorted(explained) == sorted(DIRECT)


def test_environment_has_a_python_we_allow_and_installs_the_lock():
    text = read("environment.yml")
    # Binder chooses its base image by a line of exactly this form.
    [python] = re.findall(r"^  - python=([\d.]+)", text, re.MULTILINE)
    assert python in PYTHONS
    assert "\n  - pip:\n      - -r requirements.txt\n" in text


def test_the_pythons_are_the_same_everywhere():
    allowed = Requirement(f"python{PYPROJECT['project']['requires-python']}").specifier
    minors = [f"3.{minor}" for minor in range(8, 20)]
    assert tuple(v for v in minors if f"{v}.1" in allowed) == PYTHONS
    assert f"KNOWN := {' '.join(PYTHONS)}\n" in read("Makefile")


def test_version_and_address_are_the_same_everywhere():
    citation = read("CITATION.cff")
    assert f"\nversion: {ready.TAG.removeprefix('v')}\n" in citation
    assert f'\nrepository-code: "{ready.URL}"\n' in citation
    assert ready.badge("notebooks/00_start_here.ipynb") in read("README.md")


def targets():
    return set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_page_names_only_commands_that_exist(page):
    commands = set(re.findall(r"(?:`|^ *|&& )make ([a-z]+)", read(page), re.MULTILINE))
    assert {"test", "quick"} <= commands
    assert commands <= targets()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_page_links_only_to_files_that_exist(page):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", read(page))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob(".github/workflows/*.yml")))
def test_workflow_names_only_commands_that_exist(path):
    text = path.read_text("utf-8")
    commands = set(re.findall(r"run: make ([a-z]+)", text))
    if "matrix.versions" in text:
        commands |= set(re.search(r"versions: \[(.+)\]", text)[1].split(", "))
    assert commands <= targets()


def test_workflows_try_every_python_and_the_readmes_steps_on_windows():
    text = read(".github/workflows/test.yml")
    quoted = ", ".join(f'"{python}"' for python in PYTHONS)
    assert f"python: [{quoted}]" in text
    flat = " ".join(text.split())
    for step in (r".venv\Scripts\python -m pip install", "-m pytest -n 2 --dist load"):
        assert step in flat
        assert step in read("README.md")


def test_ci_proves_the_same_as_the_readme():
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert read(".ci/run").splitlines()[-1] == "make test"


def test_both_licenses_are_there():
    text = read("LICENSE")
    assert "MIT License" in text
    assert "SPDX identifier: CC-BY-4.0" in text


def imported_modules():
    """Top-level names that utils/, tests/ and the pages import."""
    sources = [
        p.read_text("utf-8")
        for f in ("utils", "tests")
        for p in sorted((ROOT / f).rglob("*.py"))
    ]
    for page in find_pages():
        cells = read_page(page).cells
        sources += [cell.source for cell in cells if cell.cell_type == "code"]
    for node in (node for text in sources for node in ast.walk(ast.parse(text))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def test_what_is_imported_is_a_direct_dependency():
    owners = importlib.metadata.packages_distributions()
    # JAX is another backend of Keras: used where a reader has chosen it.
    ours = {"utils", "jax", *(p.stem for p in (ROOT / "tests").glob("*.py"))}
    foreign = set(imported_modules()) - ours - sys.stdlib_module_names
    assert {"keras", "numpy", "pytest"} <= foreign
    for module in sorted(foreign):
        packages = {canonicalize_name(name) for name in owners.get(module, [])}
        assert packages & set(DIRECT), (
            f"{module} is imported, but not in pyproject.toml"
        )


def test_importing_the_package_imports_nothing_else():
    code = (
        "import sys; before = set(sys.modules); import utils; "
        "print(*set(sys.modules) - before)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "utils\n"
