"""Times as files print them to integer milliseconds."""

from __future__ import annotations

import math
import re

CLOCK = re.compile(
    r"(?:(?P<hours>\d{1,4})\s?:\s?)?(?P<minutes>\d{1,3})\s?:\s?(?P<seconds>\d{1,2})"
    r"(?:\s?[.,:]\s?(?P<fraction>\d{1,9}))?"
)
# "00h01m02s", "1m 02s", "4.20s": with letters for the units.
UNITS = re.compile(
    r"(?=\d{1,6}(?:[.,]\d{1,9})?\s?[hms])"
    r"(?:(?P<hours>\d{1,3})\s?h(?:ours?)?,?\s?)?"
    r"(?:(?P<minutes>\d{1,3})\s?m(?:in(?:utes?)?)?,?\s?)?"
    r"(?:(?P<seconds>\d{1,6})(?:[.,](?P<fraction>\d{1,9}))?\s?s)?"
)
# A century: no recording is longer, and larger numbers are another unit or damage.
MOST_MS = 100 * 366 * 24 * 3600 * 1000


def clock_ms(text: str) -> int | None:
    """Milliseconds of `01:02:03.450`, `02:03,45` or `2:03`; None where `text` is no such time."""
    match = CLOCK.fullmatch(text.strip())
    return matched_ms(match) if match else None


def matched_ms(match: re.Match[str]) -> int:
    """Milliseconds of a match of CLOCK or UNITS."""
    hours, minutes, seconds = (int(match[k] or 0) for k in ("hours", "minutes", "seconds"))
    fraction = int((match["fraction"] or "0").ljust(3, "0")[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction


def scaled_ms(value: float, unit_ms: float) -> int | None:
    """`value` in units of `unit_ms` milliseconds; None where it is negative or not a real time."""
    # Compared before it is multiplied: an integer of a thousand digits is no float.
    if not 0 <= value < MOST_MS / unit_ms or not math.isfinite(value):
        return None
    return round(value * unit_ms)
