"""Prepare raw input for networks, in layers of Keras that the saved model keeps.

Only layers that Keras itself knows are used, so that the saved model can be loaded
anywhere. What is learned from data (means, a list of words) is learned from the
development rows, never from the test.
"""

import keras
import numpy as np
from keras import layers, ops

SIDE = 32  # pixels: larger pictures are brought to this size
STEPS = 128  # longer series are averaged down to about as many
FRAMES, MELS = 64, 24  # of a sound's spectrogram
WORDS, LONGEST_TEXT = 4000, 64
COVERED = 0.95  # share of sounds and texts that are not cut


def build_preparer(examples, rows):
    """Build the model from raw input to what the networks read.

    Args:
        examples: an `examples.Examples`.
        rows: array of row numbers to learn means and words from.

    Returns:
        The `keras.Model`, what it makes of all examples, and a list of notes.
    """
    make = {
        "series": _prepare_series,
        "pictures": _prepare_pictures,
        "sounds": _prepare_sounds,
        "texts": _prepare_texts,
    }[examples.kind]
    x, h, notes = make(examples, rows)
    model = keras.Model(x, h)
    ready = transform(model, examples.raw)
    if examples.kind in ("pictures", "sounds"):  # normalized once their size is known
        axes = tuple(range(ready.ndim - 1))
        mean, spread = ready[rows].mean(axes), ready[rows].std(axes)
        norm = _normalize(mean, spread)
        model = keras.Model(x, norm(h))
        ready = np.asarray(ops.convert_to_numpy(norm(ready)))
    return model, ready, notes


def transform(model, raw, *, batch=256):
    """Run a preparing or a finished model over raw examples, whatever their sizes.

    Args:
        model: a `keras.Model`.
        raw: array, or list of arrays of several sizes.
        batch: examples at a time.

    Returns:
        An array `(n, ...)`.
    """
    if not isinstance(raw, list):
        parts = [raw[start : start + batch] for start in range(0, len(raw), batch)]
        return np.concatenate([_call(model, part) for part in parts])
    if raw[0].ndim == 1:  # sounds: silence at the end makes them equally long
        longest = max(map(len, raw))
        padded = np.zeros((len(raw), longest), "float32")
        for row, sound in zip(padded, raw, strict=True):
            row[: len(sound)] = sound
        return transform(model, padded, batch=batch)
    shapes, found = {}, {}
    for place, array in enumerate(raw):
        shapes.setdefault(array.shape, []).append(place)
    for places in shapes.values():
        done = transform(model, np.stack([raw[place] for place in places]), batch=batch)
        found |= dict(zip(places, done, strict=True))
    return np.stack([found[place] for place in range(len(raw))])


def scale_answers(examples, rows):
    """Standardize answers that are numbers; a forecast's become changes first.

    Args:
        examples: an `examples.Examples`.
        rows: array of row numbers to learn mean and spread from.

    Returns:
        The answers, and None for classes or the pair (shift, spread). A forecast's
        change is not shifted, so that 0 stays "as before".
    """
    y = examples.y
    if examples.classes:
        return y, None
    if examples.task == "forecast":
        y = y - examples.raw[:, -1, 0]
    shift = 0.0 if examples.task == "forecast" else float(y[rows].mean())
    spread = float((y[rows] - shift).std()) or 1.0
    return (y - shift) / spread, (shift, spread)


def finish_model(preparer, core, *, forecast=False, scale=None):
    """Join the preparing model and a trained network to one that takes raw input.

    Args:
        preparer: the model of `build_preparer`.
        core: a trained `keras.Model` on what the first one gives.
        forecast: whether the answer is a change from the last step.
        scale: None for classes, else the pair (shift, spread) by which answers were
            standardized.

    Returns:
        A `keras.Model` that gives probabilities, or numbers in the unit of y.
    """
    x = preparer.input
    out = core(preparer(x))
    if scale is None:
        return keras.Model(x, layers.Softmax(name="probabilities")(out))
    out = layers.Rescaling(scale[1], offset=scale[0], name="unit")(out)
    return keras.Model(x, out + x[:, -1, :1] if forecast else out)


