"""Reading the reader's data: every form, and every bad input with a clear sentence."""

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from scipy.io import wavfile

from utils.advisor import arrays, cutting, examples, folders, looking, reading, tables

RNG = np.random.default_rng(0)
LABELS = np.arange(40) % 2


def series(rows=40, steps=6):
    return RNG.normal(size=(rows, steps))


def write_csv(path, **columns):
    table = pd.DataFrame(series(), columns=list("abcdef")).assign(**columns)
    table.to_csv(path, index=False)
    return path


def write_pictures(folder, sizes=((8, 8),), each=12, mode="L"):
    for name in ("cat", "dog"):
        (folder / name).mkdir(parents=True)
        for number in range(each):
            shape = sizes[number % len(sizes)] + (3,) * (mode == "RGB")
            pixels = RNG.integers(0, 256, shape, dtype="uint8")
            Image.fromarray(pixels).save(folder / name / f"{number}.png")
    return folder


def write_sounds(folder, rates=(8000,), each=12):
    for name in ("high", "low"):
        (folder / name).mkdir(parents=True)
        for number in range(each):
            sound = RNG.normal(size=800 + 40 * number) * 3000
            rate = rates[number % len(rates)]
            wavfile.write(folder / name / f"{number}.wav", rate, sound.astype("int16"))
    return folder


# --------------------------------------------------------------------------- it reads
def test_arrays_of_series_and_pictures():
    found = reading.read(series(), LABELS)
    assert isinstance(found, examples.Examples)
    assert (found.kind, found.task, found.classes) == (
        "series",
        "classification",
        ("0", "1"),
    )
    assert reading.read(RNG.normal(size=(40, 5, 5, 1)), LABELS).kind == "pictures"
    gray = RNG.integers(0, 255, (40, 5, 5), dtype="uint8")
    assert reading.read(gray, LABELS).raw.shape == (40, 5, 5, 1)
    assert reading.read(series(), RNG.normal(size=40)).task == "regression"


def test_series_of_several_lengths_are_filled_in_front():
    ragged = [np.arange(1.0, 2 + row % 3) for row in range(40)]
    found = reading.read(ragged, LABELS)
    assert found.raw.shape == (40, 3, 1)
    assert np.isnan(found.raw[0, :2]).all() and found.raw[0, 2] == 1
    assert "lengths differ, 1 to 3 steps" in found.notes[0]


def test_csv_with_labels_groups_and_times(tmp_path):
    path = write_csv(
        tmp_path / "a.csv",
        label=np.where(LABELS, "on", "off"),
        who=np.arange(40) // 4,
        day=np.arange(40)[::-1],
    )
    found = reading.read(path, groups="who", times="day")
    assert found.raw.shape == (40, 6) and found.classes == ("off", "on")
    assert found.timed and len(np.unique(found.groups)) == 10
    assert found.y[0] == LABELS[-1]  # the last row came first
    assert [*found.facts] == list("abcdef")


def test_text_file_of_two_columns(tmp_path):
    path = tmp_path / "a.tsv"
    lines = [f"{'good' if k % 2 else 'bad'}\tthis is film {k}" for k in range(40)]
    path.write_text("\n".join(lines), "utf-8")
    found = reading.read(path)
    assert found.kind == "texts" and found.classes == ("bad", "good")
    assert found.raw[3] == "this is film 3"
    path.write_text("\n".join(["label\ttext", *lines]), "utf-8")
    assert len(reading.read(path)) == 40
    assert reading.read([f"text {k}" for k in range(40)], LABELS).kind == "texts"
    assert tables.is_text(pd.DataFrame({"a": ["two words"]}))


def test_folder_of_pictures_and_sizes_that_differ(tmp_path):
    found = reading.read(write_pictures(tmp_path / "a"))
    assert found.raw.shape == (24, 8, 8, 1) and found.classes == ("cat", "dog")
    found = reading.read(write_pictures(tmp_path / "b", sizes=((8, 8), (6, 9))))
    assert isinstance(found.raw, list)
    assert found.notes == ("sizes differ, 6 × 9 to 8 × 8: all are brought to one size",)
    assert reading.read(write_pictures(tmp_path / "c", mode="RGB")).raw.shape[-1] == 3
    large = reading.read(write_pictures(tmp_path / "d", sizes=((300, 150),), each=10))
    assert large.raw.shape == (20, 256, 128, 1)
    assert large.notes == ("20 pictures are read at 256 pixels",)


