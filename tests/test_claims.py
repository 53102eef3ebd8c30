"""Claims and verdicts: cases to check by hand, and input that is refused."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from utils import claims, ledger, pairs, plots, verdicts, wording

BASE = {"winner": "CNN", "loser": "RNN", "metric": "accuracy", "margin": 0.1}
# Five seeds with mean 0 and standard deviation 0.01: an interval of ± 0.0124.
NOISE = np.array([-2, -1, 0, 1, 2]) * 0.01 / math.sqrt(2.5)


def make_claim(**changes):
    """A claim on two families, with some of its arguments changed."""
    return claims.Claim(**{"id": "P1", "text": "A CNN fits.", **BASE, **changes})


def make_runs(cnn, rnn, condition="", metric="accuracy", **columns):
    """Tidy runs of a CNN and an RNN, a score per seed."""
    frames = [
        pd.DataFrame(
            {
                "family": family,
                "contestant": contestant,
                "condition": condition,
                "seed": range(len(values)),
                "metric": metric,
                "value": values,
            }
        )
        for family, contestant, values in (("CNN", "conv", cnn), ("RNN", "GRU", rnn))
    ]
    return pd.concat(frames, ignore_index=True).assign(**columns)


def make_sweep(leads):
    """Runs under several conditions, from a dict of the CNN's mean lead in each."""
    return pd.concat(
        make_runs(0.5 + lead + NOISE, [0.5] * 5, condition)
        for condition, lead in leads.items()
    )


# -- One condition --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lead", "word", "reason"),
    [
        (0.20, "supported", "above the margin"),
        (0.10, "undecided", "the interval holds the margin"),
        (0.11, "undecided", "the interval holds the margin"),
        (0.05, "refuted", "practically equal"),
        (-0.05, "refuted", "practically equal"),
        (-0.10, "refuted", "smaller than the margin"),
        (-0.20, "refuted", "the other way round"),
    ],
)
def test_word_and_reason(lead, word, reason):
    verdict = make_claim().judge(make_runs(0.5 + lead + NOISE, [0.5] * 5))
    assert (verdict.word, verdict.reason) == (word, reason)
    assert verdict.low == pytest.approx(lead - 0.0124166, abs=1e-6)
    assert verdict.high == pytest.approx(lead + 0.0124166, abs=1e-6)
    assert (verdict.margin, verdict.seeds, verdict.parts) == (0.1, 5, ())


@pytest.mark.parametrize(
    ("margin", "lead", "word", "reason"),
    [
        (0, 0.2, "supported", "above the margin"),
        (0, 0.0, "undecided", "the interval holds the margin"),
        (0, -0.05, "refuted", "the other way round"),
        (-0.1, -0.05, "supported", "above the margin"),
        (-0.1, -0.2, "refuted", "the other way round"),
    ],
)
def test_margin_of_zero_and_below(margin, lead, word, reason):
    verdict = make_claim(margin=margin).judge(make_runs(0.5 + lead + NOISE, [0.5] * 5))
    assert (verdict.word, verdict.reason) == (word, reason)


@pytest.mark.parametrize(
    ("better", "bar", "word", "reason"),
    [
        ("higher", 0.8, "supported", "above the bar"),
        ("higher", 0.9, "undecided", "the interval holds the bar"),
        ("higher", 0.95, "refuted", "below the bar"),
        ("lower", 0.8, "refuted", "above the bar"),
        ("lower", 0.9, "undecided", "the interval holds the bar"),
        ("lower", 0.95, "supported", "below the bar"),
    ],
)
@pytest.mark.parametrize("scale", ["difference", "ratio"])
def test_without_a_loser_values_meet_a_bar(better, bar, word, reason, scale):
    claim = make_claim(loser=None, margin=bar, better=better, scale=scale)
    verdict = claim.judge(make_runs(0.9 + NOISE, [0.5] * 5))
    assert (verdict.word, verdict.reason) == (word, reason)
    # The interval is in the metric's own units, whichever way is better.
    assert verdict.low == pytest.approx(0.9 - 0.0124, abs=1e-3)
    assert verdict.high == pytest.approx(0.9 + 0.0124, abs=1e-3)


