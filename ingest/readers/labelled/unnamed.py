"""Text that names nobody: paragraphs with their times, or marks where the voice changes.

[00:01] One two.      0:01              >> One two?      — One two?      **One two?**
[00:12] Three.        one two three     >> Three.        — Three.        Three.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.open.containers import Document
from ingest.readers.common import cues, stamps
from ingest.readers.common.lines import Line
from ingest.readers.labelled import heads
from ingest.readers.labelled.forms import HEAD
from ingest.readers.labelled.labelled import SAMPLE, assemble, prepared
from ingest.readers.labelled.labels import Labels
from ingest.readers.labelled.openers import Opener, changes, is_stamp, unnamed
from ingest.readers.labelled.speech import is_code
from ingest.transcript import RawTurn, Reading, spoken

FEWEST = 2
# Words in a piece, on average, below a time on its own line: chapters of a list have fewer. Behind
# a time on one line an agenda has some too, and no full stops.
WORDS, WORDS_BEHIND = 4, 8
# Share of the lines, or paragraphs, that are a time or open with one.
MOSTLY = 0.4
# Voices behind dashes, or questions in bold; share of the paragraphs (or lines) that have a dash.
DASHED, MOST_DASHED = 3, 0.6
_DIALOGUE = re.compile(r"[ \t\u00a0\ufeff]*[—–―][ \t\u00a0\u202f]*(?=[^\s—–―\d])")
_QUESTION = re.compile(
    r"\s*(?:#{1,6} +|[*_]{1,3}|<(?:b|i|em|strong)>)[^\n]{3,1000}[?？][\"'”’)]*"
    r"(?:[*_]{1,3}|</(?:b|i|em|strong)>)?\s*$"
)
_SENTENCE = re.compile(r"[.?!…。？！—–-][\"'”’)\]*_]*$")


def sniff(document: Document) -> str | None:
    """A reason when lines open with times that go up, or with ">>", and talk follows."""
    lines = prepared(document.text[:SAMPLE])
    found = _openers(lines)
    if not found or is_code(lines):
        return None
    reading = assemble(document, lines, Labels(tuple(found), "stamp", False), "")
    least = WORDS if found[0].alone else WORDS_BEHIND
    long = found[0].timed and _words(reading.turns) >= least
    if not (long or _whole(reading.turns)):
        return None
    return f"{len(found)} pieces, {'with times' if found[0].timed else 'the voice changes'}"


def read(document: Document) -> list[Reading]:
    """One reading: a turn a paragraph; lines cut from sentences are joined to readable pieces."""
    lines = prepared(document.text)
    found = _openers(lines)
    if not found:
        return []
    reading = assemble(
        document, lines, Labels(tuple(found), "stamp", False), f"{document.container}:unnamed"
    )
    if _whole(reading.turns) or not found[0].timed:
        return [reading]
    return [replace(reading, turns=_joined(reading.turns))]


def _words(turns: Sequence[RawTurn]) -> float:
    """Words in a piece, on average."""
    return sum(len(spoken(t.text).split()) for t in turns) / len(turns)


def _whole(turns: Sequence[RawTurn]) -> bool:
    """Half of the pieces, at least, end as sentences do."""
    return sum(bool(_SENTENCE.search(t.text)) for t in turns) * 2 >= len(turns)


def _openers(lines: Sequence[Line]) -> list[Opener]:
    full = [line for line in lines if not line.blank]
    timed = [o for i, line in enumerate(lines) if (o := _timed(lines, i, line))]
    starts = [o.start_ms or 0 for o in timed]
    if len(timed) >= max(FEWEST, MOSTLY * len(full)) and all(a <= b for a, b in pairwise(starts)):
        return timed
    changed = changes(lines)
    paragraphs = sum(line.opens for line in full)
    if len(changed) >= max(FEWEST, MOSTLY * paragraphs):
        return changed
    return _dashed(lines) or _asked(lines)


def _dashed(lines: Sequence[Line]) -> list[Opener]:
    """Lines that open with a dash, as dialogue does in many languages; a list asks nothing."""
    found = [unnamed(i, m.end()) for i, x in enumerate(lines) if (m := _DIALOGUE.match(x.text))]
    units = sum(line.opens or bool(_DIALOGUE.match(line.text)) for line in lines if not line.blank)
    asks = any(lines[o.line].text.rstrip().endswith(("?", ";", "\uff1f", "\u061f")) for o in found)
    return found if asks and len(found) >= max(DASHED, MOST_DASHED * units) else []


def _asked(lines: Sequence[Line]) -> list[Opener]:
    """Questions set off by type, each a paragraph, and the answers under them."""
    full = [i for i, line in enumerate(lines) if not line.blank]
    asked = [at for at, i in enumerate(full) if lines[i].opens and _QUESTION.match(lines[i].text)]
    answered = [
        a for a, b in pairwise([*asked, len(full)]) if b > a + 1 and lines[full[a + 1]].opens
    ]
    others = sum(heads.is_heading(lines[i].text) for i in full[answered[0] :]) if answered else 0
    if len(answered) < DASHED or answered[0] * 2 > len(full) or others > len(asked) + 1:
        return []
    return [unnamed(full[at + step], 0) for at in answered for step in (0, 1)]


def _timed(lines: Sequence[Line], index: int, line: Line) -> Opener | None:
    """The opener of a line that is a time, or begins with one."""
    m = stamps.LEADING.match(line.text[:HEAD])
    ms = stamps.milliseconds(m["stamp"]) if m else (None, None)
    if m is None or ms[0] is None:
        return None
    if not is_stamp(line):
        return replace(unnamed(index, m.end()), start_ms=ms[0], end_ms=ms[1])
    below = next((i for i in range(index + 1, min(index + 4, len(lines))) if not lines[i].blank), 0)
    if not below or is_stamp(lines[below]):
        return None
    return replace(unnamed(index, 0), talk=below, alone=True, start_ms=ms[0], end_ms=ms[1])


def _joined(turns: Sequence[RawTurn]) -> tuple[RawTurn, ...]:
    following = [*(t.start_ms for t in turns[1:]), None]
    return cues.turns(
        [
            cues.Cue(
                n, t.text, None, t.start_ms, t.end_ms or after, False, t.source.start, t.source.line
            )
            for n, (t, after) in enumerate(zip(turns, following, strict=True), 1)
        ],
        turns[-1].source.end,
    )
