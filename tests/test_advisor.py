"""The advisor as a whole, and its parts that train or judge."""

import dataclasses
import json

import keras
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from utils import advisor, probes
from utils.advisor import (
    advising,
    baselines,
    changes,
    cutting,
    families,
    forms,
    judging,
    planning,
    preparing,
    reading,
    recording,
    report,
    results,
    running,
    samples,
    summing_up,
    trials,
    wording,
)
from utils.advisor.__main__ import main as command
from utils.advisor.advice import Advice, Saved
from utils.datasets.base import Dataset, Split

RNG = np.random.default_rng(0)


def draw(count=120, steps=8):
    """Series whose mean tells the class: easy for everybody."""
    y = np.arange(count) % 2
    x = RNG.normal(size=(count, steps, 1)) + 2.0 * y[:, None, None]
    return x.astype("float32"), np.where(y, "up", "down")


X, Y = draw()
SETTINGS = {"budget": None, "seeds": 2, "updates": 24, "parameters": 500}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def advice(folder):
    return advisor.advise(X, Y, folder=folder, **SETTINGS)


# ------------------------------------------------------------------------ the advice
def test_the_advice_names_the_simplest_of_those_who_are_level(advice):
    assert isinstance(advice, Advice)
    assert advice.answer == "logistic regression"
    assert advice.text.startswith("A logistic regression may do: on 30 test examples")
    assert f"\nKept for predict and save: the {advice.network}, " in advice.text
    assert "- 120 series of 8 steps, 1 channel" in repr(advice)
    assert advice.notes[1] == "to tell apart: 2 classes, 60 examples each"
    assert set(advice.table.index) == {
        *families.FACTORIES,
        *baselines.list_baselines("classification"),
    }
    assert advice.table["score"].max() > 0.9 > 0.6 > advice.table["score"]["majority"]


def test_the_table_is_fair(advice):
    networks = advice.table[advice.table["family"] != "baseline"]
    counts = networks["parameters"]
    assert counts.max() - counts.min() <= 0.05 * counts.mean()
    per = advice.runs.query("condition == 'full'").groupby("contestant")["seed"].count()
    assert set(per) == {2}
    assert advice.plan == planning.Plan(2, 2)


def test_it_says_what_made_the_difference(advice):
    assert [*advice.changes.index] == ["shuffled", "moved"]
    assert advice.changes.loc["shuffled", "low"] <= 0.05  # a mean needs no order
    assert {"share 0.25", "share 0.5"} <= set(advice.runs["condition"])
    assert "From half of the training data to all of it" in advice.text


def test_the_figure_has_three_panels(advice, capsys):
    titles = [ax.get_title(loc="left") or ax.get_title() for ax in advice.plot().axes]
    assert titles[0] == "Answer: logistic regression"
    assert len(titles) == 3 and "less data" in titles[2]
    alone = dataclasses.replace(advice, changes=advice.changes.iloc[:0])
    alone = dataclasses.replace(alone, runs=advice.runs.query("condition == 'full'"))
    assert len(report.draw(alone).axes) == 1
    assert report.write_alt(alone) == "Scores of all contestants."
    assert report.write_alt(advice).endswith("; the learning curve.")


def test_what_is_saved_predicts_the_same_from_raw_input(advice, tmp_path):
    place = advice.save(tmp_path / "advice")
    saved = advisor.load(place)
    assert isinstance(saved, Saved) and saved.classes == ("down", "up")
    assert saved.predict(X).tolist() == advice.predict(X).tolist()
    assert (saved.predict(X) == Y).mean() > 0.8
    alone = keras.models.load_model(place / "model.keras")  # without the course
    chances = alone.predict(X, verbose=0)
    np.testing.assert_allclose(chances, advice.model.predict(X, verbose=0), atol=1e-6)
    np.testing.assert_allclose(chances.sum(axis=1), 1, atol=1e-5)
    page = (place / "report.html").read_text("utf-8")
    assert "data:image/png;base64," in page and "http" not in page
    assert page == report.write_html(advice) or len(page) > 10_000
    assert json.loads((place / "advice.json").read_text())["answer"] == advice.answer
    assert pd.read_csv(place / "table.csv")["contestant"].tolist() == [
        *advice.table.index
    ]


