"""What holds for every test, set before anything is imported."""

import os

os.environ["COURSE_TEST"] = "1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

import matplotlib
import pytest
from hypothesis import settings

# No windows. (Not by MPLBACKEND, which the notebooks' kernels would inherit.)
matplotlib.use("agg")

# The same cases every time, and no deadline: both cores may be busy.
settings.register_profile("course", derandomize=True, deadline=None)
settings.load_profile("course")


@pytest.fixture(autouse=True)
def _no_style_left_behind():
    """A figure looks the same whichever test was run before it."""
    with matplotlib.rc_context():
        yield
