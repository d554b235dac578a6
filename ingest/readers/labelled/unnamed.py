"""Talk that names nobody: pieces with their times, marks where the voice changes, plain prose.

[00:01] One two.      0:01              >> One two?      — One two?      **One two?**
[00:12] Three.        one two three     >> Three.        — Three.        Three.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.common import stamps
from ingest.readers.common.lines import Line
from ingest.readers.labelled import foot, talk
from ingest.readers.labelled.contest import Proposal, measures
from ingest.readers.labelled.speech import is_talk, speaks
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
# What is wholly in one type, and ends as a sentence: who asks says other things, too.
_SET_OFF = re.compile(r"\s*(?P<mark>[*_]{1,3})(?![*_])[^\n*_]{3,1000}[.!…][\"'”’)]*(?P=mark)\s*$")
_MARKS = re.compile(r"\s*(?:[*_]{1,3}|<(?:b|i|em|strong)>)")
# Share of what is set off that are questions, at least, and that are not. Few, or few of many, may
# be the warnings of a list of questions.
ASKING, SAYING, SET_OFF = 0.3, 0.2, 8
# Paragraphs that may tell of the talk before the first question.
LEAD = 2
_ASKED = ("?", ";", "？", "؟")
_SENTENCE = re.compile(r"[.?!…。？！—–-][\"'”’)\]*_]*$")


def proposals(lines: Sequence[Line], insist: bool = False) -> list[Proposal]:
    """What talk without names proposes and holds up. `insist`: plain prose always does."""
    timed = _timed(lines)
    voices = _voices(lines)
    # Read as prose, the times would be words, and the type that sets off questions marks in them.
    prose = [] if timed or _all_asked(lines, voices) else _prose(lines, insist)
    found = (("times", timed), ("voices", voices), ("prose", prose))
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
    body = talk.paragraphs(rest[: foot.end_of_talk(rest, punctuated=False)])
    at = {line.start: i for i, line in enumerate(lines)}
    said = [p for p in body if not talk.is_heading(p) and not heads.is_heading(p[0].text)]
    return [unnamed(at[p[0].start], 0) for p in _below_lead(said or body)]


def _below_lead(said: Sequence[Sequence[Line]]) -> Sequence[Sequence[Line]]:
    """Without what tells of the talk before the first question, where questions are many."""
    asked = [at for at, p in enumerate(said) if p[-1].text.rstrip().endswith(_ASKED)]
    many = len(asked) >= DASHED and len(asked) >= ASKING * len(said)
    lead = [line.text for p in said[: asked[0]] for line in p] if many else []
    return said if not lead or asked[0] > LEAD or any(map(speaks, lead)) else said[asked[0] :]


def _dashed(lines: Sequence[Line]) -> list[Opener]:
    """A dialogue whose voices open with dashes, most of its paragraphs, one of them a question."""
    found = [
        unnamed(i, m.end()) for i, line in enumerate(lines) if (m := _DIALOGUE.match(line.text))
    ]
    units = sum(line.opens or bool(_DIALOGUE.match(line.text)) for line in lines if not line.blank)
    asks = any(lines[o.line].text.rstrip().endswith(_ASKED) for o in found)
    return found if asks and len(found) >= max(DASHED, MOST_DASHED * units) else []


def _asked(lines: Sequence[Line]) -> list[Opener]:
    """Questions set off by type, each a paragraph, and the answers under them."""
    full = [i for i, line in enumerate(lines) if not line.blank]
    own = [at for at, i in enumerate(full) if lines[i].opens]
    asked = [at for at in own if _QUESTION.match(lines[full[at]].text)]
    asked = sorted((*asked, *_said_too(lines, full, own, asked)))
    answered = [
        a for a, b in pairwise([*asked, len(full)]) if b > a + 1 and lines[full[a + 1]].opens
    ]
    others = sum(heads.is_heading(lines[i].text) for i in full[answered[0] :]) if answered else 0
    if len(answered) < DASHED or answered[0] * 2 > len(full) or others > len(asked) + 1:
        return []
    first, known = answered[0], set(asked)
    while first - 1 in known:  # who asks may say something before the first question
        first -= 1
    questions = {at for at in asked if at >= first}
    starts = sorted({*questions, *(at + 1 for at in answered)})
    return [_in_type(lines, full[at]) if at in questions else unnamed(full[at], 0) for at in starts]


def _said_too(
    lines: Sequence[Line], full: Sequence[int], own: Sequence[int], asked: Sequence[int]
) -> list[int]:
    """What else stands in the type of the questions, where enough of it are questions."""
    marks = Counter(m[0].strip() for at in asked if (m := _MARKS.match(lines[full[at]].text)))
    type_ = max(marks, key=lambda mark: marks[mark], default="")
    found = [(at, _SET_OFF.match(lines[full[at]].text)) for at in own]
    said = [at for at, m in found if m and m["mark"] == type_]
    total = len(asked) + len(said)
    talks = len(asked) >= ASKING * total and len(said) >= SAYING * total
    return said if talks and total >= SET_OFF else []


def _all_asked(lines: Sequence[Line], voices: Sequence[Opener]) -> bool:
    """What is set off by type is so much of a text that the rest can only be the answers."""
    asked = sum(o.head.bold for o in voices)
    paragraphs = sum(x.opens and not x.blank for x in lines[voices[0].line :]) if asked else 0
    return asked >= max(DASHED, MOSTLY * paragraphs)


def _in_type(lines: Sequence[Line], index: int) -> Opener:
    """The opener of a line that is set off by type, without the marks of it, where all of it is."""
    text = lines[index].text.rstrip()
    m = _MARKS.match(text)
    mark = m[0].strip().replace("<", "</") if m else ""
    whole = m is not None and mark not in text[m.end() :].removesuffix(mark)
    o = unnamed(index, m.end() if m and whole else 0)
    return replace(o, head=o.head._replace(bold=whole))


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
