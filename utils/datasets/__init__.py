"""Data for every lesson, one module per kind, each function returning a `Dataset`.

base         Dataset and Split: what every model is given
splits       split and cut: how a Dataset is made from arrays
cache        files from the network, verified: the only module that opens a connection
bccd         photographs of blood smears, fetched; every cell in a box
benchmarks   MNIST, Fashion-MNIST and CIFAR-10
bilingual    sentences in two languages as numbers, their words, what counts as right
blanks       sentences with a word left out, by a rule or from real text
bloodcells   the photographs in bccd as scenes to find cells in
captions     drawn scenes and their captions as numbers, pairs held out
causes       pictures and sequences of which we know what decides, and where
clauses      praise and blame in a few words, and negations that turn them
clips      short films of one thing that moves, a label per clip or per frame
corpora      texts in three stretches, learned from, chosen by, unseen
crops        single cells out of the photographs in bccd, size and color taken away
detection    scenes to find digits in, pasted on photographs, with boxes
events       events in time, and what is known about them at every step
faces        drawn people and photographed ones, those measured never trained on
few          a few of the handwritten digits, repeated, and moved if asked for
formants     a synthesizer: ten spoken digits from a buzz, a hiss, five resonators
fsdd         the Free Spoken Digit Dataset, fetched; split by take or by speaker
gating       orders to write, keep, clear and recall a value: we know what to do when
images       pictures: scikit-learn's digits, digits on a canvas, shapes with textures
inks         digits drawn with a round pen, sized, tilted and colored
lags         one symbol to remember, at a known distance from the end
membranes    slices of nerve tissue, fetched, with traced membranes
microscopy   red blood cells as a microscope shows them, one smear unlike another
numerals     numbers and their names: one vector or many steps, on either side
olivetti     photographs of 40 people, fetched; other people for every seed
packing      answers of different lengths in rows of one length
photographs  pieces of photographs that come with the libraries
phrases      English and French sentences from a grammar, one construction held out
polarity     sentences of film reviews, fetched; words known from training alone
prices       shares by day and by month, checked, cut honestly or with a leak
prompts      sentences that ask for a colored digit, and pictures of it
reviews      one-sentence reviews from a grammar, in which the order of words decides
roads        the road as a camera in a car sees it, and a driver's steering
scenes       objects made of shapes made of lines, and what stands where
seasons      sunspots and carbon dioxide, whole, gaps filled from the past alone
sequences    made by a known rule (adding, order, memory, parity) or measured (sunspots,
             sea temperatures, carbon dioxide; at home in series)
sketches     scenes of a few drawn objects, each with its one right caption
smears       drawn blood smears dealt out whole, one cell in twenty abnormal
speech       digits spoken by synthetic voices, single and in strings
tables       columns whose order means nothing
tatoeba      short English sentences and their French translations, fetched
text         the Python documentation, character by character
tissue       drawn cells that touch, in uneven light, with their masks
tracks       smooth random tracks to drive on, and what their ground looks like
utterances   recordings of digits, joined to strings, cut into frames
words        sentences as numbers: a vocabulary from training, unknown words

Behind them: `french` and `proofreading` (a grammar, and a reader that checks it),
`spelling` (numbers as words), `portraits` (how a face is drawn), `series` (measured).

The verb says where data come from: `load_` reads what a dependency ships, `make_`
draws from a seed, `fetch_` downloads and verifies.
"""

from utils.datasets import (
    bccd,
    benchmarks,
    bilingual,
    blanks,
    bloodcells,
    cache,
    captions,
    causes,
    clauses,
    clips,
    corpora,
    crops,
    detection,
    events,
    faces,
    few,
    formants,
    fsdd,
    gating,
    images,
    inks,
    lags,
    membranes,
    microscopy,
    numerals,
    olivetti,
    packing,
    photographs,
    phrases,
    polarity,
    prices,
    prompts,
    reviews,
    roads,
    scenes,
    seasons,
    sequences,
    sketches,
    smears,
    speech,
    tables,
    tatoeba,
    text,
    tissue,
    tracks,
    utterances,
    words,
)
from utils.datasets.base import Dataset, Split
from utils.datasets.splits import cut, split

__all__ = [
    "Dataset",
    "Split",
    "bccd",
    "benchmarks",
    "bilingual",
    "blanks",
    "bloodcells",
    "cache",
    "captions",
    "causes",
    "clauses",
    "clips",
    "corpora",
    "crops",
    "cut",
    "detection",
    "events",
    "faces",
    "few",
    "formants",
    "fsdd",
    "gating",
    "images",
    "inks",
    "lags",
    "membranes",
    "microscopy",
    "numerals",
    "olivetti",
    "packing",
    "photographs",
    "phrases",
    "polarity",
    "prices",
    "prompts",
    "reviews",
    "roads",
    "scenes",
    "seasons",
    "sequences",
    "sketches",
    "smears",
    "speech",
    "split",
    "tables",
    "tatoeba",
    "text",
    "tissue",
    "tracks",
    "utterances",
    "words",
]
