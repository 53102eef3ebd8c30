"""Exercises: untouched, solved and wrongly answered, as a reader would."""

import re
import runpy
from math import nan
from pathlib import Path

import keras
import numpy as np
import pytest

from utils import exercises
from utils.course.pages import ROOT, find_pages, read_page
from utils.exercises import Check, purpose
from utils.exercises.base import ask, read_number, read_numbers

FOLD = re.compile(
    r"<details><summary>Solution</summary>.*?```python\n(.*?)```.*?</details>",
    re.DOTALL,
)
CALL = re.compile(r"exercises\.(check_\w+)\(answer\)")
ANSWERS = Path(__file__).with_name("answers")


def gather(table):
    """The tables of all lessons in one: check -> answers.

    WRONG holds pairs of a wrong answer and a word that helps, RIGHT right answers.
    """
    found = {}
    for path in sorted(ANSWERS.glob("*.py")):
        answers = runpy.run_path(str(path))[table]
        assert not found.keys() & answers.keys(), path.name
        found |= answers
    return found


WRONG, RIGHT = gather("WRONG"), gather("RIGHT")


def test_keras_counts_the_parameters_that_the_check_expects():
    for (channels, units), count in purpose.LSTM_PARAMETERS.items():
        layer = keras.layers.LSTM(units)
        layer.build((None, None, channels))
        assert layer.count_params() == count


def find_exercises():
    """All exercises: page, name of the check, cell, and solution."""
    found = []
    for path in find_pages():
        page = read_page(path)
        for cell, after in zip(page.cells, [*page.cells[1:], None], strict=True):
            call = CALL.search(cell.source) if cell.cell_type == "code" else None
            if call:
                fold = FOLD.search(after.source) if after else None
                name = path.relative_to(ROOT).as_posix()
                solution = fold and fold[1]
                case = (page.cells[2].source, cell.source, solution)
                found.append(pytest.param(*case, id=f"{name}-{call[1]}"))
    return found


def run(imports, cell, solution=None):
    """Runs an exercise's cell after the page's imports, as a reader would."""
    before, check = cell.rsplit("\n", 1)
    names = {}
    exec(imports, names)
    exec(before, names)
    if solution:
        exec(solution, names)
    return eval(check, names)


@pytest.mark.parametrize(("imports", "cell", "solution"), find_exercises())
def test_untouched_exercise_is_not_answered_yet(imports, cell, solution):
    assert cell.startswith("answer = ...\n")
    result = run(imports, cell)
    assert isinstance(result, Check)
    assert result.passed is None


@pytest.mark.parametrize(("imports", "cell", "solution"), find_exercises())
def test_folded_solution_is_correct(imports, cell, solution):
    assert solution, "no folded solution in the cell after it"
    assert run(imports, cell, solution).passed is True


def all_checks():
    """Names of all checks the module offers."""
    return {name for name in vars(exercises) if name.startswith("check_")}


def test_every_check_has_wrong_answers_and_belongs_to_a_page():
    assert set(WRONG) == set(RIGHT) == all_checks()
    used = {CALL.search(case.values[1])[1] for case in find_exercises()}
    assert used == all_checks()


def cases(table):
    """A test case for each answer of a table by check."""
    return [
        pytest.param(name, answer, id=f"{name}-{number}")
        for name, answers in table.items()
        for number, answer in enumerate(answers)
    ]


@pytest.mark.parametrize(("name", "case"), cases(WRONG))
def test_wrong_answer_gets_a_sentence_that_helps(name, case):
    answer, word = case
    result = getattr(exercises, name)(answer)
    assert result.passed is False
    assert word in result.message
    assert result.message.endswith(".")


@pytest.mark.parametrize(("name", "answer"), cases(RIGHT))
def test_right_answers_need_not_look_like_the_solution(name, answer):
    assert getattr(exercises, name)(answer).passed is True


def test_read_numbers_refuses_what_is_no_finite_number():
    assert read_numbers(2.5) == 2.5
    for value in ("1", b"1", True, {1: 2}, {1}, None, [1, None], [[1], [1, 2]], [nan]):
        assert read_numbers(value) is None, value


def test_one_number_is_read_or_asked_for():
    assert read_number(np.array([2.5])) == ask(lambda x: [x], 2.5)[0] == 2.5
    for value in (None, "3", True, nan, [1, 2], [], {}):
        assert read_number(value) is None, value
        number, problem = ask(lambda value=value: value)
        assert number is None
        assert "one finite number" in problem
    assert ask(lambda: 1 / 0) == (None, "The function stops with ZeroDivisionError.")
    assert ask(7) == (None, "The answer should be a function.")


@pytest.mark.parametrize(
    ("passed", "words"),
    [(True, "Correct."), (False, "Not yet."), (None, "Not answered yet.")],
)
def test_a_check_displays_words_as_text_and_as_html(passed, words):
    data = Check(passed, "Is a < b?")._repr_mimebundle_()
    assert data["text/plain"] == f"{words} Is a < b?"
    assert data["text/html"] == f"<b>{words}</b> Is a &lt; b?"
