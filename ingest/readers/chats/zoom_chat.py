"""The chat that Zoom saves: `00:12:34 From Ann to Everyone: text`, on one line or two.

Beside a recording in its cloud: time, name with a colon, and text, parted by tabs.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.open.containers import Document
from ingest.readers.common import lines
from ingest.readers.common.blocks import Block, Opening, messages, tile
from ingest.text.times import clock_ms
from ingest.transcript import Reading

# "From" and "to" in the languages of Zoom's menus.
_FROM = "From|Von|De|Da|Van|Fra|Från|Od|От|Dari|Từ|发件人|來自|送信元|보낸 사람"
_TO = "to|an|à|a|para|aan|til|till|do|для|кому|ke|đến|发送至|至|宛先|받는 사람"
_HEAD = re.compile(
    r"\ufeff?(?:\d{4}-\d{2}-\d{2}\s)?(?P<stamp>\d{2}:\d{2}:\d{2})[ \t]+"
    rf"(?:{_FROM})[ \t]+"
    rf"(?P<name>\S[^\t\n]{{0,99}}?)(?:[ \t]+(?i:{_TO})[ \t]+[^\t\n:]{{1,120}}?)?[ \t]*:(?:[ \t]+|$)"
)

_CLOUD = re.compile(r"\ufeff?(?P<stamp>\d{2}:\d{2}:\d{2})\t(?P<name>[^\t\n]{1,99}?)[ ]?:\t")


def sniff(document: Document) -> str | None:
    """A reason when lines say from whom a message is, at which time."""
    seen = [x.text for x in lines.split(document.text[:50_000]) if not x.blank]
    count = sum(1 for x in seen if _HEAD.match(x))
    if count and (_HEAD.match(seen[0]) or 5 * count >= len(seen)):
        return f"{count} lines '00:00:00 From name:' (Zoom chat)"
    cloud = sum(1 for x in seen if _CLOUD.match(x))
    opens = cloud > 1 and _CLOUD.match(seen[0])
    return f"{cloud} lines of time, 'name:' and text, parted by tabs (Zoom chat)" if opens else None


def read(document: Document) -> list[Reading]:
    """One reading: a turn a message, at the time as printed (of the recording, or of the day)."""
    text = document.text
    found = messages(text, lines.split(text), _opens)
    turns, front, back = tile(text, [_timed(text, b) for b in found])
    return [Reading("chat:zoom", turns, front=front, back=back)]


def _opens(line: str) -> Opening | None:
    m = _HEAD.match(line) or _CLOUD.match(line)
    return Opening(m["name"], m.end(), m["stamp"]) if m else None


def _timed(text: str, block: Block) -> Block:
    return replace(block, start_ms=clock_ms(block.stamp))
