"""`advise`: look at the data, let the families compete, and say what to use."""

import dataclasses
import time
from pathlib import Path

import joblib
import numpy as np
import pandas as pd

from utils import checks, training
from utils.advisor import cutting, forms, looking, preparing, reading, summing_up
from utils.advisor.baselines import list_baselines, note_components
from utils.advisor.examples import MOST
from utils.advisor.families import FACTORIES, match_widths
from utils.advisor.judging import TRIVIAL
from utils.advisor.planning import EXPLANATIONS, choose_epochs, plan_runs
from utils.advisor.report import open_folder
from utils.advisor.results import Work
from utils.advisor.running import Arena, run_all
from utils.progress import progress_bar

PILOT = 1000  # the seed by which learning rates are chosen
RATES = (0.01, 0.003)  # in the order in which they are tried


def advise(
    x,
    y=None,
    *,
    task="auto",
    kind="auto",
    budget=60,
    seeds=3,
    groups=None,
    times=None,
    n_jobs=None,
    folder=None,
    window=32,
    parameters=4000,
    updates=300,
    rates=RATES,
    explain=True,
    most=MOST,
):
    """Find out which network suits the data, and how sure that is.

    Args:
        x: arrays, a DataFrame, texts, or a path; see `reading.read`.
        y: labels, or the name of their column.
        task: "classification", "regression", "forecast" or "auto".
        kind: "series", "pictures", "sounds", "texts" or "auto".
        budget: seconds; None runs everything. What is under way is finished.
        seeds: whole number ≥ 1, runs of each contestant.
        groups: array or column: examples of a group stay on one side of the split.
        times: array or column of numbers or dates: the test is what came last.
        n_jobs: as in scikit-learn; None leaves it to `joblib.parallel_config`.
        folder: where finished runs are kept, to go on from after an interruption.
        window: steps that a forecast sees.
        parameters: size of each network, beside a table of words.
        updates: steps of training, about.
        rates: one to three learning rates; the classics try as many settings.
        explain: whether to look for what made the difference, and at less data.
        most: of more examples a sample is drawn.

    Returns:
        An `Advice`.

    Raises:
        FileNotFoundError: for a path that does not exist.
        PermissionError: for a folder that cannot be written to.
        ValueError: for data or a budget that are not enough.
    """
    started = time.perf_counter()
    seeds = checks.integer("seeds", seeds, 1, 100)
    budget = None if budget is None else checks.positive("budget", budget)
    folder = None if folder is None else open_folder(folder)
    told = {"task": task, "kind": kind, "groups": groups, "times": times}
    examples = reading.read(x, y, window=window, most=most, **told)
    size = {"parameters": parameters, "updates": updates, "rates": rates}
    arena, preparer, notes = set_up(examples, seeds=seeds, **size)
    begun = time.perf_counter() - started
    state = _State(arena, budget, n_jobs, folder, started, begun, {})
    form = forms.make_form(examples)
    return _compete(state, preparer, notes, form, seeds, explain)


def _compete(state, preparer, notes, form, seeds, explain):
    """Tune, run, judge, and explain."""
    names = (*FACTORIES, *list_baselines(state.arena.examples.task))
    plan, best = _tune(state, names, seeds)
    works = [Work(n, best[n], seed) for n in names for seed in range(plan.seeds)]
    _run(state, works, "runs")
    runs = summing_up.collect(state.known, works)
    finding = summing_up.find(state.arena, runs)
    late = state.budget is not None and state.elapsed() > state.budget
    if late or not explain:
        told = [each for each in plan.dropped if each not in EXPLANATIONS]
        told += ["no explanations"] * explain
        plan = dataclasses.replace(plan, shuffled=False, shares=(), dropped=tuple(told))
    conditions = ["shuffled"] * plan.shuffled + [f"share {s}" for s in plan.shares]
    network = finding.network
    more = [
        Work(network, best[network], seed, condition)
        for condition in conditions
        for seed in range(plan.seeds)
    ]
    _run(state, more, "checks")
    runs |= summing_up.collect(state.known, more)
    rate = state.arena.rates[best[network]]
    recipe = dataclasses.replace(state.arena.recipe, learning_rate=rate)
    told = (notes, plan, form, recipe, state.elapsed())
    return summing_up.make_advice(state.arena, preparer, finding, runs, *told)


