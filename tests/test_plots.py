"""Figures: what is drawn, in which look, and what is refused."""

from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from utils import house_style, plots

POINTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


@pytest.fixture
def ax():
    return Figure(figsize=(6, 4)).subplots()


def make_runs(conditions=("",), seeds=3):
    """Three contestants of two families and a baseline; scores known in advance."""
    contestants = [
        ("CNN", "conv", 0.9),
        ("RNN", "GRU", 0.8),
        ("RNN", "LSTM", 0.7),
        ("baseline", "majority", 0.15),
    ]
    return pd.DataFrame(
        {
            "family": family,
            "contestant": contestant,
            "condition": condition,
            "seed": seed,
            "metric": "accuracy",
            "value": level + 0.01 * seed,
        }
        for condition in conditions
        for family, contestant, level in contestants
        for seed in range(seeds)
    )


def tick_labels(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


FRAME_PLOTS = [
    pytest.param(plots.plot_scores, ("",), id="scores"),
    pytest.param(plots.plot_scores, ("digits", "sine"), id="scores-conditions"),
    pytest.param(plots.plot_sweep, ("10", "20", "100"), id="sweep"),
]


@pytest.mark.parametrize(("plot", "conditions"), FRAME_PLOTS)
def test_draws_on_the_given_axes_and_changes_nothing_else(plot, conditions, ax):
    runs = make_runs(conditions)
    before, figures = runs.copy(deep=True), plt.get_fignums()
    assert plot(runs, ax=ax, chance=0.1) is ax
    pd.testing.assert_frame_equal(runs, before)
    assert plt.get_fignums() == figures


@pytest.mark.parametrize(("plot", "conditions"), FRAME_PLOTS)
@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda runs: runs.drop(columns=["seed", "family"]), "family.*seed"),
        (lambda runs: runs.iloc[:0], "empty"),
        (lambda runs: runs.assign(family="transformer"), "transformer"),
        (lambda runs: runs.assign(value=np.nan), "finite"),
        (lambda runs: runs.assign(value=np.inf), "finite"),
        (lambda runs: runs.to_dict(), "DataFrame, got dict"),
        (
            lambda runs: pd.concat([runs, runs.assign(metric="loss")]),
            "metric must be given.*accuracy.*loss",
        ),
    ],
)
def test_refuses_a_frame_it_cannot_draw(plot, conditions, spoil, says, ax):
    with pytest.raises(ValueError, match=says):
        plot(spoil(make_runs(conditions)), ax=ax)


def test_scores_draw_every_seed_in_the_look_of_its_family(ax):
    plots.plot_scores(make_runs(seeds=5), ax=ax)
    clouds = [line for line in ax.lines if line.get_linestyle() == "None"]
    assert [len(cloud.get_xdata()) for cloud in clouds] == [5, 5, 5, 5]
    assert [cloud.get_marker() for cloud in clouds] == ["s", "o", "o", "|"]
    assert [cloud.get_fillstyle() for cloud in clouds][1:3] == ["full", "none"]
    assert to_rgba(clouds[0].get_color()) == to_rgba("#0173B2")
    assert to_rgba(clouds[1].get_color()) == to_rgba("#D55E00")
    assert tick_labels(ax) == ["conv", "GRU", "LSTM", "majority"]


def test_scores_put_a_seed_at_the_same_height_in_every_row(ax):
    plots.plot_scores(make_runs(seeds=5).sample(frac=1, random_state=0), ax=ax)
    for line in ax.lines:
        if line.get_linestyle() == "None":  # value rises with the seed, so must height
            heights = line.get_ydata()[np.argsort(line.get_xdata())]
            row = round(heights.mean())
            offsets = 0.4 * (np.arange(1, 6) / 6 - 0.5)
            np.testing.assert_allclose(heights, row + offsets)


def test_scores_head_each_condition_in_bold_with_its_own_chance(ax):
    chance = {"digits": 0.1, "sine": 0.5}
    plots.plot_scores(make_runs(("digits", "sine")), ax=ax, chance=chance)
    labels = tick_labels(ax)
    assert labels[0] == "digits"
    assert labels[5] == "sine"
    bold = [label.get_fontweight() == "bold" for label in ax.get_yticklabels()]
    assert [labels[i] for i in np.flatnonzero(bold)] == ["digits", "sine"]
    assert [text.get_text().strip() for text in ax.texts] == ["chance"] * 2
    assert [text.get_position()[0] for text in ax.texts] == [0.1, 0.5]


def test_a_contestant_named_like_a_condition_is_no_heading(ax):
    runs = make_runs(("GRU",))
    plots.plot_scores(runs, ax=ax)
    bold = [label.get_fontweight() == "bold" for label in ax.get_yticklabels()]
    assert bold == [True, False, False, False, False]


