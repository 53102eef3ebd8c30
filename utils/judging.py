"""What a judge sees in drawings, how varied they are, and how new.

The judge is a network that reads attributes from pictures. A writer that always drew
one good picture would please it, so that two distances stand beside its word.
"""

import numpy as np

from utils import checks, codecs, drawing, metrics
from utils.datasets import prompts

METRICS = ("all right", *prompts.ATTRIBUTES, "unseen", "spread", "novelty")
METRICS += ("bits per code",)  # of `measure_drawings`


def read_pictures(judge, pictures):
    """Let the judge say what it sees.

    Args:
        judge: a `keras.Model` from pictures to logits `(attributes, classes)`.
        pictures: `(n, height, width, 3)`.

    Returns:
        An integer array `(n, attributes)`.
    """
    return metrics.predict(judge, pictures).argmax(axis=-1)


def score(judge, pictures, sentences):
    """Say for each picture which of the things asked for the judge sees.

    Args:
        judge: as in `read_pictures`.
        pictures: `(n, height, width, 3)`.
        sentences: whole numbers `(n, words)`.

    Returns:
        A bool array `(n, attributes)`; what a sentence leaves open is right.
    """
    asked = prompts.find_asked(sentences)
    return (read_pictures(judge, pictures) == asked) | (asked < 0)


def spread(pictures):
    """Return the mean distance between two of several pictures.

    Args:
        pictures: `(n, height, width, channels)`, n ≥ 2.

    Returns:
        The mean over all pairs of the root mean square difference.

    Raises:
        ValueError: if there are fewer than two.

    Example:

    >>> spread(np.array([0.0, 0.0, 1.0]).reshape(3, 1, 1, 1)).round(2)
    np.float64(0.67)
    """
    flat = np.reshape(pictures, (len(pictures), -1)).astype(float)
    if len(flat) < 2:
        raise ValueError(f"pictures are {len(flat)}; expected at least two")
    first, second = np.triu_indices(len(flat), 1)
    return np.sqrt(((flat[first] - flat[second]) ** 2).mean(axis=1)).mean()


def find_nearest(pictures, others):
    """Find for each picture the nearest of others.

    Args:
        pictures: `(n, height, width, channels)`.
        others: `(m, height, width, channels)`.

    Returns:
        Its number `(n,)` and its distance `(n,)`, the root mean square difference.

    Example:

    >>> find_nearest(np.ones((1, 2, 2, 1)), np.stack([np.zeros((2, 2, 1))] * 2))
    (array([0]), array([1.], dtype=float32))
    """
    both = (np.asarray(p, "float32") for p in (pictures, others))
    flat, pool = (p.reshape(len(p), -1) for p in both)
    square = (flat**2).sum(1)[:, None] + (pool**2).sum(1) - 2 * flat @ pool.T
    nearest = square.argmin(axis=1)
    least = np.maximum(square[np.arange(len(flat)), nearest], 0)
    return nearest, np.sqrt(least / flat.shape[1])


def measure_loss(model, coded):
    """Return the loss on validation codes, by which a learning rate is chosen.

    Args:
        model: as in `drawing.write_codes`.
        coded: a `drawing.Coded`.

    Returns:
        A dict with the one key `valid_loss`, in nats per code.
    """
    return {"valid_loss": metrics.valid_loss(model, coded)}


def measure_drawings(model, coded, *, temperature):
    """Return what the judge sees in a network's drawings, and how they differ.

    Args:
        model: as in `drawing.write_codes`.
        coded: a `drawing.Coded`.
        temperature: as in `drawing.write_codes`.

    Returns:
        A dict: for the sentences of the test part the share of drawings in which the
        judge sees all that was asked for, and each attribute; "unseen", the former
        for combinations that training does not hold; "spread", how far drawings for
        one sentence are apart, and "novelty", how far they are from the nearest
        training picture, both as shares of what the codec's copies of true new
        pictures are; "bits per code", of true pictures.
    """
    own, words = coded.prompts, coded.prompts.test.x[0]
    pictures = drawing.draw(model, coded, words, temperature=temperature)
    right = score(coded.judge, pictures, words)
    new = drawing.draw(model, coded, own.unseen.x[0], temperature=temperature)
    found = {"all right": right.all(axis=1).mean()}
    found |= dict(zip(prompts.ATTRIBUTES, right.mean(axis=0), strict=True))
    found["unseen"] = score(coded.judge, new, own.unseen.x[0]).all(axis=1).mean()
    many = np.repeat(words[:16], 12, axis=0)  # 12 drawings for each of 16 sentences
    drawn = drawing.draw(model, coded, many, temperature=temperature, seed=1)
    real = prompts.draw_again(np.repeat(own.test.y[:16], 12, axis=0), seed=1)
    real = codecs.decode(coded.codec, codecs.encode(coded.codec, real))
    spreads = [spread(p) for p in (*np.split(drawn, 16), *np.split(real, 16))]
    found["spread"] = sum(spreads[:16]) / sum(spreads[16:])
    copies = codecs.decode(coded.codec, coded.test.y)
    away = [find_nearest(p, own.train.x[1])[1] for p in (pictures, copies)]
    found["novelty"] = np.median(away[0]) / np.median(away[1])
    found["bits per code"] = metrics.bits_per_step(model, coded)
    return {name: float(value) for name, value in found.items()}


def find_fitting(sentences, attributes, *, seed):
    """Find for each sentence, at random, an example that shows what it asks for.

    Who draws by looking up an example needs no network: a trivial baseline.

    Args:
        sentences: whole numbers `(n, words)`.
        attributes: integer array `(m, attributes)`, what each example shows.
        seed: whole number ≥ 0.

    Returns:
        The numbers of the examples found, `(n,)`; where none shows all that is asked
        for, it is one of those that show the most of it.

    Example:

    >>> shown = [[0, 0, 2, 0], [0, 3, 2, 1], [1, 3, 7, 1]]
    >>> wanted = [prompts.encode_sentence("a blue two")]
    >>> find_fitting(wanted, np.array(shown), seed=0).tolist()
    [1]
    """
    rng, found = np.random.default_rng(checks.integer("seed", seed, 0)), []
    for asked in prompts.find_asked(sentences):
        fits = ((attributes == asked) | (asked < 0)).sum(axis=1)
        found.append(rng.choice(np.flatnonzero(fits == fits.max())))
    return np.array(found)


def count_changes(codes, others):
    """Count in how many codes each picture differs from the nearest of others.

    Args:
        codes: whole numbers `(n, codes)`.
        others: whole numbers `(m, codes)`.

    Returns:
        The number of the nearest `(n,)`, the first of several, and the count `(n,)`;
        0 is a copy, code by code.

    Raises:
        ValueError: if the numbers of codes differ.

    Example:

    >>> count_changes([[1, 2, 3]], [[1, 0, 0], [1, 2, 0]])
    (array([1]), array([1]))
    """
    codes, others = np.asarray(codes), np.asarray(others)
    if codes.shape[1:] != others.shape[1:]:
        raise ValueError(
            f"codes have shape {codes.shape}, others {others.shape}; expected the same "
            "number of codes in each row"
        )
    changes = np.zeros((len(codes), len(others)), int)
    for own, other in zip(codes.T, others.T, strict=True):
        changes += own[:, np.newaxis] != other
    return changes.argmin(axis=1), changes.min(axis=1)
