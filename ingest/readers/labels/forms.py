"""The forms in which a label stands before its talk, an example each: the place to add one.

A form finds a label on a line from a column on. Forms of one family may stand side by side in one
file, and the first that fits a line is taken; the families compete for the file (contest.py).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ingest.readers.common import stamps
from ingest.text import words
from ingest.transcript import STAGE_NOTE, clean

# The longest label looked for, in characters: real ones (a name with its office, or with its seat
# and party) stay below. The times and the markup beside it fit in HEAD.
LONGEST = 120
HEAD = 400

GAP = r"[ \t\u00a0\u202f\u3000]"
_MARK = r"(?:\*{1,3}|_{1,3}|'{3}|</?(?:b|strong|i|em|u)>)"
# A colon that ends a label: not the one of a clock time, a ratio, an address or a path.
_COLON = re.compile(r"(?<!\d)[:：](?![/\\:])|(?<=\d)[:：](?=[^\d/:]|$)")
_MARKED = re.compile(_MARK)
_GAPS = re.compile(rf"{GAP}*")
_CLOSING = re.compile(rf"{_MARK}?{GAP}*")
_LINK = re.compile(r"\[([^\]\n]{1,100})\]\([^()\s]{1,300}\)")
_EDGES = re.compile(rf"^(?:{_MARK}|{GAP})+|(?:{_MARK}|{GAP})+$")
# Signs beside a name that are none of it: a dash, a stop, the sign of a link that plays.
_SIGNS = re.compile(rf"^[.·•\-–—▶►⏵,;]+{GAP}*(?=\w)|(?<=\w){GAP}*[▶►⏵]+$")
# "Ann Lee [3]": calls count who speaks.
_COUNT = re.compile(rf"{GAP}+\[\d{{1,3}}\]$")
_STAMP_AFTER = re.compile(rf"{GAP}*[-–—|@,]?{GAP}*(?P<stamp>{stamps.STAMP})$")
_STAMP_INSIDE = re.compile(
    rf"(?P<label>\[[^\W\d_][^\n:\[\]]{{1,60}}\]|[^\n:\[(]{{1,80}}?){GAP}*"
    rf"(?P<stamp>{stamps.BRACKETED}):?{GAP}+(?=\S)"
)
_BRACKET = re.compile(r"[\[({<]")
_DOT = re.compile(
    r"(?P<label>(?:MRS?|MS|DR|SEN|REP|GEN|ADM)\. [A-Z][A-Z'’-]{1,30}(?: [A-Z'’-]{2,30}){0,2}"
    r"|(?:VICE )?(?:CHAIR(?:MAN|WOMAN|PERSON)?|GOVERNOR|SENATOR|SECRETARY|JUDGE)"
    r" [A-Z][A-Z'’-]{1,30}|SEVERAL|PARTICIPANTS?|SPEAKER"
    r"|THE [A-Z]{4,20}|The (?:[A-Z][a-z]+ )?(?:Chair\w{0,6}|President|Speaker|Clerk|Secretary)"
    r"|(?:[A-Z][a-z]{1,20}\.? ){1,3}[A-Z][A-Z'’-]{2,30}(?: [A-Z'’-]{2,30}){0,3}"
    r"(?: of [A-Z][A-Za-z]{2,20}(?: [A-Z][a-z]{2,20})?)?)\.\d{0,2} +(?=\S)"  # a footnote's number
)
_UPPER = r"[A-ZÀ-ÖØ-Þ]"
_SURNAME = r"[А-ЯІЇЄЎЁ][\w'’-]{1,30}"
_STOP = re.compile(
    r"(?P<label>(?:"
    r"(?:(?:MM?|M[Mm]e|M(?:lle|LLE)|M[Rr]s?|M[Ss]|D[Rr]|H(?:on|ON)|S[Ee][Nn]|S[Rr]a?|Prof|PROF)\b\.?"
    rf"|(?:On|Avv|Dott)\.){GAP}(?:l[ae] )?[^\W\d_][\w'’.-]*(?:{GAP}[\w'’.-]+){{0,4}}?"
    rf"|(?!(?:HON|M[RS]|MRS|DR|SEN|REP|PROF|SRA?)\b){_UPPER}[A-ZÀ-ÖØ-Þ'’-]+"
    rf"(?:[ -](?:{_UPPER}[A-ZÀ-ÖØ-Þ'’-]*|de|da|do|di|del|della|la|le|van|von)){{0,4}}"
    rf")(?:{GAP}?\([^()\n]{{1,60}}\))?(?:,{GAP}[^.:;?!\n]{{1,90}})?)\.{GAP}+(?=[^\s\d])"
    # "Петров И. С. Спасибо.", "Председательствующий. Коллеги!"
    rf"|(?P<cyrillic>{_SURNAME}{GAP}[А-ЯІЇЄЎ]\.{GAP}?[А-ЯІЇЄЎ]\.(?:,{GAP}[^.:;?!\n]{{1,90}}\.)?"
    rf"|(?:Председател\w+|Ведущ\w+|Головуюч\w+)(?=\.)){GAP}*\.?{GAP}+(?=[^\s\d])"
)
# "Q." and "A.", set off by a gap; a "Q" of briefings may stand before one space.
_QA = re.compile(
    rf"(?P<label>[QA])(?:\.{GAP}+|\t|{GAP}{{2,}})(?=\S)|(?P<q>Q){GAP}+(?=[A-Z(\[“\"—–-])"
)
_DASH = re.compile(
    rf"(?P<label>\*\*[^*\n:]{{1,80}}\*\*|[^\n:–—]{{1,80}}?)(?:(?:(?<=\w{{4}})|(?<=[A-Z]{{2}}))\.)?"
    rf"{GAP}*(?:{GAP}-|[—–]|>>|(?<=\.)-){GAP}+(?=\S)"
)
_DASHES = re.compile(r"[-–—>]")
_SAID = re.compile(r"[.?!…][\"'”’»)\]]*$|(?:\S+\s+){7}\S")
_TABBED = re.compile(r"(?P<label>[^\t\n:]{1,80}?):?\t+(?=\S)")
# Columns set with spaces: the gap is wider than one that a sentence leaves behind its stop.
_SPACED = re.compile(r"(?P<label>[^\W\d_][^\t\n:.?!,;]{0,50}?)(?: {3,}|(?<=\w) {2})(?=\S)")
_BRACKETED = re.compile(rf"[\[(](?P<label>[^\W\d_][^\]\[()\n:]{{1,60}})[\])]{GAP}+(?=\S)")
_NOT_ASCII = r"[^\x00-\x7f\s、。，．「」！？○◯〇◎◆]"
_WIDE = re.compile(
    # "○위원장 김하나  ...": a gap of two parts a label of two words from the talk.
    rf"[○◯〇◎◆]{GAP}?(?P<spaced>{_NOT_ASCII}[^\x00-\x1f\s、。，．「」！？（]{{0,20}}"
    rf"(?: [^\x00-\x7f\s、。，．「」！？（]{{1,20}}){{1,3}})(?: {{2,}}|\u3000+)(?=\S)"
    rf"|[○◯〇◎◆]{GAP}?(?P<marked>{_NOT_ASCII}[^\x00-\x1f\s、。，．「」！？（]{{0,40}}"
    rf"(?:（[^（）\n]{{1,40}}）[^\x00-\x1f\s、。，．「」！？（]{{0,10}})?){GAP}+(?=\S)"
    rf"|(?P<label>{_NOT_ASCII}[^\x00-\x1f\s、。，．「」！？]{{0,40}})\u3000+(?=\S)"
)
_BOLD_NAME = re.compile(rf"(?P<label>\*\*[^*\n:.?!]{{1,80}}\*\*){GAP}+(?=[^\W_a-z]|[(\[\"“>‘'])")


class Head(NamedTuple):
    """What a line may open with: a label in a form, a time printed with it, and where talk starts.

    `start`: the column where the turn begins (a stage note of the turn before may precede it);
    `talk`: where its talk does. `bold`: set off by Markdown or by a sign (○). `item`: an item of a
    list. `boxed`: the label stands in square brackets.
    """

    form: str
    label: str
    talk: int
    stamp: str = ""
    start: int = 0
    bold: bool = False
    item: bool = False
    boxed: bool = False

    @property
    def caps(self) -> bool:
        """The name is in capitals; what follows a comma or a bracket may not be."""
        return words.in_capitals(self.label)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of label: its name, what competes as one, an example, and how it is found.

    `said` is how `sniff` calls the family.
    """

    name: str
    family: str
    said: str
    example: str
    find: Callable[[str, int], Head | None]


