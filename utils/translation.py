"""Translate by a trained model, look at its attention, and compare with a word list.

`translate` writes a translation word by word, each time choosing the likeliest.
`build_word_for_word` is the baseline: a word list learned from the same sentences by
counting what occurs together.
"""

import functools

import keras
import numpy as np
from keras import layers, ops

from utils import metrics
from utils.datasets import bilingual
from utils.decoding import write_greedily
from utils.encoding import MOST

ROUNDS = 6  # of expectation and maximization
SMALL, LARGE = 16, 250  # sentences at a time: every size is compiled once
LONGEST = 2 * (MOST - 7) // 3  # words, where longer rows are needed
SPECIAL = (bilingual.PADDING, bilingual.START, bilingual.END, bilingual.UNKNOWN)


def translate(model, data, sentences):
    """Write a translation of each sentence, one word after the other.

    Greedy decoding: the likeliest next word is taken and fed back. Sentences longer
    than those in training get longer rows, with the same weights.

    Args:
        model: a `keras.Model` that gives logits `(batch, steps, classes)`.
        data: the `bilingual.Translations` whose words it knows.
        sentences: sequence of `str`.

    Returns:
        A list of `str`.

    Raises:
        ValueError: if there is no sentence, or one is no text, empty, damaged or
            longer than 38 words.

    Example:

    >>> from utils.datasets.phrases import make_phrases
    >>> phrases = make_phrases(seed=0, examples=(2000, 10, 10), more=1)
    >>> words = build_word_for_word(phrases, width=1)
    >>> translate(words, phrases, ["My cats sleep."])
    ['mon chats dort.']
    """
    guesses = write_ids(model, data, sentences)
    return [bilingual.decode(row, data.french) for row in guesses]


