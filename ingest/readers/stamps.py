"""Times as transcripts print them: `[00:12:34]`, `(12:34)`, `1:02:03.450 --> 1:02:05`."""

from __future__ import annotations

import re

# Hours are optional; a fraction, video frames or AM/PM may follow.
_CLOCK = (
    r"(?:\d{1,3}:\d{1,2}:\d{1,2}|\d{1,3}:\d{2})(?:[.,]\d{1,3}|[:;]\d{2})?"
    r"(?:\s?[AaPp]\.?[Mm]\b\.?)?(?![\d:])"
)
_RANGE = rf"{_CLOCK}(?:\s*(?:-->|->|–|—|-|to)\s*{_CLOCK})?"
# Bare, in brackets of any kind, emphasised, or as the text of a Markdown link to the recording.
_LINKED = rf"\[\[?\(?{_RANGE}\)?\]?\]?\([^\s()]{{1,300}}\)\]?"
BRACKETED = rf"[*_]{{0,2}}(?:{_LINKED}|[\[({{<]\s?{_RANGE}\s?[\])}}>])[*_]{{0,2}}"
STAMP = rf"(?:{BRACKETED}|[*_]{{0,2}}{_RANGE}[*_]{{0,2}})"

ALONE = re.compile(rf"\s*(?:#{{1,6}}\s+)?(?P<stamp>{STAMP})\s*$")
LEADING = re.compile(rf"\s*(?P<stamp>{STAMP})[ \t\u00a0]*[-–—:|]?[ \t\u00a0]*")
_TIMES = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?(?:\s?([AaPp])\.?[Mm]\b)?"
)


def milliseconds(stamp: str) -> tuple[int | None, int | None]:
    """Start and end of a printed time or range, each None where none is printed.

    `mm:ss` or `hh:mm:ss`, a fraction of a second, a clock with AM/PM (from midnight).
    """
    found = [_ms(m) for m in _TIMES.finditer(stamp.partition("](")[0])][:2]
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)


def _ms(m: re.Match[str]) -> int:
    hours, minutes, seconds = int(m[1] or 0), int(m[2]), int(m[3])
    if m[5] and not m[1]:  # "10:32 PM" has no seconds
        hours, minutes, seconds = minutes, seconds, 0
    if m[5]:
        hours = hours % 12 + (12 if m[5] in "Pp" else 0)
    fraction = int((m[4] or "0").ljust(3, "0"))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction
