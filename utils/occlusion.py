"""Which words decide: leave one out after the other, and color the sentence by it.

`score` and `occlude` take any model that answers for blame and praise; `nearest_words`
looks at what an embedding has learned; `plot_words` draws.
"""

import matplotlib.pyplot as plt
import numpy as np
from keras import layers

from utils import metrics
from utils.datasets.words import encode


def score(model, sentences, vocabulary):
    """Return how much a model takes sentences for praise.

    Args:
        model: a `keras.Model` with logits for blame and praise.
        sentences: sequence of tuples of words, as from `datasets.words.split_words`,
            none longer than the model's input.
        vocabulary: tuple of words, of the model's training part.

    Returns:
        An array, logit of praise less that of blame for each sentence: above 0 is
        praise. A sentence without a single known word gives NaN: there is nothing to
        judge.

    Raises:
        ValueError: if there is no sentence, or one is too long.
    """
    if not len(sentences):
        raise ValueError("sentences is empty; expected at least one")
    x = encode(sentences, vocabulary, length=model.input_shape[1])
    logits = metrics.predict(model, x)
    known = (x > 1).any(axis=1)
    return np.where(known, logits[:, 1] - logits[:, 0], np.nan)


def occlude(model, words, vocabulary):
    """Leave out one word after the other and see what that changes.

    Args:
        model: a `keras.Model` with logits for blame and praise.
        words: tuple of at least two words.
        vocabulary: tuple of words, of the model's training part.

    Returns:
        An array `(words,)`: the score with the word less the score without it. Above
        0 the word speaks for praise, where it stands.

    Raises:
        ValueError: for fewer than two words.

    Reference:
        Li, Monroe & Jurafsky 2016, https://arxiv.org/abs/1612.08220
    """
    if len(words) < 2:
        raise ValueError(f"words is {words!r}; expected at least two")
    without = [words[:i] + words[i + 1 :] for i in range(len(words))]
    whole, *rest = np.nan_to_num(score(model, [words, *without], vocabulary))
    return whole - np.array(rest)


def nearest_words(model, vocabulary, word, *, count=5):
    """Return the words whose embeddings point in the most similar direction.

    Args:
        model: a `keras.Model` with one `Embedding`.
        vocabulary: tuple of words.
        word: one of them.
        count: how many to return.

    Returns:
        A list of words by falling cosine, without the word itself.

    Raises:
        ValueError: for a word that is not in the vocabulary.
    """
    if word not in vocabulary[2:]:
        raise ValueError(f"word is {word!r}; expected one of the vocabulary")
    [table] = [x for x in model.layers if isinstance(x, layers.Embedding)]
    vectors = table.get_weights()[0][: len(vocabulary)]
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-9)
    own = vocabulary.index(word)
    order = np.argsort(-(vectors @ vectors[own]), kind="stable")
    return [vocabulary[i] for i in order if i > 1 and i != own][:count]


def plot_words(sentences, effects, *, ax, titles=None, limit=None):
    """Draw sentences whose words are colored by what they speak for.

    Green with a plus speaks for praise, purple with a minus for blame; what is below
    a tenth of the strongest effect stays without a sign.

    Args:
        sentences: sequence of tuples of words.
        effects: sequence of arrays, one number for each word.
        ax: the axes to draw on; they are as wide as the longest sentence.
        titles: sequence of what to write above each sentence, or None.
        limit: the effect with the deepest color; None takes the largest of all.

    Returns:
        `ax`.

    Raises:
        ValueError: if words and effects do not pair.

    Example:

    >>> from matplotlib.figure import Figure
    >>> effects = [np.array([1.0, 1.0])]
    >>> ax = plot_words([("not", "bad")], effects, ax=Figure().subplots())
    >>> [text.get_text() for text in ax.texts]
    ['not', '+', 'bad', '+']
    """
    if [len(words) for words in sentences] != [len(values) for values in effects]:
        raise ValueError("effects do not fit sentences; expected one per word")
    limit = limit or max(np.abs(values).max() for values in effects) or 1.0
    widest = max(sum(len(word) + 1 for word in words) for words in sentences)
    inches = ax.get_position().width * ax.figure.get_figwidth()
    size = min(10, 72 * inches / widest / 0.64)
    for row, (words, values) in enumerate(zip(sentences, effects, strict=True)):
        if titles is not None:
            ax.text(0, row - 0.42, titles[row], va="center", fontsize="small")
        left = 0.0
        for word, value in zip(words, values, strict=True):
            _draw_word(ax, word, value / limit, left, row, size)
            left += len(word) + 1
    ax.set(xlim=(-0.5, widest), ylim=(len(sentences) - 0.4, -0.7))
    ax.set_axis_off()
    return ax


def plot_plane(model, vocabulary, groups, *, ax):
    """Draw words where the two main directions of their embeddings put them.

    Args:
        model: a `keras.Model` with one `Embedding`.
        vocabulary: tuple of words.
        groups: dict from a color to words; those not in the vocabulary are left out.
        ax: the axes to draw on.

    Returns:
        `ax`.

    Raises:
        ValueError: if fewer than three words are known.
    """
    known = [
        (word, color)
        for color, words in groups.items()
        for word in words
        if word in vocabulary[2:]
    ]
    if len(known) < 3:
        raise ValueError(f"groups hold {len(known)} known words; expected three")
    [table] = [x for x in model.layers if isinstance(x, layers.Embedding)]
    vectors = table.get_weights()[0][[vocabulary.index(word) for word, _ in known]]
    vectors = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(vectors, full_matrices=False)
    points = vectors @ directions[:2].T
    places = _spread(points)
    for (word, color), (x, y) in zip(known, places, strict=True):
        ax.text(x, y, word, color=color, fontsize=8, ha="center", va="center")
    ax.update_datalim(places)
    ax.margins(0.08)
    ax.autoscale_view()
    ax.set(xlabel="first direction", ylabel="second direction")
    return ax


def _spread(points):
    """Move names that would lie on each other apart, upward."""
    wide, high = np.ptp(points, axis=0) * (0.11, 0.028)
    placed = points.copy()
    order = points[:, 1].argsort()
    for rank, row in enumerate(order):
        below = placed[order[:rank]]
        close = below[np.abs(below[:, 0] - placed[row, 0]) < wide, 1]
        for y in np.sort(close):
            if abs(y - placed[row, 1]) < high:
                placed[row, 1] = y + high
    return placed


def _draw_word(ax, word, share, left, row, size):
    """Draw one word on its color, and its sign below."""
    color = plt.get_cmap("PRGn")(0.5 + 0.36 * float(np.clip(share, -1, 1)))
    place = (left - 0.4, row - 0.2), len(word) + 0.8, 0.36
    ax.add_patch(plt.Rectangle(*place, color=color, lw=0))
    style = {"ha": "center", "va": "center", "family": "monospace"}
    middle = left + len(word) / 2
    ink = "white" if abs(share) > 0.8 else "black"
    ax.text(middle, row, word, fontsize=size, color=ink, **style)
    if abs(share) >= 0.1:
        sign = "+" if share > 0 else "\N{MINUS SIGN}"
        ax.text(middle, row + 0.27, sign, fontsize=size, **style)
