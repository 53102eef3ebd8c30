"""Decoding, attention, the word list and the scores, on toys checked by hand."""

import keras
import numpy as np
import pytest
import sacrebleu
from keras import layers, ops

from utils import encoding, probes, translation_scores
from utils.datasets import bilingual
from utils.datasets.phrases import make_phrases
from utils.encoding import Finished, GatedConvolution, Halves, Positions, Words
from utils.training import Recipe, train
from utils.translation import (
    attend,
    build_word_for_word,
    learn_words,
    score_steps,
    translate,
    write_ids,
)
from utils.translation_scores import (
    bleu,
    chrf,
    exact_match,
    score_test,
    translate_test,
)


@pytest.fixture(scope="module")
def data():
    """A small set of phrases."""
    return make_phrases(seed=0, examples=(600, 40, 40), more=20)


def build(dataset, *, width):
    """A small translator with attention and a convolution."""
    row = layers.Input(dataset.input_shape, dtype="int32")
    words = Words(dataset.vocabulary_size, width)
    source, target = Halves()(words(row))
    read = GatedConvolution(width)(Positions()(source))
    written = GatedConvolution(width, causal=True)(Positions()(target))
    look = layers.AdditiveAttention(name="attention")
    context, _ = look([written, read], return_attention_scores=True)
    logits = layers.Dense(dataset.classes)(layers.Add()([written, context]))
    return keras.Model(row, Finished()([logits, target]))


@pytest.fixture(scope="module")
def model(data):
    """One that was trained for a moment."""
    return train(build, data, seed=0, width=16, recipe=Recipe(2, 32)).model


def test_padding_is_zero_and_halves_know_where_it_is():
    ids = ops.convert_to_tensor([[3, 1, 0, 2, 0, 0]])
    vectors = Words(5, 4)(ids)
    first, second = Halves()(vectors)
    assert np.array(first).shape == np.array(second).shape == (1, 3, 4)
    assert np.all(np.array(second)[0, 1:] == 0)
    masks = Halves().compute_mask(vectors)
    assert [np.array(m).tolist() for m in masks] == [
        [[True, True, False]],
        [[True, False, False]],
    ]


def test_finished_makes_padding_certain_and_only_there():
    logits, target = np.zeros((1, 2, 3), "float32"), np.zeros((1, 2, 4), "float32")
    mask = [None, ops.convert_to_tensor([[True, False]])]
    found = np.array(Finished().call([logits, target], mask=mask))
    assert found.tolist() == [[[0, 0, 0], [1000, 0, 0]]]
    assert np.all(np.array(Finished().call([logits, target])) == 0)
    assert Finished().compute_mask(None, mask) is mask[1]


def test_a_causal_convolution_sees_no_later_word():
    x = np.random.default_rng(0).normal(size=(1, 9, 4)).astype("float32")
    for causal, seen in ((True, [2, 3, 4]), (False, [3, 4, 5])):
        layer = GatedConvolution(4, causal=causal)
        layer(x)
        reach = probes.gradient_reach(layer, x, step=4)
        assert np.flatnonzero(reach).tolist() == seen
    copy = GatedConvolution.from_config(layer.get_config())
    assert (copy.width, copy.causal, copy.kernel_size) == (4, False, 3)


def test_padding_counts_as_zero_in_a_convolution():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(1, 5, 4)).astype("float32")
    mask = ops.convert_to_tensor([[True, True, True, False, False]])
    layer = GatedConvolution(4)
    y = np.array(layer(x, mask=mask))
    x[0, 3:] = rng.normal(size=(2, 4))
    np.testing.assert_allclose(np.array(layer(x, mask=mask))[0, :3], y[0, :3])


def test_positions_differ_and_end():
    layer = Positions()
    same = np.ones((1, 5, 4), "float32")
    assert len(np.unique(np.array(layer(same)), axis=1)[0]) == 5
    assert layer.table.shape == (encoding.MOST, 4)


def test_a_finished_step_has_no_loss(data, model):
    logits = model.predict_on_batch(data.test.x)
    ended = data.test.y == bilingual.PADDING
    assert np.all(logits.argmax(axis=-1)[ended] == bilingual.PADDING)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction=None)
    assert np.all(np.array(loss(data.test.y, logits))[ended] < 1e-6)


def test_the_next_word_never_looks_ahead(data, model):
    x = data.test.x[:4].copy()
    before = model.predict_on_batch(x)[:, :2]
    x[:, data.length + 2 :] = bilingual.START
    np.testing.assert_allclose(model.predict_on_batch(x)[:, :2], before, atol=1e-4)


