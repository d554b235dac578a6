"""IRC logs: irssi, WeeChat, ZNC, energymech, mIRC, XChat and HexChat, supybot."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from ingest.open.containers import Document
from ingest.readers.common import clock, lines
from ingest.readers.common.blocks import Block, Opening, messages, tile
from ingest.readers.common.dates import written_date
from ingest.readers.tables import columns
from ingest.transcript import Reading

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp][Mm])?"
_STAMP = (
    r"\ufeff?(?P<stamp>[\[(]?(?:\d{4}-\d{2}-\d{2}[T ]|[A-Z][a-z]{2} \d{1,2} )?"
    rf"{_CLOCK}"
    r"(?:Z|[+-]\d{2}:?\d{2})?[\])]?|\[\d{9,10}\])"
)
_NICK = r"[@+%&~!* ]?(?P<nick>(?!\d+(?:\.\d+)?>)[^\s<>]{1,40})"  # "<3.2>" is a time
_COLOUR = r"(?:\x03\d{0,2}(?:,\d{1,2})?|[\x02\x0f\x16\x1d\x1f])*"
_SAYS = re.compile(rf"(?:{_STAMP}[ \t]+)?{_COLOUR}<{_COLOUR}{_NICK}{_COLOUR}>{_COLOUR}(?:[ \t]|$)")
_ACTION = re.compile(rf"(?:{_STAMP}[ \t]+)?{_COLOUR}(?P<talk>\*[ \t]+{_NICK})[ \t]+(?P<deed>\S.*)")
# WeeChat parts time, nick and text by tabs; its own prefixes mark everything that is no message.
_TABS = re.compile(rf"{_STAMP}\t[@+%&~!]?(?P<nick>[^\s<>]{{1,40}})\t")
_TAB_DEED = re.compile(rf"{_STAMP}\t[ ]?(?P<star>\*)\t(?P<nick>\S{{1,40}}) ")
_OWN = re.compile(r"-->|<--|=!=|--|\*|")
_NOTICE = re.compile(
    rf"(?:{_STAMP}[ \t]+)?"
    r"(?:\*{2,3}|-!-|-{2,3}|-->|<--|==|>>|!|=!=|-\S+-|\*[ \t]|Session |Log )"
)
_EVENT = re.compile(
    r"(?:\S+ )?(?:[\[(]\S+@\S+[\])] )?(?:has (?:joined|left|quit|changed|set|kicked|been)\b|"
    r"is now known as|was kicked|sets? (?:mode|the topic)|changes topic|(?:joined|left|quit)\b|"
    r"(?:gives|removes) (?:channel|voice))"
)
_JOINS = re.compile(r"\S+ has (?:joined|left) #\S+$")
_DAY = re.compile(
    r"(?:-{3}|\*{4}) (?:Log opened|Day changed(?: to)?|BEGIN LOGGING AT) [A-Z][a-z]{2} "
    r"(?P<date>[A-Z][a-z]{2} {1,2}\d{1,2}|\d{1,2} [A-Z][a-z]{2})(?: [\d:]+)? (?P<year>\d{4})"
    r"|Session (?:Start|Time): [A-Z][a-z]{2} (?P<date2>[A-Z][a-z]{2} {1,2}\d{1,2}) [\d:]+ "
    r"(?P<year2>\d{4})"
)

_MONTH_DAY = re.compile(r"[A-Z][a-z]{2} \d{1,2} ")


def sniff(document: Document) -> str | None:
    """A reason when most lines are `<nick> text` or WeeChat's columns."""
    text = document.text
    if text.lstrip("\ufeff \r\n").startswith(("<?", "<!", "WEBVTT")) or "</" in text[:2000]:
        return None
    seen = [x.text for x in lines.split(text[:20_000]) if not x.blank]
    if seen and columns.find(seen[0].split("\t")):
        return None  # a table by tabs, with the names of its columns over it
    said = sum(1 for x in seen if _says(x))
    known = said + sum(1 for x in seen if not _says(x) and _NOTICE.match(x))
    stamped = sum(1 for x in seen if (m := _says(x)) and m["stamp"])
    if said < (1 if stamped else 3) or known < 0.7 * len(seen):
        return None
    return f"{said} lines '<nick> text' (IRC)"


def read(document: Document) -> list[Reading]:
    """One reading: a turn a message; `* nick waves` is one of nick, server notices are none."""
    text = document.text
    split = lines.split(text)
    nicks = {m["nick"] for line in split if (m := _says(line.text))}
    found = messages(text, split, _opener(nicks))
    days = _days(text)
    timed = clock.conversation([_dated(b, days) for b in found])
    turns, front, back = tile(
        text, [replace(b, start_ms=ms) for b, ms in zip(found, timed.ms, strict=True)]
    )
    return [Reading("chat:irc", turns, front=front, back=back, date=timed.date)]


def _says(text: str) -> re.Match[str] | None:
    if m := _TABS.match(text):
        return None if _OWN.fullmatch(m["nick"]) else m
    return _SAYS.match(text)


def _opener(nicks: set[str]) -> Callable[[str], Opening | None]:
    def opens(text: str) -> Opening | None:
        if m := _says(text):
            if _JOINS.match(text, m.end()) and text[m.end() :].startswith(m["nick"]):
                return Opening()  # "<bot> bot has joined #boats", as some bots log it
            return Opening(m["nick"], m.end(), m["stamp"] or "")
        if m := _TAB_DEED.match(text):
            return Opening(m["nick"], m.start("nick"), m["stamp"])
        m = _ACTION.match(text)
        if m and m["nick"] in nicks and not _EVENT.match(m["deed"]):
            return Opening(m["nick"], m.start("talk"), m["stamp"] or "")
        return None if text[:1].isspace() or not text.strip() else Opening()

    return opens


def _days(text: str) -> list[tuple[int, str]]:
    """Offsets from which a day holds, and the day, as the log's own lines tell."""
    found = (
        (m.start(), written_date(f"{m['date'] or m['date2']} {m['year'] or m['year2']}"))
        for m in _DAY.finditer(text)
    )
    return [(offset, day) for offset, day in found if day]


def _dated(block: Block, days: list[tuple[int, str]]) -> str:
    """The stamp with its day: in front of it, or from the line that opened the day."""
    stamp = block.stamp.strip("[]()").replace("T", " ")
    if re.match(r"\d{4}-", stamp):
        return stamp
    at = bisect_left(days, (block.start, ""))
    day = days[at - 1][1] if at else ""
    if printed := _MONTH_DAY.match(stamp):  # the line has its day, the log's opening its year
        day, stamp = written_date(f"{printed[0]}{day[:4]}") or "", stamp[printed.end() :]
    return f"{day} {stamp}" if day else stamp
