"""Who may import whom, and how large a module may grow, read from the sources."""

import ast
import functools
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ENGINES = {"keras", "tensorflow", "jax", "torch"}
NETWORK = {"pooch", "requests", "urllib", "urllib3", "http", "socket", "ftplib"}
FREE_OF_KERAS = (
    "claims",
    "plots",
    "metrics",
    "exercises",
    "scratch",
    "datasets",
    "course",
)
FREE_OF_EXPERIMENTS = ("claims", "plots", "metrics", "exercises", "scratch", "datasets")
MAX_LINES, MAX_FUNCTION = 250, 60


@dataclass(frozen=True)
class Module:
    """A module of the package: its dotted name, its text, its syntax tree."""

    name: str
    text: str
    tree: ast.Module
    package: bool = False


def make_module(name, text, package=False):
    """A module from its source."""
    return Module(name, text, ast.parse(text), package)


@functools.cache
def read_modules(root=ROOT):
    """All modules of utils, by dotted name."""
    found = {}
    for path in sorted((root / "utils").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if package else parts)
        found[name] = make_module(name, path.read_text("utf-8"), package)
    return found


def find_imports(module):
    """Dotted names a module imports; for `from a import b` both a and a.b."""
    names = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            own = module.name.split(".")
            up = own[: len(own) - node.level + module.package] if node.level else []
            base = ".".join([*up, *([node.module] if node.module else [])])
            names |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return names


def find_edges(modules):
    """For each module of ours, those of ours that it imports."""
    return {
        name: {other for other in find_imports(module) if other in modules}
        - {name}
        - parents(name)
        for name, module in modules.items()
    }


def parents(name):
    """The packages a module lies in. Importing one's own package is Python's doing."""
    parts = name.split(".")
    return {".".join(parts[:end]) for end in range(1, len(parts))}


def find_cycle(modules):
    """A list of modules that import each other in a ring, or None."""
    try:
        TopologicalSorter(find_edges(modules)).prepare()
    except CycleError as error:
        return error.args[1]
    return None


def reach(modules, start):
    """All that importing a module of ours imports: ours, and others' top names."""
    edges, seen, todo = find_edges(modules), set(), [start]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += edges[name] | (parents(name) - {"utils"})
    foreign = {
        i.partition(".")[0] for name in seen for i in find_imports(modules[name])
    }
    return seen | foreign


def family(modules, name):
    """A module of utils, and all modules in it if it is a package."""
    whole = f"utils.{name}"
    return [m for m in modules if m == whole or m.startswith(f"{whole}.")]


def find_forbidden(modules, name, forbidden):
    """What a module or package may not import, and does, if only by way of others."""
    members = family(modules, name)
    assert members, f"utils.{name} is gone; its rule should go, too"
    wanted = {f"utils.{word}" for word in forbidden} | set(forbidden)
    return {member: reach(modules, member) & wanted for member in members}


def find_star_imports(module):
    """Lines with `from a import *`."""
    nodes = [n for n in ast.walk(module.tree) if isinstance(n, ast.ImportFrom)]
    return [n.lineno for n in nodes if any(a.name == "*" for a in n.names)]


def find_prints(module):
    """Lines that call `print`."""
    nodes = [n for n in ast.walk(module.tree) if isinstance(n, ast.Call)]
    return [n.lineno for n in nodes if getattr(n.func, "id", None) == "print"]


def find_functions(module):
    """All functions and methods of a module."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(module.tree) if isinstance(node, kinds)]


def find_long_functions(module):
    """Functions that do not fit on a screen, with their number of lines."""
    sizes = {f.name: f.end_lineno - f.lineno + 1 for f in find_functions(module)}
    return {name: size for name, size in sizes.items() if size > MAX_FUNCTION}


def find_public(module):
    """Functions and classes of a module that others may call."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    nodes = [node for node in module.tree.body if isinstance(node, kinds)]
    return [node for node in nodes if not node.name.startswith("_")]


def find_undocumented(module):
    """Public names without a docstring."""
    return [n.name for n in find_public(module) if not ast.get_docstring(n)]


def find_untested(module, tests):
    """Public names that no test mentions."""
    words = {n.id for t in tests for n in ast.walk(t.tree) if isinstance(n, ast.Name)}
    for test in tests:
        for node in ast.walk(test.tree):
            if isinstance(node, ast.Attribute):
                words.add(node.attr)
            elif isinstance(node, ast.alias):
                words.add(node.name)
            elif isinstance(node, ast.Constant):  # tables of cases name by string
                words.add(node.value)
    return [n.name for n in find_public(module) if n.name not in words]


