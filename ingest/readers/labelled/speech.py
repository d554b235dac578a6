"""Whether labelled pieces read as people talking: not as a list, a program, a text with remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.common.lines import Line
from ingest.readers.labelled.layout import density
from ingest.readers.labelled.openers import Opener
from ingest.text import words

# Share of paragraphs that begin with a label, from which on a file counts as labelled throughout.
DENSE = 0.9
# Below these shares a mixed-case, untimed `Word:` is prose with remarks, no transcript: labelled
# paragraphs, and labelled pieces that end or run on like speech.
COVERED, TALKS = 0.08, 0.3
# So many labelled pieces, and no line that ends or runs on like speech, are a list of settings.
FEW = 8
# The same share where only one full name is a label.
MONOLOGUE = 0.25
# The same share where labels are in capitals or bold: long statements have few.
MARKED = 0.03
# The same share where a dash, a tab, brackets or bold type alone mark labels, as they mark terms.
UNMARKED = 0.5
_SAID = re.compile(
    r"(?:(?:[.?!…。？！؟।—–-]|(?<=[\u0370-\u03ff])[;\u037e])[\"'”’)\]*_]*(?:\s?#[\d:.-]+#)?|(?:\S+\s+){7}.*)$"
    # What people type to one another, without stops.
    r"|\b(?:I|i|you|we|hi|hey|hello|thanks|thx|yeah|yep|lol|haha|sorry|please)\b",
    re.DOTALL,
)
_CODE = re.compile(
    r"\b(?:INFO|DEBUG|WARN|WARNING|ERROR|TRACE|FATAL)\b[\]:|]"
    r"|(?:[{}]|(?<![\u0370-\u03ff]);|=>|\\)\s*$|^\s*(?:#include|import |def |class |return |//|/\*)"
)
# "## 2.1.0 - 2021-03-04", "v1.4 (2020)": what heads the list of changes of a version.
_VERSION = re.compile(
    r"(?:#{1,4} *|[=-]*)\[?(?:[vV]?\d+\.\d+\.\d+|[vV]\d+\.\d+)\]?[ \t:(–-]*"
    r"(?:\d{4}\b.{0,20}|unreleased.?)?$"
)


def reads_as_talk(lines: Sequence[Line], chosen: Sequence[Opener]) -> bool:
    """Labels that are set off are believed; plain ones need to cover the file and hold speech."""
    form = chosen[0].head.form
    if form in ("dash", "bold", "wide", "tab", "bracket") and not chosen[0].stamped:
        return len({o.key for o in chosen}) > 1 and density(lines, chosen, chosen) >= UNMARKED
    marked = sum(o.head.caps or o.head.bold or o.stamped for o in chosen) * 2 > len(chosen)
    several = len({o.key for o in chosen}) > 1
    said = (_SAID.search(line.text[-200:]) for line in lines[chosen[0].line :])
    if len(chosen) >= FEW and not any(said):
        return False
    if any(words.is_role(o.head.label) or o.stamped for o in chosen) and marked:
        return True
    covered = density(lines, chosen, chosen)
    if marked and several:
        return covered >= MARKED
    if covered < _least_covered(chosen):
        return False
    sample = chosen[:: max(1, len(chosen) // 300)]
    talks = [lines[o.talk].text[o.column :].strip() for o in sample]
    share = sum(bool(_SAID.search(t[-200:])) for t in talks) / len(talks)
    return share >= TALKS


def _least_covered(chosen: Sequence[Opener]) -> float:
    """People talk to one another; where one label alone recurs, it may be "Note:" in a text."""
    label = chosen[0].head.label
    if len({o.key for o in chosen}) > 1 or words.is_role(label):
        return COVERED
    return MONOLOGUE if " " in words.core(label) else DENSE


def is_code(lines: Sequence[Line]) -> bool:
    """A program's text, its log or its changes: too many lines are as only there."""
    body = [line.text for line in lines[:2000] if not line.blank]
    if any(map(_VERSION.match, body[:12])):
        return True
    return sum(bool(_CODE.search(t[-200:])) for t in body) > 0.15 * len(body)
