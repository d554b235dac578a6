"""`python -m ingest`: transcripts into the library and out of it. The contract is DESIGN's.

Exit 0 when all went well, 1 when some input failed (the rest is done), 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import cast

import settings as configuration
from ingest import listing, timing
from ingest.errors import OnRecordError
from ingest.started import command, ending_well


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    args = _parser().parse_args(argv)
    try:
        with ending_well(), timing.verbose(args.verbose):
            return _run(args)
    except (OnRecordError, configuration.SettingsError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _run(args: argparse.Namespace) -> int:
    """Run the function of `commands` that the command names."""
    if args.run == "show_list" and (rows := listing.known(args)) is not None:
        return listing.show(rows, args.json)
    from ingest import (
        commands,
    )  # brings the readers and Chroma: seconds that `--help` need not take

    return int(getattr(commands, args.run)(args))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=command("ingest"), description=__doc__.split("\n")[0])
    add_commands(parser.add_subparsers(required=True, metavar="COMMAND"))
    return parser


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this package's commands to a parser's."""

    def command(name: str, text: str, run: str = "") -> argparse.ArgumentParser:
        sub = subparsers.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run or name)
        sub.add_argument("--json", action="store_true", help="one JSON object a line")
        sub.add_argument("--verbose", action="store_true", help=timing.VERBOSE)
        if name != "parse":
            sub.add_argument("--library", type=Path, metavar="DIR", help="the library folder")
        return sub

    add = command("add", "Add files or folders to the library.")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.add_argument("--replace", metavar="NAME", help="the file is a new version of this one")
    parse = command("parse", "Read files and print their turns; no library is touched.")
    parse.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    for reading in (add, parse):
        reading.add_argument(
            "--as",
            dest="read_as",
            choices=["talk"],
            help="talk: read what is no transcript by its look as talk without names",
        )
    command("list", "List the transcripts.", "show_list")
    command("show", "Print a transcript.").add_argument("name", metavar="NAME")
    fix = command("correct", "Correct a transcript's title, date and speakers, and tag it.")
    fix.add_argument("name", metavar="NAME")
    fix.add_argument("--title", metavar="TEXT", help="empty: the one in the file")
    fix.add_argument(
        "--date", metavar="DATE", help="such as 2024-03-12; empty: the one in the file"
    )
    fix.add_argument("--tags", metavar="TAG,TAG", help="these and no others; empty: none")
    fix.add_argument(
        "--rename",
        nargs=2,
        action="append",
        default=[],
        metavar=("SPEAKER", "NAME"),
        help="the name of another speaker makes the two one",
    )
    fix.add_argument(
        "--split",
        action="append",
        default=[],
        metavar="LABEL",
        help="the turns under this label are another speaker's",
    )
    fix.add_argument("--undo", action="store_true", help="first take back all corrections")
    remove = command("remove", "Remove transcripts.")
    remove.add_argument("names", nargs="+", metavar="NAME")
    remove.add_argument("--for-good", action="store_true", help="keep nothing for undo")
    undo = command("undo", "Bring back what was replaced or removed; again: redo.")
    undo.add_argument("name", nargs="?", metavar="NAME", help="else the last one")
    for name, text in (
        ("backup", "Write the whole library to one file."),
        ("restore", "Put a backup into an empty library."),
    ):
        command(name, text).add_argument("file", type=Path, metavar="FILE")
    export = command("export", "Print transcripts, corrected: JSON or Markdown.")
    export.add_argument("names", nargs="+", metavar="NAME")
    export.add_argument("--markdown", action="store_true", help="Markdown in place of JSON")
    command("log", "Print who changed what, and when.")
    command("verify", "Check that the store is whole.")
    command(
        "rebuild",
        "Make vectors and keyword index anew, for the model configured.",
    )


if __name__ == "__main__":
    # A file name that is no UTF-8 is printed as an escape, which JSON reads too.
    cast(TextIOWrapper, sys.stdout).reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
