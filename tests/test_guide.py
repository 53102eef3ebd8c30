"""The guide's tree and its function are the same rules, and stand on their evidence."""

import matplotlib.pyplot as plt
import pytest
from ledgers import turn

from utils import findings, guide
from utils.contradictions import passes


@pytest.fixture(scope="module")
def found():
    return findings.read_findings()


def read_tree(found):
    """The drawn tree: its texts without line breaks, and the figure's axes."""
    fig, ax = plt.subplots()
    guide.draw_tree(found, ax=ax)
    texts = [" ".join(text.get_text().split()) for text in ax.texts]
    colors = {
        " ".join(t.get_text().split()): t.get_bbox_patch().get_edgecolor()
        for t in ax.texts
        if t.get_bbox_patch()
    }
    plt.close(fig)
    return texts, colors


def needs_of(choice):
    node = guide.TREE
    for _, answer in choice.path:
        node = node.yes if answer else node.no
    return node.tests


def test_every_path_of_the_tree_is_what_the_function_says(found):
    texts, _ = read_tree(found)
    for choice in guide.list_choices(found):
        assert guide.choose(found, **dict(choice.path)) == choice
        leaf = f"{choice.advice} [{', '.join(choice.claims)}]"
        assert leaf in texts
    for _, question in guide.list_questions():
        assert question in texts
    leaves, asked = len(guide.list_choices(found)), len(guide.list_questions())
    assert leaves == asked + 1
    assert len(texts) == leaves + asked + 2 * asked  # each question: yes and no
    assert texts.count("yes") == texts.count("no") == asked


@pytest.mark.parametrize("place", range(len(guide.list_questions()) + 1))
def test_an_advice_falls_with_each_of_its_verdicts(found, place):
    choice = guide.list_choices(found)[place]
    for test in needs_of(choice):
        name, _, condition = test.rstrip("!~").partition(":")
        fallen = turn(found, name, "supported", condition)
        if not test.endswith(("!", "~")):
            fallen = turn(found, name, "refuted", condition)
        assert passes(fallen, test) is False
        after = guide.choose(fallen, **dict(choice.path))
        assert (after.advice, after.family, after.holds) == (guide.MEASURE, "", False)
        texts, colors = read_tree(fallen)
        leaf = f"{guide.MEASURE} [{', '.join(choice.claims)}]"
        assert leaf in texts
        assert colors[leaf] == plt.matplotlib.colors.to_rgba("#999999")


def test_a_family_in_color_has_a_claim_in_which_it_is_ahead(found):
    # P6 has no dense network in it, and A7 no CNN that sees both sides: no colors there
    colored = {c.advice: c.family for c in guide.list_choices(found) if c.holds}
    table = guide.choose(found, grid=True, neighbors=False)
    both = guide.choose(found, grid=False, order=True, unbounded=False, later=True)
    assert table.family == both.family == ""
    assert set(colored.values()) <= {"", "CNN", "RNN", "dense"}


def test_few_centered_pictures_are_a_question_of_their_own(found):
    asked = {"grid": True, "neighbors": True, "anywhere": False}
    few = turn(found, "S1.family", "supported", "100 digits")
    few = turn(few, "F5.rnn", "refuted", "centered")
    assert guide.choose(few, **asked, few=True).family == "CNN"
    with pytest.raises(ValueError, match="few is None"):
        guide.choose(few, **asked)
    behind = turn(few, "S1.family", "undecided", "100 digits")
    assert guide.choose(behind, **asked, few=True).advice == guide.MEASURE


def test_lines_begin_at_their_boxes(found):
    fig, ax = plt.subplots()
    guide.draw_tree(found, ax=ax)
    boxes = {t.get_position() for t in ax.texts if t.get_bbox_patch()}
    assert all((line.get_xdata()[0], line.get_ydata()[0]) in boxes for line in ax.lines)
    plt.close(fig)


def test_without_any_verdict_it_advises_nothing(found):
    assert not any(c.holds for c in guide.list_choices(found.iloc[:0]))


def test_every_advice_stands_on_conditions_that_exist(found):
    for choice in guide.list_choices(found):
        for test in needs_of(choice):
            name, _, condition = test.rstrip("!~").partition(":")
            own = found[found["id"] == name]
            assert condition in set(own["condition"]), test


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({}, "grid is None"),
        ({"grid": True}, "neighbors is None"),
        ({"grid": 1, "neighbors": True}, "grid is 1"),
        ({"grid": True, "neighbor": True}, "neighbor"),
    ],
)
def test_bad_answers_are_refused(found, answers, message):
    with pytest.raises(ValueError, match=message):
        guide.choose(found, **answers)


def test_nodes_say_what_they_are():
    leaf = guide.Leaf("nothing", "", ())
    node = guide.Question("key", "Why?", leaf, leaf)
    choice = guide.Choice("nothing", "", (), True, (("key", True),))
    assert node.yes is leaf
    assert choice.path[0][0] == node.key
    assert repr(guide.Choice("a CNN", "CNN", ("P1",), True, ())) == (
        "a CNN (P1: its verdicts stand)"
    )
