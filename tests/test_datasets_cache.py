"""Downloads, from a server on this machine alone."""

import ast
import hashlib
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path, PurePosixPath

import pooch
import pytest

from utils.datasets import cache

ROOT = Path(__file__).resolve().parents[1]
CONTENT = {"a.txt": b"first" * 1000, "inner/b.bin": bytes(range(256)) * 300}


class Server(http.server.ThreadingHTTPServer):
    """Serves `content`; what to do wrong is popped from `faults`, one per request."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content, self.faults, self.asked = dict(CONTENT), [], []
        self.address = f"http://127.0.0.1:{self.server_port}/pinned/"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.removeprefix("/pinned/")
        self.server.asked.append(path)
        fault = self.server.faults.pop(0) if self.server.faults else ""
        body = self.server.content.get(path)
        if body is None or fault == "missing":
            return self.send_error(404)
        if fault == "wrong":
            body = body[:-1] + b"?"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        half = len(body) // 2
        self.wfile.write(body[:half])
        if fault == "truncated":
            return None
        if fault == "slow":
            self.wfile.flush()
            time.sleep(30)
        self.wfile.write(body[half:])
        return None

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A server, a registry of one set "toy", and an empty cache folder."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    register(tmp_path / "registered", server.address)
    monkeypatch.setattr(cache, "REGISTRY", tmp_path / "registered")
    monkeypatch.setattr(cache, "RETRIES", 0)
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "cache"))
    monkeypatch.delenv("COURSE_DATA_MIRROR", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield server
    server.shutdown()
    server.server_close()


def register(folder, address, content=CONTENT):
    (folder / "registry").mkdir(parents=True, exist_ok=True)
    entry = {"title": "two files", "address": address, "licence": "none"}
    (folder / "registry.json").write_text(json.dumps({"toy": entry}))
    lines = [
        f"{hashlib.sha256(body).hexdigest()} {len(body)} {path}\n"
        for path, body in content.items()
    ]
    (folder / "registry" / "toy.txt").write_text("".join(lines))


def read(folder):
    """All files below a folder, whatever they are called."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_files_are_fetched_once(server, tmp_path):
    folder = cache.fetch("toy")
    assert folder == tmp_path / "cache" / "toy"
    assert read(folder) == CONTENT
    assert sorted(server.asked) == sorted(CONTENT)
    assert cache.fetch("toy") == folder
    assert len(server.asked) == 2


def test_only_what_is_missing_is_asked_for(server):
    folder = cache.fetch("toy")
    (folder / "a.txt").unlink()
    server.asked.clear()
    cache.fetch("toy")
    assert server.asked == ["a.txt"]
    assert read(folder) == CONTENT


@pytest.mark.parametrize("fault", ["wrong", "truncated", "missing"])
def test_a_bad_answer_leaves_nothing_behind(server, tmp_path, fault):
    server.faults = [fault, fault]
    with pytest.raises(OSError, match=r"(a\.txt|b\.bin)"):
        cache.fetch("toy")
    assert read(tmp_path / "cache") == {}
    assert read(cache.fetch("toy")) == CONTENT


@pytest.mark.parametrize("fault", ["wrong", "truncated", "missing"])
def test_a_second_attempt_is_made(server, monkeypatch, fault):
    monkeypatch.setattr(cache, "RETRIES", 1)
    monkeypatch.setattr("pooch.core.time.sleep", lambda seconds: None)
    server.faults = [fault]
    assert read(cache.fetch("toy")) == CONTENT
    assert len(server.asked) == 3


def test_a_wrong_content_is_called_so(server):
    server.content = {path: body + b"!" for path, body in CONTENT.items()}
    with pytest.raises(OSError, match=r"another content than registered \(its SHA-256"):
        cache.fetch("toy")


@pytest.mark.parametrize("damage", [b"", b"first", b"x" * 5000])
def test_a_damaged_file_is_fetched_anew(server, damage):
    folder = cache.fetch("toy")
    (folder / "a.txt").write_bytes(damage)
    assert read(cache.fetch("toy")) == CONTENT


def test_a_damaged_file_is_removed_when_no_better_one_can_be_had(server):
    folder = cache.fetch("toy")
    (folder / "a.txt").write_bytes(b"x" * 5000)
    server.content = {}
    with pytest.raises(OSError, match="404"):
        cache.fetch("toy")
    assert read(folder) == {"inner/b.bin": CONTENT["inner/b.bin"]}


