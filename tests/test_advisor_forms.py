"""Raw input in every form that `advise` takes, times, and data that are small."""

import dataclasses
import json
import os

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from scipy.io import wavfile

from utils import advisor
from utils.advisor import (
    advising,
    arrays,
    baselines,
    columns,
    cutting,
    dates,
    examples,
    folders,
    forms,
    judging,
    looking,
    planning,
    preparing,
    reading,
    report,
    results,
    summing_up,
    tables,
    wording,
)
from utils.advisor.advice import FILES
from utils.advisor.families import FACTORIES

RNG = np.random.default_rng(0)
LABELS = np.arange(40) % 2
SMALL = {"parameters": 300, "updates": 10}


def finish(found):
    """The untrained network of some data: the form of its input is what counts."""
    arena, preparer, _ = advising.set_up(found, **SMALL)
    blank = np.zeros(1)
    part = (blank, 0.0, 0.1, 0.1, 0.1)
    width = arena.widths["CNN"][0]
    x = arena.ready
    rows = np.array([0, x.reshape(len(x), -1).max(axis=1).argmax()])
    several = len(found.classes)
    y = [0, 1] if several else [[0.0], [1.0]]
    split = summing_up.Split(x[rows], y)
    task = "classification" if several else "regression"
    dataset = summing_up.Dataset("toy", split, split, split, task, several or None)
    core = FACTORIES["CNN"](dataset, width=width)
    kept = results.Result(0.5, 0.5, *part, core.get_weights())
    model = summing_up.build_best(arena, preparer, "CNN", [kept])
    return model, forms.make_form(found)


def table(count=40):
    frame = pd.DataFrame(RNG.normal(size=(count, 3)), columns=list("abc"))
    frame.insert(0, "number", np.arange(count))
    return frame.assign(label=np.arange(count) % 2)


# -------------------------------------------------------------------- what it predicts
def test_predict_takes_the_table_that_advise_took(tmp_path):
    frame = table()
    frame.to_csv(tmp_path / "a.csv", index=False)
    model, form = finish(reading.read(frame))
    assert form.columns == columns.Columns(("a", "b", "c"), (1, 2, 3), 4)
    array = frame[["a", "b", "c"]].to_numpy("float32")
    said = forms.answer(model, form, array)
    mixed = frame[["c", "label", "b", "number", "a"]]  # by name, in any order
    whole = frame.drop(columns="label").to_numpy()  # with the column that was left out
    for raw in (frame, mixed, whole, tmp_path / "a.csv", str(tmp_path / "a.csv")):
        assert forms.answer(model, form, raw).tolist() == said.tolist()
    with pytest.raises(ValueError, match=r"raw has the columns .* and 'b' is missing"):
        forms.answer(model, form, frame.drop(columns="b"))
    with pytest.raises(ValueError, match=r"raw has shape \(40, 2\); expected \(n, 3\)"):
        forms.answer(model, form, array[:, :2])
    with pytest.raises(ValueError, match=r"raw cannot be read as numbers"):
        forms.answer(model, form, frame.assign(b="x"))
    with pytest.raises(ValueError, match=r"raw holds no examples"):
        forms.answer(model, form, array[:0])
    with pytest.raises(FileNotFoundError, match=r"raw is 'no\.csv'; expected"):
        forms.answer(model, form, "no.csv")
    assert "the columns a, b, c" in report.describe_input(form, model.input_shape)


@pytest.mark.parametrize("labels", [[3, 7], [False, True], [1.0, 2.0], ["no", "yes"]])
def test_classes_come_back_in_their_own_type(labels):
    x, y = RNG.normal(size=(40, 3)), np.array(labels * 20)
    model, form = finish(reading.read(x, y))
    said = forms.answer(model, form, x)
    assert set(said.tolist()) <= set(labels)
    assert {type(each) for each in said.tolist()} == {type(labels[0])}
    assert (said == y).sum() + (said != y).sum() == 40 and (said == y).any()
    again = forms.read_form(json.loads(json.dumps(dataclasses.asdict(form))))
    assert isinstance(form, forms.Form)
    assert again == form and examples.list_labels(y) == tuple(labels)


