"""Advice on the reader's own data: which family of networks to use, and how sure.

- `advising`: `advise`, the one function that most people need.
- `reading`: arrays, tables, folders and text files in one form; behind it `arrays`,
  `tables`, `columns`, `dates`, `folders` and `examples`.
- `looking`: what the data are, and what looks like a leak.
- `cutting`: training, validation and test rows.
- `preparing`: raw input made ready by layers that the saved model keeps.
- `families`, `baselines`: who competes.
- `planning`, `running`, `results`: what fits into the seconds, and doing it; behind it
  `changes` (shuffled and moved inputs).
- `judging`, `summing_up`, `wording`: who is ahead, how sure, in words.
- `advice`, `report`: text, figure, table, and what is kept on disk; behind it `forms`,
  by which a network takes what `advise` took.
- `trials`: data with a known answer, on which the advice has to be right.
"""

from utils.advisor.advice import Advice, load
from utils.advisor.advising import advise

__all__ = ["Advice", "advise", "load"]
