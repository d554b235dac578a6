"""Dates as transcripts print them, to ISO 8601. Only forms that allow one reading."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "january february march april may june july august september october november december".split()
)
_NAME = r"([A-Za-z]{3,9})\.?"
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_MONTH_FIRST = re.compile(rf"\b{_NAME} {{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_NAME},?[ -](\d{{4}})\b")
# With the groups that hold year, month and day.
_FORMS = ((_ISO, (1, 2, 3)), (_MONTH_FIRST, (3, 1, 2)), (_DAY_FIRST, (3, 2, 1)))


def written_date(text: str) -> str | None:
    """The first date in `text`: `2021-10-20`, `October 20, 2021`, `20 October 2021`."""
    for pattern, (year, month, day) in _FORMS:
        for m in pattern.finditer(text):
            if iso := _iso(m[year], m[month], m[day]):
                return iso
    return None


def month_number(name: str) -> int | None:
    """1 to 12 for an English month's name or its first letters (three or more)."""
    name = name.casefold().rstrip(".")
    found = [n for n, month in enumerate(MONTHS, 1) if len(name) >= 3 and month.startswith(name)]
    return found[0] if found else None


def _iso(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else month_number(month)
    try:
        return date(int(year), number or 0, int(day)).isoformat()
    except ValueError:
        return None
