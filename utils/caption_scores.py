"""How good captions are: exact match, BLEU, and what is wrong with the wrong ones."""

import numpy as np

from utils import translation_scores
from utils.captioning import write_captions
from utils.datasets import captions, sketches
from utils.decoding import answer_once

KINDS = ("number", "size", "color", "shape", "relation")
_KIND = dict.fromkeys(sketches.SIZES, "size") | dict.fromkeys(sketches.COLORS, "color")
_KIND |= dict.fromkeys(sketches.SHAPES, "shape") | {"a": "a", "<end>": "end"}


def write_test(model, data, name="test"):
    """Write the captions of one of a data set's tests; asked again, remember them.

    Args:
        model: a captioner, see `captioning`.
        data: a `captions.Captions`.
        name: one of `data.tests`.

    Returns:
        A tuple of `str`.

    Raises:
        ValueError: if there is no such test.
    """
    if name not in data.tests:
        raise ValueError(f"name is {name!r}; expected one of {[*data.tests]}")
    return answer_once(_write, model, data, name)


def _write(model, data, name):
    return tuple(write_captions(model, data.tests[name].pictures))


def exact(model, data, name="test", *, objects=None):
    """Return the share of captions that are right from the first word to the last.

    Args:
        model: a captioner.
        data: a `captions.Captions`.
        name: one of `data.tests`.
        objects: only scenes with this number of objects; None for all.

    Returns:
        A number from 0 to 1.
    """
    scenes, written = data.tests[name], write_test(model, data, name)
    right = np.array(written) == np.array(scenes.captions)
    asked = np.isin(scenes.count, scenes.count if objects is None else objects)
    if not asked.any():
        raise ValueError(f"objects is {objects!r}; no scene of {name!r} has so many")
    return float(right[asked].mean())


def bleu(model, data, name="test"):
    """Return BLEU: how many runs of one to four words the right captions share.

    Args:
        model: a captioner.
        data: a `captions.Captions`.
        name: one of `data.tests`.

    Returns:
        A number from 0 to 100.
    """
    answers = [(caption,) for caption in data.tests[name].captions]
    return translation_scores.bleu(write_test(model, data, name), answers)


def find_faults(written, right):
    """Say what is wrong with a caption.

    Args:
        written: a `str`.
        right: a `str`, the right caption.

    Returns:
        A tuple of words from `KINDS`; where the number of objects differs, or the
        caption is no sentence of the grammar, `("number",)` or `("grammar",)` alone.

    Example:

    >>> find_faults("a small red circle", "a large red square")
    ('size', 'shape')
    """
    objects, relations = captions.parse(right)
    try:
        found, between = captions.parse(written)
    except ValueError:
        return ("grammar",)
    if len(found) != len(objects):
        return ("number",)
    faults = [
        kind
        for kind, named, there in zip(
            KINDS[1:4],
            zip(*found, strict=True),
            zip(*objects, strict=True),
            strict=True,
        )
        if named != there
    ]
    return (*faults, *(["relation"] if between != relations else []))


def find_pointed(words, weights, centers):
    """Find at which object each word of a caption looked.

    Args:
        words: the caption's words, as from `captioning.look`.
        weights: `(words, rows, columns)`, as from there.
        centers: `(objects, 2)`, column and row of the objects, from left to right, in
            pixels.

    Returns:
        A list with a triple for each word: the object it belongs to (the one before,
        for a relation), what kind of word it is ("a", one of `KINDS`, or "end"), and
        the object whose middle is nearest to the place of the largest weight.

    Example:

    >>> words, weights = ["a", "small"], np.eye(4).reshape(4, 2, 2)[:2]
    >>> find_pointed(words, weights, [(7, 7), (21, 7)])
    [(0, 'a', 0), (0, 'size', 1)]
    """
    sides = np.array(weights.shape[1:])
    found, place = [], -1
    for word, lit in zip(words, weights, strict=True):
        place += word == "a"
        row, column = np.unravel_index(lit.argmax(), lit.shape)
        spot = (np.array([column, row]) + 0.5) / sides[::-1] * sketches.SIDE - 0.5
        nearest = np.hypot(*(np.array(centers) - spot).T).argmin()
        found.append((place, _KIND.get(word, "relation"), int(nearest)))
    return found
