"""Run one notebook in a fresh kernel of this very interpreter."""

import asyncio
import os
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass

import psutil
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import (
    CellExecutionError,
    CellTimeoutError,
    DeadKernelError,
)

SWITCHES = (
    "COURSE_TEST",
    "COURSE_EVIDENCE",
    "COURSE_JOBS",
    "COURSE_LIVE",
    "COURSE_REAL_RESULTS",
)
WATCHERS = ("JPY_SESSION_NAME", "VSCODE_PID")  # a kernel with these shows bars


@dataclass(frozen=True)
class Measured:
    """What running a page took: the kernel's processor seconds and peak megabytes.

    With one thread, a page takes about as many seconds on a quiet machine. Unlike
    wall seconds they hardly depend on what else the machine does.
    """

    seconds: float
    megabytes: float


def run_page(notebook, folder, *, switches=None, timeout=None, stop=None, limit=None):
    """Runs a notebook's code cells in order, filling in their outputs.

    The kernel is this interpreter, whatever kernels the user has installed,
    and it is shut down however the run ends.

    Args:
        notebook: nbformat.NotebookNode; its outputs are replaced in place.
        folder: Path of the kernel's working directory.
        switches: Dict of the course's environment variables, a subset of
            `SWITCHES`; those left out are unset.
        timeout: Seconds one cell may take. None: as long as it wants.
        stop: Number of cells to run. None: all.
        limit: Seconds the whole page may take. None: as long as it wants.

    Returns:
        Measured processor seconds (imports included) and peak memory.

    Raises:
        RuntimeError: If a cell fails; the message names it.
    """
    manager = AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
    )
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=timeout,
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        force_raise_errors=True,
        extra_arguments=["--log-level=ERROR"],
    )
    started = time.perf_counter()
    environment = _make_environment(switches or {})
    kernel = client.setup_kernel(cleanup_kc=True, cwd=str(folder), env=environment)
    with kernel, _watch(manager) as peaks:
        client.reset_execution_trackers()
        for index, cell in enumerate(notebook.cells[:stop]):
            if limit is not None:
                left = limit - (time.perf_counter() - started)
                client.timeout = max(1, round(left))
            _run_cell(client, cell, index, limit)
    return Measured(peaks["seconds"], peaks["bytes"] / 2**20)


def _make_environment(switches):
    """Our environment for a kernel nobody watches, with the switches as given."""
    unknown = sorted(set(switches) - set(SWITCHES))
    if unknown:
        raise ValueError(f"switches: {unknown} unknown, expected {SWITCHES}")
    dropped = {*SWITCHES, *WATCHERS}
    ours = {name: value for name, value in os.environ.items() if name not in dropped}
    return ours | switches


def _run_cell(client, cell, index, limit=None):
    """Runs one cell; turns whatever goes wrong into one sentence."""
    if cell.cell_type == "code":
        cell.execution_count, cell.outputs = None, []
    try:
        client.execute_cell(cell, index)
    except CellExecutionError as error:
        what = f"{error.ename}: {error.evalue}"
    except CellTimeoutError:
        what = f"ran longer than {client.timeout} s"
        what += "" if limit is None else f", which was left of the page's {limit} s"
    except DeadKernelError:
        what = "the kernel died"
    except KeyboardInterrupt:  # nbclient's own task is left behind and would complain
        asyncio.get_event_loop().set_exception_handler(lambda loop, context: None)
        raise
    else:
        return
    raise RuntimeError(f"{describe_cell(cell, index)}: {what}")


def describe_cell(cell, index):
    r"""Says which cell is meant, so that a person finds it.

    Args:
        cell: A cell of a notebook.
        index: Its place in the notebook, from 0.

    Returns:
        String: its number from 1, and the first line of its source.

    Example:

    >>> import nbformat
    >>> describe_cell(nbformat.v4.new_code_cell("x = 1\ny = 2"), 4)
    'cell 5 (x = 1)'
    """
    first = cell.source.strip().partition("\n")[0]
    return f"cell {index + 1} ({first[:50]})"


@contextmanager
def _watch(manager, every=0.2):
    """Samples a kernel's processor time and resident memory; yields their peaks."""
    process = psutil.Process(manager.provisioner.pid)
    peaks, done = {"seconds": 0.0, "bytes": 0}, threading.Event()

    def sample():
        try:
            seconds = sum(process.cpu_times()[:4])  # its own, and its children's
            size = process.memory_info().rss
        except psutil.NoSuchProcess:
            done.set()
        else:
            peaks["seconds"] = max(peaks["seconds"], seconds)
            peaks["bytes"] = max(peaks["bytes"], size)

    def watch():
        while not done.wait(every):
            sample()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peaks
    finally:
        done.set()
        watcher.join()
        sample()
