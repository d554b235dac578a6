"""Chat of Microsoft Teams, copied from its window: `[4/3 2:03 PM] Ann Lee`, the message below."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ingest.open.containers import Document
from ingest.readers.common import clock, lines
from ingest.readers.common.blocks import Opening, messages, tile
from ingest.transcript import Reading

# Older versions print the day only where it is not today's, none of them the year.
_DAY = rf"{clock.DATE}|\d{{1,2}}[/.-]\d{{1,2}}\.?|(?:Today|Yesterday|[A-Z][a-z]+day)"
_HEAD = re.compile(
    rf"\ufeff?\[(?P<day>(?:{_DAY})(?: at)?,? )?(?P<time>{clock.TIME})\][ \t]+"
    r"(?P<name>[^\W_](?![^\n]*[>|])[^\t\n:]{0,79}?)(?<![.?!])[ \t]*$"
)
_ENOUGH = 0.2  # of the lines stand above a message: long messages run over many lines
# The days are counted from one another: any year without a leap day does.
_YEAR = "2001"


def sniff(document: Document) -> str | None:
    """A reason when lines of a time in brackets and a name stand above what is written."""
    seen = [x.text for x in lines.split(document.text[:50_000]) if not x.blank]
    heads = [bool(_HEAD.match(x)) for x in seen]
    if any((m := _HEAD.match(x)) and _of_recording(m) for x in seen):
        return None
    enough = sum(heads) > 1 and sum(heads) >= _ENOUGH * len(seen)
    # Names one under another are a list.
    written = sum(above and not below for above, below in pairwise(heads))
    if not enough or not heads[0] or 2 * written < sum(heads):
        return None
    return f"{sum(heads)} lines '[date time] name' (Teams chat)"


def _of_recording(m: re.Match[str]) -> bool:
    """No day, and seconds without AM or PM: a place in a recording, which Teams' chat never has."""
    return not m["day"] and bool(re.fullmatch(r"\d{1,2}:\d\d:\d\d(?:\.\d+)?", m["time"]))


def read(document: Document) -> list[Reading]:
    """One reading: a turn a message, its time counted from the first. No year is no date."""
    text = document.text
    found = messages(text, lines.split(text), _opens)
    dated = all(re.match(clock.DATE, b.stamp) for b in found)
    timed = clock.conversation([b.stamp if dated else _with_year(b.stamp) for b in found])
    turns, front, back = tile(
        text, [replace(b, start_ms=ms) for b, ms in zip(found, timed.ms, strict=True)]
    )
    date = timed.date if dated else None
    return [Reading("chat:teams", turns, front=front, back=back, date=date)]


def _opens(line: str) -> Opening | None:
    m = _HEAD.match(line)
    return Opening(m["name"], len(line), f"{m['day'] or ''}{m['time']}") if m else None


def _with_year(stamp: str) -> str:
    """`4/3 2:03 PM` with a year; `2:03 PM` with a day."""
    day = re.match(r"(\d{1,2})([/.-])(\d{1,2})\.?", stamp)
    if day is None or ":" not in stamp[day.end() :]:
        return stamp if re.match(r"[A-Z][a-z]", stamp) else f"{_YEAR}-01-01 {stamp}"
    sign = day[2]
    return f"{day[1]}{sign}{day[3]}{sign}{_YEAR}{stamp[day.end() :]}"
