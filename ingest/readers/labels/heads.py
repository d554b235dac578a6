"""What one line may open: labels in every form that fits, with the time before or behind them.

Pure functions on a line of text. Whether a label is one, the whole document decides (contest.py).
"""

from __future__ import annotations

import re

from ingest.readers.common import stamps
from ingest.readers.labels import forms, shapes
from ingest.readers.labels.shapes import GAP, Head
from ingest.text import words

# "0914", "0914Z", "09.14 hrs": the time of day as logs of a watch print it, no place in the talk.
_WATCH = (
    rf"(?:[01]\d|2[0-3])\.?[0-5]\d(?:{GAP}?(?:[ZLh]|hrs?|UTC))?{GAP}+(?:[-–—|]{GAP}+)?(?=[^\W\d_])"
)
# "2024-05-12T18:04:00Z": the moment, as programs print it.
_MOMENT = (
    rf"\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{{1,6}})?)?(?:Z|[+-]\d\d:?\d\d)?"
    rf"{GAP}+(?:[-–—|]{GAP}+)?"
)
_LEAD = re.compile(
    rf"\ufeff?{GAP}*(?:(?P<watch>{_WATCH})|{_MOMENT}|(?:LINE|Line|PAGE|Page){GAP}(?=\d{{1,4}}:\d\d\b))?(?:(?P<item>[-*•–—+]|\d{{1,4}}[.)]){GAP}+|(?:>{{1,3}}|…){GAP}+|>{{2,3}})?"
    rf"(?P<heading>#{{1,6}}{GAP}+)?"
)
# The number of the turn: "12 Ann: ...", "[12] Ann: ...", "#12 Ann: ...", "Q12 Ann: ...".
_COUNTED = re.compile(
    rf"(?:Q\d{{1,4}}(?={GAP}+[^\W\d_a-z])|\[\d{{1,4}}\][.:]?|\(\d{{1,4}}\)|#\d{{1,4}}[.:)]?|\d{{1,4}}[.):|]?|>{{2,3}}:?){GAP}+"
    rf"(?=[^\W\d_]|[\[(<*_>]|\d{{1,2}}:\d)"
)
_COUNTS = frozenset("Q[(#>0123456789")
_QUESTION = re.compile(rf"Q\d{{1,4}}{GAP}+(?=\*\*|__)")  # "Q12 **Ann Lee:** ..."
# "16.02 Kaisa Lehto vas:", behind the time of day: the name and, cut short, the party.
_OF_PARTY = re.compile(rf"(?P<name>[^\W\d_][^\n:,()]{{2,60}}){GAP}(?P<party>[^\W\d_]{{2,5}})$")
_HEADING = re.compile(rf"\s{{0,3}}(?:{stamps.BRACKETED}\s+)?#{{1,6}}\s+\S")
_BOLD = ("**", "__", "'''", "<b>", "<strong>")
_NOTES = re.compile(rf"(?:[\[(][^\]\[()\n]{{1,60}}[\])]{GAP}*)+(?=[^\W\d_]|[*_])")
# "**Ann Lee** -- *Chief Executive Officer*", "Ann Lee | Lee Timber": a line of its own over what
# she says.
_TITLED = re.compile(
    rf"(?P<name>[^\n,]{{1,80}}?)[*_]{{0,2}}{GAP}+(?:--?|[–—|]){GAP}+[*_]{{0,2}}(?P<role>[^\n]{{1,80}}?)[*_]{{0,2}}$"
)


def is_heading(text: str) -> bool:
    """A Markdown heading, a time before it or not."""
    return _HEADING.match(text) is not None


def parse(text: str) -> list[Head]:
    """What the line may open with, one head a family of forms."""
    head = text[: shapes.HEAD].rstrip()
    lead = _LEAD.match(head)
    at = lead.end() if lead else 0
    heading, item = bool(lead and lead["heading"]), bool(lead and lead["item"])
    led = head[at : at + 1] in ("[", "(") and not stamps.leading(head, at)
    led = led and not _COUNTED.match(head, at)
    notes = _NOTES.match(head, at) if led else None
    if notes:
        found = _labelled(text, head, notes.end(), heading, item)
        behind = [h for h in found if h.form in ("colon", "tight")]
        if behind and found[0].label not in ("Q", "A"):
            others = _labelled(text, head, at, heading, item)
            kept = [h for h in others if forms.FAMILY[h.form] != "colon" and h.form != "bare"]
            return [behind[0]._replace(start=notes.end()), *kept]
    found = _labelled(text, head, at, heading, item)
    return [_of_party(h) for h in found] if lead and lead["watch"] else found


def _of_party(one: Head) -> Head:
    """The party behind a name as what one is: "Kaisa Lehto, vas"."""
    m = _OF_PARTY.match(one.label) if one.form in ("colon", "tight") else None
    if m is None or not m["party"].islower():
        return one
    titled = words.is_role(m["name"]) and words.name_shaped(m["name"]) and " " in m["name"]
    named = titled or words.is_full_name(m["name"])
    return one._replace(label=f"{m['name']}, {m['party']}") if named else one


def _count(head: str, at: int) -> re.Match[str] | None:
    """The number of the turn, before its label."""
    bold = _QUESTION.match(head, at)
    return bold if bold and forms.asked(head[at:]) else _COUNTED.match(head, at)


def _labelled(text: str, head: str, at: int, heading: bool, item: bool) -> list[Head]:
    """The openings that start at column `at`, a time before the label included."""
    stamp = ""
    if before := stamps.leading(head, at):
        at, stamp = before.end(), before["stamp"]
    if not item and head[at : at + 1] in _COUNTS and (count := _count(head, at)):
        at, item = count.end(), head[at] not in ">Q"
        if not before and (before := stamps.leading(head, at)):
            at, stamp = before.end(), before["stamp"]
    if at >= len(head):  # "19 (2.0)": a number and a pause
        return []
    own = shapes.set_off(head, at) if stamp else None
    others = [] if own and "\t" in head else forms.find(head, at)
    if own:
        others = [own, *(h for h in others if h.form not in ("bare", "stamp"))]
    bold = heading or head.startswith(_BOLD, at)
    found = []
    for one in others:
        raw = one.label
        m = _TITLED.match(raw) if one.form == "bare" else None
        if m and m["name"].count("(") == m["name"].count(")"):  # not "Ann Lee (0:03 - 0:08)"
            raw = f"{m['name']}, {re.sub(r' +(?:--?|[|]) +', ', ', m['role'])}"
        label, inner = forms.peel(raw)
        talk, behind = shapes.placed(head, one)
        time = stamp or inner or one.stamp or behind
        form = "stamp" if time and one.form == "bare" else one.form
        is_bold = bold or one.bold
        if before and stamp[0] in "*_" and stamp[-1] not in "*_":
            # "**[0:01] Ann:** Hello.": what is set off began before the time.
            talk, is_bold = shapes.closing(head, talk, marked=True), True
            form = "colon" if form == "tight" and talk > one.talk else form
        if label:
            boxed = raw.lstrip("*_ ").startswith("[")
            listed = item or (heading and talk < len(head))  # "## Part 2: Boats"
            mark = shapes.left_open(head, at, talk)
            found.append(Head(form, label, talk, time, 0, is_bold, listed, boxed, one.weak, mark))
    return found
