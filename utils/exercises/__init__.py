"""Property checks behind the exercises: they test what an answer does, not its text.

Every check takes the answer of a page's cell and returns a `Check`, which displays one
sentence. An untouched `...` is not answered yet; a wrong answer never raises. The
modules are named after the lessons.
"""

from utils.exercises.architecture import (
    check_average_back,
    check_output_size,
    check_pooled,
)
from utils.exercises.base import Check
from utils.exercises.data_processing import (
    check_edge_kernel,
    check_field_of_fifteen,
    check_half_life,
    check_safe_shifts,
)
from utils.exercises.faces import (
    check_errors_at,
    check_triplets,
    check_watch_list,
)
from utils.exercises.forecasting import (
    check_leaky_steps,
    check_scaled_error,
    check_trailing_mean,
)
from utils.exercises.gates import (
    check_gru_parameters,
    check_local_count,
    check_perfect_memory,
)
from utils.exercises.image_classification import (
    check_confusion,
    check_standard_error,
    check_two_bins,
)
from utils.exercises.long_range import (
    check_copy_guess,
    check_depth,
    check_three_taps,
)
from utils.exercises.memory import (
    check_chrono_bias,
    check_forget_bias,
    check_gain,
)
from utils.exercises.order_and_sizes import (
    check_mask,
    check_masked_alike,
    check_padded_share,
)
from utils.exercises.purpose import (
    check_dilations,
    check_lstm_parameters,
    check_same_bag,
)
from utils.exercises.speed import (
    check_enough_batch,
    check_intensity,
    check_locality,
)
from utils.exercises.start import (
    check_nand_gate,
    check_third_input,
    check_undecided_lead,
)
from utils.exercises.understanding import (
    check_covering,
    check_guessing_rate,
    check_turned_digits,
)

__all__ = [
    "Check",
    "check_average_back",
    "check_chrono_bias",
    "check_confusion",
    "check_copy_guess",
    "check_covering",
    "check_depth",
    "check_dilations",
    "check_edge_kernel",
    "check_enough_batch",
    "check_errors_at",
    "check_field_of_fifteen",
    "check_forget_bias",
    "check_gain",
    "check_gru_parameters",
    "check_guessing_rate",
    "check_half_life",
    "check_intensity",
    "check_leaky_steps",
    "check_local_count",
    "check_locality",
    "check_lstm_parameters",
    "check_mask",
    "check_masked_alike",
    "check_nand_gate",
    "check_output_size",
    "check_padded_share",
    "check_perfect_memory",
    "check_pooled",
    "check_safe_shifts",
    "check_same_bag",
    "check_scaled_error",
    "check_standard_error",
    "check_third_input",
    "check_three_taps",
    "check_trailing_mean",
    "check_triplets",
    "check_turned_digits",
    "check_two_bins",
    "check_undecided_lead",
    "check_watch_list",
]
