"""Property checks behind the exercises: they test what an answer does, not its text.

Every check takes the answer of a page's cell and returns a `Check`, which displays one
sentence. An untouched `...` is not answered yet; a wrong answer never raises. The
modules are named after the lessons.
"""

from utils.exercises.base import Check
from utils.exercises.purpose import (
    check_dilations,
    check_lstm_parameters,
    check_same_bag,
)
from utils.exercises.start import (
    check_nand_gate,
    check_third_input,
    check_undecided_lead,
)

__all__ = [
    "Check",
    "check_dilations",
    "check_lstm_parameters",
    "check_nand_gate",
    "check_same_bag",
    "check_third_input",
    "check_undecided_lead",
]
