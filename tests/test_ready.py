"""The set-up cell works in a checkout and, from a lone page, on Colab."""

import os
import shutil
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest
from nbclient import NotebookClient

from utils import ready
from utils.course.pages import find_pages, read_page

ROOT = ready.ROOT
FIRST = ROOT / "notebooks/00_start_here.ipynb"
PAGES = find_pages()


def git(folder, *arguments):
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    command = ["git", *identity, "-c", "core.autocrlf=false", *arguments]
    return subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def release(folder, files):
    """Commit files, tag them as this release, and return the bare clone that has it."""
    for name, content in files.items():
        path = folder / "work" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    git(folder / "work", "init", "-q")
    git(folder / "work", "add", "--all", "--force")
    git(folder / "work", "commit", "-q", "-m", "release", "--no-verify")
    git(folder / "work", "tag", ready.TAG)
    git(folder, "clone", "-q", "--bare", "work", "served.git")
    return folder / "served.git"


def serving(repository, **more):
    """The environment of a machine that has no course, and whose git is redirected."""
    hidden = ("COURSE_", "PYTHONPATH", "GIT_", "TF_CPP")
    clean = {k: v for k, v in os.environ.items() if not k.startswith(hidden)}
    redirect = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{repository}.insteadOf",
        "GIT_CONFIG_VALUE_0": ready.URL,
    }
    return {**clean, **redirect, **more}


@pytest.fixture
def colab(tmp_path):
    """An empty folder, and a fake `google.colab` that every interpreter has loaded."""
    (tmp_path / "content").mkdir()
    (tmp_path / "stub/google/colab").mkdir(parents=True)
    (tmp_path / "stub/google/colab/__init__.py").touch()
    (tmp_path / "stub/sitecustomize.py").write_text("import google.colab\n")
    return tmp_path


# --------------------------------------------------------------------- all pages
def test_there_are_pages():
    assert FIRST in PAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_begins_with_the_set_up_cell(page):
    code = [cell for cell in read_page(page).cells if cell.cell_type == "code"]
    assert code[0].source == ready.SETUP_CELL
    assert code[0].outputs == []
    assert not any("ready.prepare" in cell.source for cell in code[1:])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_carries_its_own_badge_and_no_other(page):
    cells = [cell.source for cell in read_page(page).cells]
    assert ready.badge(page.relative_to(ROOT).as_posix()) in cells[0]
    assert sum(source.count("colab-badge.svg") for source in cells) == 1


def test_set_up_cell_is_small_and_names_this_release():
    lines = ready.SETUP_CELL.splitlines()
    assert len(lines) <= 8
    assert max(map(len, lines)) <= 79
    assert f'URL, TAG = "{ready.URL}", "{ready.TAG}"' in lines


# ------------------------------------------------------------------------- Colab
def test_lone_page_runs_to_its_end_on_colab(colab):
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = [name for name in listed.split("\0") if (ROOT / name).is_file()]
    repository = release(colab, {name: (ROOT / name).read_bytes() for name in names})
    page = colab / "content" / FIRST.name
    shutil.copy(FIRST, page)

    notebook = nbformat.read(page, as_version=4)
    again, where = ready.SETUP_CELL, "import utils; print(utils.__file__)"
    notebook.cells += [nbformat.v4.new_code_cell(text) for text in (again, where)]
    environment = serving(repository, PYTHONPATH=str(colab / "stub"))
    client = NotebookClient(notebook, timeout=600, kernel_name="python3")
    client.execute(cwd=str(page.parent), env=environment)

    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    outputs = [output for cell in code for output in cell.outputs]
    assert code[0].outputs == code[-2].outputs == []
    assert [output for output in outputs if output.get("name") == "stderr"] == []
    fetched = page.parent / ready.TAG / "utils/__init__.py"
    assert code[-1].outputs[0].text.strip() == str(fetched)
    assert sorted(os.listdir(page.parent)) == [FIRST.name, ready.TAG]


TINY = {
    "utils/__init__.py": b"",
    "utils/ready.py": b"def prepare():\n    print('ready')\n",
    "utils/zebra.py": b"",
}


