"""One line's opening: what is printed as a label, in which form, with what time, where talk starts.

Pure functions on a line of text. Whether the label is one, the whole document decides (labels.py).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest import words
from ingest.readers import stamps
from ingest.transcript import STAGE_NOTE, clean

# The longest label looked for, in characters: real ones (a name with its office, or with its seat
# and party) stay below. The times and the markup beside it fit in HEAD.
LONGEST = 120
HEAD = 400

_GAP = r"[ \t\u00a0\u202f\u3000]"
_MARK = r"(?:\*{1,3}|_{1,3}|</?(?:b|strong|i|em|u)>)"
_LEAD = re.compile(
    rf"\ufeff?{_GAP}*(?:(?:[-*•–—+]|>{{1,3}}|\d{{1,4}}[.)]){_GAP}+|>{{2,3}})?(?P<heading>#{{1,6}}{_GAP}+)?"
)
_HEADING = re.compile(rf"\s{{0,3}}(?:{stamps.BRACKETED}\s+)?#{{1,6}}\s+\S")
_BOLD = ("**", "__", "<b>", "<strong>")
_NOTES = re.compile(rf"(?:[\[(][^\]\[()\n]{{1,60}}[\])]{_GAP}*)+(?=[^\W\d_]|[*_])")
# A colon that ends a label: not the one of a clock time, a ratio, an address or a path.
_COLON = re.compile(r"(?<!\d)[:：](?![/\\:])|(?<=\d)[:：](?=[^\d/:]|$)")
_MARK_RE = re.compile(_MARK)
_GAPS = re.compile(rf"{_GAP}*")
_CLOSING = re.compile(rf"{_MARK}?{_GAP}*")
_LINK = re.compile(r"\[([^\]\n]{1,100})\]\([^()\s]{1,300}\)")
_EDGES = re.compile(rf"^(?:{_MARK}|{_GAP})+|(?:{_MARK}|{_GAP})+$")
_STAMP_AFTER = re.compile(rf"{_GAP}*[-–—|@,]?{_GAP}*(?P<stamp>{stamps.STAMP})$")
_STAMP_INSIDE = re.compile(
    rf"(?P<label>[^\n:\[(]{{1,80}}?){_GAP}*(?P<stamp>{stamps.BRACKETED}):?{_GAP}+(?=\S)"
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
# "**Ann Lee** -- *Chief Executive Officer*": a line of its own over what she says.
_TITLED = re.compile(
    rf"(?P<name>[^\n,]{{1,80}}?)[*_]{{0,2}}{_GAP}+(?:--|[–—]){_GAP}+[*_]{{0,2}}(?P<role>[^\n]{{1,80}}?)[*_]{{0,2}}$"
)
# "Q." and "A.", set off by a gap; a "Q" of briefings may stand before one space.
_QA = re.compile(
    rf"(?P<label>[QA])(?:\.{_GAP}+|\t|{_GAP}{{2,}})(?=\S)|(?P<q>Q){_GAP}+(?=[A-Z(\[“\"—–-])"
)
# "ANN LEE — Hello.", "Ann Lee, rapporteur. – Hello.": a label closed by a dash.
_DASH = re.compile(
    rf"(?P<label>\*\*[^*\n:]{{1,80}}\*\*|[^\n:–—]{{1,80}}?)(?:(?<=\w{{4}})\.)?{_GAP}*(?:{_GAP}-|[—–]|>>){_GAP}+(?=\S)"
)
_DASHES = re.compile(r"[-–—>]")
_SAID = re.compile(r"[.?!…][\"'”’»)\]]*$|(?:\S+\s+){7}\S")
_TABBED = re.compile(r"(?P<label>[^\t\n:]{1,80}?):?\t+(?=\S)")
# "[Ann] Hello.", "(Ann Lee) Hello.": not a letter of a list.
_BRACKETED = re.compile(rf"[\[(](?P<label>[^\W\d_][^\]\[()\n:]{{1,60}})[\])]{_GAP}+(?=\S)")
# A name and an ideographic space, a circle before it in minutes of parliaments.
_WIDE = re.compile(
    r"[○◯〇◎◆]?(?P<label>[^\x00-\x7f\s、。，．「」！？○◯〇◎◆][^\x00-\x1f\s、。，．「」！？]{0,40})\u3000+(?=\S)"
)
# "**Ann Lee** Hello.": a bold name with nothing behind it but what is said.
_BOLD_NAME = re.compile(rf"(?P<label>\*\*[^*\n:.?!]{{1,80}}\*\*){_GAP}+(?=[^\W_a-z]|[(\[\"“>‘'])")


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


def is_heading(text: str) -> bool:
    """A Markdown heading, a time before it or not."""
    return _HEADING.match(text) is not None


def parse(text: str) -> Head | None:
    """What the line opens with, or None where it cannot open a turn."""
    head = text[:HEAD].rstrip()
    lead = _LEAD.match(head)
    at = lead.end() if lead else 0
    heading = bool(lead and lead["heading"])
    notes = None if stamps.LEADING.match(head, at) else _NOTES.match(head, at)
    if notes:
        found = _labelled(text, head, notes.end(), heading)
        if found and found.form in ("colon", "tight"):
            return replace(found, start=notes.end())
    return _labelled(text, head, at, heading)


def _labelled(text: str, head: str, at: int, heading: bool) -> Head | None:
    """The opening that starts at column `at`, a time before the label included."""
    stamp = ""
    if before := stamps.LEADING.match(head, at):
        at, stamp = before.end(), before["stamp"]
    if at >= len(head):
        return None
    found = (_tabbed(head, at) if stamp else None) or _form_of(head, at)
    if found is None and len(text) <= at + LONGEST:
        found = Head("bare", head[at:], len(head))
    if found is None:
        return None
    raw = found.label
    if found.form == "bare" and (m := _TITLED.match(raw)):
        raw = f"{m['name']}, {re.sub(r' +--? +', ', ', m['role'])}"
    label, inner = _peel(raw)
    stamp = stamp or inner or found.stamp
    form = "stamp" if stamp and found.form == "bare" else found.form
    bold = heading or head.startswith(_BOLD, at)
    talk = found.talk
    if before and before["stamp"][0] in "*_" and before["stamp"][-1] not in "*_":
        # "**[0:01] Ann:** Hello.": what is set off began before the time.
        talk, bold = _closing(head, talk, marked=True), True
        form = "colon" if form == "tight" and talk > found.talk else form
    return Head(form, label, talk, stamp, bold=bold) if label else None


def _form_of(head: str, at: int) -> Head | None:
    """The first form that fits; a colon behind what is no label may stand in the talk."""
    if found := _qa(head, at) or _dot(head, at):
        return found
    colon, dash = _colon(head, at), _dash(head, at)
    label = _peel(colon.label)[0] if colon else ""
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


def _tabbed(head: str, at: int) -> Head | None:
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
    marked = _MARK_RE.search(head, at, m.start()) is not None
    talk = _closing(head, m.end(), marked)
    form = "tight" if talk == m.end() < len(head) and m[0] == ":" else "colon"
    after = stamps.LEADING.match(head, talk)
    if after and (after.end() == len(head) or _is_place(after["stamp"], head[after.end() - 1])):
        return Head(
            "colon", head[at : m.start()], _closing(head, after.end(), marked), after["stamp"]
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


def _closing(head: str, at: int, marked: bool) -> int:
    """The column after white space and, where the label is marked up, the markup that closes it."""
    m = (_CLOSING if marked else _GAPS).match(head, at)
    return m.end() if m else at


@lru_cache(words.CACHED)
def _peel(raw: str) -> tuple[str, str]:
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
