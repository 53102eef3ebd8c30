"""Property checks behind the exercises: they test what an answer does, not its text.

Every check takes the answer of a page's cell and returns a `Check`, which displays one
sentence. An untouched `...` is not answered yet; a wrong answer never raises. The
modules are named after the lessons.
"""

from utils.exercises.advice import (
    check_paired,
    check_simplest,
    check_ways_to_split,
)
from utils.exercises.architecture import (
    check_average_back,
    check_output_size,
    check_pooled,
)
from utils.exercises.base import Check
from utils.exercises.blanks import (
    check_between,
    check_one_side,
    check_wider_field,
)
from utils.exercises.captions import (
    check_best_pair,
    check_caption_count,
    check_relation,
)
from utils.exercises.clips import (
    check_backwards,
    check_frame_difference,
    check_frames_seen,
)
from utils.exercises.data_processing import (
    check_edge_kernel,
    check_field_of_fifteen,
    check_half_life,
    check_safe_shifts,
)
from utils.exercises.detection import (
    check_kept,
    check_overlap,
    check_peaks,
    check_precision,
)
from utils.exercises.driving import (
    check_drift,
    check_enough_drives,
    check_pursuit,
    check_wheel_angle,
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
from utils.exercises.language import (
    check_different_before,
    check_four_characters,
    check_nucleus,
    check_perplexity,
    check_tempered,
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
from utils.exercises.prompts import (
    check_code_bits,
    check_nearest_codes,
    check_pairs_compared,
)
from utils.exercises.purpose import (
    check_dilations,
    check_lstm_parameters,
    check_same_bag,
)
from utils.exercises.screening import (
    check_alarm_worth,
    check_three_measures,
    check_whole_smears,
)
from utils.exercises.segmentation import (
    check_dice_to_iou,
    check_empty_mask,
    check_padding,
)
from utils.exercises.sentiment import (
    check_left_out,
    check_polarity,
    check_same_words,
)
from utils.exercises.speech import (
    check_fewest_steps,
    check_read_paths,
    check_word_errors,
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
from utils.exercises.taxonomy import (
    check_cell_steps,
    check_one_step,
    check_which_shapes,
)
from utils.exercises.translation import (
    check_clipped_precision,
    check_context,
    check_sentence_chance,
)
from utils.exercises.understanding import (
    check_covering,
    check_guessing_rate,
    check_turned_digits,
)
from utils.exercises.verdict import (
    check_mean_ranks,
    check_one_word,
    check_valve,
)

__all__ = [
    "Check",
    "check_alarm_worth",
    "check_average_back",
    "check_backwards",
    "check_best_pair",
    "check_between",
    "check_caption_count",
    "check_cell_steps",
    "check_chrono_bias",
    "check_clipped_precision",
    "check_code_bits",
    "check_confusion",
    "check_context",
    "check_copy_guess",
    "check_covering",
    "check_depth",
    "check_dice_to_iou",
    "check_different_before",
    "check_dilations",
    "check_drift",
    "check_edge_kernel",
    "check_empty_mask",
    "check_enough_batch",
    "check_enough_drives",
    "check_errors_at",
    "check_fewest_steps",
    "check_field_of_fifteen",
    "check_forget_bias",
    "check_four_characters",
    "check_frame_difference",
    "check_frames_seen",
    "check_gain",
    "check_gru_parameters",
    "check_guessing_rate",
    "check_half_life",
    "check_intensity",
    "check_kept",
    "check_leaky_steps",
    "check_left_out",
    "check_local_count",
    "check_locality",
    "check_lstm_parameters",
    "check_mask",
    "check_masked_alike",
    "check_mean_ranks",
    "check_nand_gate",
    "check_nearest_codes",
    "check_nucleus",
    "check_one_side",
    "check_one_step",
    "check_one_word",
    "check_output_size",
    "check_overlap",
    "check_padded_share",
    "check_padding",
    "check_paired",
    "check_pairs_compared",
    "check_peaks",
    "check_perfect_memory",
    "check_perplexity",
    "check_polarity",
    "check_pooled",
    "check_precision",
    "check_pursuit",
    "check_read_paths",
    "check_relation",
    "check_safe_shifts",
    "check_same_bag",
    "check_same_words",
    "check_scaled_error",
    "check_sentence_chance",
    "check_simplest",
    "check_standard_error",
    "check_tempered",
    "check_third_input",
    "check_three_measures",
    "check_three_taps",
    "check_trailing_mean",
    "check_triplets",
    "check_turned_digits",
    "check_two_bins",
    "check_undecided_lead",
    "check_valve",
    "check_watch_list",
    "check_ways_to_split",
    "check_wheel_angle",
    "check_which_shapes",
    "check_whole_smears",
    "check_wider_field",
    "check_word_errors",
]