def set_up(examples, *, parameters=4000, updates=300, rates=RATES, seeds=3):
    """Cut, prepare, and size everything that the runs share.

    Args:
        examples: an `examples.Examples`.
        parameters, updates, rates, seeds: as in `advise`.

    Returns:
        A `running.Arena`, the preparing model, and a tuple of sentences on the data.
    """
    checks.integer("updates", updates, 10)
    if not isinstance(rates, tuple | list) or not 1 <= len(rates) <= 3:
        raise ValueError(f"rates is {rates!r}; expected one to three learning rates")
    twins = np.arange(len(examples))
    if examples.task != "forecast":
        twins = cutting.find_twins(examples.raw)
    groups = cutting.join_groups(examples.groups, twins)
    development, test = cutting.hold_back(examples, groups)
    preparer, ready, notes = preparing.build_preparer(examples, development)
    y, scale = preparing.scale_answers(examples, development)
    words = int(ready.max()) + 1 if ready.ndim == 2 else 0
    widths = match_widths(
        ready.shape[1:], len(examples.classes) or 1, parameters, words
    )
    dealt = (PILOT, *range(seeds))
    least = cutting.count_least(examples, development, seeds=dealt, groups=groups)
    size, batch = round((1 - cutting.VALID) * len(development)), min(32, least)
    epochs = choose_epochs(size, updates=updates, batch=batch)
    light = dataclasses.replace(examples, raw=None, facts=pd.DataFrame())
    arena = Arena(
        ready=ready,
        examples=light,
        y=y,
        scale=scale,
        development=development,
        test=test,
        groups=groups,
        widths=widths,
        recipe=training.Recipe(epochs, batch),
        rates=tuple(checks.positive("rates", rate) for rate in rates),
    )
    notes = [*looking.look(examples, twins), *notes, *note_components(ready, least)]
    return arena, preparer, tuple(notes)


@dataclasses.dataclass(frozen=True)
class _State:
    """How far the work has come."""

    arena: Arena
    budget: float | None
    n_jobs: int | None
    folder: Path | None
    started: float
    begun: float
    known: dict

    def elapsed(self):
        return time.perf_counter() - self.started


def _run(state, works, label, advance=lambda work, result: None):
    with progress_bar(len(works), label) as bar:

        def move(work, result):
            bar.update()
            advance(work, result)

        run_all(
            state.arena,
            works,
            n_jobs=state.n_jobs,
            folder=state.folder,
            advance=move,
            known=state.known,
        )


def _tune(state, names, seeds):
    """Try every contestant once, plan the rest, and choose the learning rates."""
    first = [Work(name, 0, PILOT) for name in names]

    def watch(work, result):
        done = sum(each in state.known for each in first)
        if state.budget and state.elapsed() > state.budget and done < len(first):
            raise ValueError(
                f"budget is {state.budget:g} seconds, and {done} of {len(first)} first "
                f"runs took {state.elapsed() - state.begun:.1f} after "
                f"{state.begun:.1f} of reading and preparing; expected time for one of "
                "each"
            )

    _run(state, first, "first runs", watch)
    results = [state.known[work] for work in first]
    plan = plan_runs(
        sum(result.wall for result in results),
        sum(1.2 * result.seconds + 0.05 for result in results),
        left=None if state.budget is None else state.budget - state.elapsed(),
        seeds=seeds,
        settings=len(state.arena.rates),
        workers=joblib.effective_n_jobs(state.n_jobs),
    )
    settings = {n: 1 if n in TRIVIAL else plan.settings for n in names}
    tried = [Work(n, s, PILOT) for n in names for s in range(settings[n])]
    _run(state, tried, "learning rates")
    best = {
        n: min(range(settings[n]), key=lambda s, n=n: _loss(state, n, s)) for n in names
    }
    return plan, best


def _loss(state, name, setting):
    loss = state.known[Work(name, setting, PILOT)].valid_loss
    return loss if np.isfinite(loss) else np.inf