def test_greedy_decoding_feeds_back_its_own_words(data, model):
    sources = [source for source, _ in data.tests["test"]][:20]
    ids = write_ids(model, data, sources)
    x = data.test.x[:20].copy()
    x[:, data.length + 1 :] = np.where(ids == bilingual.END, 0, ids)[:, :-1]
    logits = model.predict_on_batch(x)
    logits[..., [bilingual.PADDING, bilingual.START, bilingual.UNKNOWN]] = -np.inf
    inside = ids != bilingual.PADDING
    np.testing.assert_array_equal(logits.argmax(axis=-1)[inside], ids[inside])
    assert translate(model, data, sources) == [
        bilingual.decode(row, data.french) for row in ids
    ]


def test_longer_sentences_get_longer_rows(data, model):
    sources = [source for source, _ in data.tests["longer"]]
    ids = write_ids(model, data, sources)
    assert ids.shape[0] == 20
    assert ids.shape[1] > data.length
    short = "the cat sleeps ."
    wide = translate(model, data, [short, *sources])[0]
    assert wide == translate(model, data, [short])[0]


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ([], "sentences"),
        ("the cat sleeps .", "list"),
        ([""], "at least one word"),
        ([b"the cat"], "expected text"),
        (["l'\u00c3\u00a9cole"], "UTF-8"),
        (["cat " * 60], "at most 38"),
    ],
)
def test_what_cannot_be_translated_is_refused(data, model, wrong, word):
    with pytest.raises(ValueError, match=word):
        translate(model, data, wrong)


def test_unknown_words_are_read_and_never_written(data, model):
    [text] = translate(model, data, ["the zebra sleeps ."])
    assert "<" not in text


def test_attention_is_a_share_of_each_word(data, model):
    read, written, weights = attend(model, data, "the cat sleeps .")
    assert read == ["the", "cat", "sleeps", ".", "<end>"]
    assert weights.shape == (len(written), len(read))
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-4)
    longer = data.tests["longer"][0][0]
    read, written, weights = attend(model, data, longer)
    assert weights.shape == (len(written), len(longer.split()) + 1)


def test_the_first_step_is_the_same_forced_and_free(data, model):
    forced, free, counts = score_steps(model, data)
    assert counts[0] == len(data.test)
    np.testing.assert_allclose(forced[0], free[0])
    assert np.all((forced >= 0) & (forced <= 1) & (free >= 0) & (free <= 1))


def test_the_word_list_finds_words_by_what_occurs_together(data):
    table = learn_words(data)
    names = (*bilingual.SPECIAL, *data.french)
    ids = bilingual.encode(["cat houses sleeps not"], data.english, 6, first=180)
    best = [names[i] for i in table[ids[0, :3]].argmax(axis=1)]
    assert best == ["chat", "maisons", "dort"]
    assert names[table[ids[0, 3]].argmax()] in ("ne", "pas", "n'")
    rows = table.sum(axis=1)
    assert np.all(np.isclose(rows, 1) | (rows == 0))


def test_the_baseline_goes_word_for_word(data):
    model = build_word_for_word(data)
    assert not model.trainable_weights
    assert translate(model, data, ["my cats sleep ."]) == ["mon chats dort."]
    longer = [source for source, _ in data.tests["longer"]]
    assert all(len(text.split()) > 5 for text in translate(model, data, longer))


def test_scores_by_hand():
    answers = [("Je cours.", "Moi, je cours."), ("Va !",)]
    assert exact_match(["moi, je cours.", "va!"], answers) == 1
    assert exact_match(["je cours", "va !"], answers) == 0.5
    assert chrf(["je cours.", "va !"], answers) == pytest.approx(100)
    text, other = "le chat noir voit un chien", "le chat noir voit un cheval"
    assert bleu([other], [(text, other)]) == pytest.approx(100)
    own = sacrebleu.sentence_bleu(text, [other], smooth_method="none").score
    assert bleu([text], [(other,)]) == pytest.approx(own)
    assert 0 < bleu([text], [(other,)]) < chrf([text], [(other,)]) < 100
    with pytest.raises(ValueError, match="answers"):
        exact_match(["a", "b"], answers[:1])


def test_tests_are_scored_and_remembered(data, model):
    found = translate_test(model, data)
    assert len(found) == 40
    assert translate_test(model, data) is found
    answers = [accepted for _, accepted in data.tests["test"]]
    assert score_test(chrf, model, data) == chrf(found, answers)
    with pytest.raises(ValueError, match="name"):
        translate_test(model, data, "nothing")
    assert translation_scores.exact_match(found, answers) <= 1
