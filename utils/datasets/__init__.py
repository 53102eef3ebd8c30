"""Data for every lesson, one module per kind, each function returning a `Dataset`.

base       Dataset and Split: what every model is given
bccd       photographs of blood smears, fetched; every cell in a box
benchmarks MNIST, Fashion-MNIST and CIFAR-10
splits     split and cut: how a Dataset is made from arrays
causes     pictures and sequences of which we know what decides, and where
events     events in time, and what is known about them at every step
faces      drawn people and photographed ones, those measured never trained on
few        a few of the handwritten digits, repeated, and moved if asked for
gating     orders to write, keep, clear and recall a value: we know what to do when
images     pictures: scikit-learn's digits, digits on a canvas, shapes with textures
lags       one symbol to remember, at a known distance from the end
olivetti   photographs of 40 people, fetched; other people for every seed
prices     shares by day and by month, checked, cut honestly or with a leak
scenes     objects made of shapes made of lines, and what stands where
seasons    sunspots and carbon dioxide, whole, gaps filled from the past alone
sequences  made by a known rule (adding, order, memory, parity) or measured (sunspots,
           sea temperatures, carbon dioxide; at home in series)
text       the Python documentation, character by character
tables     columns whose order means nothing
cache      files from the network, verified: the only module that opens a connection

The verb says where data come from: `load_` reads what a dependency ships, `make_`
draws from a seed, `fetch_` downloads and verifies.
"""

from utils.datasets import (
    bccd,
    benchmarks,
    cache,
    causes,
    events,
    faces,
    few,
    gating,
    images,
    lags,
    olivetti,
    prices,
    scenes,
    seasons,
    sequences,
    tables,
    text,
)
from utils.datasets.base import Dataset, Split
from utils.datasets.splits import cut, split

__all__ = [
    "Dataset",
    "Split",
    "bccd",
    "benchmarks",
    "cache",
    "causes",
    "cut",
    "events",
    "faces",
    "few",
    "gating",
    "images",
    "lags",
    "olivetti",
    "prices",
    "scenes",
    "seasons",
    "sequences",
    "split",
    "tables",
    "text",
]
