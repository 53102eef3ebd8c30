"""What holds for every test, set before anything is imported."""

import contextlib
import os
import sys

os.environ["COURSE_TEST"] = "1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

import pytest
from hypothesis import settings

# The same cases every time, and no deadline: both cores may be busy.
settings.register_profile("course", derandomize=True, deadline=None)
settings.load_profile("course")


@pytest.fixture(autouse=True)
def _no_style_left_behind():
    """A figure looks the same whichever test was run before it, and opens no window."""
    matplotlib = sys.modules.get("matplotlib")  # the modules under test import it
    if matplotlib:
        matplotlib.use("agg")  # not by MPLBACKEND, which kernels would inherit
    with matplotlib.rc_context() if matplotlib else contextlib.nullcontext():
        yield