@pytest.mark.parametrize(("lowest", "start"), [(0.3, 0.1), (0.02, 0.02)])
def test_the_axis_starts_at_chance_and_hides_no_run(ax, lowest, start):
    runs = make_runs()
    runs["value"] = runs["value"].clip(lower=0.3)
    runs.loc[0, "value"] = lowest
    plots.plot_scores(runs, ax=ax, chance=0.1)
    assert start - 0.02 < ax.get_xlim()[0] <= start
    ax = Figure().subplots()
    sweep = pd.concat([runs.assign(condition=x) for x in ("1", "2")])
    plots.plot_sweep(sweep, ax=ax, chance=0.1)
    assert start - 0.02 < ax.get_ylim()[0] <= start


def test_sweep_orders_conditions_as_numbers_and_labels_the_ends(ax):
    plots.plot_sweep(make_runs(("100", "20", "3")), ax=ax, chance=0.1)
    means = [line for line in ax.lines if line.get_linewidth() == 2.4]
    assert [list(line.get_xdata()) for line in means] == [[3, 20, 100]] * 4
    thin = [line for line in ax.lines if line.get_alpha() == house_style.FAINT]
    assert len(thin) == 4 * 3
    names = {text.get_text() for text in ax.texts}
    assert names == {"conv", "GRU", "LSTM", "majority", "chance"}


def test_sweep_refuses_words_as_conditions_and_unknown_scales(ax):
    with pytest.raises(ValueError, match=r"condition must be a number.*'far'"):
        plots.plot_sweep(make_runs(("1", "far")), ax=ax)
    with pytest.raises(ValueError, match="cubic"):
        plots.plot_sweep(make_runs(("1", "2")), ax=ax, x_scale="cubic")


def test_select_returns_a_new_frame_with_one_metric():
    runs = pd.concat([make_runs(), make_runs().assign(metric="loss", value=0.0)])
    chosen = house_style.select(runs, "accuracy")
    assert set(chosen["metric"]) == {"accuracy"}
    chosen["value"] = -1.0
    assert (runs["value"] >= 0).all()
    with pytest.raises(ValueError, match=r"metric must be one of.*got 'recall'"):
        house_style.select(runs, "recall")


def test_looks_follow_the_family_and_tell_its_members_apart():
    looks = house_style.looks(make_runs())
    assert list(looks) == ["conv", "GRU", "LSTM", "majority"]
    assert looks["GRU"]["color"] == looks["LSTM"]["color"] == plots.COLORS["RNN"]
    assert looks["GRU"]["fillstyle"] != looks["LSTM"]["fillstyle"]


def test_labels_at_line_ends_do_not_overlap(ax):
    ends = dict.fromkeys(("a", "b", "c"), (1, 0.5, "black"))
    house_style.label_ends(ax, ends)
    heights = sorted(text.get_window_extent().y0 for text in ax.texts)
    assert min(np.diff(heights)) > 10


def make_verdict(**changes):
    """What `plot_verdict` reads of a `claims.Verdict`."""
    fields = {
        "id": "P1",
        "word": "qualified",
        "low": 0.02,
        "high": 0.05,
        "margin": 0.01,
        "parts": (
            ("digits", "supported", 0.02, 0.05),
            ("sine", "refuted", -0.3, -0.2),
        ),
    }
    return SimpleNamespace(**(fields | changes))


def test_verdict_draws_each_condition_and_the_margin(ax):
    plots.plot_verdict(make_verdict(), ax=ax)
    assert tick_labels(ax) == ["digits", "sine"]
    words = [text.get_text().strip() for text in ax.texts]
    assert words == ["supported", "refuted", "margin"]
    spans = [list(line.get_xdata()) for line in ax.lines]
    assert [0.02, 0.05] in spans
    assert [-0.3, -0.2] in spans
    assert [0.01, 0.01] in spans


def test_verdict_without_conditions_is_one_row(ax):
    plots.plot_verdict(make_verdict(parts=()), ax=ax)
    assert tick_labels(ax) == ["P1"]


@pytest.mark.parametrize("nothing", [np.nan, None])
def test_verdict_without_an_interval_is_refused(ax, nothing):
    verdict = make_verdict(parts=(), low=nothing, high=nothing)
    with pytest.raises(ValueError, match="'P1' must have intervals"):
        plots.plot_verdict(verdict, ax=ax)


