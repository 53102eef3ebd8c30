"""Sentiment of sentences: classical baselines, measures, and longer sentences.

Naive Bayes and logistic regression look at the words and not at their order. The
measures ask a model about sentences of one kind, drawn from the grammar of reviews.
"""

import keras
import numpy as np
from keras import layers, ops
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB

from utils import checks, metrics
from utils.datasets import reviews
from utils.datasets.words import encode

STRENGTHS = (0.1, 1.0, 10.0)  # settings tried for either baseline, on valid


@keras.saving.register_keras_serializable("course")
class WordEmbedding(layers.Embedding):
    """An embedding in which padding, number 0, is a row of zeros and stays one.

    Input shape: `(batch, time)`. Output shape: `(batch, time, output_dim)`.

    Example:

    >>> vectors = WordEmbedding(5, 3)(np.array([[2, 0]]))
    >>> [bool(ops.any(vectors[0, i] != 0)) for i in range(2)]
    [True, False]
    """

    def call(self, inputs):
        """Return the words' rows, zeros where there is no word."""
        there = ops.not_equal(inputs, 0)[..., None]
        vectors = super().call(inputs)
        return vectors * ops.cast(there, vectors.dtype)


@keras.saving.register_keras_serializable("course")
class MeanOfWords(layers.Layer):
    """The mean over time, of those steps that are not all zeros.

    Input shape: `(batch, time, numbers)`. Output shape: `(batch, numbers)`.

    Example:

    >>> mean = MeanOfWords()(np.array([[[1.0], [3.0], [0.0]]]))
    >>> ops.convert_to_numpy(mean).tolist()
    [[2.0]]
    """

    def call(self, x):
        """Return the sum of all steps over the number of those with a word."""
        there = ops.any(ops.not_equal(x, 0), axis=-1, keepdims=True)
        count = ops.sum(ops.cast(there, x.dtype), axis=1)
        return ops.sum(x, axis=1) / ops.maximum(count, 1.0)

    def compute_output_shape(self, input_shape):
        """Return `(batch, numbers)`."""
        return (input_shape[0], input_shape[-1])


def build_bayes(dataset, *, width=1):
    """Build naive Bayes on words, fitted by scikit-learn.

    Every class is a bag to draw words from; the answer is the class from whose bag a
    sentence's words are more likely to come. The smoothing with the lowest loss on
    the validation part is taken.

    Args:
        dataset: a `datasets.words.Texts`.
        width: ignored; the vocabulary decides the size.

    Returns:
        A `keras.Model` without trainable weights that gives logits.

    Example:

    >>> from utils import datasets
    >>> data = datasets.reviews.make_reviews(seed=0, examples=(40, 10, 10))
    >>> build_bayes(data).output_shape
    (None, 2)

    Reference:
        Wang & Manning 2012, https://aclanthology.org/P12-2018/
    """

    def fit(counts, y, strength):
        fitted = MultinomialNB(alpha=strength).fit(counts, y)
        return fitted.feature_log_prob_.T, fitted.class_log_prior_

    return _choose(dataset, fit)


def build_logistic(dataset, *, width=1):
    """Build a logistic regression on word counts, fitted by scikit-learn.

    One weight for each word and no more. The regularization with the lowest loss on
    the validation part is taken.

    Args:
        dataset: a `datasets.words.Texts`.
        width: ignored; the vocabulary decides the size.

    Returns:
        A `keras.Model` without trainable weights that gives logits.

    Example:

    >>> from utils import datasets
    >>> data = datasets.reviews.make_reviews(seed=0, examples=(40, 10, 10))
    >>> len(build_logistic(data).trainable_weights)
    0
    """

    def fit(counts, y, strength):
        fitted = LogisticRegression(C=strength, max_iter=1000).fit(counts, y)
        weights = fitted.coef_[0]
        return np.stack([0 * weights, weights], axis=1), [0, fitted.intercept_[0]]

    return _choose(dataset, fit)


def count_words(x, size):
    """Count the words of every sentence; order is lost, padding does not count.

    Args:
        x: int array `(sentences, time)`.
        size: how many numbers there are.

    Returns:
        A sparse matrix `(sentences, size)`.

    Example:

    >>> count_words(np.array([[2, 1, 2, 0]]), 3).toarray().tolist()
    [[0, 1, 2]]
    """
    rows, _ = np.nonzero(x)
    words = x[x != 0]
    return csr_matrix((np.ones(len(words), int), (rows, words)), (len(x), size))


def negated_accuracy(model, dataset):
    """Return the accuracy on the test sentences that hold a negation.

    Args:
        model: a `keras.Model` that gives logits.
        dataset: a `datasets.words.Texts`.

    Returns:
        A number from 0 to 1.

    Raises:
        ValueError: if no test sentence is negated.
    """
    if not dataset.negated.any():
        raise ValueError("dataset holds no negated test sentence; expected some")
    right = metrics.predict(model, dataset.test.x).argmax(-1) == dataset.test.y
    return float(right[dataset.negated].mean())


def probe_accuracy(model, dataset, *, form=None, flips=None, asides=0, join=None):
    """Return the accuracy on sentences of one kind, see `reviews.draw_probe`.

    The sentences are the same for every model and seed; words that the model's own
    vocabulary lacks are unknown to it.

    Args:
        model: a `keras.Model` that gives logits.
        dataset: a `datasets.words.Texts`, for its vocabulary and length.
        form: see there.
        flips: see there.
        asides: see there.
        join: see there.

    Returns:
        A number from 0 to 1; 0.5 is guessing.
    """
    kind = {"form": form, "flips": flips, "asides": asides, "join": join}
    sentences, labels = reviews.draw_probe(seed=0, **kind)
    x = encode(sentences, dataset.vocabulary, length=dataset.input_shape[0])
    return float(np.mean(metrics.predict(model, x).argmax(-1) == labels))


def stretch(build, model, dataset, *, length, width):
    """Build a model again for longer sentences, with the same weights.

    Args:
        build: the factory that made the model.
        model: the trained `keras.Model`; no weight may depend on the length.
        dataset: the `datasets.words.Texts` it was trained on.
        length: whole number, at least the present one.
        width: that of the model.

    Returns:
        A `keras.Model` for sentences of that length.

    Raises:
        ValueError: for a shorter length.
    """
    more = checks.integer("length", length, dataset.input_shape[0])
    more -= dataset.input_shape[0]
    longer = build(dataset.map_x(lambda x: np.pad(x, ((0, 0), (0, more)))), width=width)
    longer.set_weights(model.get_weights())
    return longer


def _choose(dataset, fit):
    """Fit with each strength and keep what fits the validation part best."""
    counts = count_words(dataset.train.x, dataset.size)
    models = [
        _make_linear(dataset, *fit(counts, dataset.train.y, strength))
        for strength in STRENGTHS
    ]
    losses = [metrics.valid_loss(model, dataset) for model in models]
    return models[int(np.argmin(losses))]


def _make_linear(dataset, weights, biases):
    """Return a model that adds up one weight per word and class."""
    table = np.array(weights, "float32")
    table[0] = 0  # padding says nothing
    words = layers.Embedding(dataset.size, dataset.output_size, trainable=False)
    total = layers.Lambda(
        lambda x: ops.sum(x, axis=1) + np.array(biases, "float32"),
        output_shape=(dataset.output_size,),
    )
    shape = layers.Input(dataset.input_shape, dtype="int32")
    model = keras.Sequential([shape, words, total])
    words.set_weights([table])
    return model