def test_lower_is_better():
    runs = make_runs(0.2 + NOISE, [0.5] * 5, metric="loss")
    verdict = make_claim(metric="loss", better="lower").judge(runs)
    assert verdict.word == "supported"
    assert (verdict.low + verdict.high) / 2 == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("better", "word", "ends"),
    [("higher", "supported", (2, 2)), ("lower", "refuted", (0.5, 0.5))],
)
def test_ratio_of_twice_as_much(better, word, ends):
    runs = make_runs([2.0, 4.0, 8.0], [1.0, 2.0, 4.0])
    verdict = make_claim(scale="ratio", margin=1.2, better=better).judge(runs)
    assert verdict.word == word
    assert (verdict.low, verdict.high) == pytest.approx(ends)


def test_ratio_within_the_margin_either_way_is_practically_equal():
    runs = make_runs(1 / 1.1 * np.exp(NOISE), [1.0] * 5)
    verdict = make_claim(scale="ratio", margin=1.2).judge(runs)
    assert (verdict.word, verdict.reason) == ("refuted", "practically equal")


def test_identical_scores_equal_to_the_margin_are_undecided():
    runs = make_runs([0.9, 0.8, 0.7], [0.8, 0.7, 0.6])
    assert make_claim().judge(runs).word == "undecided"
    assert make_claim(margin=0.0999).judge(runs).word == "supported"
    assert make_claim(margin=0.1001).judge(runs).reason == "practically equal"


def test_rounding_errors_of_a_mean_are_no_lead():
    runs = make_runs([0.1 + 0.2] * 3, [0.3] * 3)
    assert make_claim(margin=0).judge(runs).word == "undecided"


def test_one_seed_settles_nothing():
    verdict = make_claim().judge(make_runs([0.9], [0.1]))
    assert (verdict.word, verdict.seeds) == ("undecided", 1)
    assert verdict.reason == "one seed shows no spread"
    assert "one seed shows no spread" in verdict.sentence.lower()
    assert np.isnan([verdict.low, verdict.high]).all()


def test_resplit_data_widen_the_interval_and_limit_the_sentence():
    # Lead 0.115 ± 0.0124 with fresh data; times sqrt((1/5 + 1/3) * 5) = 1.633 without
    fresh = make_runs(0.615 + NOISE, [0.5] * 5)
    resplit = fresh.assign(test_train_ratio=1 / 3)
    assert make_claim().judge(fresh).word == "supported"
    assert make_claim().judge(fresh).sentence.endswith("accuracy.")
    verdict = make_claim().judge(resplit)
    assert verdict.word == "undecided"
    assert verdict.high - verdict.low == pytest.approx(
        2 * 0.0124166 * 1.63299, abs=1e-5
    )
    assert verdict.sentence.endswith("accuracy, on this data.")


@pytest.mark.parametrize(
    ("column", "evidence"),
    [(["live"] * 4, "live"), (["live"] * 3 + ["recorded"], "recorded")],
)
def test_one_recorded_run_makes_recorded_evidence(column, evidence):
    runs = make_runs([1, 1], [0, 0], evidence=column)
    assert make_claim().judge(runs).evidence == evidence


def test_a_family_is_the_mean_over_its_contestants():
    runs = make_runs([0.9, 0.9], [0.5, 0.6])
    more = runs[runs["family"] == "RNN"].assign(contestant="LSTM")
    more["value"] += 0.2
    verdict = make_claim().judge(pd.concat([runs, more]))
    assert (verdict.low + verdict.high) / 2 == pytest.approx(0.9 - 0.65)
    single = make_claim(loser="LSTM").judge(pd.concat([runs, more]))
    assert (single.low + single.high) / 2 == pytest.approx(0.9 - 0.75)


def test_judging_changes_neither_runs_nor_claim():
    runs = make_runs([0.9, 0.8], [0.5, 0.6])
    before, claim = runs.copy(), make_claim()
    assert repr(claim.judge(runs)) == repr(claim.judge(runs))
    pd.testing.assert_frame_equal(runs, before)
    with pytest.raises(AttributeError):
        claim.margin = 0


# -- Properties -----------------------------------------------------------------------

SCORES = st.lists(
    st.tuples(st.floats(0.1, 10), st.floats(0.1, 10)), min_size=2, max_size=6
)