@functools.cache
def read_tests():
    """The test files, parsed."""
    paths = sorted((ROOT / "tests").rglob("*.py"))
    return [make_module(p.stem, p.read_text("utf-8")) for p in paths]


every_module = pytest.mark.parametrize("name", read_modules())


# ------------------------------------------------------------------------- the rules
def test_the_package_was_found():
    assert {"utils", "utils.training", "utils.datasets.base"} <= set(read_modules())


def test_imports_make_no_ring():
    assert find_cycle(read_modules()) is None


@pytest.mark.parametrize("name", FREE_OF_KERAS)
def test_reads_and_judges_without_keras(name):
    found = find_forbidden(read_modules(), name, ENGINES)
    assert not any(found.values()), found


@pytest.mark.parametrize("name", FREE_OF_EXPERIMENTS)
def test_stands_below_the_experiments(name):
    upper = {"experiments", "training", "evidence", "jobs", "models", "probes"}
    found = find_forbidden(read_modules(), name, upper)
    assert not any(found.values()), found


@every_module
def test_only_the_cache_touches_the_network(name):
    found = {i.partition(".")[0] for i in find_imports(read_modules()[name])} & NETWORK
    assert not found or name == "utils.datasets.cache"


@every_module
def test_no_star_imports(name):
    assert find_star_imports(read_modules()[name]) == []


@every_module
def test_only_commands_print(name):
    assert find_prints(read_modules()[name]) == [] or name.startswith("utils.course.")


@every_module
def test_module_is_short(name):
    assert len(read_modules()[name].text.splitlines()) <= MAX_LINES


@every_module
def test_functions_fit_on_a_screen(name):
    assert find_long_functions(read_modules()[name]) == {}


@every_module
def test_what_is_public_is_documented(name):
    assert ast.get_docstring(read_modules()[name].tree)
    assert find_undocumented(read_modules()[name]) == []


@every_module
def test_what_is_public_is_mentioned_by_a_test(name):
    assert find_untested(read_modules()[name], read_tests()) == []


# ---------------------------------------------------------------- the rules can fail
def make_tree(**sources):
    """Modules from their sources; `a__b` stands for utils.a.b."""
    names = {f"utils.{k.replace('__', '.')}": v for k, v in sources.items()}
    tree = {name: make_module(name, text) for name, text in names.items()}
    return {"utils": make_module("utils", "", package=True)} | tree


def test_a_ring_is_found():
    ring = make_tree(a="from utils import b", b="import utils.c", c="from .a import f")
    assert set(find_cycle(ring)) == {"utils.a", "utils.b", "utils.c"}
    assert find_cycle(make_tree(a="from utils import b", b="import os")) is None


def test_a_ring_inside_a_function_is_found():
    ring = make_tree(a="def f():\n    from utils import b", b="import utils.a")
    assert find_cycle(ring)


def test_an_import_by_way_of_another_module_is_found():
    tree = make_tree(plots="from utils import a", a="import keras.layers")
    found = find_forbidden(tree, "plots", ENGINES)
    assert found == {"utils.plots": {"keras"}}


def test_an_import_by_way_of_a_package_is_found():
    tree = make_tree(plots="import utils.a.b", a__b="", a="from keras import ops")
    assert find_forbidden(tree, "plots", ENGINES)["utils.plots"] == {"keras"}


def test_a_relative_import_is_resolved():
    assert find_imports(make_module("utils.a.b", "from . import c")) == {
        "utils.a",
        "utils.a.c",
    }
    inside = make_module("utils.a", "from .b import c", package=True)
    assert find_imports(inside) == {"utils.a.b", "utils.a.b.c"}


def test_a_rule_for_a_module_that_is_gone_fails():
    with pytest.raises(AssertionError, match="is gone"):
        find_forbidden(make_tree(), "plots", ENGINES)


def test_a_star_import_and_a_print_are_found():
    module = make_module("utils.a", "from os import *\n\nprint(1)")
    assert (find_star_imports(module), find_prints(module)) == ([1], [3])


def test_a_long_function_is_found():
    long = make_module("utils.a", "def f():\n" + "    x = 1\n" * MAX_FUNCTION)
    assert find_long_functions(long) == {"f": MAX_FUNCTION + 1}


def test_a_public_function_without_words_or_test_is_found():
    source = 'def f():\n    """F."""\n\ndef g():\n    pass\n\ndef _h():\n    pass'
    module = make_module("utils.a", source)
    assert find_undocumented(module) == ["g"]
    assert find_untested(module, [make_module("t", "from a import f")]) == ["g"]
    assert find_untested(module, [make_module("t", "a.g(a.f)")]) == []
