"""CNN vs RNN, put to the test: the modules, in the order of an experiment.

- `datasets`: data in three parts, one module per kind of data.
- `scratch`: convolution, recurrence, their layers forward and backward, and the first
  neurons (`neurons`) in plain NumPy: the definitions.
- `models`: models that two or more notebooks use, such as the trivial baselines.
- `probes`: what a model shows without training, such as its receptive field.
- `jacobians`, `levels`, `shifts`, `states`, `recall`, `decay`, `gates`, `saliency`: a
  probe for one lesson each: who may look where, what each depth shows, what a shift or
  a held gate changes, what a state keeps, how gradients fade, what an answer hangs on;
  `gradients` lays gradients of Keras beside those worked out by hand.
- `local`, `initializers`, `classics`: a layer without sharing, biases that hold, and
  classical classifiers.
- `ragged`: sequences of different lengths, padded or in buckets.
- `training`: `train`, the only place that seeds, compiles and fits; behind it
  `recipes` (how), `factories` (what may be trained), `loops` (an epoch in one
  compiled function), `checkpoints` and `progress`.
- `experiments`: `compare`, which gives one tidy row per run and metric, `tune` and
  `fairness`; behind it `jobs` (one contestant on one condition) and `evidence` (live
  or recorded), `records` (what is recorded, on disk) and `fingerprints` (of what).
- `contrasts`: what a change of conditions costs, and who stands for a family;
  `duels` makes one claim judge several pairs.
- `racing`, `pretraining`, `costs`, `rooflines`: experiments that `compare` does not
  know: who is first at a target, weights handed on, times in turns, a machine's limits;
  behind the times `steps` (one compiled step) and `accelerators` (on another device).
- `tokens`, `cells`, `strokes`: small parts of `fingerprints` and `diagrams`.
- `claims`: a claim, its verdict, and the ledger of all verdicts; behind it `pairs`
  (frame to paired scores), `rules` (the statistics), `verdicts` and `wording` (what is
  shown) and `ledger`.
- `findings`: all verdicts with their words and places; on top of it `comparison` and
  `contradictions` (the documents' tables and quarrels), `guide` (what to try first) and
  `headlines` (ten lines and a picture), and behind these `conditions` (which of them
  hold); `contests` and `rankings`: every kind of data against every family.
- `metrics`: the measures of each field, from the libraries that own them; beside it
  `calibration`: whether a network knows how sure it may be.
- `real_data`: what the use cases measured on real data, in one table; `systems`
  writes the tables of their overview.
- For use cases with pictures: `augmentation` (pictures); `boxes`, `centers`, `coco`,
  `mistakes`, `detection` and `templates` (where the objects are); `segmentation`,
  `sweeps`, `masks`, `objects`, `thresholds` and `unets` (which pixels); `embeddings`,
  `verification` and `eigenfaces` (faces); `screening` and `suspicion` (the rare cell);
  `vehicles`, `driving`, `dashcam` and `shares` (a car, its drives, their count).
- For use cases with sequences: `ngrams`, `language` and `writing` (the next character);
  `encoding`, `translation` and `translation_scores`; `spectra`, `ctc` and `recognition`
  (speech); `sentiment` and `occlusion`; `forecasting`, `intervals` and
  `autoregression` (series).
- `taxonomy` and `decoding`: the shapes of input and output, drawn, and an answer
  written word by word; `trigrams`: a missing word guessed by counting.
- `advisor`: `advise`, which finds out what network the reader's own data want.
- `looking`, `captioning`, `caption_scores`, `overlays`: a picture described in words,
  how well, and where the writer looked.
- `codecs`, `drawing`, `judging`, `staging`: pictures as codes, codes written for a
  sentence, what a judge sees in them, and how it is trained
  in two stages; `galleries`: pictures in rows.
- `videos`: films labeled, in parts, shuffled, and refused where they do not fit.
- `exercises`: the property checks behind the exercises.
- `plots`: one function per kind of figure; behind it `house_style` and `pictures`;
  beside it `filmstrips`, `sliders` and `diagrams`.
- `checks`: refuses wrong arguments, for all of them.
- `ready`: the set-up cell, the same in every notebook.
- `course`: the commands behind `make notebooks`, `evidence`, `replicate`, `real`,
  `browser`, `publish`.

Importing the package itself imports none of them.
"""