@given(SCORES, st.floats(0.01, 2))
def test_swapping_sides_turns_the_interval_around(scores, margin):
    runs = make_runs(*zip(*scores, strict=True))
    there = make_claim(margin=margin).judge(runs)
    back = make_claim(winner="RNN", loser="CNN", margin=margin).judge(runs)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    if there.word == "supported":
        assert back.reason == "the other way round"


@given(SCORES, st.floats(-2, 2))
def test_negated_scores_with_lower_better_are_the_same(scores, margin):
    runs = make_runs(*zip(*scores, strict=True))
    plain = make_claim(margin=margin).judge(runs)
    runs["value"] = -runs["value"]
    turned = make_claim(margin=margin, better="lower").judge(runs)
    assert (plain.word, plain.reason) == (turned.word, turned.reason)


@given(SCORES, st.floats(-5, 5), st.integers(0, 99))
def test_neither_a_common_shift_nor_the_order_of_rows_matters(scores, shift, seed):
    runs = make_runs(*zip(*scores, strict=True))
    moved = runs.assign(value=runs["value"] + shift).sample(frac=1, random_state=seed)
    first, second = make_claim().judge(runs), make_claim().judge(moved)
    assert (first.low, first.high) == pytest.approx((second.low, second.high))


@given(SCORES, st.floats(0.01, 100))
def test_ratios_do_not_depend_on_the_unit(scores, factor):
    runs = make_runs(*zip(*scores, strict=True))
    claim = make_claim(scale="ratio", margin=1.2)
    first = claim.judge(runs)
    second = claim.judge(runs.assign(value=runs["value"] * factor))
    assert (first.low, first.high) == pytest.approx((second.low, second.high))


# -- Several conditions ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("leads", "word"),
    [
        ({"a": 0.2, "b": 0.3}, "supported"),
        ({"a": 0.2, "b": 0.1}, "qualified"),
        ({"a": 0.2, "b": -0.2}, "qualified"),
        ({"a": 0.0, "b": -0.2}, "refuted"),
        ({"a": 0.1, "b": -0.2}, "undecided"),
        ({"a": 0.1, "b": 0.1}, "undecided"),
    ],
)
def test_words_of_conditions_are_summed_up(leads, word):
    verdict = make_claim(conditions=("a", "b")).judge(make_sweep(leads))
    assert verdict.word == word
    assert math.isnan(verdict.low)
    assert math.isnan(verdict.high)
    assert [part[0] for part in verdict.parts] == ["a", "b"]


def test_conditions_are_judged_more_strictly_than_one_alone():
    runs = make_sweep({"a": 0.113, "b": 0.1})
    assert make_claim(conditions=("a",)).judge(runs).word == "supported"
    both = make_claim(conditions=("a", "b")).judge(runs)
    assert both.word == "undecided"
    assert both.parts[0][2] < 0.1


def test_a_single_named_condition_keeps_its_interval():
    verdict = make_claim(conditions=("a",)).judge(make_sweep({"a": 0.2, "b": 0}))
    assert verdict.parts == (("a", "supported", verdict.low, verdict.high),)


def test_one_condition_of_any_name_needs_no_naming():
    assert make_claim().judge(make_sweep({"a": 0.2})).parts == ()


def test_table_holds_the_numbers():
    verdict = make_claim(conditions=("a", "b")).judge(make_sweep({"a": 0.2, "b": 0.0}))
    assert list(verdict.table.index) == ["a", "b"]
    assert list(verdict.table["verdict"]) == ["supported", "refuted"]
    assert list(verdict.table["seeds"]) == [5, 5]
    assert set(verdict.table["margin"]) == {0.1}
    assert (verdict.table["low"] < verdict.table["high"]).all()


def test_conditions_may_have_different_numbers_of_seeds():
    runs = make_sweep({"a": 0.2, "b": 0.2})
    runs = runs[(runs["condition"] == "a") | (runs["seed"] < 3)]
    verdict = make_claim(conditions=("a", "b")).judge(runs)
    assert verdict.seeds == 3
    assert "at least 3 seeds" in repr(verdict)


