"""Small data sets that lie under `data/examples`, drawn by rule from a seed.

- `arrows`: a folder of pictures, in class folders: an arrow to the left or to the
  right, somewhere in noise.
- `valve.csv`: series with a label column: a valve gets commands to open and to close;
  is it open at the end?
- `reviews.tsv`: a label and a sentence in each line: words of praise or of blame.
"""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

FOLDER = Path(__file__).resolve().parents[2] / "data" / "examples"
SEED = 2026
ARROW = np.array([[0, 0, 1, 0, 0], [0, 1, 0, 0, 0], [1, 1, 1, 1, 1],
                  [0, 1, 0, 0, 0], [0, 0, 1, 0, 0]])  # fmt: skip
PRAISE = "wonderful gripping warm funny clever moving fresh honest brilliant tender"
BLAME = "dull tired clumsy boring shallow noisy empty cold predictable lifeless"
THINGS = "story cast music ending dialogue first_half camera script pace lead"


def write_samples(folder=FOLDER):
    """Write the three data sets.

    Args:
        folder: `Path`; what lies there under their names is replaced.

    Returns:
        A DataFrame with the number of examples and bytes of each.
    """
    rng, folder = np.random.default_rng(SEED), Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    pictures, sides = draw_arrows(rng)
    shutil.rmtree(folder / "arrows", ignore_errors=True)
    for number, (picture, side) in enumerate(zip(pictures, sides, strict=True)):
        place = folder / "arrows" / ("left", "right")[side]
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(place / f"{number:03d}.png", optimize=True)
    table = draw_valve(rng)
    table.to_csv(folder / "valve.csv", index=False, lineterminator="\n")
    lines = draw_reviews(rng)
    text = "".join(f"{label}\t{sentence}\n" for label, sentence in lines)
    (folder / "reviews.tsv").write_bytes(text.encode())
    rows = {}
    for name, count in (("arrows", 300), ("valve.csv", 800), ("reviews.tsv", 400)):
        path = folder / name
        files = path.rglob("*.png") if path.is_dir() else [path]
        rows[name] = (count, sum(file.stat().st_size for file in files))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["examples", "bytes"])


def draw_arrows(rng, count=300, size=14):
    """Draw pictures of an arrow somewhere in noise.

    Args:
        rng: a NumPy `Generator`.
        count, size: how many, and their height and width.

    Returns:
        A uint8 array `(count, size, size)`, and 0 for left or 1 for right.
    """
    sides = rng.permutation(np.arange(count) % 2)
    pictures = rng.normal(90, 28, (count, size, size))
    places = rng.integers(0, size - 4, (count, 2))
    for picture, side, (row, column) in zip(pictures, sides, places, strict=True):
        arrow = ARROW[:, ::-1] if side else ARROW
        picture[row : row + 5, column : column + 5] += 100 * arrow
    steps = 8 * np.round(pictures / 8)  # fewer shades, smaller files
    return np.clip(steps, 0, 255).astype("uint8"), sides


def draw_valve(rng, count=800, steps=24, stretch=10):
    """Draw measurements at a valve: up at a command to open, down at one to close.

    Args:
        rng: a NumPy `Generator`.
        count: number of series.
        steps: their length.
        stretch: steps, somewhere in the series, in which all commands lie.

    Returns:
        A DataFrame with the columns `number`, `t00` …, and `state`.
    """
    x = rng.normal(0, 0.2, (count, steps))
    states = rng.permutation(np.arange(count) % 2)
    for series, state in zip(x, states, strict=True):
        first = rng.integers(0, steps - stretch + 1)
        places = first + np.sort(rng.choice(stretch, 6, replace=False))
        commands = rng.permutation([1, 1, 1, -1, -1, -1])
        series[places] += commands * (1 if (commands[-1] > 0) == state else -1)
    table = pd.DataFrame(x.round(2), columns=[f"t{step:02d}" for step in range(steps)])
    table.insert(0, "number", np.arange(count))
    return table.assign(state=np.where(states, "open", "closed"))


def draw_reviews(rng, count=400):
    """Draw sentences of praise and of blame, each with a slip of the other kind.

    Args:
        rng: a NumPy `Generator`.
        count: number of sentences.

    Returns:
        A list of pairs of a label and a sentence.
    """
    words = {"praise": PRAISE.split(), "blame": BLAME.split()}
    things, lines = [t.replace("_", " ") for t in THINGS.split()], []
    for label in rng.permutation(["praise", "blame"] * (count // 2)):
        other = "blame" if label == "praise" else "praise"
        kinds = rng.permutation([label, label, other])
        parts = [
            f"{rng.choice(['the', 'its'])} {rng.choice(things)} is "
            f"{rng.choice(words[kind])}"
            for kind in kinds
        ]
        lines.append((str(label), ", ".join(parts)))
    return lines
