"""The rows of the large table: one answer each, and the same for the same seed."""

import keras
import numpy as np
import pytest

from utils import contests, models


@pytest.mark.parametrize("row", contests.KINDS)
def test_every_row_has_one_answer_and_is_drawn_by_its_seed(row):
    data = contests.make_row(0, row)
    assert data.train.y.ndim == 1 or data.train.y.shape[1:] == (1,)
    contests.make_row.cache_clear()
    again = contests.make_row(0, row)
    np.testing.assert_array_equal(data.train.x, again.train.x)
    same = contests.KINDS[row] == "series"
    other = contests.make_row(1, row)
    assert np.array_equal(data.test.x, other.test.x) == same


def test_an_unknown_row_is_refused():
    with pytest.raises(ValueError, match="row is 'cats'"):
        contests.make_row(0, "cats")


def test_reviews_end_in_a_word_and_keep_their_order():
    from utils.datasets import reviews

    before = reviews.make_reviews(seed=0, examples=(2048, 256, 512))
    after = contests.make_reviews(0)
    assert after.size == before.size
    for old, new in zip(before.test.x, after.test.x, strict=True):
        assert old[old > 0].tolist() == new[new > 0].tolist()
        assert new[-(new > 0).sum() :].all()


def test_score_is_accuracy_or_explained_variance():
    adding, digits = contests.make_row(0, "adding"), contests.make_row(0, "digits")
    assert contests.score(models.build_mean(adding), adding) <= 0
    assert 0 < contests.score(models.build_majority(digits), digits) < 0.2
    lost = models.build_mean(adding)
    lost.layers[-1].answer = [float("nan")]
    assert contests.score(lost, adding) == 0


def test_positions_tell_equal_steps_apart_and_can_be_saved(tmp_path):
    given = keras.layers.Input((4, 3))
    model = keras.Model(given, contests.Positions()(given))
    out = keras.ops.convert_to_numpy(model(np.zeros((1, 4, 3))))[0]
    assert len(np.unique(out[:, 0])) == 4
    model.save(tmp_path / "m.keras")
    again = keras.models.load_model(tmp_path / "m.keras")
    np.testing.assert_allclose(again(np.zeros((1, 4, 3)))[0], out)