def test_without_a_network_the_message_says_what_to_do(server, tmp_path):
    register(tmp_path / "registered", "http://127.0.0.1:9/pinned/")
    with pytest.raises(ConnectionError) as caught:
        cache.fetch("toy")
    message = str(caught.value)
    for part in (
        "no connection",
        "toy has 2 file(s), 0.1 MB",
        "http://127.0.0.1:9/pinned/",
        str(tmp_path / "cache" / "toy"),
        "COURSE_DATA_MIRROR",
    ):
        assert part in message
    assert read(tmp_path / "cache") == {}


def test_a_file_put_there_by_hand_counts(server, tmp_path):
    for path, body in CONTENT.items():
        (tmp_path / "cache/toy" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "cache/toy" / path).write_bytes(body)
    cache.fetch("toy")
    assert server.asked == []


@pytest.mark.parametrize("name", ["with two blanks", "Größe/数据/ñ", "100% #1?"])
def test_folders_may_be_called_anything(server, tmp_path, monkeypatch, name):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / name))
    assert read(cache.fetch("toy")) == CONTENT
    assert cache.fetch("toy").is_relative_to(tmp_path / name)


@pytest.fixture
def read_only():
    """A folder that nobody but root can write to, while we are somebody else."""
    with tempfile.TemporaryDirectory() as name:
        folder, root = Path(name), os.name == "posix" and os.geteuid() == 0

        def lock():
            for each in (folder, *folder.rglob("*")):
                each.chmod(0o555)
            if root:
                os.seteuid(65534)
            return folder

        lock.folder = folder
        yield lock
        if root:
            os.seteuid(0)
        for each in (folder, *folder.rglob("*")):
            each.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="folders are locked by their mode")
def test_a_read_only_folder_is_told(server, monkeypatch, read_only):
    monkeypatch.setenv("COURSE_DATA", str(read_only.folder))
    known = cache.describe("toy")
    monkeypatch.setattr(cache, "describe", lambda name: known)
    read_only()
    with pytest.raises(
        OSError, match=r"could not be stored.*COURSE_DATA name a folder"
    ):
        cache.fetch("toy")


@pytest.mark.skipif(os.name != "posix", reason="folders are locked by their mode")
def test_a_read_only_folder_that_holds_the_files_is_enough(
    server, monkeypatch, read_only
):
    monkeypatch.setenv("COURSE_DATA", str(read_only.folder))
    known = cache.describe("toy")
    monkeypatch.setattr(cache, "describe", lambda name: known)
    for path in cache.fetch("toy").rglob("*"):
        path.chmod(0o755)
    server.asked.clear()
    read_only()
    assert read(cache.fetch("toy")) == CONTENT
    assert server.asked == []


def test_a_cache_folder_that_is_a_file_is_told(server, tmp_path):
    (tmp_path / "cache").write_text("no folder")
    with pytest.raises(OSError, match="could not be stored"):
        cache.fetch("toy")


def start_fetch(tmp_path):
    """Fetch "toy" in a process of its own."""
    code = (
        "import sys; from pathlib import Path; from utils.datasets import cache; "
        "cache.REGISTRY = Path(sys.argv[1]); print(cache.fetch('toy'))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "registered")]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)


def test_two_processes_may_fetch_at_once(server, tmp_path):
    server.content = {path: body * 40 for path, body in CONTENT.items()}
    register(tmp_path / "registered", server.address, server.content)
    running = [start_fetch(tmp_path) for _ in range(3)]
    told = [process.communicate(timeout=60) for process in running]
    assert told == [(f"{tmp_path / 'cache' / 'toy'}\n", "")] * 3  # and no log lines
    assert read(tmp_path / "cache" / "toy") == server.content


def test_a_killed_fetch_leaves_nothing_that_counts(server, tmp_path):
    server.faults = ["slow", "slow"]
    process = start_fetch(tmp_path)
    deadline = time.monotonic() + 60
    while len(server.asked) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.kill()
    process.communicate()
    assert len(server.asked) == 2
    assert not set(read(tmp_path / "cache" / "toy")) & set(CONTENT)
    folder = cache.fetch("toy")
    assert CONTENT.items() <= read(folder).items()


@pytest.mark.parametrize("path", ["../outside.txt", "inner/../../outside.txt"])
def test_nothing_is_written_outside_the_folder(server, tmp_path, path):
    server.content = {path: b"evil", "outside.txt": b"evil"}
    register(tmp_path / "registered", server.address, {path: b"evil"})
    with pytest.raises(OSError, match="leads out of"):
        cache.fetch("toy")
    assert not (tmp_path / "cache" / "outside.txt").exists()


def test_a_link_out_of_the_folder_is_not_followed(server, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "cache/toy").mkdir(parents=True)
    (tmp_path / "cache/toy/inner").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="leads out of"):
        cache.fetch("toy")
    assert read(tmp_path / "elsewhere") == {}


