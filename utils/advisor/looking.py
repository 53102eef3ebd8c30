"""Look at examples and say what is seen, and what looks like a leak."""

import warnings

import numpy as np
from sklearn.model_selection import cross_val_score
from sklearn.tree import DecisionTreeClassifier

ALONE = 0.95  # a column that is right this often by itself is suspicious
COLUMNS, ROWS = 40, 1000  # looked at, at most
UNEVEN = 3.0  # the largest class over the smallest one


def look(examples, twins):
    """Say what the data are.

    Args:
        examples: an `examples.Examples`.
        twins: array `(n,)`: equal examples share a number; see `cutting.find_twins`.

    Returns:
        A tuple of sentences: size, answers, what was noticed while reading, and what
        looks like a leak.
    """
    seen = [describe(examples), describe_answers(examples), *examples.notes]
    return tuple(seen + find_copies(examples, twins) + find_giveaways(examples))


def describe(examples):
    """Say how many examples there are and of what shape.

    Args:
        examples: an `examples.Examples`.

    Returns:
        A sentence.
    """
    raw, count = examples.raw, f"{len(examples):,}"
    if examples.kind == "texts":
        lengths = [len(text.split()) for text in raw]
        return f"{count} texts of {min(lengths)} to {max(lengths)} words"
    if examples.kind == "sounds":
        lengths = [len(sound) / examples.rate for sound in raw]
        span = f"{min(lengths):.2f} to {max(lengths):.2f} seconds"
        return f"{count} sounds of {span}, {examples.rate:,} Hz"
    if isinstance(raw, list):
        return f"{count} pictures of several sizes, {_color(raw[0])}"
    if examples.kind == "pictures":
        height, width = raw.shape[1:3]
        return f"{count} pictures of {height} × {width} pixels, {_color(raw)}"
    channels = 1 if raw.ndim == 2 else raw.shape[2]
    words = "1 channel" if channels == 1 else f"{channels} channels"
    return f"{count} series of {raw.shape[1]:,} steps, {words}"


def describe_answers(examples):
    """Say what is to be told from the examples, and how even the classes are.

    Args:
        examples: an `examples.Examples`.

    Returns:
        A sentence.
    """
    y = examples.y
    if examples.task != "classification":
        goal = "the next value" if examples.task == "forecast" else "a number"
        goal += f" of {examples.target!r}" if examples.target else ""
        return f"to predict: {goal}, {y.min():.4g} to {y.max():.4g}"
    counts = np.bincount(y, minlength=len(examples.classes))
    small, large = counts.argmin(), counts.argmax()
    told = f"to tell apart: {len(counts)} classes, "
    if counts[large] == counts[small]:
        return f"{told}{counts[small]:,} examples each"
    names = examples.classes
    told += (
        f"from {counts[small]:,} examples ({names[small]}) to {counts[large]:,} "
        f"({names[large]})"
    )
    if is_uneven(examples):
        told += ": uneven, so read every accuracy beside that of the largest class"
    return told


def is_uneven(examples):
    """Return whether the largest class has over three times the smallest one's size.

    Args:
        examples: an `examples.Examples`.

    Returns:
        True or False; False where there are no classes.
    """
    if examples.task != "classification":
        return False
    counts = np.bincount(examples.y, minlength=len(examples.classes))
    return bool(counts.max() > UNEVEN * counts.min())


def find_copies(examples, twins):
    """Say how many examples occur more than once.

    Args:
        examples: an `examples.Examples`.
        twins: array `(n,)`: equal examples share a number.

    Returns:
        A list of sentences.
    """
    first = np.unique(twins, return_index=True)[1]
    copies = len(twins) - len(first)
    if not copies or examples.task == "forecast":
        return []
    words = "example is a copy" if copies == 1 else "examples are copies"
    told = [f"{copies:,} {words} of another: copies stay on one side of the split"]
    same = examples.y[first][np.unique(twins, return_inverse=True)[1]]
    odd = int((same != examples.y).sum())
    if odd:
        told.append(f"{odd:,} copies have another answer: nobody can be right on all")
    return told


def find_giveaways(examples):
    """Name numbers beside the content that give the answer away by themselves.

    Args:
        examples: an `examples.Examples` of a classification; others have none.

    Returns:
        A list of sentences.
    """
    facts = examples.facts
    if examples.task != "classification" or not facts.shape[1]:
        return []
    rows = np.random.default_rng(0).permutation(len(facts))[:ROWS]
    y, told = examples.y[rows], []
    majority = np.bincount(y).max() / len(y)
    if (np.bincount(y, minlength=len(examples.classes)) < 3).any():
        return []
    tree = DecisionTreeClassifier(
        max_leaf_nodes=4 * len(examples.classes), min_samples_leaf=3, random_state=0
    )
    for column in facts.columns[:COLUMNS]:
        values = facts[column].to_numpy("float64")[rows]
        values = np.nan_to_num(values, nan=np.nanmean(values)).reshape(-1, 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            right = cross_val_score(tree, values, y, cv=3).mean()
        if right >= max(ALONE, (1 + majority) / 2):
            told.append(
                f"suspected leak: {column!r} alone gives the answer in {right:.0%} of "
                "the cases; is it known before the answer is?"
            )
    return told


def _color(raw):
    return "in color" if raw.shape[-1] == 3 else "gray"
