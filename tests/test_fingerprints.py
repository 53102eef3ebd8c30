"""Equal code has equal fingerprints, and nothing else has."""

import functools
import textwrap

import keras
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from utils.fingerprints import fingerprint
from utils.tokens import normalize
from utils.training import Recipe

CELLS = """
from utils import datasets
SIZE = 3
def helper(x):
    return x + SIZE
def build(x, *, width=2):
    return helper(x) * width
make = lambda seed: datasets.images.load_digits(seed=seed)
"""


def in_notebook(code):
    """Run cells as a notebook does and return their names."""
    shell = InteractiveShell.instance()
    shell.run_cell(textwrap.dedent(code), store_history=True)
    return dict(shell.user_ns)


def of_build(code):
    return fingerprint(in_notebook(code)["build"])


def test_running_the_same_cells_again_changes_nothing():
    assert of_build(CELLS) == of_build(CELLS)


def test_blanks_comments_and_line_breaks_do_not_count():
    spaced = CELLS.replace("    return helper", "    # why\n\n    return  helper")
    assert of_build(spaced) == of_build(CELLS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("* width", "+ width"),
        ("width=2", "width=3"),
        ("x + SIZE", "x - SIZE"),
        ("SIZE = 3", "SIZE = 4"),
    ],
)
def test_whatever_decides_the_result_counts(old, new):
    assert of_build(CELLS.replace(old, new)) != of_build(CELLS)


def test_a_lambda_counts_and_what_it_calls_in_utils_too():
    first = fingerprint(in_notebook(CELLS)["make"])
    other = CELLS.replace("load_digits(seed=seed)", "load_digits(seed=seed + 1)")
    assert fingerprint(in_notebook(other)["make"]) != first
    third = CELLS.replace("load_digits", "make_shifted_digits")
    assert fingerprint(in_notebook(third)["make"]) != first


def test_a_global_with_the_name_of_an_attribute_does_not_count():
    code = CELLS.replace("return helper(x) * width", "return x.shape")
    assert of_build(code) == of_build(code + "shape = 5\n")


def test_containers_arrays_partials_and_settings():
    things = [
        (1, 2),
        [1, (2, 3)],
        {"a": 1},
        {"a": 2},
        {1, 2, 3},
        np.arange(3),
        np.arange(3.0),
        range(5),
        range(6),
        functools.partial(max, 3),
        functools.partial(max, 4),
        Recipe(epochs=2),
        Recipe(epochs=3),
        keras.losses.Huber(delta=1.0),
        keras.losses.Huber(delta=2.0),
        "1",
        1,
        True,
    ]
    digests = [fingerprint(thing) for thing in things]
    assert len(set(digests)) == len(things)
    assert digests == [fingerprint(thing) for thing in things]


def test_the_order_of_a_dict_does_not_count():
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})


def test_what_has_no_stable_description_is_refused():
    with pytest.raises(ValueError, match="no stable fingerprint"):
        fingerprint(object())


def test_closures_count():
    def make(number):
        return lambda x: x + number

    assert fingerprint(make(1)) != fingerprint(make(2))


@pytest.mark.parametrize(
    ("first", "second", "equal"),
    [
        ("x = '#1'  # one\n", "x='#1'\n", True),
        ("f(\n    a,\n    [b,],\n)\n", "f(a, [b])\n", True),
        ("x = (3,)\n", "x = (3)\n", False),
        ("x = (3, 4,)\n", "x = (3, 4)\n", True),
        ("s.split(' ')\n", "s.split('  ')\n", False),
        ("for i in x:\n    a()\n    b()\n", "for i in x:\n    a()\nb()\n", False),
        ("for i in x:\n\n  a()\n", "for i in x:\n    a()\n", True),
    ],
)
def test_normalize_forgets_layout_and_nothing_else(first, second, equal):
    assert (normalize(first) == normalize(second)) is equal


def test_swapped_constants_and_lambdas_on_one_line_differ():
    code = CELLS.replace("x + SIZE", "x * SIZE + STEP")
    first = of_build(code + "STEP, SIZE = 1, 2\n")
    assert of_build(code + "STEP, SIZE = 2, 1\n") != first
    both = [lambda x: np.sin(x), lambda x: np.cos(x)]
    assert fingerprint(both[0]) != fingerprint(both[1])


def test_arrays_recipes_and_layers_of_a_page_count():
    code = CELLS.replace("x + SIZE", "x + SIZE.sum()")
    assert of_build(code + "import numpy as np\nSIZE = np.arange(3)\n") != of_build(
        code + "import numpy as np\nSIZE = np.arange(4)\n"
    )
    layer = """
    import keras
    class Twice(keras.layers.Layer):
        def call(self, x):
            return 2 * x
    def build(x):
        return Twice()(x)
    """
    assert of_build(layer) == of_build(layer)
    assert of_build(layer) != of_build(layer.replace("2 * x", "3 * x"))


def test_an_f_string_stays_as_it_is_written():
    source = "x = f\"{a  +  b:>{ width }} {c!r}\" f'{ d }'  # why"
    expected = "x=f\"{a  +  b:>{ width }} {c!r}\"f'{ d }';"
    assert normalize(source) == expected
    assert normalize(f"g({source[4:]}\n)") == f"g({expected[2:-1]});"


def test_what_dataclass_writes_does_not_count_and_what_it_was_told_does():
    cells = """
    from dataclasses import dataclass
    @dataclass(frozen=True)
    class Pair:
        left: int = 1
        right: int = 2
        def total(self):
            return self.left + self.right
    """
    first = fingerprint(in_notebook(cells)["Pair"])
    assert first == fingerprint(in_notebook(cells)["Pair"])
    for old, new in (("= 2", "= 3"), ("+ self", "- self"), ("right: int", "end: int")):
        assert first != fingerprint(in_notebook(cells.replace(old, new, 1))["Pair"])
