"""Oyez: oral arguments of the US Supreme Court as JSON (sections, turns, text blocks)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.open.containers import Document
from ingest.readers.common import json_file
from ingest.readers.common.dates import written_date
from ingest.text.times import scaled_ms
from ingest.transcript import RawTurn, Reading, Source, clean

_SHAPE = re.compile(r'"(?:sections|turns|text_blocks)"\s*:')


def sniff(document: Document) -> str | None:
    """A reason when the JSON has Oyez's sections, turns and text blocks."""
    text = document.text
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return None
    keys = {m[0].split('"')[1] for m in _SHAPE.finditer(text)}
    return "JSON with sections, turns and text_blocks (Oyez)" if len(keys) == 3 else None


def read(document: Document) -> list[Reading]:
    """One reading. Raises BrokenFile."""
    value = json_file.at(document, json_file.load(document), "$", dict)
    title = value.get("title")
    title = title if isinstance(title, str) else None
    turns = tuple(_turns(document, value))
    return [Reading("json:oyez", turns, title=title, date=written_date(title or ""))]


def _turns(document: Document, value: dict[str, Any]) -> Iterator[RawTurn]:
    root, prefix = value.get("transcript"), "transcript.sections"
    if root is None:
        root, prefix = value, "sections"
    root = json_file.at(document, root, "transcript", dict)
    for s, item in enumerate(json_file.at(document, root.get("sections"), prefix, list)):
        path = f"{prefix}[{s}]"
        section = json_file.at(document, item, path, dict)
        turns = json_file.at(document, section.get("turns"), f"{path}.turns", list)
        for t, turn in enumerate(turns):
            yield _turn(document, turn, f"{path}.turns[{t}]")


def _turn(document: Document, turn: Any, path: str) -> RawTurn:
    turn = json_file.at(document, turn, path, dict)
    blocks = json_file.at(document, turn.get("text_blocks"), f"{path}.text_blocks", list)
    texts = [b["text"] for b in blocks if isinstance(b, dict) and isinstance(b.get("text"), str)]
    return RawTurn(
        label=_name(turn.get("speaker")),
        text=clean("\n\n".join(texts)),
        start_ms=_ms(turn.get("start")),
        end_ms=_ms(turn.get("stop")),
        source=Source(path=path),
    )


def _name(speaker: Any) -> str | None:
    """The name, null where Oyez could not tell who spoke."""
    if not isinstance(speaker, dict):
        return None
    name = speaker.get("name") or speaker.get("last_name")
    return clean(name) or None if isinstance(name, str) else None


def _ms(seconds: Any) -> int | None:
    return scaled_ms(seconds, 1000) if isinstance(seconds, int | float) else None
