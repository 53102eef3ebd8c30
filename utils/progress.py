"""Progress bars that show where somebody watches and leave nothing elsewhere."""

import os
import sys

from tqdm import tqdm
from tqdm.notebook import tqdm as notebook_tqdm


def progress_bar(total, label):
    """Return a bar that is drawn only if a person is likely to look on.

    A kernel that a browser opened carries `JPY_SESSION_NAME`; one that a test or
    `make notebooks` runs does not, so stored outputs stay free of bars.

    Args:
        total: number of steps.
        label: words in front of the bar.

    Returns:
        A `tqdm` bar, to be used in a `with` statement and moved by `update()`.

    Example:

    >>> with progress_bar(2, "adding") as bar:
    ...     bar.update() and None
    """
    page = "ipykernel" in sys.modules and (
        {"JPY_SESSION_NAME", "VSCODE_PID"} & set(os.environ)
        or "google.colab" in sys.modules
    )
    hidden = not page and not sys.stderr.isatty()
    bar = notebook_tqdm if page else tqdm
    return bar(total=total, desc=label, leave=False, disable=hidden)
