"""`python -m rag`: search and ask. The contract is DESIGN's.

Exit 0 when all went well, 1 when the question could not be taken, 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

import settings as configuration
from ingest.errors import OnRecordError
from rag.answer import CONTEXT_TURNS, ask
from rag.check.citations import Answer
from rag.find.find import search
from rag.find.retrieve import Filters, Index, open_index
from rag.scope import checked
from rag.write.earlier import Earlier, read_earlier


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    args = _parser().parse_args(argv)
    try:
        settings = configuration.load()
        if args.library:
            settings = replace(settings, library=args.library)
        index = open_index(settings)
        filters = checked(
            index, Filters(tuple(args.transcript), tuple(args.speaker), args.since, args.until)
        )
        run = _search if args.command == "search" else _ask
        run(index, args, filters)
    except (OnRecordError, configuration.SettingsError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rag", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, count, text in (
        ("search", 10, "Find the turns that fit a question."),
        ("ask", CONTEXT_TURNS, "Answer a question, every sentence cited."),
    ):
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument("question", metavar="QUESTION")
        sub.add_argument("-k", type=_count, default=count, help=f"turns to find ({count})")
        sub.add_argument("--transcript", action="append", default=[], metavar="NAME")
        sub.add_argument("--speaker", action="append", default=[], metavar="NAME")
        sub.add_argument("--since", metavar="DATE", help="such as 2024-03-12, or 2024")
        sub.add_argument("--until", metavar="DATE", help="the last day, month or year")
        sub.add_argument("--library", type=Path, metavar="DIR", help="the library folder")
        sub.add_argument("--json", action="store_true", help="one JSON object")
        if name == "ask":
            sub.add_argument(
                "--history", type=Path, metavar="FILE", help="earlier questions, and answers"
            )
    return parser


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 1000:
        raise argparse.ArgumentTypeError("use a number from 1 to 1000")
    return value


def _search(index: Index, args: argparse.Namespace, filters: Filters) -> None:
    started = time.perf_counter()
    hits = search(index, args.question, args.k, filters)
    seconds = round(time.perf_counter() - started, 4)
    if args.json:
        turns = [
            {"turn": h.id, "speaker": h.turn.speaker, "score": h.score, "text": h.turn.text}
            for h in hits
        ]
        print(
            json.dumps(
                {"question": args.question, "seconds": seconds, "turns": turns}, ensure_ascii=False
            )
        )
        return
    for hit in hits:
        print(f"{hit.id}  {hit.turn.who}: {hit.turn.text[:160]}")


def _ask(index: Index, args: argparse.Namespace, filters: Filters) -> None:
    history = _history(args.history) if args.history else ()
    for event in ask(index, args.question, k=args.k, filters=filters, history=history):
        if not isinstance(event, Answer):
            continue
        if args.json:
            print(json.dumps(event.as_json(), ensure_ascii=False))
            continue
        print(event.text)
        if event.notice:
            print(f"note: {event.notice}", file=sys.stderr)
        for citation in event.citations:
            print(f"[{citation.label}] {citation.turn} ({citation.status})")


def _history(path: Path) -> tuple[Earlier, ...]:
    """The conversation before: a JSON list, or a question a line."""
    try:
        return read_earlier(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OnRecordError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise OnRecordError(f"{path}: not a JSON list of questions: {error}") from error


if __name__ == "__main__":
    sys.exit(main())
