"""The forms in which a label stands before its talk, each a function on a line from a column on."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.readers.common import stamps
from ingest.text import words
from ingest.transcript import STAGE_NOTE, clean

# The longest label looked for, in characters: real ones (a name with its office, or with its seat
# and party) stay below. The times and the markup beside it fit in HEAD.
LONGEST = 120
HEAD = 400

GAP = r"[ \t\u00a0\u202f\u3000]"
_MARK = r"(?:\*{1,3}|_{1,3}|</?(?:b|strong|i|em|u)>)"
# A colon that ends a label: not the one of a clock time, a ratio, an address or a path.
_COLON = re.compile(r"(?<!\d)[:：](?![/\\:])|(?<=\d)[:：](?=[^\d/:]|$)")
_MARKED = re.compile(_MARK)
_GAPS = re.compile(rf"{GAP}*")
_CLOSING = re.compile(rf"{_MARK}?{GAP}*")
_LINK = re.compile(r"\[([^\]\n]{1,100})\]\([^()\s]{1,300}\)")
_EDGES = re.compile(rf"^(?:{_MARK}|{GAP})+|(?:{_MARK}|{GAP})+$")
_STAMP_AFTER = re.compile(rf"{GAP}*[-–—|@,]?{GAP}*(?P<stamp>{stamps.STAMP})$")
_STAMP_INSIDE = re.compile(
    rf"(?P<label>[^\n:\[(]{{1,80}}?){GAP}*(?P<stamp>{stamps.BRACKETED}):?{GAP}+(?=\S)"
)
# "Mr. SMITH. Thank you": a surname in capitals, closed by a stop, as printed hearings have it.
_DOT = re.compile(
    r"(?P<label>(?:MRS?|MS|DR|SEN|REP|GEN|ADM)\. [A-Z][A-Z'’-]{1,30}(?: [A-Z'’-]{2,30}){0,2}"
    r"|(?:VICE )?(?:CHAIR(?:MAN|WOMAN|PERSON)?|GOVERNOR|SENATOR|SECRETARY|JUDGE)"
    r" [A-Z][A-Z'’-]{1,30}|SEVERAL|PARTICIPANTS?|SPEAKER"
    r"|THE [A-Z]{4,20}|The (?:[A-Z][a-z]+ )?(?:Chair\w{0,6}|President|Speaker|Clerk|Secretary)"
    r"|(?:[A-Z][a-z]{1,20}\.? ){1,3}[A-Z][A-Z'’-]{2,30}(?: [A-Z'’-]{2,30}){0,3}"
    r"(?: of [A-Z][A-Za-z]{2,20}(?: [A-Z][a-z]{2,20})?)?)\.\d{0,2} +(?=\S)"  # a footnote's number
)
# "Q." and "A.", set off by a gap; a "Q" of briefings may stand before one space.
_QA = re.compile(
    rf"(?P<label>[QA])(?:\.{GAP}+|\t|{GAP}{{2,}})(?=\S)|(?P<q>Q){GAP}+(?=[A-Z(\[“\"—–-])"
)
# "ANN LEE — Hello.", "Ann Lee, rapporteur. – Hello.": a label closed by a dash.
_DASH = re.compile(
    rf"(?P<label>\*\*[^*\n:]{{1,80}}\*\*|[^\n:–—]{{1,80}}?)(?:(?<=\w{{4}})\.)?{GAP}*(?:{GAP}-|[—–]|>>){GAP}+(?=\S)"
)
_DASHES = re.compile(r"[-–—>]")
_SAID = re.compile(r"[.?!…][\"'”’»)\]]*$|(?:\S+\s+){7}\S")
_TABBED = re.compile(r"(?P<label>[^\t\n:]{1,80}?):?\t+(?=\S)")
# "[Ann] Hello.", "(Ann Lee) Hello.": not a letter of a list.
_BRACKETED = re.compile(rf"[\[(](?P<label>[^\W\d_][^\]\[()\n:]{{1,60}})[\])]{GAP}+(?=\S)")
# A name and an ideographic space, a circle before it in minutes of parliaments.
_WIDE = re.compile(
    r"[○◯〇◎◆]?(?P<label>[^\x00-\x7f\s、。，．「」！？○◯〇◎◆][^\x00-\x1f\s、。，．「」！？]{0,40})\u3000+(?=\S)"
)
# "**Ann Lee** Hello.": a bold name with nothing behind it but what is said.
_BOLD_NAME = re.compile(rf"(?P<label>\*\*[^*\n:.?!]{{1,80}}\*\*){GAP}+(?=[^\W_a-z]|[(\[\"“>‘'])")


@dataclass(frozen=True, slots=True)
class Head:
    """A line that may open a turn.

    `form`: `colon` (NAME: talk), `tight` (NAME:talk), `stamp` (a name beside a time), `bare` (a
    name alone on its line), `dot` (Mr. SMITH.), `qa` (Q. and A.), `dash` (NAME - talk), `wide` (a
    name and an ideographic space), `tab` (a name and a tab), `bracket` ([Name] talk) or `bold`
    (**Name** talk). `start`: the column where the turn begins (a stage note of the turn before may
    precede it); `talk`: where its talk does.
    `bold`: set off by Markdown.
    """

    form: str
    label: str
    talk: int
    stamp: str = ""
    start: int = 0
    bold: bool = False

    @property
    def caps(self) -> bool:
        """The name is in capitals; what follows a comma or a bracket may not be."""
        return words.in_capitals(self.label)


def find(head: str, at: int) -> Head | None:
    """The first form that fits; a colon behind what is no label may stand in the talk."""
    if found := _qa(head, at) or _dot(head, at):
        return found
    colon, dash = _colon(head, at), _dash(head, at)
    label = peel(colon.label)[0] if colon else ""
    if colon and words.plausible(label) and (not dash or _holds_dash(label, dash)):
        return colon
    found = _inside(head, at) or dash or _bold(head, at) or _wide(head, at)
    return found or colon or _tab(head, at) or _bracketed(head, at)


def _qa(head: str, at: int) -> Head | None:
    m = _QA.match(head, at)
    return Head("qa", m["label"] or m["q"], m.end()) if m else None


def _dash(head: str, at: int) -> Head | None:
    m = _DASH.match(head, at) if _DASHES.search(head, at, at + 90) else None
    if m is None:
        return None
    marked = m["label"].startswith("**") or words.in_capitals(m["label"])
    # "Ann Lee – Chief Executive" is a line over her talk, or of a list.
    named = words.name_shaped(m["label"]) and _SAID.search(head, m.end())
    return Head("dash", m["label"], m.end()) if marked or named else None


def _holds_dash(label: str, dash: Head) -> bool:
    """The dash is the label's: "ANN LEE - BOAT NEWS: Hello.", not "ANN LEE - Hello: ..."."""
    if words.in_capitals(dash.label) or dash.label.startswith("**"):
        return words.in_capitals(label)
    behind = label.removeprefix(dash.label).lstrip(" \t\u00a0-–—>")
    return words.name_shaped(behind) and not words.starts_a_sentence(behind)


