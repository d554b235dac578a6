"""`python -m ingest`: transcripts into the library and out of it. The contract is DESIGN's.

Exit 0 when all went well, 1 when some input failed (the rest is done), 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import Any, cast

from tqdm import tqdm

import settings as configuration
from ingest import corrections, embedding, pipeline
from ingest.correct import correct
from ingest.corrections import NO_CORRECTIONS, Corrections
from ingest.errors import OnRecordError, ReadError
from ingest.keywords import Keywords
from ingest.library import Library
from ingest.records import Record
from ingest.transcript import Speaker, timestamp


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    args = _parser().parse_args(argv)
    try:
        return int(args.run(args))
    except (OnRecordError, configuration.SettingsError) as error:
        return _fail(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace], int], text: str
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        sub.add_argument("--json", action="store_true", help="one JSON object a line")
        if name != "parse":
            sub.add_argument("--library", type=Path, metavar="DIR", help="the library folder")
        return sub

    add = command("add", _add, "Add files or folders to the library.")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parse = command("parse", _parse, "Read files and print their turns; no library is touched.")
    parse.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    command("list", _list, "List the transcripts.")
    command("show", _show, "Print a transcript.").add_argument("name", metavar="NAME")
    fix = command("correct", _correct, "Correct a transcript's title, date and speakers.")
    fix.add_argument("name", metavar="NAME")
    fix.add_argument("--title", metavar="TEXT", help="empty: the one in the file")
    fix.add_argument(
        "--date", metavar="DATE", help="such as 2024-03-12; empty: the one in the file"
    )
    fix.add_argument(
        "--rename",
        nargs=2,
        action="append",
        default=[],
        metavar=("SPEAKER", "NAME"),
        help="the name of another speaker makes the two one",
    )
    fix.add_argument("--undo", action="store_true", help="first take back all corrections")
    remove = command("remove", _remove, "Remove transcripts.")
    remove.add_argument("names", nargs="+", metavar="NAME")
    command("verify", _verify, "Check that the store is whole.")
    command("rebuild", _rebuild, "Make vectors and keyword index anew, for the model configured.")
    return parser


def _open(args: argparse.Namespace) -> Library:
    settings = configuration.load()
    if args.library:
        settings = replace(settings, library=args.library)
    return Library(settings, embedding.load(settings))


def _files(paths: Iterable[Path]) -> tuple[list[Path], list[pipeline.Outcome]]:
    files: list[Path] = []
    failed: list[pipeline.Outcome] = []
    for path in paths:
        try:
            files += pipeline.find_files(path)
        except OnRecordError as error:
            failed.append(pipeline.failure(path, error))
    return files, failed


def _add(args: argparse.Namespace) -> int:
    files, failed = _files(args.paths)
    for outcome in failed:
        _report(outcome, args.json)
    if not files:
        return 1
    library = _open(args)
    with library.writing():
        library.check_model()
        progress = tqdm(files, unit="file", disable=not sys.stderr.isatty() or len(files) < 2)
        for outcome in pipeline.add_files(library, progress):
            failed += [outcome] if outcome.status == "failed" else []
            _report(outcome, args.json)
        Keywords(library)
    return 1 if failed else 0


def _report(outcome: pipeline.Outcome, as_json: bool) -> None:
    if outcome.error:
        _fail(outcome.error)
    if as_json:
        _print_json(outcome.as_json())
    elif not outcome.error:
        _print(
            f"{outcome.status:10} {outcome.name}  "
            f"({outcome.turns} turns, {outcome.speakers} speakers, {outcome.format})"
        )


def _parse(args: argparse.Namespace) -> int:
    limit = configuration.load().max_file_mb
    files, outcomes = _files(args.paths)
    failed = [(o.path, o.error) for o in outcomes]
    for path in files:
        try:
            found = list(pipeline.read_all(str(path), pipeline.read_file(path, limit)))
        except ReadError as error:
            found = [error]
        for transcript in found:
            if isinstance(transcript, ReadError):
                failed.append((str(path), str(transcript)))
            elif args.json:
                _print_json(transcript.as_json(str(path)))
            else:
                who = ", ".join(s.name for s in transcript.speakers) or "nobody named"
                print(f"{path}: {transcript.format}, {len(transcript.turns)} turns, {who}")
    for name, message in failed:
        _fail(message or "")
        if args.json:
            _print_json({"path": name, "error": message})
    return 1 if failed else 0


def _summary(record: Record) -> dict[str, Any]:
    return {
        "name": record.name,
        "title": record.title,
        "date": record.date,
        "format": record.format,
        "turns": record.turns,
        "speakers": [s.name for s in record.speakers],
    }


def _list(args: argparse.Namespace) -> int:
    for record in _open(args).records().values():
        if args.json:
            _print_json(_summary(record))
        else:
            date = f", {record.date}" if record.date else ""
            print(f"{record.name}: {record.title}{date}, {record.turns} turns")
    return 0


def _show(args: argparse.Namespace) -> int:
    transcript = _open(args).transcript(args.name)
    if args.json:
        _print_json(transcript.as_json(args.name))
        return 0
    print(transcript.title)
    for turn in transcript.turns:
        time = f" [{timestamp(turn.start_ms)}]" if turn.start_ms is not None else ""
        print(f"\n{turn.number}. {turn.who}{time}\n{turn.text}")
    return 0


def _correct(args: argparse.Namespace) -> int:
    def change(made: Corrections, speakers: Sequence[Speaker]) -> Corrections:
        made = NO_CORRECTIONS if args.undo else made
        made = made if args.title is None else corrections.retitle(made, args.title)
        made = made if args.date is None else corrections.redate(made, args.date)
        for shown, name in args.rename:
            made = corrections.rename(made, speakers, shown, name)
        return made

    library = _open(args)
    changed = correct(library, args.name, change)
    Keywords(library)
    record, status = library.record(args.name), "corrected" if changed else "unchanged"
    if args.json:
        _print_json({**_summary(record), "status": status})
    else:
        who = ", ".join(s.name for s in record.speakers)
        _print(f"{status:10} {args.name}: {record.title}, {record.date or 'no date'}, {who}")
    return 0


def _remove(args: argparse.Namespace) -> int:
    library, failed = _open(args), 0
    for name in args.names:
        try:
            library.remove(name)
        except OnRecordError as error:
            failed += _fail(error)
            continue
        if args.json:
            _print_json({"name": name, "status": "removed"})
        else:
            print(f"removed    {name}")
    Keywords(library)
    return 1 if failed else 0


def _verify(args: argparse.Namespace) -> int:
    problems = _open(args).problems()
    if args.json:
        _print_json({"ok": not problems, "problems": problems})
    elif not problems:
        print("the library is whole")
    for problem in problems:
        _fail(f"{problem}; run `python -m ingest rebuild`, or add the file again")
    return 1 if problems else 0


def _rebuild(args: argparse.Namespace) -> int:
    library = _open(args)
    count = pipeline.rebuild(library)
    Keywords(library)
    if args.json:
        _print_json({"status": "rebuilt", "transcripts": count})
    else:
        print(f"rebuilt    {count} transcripts with the embedding model {library.embedder.name}")
    return 0


def _print_json(data: dict[str, Any]) -> None:
    _print(json.dumps(data, ensure_ascii=False))


def _print(text: str) -> None:
    tqdm.write(text, file=sys.stdout)  # keeps clear of a progress bar
    sys.stdout.flush()


def _fail(error: object) -> int:
    tqdm.write(f"error: {error}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    # A file name that is no UTF-8 is printed as an escape, which JSON reads too.
    cast(TextIOWrapper, sys.stdout).reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
