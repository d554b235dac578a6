"""Talk that names nobody: pieces with their times, marks where the voice changes, plain prose.

[00:01] One two.      0:01              >> One two?      — One two?      **One two?**
[00:12] Three.        one two three     >> Three.        — Three.        Three.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.common import stamps
from ingest.readers.common.lines import Line
from ingest.readers.labelled import talk
from ingest.readers.labelled.contest import Proposal, measures
from ingest.readers.labelled.speech import is_talk
from ingest.readers.labels import heads
from ingest.readers.labels.openers import Opener, changes, is_stamp, unnamed
from ingest.readers.labels.shapes import HEAD

FEWEST = 2
# Words in a piece, on average, below a time on its own line: chapters of a list have fewer.
WORDS = 4
# Words a second, at least, where pieces are no sentences: people say two to four; a programme of a
# day, or the chapters of a recording, has one in ten seconds.
PACE = 0.4
# Share of the voices behind marks that say something, at least.
SPEECH = 0.3
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


def proposals(lines: Sequence[Line], insist: bool = False) -> list[Proposal]:
    """What talk without names proposes and holds up. `insist`: plain prose always does."""
    timed = _timed(lines)
    # Read as prose, the times would be words.
    prose = [] if timed else _prose(lines, insist)
    found = (("times", timed), ("voices", _voices(lines)), ("prose", prose))
    made = [Proposal(kind, tuple(own), measures(lines, own)) for kind, own in found if own]
    return [p for p in made if p.family != "voices" or p.measures["speech"] >= SPEECH]


def _timed(lines: Sequence[Line]) -> list[Opener]:
    """Pieces that open with times, which go up at the pace of speech."""
    full = [i for i, line in enumerate(lines) if not line.blank]
    full = [i for i, above in zip(full, [0, *full], strict=False) if not _again(lines, i, above)]
    found = [o for i, line in enumerate(lines) if (o := _at_time(lines, i, line))]
    starts = [o.start_ms or 0 for o in found]
    if len(found) < max(FEWEST, MOSTLY * len(full)) or any(a > b for a, b in pairwise(starts)):
        return []
    texts = [_said(lines, o, until) for o, until in pairwise([*found, None]) if o]
    count = sum(len(text.split()) for text in texts)
    whole = 2 * sum(bool(_SENTENCE.search(text)) for text in texts) >= len(texts)
    seconds = (starts[-1] - starts[0]) / 1000
    before = count - len(texts[-1].split())
    paced = count >= WORDS * len(found) and before >= PACE * seconds
    return found if whole or paced else []


def _said(lines: Sequence[Line], o: Opener, until: Opener | None) -> str:
    """The text of a piece, on one line."""
    body = talk.trimmed(lines[o.talk : until.first if until else len(lines)], o.column)
    return " ".join(line.text.strip() for line in body if not is_stamp(line)).strip()


def _voices(lines: Sequence[Line]) -> list[Opener]:
    """Marks where the voice changes: ">>", dashes of a dialogue, questions set off by type."""
    changed = changes(lines)
    paragraphs = sum(line.opens and not line.blank for line in lines)
    if len(changed) >= max(FEWEST, MOSTLY * paragraphs):
        return changed
    return _dashed(lines) or _asked(lines)


def _prose(lines: Sequence[Line], insist: bool) -> list[Opener]:
    """The paragraphs of talk, from the first that ends as a sentence."""
    if not insist and not is_talk(lines):
        return []
    found = talk.paragraphs(lines)
    first = next((i for i, p in enumerate(found) if talk.ends_said(p)), 0)
    rest = [line for p in found[first:] for line in p]
    body = talk.paragraphs(rest[: talk.end_of_talk(rest, punctuated=False)])
    at = {line.start: i for i, line in enumerate(lines)}
    said = [p for p in body if not talk.is_heading(p) and not heads.is_heading(p[0].text)]
    return [unnamed(at[p[0].start], 0) for p in said or body]


def _dashed(lines: Sequence[Line]) -> list[Opener]:
    """A dialogue whose voices open with dashes, most of its paragraphs, one of them a question."""
    found = [
        unnamed(i, m.end()) for i, line in enumerate(lines) if (m := _DIALOGUE.match(line.text))
    ]
    units = sum(line.opens or bool(_DIALOGUE.match(line.text)) for line in lines if not line.blank)
    asks = any(lines[o.line].text.rstrip().endswith(("?", ";", "？", "؟")) for o in found)
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


def _at_time(lines: Sequence[Line], index: int, line: Line) -> Opener | None:
    """The opener of a line that is a time, or begins with one."""
    m = stamps.leading(line.text[:HEAD])
    ms = stamps.milliseconds(m["stamp"]) if m else (None, None)
    if m is None or ms[0] is None:
        return None
    if not is_stamp(line):
        return replace(unnamed(index, m.end()), start_ms=ms[0], end_ms=ms[1])
    below = next((i for i in range(index + 1, min(index + 4, len(lines))) if not lines[i].blank), 0)
    if below and _again(lines, below, index):
        below = next((i for i in range(below + 1, below + 3) if i < len(lines)), 0)
    if not below or lines[below].blank or is_stamp(lines[below]) or _again(lines, index, index - 1):
        return None
    return replace(unnamed(index, 0), talk=below, alone=True, start_ms=ms[0], end_ms=ms[1])


def _again(lines: Sequence[Line], index: int, above: int) -> bool:
    """The line gives the time of the line above once more: "0:03", "3 seconds"."""
    if above < 0 or not (is_stamp(lines[index]) and is_stamp(lines[above])) or index == above:
        return False
    return stamps.milliseconds(lines[index].text)[0] == stamps.milliseconds(lines[above].text)[0]