def write_ids(model, data, sentences):
    """Translate as `translate` does, and return the words' ids.

    Args:
        model: as in `translate`.
        data: as in `translate`.
        sentences: as in `translate`.

    Returns:
        An integer array `(sentences, steps)`, padded behind each end.

    Raises:
        ValueError: as in `translate`.
    """
    if isinstance(sentences, str) or not len(sentences):
        raise ValueError(f"sentences is {sentences!r:.40}; expected a list of texts")
    longest = max(len(bilingual.tokenize(sentence)) for sentence in sentences)
    half = data.length
    if longest >= (data.train.x[:, :half] != bilingual.PADDING).sum(axis=1).max():
        half = max(half, -(-3 * longest // 2) + 7)
    if half > MOST:
        raise ValueError(
            f"sentences: one has {longest} words; expected at most {LONGEST}"
        )
    if half > data.length:
        wide, weights = _widen(model, 2 * half), model.get_weights()
        wide.set_weights(weights)
        model = wide
    source = bilingual.encode(sentences, data.english, half, first=len(data.french))
    size = SMALL if len(source) <= SMALL else LARGE
    blocks = [source[i : i + size] for i in range(0, len(source), size)]
    return np.concatenate([_write_block(model, block, size) for block in blocks])


def _write_block(model, source, size):
    """Write at most `size` translations; each step sees all words before it."""
    rows, half = source.shape
    x = np.zeros((size, 2 * half), "int32")
    x[:, :half] = source[np.arange(size) % rows]

    def ask(told):
        x[:, half:] = told
        return model.predict_on_batch(x)

    return write_greedily(ask, rows=size, steps=half, special=SPECIAL)[:rows]


@functools.lru_cache(maxsize=8)
def _widen(model, width):
    """The same layers on rows of another width; its weights are set by the caller."""
    return keras.models.clone_model(
        model, input_tensors=keras.Input((width,), dtype="int32")
    )


def attend(model, data, sentence):
    """Return what a model with a layer named "attention" looked at while it wrote.

    Args:
        model: a `keras.Model` with such a layer, which also returns its weights.
        data: the `bilingual.Translations` whose words it knows.
        sentence: a `str`.

    Returns:
        The sentence's words, the translation's words with `"<end>"`, and the weights,
        an array `(words written, words read)` of which each row sums to 1.
    """
    names = (*bilingual.SPECIAL, *data.french)
    [row] = write_ids(model, data, [sentence])
    written = [names[i] for i in row if i != bilingual.PADDING]
    read = [*bilingual.tokenize(sentence), bilingual.SPECIAL[bilingual.END]]
    if len(row) > data.length:
        wide = _widen(model, 2 * len(row))
        wide.set_weights(model.get_weights())
        model = wide
    source = bilingual.encode(
        [sentence], data.english, len(row), first=len(data.french)
    )
    shifted = np.where(row == bilingual.END, bilingual.PADDING, row)[:-1]
    x = np.concatenate([source[0], [bilingual.START], shifted])[np.newaxis]
    probe = keras.Model(model.inputs[0], model.get_layer("attention").output[1])
    weights = ops.convert_to_numpy(probe(x.astype("int32")))[0]
    return read, written, weights[: len(written), : len(read)]


def score_steps(model, data):
    """Return how often the next word was right, step by step, in two ways.

    Args:
        model: a `keras.Model`.
        data: the `bilingual.Translations` whose test part is used.

    Returns:
        Three arrays `(steps,)`: the share of right words where the right words before
        are given (teacher forcing), the same where the model's own are (free running),
        and the number of sentences that are so long.
    """
    y, sources = data.test.y, [source for source, _ in data.tests["test"]]
    forced = metrics.predict(model, data.test.x).argmax(axis=-1)
    free = write_ids(model, data, sources)
    inside = y != bilingual.PADDING
    counts = inside.sum(axis=0)
    least = np.maximum(counts, 1)
    right = [((guess == y) & inside).sum(axis=0) / least for guess in (forced, free)]
    return *right, counts


def build_word_for_word(dataset, *, width=32):
    """Return a model that replaces each word by the one that translates it best.

    Args:
        dataset: a `bilingual.Translations`.
        width: not used.

    Returns:
        A `keras.Model` without trainable weights, logits `(batch, steps, classes)`.
    """
    best = learn_words(dataset).argmax(axis=1)
    best[[bilingual.PADDING, bilingual.END]] = bilingual.END
    row = layers.Input(dataset.input_shape, dtype="int32")
    table = layers.Embedding(len(best), 1, trainable=False)
    source = ops.split(table(row), 2, axis=1)[0][..., 0]
    logits = ops.one_hot(ops.cast(source, "int32"), dataset.classes, axis=-1)
    model = keras.Model(row, 10.0 * logits)
    table.set_weights([best[:, np.newaxis].astype("float32")])
    return model


def learn_words(data, *, rounds=ROUNDS):
    """Learn which word translates which, from sentences that are not aligned.

    IBM model 1: each French word came from one of the English words of its sentence,
    or from none. Begin with all equally likely; count how often each pair would then
    be expected; take the counts as the new probabilities; repeat.

    Args:
        data: a `bilingual.Translations`; its training part is used.
        rounds: whole number ≥ 1, how often to repeat.

    Returns:
        An array `(ids, classes)`, for each id of the source words the probability of
        each French word; row 0 is for words that came from none.

    Example:

    >>> pairs = [("red book", "livre rouge"), ("book", "livre"), ("red", "rouge")]
    >>> parts = dict.fromkeys(("train", "valid", "test"), pairs)
    >>> toy = bilingual.pack("toy", parts, english=("book", "red"),
    ...     french=("livre", "rouge"), length=4)
    >>> learn_words(toy)[6:, 4:].argmax(axis=1).tolist()  # book, red
    [0, 1]

    Reference:
        Brown et al. 1993, https://aclanthology.org/J93-2003
    """
    source, target = data.train.x[:, : data.length].copy(), data.train.y
    source[source == bilingual.END] = bilingual.PADDING
    source = np.concatenate([source, np.full((len(source), 1), -1)], axis=1)
    shape = (len(source), target.shape[1], source.shape[1])
    english = np.broadcast_to(source[:, np.newaxis], shape)
    french = np.broadcast_to(target[:, :, np.newaxis], shape)
    place = np.arange(shape[0] * shape[1]).reshape(*shape[:2], 1)
    place = np.broadcast_to(place, shape)
    real = (english != bilingual.PADDING) & (french > bilingual.END)
    english, french, place = (a[real] for a in (np.maximum(english, 0), french, place))
    table = np.full((data.vocabulary_size, data.classes), 1 / data.classes)
    cells = english * data.classes + french
    for _ in range(rounds):
        share = table[english, french]
        share = share / np.bincount(place, share)[place]
        counts = np.bincount(cells, share, table.size).reshape(table.shape)
        table = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1e-12)
    return table
