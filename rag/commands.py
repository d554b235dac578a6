"""The commands of `python -m rag`: search and ask."""

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
from rag.check.citations import Answer, render
from rag.find.find import search
from rag.find.retrieve import Filters, Index, open_index
from rag.follow.earlier import Earlier
from rag.scope import checked
from rag.write.earlier import read_earlier


def run(args: argparse.Namespace) -> None:
    """Search or ask. Raises OnRecordError and SettingsError."""
    settings = configuration.load()
    if args.library:
        settings = replace(settings, library=args.library)
    index = open_index(settings)
    filters = checked(
        index, Filters(tuple(args.transcript), tuple(args.speaker), args.since, args.until)
    )
    (_search if args.command == "search" else _ask)(index, args, filters)


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
    for event in ask(
        index, args.question, k=args.k or CONTEXT_TURNS, filters=filters, history=history
    ):
        if not isinstance(event, Answer):
            continue
        if args.json:
            print(json.dumps(event.as_json(), ensure_ascii=False))
            continue
        print(_shown(event))
        if event.goes_on:
            print(f"note: understood as: {event.understood}", file=sys.stderr)
        if event.notice:
            print(f"note: {event.notice}", file=sys.stderr)
        for citation in event.citations:
            print(f"[{citation.label}] {citation.turn} ({citation.status})")


def _shown(answer: Answer) -> str:
    """What stands in the terminal: a line each for quotations, a model's prose as it is."""
    if answer.model != "quoting" or not answer.sentences:
        return answer.text
    return "\n".join(map(render, answer.sentences))


def _history(path: Path) -> tuple[Earlier, ...]:
    """The conversation before: a JSON list, or a question a line."""
    try:
        return read_earlier(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OnRecordError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise OnRecordError(f"{path}: not a JSON list of questions: {error}") from error
