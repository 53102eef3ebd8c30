"""Read examples from folders: pictures or WAV files, by class folder or labels file."""

import numpy as np
import pandas as pd
from PIL import Image, UnidentifiedImageError
from scipy.io import wavfile

from utils.advisor.tables import split_columns

PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp")
SOUNDS = (".wav",)
LISTS = ("labels.csv", "labels.tsv", "annotations.csv", "metadata.csv")
LARGEST = 256  # pixels: larger pictures are read at this size
UNREADABLE = 0.5  # with a larger share of unreadable files the folder is refused


def list_files(folder, *, y=None, groups=None, times=None):
    """List the files of a folder with their labels.

    Args:
        folder: `Path` with a sub-folder for each class, or with a labels file whose
            first column that is not asked for holds the files' names.
        y, groups, times: names of the labels file's columns, or None.

    Returns:
        List of paths, labels, groups and times, the latter None where not given.

    Raises:
        ValueError: for a folder that is empty or of another form.
    """
    listed = next((folder / n for n in LISTS if (folder / n).is_file()), None)
    if listed is not None:
        return _read_list(listed, y, groups, times)
    if isinstance(y, str):
        raise ValueError(
            f"y is {y!r}, a column's name, and x has no labels file; expected one of "
            f"{', '.join(LISTS)} in {folder.name!r}"
        )
    below = sorted(path for path in folder.iterdir() if path.is_dir())
    found = {path.name: _list_media(path) for path in below}
    found = {name: paths for name, paths in found.items() if paths}
    if not found:
        loose = len(_list_media(folder))
        has = f"holds {loose} files outside of any class" if loose else "is empty"
        raise ValueError(
            f"x: folder {folder.name!r} {has}; expected a sub-folder of pictures or "
            f"WAV files for each class, or a file {LISTS[0]}"
        )
    paths = [path for each in found.values() for path in each]
    labels = [name for name, each in found.items() for _ in each]
    return paths, np.array(labels, object), groups, times


def read_files(paths):
    """Read pictures or sounds, leaving out what cannot be read.

    Args:
        paths: list of `Path`.

    Returns:
        The kind, a list of arrays, the places of the files that were read, the
        samples per second (None for pictures), and a list of notes.

    Raises:
        ValueError: if pictures and sounds are mixed, most files are unreadable, or
            sample rates differ.
    """
    sounds = [path.suffix.lower() in SOUNDS for path in paths]
    if any(sounds) and not all(sounds):
        raise ValueError(
            f"x holds {sum(sounds)} WAV files and {len(sounds) - sum(sounds)} other "
            "files; expected pictures or sounds, not both"
        )
    kind, read = ("sounds", _read_sound) if any(sounds) else ("pictures", _read_picture)
    arrays, places, bad = [], [], []
    for place, path in enumerate(paths):
        try:
            arrays.append(read(path))
            places.append(place)
        except (ValueError, OSError, UnidentifiedImageError, EOFError) as error:
            bad.append((path.name, str(error).partition("\n")[0]))
    if len(bad) > UNREADABLE * len(paths):
        raise ValueError(
            f"x: {len(bad)} of {len(paths)} files cannot be read, the first "
            f"{bad[0][0]!r} ({bad[0][1]:.80}); expected {kind}"
        )
    notes = []
    if bad:
        words = "file is" if len(bad) == 1 else "files are"
        notes.append(f"{len(bad)} {words} unreadable and left out, first {bad[0][0]}")
    if kind == "pictures":
        large = sum(_is_large(paths[place]) for place in places)
        if large:
            notes.append(f"{large} pictures are read at {LARGEST} pixels")
        return kind, _same_channels(arrays), np.array(places), None, notes
    rates = {}
    for place, (rate, _) in zip(places, arrays, strict=True):
        rates.setdefault(rate, paths[place].name)
    if len(rates) > 1:
        named = ", ".join(f"{rate} Hz in {name}" for rate, name in rates.items())
        raise ValueError(f"x has mixed sample rates, {named}; expected one rate")
    return kind, [sound for _, sound in arrays], np.array(places), min(rates), notes