def test_a_folder_one_may_not_write_to(advice, tmp_path):
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(PermissionError, match=r"cannot be written to .*; expected"):
            advice.save(folder)
        with pytest.raises(PermissionError, match=r"folder is .* cannot be written to"):
            advisor.advise(X, Y, folder=folder)
    with pytest.raises(FileNotFoundError, match=r"one that Advice\.save has made"):
        advisor.load(tmp_path)


def test_a_folder_that_is_read_only(monkeypatch, tmp_path):
    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.touch", refuse)
    with pytest.raises(PermissionError, match=r"\(Permission denied\); expected a"):
        report.open_folder(tmp_path)


def same_table(first, second):
    timed = ["seconds", "latency"]
    pd.testing.assert_frame_equal(
        first.table.drop(columns=timed), second.table.drop(columns=timed)
    )


def test_an_interrupted_advice_goes_on_from_its_finished_runs(
    advice, folder, monkeypatch, tmp_path
):
    kept = sorted(folder.glob("*.npz"))
    assert len(kept) == 6 + 5 + 6 * 2 + 3 * 2  # tried, tried again, runs, checks
    monkeypatch.setattr(running, "run_one", lambda *_: pytest.fail("run again"))
    again = advisor.advise(X, Y, folder=folder, **SETTINGS)
    same_table(again, advice)
    (tmp_path / "a.npz").write_bytes(b"half a file")
    assert results.load_result(tmp_path / "a.npz") is None
    assert results.load_result(tmp_path / "none.npz") is None


def test_a_kept_result_comes_back_as_it_was(tmp_path):
    parts = (np.ones(3), np.zeros(0), 1.0, 2.0, 0.1, [np.ones((2, 2))])
    result = results.Result(0.5, 0.75, *parts)
    results.save_result(tmp_path / "a.npz", result)
    again = results.load_result(tmp_path / "a.npz")
    assert (again.valid_score, again.wall, again.moved.size) == (0.75, 2.0, 0)
    assert again.weights[0].tolist() == [[1, 1], [1, 1]]


def test_a_budget_too_small_for_a_single_run():
    with pytest.raises(ValueError, match=r"budget is 0\.001 seconds, and 1 of 6 first"):
        advisor.advise(X, Y, **SETTINGS | {"budget": 0.001})
    with pytest.raises(ValueError, match=r"budget is -1; expected a finite number"):
        advisor.advise(X, Y, budget=-1)
    with pytest.raises(ValueError, match=r"seeds is 0; expected a whole number"):
        advising.advise(X, Y, seeds=0)
    with pytest.raises(ValueError, match=r"rates is \[\]; expected one to three"):
        advising.advise(X, Y, rates=[])


def test_two_workers_of_a_dask_cluster_give_the_same_table():
    import joblib
    from dask.distributed import Client, LocalCluster

    small = SETTINGS | {"rates": (0.01,), "seeds": 1, "explain": False}
    cluster = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with (
        LocalCluster(**cluster) as workers,
        Client(workers),
        joblib.parallel_config(backend="dask"),
    ):
        spread = advisor.advise(X, Y, **small)
    same_table(spread, advisor.advise(X, Y, **small))


# ------------------------------------------------------------------------- the parts
@pytest.mark.parametrize("shape", [(8, 2), (9, 7, 1), (6,)])
def test_the_three_families_are_equally_large_and_take_every_kind(shape):
    words = 30 if len(shape) == 1 else 0
    widths = families.match_widths(shape, 3, 2000, words)
    assert families.FACTORIES["hybrid"] is families.build_hybrid
    x = np.zeros((2, *shape), "int32" if words else "float32")
    x[0] = words - 1 if words else 1
    part = Split(x, [0, 2])
    dataset = Dataset("toy", part, part, part, "classification", 3)
    counts = []
    for family, build in families.FACTORIES.items():
        model = build(dataset, width=widths[family][0])
        counts.append(probes.count_parameters(model))
        assert counts[-1] == widths[family][1]
        assert model(x).shape == (2, 3)
    counts = [count - words * families.EMBEDDING for count in counts]
    assert max(counts) - min(counts) <= 0.06 * np.mean(counts)