# -- Words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "lead", "sentence"),
    [
        ({}, 0.2, "CNN is ahead of RNN by more than 0.1 in accuracy."),
        ({"margin": 0}, 0.2, "CNN is ahead of RNN in accuracy."),
        ({"margin": -0.1}, 0.2, "CNN is not behind RNN by 0.1 in accuracy."),
        (
            {},
            0.1,
            "These seeds do not settle whether CNN is ahead of RNN by more than 0.1 "
            "in accuracy.",
        ),
        (
            {},
            0,
            "CNN and RNN differ by less than 0.1 in accuracy: practically equal.",
        ),
        (
            {},
            -0.1,
            "Any lead of CNN over RNN in accuracy is smaller than 0.1.",
        ),
        (
            {},
            -0.3,
            "It is the other way round: RNN is ahead by more than 0.1 in accuracy.",
        ),
        (
            {"scale": "ratio", "margin": 1.2},
            0.5,
            "CNN is ahead of RNN by more than a factor of 1.2 in accuracy.",
        ),
        (
            {"scale": "ratio", "margin": 0.5, "better": "lower"},
            0.2,
            "CNN is not behind RNN by a factor of 2 in accuracy (lower is better).",
        ),
        ({"loser": None}, 0.2, "The accuracy of CNN is above 0.1."),
        (
            {"loser": None, "better": "lower"},
            0.2,
            "The accuracy of CNN is above 0.1.",
        ),
        ({"winner": "conv"}, 0.2, "conv is ahead of RNN by more than 0.1 in accuracy."),
    ],
)
def test_sentence(changes, lead, sentence):
    verdict = make_claim(**changes).judge(make_runs(0.5 + lead + NOISE, [0.5] * 5))
    assert verdict.sentence == sentence


def test_sentence_over_conditions_lists_them():
    claim = make_claim(conditions=("a", "b", "c"))
    verdict = claim.judge(make_sweep({"a": 0.2, "b": -0.2, "c": 0.3}))
    assert verdict.sentence == (
        f"Whether {wording.state(claim)}: supported in a, c; refuted in b."
    )


def test_display_is_words_alone_and_equal_for_equal_words():
    claim = make_claim(conditions=("a", "b"))
    first = claim.judge(make_sweep({"a": 0.2, "b": 0.0}))
    second = claim.judge(make_sweep({"a": 0.21, "b": 0.01}))
    assert first.parts != second.parts
    data, metadata = first._repr_mimebundle_()
    assert data == second._repr_mimebundle_(include=None, exclude=None)[0]
    assert set(data) == {"text/plain", "text/html"}
    assert metadata != second._repr_mimebundle_()[1]
    assert "0.2" not in data["text/html"]
    for text in data.values():
        for word in ("qualified", "P1", "A CNN fits.", "practically equal"):
            assert word in text


def test_display_escapes_text():
    claim = make_claim(text="a < b & <script>", conditions=("<b>",))
    html = claim.judge(make_sweep({"<b>": 0.2}))._repr_html_()
    assert "<script>" not in html
    assert "<b>:" not in html
    assert "a &lt; b &amp; &lt;script&gt;" in html


@pytest.mark.parametrize("word", ledger.WORDS)
def test_badges_can_be_read_by_everybody(word):
    sign, color = verdicts.LOOKS[word]
    channels = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(
        channels <= 0.03928, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4
    )
    white_on_it = 1.05 / (linear @ [0.2126, 0.7152, 0.0722] + 0.05)
    assert white_on_it >= 4.5  # the contrast that WCAG asks of text
    assert sum(sign == other for other, _ in verdicts.LOOKS.values()) == 1


def test_metadata_is_json_with_six_digits():
    claim = make_claim(conditions=("a", "b"))
    runs = make_sweep({"a": 0.2, "b": 0.0})
    numbers = claim.judge(runs)._repr_mimebundle_()[1]["verdict"]
    assert json.loads(json.dumps(numbers, allow_nan=False)) == numbers
    assert (numbers["low"], numbers["margin"], numbers["seeds"]) == (None, 0.1, 5)
    part = numbers["conditions"][0]
    assert (part["condition"], part["verdict"]) == ("a", "supported")
    assert part["low"] == float(f"{claim.judge(runs).parts[0][2]:.6g}")


# -- Facts, and what cannot be tested -------------------------------------------------


@pytest.mark.parametrize(
    ("holds", "word"),
    [
        ({"a": True, "b": np.True_}, "supported"),
        ({"a": True, "b": False}, "qualified"),
        ({"a": False, "b": np.False_}, "refuted"),
    ],
)
def test_fact(holds, word):
    verdict = claims.fact("A1", "It is so.", holds)
    assert (verdict.word, verdict.evidence, verdict.seeds) == (word, "exact", 0)
    assert [part[1] == "supported" for part in verdict.parts] == [
        bool(value) for value in holds.values()
    ]
    assert f"{sum(holds.values())} of 2" in verdict.sentence