def test_sounds_as_whole_numbers_are_heard_alike(tmp_path):
    for number in range(40):
        (tmp_path / "ab"[number % 2]).mkdir(exist_ok=True)
        sound = (RNG.normal(size=900) * 3000).astype("int16")
        sound = np.stack([sound, sound], 1) if number == 3 else sound  # stereo
        wavfile.write(tmp_path / "ab"[number % 2] / f"{number:02}.wav", 8000, sound)
    found = reading.read(tmp_path)
    model, form = finish(found)
    paths = folders.find_media(tmp_path)
    shape = model.input_shape[1:]
    for raw in ([wavfile.read(path)[1] for path in paths], paths, tmp_path, found.raw):
        taken = forms.bring(form, raw, shape)
        for sound, own in zip(taken, found.raw, strict=True):
            np.testing.assert_allclose(sound, own, atol=1e-7)
    assert len(forms.answer(model, form, tmp_path)) == 40
    assert folders.to_mono(np.array([128, 255], "uint8"))[0] == 0
    assert "8,000 samples" in report.describe_input(form, model.input_shape)
    wavfile.write(tmp_path / "other.wav", 16000, np.zeros(2000, "int16"))
    with pytest.raises(ValueError, match=r"sounds at 16000 Hz; expected sounds at 800"):
        forms.answer(model, form, tmp_path / "other.wav")
    with pytest.raises(ValueError, match=r"what is no sound; expected arrays"):
        forms.answer(model, form, [3.0, 4.0])


def test_large_pictures_are_taken_as_they_are(tmp_path):
    for number in range(24):
        (tmp_path / "ab"[number % 2]).mkdir(exist_ok=True)
        pixels = RNG.integers(0, 60, (300, 280), dtype="uint8")
        pixels[:, : 100 + 9 * number] += 120
        Image.fromarray(pixels).save(tmp_path / "ab"[number % 2] / f"{number:02}.png")
    found = reading.read(tmp_path)
    model, form = finish(found)
    paths = folders.find_media(tmp_path)
    raw = np.stack([np.asarray(Image.open(path)) for path in paths])
    arena, preparer, _ = advising.set_up(found, **SMALL)
    taken = preparing.transform(preparer, forms.bring(form, raw, model.input_shape[1:]))
    np.testing.assert_allclose(taken, arena.ready, atol=0.25)  # shrunk in one step
    assert np.corrcoef(taken.ravel(), arena.ready.ravel())[0, 1] > 0.99
    said = forms.answer(model, form, paths)
    assert forms.answer(model, form, tmp_path).tolist() == said.tolist()
    assert len(forms.answer(model, form, [*raw])) == 24
    assert "from 0 to 255" in report.describe_input(form, model.input_shape)
    (tmp_path / "a" / "bad.png").write_bytes(b"no picture")
    with pytest.raises(
        ValueError, match=r"1 file is unreadable.*expected pictures, al"
    ):
        forms.answer(model, form, tmp_path)
    with pytest.raises(ValueError, match=r"pictures from 0 to 1; expected them from 0"):
        forms.answer(model, form, raw / 255.0)
    with pytest.raises(ValueError, match=r"a picture of shape \(9, 9, 3\); expected"):
        forms.answer(model, form, np.zeros((2, 9, 9, 3), "uint8"))


def test_small_pictures_of_another_size_are_refused():
    x = RNG.integers(0, 255, (40, 8, 8), dtype="uint8")
    model, form = finish(reading.read(x, LABELS))
    assert len(forms.answer(model, form, x)) == 40
    with pytest.raises(ValueError, match=r"shape \(9, 9, 1\); expected \(8, 8, 1\)"):
        forms.answer(model, form, np.zeros((2, 9, 9), "uint8"))


def test_texts_in_every_container(tmp_path):
    texts = [f"{'good' if k else 'bad'} film {i}" for i, k in enumerate(LABELS)]
    model, form = finish(reading.read(texts, LABELS))
    said = forms.answer(model, form, texts).tolist()
    for raw in (np.array(texts), np.array(texts, object), pd.Series(texts)):
        assert forms.answer(model, form, raw).tolist() == said
    with pytest.raises(ValueError, match=r"raw holds 3; expected texts only"):
        forms.answer(model, form, [3, 4])
    assert "np.array(list_of_texts, object)" in report.describe_input(form, (None,))
    frame = pd.DataFrame({"text": texts, "label": LABELS})
    frame.to_csv(tmp_path / "a.csv", index=False)
    model, form = finish(reading.read(tmp_path / "a.csv"))
    assert len(forms.answer(model, form, tmp_path / "a.csv")) == 40
    assert len(forms.answer(model, form, frame[["text"]])) == 40


