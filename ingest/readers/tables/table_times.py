"""The times of a table's rows, whatever their unit: clock times, seconds, ticks, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median

from ingest.readers.common import clock
from ingest.readers.common.dates import written_date
from ingest.text.times import clock_ms, scaled_ms

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_UNIT = re.compile(
    r"(?:_|\b|\d)(ms|msec|millis|milliseconds?|s|secs?|seconds?|us|ns|ticks)\b", re.I
)
# "Tuesday, May 14, 2024 at 10:03:12 AM UTC".
_OF_DAY = re.compile(
    r"\b(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:[\s\u202f]?(?P<half>[AaPp])\.?[Mm])?"
)
_MS_PER = {"m": 1.0, "s": 1000.0, "u": 0.001, "n": 0.000001, "t": 0.0001}
# Speech runs at two to four words a second. The bounds lie far off on both sides, so that pauses
# and slow talk do not matter; between them nothing is decided.
_PER_WORD = ((0.02, 6.0, 1000.0), (20.0, 6_000.0, 1.0), (200_000.0, 60_000_000.0, 0.0001))
_EPOCH = 1e9  # seconds: numbers above are moments since 1970, not positions in a recording
# Seconds and milliseconds since 1970, up to 2039, and how much they grow by a word, at most: ticks
# may be as large as the seconds, two minutes into a recording, and nanoseconds as large as the
# milliseconds, a quarter of an hour into it.
_MOMENTS = ((1e9, 2.2e9, 1000.0, _PER_WORD[-1][0]), (1e12, 2.2e12, 1.0, 1e8))

Span = tuple[tuple[int | None, ...], str | None]


def milliseconds(values: Sequence[str], words: Sequence[int], name: str) -> Span:
    """The times of a column, and the date of the first where the column holds moments.

    `words`: how many words each row holds: they decide the unit of whole numbers, where neither the
    column's `name` nor a decimal point does. None where nothing decides.
    """
    if all(_NUMBER.fullmatch(v.strip()) for v in values if v.strip()):
        return _numbers([_float(v) for v in values], values, words, name)
    if any(re.search(r"\d{4}-\d{2}-\d{2}", v) for v in values):
        moments = clock.since_first([_moment(v) for v in values])
        return moments.ms, moments.date
    if any(written_date(v) and _OF_DAY.search(v) for v in values):
        moments = clock.since_first([_worded(v) for v in values])
        return moments.ms, moments.date
    if any("/" in v for v in values):
        dated = clock.conversation([v for v in values if v.strip()])
        ms = iter(dated.ms)
        return tuple(next(ms) if v.strip() else None for v in values), dated.date
    # Video editors write drop-frame times as 00;00;07;12.
    return tuple(clock_ms(v.strip().strip("[]()").replace(";", ":")) for v in values), None


def _numbers(
    numbers: Sequence[float | None], values: Sequence[str], words: Sequence[int], name: str
) -> Span:
    unit = _unit(numbers, values, words, name)
    if unit is None:
        return (None,) * len(numbers), None
    known = [n for n in numbers if n is not None]
    if known and known[0] * unit > _EPOCH * 1000:
        moments = clock.since_first([_epoch(n, unit) for n in numbers])
        return moments.ms, moments.date
    return tuple(None if n is None else scaled_ms(n, unit) for n in numbers), None


def _unit(
    numbers: Sequence[float | None], values: Sequence[str], words: Sequence[int], name: str
) -> float | None:
    """Milliseconds in one of the column's units."""
    if m := _UNIT.search(name.casefold()):
        return _MS_PER[m[1][0] if not m[1].startswith("milli") else "m"]
    if any("." in v or "," in v for v in values):
        return 1000.0
    steps = [
        (b - a) / w
        for a, b, w in zip(numbers, numbers[1:], words, strict=False)
        if a is not None and b is not None and b > a and w > 2
    ]
    typical = median(steps) if steps else 0.0
    known = [n for n in numbers if n is not None]
    for low, high, unit, most in _MOMENTS:
        if known and low <= min(known) and max(known) < high and typical < most:
            return unit
    return next((unit for low, high, unit in _PER_WORD if low <= typical <= high), None)


def _epoch(number: float | None, unit: float) -> datetime | None:
    try:
        return None if number is None else datetime.fromtimestamp(number * unit / 1000, UTC)
    except (ValueError, OverflowError):  # no year that a calendar has
        return None


def _float(value: str) -> float | None:
    value = value.strip().replace(",", ".")
    return float(value) if value else None


def _worded(value: str) -> datetime | None:
    """A day in words with a time of day."""
    day, time = written_date(value), _OF_DAY.search(value)
    if day is None or time is None:
        return None
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % 12 + (12 if time["half"] in "Pp" else 0)
    try:
        return datetime.fromisoformat(day).replace(
            hour=hour, minute=int(time["minute"]), second=int(time["second"] or 0)
        )
    except ValueError:
        return None


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
