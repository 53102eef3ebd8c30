"""A JupyterLab and a browser for the command `browser`."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Every cell is drawn, not only those in sight, so that all of them can be counted.
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false"},
}
# A closed network should not fill the log with the browser's own look-ups.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextlib.contextmanager
def serve(root):
    """Serves a copy of the pages in JupyterLab, so that nobody's files are changed.

    Args:
        root: Path of the checkout.

    Yields:
        The copy's path, and JupyterLab's address. It takes the next port if one is in
        use.

    Raises:
        RuntimeError: If JupyterLab does not start.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy, settings = Path(folder) / "course", Path(folder) / "settings"
        for name in ("notebooks", "utils", "data"):
            shutil.copytree(Path(root) / name, copy / name)
        shutil.copy(Path(root) / "pyproject.toml", copy)
        for name, values in SETTINGS.items():
            path = settings / f"@jupyterlab/{name}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values))
        places = {
            "JUPYTERLAB_SETTINGS_DIR": str(settings),
            "JUPYTER_RUNTIME_DIR": str(Path(folder) / "runtime"),
            "JUPYTER_CONFIG_DIR": str(Path(folder) / "config"),
            "JUPYTER_TOKEN": "course",
        }
        command = [sys.executable, "-m", "jupyterlab", "--allow-root", "--no-browser"]
        with open(Path(folder) / "log.txt", "w+b") as log:
            server = subprocess.Popen(
                [*command, f"--ServerApp.root_dir={copy}"],
                env=os.environ | places,
                stdout=log,
                stderr=log,
            )
            try:
                yield copy, _wait_for_address(Path(folder), server)
            finally:
                server.terminate()
                server.wait(30)


def _wait_for_address(folder, server, seconds=60):
    """The address the server wrote down."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        for path in (folder / "runtime").glob("jpserver-*.json"):
            with contextlib.suppress(json.JSONDecodeError):
                return json.loads(path.read_text())["url"]
        time.sleep(0.2)
    tail = (folder / "log.txt").read_text(errors="replace").strip()[-500:]
    raise RuntimeError(f"JupyterLab does not start: {tail}")


@contextlib.contextmanager
def start(program):
    """Starts a browser without a window.

    Args:
        program: Path of a Chromium.

    Yields:
        Playwright's browser.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
