"""Recognizers of spoken digits: what they read, and how often they err.

The word error rate is the field's measure: the fewest words that have to be replaced,
put in or left out to make the right text of what was read, for each word of the right
text. jiwer counts them.
"""

import jiwer
import numpy as np

from utils import ctc, metrics
from utils.datasets import packing
from utils.datasets.formants import NAMES


def read_strings(model, part):
    """Let a model read strings.

    Args:
        model: a `keras.Model` that gives logits `(n, steps, 11)`.
        part: a `datasets.Split` of strings.

    Returns:
        Two lists of tuples of digits: what was said, what was read.
    """
    said, used = packing.unpack(part.y)
    return said, ctc.decode(metrics.predict(model, part.x), used)


def to_text(strings):
    """Write digits as words.

    Args:
        strings: list of tuples of digits.

    Returns:
        A list of texts.

    Example:

    >>> to_text([(3, 1), ()])
    ['three one', '']
    """
    return [" ".join(NAMES[digit] for digit in digits) for digits in strings]


def word_error_rate(model, dataset):
    """Return the word error rate on the test part.

    Args:
        model: as in `read_strings`.
        dataset: a `datasets.Dataset` of strings.

    Returns:
        Replaced, missing and surplus words for each word said: 0 is perfect, and more
        than 1 is possible.

    Reference:
        Morris, Maier & Green 2004, https://doi.org/10.21437/Interspeech.2004-668
    """
    said, read = read_strings(model, dataset.test)
    return float(jiwer.wer(to_text(said), to_text(read)))


def character_error_rate(model, dataset):
    """Return the same for the letters and spaces of the written words.

    Args:
        model: as in `read_strings`.
        dataset: a `datasets.Dataset` of strings.

    Returns:
        A number of at least 0.
    """
    said, read = read_strings(model, dataset.test)
    return float(jiwer.cer(to_text(said), to_text(read)))


def valid_loss(model, dataset):
    """Return the mean CTC loss on the validation part.

    Args:
        model: as in `read_strings`.
        dataset: a `datasets.Dataset` of strings.

    Returns:
        Nats for each string.
    """
    part = dataset.valid
    losses = ctc.ctc_loss(part.y, metrics.predict(model, part.x))
    return float(np.mean(np.asarray(losses)))


def list_mistakes(model, dataset):
    """List the test strings that were read wrongly, the worst first.

    Args:
        model: as in `read_strings`.
        dataset: a `datasets.Dataset` of strings.

    Returns:
        A list of tuples: words wrong, row in the test part, what was said, what was
        read.
    """
    said, read = map(to_text, read_strings(model, dataset.test))
    found = []
    for row, (right, guess) in enumerate(zip(said, read, strict=True)):
        out = jiwer.process_words(right, guess)
        wrong = out.substitutions + out.deletions + out.insertions
        if wrong:
            found.append((wrong, row, right, guess))
    return sorted(found, key=lambda mistake: (-mistake[0], mistake[1]))
