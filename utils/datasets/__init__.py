"""Data for every lesson, one module per kind, each function returning a `Dataset`.

base       Dataset and Split: what every model is given
splits     split and cut: how a Dataset is made from arrays
images     pictures: scikit-learn's digits, digits on a canvas, shapes with textures
sequences  made by a known rule (adding, order, memory, parity) or measured (sunspots,
           sea temperatures, carbon dioxide; at home in series)
text       the Python documentation, character by character
tables     columns whose order means nothing
cache      files from the network, verified: the only module that opens a connection

The verb says where data come from: `load_` reads what a dependency ships, `make_`
draws from a seed, `fetch_` downloads and verifies.
"""

from utils.datasets import cache, images, sequences, tables, text
from utils.datasets.base import Dataset, Split
from utils.datasets.splits import cut, split

__all__ = [
    "Dataset",
    "Split",
    "cache",
    "cut",
    "images",
    "sequences",
    "split",
    "tables",
    "text",
]
