"""What `make` decides to do about `.venv`, without installing anything."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def checkout(tmp_path):
    """A folder with a space in its name, holding a finished .venv of this Python."""
    if not shutil.which("make"):
        pytest.skip("needs make")
    folder = tmp_path / "a copy"
    (folder / ".venv/bin").mkdir(parents=True)
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    (folder / ".venv/bin/python").symlink_to(sys.executable)
    (folder / ".venv/.installed").touch()
    return folder


def make(folder, *arguments):
    """What `make` says in that folder, without the settings of a make around us."""
    clean = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "PYTHON")}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=clean, capture_output=True, text=True
    )


def fake_python(folder, version):
    """An interpreter that claims to be of another version."""
    path = folder / "python of another age"
    code = f"import sys; sys.version_info = {version}; exec(sys.argv[1])"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}" "$2"\n')
    path.chmod(0o755)
    return f"PYTHON={path}"


def test_make_leaves_a_finished_environment_alone(checkout):
    done = make(checkout, "setup")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing to be done" in done.stdout


def test_make_makes_a_half_made_environment_anew(checkout):
    (checkout / ".venv/.installed").unlink()
    assert "-m venv .venv" in make(checkout, "-n", "setup").stdout


def test_make_installs_again_after_the_lock_changed(checkout):
    os.utime(checkout / ".venv/.installed", (0, 0))
    assert "-m venv .venv" in make(checkout, "-n", "setup").stdout


def test_make_notices_that_the_environments_python_is_gone(checkout):
    (checkout / ".venv/bin/python").unlink()
    assert "-m venv .venv" in make(checkout, "-n", "setup").stdout


def test_make_notices_that_another_python_is_wanted(checkout):
    other = (3, 13, 0) if sys.version_info[:2] != (3, 13) else (3, 12, 0)
    wanted = fake_python(checkout, other)
    assert "-m venv .venv" in make(checkout, "-n", "setup", wanted).stdout


@pytest.mark.parametrize("version", [(3, 10, 4), (3, 14, 0)])
def test_make_refuses_a_python_it_was_not_made_for(checkout, version):
    done = make(checkout, "setup", fake_python(checkout, version))
    assert done.returncode != 0
    assert f"needs Python 3.11, 3.12 or 3.13; this is 3.{version[1]}" in done.stderr
    assert (checkout / ".venv/.installed").exists(), "the old environment was lost"


def test_make_gpu_has_an_environment_with_a_jax_for_it(checkout):
    done = make(checkout, "-n", "gpu", "JAX_FOR=jax[tpu]", "ARGS=--tiny").stdout
    assert '"jax[tpu]>=0.6,<1"' in done
    assert ".venv-gpu/bin/python -m utils.course gpu --tiny" in done
    assert '"jax[cuda12]>=0.6,<1"' in make(checkout, "-n", "gpu").stdout
