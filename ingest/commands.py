"""The commands of `python -m ingest`: each prints what it did and gives the exit code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tqdm import tqdm

import settings as configuration
from ingest import apart, intake, listing, pipeline, timing
from ingest import restore as restoring
from ingest.errors import OnRecordError, ReadError
from ingest.export import markdown
from ingest.index import embedding
from ingest.index.keywords import Keywords, throw_away
from ingest.started import command
from ingest.store import correct as correcting
from ingest.store import corrections
from ingest.store.care import health
from ingest.store.corrections import NO_CORRECTIONS, Corrections
from ingest.store.library import Library
from ingest.transcript import Speaker, timestamp


def _open(args: argparse.Namespace, mend: bool = False) -> Library:
    settings = listing.settings_of(args)
    with timing.step("open"):
        return Library(settings, embedding.load(settings), mend)


def _files(paths: Iterable[Path]) -> tuple[list[Path], list[pipeline.Outcome]]:
    files: list[Path] = []
    failed: list[pipeline.Outcome] = []
    for path in paths:
        try:
            files += intake.find_files(path)
        except OnRecordError as error:
            failed.append(pipeline.failure(path, error))
    return files, failed


def add(args: argparse.Namespace) -> int:
    """Add files and folders."""
    apart.start()
    files, failed = _files(args.paths)
    for outcome in failed:
        _report(outcome, args.json)
    if not files:
        return 1
    if args.replace is not None and len(files) > 1:
        return fail(f"--replace {args.replace}: {len(files)} files; a new version is one file")
    library = _open(args)
    with library.writing():
        library.check_model()
        off = timing.is_on() or not sys.stderr.isatty() or len(files) < 2
        progress = tqdm(files, unit="file", disable=off)
        as_talk = args.read_as == "talk"
        for outcome in pipeline.add_files(library, progress, args.replace, as_talk):
            failed += [outcome] if outcome.status == "failed" else []
            _report(outcome, args.json)
        Keywords(library)
    return 1 if failed else 0


def _report(outcome: pipeline.Outcome, as_json: bool) -> None:
    if outcome.error:
        fail(outcome.error)
    if as_json:
        _print_json(outcome.as_json())
    elif not outcome.error:
        _print(
            f"{outcome.status:10} {outcome.name}  "
            f"({outcome.turns} turns, {outcome.speakers} speakers, {outcome.format})"
            + (f"; {outcome.note}" if outcome.note else "")
            + _choice(outcome)
        )


def _choice(outcome: pipeline.Outcome) -> str:
    """What can be said outright where a name was taken."""
    name = outcome.instead_of
    return f"; if this is a new version of it, add it with --replace {name}" if name else ""


def parse(args: argparse.Namespace) -> int:
    """Print what files read as."""
    apart.start()
    settings = configuration.load()
    files, outcomes = _files(args.paths)
    failed = [(o.path, o.error) for o in outcomes]
    for path in files:
        try:
            data = intake.read_file(path, settings.max_file_mb)
            found = list(apart.read_all(str(path), data, settings, args.read_as == "talk"))
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
        fail(message or "")
        if args.json:
            _print_json({"path": name, "error": message})
    return 1 if failed else 0


def show_list(args: argparse.Namespace) -> int:
    """Print a line for each transcript."""
    library = _open(args)
    rows = library.listed()
    health.remember(library.settings, not library.is_new, rows)
    return listing.show(rows, args.json)


def show(args: argparse.Namespace) -> int:
    """Print a transcript."""
    transcript = _open(args).transcript(args.name)
    if args.json:
        _print_json(transcript.as_json(args.name))
        return 0
    print(transcript.title)
    for speaker in transcript.speakers:
        for joined in speaker.joined:
            place = f" (turn {joined.turn})" if joined.turn else ""
            print(f"{speaker.name} is also {joined.label}: {joined.why}{place}")
    for turn in transcript.turns:
        time = f" [{timestamp(turn.start_ms)}]" if turn.start_ms is not None else ""
        print(f"\n{turn.number}. {turn.who}{time}\n{turn.text}")
    return 0


def correct(args: argparse.Namespace) -> int:
    """Correct what was read, or take that back."""

    def change(made: Corrections, speakers: Sequence[Speaker]) -> Corrections:
        made = NO_CORRECTIONS if args.undo else made
        made = made if args.title is None else corrections.retitle(made, args.title)
        made = made if args.date is None else corrections.redate(made, args.date)
        made = made if args.tags is None else corrections.tag(made, args.tags)
        for label in args.split:
            made = corrections.part(made, speakers, label)
        for shown, name in args.rename:
            made = corrections.rename(made, speakers, shown, name)
        return made

    library = _open(args)
    changed = correcting.correct(library, args.name, change)
    Keywords(library)
    record, status = library.record(args.name), "corrected" if changed else "unchanged"
    if args.json:
        _print_json({**record.summary(), "status": status})
    else:
        who = ", ".join(s.name for s in record.speakers)
        _print(f"{status:10} {args.name}: {record.title}, {record.date or 'no date'}, {who}")
    return 0


def remove(args: argparse.Namespace) -> int:
    """Remove transcripts."""
    library, failed = _open(args), 0
    for name in args.names:
        try:
            library.forget(name) if args.for_good else library.remove(name)
        except OnRecordError as error:
            failed += fail(error)
            continue
        if args.json:
            _print_json({"name": name, "status": "removed"})
        else:
            print(f"removed    {name}")
    Keywords(library)
    return 1 if failed else 0


def undo(args: argparse.Namespace) -> int:
    """Bring back the version before, or what was removed."""
    library = _open(args)
    name, there = pipeline.undo(library, args.name)
    Keywords(library)
    if not there:
        said = {"name": name, "status": "removed"}
    else:
        said = {**library.record(name).summary(), "status": "restored"}
    if args.json:
        _print_json(said)
    else:
        turns = f"  ({said['turns']} turns)" if there else ""
        print(f"{said['status']:10} {name}{turns}; undo again takes that back")
    return 0


def log(args: argparse.Namespace) -> int:
    """Print who changed what, the oldest first."""
    for change in _open(args).changes():
        if args.json:
            _print_json(asdict(change))
        else:
            _print(f"{change.at}  {change.who}  {change.action}  {change.name}")
    return 0


def verify(args: argparse.Namespace) -> int:
    """Print what is not whole: in the store, as another process reads it, and in the cache."""
    library = _open(args)
    problems = health.probe(library.settings, "whole") or Keywords(library).problems()
    beside = health.beside(library.settings.library)
    if args.json:
        _print_json({"ok": not problems + beside, "problems": problems + beside})
    elif not problems + beside:
        print("the library is whole")
    for problem in problems:
        fail(f"{problem}; run `{command('ingest rebuild')}`, or add the file again")
    for problem in beside:
        fail(problem)
    return 1 if problems + beside else 0


def rebuild(args: argparse.Namespace) -> int:
    """Make vectors and keywords anew."""
    library = _open(args, mend=True)
    count = pipeline.rebuild(library)
    throw_away(library)
    Keywords(library)
    if args.json:
        _print_json({"status": "rebuilt", "transcripts": count})
    else:
        print(f"rebuilt    {count} transcripts with the embedding model {library.embedder.name}")
    return 0


def backup(args: argparse.Namespace) -> int:
    """Write the library to one file."""
    library = _open(args)
    with nullcontext() if library.is_read_only else library.writing():
        count = library.back_up(args.file)
    return _count("backed up", count, args)


def restore(args: argparse.Namespace) -> int:
    """Put a backup into an empty library."""
    library = _open(args)
    count = restoring.restore(library, args.file)
    Keywords(library)
    return _count("restored", count, args)


def _count(status: str, count: int, args: argparse.Namespace) -> int:
    if args.json:
        _print_json({"status": status, "path": str(args.file), "transcripts": count})
    else:
        print(f"{status:10} {count} transcripts, {args.file}")
    return 0


def export(args: argparse.Namespace) -> int:
    """Print transcripts with their corrections, as `parse --json` does or as Markdown."""
    library, failed = _open(args), 0
    for name in args.names:
        try:
            transcript = library.transcript(name)
        except OnRecordError as error:
            failed += fail(error)
            continue
        if args.markdown:
            _print(markdown(transcript))
        else:
            _print_json(transcript.as_json(transcript.file))
    return 1 if failed else 0


def _print_json(data: dict[str, Any]) -> None:
    _print(json.dumps(data, ensure_ascii=False))


def _print(text: str) -> None:
    tqdm.write(text, file=sys.stdout)  # keeps clear of a progress bar
    sys.stdout.flush()


def fail(error: object) -> int:
    """Print an error to standard error; the exit code 1."""
    tqdm.write(f"error: {error}", file=sys.stderr)
    return 1