def _qa(head: str, at: int) -> Head | None:
    m = _QA.match(head, at) if head[at] in "QA" else None
    return Head("qa", m["label"] or m["q"], m.end()) if m else None


def _dot(head: str, at: int) -> Head | None:
    m = _DOT.match(head, at) if ". " in head[at : at + 90] else None
    return Head("dot", m["label"], m.end()) if m else None


def _stop(head: str, at: int) -> Head | None:
    m = _STOP.match(head, at) if ". " in head[at : at + 140] else None
    return Head("stop", m["label"] or m["cyrillic"].rstrip("."), m.end()) if m else None


def _colon(head: str, at: int) -> Head | None:
    m = _COLON.search(head, at, at + LONGEST + 40)
    if m is None or m.start() == at or "\t" in head[at : m.start()].strip():
        return None
    if head[m.start() - 1] in " \t" and m.end() >= len(head) and m[0] == ":":
        return None  # the rule of colons beside the caption of a case
    marked = _MARKED.search(head, at, m.start()) is not None
    talk = closing(head, m.end(), marked)
    form = "tight" if talk == m.end() < len(head) and m[0] == ":" else "colon"
    after = stamps.leading(head, talk)
    if after and (after.end() == len(head) or _is_place(after["stamp"], head[after.end() - 1])):
        return Head(
            "colon", head[at : m.start()], closing(head, after.end(), marked), after["stamp"]
        )
    return Head(form, head[at : m.start()], talk)


