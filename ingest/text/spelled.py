"""Times whose units are words: "0 Minuten 3 Sekunden", "1 heure et 2 minutes", "2 分 5 秒"."""

from __future__ import annotations

import re

# How the words begin, in the languages in which programs for meetings and videos show themselves.
_ENDS = r"[^\W\d_]{0,9}(?![^\W\d_])"
_HOURS = (
    r"(?:(?:[Hh]ours?|[Ss]tunden?|[Hh]eures?|[Hh]or[ae]s?|or[aeă]|uur|uren|tim(?:m(?:e|ar)|e|er|en)"
    r"|óra|saat|jam|giờ|sat[ai]?)(?!\w)|小时|小時|時間|시간|ชั่วโมง"
    rf"|(?:tunti|godzin|hodin|valand|stund|годин|час|ώρ|ساع|שע|घं){_ENDS})"
)
_MINUTES = (
    rf"(?:(?:[Mm]in[uūú]|минут|хвилин|λεπτ|dakika|perc|menit|דק|دقي|دقا|मिन|phút){_ENDS}"
    r"|分钟|分鐘|分|분|นาที)"
)
_SECONDS = (
    r"(?:(?:[Ss]e[ckg][ou]n|секунд|δευτ|δεύτ|saniye|másodperc|detik|שני|ثاني|ثوا|सेक|giây)"
    rf"{_ENDS}|秒|초|วินาที)"
)
_SHORT = (
    r"(?:[Ss]td|час|ч|год|sa|h)\b\.?",
    r"(?:[Mm]in|мин|хв|dk|dak)\b\.?",
    r"(?:[Ss]e[ckg]|сек|sn|с)\b\.?",
)
_GAP = r"[ \u00a0\u202f]?"
_AND = r"(?:,?[ \u00a0\u202f](?:(?:and|und|et|y|e|en|och|og|ja|i|a|ve|и|і|és|și|και) )?)?"


def _together(hours: str, minutes: str, seconds: str) -> str:
    """Two units at least, one after another."""
    h, m, s = (rf"\d{{1,3}}{_GAP}{unit}" for unit in (hours, minutes, seconds))
    return rf"{h}{_AND}{m}(?:{_AND}{s})?|{m}{_AND}{s}"


# Of seconds alone all that the line holds: "ten seconds" is what people say, and "10 minutes" on a
# line of its own what a recipe says.
# A page that shows the time of a clock, too, is copied with both: "3 seconds0:03".
_CLOCK = r"(?:\d{1,2}(?::[0-5]\d){1,2})?"
SPELLED = (
    rf"(?:(?:{_together(_HOURS, _MINUTES, _SECONDS)}|{_together(*_SHORT)}){_CLOCK}"
    rf"|\d{{1,3}}{_GAP}{_SECONDS}{_CLOCK}(?=[ \t]*$))"
)
_WHOLE = re.compile(SPELLED)
_PART = re.compile(rf"(?P<number>\d{{1,3}}){_GAP}(?P<unit>[^\W\d_]+)")
_UNITS = tuple(
    (re.compile(f"{long}|{short}"), ms)
    for long, short, ms in zip(
        (_HOURS, _MINUTES, _SECONDS), _SHORT, (3_600_000, 60_000, 1000), strict=True
    )
)


def spelled_ms(text: str) -> int | None:
    """Milliseconds of such a time; None where `text` is none."""
    if not _WHOLE.fullmatch(text.strip()):
        return None
    found = ((int(m["number"]), m["unit"]) for m in _PART.finditer(text))
    return sum(n * next(ms for unit, ms in _UNITS if unit.match(word)) for n, word in found)