def test_history_draws_training_dashed_and_validation_solid(ax):
    history = {"accuracy": [0.5, 0.9], "val_accuracy": [0.4, 0.8]}
    keywords = {"ax": ax, "family": "RNN", "metric": "accuracy"}
    plots.plot_history(history, label="GRU", **keywords)
    lines = [(line.get_linestyle(), list(line.get_ydata())) for line in ax.lines]
    assert lines == [("--", [0.5, 0.9]), ("-", [0.4, 0.8])]
    assert [text.get_text() for text in ax.texts] == ["GRU"]
    assert {line.get_color() for line in ax.lines} == {"#D55E00"}


def test_history_refuses_unknown_families_and_metrics(ax):
    with pytest.raises(ValueError, match="family must be one of"):
        plots.plot_history({"loss": [1]}, ax=ax, family="transformer")
    with pytest.raises(ValueError, match=r"metric must be one of.*got 'accuracy'"):
        plots.plot_history({"loss": [1]}, ax=ax, family="CNN", metric="accuracy")


def test_decision_boundary_draws_the_line_where_the_answer_is_one_half(ax):
    def answers(points):
        return np.clip(points[:, 0], 0, 1)

    assert plots.plot_decision_boundary(answers, POINTS, [0, 0, 1, 1], ax=ax) is ax
    (line,) = [c for c in ax.collections if hasattr(c, "levels")]
    vertices = np.concatenate([path.vertices for path in line.get_paths()])
    np.testing.assert_allclose(vertices[:, 0], 0.5, atol=1e-9)


@pytest.mark.parametrize(
    ("points", "labels", "predict", "says"),
    [
        ([[0, 0, 0]], [0], lambda p: p[:, 0], r"points must have shape"),
        (POINTS, [0, 1], lambda p: p[:, 0], "labels must be"),
        (POINTS, [0, 1, 2, 1], lambda p: p[:, 0], "labels must be"),
        (POINTS, [0, 1, 1, 0], lambda p: p, "one answer a point"),
    ],
)
def test_decision_boundary_refuses(points, labels, predict, says, ax):
    with pytest.raises(ValueError, match=says):
        plots.plot_decision_boundary(predict, points, labels, ax=ax)


def test_pictures_share_one_gray_scale_and_leave_spare_axes_empty():
    axes = Figure().subplots(2, 2)
    pictures = np.stack([np.zeros((3, 4)), np.ones((3, 4)), np.full((3, 4), 5)])
    assert plots.plot_pictures(pictures[..., None], ["a", "b", 3], axes=axes) is axes
    drawn = [ax for ax in axes.flat if ax.images]
    assert [ax.get_title() for ax in drawn] == ["a", "b", "3"]
    assert {ax.images[0].get_clim() for ax in drawn} == {(0, 5)}
    assert not any(ax.axison for ax in axes.flat)


@pytest.mark.parametrize(
    ("shape", "titles", "says"),
    [
        ((3, 4), None, "pictures must have shape"),
        ((0, 3, 4), None, "pictures must have shape"),
        ((2, 3, 4, 3), None, "pictures must have shape"),
        ((5, 3, 4), None, "axes must be at least 5, got 4"),
        ((2, 3, 4), ["one"], "titles must be 2 texts, got 1"),
    ],
)
def test_pictures_refuses(shape, titles, says):
    with pytest.raises(ValueError, match=says):
        plots.plot_pictures(np.zeros(shape), titles, axes=Figure().subplots(2, 2))


def test_show_displays_once_with_alternative_text_and_closes(monkeypatch):
    calls = []

    def note(*args, **options):
        calls.append((args, options))

    monkeypatch.setattr(house_style, "display", note)
    fig = plt.figure()
    plots.show(fig, alt="A line that falls.")
    metadata = {"image/png": {"alt": "A line that falls."}}
    assert calls == [((fig,), {"metadata": metadata})]
    assert not plt.fignum_exists(fig.number)


@pytest.mark.parametrize("alt", ["", "  ", None, 3])
def test_show_refuses_a_figure_without_words(alt):
    with pytest.raises(ValueError, match="alt must say in words"):
        plots.show(Figure(), alt=alt)


def test_every_family_has_a_color_a_marker_and_a_line_of_its_own():
    families = {"CNN", "RNN", "hybrid", "dense", "baseline"}
    assert {*plots.COLORS} == {*plots.MARKERS} == {*plots.LINES} == families
    assert len({*plots.COLORS.values()}) == len({*plots.MARKERS.values()}) == 5


def test_house_style_is_opaque_and_between_96_and_120_dpi():
    plots.use_house_style()
    assert plt.rcParams["figure.facecolor"] == "white"
    assert plt.rcParams["savefig.facecolor"] == "white"
    assert 96 <= plt.rcParams["figure.dpi"] <= 120
