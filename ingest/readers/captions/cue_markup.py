"""Caption text without its markup: tags gone, entities decoded, voices noted, positions kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from ingest.transcript import clean

# Only known tags: "<3" and "<inaudible>" are text. {\an8} and {y:i} come from ASS and MicroDVD,
# [br] from SubViewer.
_MARKUP = re.compile(
    r"""(?P<voice><v(?:\.[^\s<>]{0,80})?[ \t\n\r]+(?P<name>[^<>]{0,200})>|<v(?:\.[^\s<>]{0,80})?>)
    |(?P<voice_end></v>)
    |(?P<space><br\b[^<>]{0,20}>|</?(?:p|div)\b[^<>]{0,200}>|\\[Nnh]|\[br\])
    |(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)
    |</?(?:c|i|b|u|s|em|strong|font|span|lang|ruby|rt|rp)\b[^<>]{0,200}>
    |<(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}>
    |\{\\[^{}]{0,200}\}|\{/?[YyBbIiUuSs](?::[^{}]{0,20})?\}""",
    re.VERBOSE | re.IGNORECASE,
)
_MARKUP_SIGN = re.compile(r"[<&{\\]|\[br\]", re.IGNORECASE)


class Plain(NamedTuple):
    """The text of a cue as it is read. `voices` are (position in `text`, name or None).

    `anchors` pair positions of `text` with those of the file, at every place where they drift.
    """

    text: str
    anchors: tuple[tuple[int, int], ...]
    voices: tuple[tuple[int, str | None], ...] = ()

    def offset(self, position: int) -> int:
        """Where in the file the character at `position` of `text` stands."""
        at, offset = self.anchors[bisect_right(self.anchors, position, key=lambda a: a[0]) - 1]
        return offset + position - at


class Piece(NamedTuple):
    """A part of a cue's text from `at` on: its label or None, and whether a person starts here."""

    at: int
    label: str | None
    text: str
    change: bool


def plain(raw: str, offset: int) -> Plain:
    """`raw`, which stands at `offset` of its file, without markup.

    Voices are WebVTT's `<v Name>`, classes and all; `</v>` ends one.
    """
    if not _MARKUP_SIGN.search(raw):  # most cues: a third of the time for a large file
        return Plain(raw, ((0, offset),))
    parts: list[str] = []
    anchors = [(0, offset)]
    voices: list[tuple[int, str | None]] = []
    size = done = 0
    for match in _MARKUP.finditer(raw):
        kept, shown = raw[done : match.start()], _shown(match)
        parts += (kept, shown)
        size += len(kept)
        if match["voice"] or match["voice_end"]:
            name = clean(unescape(match["name"] or ""))
            voices.append((size, name if any(map(str.isalnum, name)) else None))
            # The tag belongs to what it opens, so that ranges cut before it.
            anchors.append((size, offset + match.start()))
        size += len(shown)
        done = match.end()
        anchors.append((size, offset + done))
    parts.append(raw[done:])
    return Plain("".join(parts), tuple(anchors), tuple(voices))


def _shown(match: re.Match[str]) -> str:
    if match["entity"]:
        return unescape(match["entity"])
    return " " if match["space"] or match["voice"] else ""


def voiced(cue: Plain) -> Iterator[Piece]:
    """The parts of a cue by voice, in order."""
    marks = [*cue.voices, (len(cue.text), None)]
    if lead := cue.text[: marks[0][0]].strip():
        yield Piece(0, None, lead, False)
    for (at, name), (end, _) in pairwise(marks):
        words = cue.text[at:end].strip()
        if name or words:
            yield Piece(at, name, words, name is not None)