@pytest.mark.parametrize(
    "holds",
    [{}, [True], {"a": 1}, {"a": None}, {"a": np.array([True])}, {"": True}, {3: True}],
)
def test_fact_refuses(holds):
    with pytest.raises(ValueError, match=r"holds|name of a fact"):
        claims.fact("A1", "It is so.", holds)


def test_not_testable():
    verdict = claims.not_testable("P7", "It is a brain.", "A metaphor has no margin.")
    assert (verdict.word, verdict.evidence) == ("not testable here", "")
    assert "A metaphor has no margin." in repr(verdict)
    with pytest.raises(ValueError, match="reason is ''"):
        claims.not_testable("P7", "It is a brain.", "")


@pytest.mark.parametrize("value", ["", " ", None, 3])
def test_check_text_refuses(value):
    with pytest.raises(ValueError, match=r"metric is .*; expected a text"):
        verdicts.check_text("metric", value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"word": "maybe"}, "word is 'maybe'"),
        ({"evidence": "hearsay"}, "evidence is 'hearsay'"),
        ({"id": "Z1"}, "id is 'Z1'"),
        ({"text": " "}, "text is ' '"),
    ],
)
def test_verdict_refuses(change, message):
    good = {"id": "P1", "text": "t", "word": "refuted", "evidence": "live"}
    with pytest.raises(ValueError, match=message):
        claims.Verdict(**{**good, "reason": "", "sentence": "", **change})


# -- Input that is refused ------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "P9"}, "id is 'P9'; expected one of data/claims.csv, such as P1, P2"),
        ({"id": "p1"}, "such as P1"),
        ({"id": "P1."}, "after the dot"),
        ({"id": "P1.Two words"}, "after the dot"),
        ({"id": 7}, "id is 7"),
        ({"text": ""}, "text is ''"),
        ({"winner": ""}, "winner is ''"),
        ({"winner": None}, "winner is None"),
        ({"loser": ""}, "loser is ''"),
        ({"loser": "CNN"}, "loser is 'CNN', the winner itself"),
        ({"metric": 3}, "metric is 3"),
        ({"margin": math.nan}, "margin is nan"),
        ({"margin": math.inf}, "margin is inf"),
        ({"margin": "0.1"}, "margin is '0.1'"),
        ({"margin": True}, "margin is True"),
        ({"margin": 0, "scale": "ratio"}, "a ratio's is above 0"),
        ({"better": "up"}, "better is 'up'"),
        ({"scale": "log"}, "scale is 'log'"),
        ({"conditions": "far"}, "expected a tuple of names"),
        ({"conditions": ("a", "a")}, "no name twice"),
        ({"conditions": ("a", "")}, "a name in conditions is ''"),
        ({"conditions": (3,)}, "a name in conditions is 3"),
    ],
)
def test_claim_refuses(change, message):
    with pytest.raises(ValueError, match=message):
        make_claim(**change)


def break_runs(row, column, value):
    """Good runs with one cell changed."""
    runs = make_runs([0.9, 0.8], [0.5, 0.6]).astype({"value": object})
    runs.loc[row, column] = value
    return runs


@pytest.mark.parametrize(
    ("runs", "message"),
    [
        (None, "runs is a NoneType"),
        (pd.DataFrame({"value": [1]}), "runs lacks .'family'"),
        (
            make_runs([1], [0], metric="loss"),
            "metric is 'accuracy'; runs holds .'loss'",
        ),
        (
            make_runs([1], [0], family="x"),
            "winner is 'CNN'; runs holds the contestants",
        ),
        (make_runs([1], [0]).query("family == 'CNN'"), "loser is 'RNN'"),
        (make_runs([1, 2, 3], [0, 0]), r"loser: GRU has no runs with the seeds \[2\]"),
        (make_runs([1], [0, 0]), r"winner: conv has no runs with the seeds \[1\]"),
        (break_runs(1, "value", np.nan), "value is nan for contestant 'conv', seed 1"),
        (break_runs(2, "value", -np.inf), "value is -inf for contestant 'GRU', seed 0"),
        (break_runs(2, "value", "high"), "value is high for contestant 'GRU', seed 0"),
        (break_runs(1, "seed", 0), "accuracy twice for contestant 'conv', seed 0"),
        (break_runs(1, "seed", None), "without a seed"),
        (make_sweep({"a": 0, "b": 0}), "conditions is empty, but runs holds .'a', 'b'"),
        (make_runs([1], [0], evidence="told"), "evidence is .'told'"),
        (make_runs([1], [0], test_train_ratio=-1.0), "test_train_ratio"),
        (make_runs([1], [0], test_train_ratio=np.inf), "test_train_ratio"),
    ],
)
def test_judge_refuses(runs, message):
    with pytest.raises(ValueError, match=message):
        make_claim().judge(runs)


