"""Baselines agree with scikit-learn; measures and occlusion do what they say."""

from functools import partial

import keras
import numpy as np
import pytest
from keras import layers
from matplotlib.figure import Figure
from sklearn.naive_bayes import MultinomialNB

from utils import metrics, occlusion, sentiment
from utils.datasets import reviews
from utils.datasets.words import Texts
from utils.occlusion import nearest_words, occlude, plot_plane, plot_words, score
from utils.sentiment import (
    MeanOfWords,
    WordEmbedding,
    build_bayes,
    build_logistic,
    count_words,
    negated_accuracy,
    probe_accuracy,
    stretch,
)


@pytest.fixture(scope="module")
def data():
    """Few sentences."""
    return reviews.make_reviews(seed=0, examples=(300, 60, 80))


def make_counter(vocabulary, weights, length=reviews.LENGTH):
    """A model that adds up a known weight for each word."""
    table = np.zeros((128, 2), "float32")
    for word, weight in weights.items():
        table[vocabulary.index(word), 1] = weight
    words = layers.Embedding(128, 2)
    total = layers.Lambda(lambda x: keras.ops.sum(x, axis=1), output_shape=(2,))
    model = keras.Sequential([layers.Input((length,), dtype="int32"), words, total])
    words.set_weights([table])
    return model


def test_naive_bayes_is_scikit_learns(data):
    model = build_bayes(data)
    found = metrics.predict(model, data.test.x).argmax(-1)
    counts = [count_words(part.x, data.size) for part in (data.train, data.test)]
    answers = []
    for alpha in sentiment.STRENGTHS:
        fitted = MultinomialNB(alpha=alpha).fit(counts[0], data.train.y)
        answers.append(fitted.predict(counts[1]))
    assert any(np.array_equal(found, answer) for answer in answers)
    assert not model.trainable_weights


def test_baselines_learn_what_words_can_tell(data):
    x = np.where(data.train.y[:, None] == 1, 5, 6) * np.ones((1, 28), int)
    part = reviews.Split(x, data.train.y)
    toy = Texts(
        "toy",
        part,
        part,
        part,
        task="classification",
        vocabulary=data.vocabulary,
        size=128,
        sentences=((),) * len(part),
        negated=np.ones(len(part), bool),
    )
    for build in (build_bayes, build_logistic):
        assert metrics.accuracy(build(toy), toy) == 1
        assert negated_accuracy(build(toy), toy) == 1


def test_padding_changes_nothing_in_a_mean_of_words():
    mean = keras.Sequential([layers.Input((None,)), WordEmbedding(9, 4), MeanOfWords()])
    short, long = np.array([[3, 5]]), np.array([[3, 5, 0, 0]])
    one, two = (np.asarray(mean.predict(x, verbose=0)) for x in (short, long))
    np.testing.assert_allclose(one, two, rtol=1e-6)
    rows = mean.layers[0].get_weights()[0]
    np.testing.assert_allclose(one[0], rows[[3, 5]].mean(axis=0), rtol=1e-5)


def test_order_does_not_matter_to_them(data):
    rng = np.random.default_rng(0)
    shuffled = rng.permuted(data.test.x, axis=1)
    for build in (build_bayes, build_logistic):
        model = build(data)
        one, two = (metrics.predict(model, x) for x in (data.test.x, shuffled))
        np.testing.assert_allclose(one, two, rtol=1e-4, atol=1e-4)


def test_negated_sentences_are_measured_alone(data):
    model = build_bayes(data)
    right = metrics.predict(model, data.test.x).argmax(-1) == data.test.y
    shares = [right[data.negated].mean(), right[~data.negated].mean()]
    assert negated_accuracy(model, data) == pytest.approx(shares[0])
    object.__setattr__(data, "negated", np.zeros(80, bool))
    with pytest.raises(ValueError, match="negated"):
        negated_accuracy(model, data)
    object.__setattr__(
        data, "negated", np.array([reviews.is_negated(w) for w in data.sentences])
    )


