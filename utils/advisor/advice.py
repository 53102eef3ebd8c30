"""The advice: a short text, one figure, a table, and what is kept of it on disk."""

import dataclasses
import json
import os
import tempfile
from pathlib import Path

import keras
import pandas as pd
from IPython.display import display

from utils import plots
from utils.advisor import forms, report

FILES = ("model.keras", "table.csv", "report.html", "advice.json")  # as they are put


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
        form: what `predict` has to know of the data, a `forms.Form`.
        plan: what was run, a `planning.Plan`.
        recipe: how it was trained, a `training.Recipe`.
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
    form: forms.Form
    plan: object
    recipe: object
    seconds: float

    def __repr__(self):
        seen = "\n".join(f"- {note}" for note in self.notes)
        return f"{self.text}\nWhat was seen:\n{seen}"

    def _ipython_display_(self):
        display({"text/plain": repr(self)}, raw=True)
        plots.show(self.plot(), alt=report.write_alt(self))

    def plot(self):
        """Draw the advice.

        Returns:
            A Matplotlib figure with up to three panels.
        """
        return report.draw(self)

    def predict(self, raw):
        """Answer for raw input with the best network.

        Args:
            raw: examples in the form in which `advise` took them, before any scaling:
                arrays, lists, a DataFrame or a path; see `forms.bring`.

        Returns:
            An array `(n,)` of classes, in the type in which they stood in y, or of
            numbers.

        Raises:
            FileNotFoundError: for a path that does not exist.
            ValueError: for input of another form.
        """
        return forms.answer(self.model, self.form, raw)

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
        with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as fresh:
            fresh = Path(fresh)
            self.model.save(fresh / "model.keras")
            self.table.to_csv(fresh / "table.csv")
            (fresh / "report.html").write_text(report.write_html(self), "utf-8")
            facts = json.dumps(self._list_facts(), indent=1)
            (fresh / "advice.json").write_text(facts, "utf-8")
            (folder / "advice.json").unlink(missing_ok=True)  # no half of two advices
            for name in FILES:
                os.replace(fresh / name, folder / name)
        return folder

    def _list_facts(self):
        facts = {"answer": self.answer, "network": self.network, "text": self.text}
        facts |= {"classes": self.classes, "form": dataclasses.asdict(self.form)}
        facts |= {"plan": dataclasses.asdict(self.plan)}
        facts |= {"recipe": dataclasses.asdict(self.recipe)}
        return facts | {"keras": keras.__version__}


@dataclasses.dataclass(frozen=True, eq=False)
class Saved:
    """A network that was kept, with what is known of its data.

    Args:
        model: a `keras.Model` for raw input.
        form: a `forms.Form`.
        answer: what the advice was.
    """

    model: keras.Model
    form: forms.Form
    answer: str

    @property
    def classes(self):
        """The classes as they stood in y; empty where the answer is a number."""
        return self.form.labels

    def predict(self, raw):
        """Answer for raw input.

        Args:
            raw: as in `Advice.predict`.

        Returns:
            As `Advice.predict`.
        """
        return forms.answer(self.model, self.form, raw)


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
    return Saved(model, forms.read_form(facts["form"]), facts["answer"])
