"""The clock of a conversation: times as chats print them, to milliseconds since the first.

Nothing is guessed. Where a date can be read in two ways, both are followed through the whole file;
only what they agree on is given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_AM = (
    "am",
    "上午",
    "午前",
    "오전",
    "ص",
    "ق.ظ",
    "पूर्वाह्न",
    "π.μ",
    "πμ",
    "pg",
    "dop",
    "de",
    "fm",
    "vorm",
    "凌晨",
    "早上",
    "sa",
)
_PM = (
    "pm",
    "下午",
    "午後",
    "오후",
    "م",
    "ب.ظ",
    "अपराह्न",
    "μ.μ",
    "μμ",
    "ptg",
    "odp",
    "du",
    "em",
    "nachm",
    "晚上",
    "中午",
    "ch",
)
_HALF = "|".join(
    [r"[AaPp]\.?[\s\u00a0\u202f]?[Mm]\.?"] + [re.escape(w) + r"\.?" for w in (*_AM, *_PM)]
)
_SPACE = r"[\s\u00a0\u202f]"
# Arabic and Hebrew exports put a direction mark before each separator.
_PART = rf"[{MARKS}]?[./\-年月년월]{_SPACE}?"
DATE = rf"\d{{1,4}}{_PART}\d{{1,2}}{_PART}\d{{1,4}}[.日일]?"
TIME = (
    rf"(?:(?:{_HALF}){_SPACE}?)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:[.,]\d{{1,6}})?"
    rf"(?:{_SPACE}?(?:{_HALF})(?!\w))?(?:{_SPACE}ч\.)?"
)
# What stands between them: a comma, "à", "às", "klo", "kl.", "um", the Bulgarian "г.".
BETWEEN = (
    rf"(?:{_SPACE}?(?:г\.|у|ж\.))?[,،]?[{MARKS}]*{_SPACE}*"
    rf"(?:(?:à|às|a las|alle|klo|kl\.?|um|at|o){_SPACE}+)?"
)

_DATE = re.compile(DATE)
_TIME = re.compile(TIME)
_NUMBERS = re.compile(r"\d+")
_MONTH_FIRST, _DAY_FIRST, _YEAR_FIRST = (2, 0, 1), (2, 1, 0), (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Clock:
    """`ms`: since the first message, for each one, None where not known. `date`: its ISO date."""

    ms: tuple[int | None, ...]
    date: str | None


def conversation(stamps: Sequence[str]) -> Clock:
    """The clock of a file's stamps, such as `12/10/21, 9:41:03 AM`, in the order of the file."""
    readings = [moments for order in _orders(stamps) if (moments := _moments(stamps, order))]
    steady = [moments for moments in readings if _steady(moments)]
    return _agreed([since_first(m) for m in steady or readings], len(stamps))


def since_first(moments: Sequence[datetime | None]) -> Clock:
    """Milliseconds since the first known moment, and its date.

    Moments with and without a zone cannot be compared: those unlike the first count as not known.
    """
    first = next((m for m in moments if m is not None), None)
    if first is None:
        return Clock((None,) * len(moments), None)
    ms = tuple(
        None
        if m is None or (m.tzinfo is None) != (first.tzinfo is None)
        else round((m - first) / timedelta(milliseconds=1))
        for m in moments
    )
    return Clock(ms, first.date().isoformat())


def _agreed(clocks: Sequence[Clock], count: int) -> Clock:
    if not clocks:
        return Clock((None,) * count, None)
    ms = tuple(
        v[0] if len(set(v)) == 1 else None for v in zip(*(c.ms for c in clocks), strict=True)
    )
    dates = {c.date for c in clocks}
    return Clock(ms, dates.pop() if len(dates) == 1 else None)


def _orders(stamps: Sequence[str]) -> list[tuple[int, int, int]]:
    """The orders in which the numbers of a date may stand: as places of year, month and day."""
    first = next((m[0] for s in stamps if (m := _DATE.search(s))), "")
    numbers = _NUMBERS.findall(first)
    if not numbers:
        return []
    if len(numbers[0]) == 4:
        return [_YEAR_FIRST]
    # No locale writes the month first with dots or dashes.
    return [_DAY_FIRST, _MONTH_FIRST] if "/" in first else [_DAY_FIRST]


def _moments(stamps: Sequence[str], order: tuple[int, int, int]) -> list[datetime] | None:
    """All stamps read in one order; None where one of them cannot be."""
    moments = []
    for stamp in stamps:
        moment = _moment(stamp, order)
        if moment is None:
            return None
        moments.append(moment)
    return moments


def _moment(stamp: str, order: tuple[int, int, int]) -> datetime | None:
    day = _DATE.search(stamp)
    if day is None:
        return None
    time = _TIME.search(stamp, day.end()) or _TIME.search(stamp[: day.start()])
    if time is None:
        return None
    numbers = [int(n) for n in _NUMBERS.findall(day[0])]
    year, month, date = (numbers[place] for place in order)
    if year < 100:
        year += 2000
    elif year < 1900:
        return None  # another calendar: which day it was is not worked out
    elif year > 2400:  # the Buddhist calendar of Thai phones
        year -= 543
    hour, minute, *rest = (int(n) for n in _NUMBERS.findall(re.sub(r"[.,]\d{3,6}", "", time[0])))
    half = _half(time[0])
    if half is not None:
        hour = hour % 12 + half if hour <= 12 else hour
    try:
        return datetime(year, month, date, hour, minute, rest[0] if rest else 0)
    except ValueError:
        return None


def _half(time: str) -> int | None:
    """Hours to add: 0 before noon, 12 after, None on a 24-hour clock."""
    word = re.sub(r"[\d:\s\u00a0\u202f]|\.(?=\d)", "", time).casefold()
    word = word.strip(",") if word in _AM + _PM else word.replace(".", "").strip(",")
    return 0 if word in _AM else 12 if word in _PM else None


def _steady(moments: Sequence[datetime]) -> bool:
    """Time goes forward; an hour back is the end of summer time, or messages that arrived late."""
    hour = timedelta(hours=1)
    return all(b - a >= -hour for a, b in pairwise(moments))
