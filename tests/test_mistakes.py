"""Mistakes of a detector, each with the one word that fits."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from utils.boxes import Objects
from utils.mistakes import WORDS, Mistakes, plot_objects, sort_mistakes

BOX = [0, 0, 10, 10]
TRUTH = Objects([0, 0, 1], [BOX, [20, 0, 30, 10], BOX], [1, 2, 1])


@pytest.mark.parametrize(
    ("picture", "box", "kind", "word", "missed"),
    [
        (0, BOX, 1, "right", 2),
        (0, [0, 0, 10, 6], 1, "right", 2),
        (0, BOX, 2, "wrong class", 2),
        (0, [0, 0, 10, 4], 1, "badly placed", 2),
        (0, [5, 5, 30, 30], 1, "nothing there", 3),
        (0, [40, 40, 50, 50], 1, "nothing there", 3),
        (2, BOX, 1, "nothing there", 3),
    ],
)
def test_one_word_for_each(picture, box, kind, word, missed):
    found = sort_mistakes(TRUTH, Objects([picture], [box], [kind], [0.5]))
    assert isinstance(found, Mistakes)
    assert found.word.tolist() == [word]
    assert found.missed.sum() == missed


def test_the_surest_is_right_and_the_next_a_double():
    twice = Objects([0, 0], [[0, 0, 10, 9], BOX], [1, 1], [0.9, 0.8])
    assert sort_mistakes(TRUTH, twice).word.tolist() == ["right", "double"]
    turned = Objects([0, 0], [[0, 0, 10, 9], BOX], [1, 1], [0.7, 0.8])
    assert sort_mistakes(TRUTH, turned).word.tolist() == ["double", "right"]


def test_counts_every_word():
    counts = sort_mistakes(TRUTH, TRUTH).count()
    assert list(counts) == [*WORDS, "missed"]
    assert counts["right"] == 3
    assert sum(counts.values()) == 3


def test_nothing_found_misses_all_and_nothing_there_is_no_error():
    nothing = Objects([], [], [])
    assert sort_mistakes(TRUTH, nothing).missed.all()
    assert sort_mistakes(nothing, TRUTH).word.tolist() == ["nothing there"] * 3
    with pytest.raises(ValueError, match="truth is a list"):
        sort_mistakes([], TRUTH)


def test_draws_a_box_for_each_object():
    ax = Figure().subplots()
    one = TRUTH.take(TRUTH.picture == 0)
    picture = np.zeros((20, 40, 3))
    names = ("a", "b", "c")
    assert plot_objects(picture, one, ax=ax, names=names, scores=False) is ax
    assert [text.get_text() for text in ax.texts] == ["b", "c"]
    assert len(ax.patches) == 2
    with pytest.raises(ValueError, match="picture has shape"):
        plot_objects(np.zeros((20, 40)), one, ax=ax, names=names)
