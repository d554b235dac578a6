"""`python -m evals`: run, compare, check, draft, export. The contract is DESIGN's.

Exit 0 when all went well, 1 when an input failed or a gate was missed, 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import settings as configuration
from evals.ask import gate
from evals.report.export import FORMS
from ingest import timing
from ingest.errors import OnRecordError
from ingest.started import command, ending_well

GOES_ON = "stopped; the same command goes on where it was"


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    parser = _parser()
    args = parser.parse_args(argv)
    # These bring Chroma and numpy: seconds that `--help` need not take.
    from evals import commands
    from evals.measure.scoring import metric_names

    if args.run == "run" and (wrong := gate.unknown(args.fail_under, metric_names(args.k))):
        parser.error(f"--fail-under: {wrong}")
    try:
        settings = configuration.load()
        if getattr(args, "library", None):
            settings = replace(settings, library=args.library)
        with ending_well(GOES_ON), timing.verbose(args.verbose):
            return int(getattr(commands, args.run)(args, settings))
    except (OnRecordError, configuration.SettingsError) as error:
        for line in str(error).split("\n"):
            print(f"error: {line}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=command("evals"), description=__doc__.split("\n")[0])
    add_commands(parser.add_subparsers(required=True, metavar="COMMAND"))
    return parser


def add_commands(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this package's commands to a parser's."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--verbose", action="store_true", help=timing.VERBOSE)
    library = argparse.ArgumentParser(add_help=False, parents=[common])
    library.add_argument("--library", type=Path, metavar="DIR", help="the library folder")

    text = "Ask every question of the sets, score the answers, write the report."
    run = sub.add_parser("run", help=text, description=text, parents=[library])
    run.set_defaults(run="run")
    run.add_argument("sets", nargs="+", type=Path, metavar="SET")
    run.add_argument("--out", type=Path, metavar="DIR", help="where results go (eval-results/NAME)")
    run.add_argument("-k", type=_count, default=20, help="turns to find for a question (20)")
    run.add_argument("--retrieval-only", action="store_true", help="find turns, do not answer")
    run.add_argument("--baseline", type=Path, metavar="DIR", help="fail if worse than this run")
    run.add_argument("--fail-under", action="append", default=[], type=gate.level,
                     metavar="METRIC=X", help="fail where the mean is lower")  # fmt: skip
    run.add_argument("--judge", metavar="MODEL", help="a chat model grades the answers too")
    run.add_argument("--price", type=_price, metavar="IN,OUT",
                     help="price of a million prompt and completion tokens")  # fmt: skip

    text = "Show what changed from one run to another, question by question."
    compare = sub.add_parser("compare", help=text, description=text, parents=[common])
    compare.set_defaults(run="compare")
    compare.add_argument("old", type=Path, metavar="DIR")
    compare.add_argument("new", type=Path, metavar="DIR")

    text = "Prove that every quote and fact of the sets stands in its gold turns."
    check = sub.add_parser("check", help=text, description=text, parents=[library])
    check.set_defaults(run="check")
    check.add_argument("sets", nargs="+", type=Path, metavar="SET")

    text = "Write a first question set from a transcript, to be edited."
    draft = sub.add_parser("draft", help=text, description=text, parents=[library])
    draft.set_defaults(run="draft")
    draft.add_argument("transcript", metavar="TRANSCRIPT", help="a file, or a name in the library")

    text = "Print sets in the form that another evaluation tool reads."
    export = sub.add_parser("export", help=text, description=text, parents=[library])
    export.set_defaults(run="export")
    export.add_argument("sets", nargs="+", type=Path, metavar="SET")
    export.add_argument("--to", required=True, choices=sorted(FORMS), help="the tool")


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 1000:
        raise argparse.ArgumentTypeError("use a number from 1 to 1000")
    return value


def _price(text: str) -> tuple[float, float]:
    try:
        prompt, completion = (float(part) for part in text.split(","))
    except ValueError:
        prompt = completion = -1.0
    if prompt < 0 or completion < 0:
        raise argparse.ArgumentTypeError(f"'{text}' is no pair of prices; write it like 0.15,0.60")
    return prompt, completion


if __name__ == "__main__":
    sys.exit(main())