def test_folder_with_a_labels_file(tmp_path):
    folder = write_pictures(tmp_path)
    names = [f"{kind}/{n}.png" for kind in ("cat", "dog") for n in range(12)]
    table = pd.DataFrame({"file": names, "breed": ["x", "y"] * 12, "who": range(24)})
    table.to_csv(folder / "labels.csv", index=False)
    found = reading.read(folder, "breed", groups="who")
    assert found.classes == ("x", "y") and len(found.groups) == 24
    paths, labels, _, _ = folders.list_files(folder, y="breed")
    assert len(paths) == len(labels) == 24
    table.assign(file="gone.png").to_csv(folder / "labels.csv", index=False)
    with pytest.raises(ValueError, match=r"24 files that are missing.*'gone\.png'"):
        reading.read(folder, "breed")


def test_folder_of_sounds(tmp_path):
    found = reading.read(write_sounds(tmp_path))
    assert (found.kind, found.rate, len(found)) == ("sounds", 8000, 24)
    assert max(abs(sound).max() for sound in found.raw) < 1
    assert found.facts["seconds"][0] == 0.1


def test_a_forecast_is_cut_into_windows():
    found = reading.read(np.sin(np.arange(200.0)), task="forecast", window=10)
    assert found.raw.shape == (190, 10, 1) and found.timed
    assert found.y[0] == np.float32(np.sin(10.0))
    table = pd.DataFrame({"a": np.arange(200) % 7.0, "b": np.arange(200) % 5.0})
    found = arrays.read_forecast(table, "b", 10)
    assert found.raw[0, :6, 0].tolist() == [0, 1, 2, 3, 4, 0]


# ------------------------------------------------------------------------- it refuses
def test_missing_path():
    with pytest.raises(FileNotFoundError, match=r"x is 'no/such'; expected an exist"):
        reading.read("no/such")


def test_empty_folder_and_loose_files(tmp_path):
    with pytest.raises(ValueError, match=r"is empty; expected a sub-folder"):
        reading.read(tmp_path)
    Image.new("L", (4, 4)).save(tmp_path / "a.png")
    with pytest.raises(ValueError, match=r"holds 1 files outside of any class"):
        reading.read(tmp_path)


@pytest.mark.parametrize(
    ("y", "words"),
    [
        (["a"] * 40, r"one class only, 'a'; expected two"),
        (["a"] * 35 + ["b"] * 5, r"class 'b' has 5 examples; expected at least 10"),
        (
            [0.0] * 20 + [np.nan] * 20,
            r"20 missing labels \(NaN\), the first at place 20",
        ),
        (["a", None] * 20, r"20 missing labels \(NaN\), the first at place 1"),
        (np.arange(40), r"class 0 has 1 examples.*task=.regression"),
        (
            np.array([1, "a"] * 20, object),
            r"y holds int and str; expected labels of one type",
        ),
        ([0, 1], r"x has 40 examples and y has 2 labels; expected as many"),
        ("label", r"y is 'label', and x has no columns"),
        (None, r"y is None; expected a label"),
    ],
)
def test_bad_labels(y, words):
    with pytest.raises(ValueError, match=words):
        reading.read(series(), y)


def test_two_million_classes():
    with pytest.raises(ValueError, match=r"2,000,000 classes .* at most 1,000"):
        examples.encode_labels(np.arange(2_000_000))


def test_a_million_rows_are_sampled_and_it_says_so():
    x = np.repeat(np.arange(1e6, dtype="float32")[:, None] % 999, 2, 1)
    found = reading.read(x, np.arange(1_000_000) % 2)
    assert len(found) == examples.MOST and np.bincount(found.y).min() == 10_000
    assert found.notes == (
        "1,000,000 examples are more than needed here: a sample of 20,000 is used",
    )
    rows = examples.draw_sample(np.arange(1000) % 100, most=200, classes=100)
    assert len(rows) == 1000  # ten of each class are kept


def test_unreadable_pictures_among_good_ones(tmp_path):
    folder = write_pictures(tmp_path, each=12)
    (folder / "cat" / "99.png").write_bytes(b"no picture")
    found = reading.read(folder)
    assert len(found) == 24
    assert found.notes == ("1 file is unreadable and left out, first 99.png",)
    for path in folder.rglob("*.png"):
        path.write_bytes(b"no picture")
    with pytest.raises(ValueError, match=r"25 of 25 files cannot be read"):
        reading.read(folder)


