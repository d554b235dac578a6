"""Times as transcripts print them: `[00:12:34]`, `(12:34)`, `1:02:03.450 --> 1:02:05`."""

from __future__ import annotations

import re

from ingest.text.spelled import SPELLED, spelled_ms
from ingest.text.times import CLOCK, UNITS, matched_ms

# Before and after noon, as Korea, China and Japan print it before the time of day.
_HALVES = "오전|오후|上午|下午|午前|午後"
# Hours are optional; a fraction, video frames or AM/PM may follow.
_COLONS = (
    # "3/4 2:03 PM": chats print the day with the time of day.
    r"(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?,? (?=\d{1,2}:\d{2}\s?[AaPp]))?"
    rf"(?:(?:{_HALVES})\s?)?"
    r"(?:\d{1,3}:\d{1,2}:\d{1,2}|\d{1,3}:\d{2}|\d{1,2}\.\d{2}(?=\s?[AaPp]\.?[Mm]\b)|\d{2};\d{2};\d{2}(?=;\d{2}))"
    r"(?:[.,]\d{1,3}|[:;]\d{2})?"
    r"(?:\s?[AaPp]\.?[Mm]\b\.?)?(?!\d|:\S)"
)
# "00h01m02s"; "4.20s" alone only in brackets.
_UNITS = (
    r"(?:\d{1,3}\s?h\s?)?\d{1,3}\s?m(?:in)?\s?\d{1,2}\s?s\b"
    # 2'03": minutes and seconds.
    r"|(?:\d{1,2}\s?[h°]\s?)?\d{1,3}\s?['’′]\s?[0-5]\d\s?(?:[\"”″]|''|’’|′′)"
)
# "1 minute, 9 seconds", "0 minutes 3 seconds".
_SPELLED = (
    r"(?:\d{1,3} hours?(?:,? \d{1,2} minutes?)?(?:,? \d{1,2} seconds?)?"
    r"|\d{1,3} minutes?(?:,? \d{1,2} seconds?)?|\d{1,2} seconds?)\b"
)
_SECONDS = r"\d{1,6}(?:\.\d{1,3})?\s?s\b"
_CLOCK = rf"(?:{_COLONS}|{_UNITS}|{_SPELLED})"
_TO = r"\s*(?:-->|->|–|—|-|to)\s*"
_RANGE = rf"{_CLOCK}(?:{_TO}{_CLOCK})?"
# "[3.20]", "<3.2 - 5.75>": seconds alone, in brackets.
_BARE = r"\d{1,6}\.\d{1,3}"
_INSIDE = rf"(?:{_RANGE}|{_SECONDS}(?:{_TO}{_SECONDS})?|{_BARE}(?:{_TO}{_BARE})?)"
# "#00:12:34-5#", "#0:12.3#" opens or closes a paragraph, in programs for studying interviews.
_PLACE = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[-.,]\d{1,3})?"
_HASHED = rf"#{_PLACE}#"
# Bare, in brackets of any kind, emphasised, or as the text of a Markdown link to the recording.
_LINKED = rf"\[\[?\(?{_RANGE}\)?\]?\]?\([^\s()]{{1,300}}\)\]?"
_TYPE = r"[*_`]{0,3}"  # emphasised, or set as code
BRACKETED = rf"{_TYPE}(?:{_LINKED}|\\?[\[({{<]\s?{_INSIDE}\s?\\?[\])}}>]|{_HASHED}){_TYPE}"
STAMP = rf"(?:{BRACKETED}|{_TYPE}{_RANGE}{_TYPE}|{_BARE}\s?s\b|{SPELLED})"

ALONE = re.compile(rf"\s*(?:#{{1,6}}\s+)?(?P<stamp>{STAMP})\s*$")
# "@00:03 Ann: ..." tells a time, too.
LEADING = re.compile(rf"\s*(?:@\s?)?(?P<stamp>{STAMP})[ \t\u00a0]*[-–—:|]?[ \t\u00a0]*")
CLOSING = re.compile(rf"[ \t]*#(?P<stamp>{_PLACE})#[ \t]*$")
_UNIT = re.compile(r"\d\s?[hms]")
_PRIMES = re.compile(r"(?<=\d)\s?[h°'’′]\s?(?=\d{1,3}\s?['’′\"”″])")
_OF_DAY = re.compile(rf"\d\s?[AaPp]\.?[Mm]\b|(?:{_HALVES})\s?\d")


# What a time can begin with; most lines do not.
_BEGINS = re.compile(r"\s*[\d\[({<*_`\\#@]")


def leading(text: str, at: int = 0) -> re.Match[str] | None:
    """The time that the text opens with at a column, with the sign that parts it from talk."""
    return LEADING.match(text, at) if _BEGINS.match(text, at) else None


def of_day(text: str) -> bool:
    """The text tells a time of day (AM, PM)."""
    return _OF_DAY.search(text) is not None


def milliseconds(stamp: str) -> tuple[int | None, int | None]:
    """Start and end of a printed time or range, each None where none is printed.

    `mm:ss` or `hh:mm:ss`, with a fraction of a second, or seconds. A time of day (AM, PM) is no
    place in the talk and gives none.
    """
    if not stamp or of_day(stamp):
        return None, None
    if (spelled := spelled_ms(stamp.strip(" \t[](){}<>*_`"))) is not None:
        return spelled, None
    printed = _PRIMES.sub(":", stamp.partition("](")[0].replace(";", ":"))
    if printed.startswith("#"):
        printed = printed.replace("-", ".")
    if ":" not in printed and not _UNIT.search(printed):
        found = [round(float(s) * 1000) for s in re.findall(_BARE, printed)][:2]
    else:
        shape = CLOCK if ":" in printed else UNITS
        found = [matched_ms(m) for m in shape.finditer(printed)][:2]
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)
