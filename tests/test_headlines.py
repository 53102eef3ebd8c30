"""The picture and the ten lines are those of the ledger, on the page and the README."""

import matplotlib.pyplot as plt
import pytest
from ledgers import turn
from PIL import Image

from utils import findings, headlines
from utils.comparison import read_table
from utils.ledger import ROOT, WORDS


@pytest.fixture(scope="module")
def found():
    return findings.read_findings(own=None)


def test_the_readme_is_in_step_with_the_ledger(found):
    text = (ROOT / "README.md").read_text("utf-8")
    assert headlines.format_section(found) in text, "run python -m utils.headlines"


def test_the_picture_is_in_step_with_the_ledger(found):
    with Image.open(ROOT / headlines.PICTURE) as picture:
        told = picture.text["Description"]
    expected = headlines.describe_picture(findings.judge_claims(found))
    assert told == expected, "run python -m utils.headlines"


def test_ten_lines_each_with_its_claim_and_verdict(found):
    lines = headlines.list_headlines(found)
    table = read_table("headlines")
    assert len(lines) == 10 == len(table) + 1
    for line, claim in zip(lines[1:], table["claim"], strict=True):
        word = findings.look_up(found, claim)
        assert line.endswith(f"({claim}: {headlines.SIGNS[word]} {word})")


@pytest.mark.parametrize("word", WORDS)
def test_each_line_turns_with_its_verdict_and_no_other(found, word):
    before = headlines.list_headlines(found)[1:]
    for place, claim in enumerate(read_table("headlines")["claim"]):
        other = turn(found, claim, word, "")
        after = headlines.list_headlines(other)[1:]
        assert [a for i, a in enumerate(after) if i != place] == [
            b for i, b in enumerate(before) if i != place
        ]
        assert f" {word})" in after[place]
        assert "{" not in after[place]


def test_a_line_goes_on_with_what_other_claims_show(found):
    table = read_table("headlines").set_index("claim")
    (place,) = [i for i, text in enumerate(table["also"]) if text]
    claims = [p.partition("=") for p in table["also_from"].iloc[place].split(";")]
    for _, _, claim in claims:  # they are there, under these names
        assert findings.look_up(found, claim) != findings.OPEN
    none = found
    for _, _, claim in claims:
        none = turn(none, claim, "undecided")
    for name, _, claim in claims:
        one = headlines.list_headlines(turn(none, claim, "supported"))[place + 1]
        assert one.count(name) == 1
        assert "{" not in one
        assert [other in one for other, _, _ in claims].count(True) == 1
    assert not any(n in headlines.list_headlines(none)[place + 1] for n, _, _ in claims)


def test_a_line_does_not_say_more_than_its_tasks(found):
    line = headlines.list_headlines(found)[2]
    for name in found["condition"][(found["id"] == "P2") & (found["condition"] != "")]:
        assert f"*{name}*" in line


def test_a_readme_is_brought_up_to_date(tmp_path, found):
    (tmp_path / "data").mkdir()
    (tmp_path / "notebooks").symlink_to(ROOT / "notebooks")
    readme = tmp_path / "README.md"
    readme.write_text(f"# A\n\n{headlines.START}\nold\n{headlines.END}\n\nB\n", "utf-8")
    assert headlines.update_readme(tmp_path)
    assert not headlines.update_readme(tmp_path)
    text = readme.read_text("utf-8")
    assert text.startswith("# A\n\n")
    assert text.endswith("\n\nB\n")
    assert "old" not in text
    assert (tmp_path / headlines.PICTURE).exists()
    readme.write_text("nothing", "utf-8")
    with pytest.raises(ValueError, match="README"):
        headlines.update_readme(tmp_path)


def test_every_claim_is_a_tile_and_every_word_is_in_the_key(found):
    judged = findings.judge_claims(found)
    fig, ax = plt.subplots()
    headlines.draw_claims(judged, ax=ax)
    assert len(ax.patches) == len(judged) + len(findings.ORDER)
    texts = [text.get_text() for text in ax.texts]
    for claim in judged.itertuples():
        assert f"{claim.id} {headlines.SIGNS[claim.verdict]}" in texts
    plt.close(fig)


def test_bars_are_as_long_as_the_counts(found):
    counts = findings.count_words(findings.judge_claims(found), "sources")
    fig, ax = plt.subplots()
    headlines.draw_counts(counts, ax=ax)
    widths = [patch.get_width() for patch in ax.patches]
    assert sorted(widths) == sorted(counts.to_numpy()[counts.to_numpy() > 0])
    plt.close(fig)


def test_survival_is_said_for_each_document_and_for_all(found):
    judged = findings.judge_claims(found)
    lines = headlines.describe_survival(judged).splitlines()
    assert len(lines) == 5
    assert f"of {len(judged)} claims" in lines[-1]


def test_a_picture_keeps_what_it_shows(tmp_path, found):
    headlines.save_picture(found, tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as picture:
        assert "T6 " in picture.text["Description"]
