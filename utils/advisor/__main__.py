"""The command line of `make advisor`: `python -m utils.advisor COMMAND`."""

import argparse
import sys

from utils import ready

ready.prepare()

from utils.advisor import recording, samples  # noqa: E402

COMMANDS = ("trials", "real", "overhead", "samples")


def main(argv=None):
    """Run a command and write its table to the standard output.

    Args:
        argv: list of strings; None takes the process's own.

    Returns:
        0.
    """
    parser = argparse.ArgumentParser(prog="utils.advisor", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--draws", type=int, default=20, help="trials of each kind")
    parser.add_argument("--first", type=int, default=0, help="number of the first")
    parser.add_argument("--path", help="of the table, if not data/recorded")
    parser.add_argument("names", nargs="*", help="kinds of trials, or real data sets")
    given = parser.parse_intermixed_args(argv)
    if given.command == "trials":
        kinds = given.names or recording.trials.KINDS
        found = recording.record_trials(
            draws=given.draws, first=given.first, kinds=kinds, path=given.path
        )
        found = recording.trials.count_right(found)
    elif given.command == "real":
        names = given.names or recording.REAL
        found = recording.record_real(names=names, path=given.path)
    elif given.command == "overhead":
        found = recording.measure_overhead(path=given.path)
    else:
        found = samples.write_samples()
    sys.stdout.write(f"{found}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