def test_mixed_sample_rates_and_mixed_kinds(tmp_path):
    with pytest.raises(ValueError, match=r"8000 Hz in 0\.wav, 16000 Hz in 1\.wav"):
        reading.read(write_sounds(tmp_path / "a", rates=(8000, 16000)))
    folder = write_sounds(tmp_path / "b")
    Image.new("L", (4, 4)).save(folder / "low" / "a.png")
    with pytest.raises(ValueError, match=r"24 WAV files and 1 other"):
        folders.read_files(sorted(folder.rglob("*.*")))


def test_csv_with_a_text_in_a_number_column(tmp_path):
    bad = [*map(str, range(39)), "n/k"]
    path = write_csv(tmp_path / "a.csv", g=bad, label=LABELS)
    with pytest.raises(ValueError, match=r"column 'g' holds 'n/k' in row 39"):
        reading.read(path)


def test_csv_gaps_and_constant_columns(tmp_path):
    gaps = np.where(np.arange(40) < 4, np.nan, 1.5 + np.arange(40) % 3)
    path = write_csv(tmp_path / "a.csv", g=gaps, h=7, label=LABELS)
    notes = reading.read(path).notes
    assert notes[0] == "constant column h: it says nothing"
    assert notes[1].startswith("4 numbers of 320 are missing (1.2 %)")
    path = write_csv(tmp_path / "b.csv", g=np.nan, label=LABELS)
    with pytest.raises(ValueError, match=r"column 'g' is empty in 100% of the rows"):
        reading.read(path)
    flat = pd.DataFrame({"a": [1.0] * 40, "label": LABELS})
    with pytest.raises(ValueError, match=r"none of its 1 columns varies"):
        reading.read(flat)
    with pytest.raises(ValueError, match=r"x is 3\.0 everywhere"):
        reading.read(np.full((40, 4), 3.0), LABELS)


def test_an_index_column_is_left_out(tmp_path):
    path = write_csv(tmp_path / "a.csv", row=range(40), label=LABELS)
    found = reading.read(path)
    assert found.raw.shape == (40, 6)
    assert found.notes == ("column 'row' only counts the rows and is left out",)


def test_a_label_column_that_is_missing(tmp_path):
    path = write_csv(tmp_path / "a.csv", kind=LABELS)
    with pytest.raises(ValueError, match=r"no column named like a label.* a, b, c"):
        reading.read(path)
    with pytest.raises(ValueError, match=r"y is 'clas', which is no column"):
        reading.read(path, "clas")
    with pytest.raises(ValueError, match=r"y is 'kind', a column's name"):
        reading.read(write_pictures(tmp_path / "p"), "kind")


def test_empty_and_odd_files(tmp_path):
    (tmp_path / "a.csv").write_text("")
    with pytest.raises(ValueError, match=r"a\.csv cannot be read as a table"):
        reading.read(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text("a,label\n")
    with pytest.raises(ValueError, match=r"b\.csv holds no rows"):
        tables.read_table(tmp_path / "b.csv")
    (tmp_path / "c.tsv").write_text("a\tb\tc\n")
    with pytest.raises(ValueError, match=r"3 columns apart by tabs; expected two"):
        reading.read(tmp_path / "c.tsv")


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (np.zeros((0, 3)), "shape"),
        ([["a", 1], [2, 3]], "x h"),
        (np.array([[1, np.inf], [2, 3]]), "infinity"),
        (np.zeros((2, 2, 2, 2, 2)), "expected numbers"),
        ([np.zeros((3, 2)), np.zeros((2, 4))], "same channels"),
        (["a text", 3], "texts only"),
    ],
)
def test_bad_arrays(x, words):
    with pytest.raises(ValueError, match=words):
        arrays.read_array(x, "auto")


def test_bad_choices_groups_and_series():
    with pytest.raises(ValueError, match=r"task is 'guess'; expected auto or one of"):
        reading.read(series(), LABELS, task="guess")
    with pytest.raises(ValueError, match=r"kind is 3"):
        examples.check_choice("kind", 3, examples.KINDS)
    with pytest.raises(ValueError, match=r"groups has shape \(2,\); expected \(40,\)"):
        reading.read(series(), LABELS, groups=[1, 2])
    with pytest.raises(ValueError, match=r"groups has 2 groups; expected five"):
        reading.read(series(), LABELS, groups=LABELS)
    with pytest.raises(ValueError, match=r"x has 50 steps; expected at least 92"):
        reading.read(np.arange(50.0), task="forecast")
    with pytest.raises(ValueError, match=r"y is given, and a forecast"):
        reading.read(np.arange(500.0), LABELS, task="forecast")


