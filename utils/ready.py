"""Make a kernel ready for the course: in a checkout, in a test, and on Colab."""

import contextlib
import importlib
import importlib.metadata
import logging
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
URL = PROJECT["urls"]["Repository"]
TAG = f"v{PROJECT['version']}"

# What Colab brings along and no page may replace.
PROVIDED = ("tensorflow", "keras", "numpy")

# The first code cell of every notebook: it looks for a checkout around the page, and
# fetches one if there is none. Renaming comes last, so that half a copy is never used.
SETUP_CELL = f"""\
# fmt: off
import os, pathlib, sys  # Where there is only this page, fetch what it needs.
URL, TAG = "{URL}", "{TAG}"
GET = f"git -c advice.detachedHead= clone -qb {{TAG}} --depth=1 {{URL}} .new"
COPY = pathlib.Path(TAG).absolute()
ROOT = next((p for p in COPY.parents if (p / "utils/ready.py").exists()), COPY)
ROOT.exists() or os.system(f"rm -rf .new; {{GET}} && mv .new {{TAG}}")
sys.path.insert(0, str(ROOT)); from utils import ready; ready.prepare()"""


def badge(page):
    """Writes the launch badge of a notebook, as its first cell shows it.

    Args:
        page: The notebook's path below the root, such as `notebooks/01_purpose.ipynb`.

    Returns:
        Markdown: an image that opens this release of the page on Colab.

    Example:

    >>> badge("notebooks/01_purpose.ipynb").startswith("[![Open in Colab](https://")
    True
    """
    colab = "https://colab.research.google.com"
    repository = URL.removeprefix("https://github.com/")
    picture = f"![Open in Colab]({colab}/assets/colab-badge.svg)"
    return f"[{picture}]({colab}/github/{repository}/blob/{TAG}/{page})"


def prepare():
    """Makes this kernel ready: nothing missing, nothing noisy.

    On Colab it installs the small packages that are missing there. Everywhere it
    imports Keras once without the lines that TensorFlow writes past Python's logging.
    It shows nothing, and a second call changes nothing.

    Raises:
        ImportError: If Keras or TensorFlow is missing, with the way out.
        RuntimeError: If a package could not be installed on Colab.

    Example:

    >>> prepare()
    """
    sys.path[:] = dict.fromkeys(sys.path)  # A cell that ran twice added its path twice.
    if "google.colab" in sys.modules:
        install(missing(PROJECT["dependencies"]))
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        with silence():
            importlib.import_module("keras")
        # Advice on compiling, written for authors of training loops.
        logging.getLogger("tensorflow").setLevel(logging.ERROR)
    except ModuleNotFoundError as error:
        raise ImportError(
            f"{error.name} is missing in this kernel. Open the course with `make lab`, "
            "or choose the kernel of the environment you installed for it."
        ) from error


def missing(requirements):
    """Picks the packages that this kernel lacks and that may be added to it.

    Args:
        requirements: List of strings such as `"pooch>=1.8,<2"`.

    Returns:
        Those of them that are not installed. TensorFlow, Keras and NumPy are never
        among them: where they are missing, another kernel was meant.

    Example:

    >>> missing(["numpy>=2.0", "tensorflow>=99", "no-such-package>=1"])
    ['no-such-package>=1']
    """
    names = {text: re.match(r"[\w.-]+", text).group() for text in requirements}
    return [t for t, n in names.items() if n not in PROVIDED and not version(n)]


def install(requirements):
    """Installs packages with pip, quietly, keeping the large ones as they are.

    Args:
        requirements: List of strings such as `"pooch>=1.8,<2"`; none is fine.

    Raises:
        RuntimeError: If pip fails, with what pip said.

    Example:

    >>> install([])
    """
    if not requirements:
        return
    kept = [f"{name}=={version(name)}" for name in PROVIDED if version(name)]
    command = [sys.executable, "-m", "pip", "install", "-q", *requirements, *kept]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        wanted = ", ".join(requirements)
        raise RuntimeError(f"Could not install {wanted}:\n{done.stderr.strip()}")
    importlib.invalidate_caches()


def version(name):
    """Looks up which version of a package is installed.

    Args:
        name: The package's name, such as `scikit-learn`.

    Returns:
        The version as a string, or None if the package is not installed.

    Example:

    >>> version("no-such-package") is None
    True
    """
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


@contextlib.contextmanager
def silence():
    """Sends what a block writes to the process's error stream nowhere.

    TensorFlow's C++ code writes a few lines while it is imported, before its log level
    takes effect, so Python's `sys.stderr` is the wrong place to stop them.

    Example:

    >>> with silence():
    ...     _ = os.write(2, b"I am TensorFlow, and I have something to say")
    """
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        sys.stderr.flush()
        os.dup2(kept, 2)
        os.close(kept)
