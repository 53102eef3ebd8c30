"""Decide what can be run in the seconds that are left: a rule without a clock.

What is asked for comes in an order of importance: one run of every family, then the
seeds, a second and third learning rate, the test with shuffled inputs, the learning
curve. All families always get the same number of seeds and of learning rates.
"""

import dataclasses

from utils import checks

SHARES = (0.25, 0.5)  # of the training data, for the learning curve
EXPLANATIONS = ("no test with shuffled inputs", "no learning curve")


@dataclasses.dataclass(frozen=True)
class Plan:
    """What is run.

    Args:
        seeds: runs of every contestant.
        settings: learning rates tried for each.
        shuffled: whether the best network is trained again on shuffled inputs.
        shares: parts of the training data for the learning curve.
        dropped: sentences about what the budget did not allow.
    """

    seeds: int
    settings: int
    shuffled: bool = True
    shares: tuple = SHARES
    dropped: tuple = ()


def plan_runs(first, further, *, left, seeds, settings, workers=1):
    """Fit the wanted runs into the seconds that are left.

    Args:
        first: seconds that a first run with a new learning rate takes, all families
            together.
        further: the same for one more seed, which needs no compiling.
        left: seconds left of the budget, or None for no limit.
        seeds: how many are wanted.
        settings: how many learning rates are wanted; the first one has been tried.
        workers: runs at the same time.

    Returns:
        A `Plan`.

    Example:

    >>> plan_runs(9, 3, left=None, seeds=3, settings=2)
    Plan(seeds=3, settings=2, shuffled=True, shares=(0.25, 0.5), dropped=())
    >>> plan_runs(9, 3, left=10, seeds=3, settings=2).seeds
    3
    >>> plan_runs(9, 3, left=4, seeds=3, settings=2).dropped[0]
    '1 seed instead of 3'
    """
    seeds = checks.integer("seeds", seeds, 1)
    if left is None:
        return Plan(seeds, settings)
    left, dropped = left * max(1, workers), []
    kept = max(1, min(seeds, int(left // max(further, 1e-9))))
    if kept < seeds:
        words = "1 seed" if kept == 1 else f"{kept} seeds"
        dropped.append(f"{words} instead of {seeds}")
    left -= kept * further
    tried = 1 + max(0, min(settings - 1, int(left // max(first, 1e-9))))
    if tried < settings:
        words = "1 learning rate" if tried == 1 else f"{tried} learning rates"
        dropped.append(f"{words} instead of {settings}")
    left -= (tried - 1) * first
    one = kept * further / 2  # the best network alone, which may be the slowest
    shuffled = left >= one
    if not shuffled:
        dropped.append(EXPLANATIONS[0])
    left -= one * shuffled
    shares = SHARES if left >= one * len(SHARES) else ()
    if not shares:
        dropped.append(EXPLANATIONS[1])
    return Plan(kept, tried, shuffled, shares, tuple(dropped))


def choose_epochs(examples, *, updates, batch):
    """Return the epochs that come closest to a number of updates.

    Args:
        examples: size of the training part.
        updates: how many are wanted.
        batch: examples of an update.

    Returns:
        A whole number from 3 to 100.

    Example:

    >>> choose_epochs(640, updates=300, batch=32)  # 20 updates each
    15
    """
    return min(100, max(3, round(updates / max(1, examples // batch))))