def test_probes_are_the_same_for_every_model(data):
    kind = {"form": "the N is not F A", "flips": 1, "asides": 2}
    measure = partial(probe_accuracy, **kind)
    praise = make_counter(data.vocabulary, {"the": 1.0})
    assert measure(praise, data) == 0.5
    assert probe_accuracy(build_bayes(data), data, join="but") <= 1


def test_a_longer_model_answers_the_same(data):
    def build(dataset, *, width):
        return keras.Sequential(
            [
                layers.Input(dataset.input_shape, dtype="int32"),
                layers.Embedding(dataset.size, 4, mask_zero=True),
                layers.GRU(width),
                layers.Dense(2),
            ]
        )

    model = build(data, width=3)
    longer = stretch(build, model, data, length=40, width=3)
    assert longer.input_shape == (None, 40)
    sentences = data.sentences[:5]
    one, two = (score(m, sentences, data.vocabulary) for m in (model, longer))
    np.testing.assert_allclose(one, two, rtol=1e-4, atol=1e-5)
    with pytest.raises(ValueError, match="length"):
        stretch(build, model, data, length=10, width=3)


def test_leaving_a_word_out_gives_its_weight_back(data):
    weights = {"the": 0.5, "is": -2.0, "good": 3.0}
    model = make_counter(data.vocabulary, weights)
    words = ("the", "plot", "is", "good")
    effects = occlude(model, words, data.vocabulary)
    np.testing.assert_allclose(effects, [0.5, 0, -2, 3], atol=1e-5)
    with pytest.raises(ValueError, match="two"):
        occlude(model, ("good",), data.vocabulary)


def test_bad_input_is_refused_or_not_judged(data):
    model = make_counter(data.vocabulary, {"good": 1.0})
    asked = [(), ("zzz", "qqq"), ("good", "zzz")]
    assert np.isnan(score(model, asked, data.vocabulary)).tolist() == [
        True,
        True,
        False,
    ]
    with pytest.raises(ValueError, match="empty"):
        score(model, [], data.vocabulary)
    with pytest.raises(ValueError, match="29 words"):
        score(model, [("good",) * 29], data.vocabulary)


def test_the_nearest_words_are_those_of_the_same_direction(data):
    names = {"good": 1.0, "great": 2.0, "bad": -1.0}
    model = make_counter(data.vocabulary, names)
    assert nearest_words(model, data.vocabulary, "good", count=1) == ["great"]
    assert nearest_words(model, data.vocabulary, "good", count=500)[-1] == "bad"
    with pytest.raises(ValueError, match="word"):
        nearest_words(model, data.vocabulary, "zzz")


def test_words_are_drawn_with_color_and_sign():
    sentences = [("not", "good"), ("so", "so", "bad")]
    effects = [np.array([-2.0, 0.1]), np.array([0.0, 1.0, -1.0])]
    ax = plot_words(sentences, effects, ax=Figure().subplots(), titles=["a", "b"])
    said = [text.get_text() for text in ax.texts]
    assert said == ["a", "not", "\u2212", "good", "b", "so", "so", "+", "bad", "\u2212"]
    assert len(ax.patches) == 5
    assert ax.patches[0].get_facecolor() != ax.patches[3].get_facecolor()
    with pytest.raises(ValueError, match="effects"):
        plot_words(sentences, effects[:1], ax=Figure().subplots())
    assert occlusion.plot_words is plot_words


def test_words_lie_where_their_main_direction_puts_them(data):
    weights = {"good": 1.0, "great": 2.0, "bad": -1.0, "dull": -2.0}
    model = make_counter(data.vocabulary, weights)
    groups = {"green": ("good", "great", "zzz"), "purple": ("bad", "dull")}
    ax = plot_plane(model, data.vocabulary, groups, ax=Figure().subplots())
    places = {text.get_text(): text.get_position()[0] for text in ax.texts}
    order = sorted(places, key=places.get)
    assert order in (["great", "good", "bad", "dull"], ["dull", "bad", "good", "great"])
    with pytest.raises(ValueError, match="three"):
        plot_plane(model, data.vocabulary, {"k": ("good",)}, ax=Figure().subplots())