# ---------------------------------------------------------------------- looks and cuts
def test_it_says_what_it_sees(tmp_path):
    uneven = ["a"] * 50 + ["b"] * 10
    found = reading.read(series(60), uneven)
    seen = looking.look(found, cutting.find_twins(found.raw))
    assert seen[0] == "60 series of 6 steps, 1 channel"
    assert "from 10 examples (b) to 50 (a): uneven" in seen[1]
    assert looking.describe(reading.read(write_sounds(tmp_path))) == (
        "24 sounds of 0.10 to 0.15 seconds, 8,000 Hz"
    )
    texts = reading.read(["two words"] * 20 + ["one"] * 20, LABELS)
    assert looking.describe(texts) == "40 texts of 1 to 2 words"
    number = reading.read(series(), np.linspace(0, 1.5, 40))
    assert looking.describe_answers(number) == "to predict: a number, 0 to 1.5"


def test_copies_are_found_and_stay_on_one_side():
    x = np.repeat(series(20), 2, axis=0)
    found = reading.read(x, np.repeat(LABELS[:20], 2))
    twins = cutting.find_twins(found.raw)
    assert looking.find_copies(found, twins) == [
        "20 examples are copies of another: copies stay on one side of the split"
    ]
    groups = cutting.join_groups(None, twins)
    development, test = cutting.hold_back(found, groups)
    assert not set(twins[development]) & set(twins[test])
    odd = reading.read(x, LABELS)
    assert "another answer" in looking.find_copies(odd, twins)[1]
    assert cutting.join_groups(None, np.arange(5)) is None


def test_a_column_that_gives_the_answer_away_is_named(tmp_path):
    leak = np.where(LABELS, 5.0, -5.0) + RNG.normal(size=40)
    found = reading.read(write_csv(tmp_path / "a.csv", ticket=leak, label=LABELS))
    [told] = looking.find_giveaways(found)
    assert told.startswith("suspected leak: 'ticket' alone gives the answer in")
    clean = reading.read(write_csv(tmp_path / "b.csv", label=LABELS))
    assert looking.find_giveaways(clean) == []


def test_the_cut_is_stratified_grouped_or_by_time():
    labels = np.array([0] * 60 + [1] * 20)
    found = reading.read(series(80), labels)
    development, test = cutting.hold_back(found)
    assert np.bincount(labels[test]).tolist() == [15, 5]
    train, valid = cutting.deal(found, development, seed=1)
    other, _ = cutting.deal(found, development, seed=2)
    assert sorted([*train, *valid, *test]) == list(range(80))
    assert set(train) != set(other)
    groups = np.arange(80) // 5
    development, test = cutting.hold_back(found, groups)
    assert not set(groups[development]) & set(groups[test])
    timed = reading.read(series(80), LABELS.tolist() * 2, times=np.arange(80))
    development, test = cutting.hold_back(timed)
    assert test.tolist() == list(range(60, 80))
    late = reading.read(series(80), labels, times=np.arange(80))
    with pytest.raises(ValueError, match=r"times: class '1' lies wholly in the part"):
        cutting.hold_back(late)


def test_fill_repeats_evenly():
    rows = cutting.fill(np.arange(3), 7, seed=0)
    assert sorted(np.bincount(rows).tolist()) == [2, 2, 3]


def test_note_gaps_and_sizes():
    assert tables.note_gaps(np.ones((2, 2))) == []
    sizes = folders.describe_sizes([np.zeros((3, 4, 1))], "pictures", None)
    assert sizes.to_numpy().tolist() == [[3, 4]]
    inputs, labels, _, _ = tables.split_columns(
        pd.DataFrame({"a": [1], "y": [2]}), y=None, groups=None, times=None
    )
    array, _, notes = tables.read_numbers(
        inputs.assign(b=[3.0]).iloc[[0, 0]].assign(b=[1, 2])
    )
    assert labels.tolist() == [2] and array.shape == (2, 2) and len(notes) == 1
