"""The command line: `python -m utils.course COMMAND`."""

import argparse
import sys

from utils.course.browser import open_pages
from utils.course.evidence import compute_evidence, list_records
from utils.course.gpu import measure_device
from utils.course.publish import publish
from utils.course.real import LIMIT, run_on_real_data
from utils.course.replicate import replicate
from utils.course.storing import store_pages


def make_parser():
    """Builds the parser of the command line.

    Returns:
        argparse.ArgumentParser; what it parses has a `command`.

    Example:

    >>> make_parser().parse_args(["evidence", "--jobs", "4", "M5-adding"]).jobs
    4
    """
    parser = argparse.ArgumentParser(prog="utils.course", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    pages = commands.add_parser("notebooks", help="execute pages, store outputs")
    pages.add_argument("names", nargs="*", help="pages, such as 01; none means all")
    pages.add_argument("--timeout", type=int, default=600, help="seconds per cell")
    evidence = commands.add_parser("evidence", help="compute recorded evidence")
    evidence.add_argument("names", nargs="*", help="records; none means all")
    evidence.add_argument("--list", action="store_true", help="show them and stop")
    evidence.add_argument("--jobs", type=int, default=2, help="processes")
    again = commands.add_parser("replicate", help="verdicts on other seeds")
    again.add_argument("names", nargs="*", help="pages; none means all")
    again.add_argument("--seeds", type=int, nargs="+", default=[100, 200, 300])
    again.add_argument("--live", action="store_true", help="recorded ones as well")
    device = commands.add_parser("gpu", help="time pages on an accelerator, by JAX")
    device.add_argument("--tiny", action="store_true", help="try it, store nothing")
    seen = commands.add_parser("browser", help="run pages in a real browser")
    seen.add_argument("names", nargs="*", help="pages; none means all")
    seen.add_argument("--timeout", type=int, default=300, help="seconds per page")
    real = commands.add_parser("real", help="run the use cases on real data")
    real.add_argument("names", nargs="*", help="pages; none means all use cases")
    real.add_argument("--keep", help="folder for the executed copies")
    real.add_argument("--timeout", type=int, default=LIMIT, help="seconds per page")
    release = commands.add_parser("publish", help="write address and tag everywhere")
    release.add_argument("repo", help="owner/name")
    release.add_argument("tag", help="such as v1.0.0")
    return parser


def run_command(arguments):
    """Runs the command that was asked for.

    Args:
        arguments: argparse.Namespace from `make_parser`.

    Returns:
        Number of things that went wrong.
    """
    if arguments.command == "notebooks":
        return store_pages(arguments.names, timeout=arguments.timeout)
    if arguments.command == "evidence" and arguments.list:
        return list_records()
    if arguments.command == "evidence":
        return compute_evidence(arguments.names, jobs=arguments.jobs)
    if arguments.command == "replicate":
        starts, live = arguments.seeds, arguments.live
        return replicate(arguments.names, starts=starts, live=live)
    if arguments.command == "gpu":
        return measure_device(tiny=arguments.tiny)
    if arguments.command == "browser":
        return open_pages(arguments.names, timeout=arguments.timeout)
    if arguments.command == "real":
        keep, limit = arguments.keep, arguments.timeout
        return run_on_real_data(arguments.names, keep=keep, limit=limit)
    return publish(arguments.repo, arguments.tag)


def main(argv=None):
    """Parses the command line and runs it.

    Args:
        argv: List of strings; None takes the process's own.

    Returns:
        Exit code: 0 if all went well, 1 if not, 130 if interrupted.
    """
    try:
        return int(bool(run_command(make_parser().parse_args(argv))))
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; what was stored stays", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
