"""Discord: DiscordChatExporter's JSON and text, and messages copied from the window."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

from ingest.open.containers import Document
from ingest.readers.common import clock, json_file, lines
from ingest.readers.common.blocks import Opening, messages, tile
from ingest.transcript import RawTurn, Reading, Source, clean

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY = rf"(?:\d{{1,2}}-(?:{_MONTHS})-\d{{2,4}}|{clock.DATE})"
# "[12-Oct-21 09:41 AM] ann#1234": the line above a message in the exporter's text.
_EXPORTED = re.compile(
    rf"^\ufeff?\[(?P<stamp>{_DAY},? {clock.TIME})\] "
    r"(?P<name>[^\n:<>|]{1,60}?)(?: \(pinned\))?[ \t]*\r?$",
    re.MULTILINE,
)
# "Ann — Today at 12:34", "Ann — 10/12/2021 9:41 AM": the line above a copied message.
_COPIED = re.compile(
    rf"^\ufeff?(?P<name>[^\n\u2014]{{1,60}}?)[ \t]*\u2014[ \t]*"
    rf"(?P<stamp>(?:(?:Today|Yesterday|(?:Last )?[A-Z][a-z]+day) at |{_DAY},? ){clock.TIME}"
    rf"|\d{{1,2}}:\d{{2}} [AP]M|{clock.DATE})[ \t]*\r?$",
    re.MULTILINE,
)
_EXTRAS = re.compile(r"\{(?:Attachments|Embed|Stickers|Reactions)\}\s*$|={20,}")
_TALK = frozenset(["Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "19", "0"])


def sniff(document: Document) -> str | None:
    """A reason when the file is an export, or lines of name and time stand above the messages."""
    text = document.text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        shaped = all(f'"{key}"' in text[:20_000] for key in ("channel", "messages", "author"))
        return "JSON with channel and messages (Discord)" if shaped else None
    if pattern := _pattern(document.text):
        count = sum(1 for _ in pattern.finditer(text))
        return f"{count} lines of name and time above the messages (Discord)"
    return None


def read(document: Document) -> list[Reading]:
    """One reading: a turn a message. Raises BrokenFile."""
    if document.text.lstrip("\ufeff \t\r\n").startswith("{"):
        return [_exported(document)]
    text, pattern = document.text, _pattern(document.text)
    if pattern is None:
        return []
    found = messages(text, lines.split(text), _opener(pattern))
    timed = clock.conversation([_numbered(b.stamp) for b in found])
    turns, front, back = tile(
        text, [replace(b, start_ms=ms) for b, ms in zip(found, timed.ms, strict=True)]
    )
    return [Reading("chat:discord", turns, front=front, back=back, date=timed.date)]


def _pattern(text: str) -> re.Pattern[str] | None:
    for pattern in (_EXPORTED, _COPIED):
        if len(list(islice(pattern.finditer(text), 2))) == 2:
            return pattern
    return None


def _opener(pattern: re.Pattern[str]) -> Callable[[str], Opening | None]:
    def opens(line: str) -> Opening | None:
        if m := pattern.match(line):
            return Opening(m["name"], len(line), m["stamp"])
        return Opening() if _EXTRAS.match(line) else None

    return opens


def _numbered(stamp: str) -> str:
    """`12-Oct-21` as `2021-10-12`."""
    m = re.match(rf"(\d{{1,2}})-({_MONTHS})-(\d{{2,4}})", stamp)
    if m is None:
        return stamp
    month = _MONTHS.split("|").index(m[2]) + 1
    return f"{int(m[3]) % 100 + 2000}-{month:02}-{int(m[1]):02}{stamp[m.end() :]}"


def _exported(document: Document) -> Reading:
    value = json_file.at(document, json_file.load(document), "$", dict)
    found = json_file.at(document, value.get("messages"), "messages", list)
    talk = [
        (json_file.at(document, item, f"messages[{n}]", dict), f"messages[{n}]")
        for n, item in enumerate(found)
    ]
    talk = [(m, path) for m, path in talk if str(m.get("type", "Default")) in _TALK]
    timed = clock.since_first([_moment(m.get("timestamp")) for m, _ in talk])
    turns = tuple(
        RawTurn(_author(m), clean(str(m.get("content") or "")), ms, source=Source(path=path))
        for (m, path), ms in zip(talk, timed.ms, strict=True)
    )
    channel = value.get("channel")
    title = channel.get("name") if isinstance(channel, dict) else None
    return Reading(
        "chat:discord", turns, title=title if isinstance(title, str) else None, date=timed.date
    )


def _author(message: dict[str, Any]) -> str | None:
    author = message.get("author")
    names = (author.get("nickname"), author.get("name")) if isinstance(author, dict) else ()
    return next((clean(n) for n in names if isinstance(n, str) and clean(n)), None)


def _moment(value: Any) -> datetime | None:
    """Moments with a zone only, as the exporter writes them; others cannot be compared to these."""
    try:
        moment = (
            datetime.fromisoformat(value.replace("Z", "+00:00")) if isinstance(value, str) else None
        )
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