def fill_mirror(folder, content):
    for path, body in content.items():
        (folder / "toy" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "toy" / path).write_bytes(body)


def test_the_mirror_comes_before_the_network(server, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA_MIRROR", str(tmp_path / "mirror"))
    fill_mirror(tmp_path / "mirror", {"a.txt": CONTENT["a.txt"]})
    assert read(cache.fetch("toy")) == CONTENT
    assert server.asked == ["inner/b.bin"]


def test_files_of_one_new_folder_may_arrive_at_once(server, tmp_path, monkeypatch):
    content = {f"{i // 8}/{i % 8}.txt": str(i).encode() for i in range(640)}
    register(tmp_path / "registered", server.address, content)
    monkeypatch.setenv("COURSE_DATA_MIRROR", str(tmp_path / "mirror"))
    fill_mirror(tmp_path / "mirror", content)
    assert read(cache.fetch("toy")) == content


def test_the_mirror_is_checked_just_the_same(server, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA_MIRROR", str(tmp_path / "mirror"))
    fill_mirror(tmp_path / "mirror", CONTENT | {"a.txt": b"another"})
    with pytest.raises(OSError, match=r"a\.txt arrived with another content"):
        cache.fetch("toy")
    assert "a.txt" not in read(tmp_path / "cache" / "toy")


def test_a_description_counts_and_adds_up():
    files = (cache.File("a", 1_000_000, "0"), cache.File("b", 234_567, "1"))
    source = cache.Source("pair", "two", "https://example.org/", "MIT", files)
    assert source.size == 1_234_567
    assert repr(source) == "pair: two · 2 files, 1.2 MB · MIT"


def test_an_unknown_name_is_refused(server):
    with pytest.raises(ValueError, match="name is 'toys'; expected one of toy"):
        cache.fetch("toys")


def test_the_folder_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", "~/data")
    assert cache.get_folder() == Path.home() / "data"
    monkeypatch.setenv("COURSE_DATA", "")
    assert cache.get_folder() == Path(pooch.os_cache("cnn-vs-rnn")).absolute()


# No repository holds them; their files have never changed, and the SHA-256 sees to it.
WITHOUT_COMMIT = {"mnist", "cifar10"}


@pytest.mark.parametrize("name", cache.available())
def test_the_registry_is_complete(name):
    source = cache.describe(name)
    commit = "" if name in WITHOUT_COMMIT else "[0-9a-f]{40}/"
    assert re.fullmatch(rf"https://[^?#]*/{commit}([^?#]*/)?", source.address)
    assert source.title
    assert source.licence
    paths = [file.path for file in source.files]
    assert len(set(paths)) == len(paths) > 0
    for file in source.files:
        assert re.fullmatch("[0-9a-f]{64}", file.sha256)
        assert file.size > 0
        assert re.fullmatch(r"[\w./-]+", file.path)
        assert not {"..", "/"} & set(PurePosixPath(file.path).parts)


def test_every_list_of_files_belongs_to_a_set():
    lists = {path.stem for path in (cache.REGISTRY / "registry").glob("*")}
    assert lists == set(cache.available())


@pytest.mark.skipif(
    "COURSE_DATA_MIRROR" not in os.environ, reason="COURSE_DATA_MIRROR names no folder"
)
@pytest.mark.parametrize("name", cache.available())
def test_the_real_files_are_the_registered_ones(name, tmp_path, monkeypatch):
    if not (Path(os.environ["COURSE_DATA_MIRROR"]) / name).exists():
        pytest.skip("COURSE_DATA_MIRROR holds no copy")
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    monkeypatch.setattr(cache, "RETRIES", 0)
    folder = cache.fetch(name)
    assert set(read(folder)) == {file.path for file in cache.describe(name).files}


NETWORK = {
    "ftplib",
    "http",
    "httpx",
    "pooch",
    "requests",
    "socket",
    "urllib",
    "urllib3",
}
DOWNLOADERS = {"get_file", "fetch_olivetti_faces", "fetch_openml", "fetch_lfw_people"}


def test_no_other_module_touches_the_network():
    for path in sorted((ROOT / "utils").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        named = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        imported = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add((node.module or "").split(".")[0])
                imported |= {alias.name for alias in node.names} & DOWNLOADERS
        wanted = {"pooch"} if path.name == "cache.py" else set()
        assert (imported & (NETWORK | DOWNLOADERS)) == wanted, path
        assert not named & DOWNLOADERS, path
        if wanted:
            assert not imported & {"pickle", "joblib", "marshal", "tarfile", "zipfile"}