def _is_place(stamp: str, behind: str) -> bool:
    """A time behind a label is no part of the talk: in brackets, with hours, or before a tab."""
    return not stamp[0].isdigit() or stamp.count(":") == 2 or behind == "\t"


def _inside(head: str, at: int) -> Head | None:
    m = _STAMP_INSIDE.match(head, at) if _BRACKET.search(head, at) else None
    return Head("stamp", m["label"], m.end(), m["stamp"]) if m else None


def _dash(head: str, at: int) -> Head | None:
    m = _DASH.match(head, at) if _DASHES.search(head, at, at + 90) else None
    if m is None:
        return None
    label = m["label"].rstrip(".")
    if label.count("**") == 1:
        return None
    marked = label.startswith("**") or words.in_capitals(label)
    # "Ann Lee – Chief Executive" is a line over her talk, or of a list.
    named = words.name_shaped(label) and _SAID.search(head, m.end())
    return Head("dash", label, m.end()) if marked or named else None


def set_off(head: str, at: int) -> Head | None:
    """Behind a time: a name, set off by a tab or a gap, and the talk."""
    columns = _TABBED if "\t" in head else _SPACED if "  " in head else None
    m = columns.match(head, at) if columns else None
    return Head("stamp", m["label"], m.end()) if m else None


def _tab(head: str, at: int) -> Head | None:
    m = _TABBED.match(head, at) if "\t" in head else None
    return Head("tab", m["label"], m.end()) if m else None


def _bracketed(head: str, at: int) -> Head | None:
    m = _BRACKETED.match(head, at) if head[at] in "[(" else None
    if m is None or STAGE_NOTE.match(head, at) or stamps.leading(head, m.end()):
        return None
    return Head("bracket", m["label"], m.end())


def _wide(head: str, at: int) -> Head | None:
    m = _WIDE.match(head, at) if head[at] > "\x7f" else None
    marked = m and (m["spaced"] or m["marked"])
    return Head("wide", marked or m["label"], m.end(), bold=bool(marked)) if m else None


def _bold(head: str, at: int) -> Head | None:
    m = _BOLD_NAME.match(head, at) if head.startswith("**", at) else None
    if m is None or stamps.ALONE.match(head[m.end() :]):
        return None
    return Head("bold", m["label"], m.end())


def _alone(head: str, at: int) -> Head | None:
    return Head("bare", head[at:], len(head)) if len(head) <= at + LONGEST else None


# A new form is a line here: a name, its family, what it is called, one example, how it is found.
FORMS: tuple[Form, ...] = (
    Form("qa", "colon", "a colon", "Q.  Where were you?", _qa),
    Form("dot", "colon", "a colon", "Mr. SMITH. Thank you.", _dot),
    Form("colon", "colon", "a colon", "Ann Lee: Hello.", _colon),
    Form("stop", "stop", "a full stop", "NORA. Who is there?", _stop),
    Form("stamp", "stamp", "a time", "Ann Lee [00:01] Hello.", _inside),
    Form("dash", "dash", "a dash", "ANN LEE — Hello.", _dash),
    Form("bold", "bold", "bold type", "**Ann Lee** Hello.", _bold),
    Form("wide", "wide", "a wide space", "○佐藤花子君\u3000始めます。", _wide),
    Form("tab", "tab", "a tab", "Ann\tHello.", _tab),
    Form("bracket", "bracket", "brackets", "[Ann] Hello.", _bracketed),
    Form("bare", "bare", "a line of its own", "ANN LEE", _alone),
)
FAMILY = {form.name: form.family for form in FORMS} | {"tight": "colon"}
FAMILIES = tuple(dict.fromkeys(FAMILY.values()))
SAID = {form.family: form.said for form in FORMS}


def find(head: str, at: int) -> list[Head]:
    """The label of each family that a line may open with, from a column on.

    A name alone, or beside a time, only where no other form fits.
    """
    found: dict[str, Head] = {}
    for form in FORMS:
        if form.family in found or (form.name == "bare" and found):
            continue
        if one := form.find(head, at):
            found[form.family] = one
    return list(found.values())


def closing(head: str, at: int, marked: bool) -> int:
    """The column after white space and, where the label is marked up, the markup that closes it."""
    m = (_CLOSING if marked else _GAPS).match(head, at)
    return m.end() if m else at


@lru_cache(words.CACHED)
def peel(raw: str) -> tuple[str, str]:
    """A label without markup, brackets around it and a time behind it; and that time."""
    label, stamp = _EDGES.sub("", raw), ""
    if any(map(str.isdigit, label)):  # else it holds no time
        if before := stamps.leading(label):
            label, stamp = label[before.end() :], before["stamp"]
        if after := _STAMP_AFTER.search(label):
            label, stamp = label[: after.start()], after["stamp"]
        if count := _COUNT.search(label):
            label, stamp = label[: count.start()], count[0].strip()
    label = _EDGES.sub("", _EDGES.sub("", _LINK.sub(r"\1", label)).rstrip(":："))
    if label.startswith("[") and label.endswith("]"):
        label = label[1:-1]
    label = _SIGNS.sub("", label)
    return clean(html.unescape(label) if "&" in label else label), stamp
