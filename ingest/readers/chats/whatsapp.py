"""WhatsApp chat exports: the dates of its locales, the layouts of both phone systems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.open.containers import Document
from ingest.readers.common import clock, lines
from ingest.readers.common.blocks import Block, Opening, messages, tile
from ingest.transcript import Reading

_M = f"[{clock.MARKS}]*"
# The web and Vietnam print the time first.
_WHEN = (
    rf"(?P<stamp>{_M}(?:{clock.DATE}{_M}{clock.BETWEEN}{_M}{clock.TIME}"
    rf"|{clock.TIME},?[ \u00a0]{clock.DATE})){_M}"
)
# iPhones: "[12/10/21, 9:41:03 AM] Ann: Hello". Android: "12.10.21, 09:41 - Ann: Hello".
# Old iPhones: "12/10/21 09:41:03: Ann: Hello". KakaoTalk: "2021. 12. 10. 09:41, Ann : Hello".
_HEAD = re.compile(
    rf"{_M}(?:\[{_WHEN}\]|{_WHEN.replace('stamp', 'plain')}(?:\s[-\u2013]|[:,])){_M}[ \u00a0]"
)
# A name is no sentence in quotes: "Ann changed the group name to "Book club: autumn"".
_QUOTE = '\\n"\u201c\u201d\u201e\u00ab'
_NAME = re.compile(rf"{_M}(?P<name>[^:<*{_QUOTE}][^:{_QUOTE}]{{0,79}}?):(?:[ \u00a0]|$)")
# "(- Ann: 👍, Bo: 😂 -)": how Signal's export tells who answered with a picture.
_REACTION = r"[^:\n]{1,60}: [^\w\s\x00-\x7f]{1,12}"
_REACTIONS = re.compile(rf"\(- {_REACTION}(?:, {_REACTION}){{0,40}} -\)\s*$")
APP = "\u200e"  # an iPhone's export puts this before words that are the application's own
_ENOUGH = 0.2  # of the lines open a message: long messages run over many lines


def sniff(document: Document) -> str | None:
    """A reason when lines open with date, time and a name."""
    seen = [x.text for x in lines.split(document.text[:50_000]) if not x.blank]
    count = sum(1 for x in seen if (m := _HEAD.match(x)) and _NAME.match(x, m.end()))
    first = seen and _HEAD.match(seen[0])
    if not count or not (first or count >= _ENOUGH * len(seen)):
        return None
    return f"{count} lines with date, time and name (WhatsApp)"


def read(document: Document) -> list[Reading]:
    """One reading: a turn a message. Lines of the application ("Ann left") are no turns."""
    text = document.text
    found = list(_people(text, messages(text, lines.split(text), _opens)))
    timed = clock.conversation([b.stamp for b in found])
    turns, front, back = tile(
        text, [replace(b, start_ms=ms) for b, ms in zip(found, timed.ms, strict=True)]
    )
    return [Reading("chat:whatsapp", turns, front=front, back=back, date=timed.date)]


def _opens(line: str) -> Opening | None:
    head = _HEAD.match(line)
    if head is None:
        return Opening() if _REACTIONS.match(line) else None
    name = _NAME.match(line, head.end())
    if name is None:
        return Opening()
    return Opening(name["name"], name.end(), head["stamp"] or head["plain"])


def _people(text: str, found: list[Block]) -> Iterator[Block]:
    """The messages that people sent: "Ann: Ann left" and the group's own are the application's."""
    by_app = [text.startswith(APP, b.text_start) for b in found]
    people = {b.label for b, app in zip(found, by_app, strict=True) if not app}
    for number, (block, app) in enumerate(zip(found, by_app, strict=True)):
        said = text[block.text_start : block.text_end].lstrip(clock.MARKS)
        group = number == 0 or (block.label == found[0].label and block.label not in people)
        if not app or not (said.startswith(block.label or APP) or group):
            yield block