def to_mono(sound):
    """Return samples as numbers from −1 to 1, the channels' mean.

    Args:
        sound: array `(samples,)` or `(samples, channels)`, as a WAV file holds it:
            whole numbers of any size, or floats, which are taken as they are.

    Returns:
        A float32 array `(samples,)`.

    Example:

    >>> to_mono(np.array([0, 32767], "int16")).tolist()
    [0.0, 1.0]
    """
    if sound.dtype.kind == "u":
        sound = sound.astype("float32") / 128 - 1
    elif sound.dtype.kind == "i":
        sound = sound.astype("float32") / np.iinfo(sound.dtype).max
    sound = sound.mean(axis=1) if sound.ndim == 2 else sound
    return sound.astype("float32")


def find_media(path):
    """List the pictures or sounds that a path stands for.

    Args:
        path: `Path` of one file, or of a folder: with a labels file its files in the
            order of the rows, else all files below, sorted.

    Returns:
        A list of `Path`.

    Raises:
        ValueError: if there are none.
    """
    if not path.is_dir():
        return [path]
    listed = next((path / name for name in LISTS if (path / name).is_file()), None)
    if listed is None:
        found = _list_media(path)
    else:
        table = pd.read_csv(listed, sep="\t" if listed.suffix == ".tsv" else ",")
        columns = ([path / str(name) for name in table[column]] for column in table)
        found = next((c for c in columns if all(each.is_file() for each in c)), [])
    if not found:
        raise ValueError(f"{path.name!r} holds no files; expected pictures or sounds")
    return found


def describe_sizes(arrays, kind, rate):
    """Return what is known of each file beside its content.

    Args:
        arrays: list of pictures or sounds.
        kind: "pictures" or "sounds".
        rate: samples per second of sounds.

    Returns:
        A DataFrame with the columns `height` and `width`, or `seconds`.

    Example:

    >>> describe_sizes([np.zeros(4000)], "sounds", 8000)["seconds"].tolist()
    [0.5]
    """
    if kind == "sounds":
        return pd.DataFrame({"seconds": [len(a) / rate for a in arrays]})
    return pd.DataFrame([a.shape[:2] for a in arrays], columns=["height", "width"])


def _list_media(folder):
    kinds = (*PICTURES, *SOUNDS)
    found = (p for p in folder.rglob("*") if p.suffix.lower() in kinds)
    return sorted(p for p in found if not p.name.startswith("."))


def _read_list(path, y, groups, times):
    table = pd.read_csv(path, sep="\t" if path.suffix == ".tsv" else ",")
    table, *rest = split_columns(table, y=y, groups=groups, times=times, name=path.name)
    if not table.shape[1]:
        raise ValueError(f"x: {path.name} has no column with the files' names")
    paths = [path.parent / str(name) for name in table.iloc[:, 0]]
    missing = [each for each in paths if not each.is_file()]
    if missing:
        raise ValueError(
            f"x: {path.name} names {len(missing)} files that are missing, the first "
            f"{missing[0].name!r}; expected all of them in {path.parent.name!r}"
        )
    return paths, *rest


def _read_picture(path):
    with Image.open(path) as picture:
        if picture.mode.startswith("I;16"):  # 65,535 is white
            picture = Image.fromarray((np.asarray(picture) // 257).astype("uint8"))
        gray = picture.mode in ("1", "L", "I", "F")
        picture = picture.convert("L" if gray else "RGB")
        picture.thumbnail((LARGEST, LARGEST))  # shrinks, never enlarges
        return np.asarray(picture)


def _is_large(path):
    with Image.open(path) as picture:
        return max(picture.size) > LARGEST


def _read_sound(path):
    rate, sound = wavfile.read(path)
    sound = to_mono(sound)
    if len(sound) < rate // 50 or not np.isfinite(sound).all():
        raise ValueError(
            "shorter than 20 ms" if len(sound) < rate // 50 else "not finite"
        )
    return int(rate), sound


def _same_channels(pictures):
    """Return gray pictures with one channel, or all with three if one has colors."""
    colored = any(picture.ndim == 3 for picture in pictures)
    if not colored:
        return [picture[..., None] for picture in pictures]
    return [p if p.ndim == 3 else np.repeat(p[..., None], 3, -1) for p in pictures]