def test_the_cnn_sees_all_steps_and_padding_changes_nothing():
    x = np.zeros((2, 20, 1), "float32")
    part = Split(x, [0, 1])
    dataset = Dataset("toy", part, part, part, "classification", 2)
    model = families.build_cnn(dataset, width=4)
    assert probes.receptive_field(model, dataset) == 20
    assert families.count_levels(20) == 4
    tokens = np.array([[3, 4, 0, 0], [3, 4, 5, 6]], "int32")
    part = Split(tokens, [0, 1])
    dataset = Dataset("toy", part, part, part, "classification", 2)
    model = families.build_rnn(dataset, width=4)
    longer = families.build_rnn(
        Dataset(
            "toy",
            *[Split(np.pad(tokens, ((0, 0), (0, 3))), [0, 1])] * 3,
            "classification",
            2,
        ),
        width=4,
    )
    longer.set_weights(model.get_weights())
    padded = np.pad(tokens, ((0, 0), (0, 3)))
    np.testing.assert_allclose(model(tokens), longer(padded), atol=1e-6)


def test_pictures_of_several_sizes_are_prepared_as_the_saved_model_does():
    sizes = [(40, 50), (60, 45)] * 20
    raw = [RNG.integers(0, 256, (*size, 1), dtype="uint8") for size in sizes]
    found = dataclasses.replace(
        reading.read(np.zeros((40, 3)) + np.arange(40)[:, None] % 7, np.arange(40) % 2),
        raw=raw,
        kind="pictures",
    )
    rows = np.arange(30)
    preparer, ready, notes = preparing.build_preparer(found, rows)
    assert ready.shape == (40, 32, 30, 1) or max(ready.shape[1:3]) == preparing.SIDE
    assert "brought to" in notes[0]
    np.testing.assert_allclose(preparing.transform(preparer, raw), ready, atol=1e-5)
    np.testing.assert_allclose(ready[rows].mean(), 0, atol=1e-4)


def test_sounds_are_prepared_alike_alone_and_together():
    raw = [RNG.normal(size=size).astype("float32") for size in (900, 1000) * 12]
    base = reading.read(np.arange(48.0).reshape(24, 2), np.arange(24) % 2)
    found = dataclasses.replace(base, raw=raw, kind="sounds", rate=8000)
    preparer, ready, _ = preparing.build_preparer(found, np.arange(20))
    assert ready.shape[2] == preparing.MELS and ready.shape[1] <= preparing.FRAMES + 1
    alone = preparing.transform(preparer, raw[:1])
    np.testing.assert_allclose(alone[0], ready[0], atol=1e-3)


def test_texts_and_gaps_are_prepared():
    texts = ["a good film", "a bad film !"] * 20
    found = reading.read(texts, np.arange(40) % 2)
    preparer, ready, notes = preparing.build_preparer(found, np.arange(40))
    assert ready.dtype == np.int32 and ready.shape == (40, 4)
    assert notes[0].startswith("6 words are known")
    again = preparing.transform(preparer, np.array(["good unheard"], object))
    assert again[0, 0] == ready[0, 1] and again[0, 1] == 1  # 1 is any other word
    gaps = np.where(RNG.random((40, 6)) < 0.1, np.nan, RNG.normal(size=(40, 6)))
    found = reading.read(gaps, np.arange(40) % 2)
    _, ready, _ = preparing.build_preparer(found, np.arange(30))
    assert ready.shape == (40, 6, 1) and np.isfinite(ready).all()
    assert (ready[..., 0][np.isnan(gaps)] == 0).all()
    scaled = reading.read(RNG.normal(size=(40, 3)) * [1, 1e3, 1e-3], np.arange(40) % 2)
    _, ready, notes = preparing.build_preparer(scaled, np.arange(40))
    assert "different scales" in notes[0]
    np.testing.assert_allclose(ready.std(axis=0), 1, atol=1e-3)


def test_a_forecast_answers_in_the_unit_of_the_series():
    series = 100 + np.cumsum(RNG.normal(size=200))
    found = reading.read(series, task="forecast", window=8)
    arena, preparer, _ = advising.set_up(found, parameters=300, updates=10)
    core = families.build_cnn(
        Dataset("toy", *[Split(arena.ready[:2], [[0.0], [1.0]])] * 3, "regression"),
        width=2,
    )
    core.set_weights([0 * weight for weight in core.get_weights()])
    model = preparing.finish_model(preparer, core, forecast=True, scale=arena.scale)
    said = preparing.transform(model, found.raw[:5])[:, 0]
    np.testing.assert_allclose(said, found.raw[:5, -1, 0], rtol=1e-6)  # no change
    y, scale = preparing.scale_answers(found, arena.development)
    assert scale[0] == 0 and y.shape == (192,)
    assert arena.test.tolist() == list(range(144, 192))


