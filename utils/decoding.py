"""Write an answer word by word: each word is fed back before the next one is asked for.

For models whose x holds, side by side, what is given and, for each step of the answer,
the word before it. In training that is the right word ("teacher forcing"); on their own
they read what they wrote.
"""

import functools
import hashlib

import numpy as np
from sklearn.metrics import accuracy_score

from utils import checks
from utils.metrics import predict


def write_freely(model, given, *, steps):
    """Let a model write on its own: the most probable word, fed back, step by step.

    The model is called once for each step on everything written so far, as plain as
    can be; carrying the state by hand gives the same words with less work.

    Args:
        model: a `keras.Model` from whole numbers `(given + steps)` to logits
            `(steps, words)`, causal in its last `steps` inputs.
        given: integer array `(examples, given)`.
        steps: whole number ≥ 1, steps of the answer.

    Returns:
        An integer array `(examples, steps)`.

    Raises:
        ValueError: if the shapes do not fit the model.

    Example:

    >>> import keras
    >>> both = keras.Input((3,), dtype="int32")  # one number given, two steps to write
    >>> after = keras.ops.one_hot(both[:, 1:] + 1, 4)  # writes the word before plus one
    >>> write_freely(keras.Model(both, after), [[7]], steps=2)
    array([[1, 2]])
    """
    given = np.asarray(given)
    steps = checks.integer("steps", steps, 1)
    if given.ndim != 2 or given.dtype.kind not in "iu":
        raise ValueError(
            f"given is {given.dtype} of shape {given.shape}; expected whole numbers "
            "(examples, given)"
        )
    expected = (given.shape[1] + steps,)
    if tuple(model.input_shape[1:]) != expected:
        raise ValueError(
            f"given and steps make an input of {expected}; expected the model's "
            f"{tuple(model.input_shape[1:])}"
        )
    before = np.zeros((len(given), steps + 1), int)
    for step in range(steps):
        x = np.hstack([given, before[:, :-1]]).astype("int32")
        before[:, step + 1] = predict(model, x)[:, step].argmax(axis=-1)
    return before[:, 1:]


def write_greedily(ask, *, rows, steps, special):
    """Write answers word by word, each time the likeliest, until all have ended.

    Args:
        ask: function of the words so far, integers `(rows, steps)` that begin with
            the start, to the logits `(rows, steps, words)`; must not change the words.
        rows: whole number ≥ 1, answers written side by side.
        steps: whole number ≥ 1, the longest answer.
        special: numbers `(padding, start, end, …)` of words that stand for something
            else. Of these only the end is chosen; behind it stands padding.

    Returns:
        An integer array `(rows, steps)`.

    Example:

    >>> def ask(told):  # writes the word before plus one; 0 to 2 are special
    ...     return np.eye(6)[np.clip(told + 1, 3, 5)] + 0.1 * np.eye(6)[2]
    >>> def stop(told):  # the same, and ends after a 4
    ...     return ask(told) + 9 * (told[..., None] == 4) * np.eye(6)[2]
    >>> write_greedily(stop, rows=1, steps=4, special=(0, 1, 2))
    array([[3, 4, 2, 0]])
    """
    padding, start, end, *others = special
    told = np.full((rows, steps + 1), padding)
    told[:, 0] = start
    for step in range(steps):
        ended = np.isin(told[:, step], (end, padding))
        if ended.all():
            break
        logits = np.array(ask(told[:, :-1])[:, step])
        logits[:, [padding, start, *others]] = -np.inf
        told[:, step + 1] = np.where(ended, padding, logits.argmax(axis=-1))
    return told[:, 1:]


def answer_once(ask, model, *given):
    """Return `ask(model, *given)`; asked again of the same weights, remember it.

    Args:
        ask: function `(model, *given)` whose answer depends on nothing else.
        model: a `keras.Model`. Its weights are looked at each time, so that a model
            that was trained further is asked anew.
        given: what else the function takes; all of it hashable.

    Returns:
        The answer; the last eight are kept.

    Example:

    >>> import keras
    >>> model = keras.Sequential([keras.layers.Dense(1)])
    >>> _ = model.build((None, 1))
    >>> def ask(model):
    ...     return object()
    >>> answer_once(ask, model) is answer_once(ask, model)
    True
    """
    digest = hashlib.sha256()
    for weights in model.get_weights():
        digest.update(np.ascontiguousarray(weights).tobytes())
    return _remember(ask, model, digest.hexdigest(), *given)


@functools.lru_cache(maxsize=8)
def _remember(ask, model, digest, *given):
    """The answer of a model with these weights."""
    return ask(model, *given)


def forget():
    """Forget what `answer_once` remembers: answers, and the models and data they hold.

    Example:

    >>> forget()
    """
    _remember.cache_clear()


def measure_exact(model, dataset):
    """Return the share of test answers that are right from the first word to the last.

    The model writes on its own; see `write_freely`.

    Args:
        model: a `keras.Model` that gives logits `(steps, words)`.
        dataset: a `datasets.Dataset`, x `(given + steps)`, y `(steps,)`.

    Returns:
        A number from 0 to 1.
    """
    return float((_write_test(model, dataset) == dataset.test.y).all(axis=1).mean())


def measure_right(model, dataset):
    """Return the share of right answers, whatever shape the answers have.

    One label for an example: the accuracy. A label for each step: the accuracy over
    the steps that have one. Words that are written: see `measure_exact`.

    Args:
        model: a `keras.Model` that gives logits, classes on the last axis.
        dataset: a classification `datasets.Dataset`; label 0 of a step is none.

    Returns:
        A number from 0 to 1.
    """
    y = dataset.test.y
    if y.ndim > 1 and dataset.input_shape[0] > y.shape[1]:
        return measure_exact(model, dataset)
    return _share(model, dataset.test)


def measure_gain(model, dataset):
    """Return how much of the way from the most frequent label to no error a model goes.

    Gain = (a − a₀) / (1 − a₀), with a the share of right labels, given the right words
    before each, and a₀ the share that the training part's most frequent label gets.
    Steps whose label is 0, "none", do not count.

    Args:
        model: as in `measure_right`.
        dataset: as in `measure_right`.

    Returns:
        1 for a model without error, 0 for the most frequent label.
    """
    seen, y = dataset.train.y, dataset.test.y
    frequent = np.bincount(seen[seen != 0]).argmax()
    trivial = (y[y != 0] == frequent).mean()
    return float((_share(model, dataset.test) - trivial) / (1 - trivial))


def _share(model, part):
    has, guesses = part.y != 0, predict(model, part.x).argmax(axis=-1)
    return float(accuracy_score(part.y[has], guesses[has]))


def _write_test(model, dataset):
    steps = dataset.test.y.shape[1]
    return write_freely(model, dataset.test.x[:, :-steps], steps=steps)