def _call(model, part):
    if part.dtype == object:
        part = ops.convert_to_tensor(list(part))
    return np.asarray(ops.convert_to_numpy(model(part, training=False)))


def _normalize(mean, spread):
    """Return the layer (x − mean) / spread; a spread of zero counts as one."""
    spread = np.where(spread > 1e-6 * (1 + np.abs(mean)), spread, 1.0)
    return layers.Normalization(axis=-1, mean=mean, variance=np.square(spread))


def _prepare_series(examples, rows):
    raw, notes = examples.raw, []
    x = layers.Input(raw.shape[1:])
    known = raw[rows].astype("float64")
    mean, spread = np.nanmean(known, 0), np.nanstd(known, 0)
    if raw.ndim == 3:
        mean, spread = np.nanmean(known, (0, 1)), np.nanstd(known, (0, 1))
    elif np.ptp(np.log10(spread[spread > 0])) < 1:  # steps of one quantity
        mean, spread = np.full_like(mean, np.nanmean(known)), np.nanstd(known)
        spread = np.full_like(mean, spread)
    else:
        notes.append(
            "columns have very different scales, like a table's: each is scaled alone"
        )
    h = _normalize(np.nan_to_num(mean), np.nan_to_num(spread))(x)
    h = ops.nan_to_num(h, nan=0.0)
    h = layers.Reshape((raw.shape[1], 1))(h) if raw.ndim == 2 else h
    if raw.shape[1] > STEPS:
        pool = -(-raw.shape[1] // STEPS)
        h = layers.AveragePooling1D(pool)(h)
        notes.append(f"series of {raw.shape[1]:,} steps: {pool} steps are averaged")
    return x, h, notes


def _prepare_pictures(examples, rows):
    raw, notes = examples.raw, []
    several = isinstance(raw, list)
    sizes = np.array([a.shape[:2] for a in raw] if several else [raw.shape[1:3]])
    height, width = np.median(sizes, axis=0)
    channels = raw[0].shape[-1]
    shrink = min(1.0, SIDE / max(height, width))
    size = [max(4, round(side * shrink)) for side in (height, width)]
    resized = several or shrink < 1
    x = layers.Input((None, None, channels) if resized else raw.shape[1:])
    h = x
    if resized:
        h = layers.Resizing(*size, antialias=True)(x)
        notes.append(f"pictures are brought to {size[0]} × {size[1]} pixels")
    return x, layers.Rescaling(1 / 255 if raw[0].dtype == np.uint8 else 1.0)(h), notes


def _prepare_sounds(examples, rows):
    raw, rate, notes = examples.raw, examples.rate, []
    lengths = np.array([len(sound) for sound in raw])
    longest = int(np.quantile(lengths, COVERED, method="higher"))
    if longest < lengths.max():
        notes.append(f"sounds are cut after {longest / rate:.2f} seconds")
    hop = -(-longest // FRAMES)
    window = 2 ** int(np.ceil(np.log2(max(2 * hop, 0.03 * rate))))
    x = layers.Input((None,))
    h = ops.pad(x, [[0, 0], [0, longest]])[:, :longest]
    spectrum = layers.MelSpectrogram(
        fft_length=window,
        sequence_stride=hop,
        sampling_rate=rate,
        num_mel_bins=MELS,
        max_freq=rate / 2,
        top_db=200.0,
    )
    return x, layers.Permute((2, 1))(spectrum(h)), notes


def _prepare_texts(examples, rows):
    counts = [len(text.split()) for text in examples.raw[rows]]
    longest = int(np.quantile(counts, COVERED, method="higher"))
    longest = int(np.clip(longest, 2, LONGEST_TEXT))
    words = layers.TextVectorization(max_tokens=WORDS, output_sequence_length=longest)
    words.adapt(ops.convert_to_tensor(list(examples.raw[rows])))
    x = layers.Input((), dtype="string")
    note = f"{words.vocabulary_size():,} words are known, {longest} of a text are read"
    return x, ops.cast(words(x), "int32"), [note]