@pytest.mark.parametrize("task", ["regression", "forecast"])
def test_baselines_of_numbers(task):
    names = baselines.list_baselines(task)
    features, y = RNG.normal(size=(80, 5)), RNG.normal(size=80)
    y = y + features[:, 0] * 3
    errors = {}
    for name in names:
        guess = baselines.fit_baseline(name, 0, features, y, classes=0, seed=0)
        assert guess(features).shape == (80, 1)
        errors[name] = np.abs(guess(features)[:, 0] - y).mean()
    assert errors["ridge regression"] < errors["mean"]


def test_baselines_see_the_bag_and_the_words():
    x = RNG.normal(size=(5, 4, 2))
    features = baselines.list_features(x)
    assert features.shape == (5, 8 + 10)
    np.testing.assert_allclose(features[:, 8:10], x.mean(axis=1))
    counts = baselines.list_features(np.array([[2, 2, 3, 0], [1, 0, 0, 0]]))
    assert counts.toarray().tolist() == [[0, 0, 2, 1], [0, 1, 0, 0]]
    tokens = RNG.integers(0, 9, size=(300, 5))
    y = (tokens == 3).any(axis=1).astype(int)
    for name in ("logistic regression", "gradient boosting"):
        guess = baselines.fit_baseline(
            name, 0, baselines.list_features(tokens), y, classes=2, seed=0
        )
        right = guess(baselines.list_features(tokens)).argmax(1) == y
        assert right.mean() > 0.8
    wide = RNG.normal(size=(60, 300))
    guess = baselines.fit_baseline(
        "logistic regression", 1, wide, wide[:, 0] > 0, classes=2, seed=0
    )
    assert guess(wide).shape == (60, 2)


def test_changes_keep_the_values():
    x = RNG.normal(size=(3, 4, 4, 2))
    mixed = changes.shuffle(x, seed=1)
    assert not np.array_equal(mixed, x)
    np.testing.assert_allclose(
        np.sort(mixed[0, ..., 0], None), np.sort(x[0, ..., 0], None)
    )
    words = changes.shuffle(np.array([[5, 6, 7, 0, 0]]), seed=0)
    assert sorted(words[0, :3].tolist()) == [5, 6, 7] and not words[0, 3:].any()
    assert changes.shift(x)[0, 1, 1].tolist() == x[0, 0, 0].tolist()


@pytest.mark.parametrize(
    ("left", "plan"),
    [
        (None, (3, 2, True, (0.25, 0.5))),
        (100, (3, 2, True, (0.25, 0.5))),
        (9.5, (3, 2, False, ())),
        (5, (3, 1, True, ())),
        (2.5, (2, 1, False, ())),
        (-4, (1, 1, False, ())),
    ],
)
def test_the_plan_follows_the_seconds_that_are_left(left, plan):
    found = planning.plan_runs(6, 1, left=left, seeds=3, settings=2)
    assert (found.seeds, found.settings, found.shuffled, found.shares) == plan
    assert bool(found.dropped) == (left is not None and left < 100)
    twice = planning.plan_runs(6, 1, left=5, seeds=3, settings=2, workers=2)
    assert twice.settings == 2
    assert planning.choose_epochs(10_000, updates=300, batch=32) == 3


