"""One line's opening: what is printed as a label, in which form, with what time, where talk starts.

Pure functions on a line of text. Whether the label is one, the whole document decides (labels.py).
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.readers.common import stamps
from ingest.readers.labelled import forms
from ingest.readers.labelled.forms import GAP, Head

_LEAD = re.compile(
    rf"\ufeff?{GAP}*(?:(?:[-*•–—+]|>{{1,3}}|\d{{1,4}}[.)]){GAP}+|>{{2,3}})?(?P<heading>#{{1,6}}{GAP}+)?"
)
_HEADING = re.compile(rf"\s{{0,3}}(?:{stamps.BRACKETED}\s+)?#{{1,6}}\s+\S")
_BOLD = ("**", "__", "<b>", "<strong>")
_NOTES = re.compile(rf"(?:[\[(][^\]\[()\n]{{1,60}}[\])]{GAP}*)+(?=[^\W\d_]|[*_])")
# "**Ann Lee** -- *Chief Executive Officer*": a line of its own over what she says.
_TITLED = re.compile(
    rf"(?P<name>[^\n,]{{1,80}}?)[*_]{{0,2}}{GAP}+(?:--|[–—]){GAP}+[*_]{{0,2}}(?P<role>[^\n]{{1,80}}?)[*_]{{0,2}}$"
)


def is_heading(text: str) -> bool:
    """A Markdown heading, a time before it or not."""
    return _HEADING.match(text) is not None


def parse(text: str) -> Head | None:
    """What the line opens with, or None where it cannot open a turn."""
    head = text[: forms.HEAD].rstrip()
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
    found = (forms.tabbed(head, at) if stamp else None) or forms.find(head, at)
    if found is None and len(text) <= at + forms.LONGEST:
        found = Head("bare", head[at:], len(head))
    if found is None:
        return None
    raw = found.label
    if found.form == "bare" and (m := _TITLED.match(raw)):
        raw = f"{m['name']}, {re.sub(r' +--? +', ', ', m['role'])}"
    label, inner = forms.peel(raw)
    stamp = stamp or inner or found.stamp
    form = "stamp" if stamp and found.form == "bare" else found.form
    bold = heading or head.startswith(_BOLD, at)
    talk = found.talk
    if before and before["stamp"][0] in "*_" and before["stamp"][-1] not in "*_":
        # "**[0:01] Ann:** Hello.": what is set off began before the time.
        talk, bold = forms.closing(head, talk, marked=True), True
        form = "colon" if form == "tight" and talk > found.talk else form
    return Head(form, label, talk, stamp, bold=bold) if label else None
