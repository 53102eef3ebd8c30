"""CNN vs RNN, put to the test: the modules, in the order of an experiment.

- `datasets`: data in three parts, one module per kind of data.
- `scratch`: convolution and recurrence in plain NumPy, the definitions.
- `models`: building blocks that two or more notebooks use.
- `probes`: what a model shows without training, such as its receptive field.
- `training`: `train`, the only place that seeds, compiles and fits.
- `experiments`: `compare`, which gives one tidy row per run and metric.
- `fingerprints`: what a recorded experiment was made from.
- `records`: recorded experiments, stored, checked and read back.
- `claims`: a claim, its verdict, and the ledger of all verdicts.
- `metrics`: the measures of each field, from the libraries that own them.
- `exercises`: the property checks behind the exercises.
- `plots`: the house style, and one function per kind of figure.
- `ready`: the set-up cell, the same in every notebook.
- `course`: the commands behind `make notebooks`, `evidence`, `replicate`, `publish`.

Importing the package itself imports none of them.
"""