def test_the_interval_holds_seeds_and_examples():
    draws = np.random.default_rng(3)
    hits, count = 0, 300
    for _ in range(count):
        effects = draws.normal(size=(4, 1)) * 0.1 + draws.normal(size=(1, 50)) * 0.5
        gaps = 0.3 + effects + draws.normal(size=(4, 50)) * 0.3
        _, low, high = judging.compare(gaps, np.zeros_like(gaps))
        hits += low <= 0.3 <= high
    assert 0.94 <= hits / count <= 1.0
    one = judging.compare(np.eye(4)[:1], np.zeros((1, 4)))
    assert one[1] < one[0] < one[2]
    twins = np.repeat(draws.normal(size=(2, 30)), 2, axis=1)
    apart = judging.compare(twins, 0 * twins)
    together = judging.compare(twins, 0 * twins, clusters=np.arange(60) // 2)
    assert together[2] - together[1] > 1.2 * (apart[2] - apart[1])
    assert judging.cluster_blocks(10, blocks=5).tolist() == [
        0,
        0,
        1,
        1,
        2,
        2,
        3,
        3,
        4,
        4,
    ]


def judge(**shares):
    draws = np.random.default_rng(1)
    scores = {
        name.replace("_", " "): (draws.random((3, 400)) < share).astype(float)
        for name, share in shares.items()
    }
    valid = {name.replace("_", " "): share for name, share in shares.items()}
    kinds = {n: n if n in families.FACTORIES else "baseline" for n in scores}
    return judging.judge(scores, valid, kinds, cost={"CNN": 2.0, "RNN": 1.0})


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ({"CNN": 0.9, "RNN": 0.7, "hybrid": 0.9}, "CNN"),
        ({"CNN": 0.7, "RNN": 0.9, "hybrid": 0.7}, "RNN"),
        ({"CNN": 0.9, "RNN": 0.9, "hybrid": 0.9}, judging.EVEN),
        ({"CNN": 0.7, "RNN": 0.7, "hybrid": 0.9}, "hybrid"),
        ({"CNN": 0.5, "RNN": 0.5, "hybrid": 0.5}, judging.NOTHING),
    ],
)
def test_the_answer_is_the_simplest_of_those_who_are_level(shares, said):
    finding = judge(majority=0.5, logistic_regression=0.55, **shares)
    if said == judging.NOTHING:
        finding = judge(majority=0.5, logistic_regression=0.5, **shares)
    assert finding.answer == said
    if said == judging.EVEN:
        assert finding.network == "RNN"  # the cheaper one
    assert judge(majority=0.5, gradient_boosting=0.9, **shares).answer == (
        "gradient boosting"
    )


