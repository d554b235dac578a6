"""`python -m rag`: search and ask. The contract is DESIGN's.

Exit 0 when all went well, 1 when the question could not be taken, 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import settings as configuration
from ingest import timing
from ingest.errors import OnRecordError
from ingest.started import command, ending_well


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    args = _parser().parse_args(argv)
    try:
        with ending_well(said="stopped"), timing.verbose(args.verbose):
            from rag import commands  # brings Chroma and numpy: seconds that `--help` need not take

            commands.run(args)
    except (OnRecordError, configuration.SettingsError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=command("rag"), description=__doc__.split("\n")[0])
    add_commands(parser.add_subparsers(dest="command", required=True, metavar="COMMAND"))
    return parser


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this package's commands to a parser's."""
    for name, count, text in (
        ("search", 10, "Find the turns that fit a question."),
        ("ask", None, "Answer a question, every sentence cited."),
    ):
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument("question", metavar="QUESTION")
        sub.add_argument("-k", type=_count, default=count, help="turns to find")
        sub.add_argument("--transcript", action="append", default=[], metavar="NAME")
        sub.add_argument("--speaker", action="append", default=[], metavar="NAME")
        sub.add_argument("--since", metavar="DATE", help="such as 2024-03-12, or 2024")
        sub.add_argument("--until", metavar="DATE", help="the last day, month or year")
        sub.add_argument("--library", type=Path, metavar="DIR", help="the library folder")
        sub.add_argument("--json", action="store_true", help="one JSON object")
        sub.add_argument("--verbose", action="store_true", help=timing.VERBOSE)
        if name == "ask":
            sub.add_argument(
                "--history", type=Path, metavar="FILE", help="earlier questions, and answers"
            )


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 1000:
        raise argparse.ArgumentTypeError("use a number from 1 to 1000")
    return value


if __name__ == "__main__":
    sys.exit(main())