def test_series_of_other_lengths_are_filled_in_front():
    ragged = [RNG.normal(size=3 + row % 3) for row in range(40)]
    model, form = finish(reading.read(ragged, LABELS))
    taken = forms.bring(form, ragged[:2], model.input_shape[1:])
    assert taken.shape == (2, 5, 1) and np.isnan(taken[0, :2]).all()
    with pytest.raises(ValueError, match=r"a series of 9 steps; expected at most 5"):
        forms.answer(model, form, [np.zeros(9), np.zeros(2)])


def test_a_forecast_takes_the_series_and_tells_what_comes_next():
    frame = pd.DataFrame({"day": "Monday", "a": RNG.normal(size=100)})
    frame["b"] = RNG.normal(size=100)
    model, form = finish(reading.read(frame, "b", task="forecast", window=8))
    said = forms.answer(model, form, frame)
    assert said.shape == (93,)  # the last one is of what is not there yet
    windows = forms.bring(form, frame, model.input_shape[1:])
    assert windows[-1, :, 0].tolist() == frame["b"].astype("float32")[-8:].tolist()
    again = forms.answer(model, form, windows[-1:])
    np.testing.assert_allclose(again, said[-1:], rtol=1e-4)
    with pytest.raises(
        ValueError, match=r"raw has shape \(3, 2\), or gaps; expected 8"
    ):
        forms.answer(model, form, frame[:3])


