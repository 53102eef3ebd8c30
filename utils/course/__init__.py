"""The course's own commands: `python -m utils.course COMMAND`.

- `pages`: find and read the notebooks.
- `running`: run one notebook in a fresh kernel of this interpreter.
- `storing`: `notebooks`, which re-executes pages and stores normalized outputs.
- `evidence`: `evidence`, which computes the recorded runs that pages ask for.
- `replicate`: `replicate`, which asks whether verdicts survive other seeds.
- `real`: `real`, which runs the use cases on real data.
- `publish`: `publish`, which writes the release's address and tag everywhere.
"""
