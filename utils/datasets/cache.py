"""Files from the network, each compared with its registered SHA-256 before use.

`data/registry.json` says where every set comes from, at which commit and under which
licence; `data/registry/<name>.txt` lists its files: SHA-256, bytes, path. They are kept
as they came. Two environment variables change where they lie:

COURSE_DATA         folder to keep them in; without it the system's cache folder
COURSE_DATA_MIRROR  folder looked into before the network, one subfolder per set, each
                    laid out as in the registry; what it holds is checked just the same
"""

import contextlib
import hashlib
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

REGISTRY = Path(__file__).resolve().parents[2] / "data"
RETRIES = 2
AT_ONCE = 8


@dataclass(frozen=True)
class File:
    """One registered file: its path inside the set, its size in bytes, its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Source:
    """A registered data set: what it is, where it comes from and what it consists of.

    Args:
        name: the word `fetch` takes.
        title: what it holds.
        address: where the files lie, at a fixed commit, ending in a slash.
        licence: licence or terms of use.
        files: tuple of `File`.

    Example:

    >>> describe("tiny_shakespeare")
    tiny_shakespeare: 1.1 million characters of Shakespeare's plays · 1 file, 1.1 MB ·
    public domain
    """

    name: str
    title: str
    address: str
    licence: str
    files: tuple

    @property
    def size(self):
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    def __repr__(self):
        count = "1 file" if len(self.files) == 1 else f"{len(self.files):,} files"
        size = f"{count}, {self.size / 1e6:.1f} MB"
        return f"{self.name}: {self.title} · {size} · {self.licence}"


def available():
    """Return the names of the data sets that `fetch` knows.

    Returns:
        A tuple of `str` in alphabetical order.

    Example:

    >>> "tiny_shakespeare" in available()
    True
    """
    return tuple(sorted(_read_registry()))


def describe(name):
    """Say what a data set is, how large, under which licence, without fetching it.

    Args:
        name: one of `available()`.

    Returns:
        A `Source`.

    Raises:
        ValueError: if no data set has that name.

    Example:

    >>> describe("fsdd").licence
    'CC BY-SA 4.0'
    """
    known = _read_registry()
    if name not in known:
        raise ValueError(f"name is {name!r}; expected one of {', '.join(known)}")
    lines = (REGISTRY / "registry" / f"{name}.txt").read_text("utf-8").splitlines()
    rows = (line.split(" ", 2) for line in lines)
    files = tuple(File(path, int(size), sha256) for sha256, size, path in rows)
    entry = known[name]
    return Source(name, entry["title"], entry["address"], entry["licence"], files)


def get_folder():
    """Return the folder that keeps what was fetched; it need not exist yet.

    Returns:
        COURSE_DATA as a `Path`, or the system's cache folder for this course.

    Example:

    >>> get_folder().is_absolute()
    True
    """
    import pooch

    given = os.environ.get("COURSE_DATA")
    return Path(given or pooch.os_cache("cnn-vs-rnn")).expanduser().absolute()


def fetch(name):
    """Return the folder of a data set after every file in it was found good.

    What is missing or damaged comes from COURSE_DATA_MIRROR or else from the network.
    A file gets its name after its SHA-256 was right: a fetch that was killed, or two
    at once, leave good files or none. What is there needs no network.

    Args:
        name: one of `available()`.

    Returns:
        `Path` of the folder; it holds the files `describe(name).files`.

    Raises:
        ValueError: if no data set has that name.
        OSError: if a file cannot be had (`ConnectionError`), is not what was
            registered, or cannot be stored; the message says what to do.

    Example:

    >>> fetch("shakespear")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: name is 'shakespear'; expected one of ..., tiny_shakespeare
    """
    source, folder = describe(name), get_folder() / name
    missing = [file for file in source.files if not _is_intact(folder, file)]
    if missing:
        _fetch_files(source, folder, missing)
    return folder


def _fetch_files(source, folder, missing):
    """Put the missing files into the folder, several at once."""
    import pooch

    from utils.progress import progress_bar

    pooch.get_logger().setLevel("WARNING")
    hashes = {file.path: f"sha256:{file.sha256}" for file in missing}
    store = pooch.create(
        folder, source.address, registry=hashes, retry_if_failed=RETRIES
    )
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        jobs = {pool.submit(_fetch_file, store, source, file): file for file in missing}
        total = sum(file.size for file in missing)
        with progress_bar(total, source.name) as bar:
            for job in as_completed(jobs):
                job.result()
                bar.update(jobs[job].size)
    finally:
        pool.shutdown(cancel_futures=True)


def _read_registry():
    """Return what is written about each set, by name."""
    return json.loads((REGISTRY / "registry.json").read_text("utf-8"))


def _is_intact(folder, file):
    """Return whether a file is there with the registered size and content."""
    path = folder / file.path
    try:
        if path.stat().st_size != file.size:
            return False
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
    except OSError:
        return False


def _fetch_file(store, source, file):
    """Put one file into the store's folder, or raise an OSError that helps."""
    folder = Path(store.path)
    path = folder / file.path
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise PermissionError(f"{path} leads out of {folder}")
        path.parent.mkdir(parents=True, exist_ok=True)  # pooch's own may collide
        store.fetch(file.path, downloader=_copy_or_download)
    except (OSError, ValueError) as error:
        problem = _explain(error)
        if not isinstance(error, PermissionError) and not _is_intact(folder, file):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise type(problem)(
            f"{file.path} {problem}. {source.name} has {len(source.files):,} file(s), "
            f"{source.size / 1e6:.1f} MB. By hand: put {source.address}{file.path} at "
            f"{path}, or let COURSE_DATA_MIRROR name a folder with "
            f"{source.name}/{file.path}."
        ) from error


def _explain(error):
    """Return the error to raise instead, which says what was the matter."""
    if hasattr(error, "request"):  # what pooch's HTTP library raises carries it
        refused = error.response is not None
        reason = error if refused else f"no connection ({type(error).__name__})"
        return ConnectionError(f"could not be downloaded: {reason}")
    if isinstance(error, ValueError):
        return OSError(
            "arrived with another content than registered (its SHA-256 differs) and "
            "was thrown away"
        )
    return OSError(
        f"could not be stored: {error}; let COURSE_DATA name a folder to write to"
    )


def _copy_or_download(url, output, store):
    """Write a file's bytes to `output`: from the mirror if it is there."""
    import pooch

    mirror = os.environ.get("COURSE_DATA_MIRROR")
    if mirror:
        path = url.removeprefix(store.base_url)
        copy = Path(mirror).expanduser() / Path(store.path).name / path
        if copy.is_file():
            shutil.copyfile(copy, output)
            return
    pooch.HTTPDownloader(chunk_size=2**16)(url, output, store)
