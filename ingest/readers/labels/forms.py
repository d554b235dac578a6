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

from ingest.readers.common import stamps
from ingest.readers.labels import shapes, signs
from ingest.readers.labels.shapes import GAP, Head
from ingest.text import words
from ingest.transcript import clean

_LINK = re.compile(r"\[([^\]\n]{1,100})\]\([^()\s]{1,300}\)")
# MARK and gaps; its stars one by one, as a rule of them would be parted in too many ways.
_EDGE = rf"(?:[*_]|'{{3}}|</?(?:b|strong|i|em|u)>|{GAP})+"
_EDGES = re.compile(rf"^{_EDGE}|{_EDGE}$")
# Signs beside a name that are none of it: a dash, a stop, the sign of a link that plays.
_SIGNS = re.compile(rf"^[.·•\-–—▶►⏵,;]+{GAP}*(?=\w)|(?<=[\w.)]){GAP}*[▶►⏵–—|>=;~/-]+$")
# "Ann Lee [3]": calls count who speaks.
_COUNT = re.compile(rf"{GAP}+\[\d{{1,3}}\]$")
# "**Q7 Ann Lee:**", "Q7. Ann Lee:", "Q7 **Ann Lee:**": questions are counted before the name of who
# asks. "Q1 Sales" are those of a quarter.
_ASKED = re.compile(rf"[*_]{{0,3}}Q\d{{1,4}}[.)]?{_EDGE}(?P<name>[^\W\d_a-z][^:\n*_]{{1,60}})")
# "<Q - Ann Lee - Northgate Research>:": whether she asks, her name, and her firm.
_ANGLED = re.compile(r"<(?:[QA] [-–—] )?([^<>\n]{1,80}?)(?: [-–—] ([^<>\n]{1,80}))?>")
_STAMP_AFTER = re.compile(rf"{GAP}*[-–—|@,]?{GAP}*(?P<stamp>{stamps.STAMP})$")
# "Ann Lee (Tarn) [10:03] (reply):": the time stands before what is noted of this turn.
_STAMP_AMID = re.compile(rf"{GAP}*(?P<stamp>{stamps.BRACKETED})(?={GAP}+\()")


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


# A new form is a line here: a name, its family, what it is called, one example, how it is found.
FORMS: tuple[Form, ...] = (
    Form("qa", "colon", "a colon", "Q.  Where were you?", shapes.qa),
    Form("dot", "colon", "a colon", "Mr. SMITH. Thank you.", shapes.dot),
    Form("colon", "colon", "a colon", "Ann Lee: Hello.", shapes.colon),
    Form("stop", "stop", "a full stop", "NORA. Who is there?", shapes.stop),
    Form("name", "stop", "a full stop", "Ann Lee. Who is there?", signs.stopped),
    Form("stamp", "stamp", "a time", "Ann Lee [00:01] Hello.", shapes.inside),
    Form("dash", "dash", "a dash", "ANN LEE — Hello.", signs.dash),
    Form("bold", "bold", "bold type", "**Ann Lee** Hello.", shapes.bold),
    Form("wide", "wide", "a wide space", "○佐藤花子君\u3000始めます。", shapes.wide),
    Form("tab", "tab", "a tab", "Ann\tHello.", shapes.tab),
    Form("bracket", "bracket", "brackets", "[Ann] Hello.", shapes.bracketed),
    Form("gap", "gap", "a gap", "Ann     Who is there?", signs.gap),
    *(
        Form(name, name, f"'{sign}'", f"Ann {sign} Who is there?", signs.closed_by(name, sign))
        for name, sign in signs.SIGNS.items()
    ),
    Form("bare", "bare", "a line of its own", "ANN LEE", shapes.alone),
)
FAMILY = {form.name: form.family for form in FORMS} | {"tight": "colon"}
FAMILIES = tuple(dict.fromkeys(FAMILY.values()))
SAID = {form.family: form.said for form in FORMS}


def find(head: str, at: int) -> list[Head]:
    """The label of each family that a line may open with, from a column on.

    A letter may be one or an initial ("A. Yes", "A. Reed: Yes"): then both are found. A name
    alone, or beside a time, only where no other form fits.
    """
    found: dict[str, Head] = {}
    letter: list[Head] = []
    for form in FORMS:
        if form.family in found or (
            form.name == "bare" and not all(h.weak for h in found.values())
        ):
            continue
        if one := form.find(head, at):
            if form.name == "qa":
                letter.append(one)
            else:
                found[form.family] = one
    return [*letter, *found.values()]


def asked(text: str) -> int:
    """The column behind the number of a question, where who asks it stands next; 0 elsewhere."""
    m = _ASKED.match(text) if "Q" in text[:4] else None
    named = m and (words.is_full_name(m["name"].strip()) or words.is_role(m["name"]))
    return m.start("name") if m and named else 0


@lru_cache(words.CACHED)
def peel(raw: str) -> tuple[str, str]:
    """A label without markup, brackets around it and a time behind it; and that time."""
    label, stamp = _EDGES.sub("", raw), ""
    if any(map(str.isdigit, label)):  # else it holds no time
        if before := stamps.leading(label):
            label, stamp = label[before.end() :], before["stamp"]
        if after := _STAMP_AFTER.search(label):
            label, stamp = label[: after.start()], after["stamp"]
        elif label.endswith(")") and (amid := _STAMP_AMID.search(label)):
            label, stamp = label[: amid.start()] + _of_name(label, amid), amid["stamp"]
        if count := _COUNT.search(label):
            label, stamp = label[: count.start()], count[0].strip()
        label = label[asked(label) :]
    if label.startswith("[") and label.endswith("]"):
        label = label[1:-1]
        if after := _STAMP_AFTER.search(label):
            label, stamp = label[: after.start()], after["stamp"]
    if label.startswith("<") and (m := _ANGLED.fullmatch(label)):
        label = ", ".join(filter(None, m.groups()))
    label = _EDGES.sub("", _EDGES.sub("", _LINK.sub(r"\1", label)).rstrip(":："))
    label = _SIGNS.sub("", label)
    return clean(html.unescape(label) if "&" in label else label), stamp


def _of_name(label: str, stamp: re.Match[str]) -> str:
    """What stands behind a time in a label, where it tells of the name: "Ann [10:03] (Tarn)"."""
    behind = label[stamp.end() :]
    noted = label[: stamp.start()].endswith(")") or behind.lstrip()[1:2].islower()
    return "" if noted else behind