def tabbed(head: str, at: int) -> Head | None:
    """Behind a time: a name, a tab, the talk."""
    m = _TABBED.match(head, at)
    return Head("stamp", m["label"], m.end()) if m else None


def _tab(head: str, at: int) -> Head | None:
    m = _TABBED.match(head, at)
    return Head("tab", m["label"], m.end()) if m else None


def _bracketed(head: str, at: int) -> Head | None:
    m = _BRACKETED.match(head, at)
    if m is None or STAGE_NOTE.match(head, at) or stamps.LEADING.match(head, m.end()):
        return None
    return Head("bracket", m["label"], m.end())


def _wide(head: str, at: int) -> Head | None:
    m = _WIDE.match(head, at)
    return Head("wide", m["label"], m.end()) if m else None


def _bold(head: str, at: int) -> Head | None:
    m = _BOLD_NAME.match(head, at)
    if m is None or stamps.ALONE.match(head[m.end() :]):
        return None
    return Head("bold", m["label"], m.end())


def _colon(head: str, at: int) -> Head | None:
    m = _COLON.search(head, at, at + LONGEST + 40)
    if m is None or m.start() == at or "\t" in head[at : m.start()].strip():
        return None
    marked = _MARKED.search(head, at, m.start()) is not None
    talk = closing(head, m.end(), marked)
    form = "tight" if talk == m.end() < len(head) and m[0] == ":" else "colon"
    after = stamps.LEADING.match(head, talk)
    if after and (after.end() == len(head) or _is_place(after["stamp"], head[after.end() - 1])):
        return Head(
            "colon", head[at : m.start()], closing(head, after.end(), marked), after["stamp"]
        )
    return Head(form, head[at : m.start()], talk)


def _is_place(stamp: str, behind: str) -> bool:
    """A time behind a label is no part of the talk: in brackets, with hours, or before a tab."""
    return not stamp[0].isdigit() or stamp.count(":") == 2 or behind == "\t"


def _inside(head: str, at: int) -> Head | None:
    m = _STAMP_INSIDE.match(head, at)
    return Head("stamp", m["label"], m.end(), m["stamp"]) if m else None


def _dot(head: str, at: int) -> Head | None:
    m = _DOT.match(head, at)
    return Head("dot", m["label"], m.end()) if m else None


def closing(head: str, at: int, marked: bool) -> int:
    """The column after white space and, where the label is marked up, the markup that closes it."""
    m = (_CLOSING if marked else _GAPS).match(head, at)
    return m.end() if m else at


@lru_cache(words.CACHED)
def peel(raw: str) -> tuple[str, str]:
    """A label without markup, brackets around it and a time behind it; and that time."""
    label, stamp = _EDGES.sub("", raw), ""
    if ":" in label:  # else it holds no time
        if before := stamps.LEADING.match(label):
            label, stamp = label[before.end() :], before["stamp"]
        if after := _STAMP_AFTER.search(label):
            label, stamp = label[: after.start()], after["stamp"]
    label = _EDGES.sub("", _EDGES.sub("", _LINK.sub(r"\1", label)).rstrip(":："))
    if label.startswith("[") and label.endswith("]"):
        label = label[1:-1]
    return clean(html.unescape(label) if "&" in label else label), stamp
