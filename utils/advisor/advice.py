"""The advice: a short text, one figure, a table, and what is kept of it on disk."""

import dataclasses
import json
from pathlib import Path

import keras
import numpy as np
import pandas as pd
from IPython.display import display

from utils import plots
from utils.advisor import preparing, report

ALT = "Scores of all contestants; what changes of the input cost; the learning curve."


@dataclasses.dataclass(frozen=True, eq=False)
class Advice:
    """What to use, how sure that is, at what cost, and why.

    Args:
        answer: "CNN", "RNN", "hybrid", a baseline's name, "no difference" or "nothing
            was learned".
        text: the advice in a few sentences.
        notes: tuple of sentences on the data.
        table: one row per contestant, the leader first.
        runs: tidy frame, one row per run.
        changes: frame: what shuffled and moved inputs cost.
        network: the family of `model`.
        model: the best network, from raw input to probabilities or numbers.
        classes: tuple of names, in the order of the probabilities.
        kind, task: of the data.
        plan: what was run, a `planning.Plan`.
        seconds: how long all of it took.
    """

    answer: str
    text: str
    notes: tuple
    table: pd.DataFrame
    runs: pd.DataFrame
    changes: pd.DataFrame
    network: str
    model: keras.Model
    classes: tuple
    kind: str
    task: str
    plan: object
    seconds: float

    def __repr__(self):
        seen = "\n".join(f"- {note}" for note in self.notes)
        return f"{self.text}\nWhat was seen:\n{seen}"

    def _ipython_display_(self):
        display({"text/plain": repr(self)}, raw=True)
        plots.show(self.plot(), alt=ALT)

    def plot(self):
        """Draw the advice.

        Returns:
            A Matplotlib figure with up to three panels.
        """
        return report.draw(self)

    def predict(self, raw):
        """Answer for raw input with the best network.

        Args:
            raw: examples in the form in which they were given, before any scaling.

        Returns:
            An array `(n,)` of class names or numbers.
        """
        return answer(self.model, self.classes, raw)

    def save(self, folder):
        """Keep the report and the best network.

        Args:
            folder: path; made if it does not exist.

        Returns:
            The `Path` of the folder, with `report.html`, `model.keras`, `advice.json`
            and `table.csv`.

        Raises:
            PermissionError: if the folder cannot be written to.
        """
        folder = report.open_folder(folder)
        self.model.save(folder / "model.keras")
        self.table.to_csv(folder / "table.csv")
        facts = {"answer": self.answer, "classes": self.classes, "kind": self.kind}
        facts |= {"task": self.task, "network": self.network, "text": self.text}
        (folder / "advice.json").write_text(json.dumps(facts, indent=1), "utf-8")
        (folder / "report.html").write_text(report.write_html(self), "utf-8")
        return folder


@dataclasses.dataclass(frozen=True, eq=False)
class Saved:
    """A network that was kept, with the names of its classes.

    Args:
        model: a `keras.Model` for raw input.
        classes: tuple of names, empty where the answer is a number.
        answer: what the advice was.
    """

    model: keras.Model
    classes: tuple
    answer: str

    def predict(self, raw):
        """Answer for raw input.

        Args:
            raw: as in `Advice.predict`.

        Returns:
            An array `(n,)` of class names or numbers.
        """
        return answer(self.model, self.classes, raw)


def load(folder):
    """Load what `Advice.save` kept.

    Args:
        folder: path.

    Returns:
        A `Saved`.

    Raises:
        FileNotFoundError: if there is no advice in the folder.
    """
    folder = Path(folder).expanduser()
    if not (folder / "model.keras").is_file() or not (folder / "advice.json").is_file():
        raise FileNotFoundError(
            f"folder is {str(folder)!r}; expected one that Advice.save has made"
        )
    facts = json.loads((folder / "advice.json").read_text("utf-8"))
    model = keras.models.load_model(folder / "model.keras")
    return Saved(model, tuple(facts["classes"]), facts["answer"])


def answer(model, classes, raw):
    """Return a model's answers for raw input.

    Args:
        model: a `keras.Model` from raw input to probabilities or numbers.
        classes: tuple of names, empty for numbers.
        raw: array, list of texts, or list of arrays of several sizes.

    Returns:
        An array `(n,)`.
    """
    if not isinstance(raw, np.ndarray) and len(raw) and isinstance(raw[0], str):
        raw = np.array(list(raw), object)
    elif isinstance(raw, tuple | list):
        sizes = {np.shape(each) for each in raw}
        raw = [np.asarray(each) for each in raw]
        raw = np.stack(raw) if len(sizes) == 1 else raw
    outputs = preparing.transform(model, raw)
    if not classes:
        return outputs[:, 0]
    return np.array(classes, object)[outputs.argmax(axis=1)]