def test_judge_refuses_a_condition_that_was_not_run():
    with pytest.raises(ValueError, match=r"conditions are \['c'\]; runs holds"):
        make_claim(conditions=("a", "c")).judge(make_sweep({"a": 0, "b": 0}))


def test_judge_names_the_condition_that_lacks_a_side():
    runs = make_sweep({"a": 0.2, "b": 0.2})
    runs = runs[(runs["family"] == "CNN") | (runs["condition"] == "a")]
    with pytest.raises(ValueError, match="loser is 'RNN'; runs holds in 'b'"):
        make_claim(conditions=("a", "b")).judge(runs)


def test_judge_refuses_ratios_of_what_is_not_positive():
    with pytest.raises(ValueError, match=r"value is 0.*a number above 0"):
        make_claim(scale="ratio", margin=1.2).judge(make_runs([1, 0], [1, 1]))


@pytest.mark.parametrize("loser", ["conv", "CNN"])
def test_judge_refuses_a_side_compared_with_itself(loser):
    winner = "conv" if loser == "CNN" else "CNN"
    with pytest.raises(ValueError, match="are no two sides: both hold conv"):
        make_claim(winner=winner, loser=loser).judge(make_runs([1, 2], [0, 0]))


def test_bad_values_of_others_do_not_matter():
    runs = make_runs([0.9, 0.8], [0.5, 0.6])
    other = runs[:2].assign(family="dense", contestant="mlp", value=math.nan)
    assert make_claim().judge(pd.concat([runs, other])).seeds == 2


def test_missing_optional_cells_take_their_defaults():
    plain = make_runs([0.9, 0.8], [0.5, 0.6])
    resplit = plain.assign(condition="x", test_train_ratio=0.5, evidence="recorded")
    rows = pairs.select(pd.concat([plain, resplit]), "accuracy")
    assert list(rows["evidence"]) == ["live"] * 4 + ["recorded"] * 4
    assert list(rows["test_train_ratio"]) == [0.0] * 4 + [0.5] * 4


def test_a_sample_knows_rounding_errors_from_differences():
    sides = np.array([0.1 + 0.2, 1.0]), np.array([0.3, 0.5])
    sample = pairs.Sample(*sides, ratio=0.0, evidence="live")
    assert list(sample.differences()) == [0, 0.5]


def test_conditions_read_from_a_file_may_be_numbers():
    runs = make_sweep({"16": 0.2}).astype({"condition": int})
    assert pairs.check_conditions(pairs.select(runs, "accuracy"), ("16",)) == ("16",)


def test_a_verdict_can_be_drawn():
    runs = make_sweep({"a": 0.2, "b": 0.0})
    for verdict in (
        make_claim(conditions=("a", "b")).judge(runs),
        make_claim().judge(runs[runs["condition"] == "a"]),
    ):
        axes = plots.plot_verdict(verdict, ax=Figure().subplots())
        assert len(axes.get_yticks()) == max(1, len(verdict.parts))


def test_every_kind_of_reason_has_its_sentence():
    claim = make_claim()
    for lead in (-0.3, -0.1, 0, 0.1, 0.3):
        rows = pairs.select(make_runs(0.5 + lead + NOISE, [0.5] * 5), "accuracy")
        sample = pairs.collect(rows, "CNN", "RNN", "difference")
        assert sample.differences().mean() == pytest.approx(lead)
        verdict = claim.judge(rows)
        part = verdicts.Part("", verdict.word, verdict.reason)
        assert wording.sentence(claim, part) == verdict.sentence