# --------------------------------------------------------------------------- the index
def test_a_column_of_an_array_that_counts_the_rows_is_left_out():
    noise = RNG.normal(size=(40, 3))
    x = np.c_[np.arange(40), noise, np.arange(40)[::-1]]
    found = reading.read(x, np.arange(40) // 20)
    assert found.raw.shape == (40, 3)
    assert found.notes == ("columns 0, 4 only count the rows and are left out",)
    model, form = finish(found)
    same = forms.answer(model, form, noise).tolist()
    assert forms.answer(model, form, x).tolist() == same
    assert "those at [1, 2, 3]" in report.describe_input(form, model.input_shape)
    leak = np.where(LABELS, 5.0, -5.0) + RNG.normal(size=40)
    [told] = looking.find_giveaways(reading.read(np.c_[noise, leak], LABELS))
    assert told.startswith("suspected leak: 'column 3' alone gives the answer")
    with pytest.raises(ValueError, match=r"its columns only count the rows"):
        columns.drop_counting(pd.DataFrame({"a": range(9)}))
    assert columns.find_columns(table(), table()[["a"]]).places == (1,)


# --------------------------------------------------------------------------- the times
DAYS = pd.date_range("2019-01-01", periods=120, freq="11D")


@pytest.mark.parametrize(
    "written", ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%d %b %Y"]
)
def test_days_are_sorted_as_days(written):
    days = DAYS.strftime(written).to_numpy(object)
    order = RNG.permutation(120)
    ranks, note = dates.rank_times(days[order])
    assert ranks.tolist() == order.tolist()
    assert note == "times: 2019-01-01 to 2022-08-02"
    x = np.arange(120.0)[:, None] % 7 + RNG.normal(size=(120, 3))
    found = reading.read(x[order], np.arange(120)[order] % 2, times=days[order])
    np.testing.assert_allclose(found.raw, x, rtol=1e-6)
    assert found.notes == (note,)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (["03/04/2020", "05/06/2020"], r"'03/04/2020', where day or month may stand"),
        (["13/04/2020", "05/16/2020"], r"where day and month change; expected numbers"),
        (["Monday", "Tuesday"], r"times holds 'Monday'; expected numbers, or dates"),
        (["2020-01-01", "soon"], r"times holds '2020-01-01'; expected numbers"),
        (["10:30", "10:31"], r"times holds '10:30'; expected numbers, or dates"),
        (["1/2/20", "3/4/20"], r"times holds '1/2/20'; expected numbers, or dates"),
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused(times, words):
    with pytest.raises(ValueError, match=words):
        dates.rank_times(np.array(times, object))


def test_numbers_and_hours_are_sorted_as_such():
    assert dates.rank_times(np.array(["10", "9"], object))[0].tolist() == [1, 0]
    hours = np.array(["2020-01-01T10:00", "2020-01-01T09:00"], object)
    ranks, note = dates.rank_times(hours)
    assert ranks.tolist() == [1, 0] and "09:00:00 to 2020" in note
    stamps = np.array([pd.Timestamp("2021-01-02"), pd.Timestamp("2021-01-01")], object)
    assert dates.rank_times(stamps)[0].tolist() == [1, 0]


def test_rows_of_one_moment_stay_on_one_side():
    x, day = RNG.normal(size=(80, 3)), np.arange(80) // 7
    found = reading.read(x, np.arange(80) % 2, times=day)
    development, test = cutting.hold_back(found)
    assert not set(day[development]) & set(day[test]) and len(test) in (17, 24)
    train, valid = cutting.deal(found, development, seed=0)
    assert not set(day[train]) & set(day[valid])
    same = reading.read(x, np.arange(80) % 2, times=np.zeros(80))
    with pytest.raises(ValueError, match=r"times is the same everywhere"):
        cutting.hold_back(same)


def test_a_forecast_sorts_by_time_and_says_what_it_predicts():
    series = np.cumsum(RNG.normal(size=120))
    frame = pd.DataFrame({"date": DAYS.strftime("%d/%m/%Y"), "month": DAYS.month})
    frame["co2"] = series
    order = RNG.permutation(120)
    asked = {"task": "forecast", "window": 8, "times": "date"}
    found = reading.read(frame.iloc[order], "co2", **asked)
    np.testing.assert_allclose(found.y, series[8:], rtol=1e-5)
    assert "times: 2019-01-01 to 2022-08-02" in found.notes
    told = looking.describe_answers(found)
    assert told.startswith("to predict: the next value of 'co2', ")
    with pytest.raises(
        ValueError, match=r"y is None and x has 2 columns of numbers; e"
    ):
        reading.read(frame, **asked)
    with pytest.raises(ValueError, match=r"groups is given, and a forecast"):
        reading.read(frame, "co2", groups="month", **asked)
    with pytest.raises(ValueError, match=r"times is 'when', which is no column"):
        reading.read(frame, "co2", **asked | {"times": "when"})
    untimed = reading.read(frame[["date", "co2"]], task="forecast", window=8)
    assert untimed.notes[0] == "no numbers, left out: 'date'"
    twice = frame.assign(date=DAYS.repeat(2)[:120])
    with pytest.raises(ValueError, match=r"times holds 2019-01-01.* 2 times; expected"):
        reading.read(twice, "co2", **asked)
    several = arrays.read_forecast(RNG.normal(size=(90, 2)), None, 8)
    assert several.target == "channel 0"
    with pytest.raises(ValueError, match=r"times has shape \(3,\); expected \(90,\)"):
        arrays.read_forecast(RNG.normal(size=90), None, 8, times=[1, 2, 3])


def test_of_a_million_steps_the_last_ones_are_taken():
    found = reading.read(np.arange(1e6) % 1013, task="forecast")
    assert len(found) == examples.MOST
    assert found.y[-1] == (1e6 - 1) % 1013
    assert found.notes[0] == (
        "1,000,000 steps are more than needed here: the last 20,032 are used"
    )


# -------------------------------------------------------------------------- the header
def test_a_header_of_other_words_is_seen(tmp_path):
    path = tmp_path / "a.tsv"
    lines = [f"{'p' if k else 'n'}\tthis is text {i}" for i, k in enumerate(LABELS)]
    path.write_text("\n".join(["sentiment\ttext", *lines]), "utf-8")
    for y in (None, "sentiment"):
        found = reading.read(path, y)
        assert len(found) == 40 and found.classes == ("n", "p")
    assert [*tables.read_table(path, "sentiment")] == ["sentiment", "text"]
    path.write_text("\n".join(["n\ttext", *lines]), "utf-8")  # an example, no header
    assert len(tables.read_table(path)) == 41


# -------------------------------------------------------------------------- small data
def test_every_small_number_of_examples_fits_a_batch():
    for count in range(20, 61):
        found = reading.read(RNG.normal(size=(count, 4)), np.arange(count) % 2)
        arena, *_ = advising.set_up(found, **SMALL)
        for seed in (advising.PILOT, 0, 1, 2):
            train, _ = cutting.deal(found, arena.development, seed=seed)
            assert arena.recipe.batch_size <= len(train), count
            assert cutting.count_least(found, arena.development, seeds=[seed]) == len(
                train
            )


@pytest.mark.parametrize("count", [22, 35, 50])
def test_groups_of_any_size_fit_a_batch(count):
    found = reading.read(
        RNG.normal(size=(count, 4)),
        np.arange(count) / 2.5,
        groups=np.arange(count) // 3,
    )
    arena, *_ = advising.set_up(found, **SMALL)
    asked = {"groups": arena.groups}
    sizes = [
        len(cutting.deal(found, arena.development, seed=seed, **asked)[0])
        for seed in (advising.PILOT, 0, 1, 2)
    ]
    assert arena.recipe.batch_size == min(32, *sizes)


# ----------------------------------------------------------------------------- judging
def draw_scores(seed, accuracy, tests=60):
    draws = np.random.default_rng(seed)
    half = np.tile(np.arange(tests) % 2, (3, 1)).astype(float)
    return {
        name: half
        if name == "majority"
        else (draws.random((3, tests)) < share).astype(float)
        for name, share in accuracy.items()
    }


KINDS = {name: name if name in FACTORIES else "baseline" for name in (
    "majority", "logistic regression", "gradient boosting", "CNN", "RNN", "hybrid"
)}  # fmt: skip


def test_nobody_is_the_answer_who_is_not_clear_of_the_trivial_rule():
    valid = {"majority": 0.5, "logistic regression": 0.55, "gradient boosting": 0.5}
    valid |= {"CNN": 0.7, "RNN": 0.55, "hybrid": 0.6}
    answers = []
    for seed in range(400):
        scores = draw_scores(seed, valid)
        finding = judging.judge(scores, valid, KINDS)
        answers.append(finding.answer)
        named = {judging.EVEN: ("CNN", "RNN"), judging.NOTHING: ()}
        for name in named.get(finding.answer, (finding.answer,)):
            asked = (scores[name], scores["majority"])
            gap = judging.compare(*asked, alpha=judging.ALPHA_LEARNED)
            assert judging.is_clear(gap), (seed, name, gap)
    assert answers.count("CNN") > 150
    assert "unproven" in set(finding.table["verdict"])


def write(finding, task="classification", **more):
    costs = {"parameters": 1, "seconds": 1.0, "latency": 0.001}
    told = {"tests": 60, "seeds": 3, "costs": costs, "changes": {}, "curve": None}
    return wording.write(finding, task=task, dropped=(), **told, **more)


def test_a_gap_that_is_not_significant_is_not_called_none():
    near = {"majority": 0.5, "logistic regression": 0.85, "CNN": 0.9, "RNN": 0.88}
    few = judging.judge(draw_scores(3, near), near, KINDS)
    assert few.answer == "logistic regression" and few.rival[3] > wording.SMALL
    text = write(few)
    assert text.startswith("A logistic regression may do: on 60 test examples no net")
    assert f"the {few.rival[0]} could be up to" in text and "is enough" not in text
    same = draw_scores(4, near, tests=400)
    same = {name: same["CNN"] if name != "majority" else s for name, s in same.items()}
    text = write(judging.judge(same, near, KINDS))
    assert text.startswith("A logistic regression is enough: no network is clearly")
    ahead = dataclasses.replace(few, rival=("CNN", 0.05, 0.02, 0.08))
    assert "the CNN was ahead of it by 2.0 to 8.0 points" in write(ahead)
    boosted = dataclasses.replace(few, answer="gradient boosting")
    assert write(boosted).startswith("Gradient boosting may do")
    simple = dataclasses.replace(few, answer="RNN", leader="CNN")
    assert write(simple).startswith("Use an RNN: it is simpler than the CNN")
    assert wording.name("hybrid") == "a hybrid"


def test_it_says_what_is_kept_and_what_accuracy_hides():
    near = {"majority": 0.5, "logistic regression": 0.5, "CNN": 0.5, "RNN": 0.5}
    nothing = judging.judge(draw_scores(3, near), near, KINDS)
    assert nothing.answer == judging.NOTHING and nothing.rival is None
    text = write(nothing, uneven=True)
    assert "Kept for predict and save: the" in text and "Do not rely on its" in text
    assert "always says the most frequent class" in text
    assert "accuracy hardly notices the rare ones" in text
    assert "accuracy hardly" not in write(nothing)
    assert "repeat the last value" in write(nothing, "forecast").splitlines()[0]
    uneven = reading.read(RNG.normal(size=(60, 3)), ["a"] * 48 + ["b"] * 12)
    assert looking.is_uneven(uneven)
    assert not looking.is_uneven(reading.read(RNG.normal(size=(40, 3)), LABELS))


def test_an_interval_of_accuracies_stays_between_nothing_and_all():
    right = np.ones((2, 8))
    right[:, 0] = 0
    scores = {"CNN": right, "majority": 1 - right}
    table = judging.judge(scores, {"CNN": 1, "majority": 0}, KINDS).table
    assert table["low"].min() == 0 and table["high"].max() == 1


def test_trees_read_plain_columns_and_the_note_says_who_does_not():
    y = np.arange(120) % 2
    x = RNG.normal(size=(120, 110, 2)).astype("float32")
    x[:, 77, 0] += 3 * y  # one column of many: lost in a mixture
    features = baselines.list_features(x)
    guess = baselines.fit_baseline(
        "gradient boosting", 0, features[:90], y[:90], classes=2, seed=0
    )
    assert (guess(features[90:]).argmax(1) == y[90:]).mean() > 0.8
    [note] = baselines.note_components(x, 90)
    assert note.startswith("the linear rule reads 40 mixtures")
    assert baselines.note_components(x[:, :50], 90) == []
    assert note in advising.set_up(reading.read(x, y), **SMALL)[2]


# ----------------------------------------------------------------------------- keeping
def test_saving_is_done_in_one_step(monkeypatch, tmp_path):
    """An old advice that is half replaced is refused, not joined with a new one."""
    quick = SMALL | {"budget": None, "seeds": 1, "rates": (0.01,), "explain": False}
    x = RNG.normal(size=(40, 3)).astype("float32")
    first = advisor.advise(x, LABELS, **quick)
    place = first.save(tmp_path / "a")
    assert sorted(p.name for p in place.iterdir()) == sorted(FILES)
    facts = json.loads((place / "advice.json").read_text())
    assert facts["recipe"]["learning_rate"] == 0.01
    assert facts["recipe"]["epochs"] >= 3 and facts["plan"]["seeds"] == 1
    assert "How to load the RNN again" in (place / "report.html").read_text() or (
        first.network != "RNN"
    )
    said = advisor.load(place).predict(x)
    assert said.dtype.kind == "i" and said.tolist() == first.predict(x).tolist()
    monkeypatch.setattr(report, "write_html", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):  # before anything is put into its place
        first.save(place)
    assert advisor.load(place).predict(x).tolist() == said.tolist()
    monkeypatch.undo()
    put = os.replace

    def stop(source, target):
        if str(target).endswith("table.csv"):
            raise KeyboardInterrupt
        put(source, target)

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        first.save(place)
    with pytest.raises(FileNotFoundError, match=r"expected one that Advice\.save"):
        advisor.load(place)


def test_what_was_left_out_is_told_once():
    assert planning.EXPLANATIONS[1] == "no learning curve"
    asked = SMALL | {"seeds": 1, "rates": (0.01,)}
    x = RNG.normal(size=(40, 3)).astype("float32")
    advice = advisor.advise(x, LABELS, budget=1000, explain=False, **asked)
    assert "budget was too small" not in advice.text
    assert [*advice.changes.index] == ["moved"]  # which costs no training
