"""Exercises: untouched, solved and wrongly answered, as a reader would."""

import re

import keras
import pytest

from utils import exercises
from utils.course.pages import ROOT, find_pages, read_page
from utils.exercises import Check

FOLD = re.compile(
    r"<details><summary>Solution</summary>.*?```python\n(.*?)```.*?</details>",
    re.DOTALL,
)
CALL = re.compile(r"exercises\.(check_\w+)\(answer\)")


def stop(a, b):
    """An answer that fails when it is tried."""
    return a / 0


# For each check: a wrong answer, and a word that helps.
WRONG = {
    "check_undecided_lead": [
        ([0.04] * 5, "supported"),
        ([0.03, 0.03, 0.04, 0.03, 0.04], "supported"),
        ([0.0, 0.05, 0.0, 0.01, 0.01], "mean lead"),
        ([0.02] * 5, "mean lead"),
        ([0.1, 0.0, 0.1], "five"),
        ([[0.1, 0.0, 0.1, 0.0, 0.1]], "five"),
        ([0.1, 0.0, float("nan"), 0.0, 0.1], "finite"),
        (["much", "more", "or", "less", "so"], "numbers"),
        ("0.1, 0.2", "list"),
        (0.05, "list"),
        (None, "list"),
    ],
    "check_nand_gate": [
        (([1, 1], 2), "0 and 0"),
        (([-1, -1], 0), "0 and 1"),
        (([-1, -1], -2), "1 and 1"),
        (([-1, -2], -1), "0 and 1"),
        (([-2, -1], -1), "1 and 0"),
        (([-1, -1, -1], -1), "two weights"),
        (([-1, -1], [-1]), "threshold"),
        (([-1, -1],), "two weights"),
        (-1, "two weights"),
        ("no", "two weights"),
        (({"a": -1}, -1), "two weights"),
        (None, "two weights"),
    ],
    "check_third_input": [
        (lambda a, b: a + b, "weighted"),
        (lambda a, b: 3 * a - b + 2, "weighted"),
        (lambda a, b: 0, "weighted"),
        (lambda a, b: a ^ b, "XOR itself"),
        (lambda a, b: a == b, "XOR itself"),
        (lambda a, b: "one", "finite number"),
        (lambda a, b: [a, b], "finite number"),
        (lambda a, b: float("inf"), "finite number"),
        (lambda a: a, "TypeError"),
        (stop, "ZeroDivisionError"),
        (0.5, "function"),
        (None, "function"),
    ],
    "check_dilations": [
        ([1, 2, 4, 8, 16], "32 steps"),
        ([1] * 63, "fewer layers"),
        ([2, 4, 8, 16, 32, 64], "leaves out"),
        ([1, 2, 4, 8, 16, 32, 64], "128 steps"),
        ([1.5, 2], "whole numbers"),
        ([0, 1], "1 or more"),
        ([], "1 steps"),
        ("1, 2", "list"),
        (63, "list"),
        (None, "list"),
    ],
    "check_lstm_parameters": [
        (lambda channels, units: 4 * (channels * units + units * units), "160"),
        (lambda channels, units: 3 * (channels + units + 1) * units, "135"),
        (lambda channels: channels, "TypeError"),
        (lambda channels, units: None, "None"),
        (180, "function"),
        (None, "function"),
    ],
    "check_same_bag": [
        (([1, 2, 3], [1, 2, 3]), "same sequence"),
        (([1, 2, 3], [3, 2, 1]), "end in the same"),
        (([1, 2, 3], [2, 2, 3]), "equally often"),
        (([1, 2, 3], [1, 2]), "equally long"),
        (([1], [1]), "two lists"),
        ([1, 2, 3], "two lists"),
        ("ab", "two lists"),
        (None, "two lists"),
    ],
}

RIGHT = {
    "check_undecided_lead": [[0.2, 0.0, 0.01, 0.02, 0.03]],
    "check_nand_gate": [([-1, -1], -1), ([-2.5, -2], -3), ((-1, -1), -1.5)],
    "check_third_input": [
        lambda a, b: a * b,
        lambda a, b: a or b,
        lambda a, b: min(a, b),
        lambda a, b: a and not b,
        lambda a, b: (a - b) ** 2 + a,
    ],
    "check_dilations": [[32, 16, 8, 4, 2, 1], (1, 2, 4, 8, 16, 32)],
    "check_lstm_parameters": [lambda c, u: 4 * u * (c + u + 1)],
    "check_same_bag": [([2, 1, 0], [1, 2, 0]), [(1, 0, 0, 0), (0, 1, 0, 0)]],
}


def test_keras_counts_the_parameters_that_the_check_expects():
    for (channels, units), count in exercises.LSTM_PARAMETERS.items():
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
    assert set(WRONG) == all_checks()
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


@pytest.mark.parametrize(
    ("passed", "words"),
    [(True, "Correct."), (False, "Not yet."), (None, "Not answered yet.")],
)
def test_a_check_displays_words_as_text_and_as_html(passed, words):
    data = Check(passed, "Is a < b?")._repr_mimebundle_()
    assert data["text/plain"] == f"{words} Is a < b?"
    assert data["text/html"] == f"<b>{words}</b> Is a &lt; b?"