def test_two_groups_are_too_few_to_say_that_nothing_was_learned():
    near, far = np.ones((3, 100)), np.zeros((3, 100))
    far[:, 50:] = 1  # nobody's rule holds for both groups
    scores = {"CNN": 0.8 * near, "majority": 0.6 * far}
    asked = ({"CNN": 0.8}, {"CNN": "CNN", "majority": "baseline"})
    finding = judging.judge(scores, *asked, clusters=np.arange(100) // 50)
    assert finding.answer == judging.FEW
    text = wording.write(
        finding,
        task="classification",
        tests=100,
        seeds=3,
        costs={"parameters": 1, "seconds": 1.0, "latency": 0.001},
        changes={},
        curve=None,
        dropped=(),
    )
    assert "Too few groups" in text and "Nothing was learned" not in text
    many = judging.judge(scores, *asked, clusters=np.arange(100) // 5)
    assert many.answer == "CNN"


def test_the_text_says_what_was_found():
    finding = judge(majority=0.5, CNN=0.9, RNN=0.6, hybrid=0.6)
    text = wording.write(
        finding,
        task="classification",
        tests=400,
        seeds=1,
        costs={"parameters": 4000, "seconds": 1.5, "latency": 0.002},
        changes={"shuffled": (0.4, 0.3, 0.5), "moved": (0.0, -0.1, 0.1)},
        curve=(0.05, 0.01, 0.09),
        dropped=("1 seed instead of 3",),
    )
    lines = text.splitlines()
    assert lines[0] == "Use a CNN."
    assert "4,000 parameters, 1.5 s to train, 2.00 ms" in text
    assert "loses 40.0 points (30.0 to 50.0): places carry" in text
    assert judging.is_clear((0.4, 0.3, 0.5))
    assert ": no clear loss." in text and "+5.0 points (1.0 to 9.0)" in text
    assert lines[-1].endswith("everything: 1 seed instead of 3.")


def test_summing_up_takes_what_the_runs_gave(advice):
    arena, preparer, _ = advising.set_up(reading.read(X, Y), parameters=500, updates=24)
    assert isinstance(arena, running.Arena)
    works = [results.Work("CNN", 0, seed) for seed in (1, 0)]
    works += [results.Work("majority", 0, 0), results.Work("RNN", 0, 0, "shuffled")]
    known = running.run_all(
        arena, works[2:3], n_jobs=1, folder=None, advance=lambda *_: None, known={}
    )
    assert known[works[2]].scores.mean() == pytest.approx(0.5, abs=0.1)
    assert len(running.identify(arena)) == 32
    part = (np.ones(30), np.zeros(0), 1.0, 2.0, 0.1, [])
    runs = summing_up.collect(
        {w: results.Result(0.5, w.seed, *part) for w in works}, works
    )
    assert [r.valid_score for r in runs["CNN", "full"]] == [0, 1]
    assert set(runs) == {("CNN", "full"), ("majority", "full"), ("RNN", "shuffled")}
    assert summing_up.measure_curve(arena, runs, "CNN") is None
    assert summing_up.measure_changes(arena, runs, "CNN") == {}
    assert summing_up.make_frame(arena, runs)["family"].tolist() == [
        "CNN",
        "CNN",
        "baseline",
        "RNN",
    ]
    for function in (summing_up.find, summing_up.make_advice, summing_up.build_best):
        assert callable(function)
    number = dataclasses.replace(advice.form, labels=())
    assert callable(preparer)
    assert forms.answer(advice.model, number, X).shape == (120,)


def test_trials_have_a_known_answer():
    for kind in trials.KINDS:
        x, y = trials.draw_data(kind, 1000)
        again, _ = trials.draw_data(kind, 1000)
        assert np.array_equal(x, again) and np.bincount(y).tolist() == [360, 360]
    x, y = trials.draw_data("order", 1000)
    commands = x > 0.9
    last = commands.any(axis=2)[:, ::-1].argmax(axis=1)
    told = commands[np.arange(len(x)), x.shape[1] - 1 - last].argmax(axis=1)
    assert (told == y).mean() > 0.9  # the last command decides
    with pytest.raises(ValueError, match=r"kind is 'other'; expected one of"):
        trials.draw_data("other", 0)
    row = trials.count_right(
        pd.DataFrame({"kind": "bag", "answer": ["CNN", "x"], "right": [False, True]})
    )
    assert row.loc["bag", ["draws", "right"]].tolist() == [2, 1]
    assert callable(trials.run_trial) and callable(cutting.deal)


def test_recording_goes_on_where_it_was(monkeypatch, tmp_path):
    def tell(kind, number):
        return {"kind": kind, "draw": number, "answer": "CNN", "right": kind == "order"}

    monkeypatch.setattr(trials, "run_trial", tell)
    path = tmp_path / "a.csv"
    settings = {"kinds": ("order", "bag"), "path": path}
    assert len(recording.record_trials(draws=1, **settings)) == 2
    table = recording.record_trials(draws=3, **settings)
    assert table["draw"].tolist() == [0, 0, 1, 2, 1, 2]
    assert trials.count_right(table)["right"].to_dict() == {"order": 3, "bag": 0}
    with pytest.raises(ValueError, match=r"name is 'other'; expected one of"):
        recording.load_real("other")
    assert callable(recording.record_real) and callable(recording.measure_overhead)
    wrong = ["trials", "--draws", "1", "--path", str(path), "bag"]
    assert command(wrong) == 0 and len(pd.read_csv(path)) == 6


def test_the_examples_are_those_that_the_script_writes(tmp_path):
    told = samples.write_samples(tmp_path)
    assert told["bytes"].sum() < 1_000_000
    written = [p for p in sorted(tmp_path.rglob("*")) if p.is_file()]
    assert len(written) == 302
    for path in written:
        stored = samples.FOLDER / path.relative_to(tmp_path)
        if path.suffix == ".png":  # compressed alike or not, the pixels are the same
            same = np.array_equal(Image.open(path), Image.open(stored))
        else:
            same = path.read_bytes() == stored.read_bytes()
        assert same, path.name
    draws = np.random.default_rng(0)
    assert samples.draw_arrows(draws, 10)[0].shape == (10, 14, 14)
    valve = samples.draw_valve(draws, 20)
    assert valve["state"].value_counts().tolist() == [10, 10]
    assert {label for label, _ in samples.draw_reviews(draws, 10)} == {
        "praise",
        "blame",
    }
