"""Record how right and how fast the advice is: trials, real data, overhead.

Each row is kept as soon as it is there, so that an interrupted recording goes on where
it was. `make advisor` calls this.
"""

import tempfile
import time
from pathlib import Path
from unittest import mock

import numpy as np
import pandas as pd
from tqdm import tqdm

from utils.advisor import running, trials
from utils.advisor.advising import advise

FOLDER = Path(__file__).resolve().parents[2] / "data" / "recorded"
REAL = ("cells", "review sentences", "spoken digits", "faces", "new speakers")
COLUMNS = ("kind", "draw")


def record_trials(*, draws=20, first=0, kinds=trials.KINDS, path=None):
    """Run what is missing of the trials.

    Args:
        draws: how many of each kind.
        first: number of the first draw; from 1000 on they are pilots.
        kinds: which kinds.
        path: of the table; None takes `data/recorded/advisor_trials.csv`.

    Returns:
        The table, one row per trial.
    """
    path = Path(path or FOLDER / "advisor_trials.csv")
    wanted = [(kind, first + i) for kind in kinds for i in range(draws)]
    done = set() if not path.is_file() else set(_keys(pd.read_csv(path)))
    for kind, number in tqdm([each for each in wanted if each not in done]):
        _append(path, trials.run_trial(kind, number))
    return pd.read_csv(path)


def record_real(*, names=REAL, path=None, updates=300):
    """Ask for advice on real data, where it is missing.

    Args:
        names: which of `REAL`.
        path: of the table; None takes `data/recorded/advisor_real.csv`.
        updates: steps of training.

    Returns:
        The table, one row per data set and contestant.

    Raises:
        OSError: if a data set cannot be had; see `datasets.cache`.
    """
    path = Path(path or FOLDER / "advisor_real.csv")
    done = set() if not path.is_file() else set(pd.read_csv(path)["data"])
    for name in tqdm([each for each in names if each not in done]):
        x, y, groups = load_real(name)
        started = time.process_time()
        asked = {"groups": groups, "task": "classification", "updates": updates}
        advice = advise(x, y, budget=None, **asked)
        spent, falls = time.process_time() - started, advice.changes["fall"]
        table = advice.table.drop(columns=["seconds", "latency"]).reset_index()
        table.insert(0, "data", name)
        table.insert(1, "answer", advice.answer)
        table = table.assign(
            network=advice.network,
            loses_shuffled=falls.get("shuffled", np.nan),
            loses_moved=falls.get("moved", np.nan),
            processor_seconds=spent,
        )
        table.round(4).to_csv(path, mode="a", header=not path.exists(), index=False)
    return pd.read_csv(path)


def load_real(name):
    """Return real data in the form in which a reader would have them.

    Args:
        name: one of `REAL`.

    Returns:
        What `advise` takes as x, y and groups.

    Raises:
        ValueError: for another name.
    """
    from utils.datasets import cache, crops, olivetti, polarity

    if name in ("spoken digits", "new speakers"):
        folder = cache.fetch("fsdd") / "recordings"
        paths = sorted(folder.glob("*.wav"))
        rows = [path.stem.split("_") for path in paths]
        table = pd.DataFrame(rows, columns=["digit", "speaker", "take"])
        table.insert(0, "file", [str(path) for path in paths])
        target = Path(tempfile.mkdtemp(prefix="advisor-"))
        table.drop(columns="take").to_csv(target / "labels.csv", index=False)
        return target, "digit", "speaker" if name == "new speakers" else None
    if name == "review sentences":
        sentences, labels = polarity.read_sentences(cache.fetch("rt_polarity"))
        return [" ".join(words) for words in sentences], labels, None
    if name == "cells":
        folder = str(cache.fetch("bccd") / "BCCD")
        x, y, photograph, _ = crops.read_cells(folder, 24)
        return x.astype("uint8"), y, photograph
    if name == "faces":
        photographs = olivetti.read_olivetti(
            cache.fetch("olivetti") / "olivettifaces.mat"
        )
        x = photographs.reshape(-1, 64, 64, 1)
        return x, np.repeat(np.arange(len(photographs)), photographs.shape[1]), None
    raise ValueError(f"name is {name!r}; expected one of {REAL}")


def measure_overhead(*, kind="order", number=1000, path=None):
    """Measure what the advisor takes beside the training of the same runs.

    Args:
        kind, number: of the trial whose data are used.
        path: of the table; None takes `data/recorded/advisor_overhead.csv`.

    Returns:
        A table with one row more: seconds in all, of training, and their ratio. Both
        hold the compiling of the networks.
    """
    path, inside = Path(path or FOLDER / "advisor_overhead.csv"), []
    x, y = trials.draw_data(kind, number)

    def timed(function):
        def call(*arguments, **settings):
            started = time.process_time()
            result = function(*arguments, **settings)
            inside.append(time.process_time() - started)
            return result

        return call

    train, fit = running.training.train, running.baselines.fit_baseline
    with (
        mock.patch.object(running.training, "train", timed(train)),
        mock.patch.object(running.baselines, "fit_baseline", timed(fit)),
    ):
        started = time.process_time()
        advise(x, y, budget=None)
        spent = time.process_time() - started
    row = {
        "kind": kind,
        "draw": number,
        "runs": len(inside),
        "seconds": round(spent, 2),
    }
    row |= {"training": round(sum(inside), 2), "ratio": round(spent / sum(inside), 3)}
    _append(path, row)
    return pd.read_csv(path)


def _append(path, row):
    table = pd.DataFrame([row])
    table.to_csv(path, mode="a", header=not path.exists(), index=False)


def _keys(table):
    return table[[*COLUMNS]].itertuples(index=False, name=None)
