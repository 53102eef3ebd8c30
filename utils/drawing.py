"""Draw what a sentence asks for: a network writes codes, a decoder makes the picture.

Sentence and picture become one row of numbers: words, then codes, each code one step
late. A network that reads the row from left to right says at each step how likely every
code is; drawing is to choose one, feed it back, and go on.
"""

import dataclasses

import keras
import numpy as np
from keras import ops

from utils import checks, codecs, metrics
from utils.datasets import Dataset, Split

START = 0  # what is read before the first code; code c is read as c + 1


@dataclasses.dataclass(frozen=True, eq=False, repr=False)
class Coded(Dataset):
    """Sentences and codes, with what turns codes into pictures and judges those.

    Args:
        codec: the `keras.Model` whose codes they are.
        judge: a `keras.Model` from pictures to attributes.
        prompts: the `prompts.Prompts` they were made from.
    """

    codec: keras.Model | None = None
    judge: keras.Model | None = None
    prompts: Dataset | None = None


def to_codes(dataset, *, codec, judge):
    """Turn sentences and pictures into rows of words and codes.

    Args:
        dataset: a `prompts.Prompts`.
        codec: a `keras.Model` with a `codecs.Quantizer` in it.
        judge: a `keras.Model` from pictures to attributes.

    Returns:
        A `Coded`: x `(words + codes,)`, the sentence and then the codes one step late;
        y `(codes,)`, row by row of the picture.
    """
    parts = {}
    for part in ("train", "valid", "test"):
        split = getattr(dataset, part)
        words, pictures = split.x
        codes = codecs.encode(codec, pictures).reshape(len(words), -1)
        parts[part] = Split(_join(words, codes), codes)
    classes = codecs.find_quantizer(codec).codes
    rest = {"codec": codec, "judge": judge, "prompts": dataset}
    name = f"{dataset.name}, in codes"
    return Coded(name, **parts, task="classification", classes=classes, **rest)


def write_codes(model, sentences, *, temperature=1.0, seed=0):
    """Let a network write codes, each chosen at random by its probability.

    Probabilities are the softmax of the logits divided by the temperature: below 1
    the likely codes become likelier, and near 0 the likeliest is chosen always.

    Args:
        model: a `keras.Model` from rows `(words + codes)` to logits `(codes, classes)`,
            causal in its codes.
        sentences: whole numbers `(n, words)`.
        temperature: number > 0.
        seed: whole number ≥ 0.

    Returns:
        An integer array `(n, codes)`.

    Raises:
        ValueError: if the shapes do not fit, or a number is out of its range.
    """
    temperature = checks.positive("temperature", temperature)
    rng = np.random.default_rng(checks.integer("seed", seed, 0))
    sentences = _check_sentences(sentences, model)
    steps = model.output_shape[1]
    codes = np.zeros((len(sentences), steps), int)
    for step in range(steps):
        logits = metrics.predict(model, _join(sentences, codes))[:, step]
        noise = rng.gumbel(size=logits.shape)  # argmax of the sum draws by softmax
        codes[:, step] = (logits / temperature + noise).argmax(axis=-1)
    return codes


def draw(model, dataset, sentences, *, temperature=1.0, seed=0):
    """Draw a picture for each sentence.

    Args:
        model: as in `write_codes`.
        dataset: a `Coded`, whose codec draws.
        sentences: whole numbers `(n, words)`.
        temperature: as in `write_codes`.
        seed: as in `write_codes`.

    Returns:
        A float32 array `(n, height, width, 3)` from 0 to 1.
    """
    codes = write_codes(model, sentences, temperature=temperature, seed=seed)
    return codecs.decode(dataset.codec, codes)


def count_read(model, coded):
    """Count the numbers of a row that the last answer of a model depends on.

    Args:
        model: a `keras.Model` from rows to logits `(codes, classes)`.
        coded: a `Coded`.

    Returns:
        A whole number, at most the length of a row.
    """
    rows = coded.train.x[:16]
    length = rows.shape[1]
    changed = np.repeat(rows[:, None], length, axis=1)
    places = np.arange(length)
    changed[:, places, places] = 1 + changed[:, places, places] % 5
    both = (rows, changed.reshape(-1, length))
    before, after = (ops.convert_to_numpy(model(x))[:, -1] for x in both)
    after = after.reshape(len(rows), length, -1)
    return int((after != before[:, None]).any(axis=(0, 2)).sum())


def _join(words, codes):
    """Rows `(n, words + codes)`: the words, the start, all codes but the last."""
    start = np.full((len(codes), 1), START)
    return np.hstack([words, start, codes[:, :-1] + 1]).astype("int32")


def _check_sentences(sentences, model):
    sentences = np.asarray(sentences)
    words = model.input_shape[1] - model.output_shape[1]
    if sentences.ndim != 2 or sentences.shape[1] != words or not len(sentences):
        raise ValueError(
            f"sentences has shape {sentences.shape}; expected at least one of {words} "
            "words"
        )
    return sentences
