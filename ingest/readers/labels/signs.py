"""Labels that a sign or a gap sets off from the talk: "ANN — Hello.", "Ann | Hello.", "Ann) Hello."

Sentences and lists hold the same signs, so a label must look like a name here, and its talk like
talk; a line that only might open a turn gives a weak head.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.readers.common import stamps
from ingest.readers.labels.shapes import GAP, Head
from ingest.text import offices, words

# What stands in brackets behind a name may hold any sign ("(Ann Lee. PSB - MG)").
_DASH = re.compile(
    rf"(?P<label>\*\*[^*\n:]{{1,80}}\*\*|(?:[^\n:–—()]|\([^()\n]{{0,80}}\)){{1,80}}?)(?:(?:(?<=\w{{4}})|(?<=[A-Z]{{2}}))\.)?"
    rf"(?:{GAP}*(?:{GAP}--?|[—–]|>>|(?<=\.)-){GAP}+|—)(?=\S)"
)
_DASHES = re.compile(r"[-–—>]")
# The signs that set a label off, besides dashes and those that have a form of their own.
SIGNS = {
    "closed": ")",
    "arrow": ">",
    "pipe": "|",
    "slash": "/",
    "semicolon": ";",
    "chevron": "»",
}
# A gap of columns set with spaces.
_GAP = re.compile(r"(?P<label>[^\W\d_][^\t\n:?!;]{0,50}?) {3,}(?=\S)")
_STOP = re.compile(
    rf"(?P<label>(?:[^\W\d_]\.[ -]?){{0,3}}[^\W\d_][^\n.:;?!,]{{1,60}})\.{GAP}+(?=[^\s\d])"
)
_SAID = re.compile(r"[.?!…。？！؟][\"'”’»)\]]*$|(?:\S+\s+){7}\S")
# "P1", "SPEAKER_00": letters with a number.
_CODE = re.compile(r"[^\W\d_]{1,12}[ _-]?\d{1,3}")
INITIALS = 4
# Words of a label that has no capitals, at most.
FEW = 2


def dash(head: str, at: int) -> Head | None:
    """ANN LEE — Hello."""
    m = _DASH.match(head, at) if _DASHES.search(head, at, at + 90) else None
    if m is None:
        return None
    label = m["label"].rstrip()
    if label.count("**") == 1:
        return None
    last = label.split()[-1] if label else ""
    label = label if last.count(".") > 1 else label.rstrip(".")  # "H.B."
    return _weighed("dash", label, head, m.end(), bold=label.startswith("**"))


def closed_by(name: str, sign: str) -> Callable[[str, int], Head | None]:
    """What finds labels that a sign closes."""
    gap = f"{GAP}*" if sign in ");" else f"{GAP}+"
    least = 1 if sign == ")" else 0  # "a) ...", "b) ..." is a list
    of = "()" if sign == ")" else re.escape(sign)
    label = rf"[^\W\d_][^\n:{of}]{{{least},60}}?"
    shape = re.compile(rf"(?P<label>{label}){gap}{re.escape(sign)}{GAP}+(?=\S)")

    def find(head: str, at: int) -> Head | None:
        m = shape.match(head, at) if sign in head[at : at + 64] else None
        return _weighed(name, m["label"], head, m.end()) if m else None

    return find


def gap(head: str, at: int) -> Head | None:
    """Ann     Hello."""
    m = _GAP.match(head, at) if "   " in head[at : at + 54] else None
    return _weighed("gap", m["label"], head, m.end()) if m else None


def stopped(head: str, at: int) -> Head | None:
    """Ann Lee. Hello."""
    m = _STOP.match(head, at) if ". " in head[at : at + 64] else None
    if m is None:
        return None
    label = m["label"]
    last = label.split()[-1]
    if last.casefold() in words.HONORIFICS or offices.is_short(f"{last}."):
        return None
    full = words.is_full_name(label) or words.is_role(label) or bool(_CODE.fullmatch(label))
    initials = label.isupper() and len(label) <= INITIALS
    return _weighed("name", label, head, m.end()) if full or initials else None


def _weighed(form: str, label: str, head: str, talk: int, bold: bool = False) -> Head | None:
    """The head, weak where the label is no name or what follows it no talk; none for both."""
    if stamps.ALONE.match(head, talk):
        return None
    if words.in_capitals(label) and form == "dash":
        return Head(form, label, talk)
    few = len(label.split()) <= FEW
    named = bold or words.name_shaped(label) or bool(_CODE.fullmatch(label))
    # "Ann Lee – Chief Executive" is a line over her talk, or of a list.
    weak = _SAID.search(head, talk) is None
    return Head(form, label, talk, weak=weak) if named or few else None