def run_cell(folder, environment):
    """Run the set-up cell as a kernel in that folder would, twice."""
    code = f"{ready.SETUP_CELL}\n{ready.SETUP_CELL}"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_fetching_is_silent_and_happens_once(colab):
    content = colab / "content"
    done = run_cell(content, serving(release(colab, TINY)))
    assert (done.stdout, done.stderr, done.returncode) == ("ready\n" * 2, "", 0)
    again = run_cell(content, serving(colab / "gone.git"))
    assert (again.stdout, again.stderr, again.returncode) == ("ready\n" * 2, "", 0)


def test_offline_git_says_so_and_nothing_is_left(colab):
    content = colab / "content"
    done = run_cell(content, serving(colab / "gone.git"))
    assert done.returncode != 0
    assert "fatal: " in done.stderr
    assert os.listdir(content) == []
    assert run_cell(content, serving(release(colab, TINY))).returncode == 0


def test_half_a_clone_is_never_taken_for_a_whole_one(colab):
    content, environment = colab / "content", serving(release(colab, TINY))
    (colab / "bin").mkdir()
    killed = colab / "bin/git"
    killed.write_text(
        "#!/bin/sh\nmkdir -p .new/utils .new/.git\ntouch .new/utils/ready.py\n"
        "kill -KILL $$\n"
    )
    killed.chmod(0o755)
    path = f"{colab / 'bin'}{os.pathsep}{environment['PATH']}"
    assert run_cell(content, {**environment, "PATH": path}).returncode != 0
    assert (content / ".new/utils/ready.py").exists()

    assert run_cell(content, environment).stdout == "ready\n" * 2
    assert (content / ready.TAG / "utils/zebra.py").exists()
    assert os.listdir(content) == [ready.TAG]


@pytest.mark.parametrize("folder", [".", "notebooks", "notebooks/06_use_cases"])
def test_checkout_around_the_page_is_used_as_it_is(colab, folder):
    checkout = colab / "a checkout"
    for name, content in TINY.items():
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_bytes(content)
    (checkout / folder).mkdir(parents=True, exist_ok=True)
    done = run_cell(checkout / folder, serving(colab / "gone.git"))
    assert (done.stdout, done.stderr, done.returncode) == ("ready\n" * 2, "", 0)


# ------------------------------------------------------------------------ prepare
def test_prepare_shows_nothing_and_leaves_tensorflow_quiet():
    code = (
        "from utils import ready; ready.prepare(); ready.prepare(); import keras; "
        "keras.Sequential([keras.layers.LSTM(2)]).predict(keras.ops.ones((1, 3, 1)),"
        " verbose=0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=serving("unused"),
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_prepare_names_the_way_out_of_the_wrong_kernel(monkeypatch):
    monkeypatch.setitem(sys.modules, "keras", None)
    with pytest.raises(ImportError, match=r"keras is missing.*`make lab`"):
        ready.prepare()


def test_prepare_installs_nothing_outside_colab(monkeypatch):
    monkeypatch.delitem(sys.modules, "google.colab", raising=False)
    monkeypatch.setattr(ready, "version", lambda name: None)
    monkeypatch.setattr(ready, "install", pytest.fail)
    ready.prepare()


def test_prepare_installs_only_small_missing_packages_on_colab(monkeypatch):
    installed = {"tensorflow": "2.19.0", "keras": "3.10.0", "numpy": "2.0.2"}
    present = installed | {"pandas": "2.2.2", "scipy": "1.16.3"}
    commands = []

    def run(command, **options):
        commands.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setitem(sys.modules, "google.colab", ready)
    monkeypatch.setattr(ready, "version", present.get)
    monkeypatch.setattr(ready, "subprocess", SimpleNamespace(run=run))
    ready.prepare()

    [command] = commands
    assert command[1:5] == ["-m", "pip", "install", "-q"]
    assert command[-3:] == [f"{name}=={version}" for name, version in installed.items()]
    asked = command[5:-3]
    assert any(text.startswith("pooch>=") for text in asked)
    assert not any(text.startswith(tuple(present)) for text in asked)
    assert not any(text.startswith(("jupyterlab", "pytest")) for text in asked)


def test_install_says_what_pip_said(monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    with pytest.raises(RuntimeError, match=r"Could not install no-such-package>=1:\n."):
        ready.install(["no-such-package>=1"])


def test_silence_ends_with_its_block(capfd):
    with pytest.raises(ZeroDivisionError), ready.silence():
        print(os.write(2, b"hidden") / 0)
    os.write(2, b"seen")
    assert capfd.readouterr().err == "seen"
