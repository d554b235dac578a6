"""Fountain and other screenplays in plain text: a name in capitals over what that person says.

Scene headings, action and transitions are no talk: they stand in the blocks of the turns before
them, outside their words. Highland, Slugline, Beat, Fade In, WriterDuet and Trelby write it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from ingest.open.containers import Document
from ingest.readers.common.lines import Line, split
from ingest.transcript import RawTurn, Reading, Source, clean

_SCENE = re.compile(
    r"\s*(?:\d+[A-Z]?\s+)?(?:INT|EXT|EST|INT\.?/EXT|I/E)[. ]\s*\S|\.[^\W_][^.]", re.IGNORECASE
)
_TRANSITION = re.compile(r"\s*(?:>.*|[A-Z ]{2,40} TO:|FADE (?:IN|OUT)[.:]?|THE END)\s*")
# "NORA", "DR. REED (V.O.)", "@McAvoy", "TOM ^": a name, what is known of the sound, a mark.
_CUE = re.compile(
    r"[ \t]*(?:@(?P<forced>[^\n(^]{1,60}?)|(?P<name>[^\Wa-z_\d][^a-z\n():^]{0,50}?))"
    r"[ \t]*(?P<more>(?:\([^()\n]{1,40}\)[ \t]*)*)\^?[ \t]*"
)
_KEY = re.compile(r"(?P<key>[A-Z][A-Za-z ]{1,30}):(?P<value>[^\n]*)")
_ASIDE = re.compile(r"\[\[.*?\]\]|/\*.*?\*/", re.DOTALL)
FEWEST = 2  # cues beside one scene heading


class _Speech(NamedTuple):
    label: str
    first: int
    talk: int
    last: int


def sniff(document: Document) -> str | None:
    """A reason when scene headings stand among names in capitals over words."""
    if document.container == "html":
        return None
    lines = split(document.text[:100_000])
    scenes = sum(_is_scene(lines, i) for i in range(len(lines)))
    cues = len(_speeches(lines)) if scenes else 0
    return f"{scenes} scene headings and {cues} speeches (a screenplay)" if cues >= FEWEST else None


def read(document: Document) -> list[Reading]:
    """One reading: a turn a speech."""
    text, lines = document.text, split(document.text)
    found = _speeches(lines)
    if not found:
        return []
    starts = [lines[s.first].start for s in found]
    back = lines[found[-1].last].end
    turns = tuple(
        _turn(document, lines, speech, block)
        for speech, block in zip(found, pairwise([*starts, back]), strict=True)
    )
    front = text[: starts[0]]
    about = {m["key"].casefold(): clean(m["value"].strip(" _*")) for m in _KEY.finditer(front)}
    return [
        Reading(
            f"{document.container}:screenplay",
            turns,
            front,
            text[back:],
            title=about.get("title") or None,
        )
    ]


def _turn(
    document: Document, lines: list[Line], speech: _Speech, block: tuple[int, int]
) -> RawTurn:
    start, end = lines[speech.talk].start, lines[speech.last].end
    said, place = document.text[start:end], document.place(start)
    shown = clean(_ASIDE.sub(" ", said))
    exact = shown == clean(said)
    return RawTurn(
        speech.label,
        shown,
        source=Source(
            start=block[0],
            end=block[1],
            text_start=start if exact else None,
            text_end=end if exact else None,
            line=lines[speech.first].number,
            page=place.page if place else None,
            path=place.path if place else None,
        ),
    )


def _is_scene(lines: list[Line], at: int) -> bool:
    alone = at == 0 or lines[at - 1].blank
    return alone and _SCENE.match(lines[at].text) is not None


def _speeches(lines: list[Line]) -> list[_Speech]:
    """Names alone on a line after an empty one, with the lines up to the next empty one."""
    found, at = list[_Speech](), 0
    while at < len(lines) - 1:
        m = _CUE.fullmatch(lines[at].text) if at == 0 or lines[at - 1].blank else None
        name = (m["forced"] or m["name"] or "").strip() if m else ""
        spoken = not lines[at + 1].blank
        if not name or not spoken or _SCENE.match(lines[at].text) or _is_transition(lines[at]):
            at += 1
            continue
        last = at + 1
        while last + 1 < len(lines) and not lines[last + 1].blank:
            last += 1
        if any(c.isalnum() for line in lines[at + 1 : last + 1] for c in line.text):
            found.append(_Speech(clean(name), at, at + 1, last))
        at = last + 1
    return found


def _is_transition(line: Line) -> bool:
    return _TRANSITION.fullmatch(line.text) is not None
