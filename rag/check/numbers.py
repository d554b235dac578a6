"""Numbers in text, as they are written: `six million`, `6,000,000`, `75%`, `$1.3 million`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Unit = Literal["percent", "money", "year", "ordinal", "count"]

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * (at + 2)
    for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "dozen": 12.0,
}  # fmt: skip
_MULTIPLES = {"half": 0.5, "dozen": 12.0}
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_ORDINALS = {
    **{
        word: at
        for at, word in enumerate(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
            "twentieth".split(),
            1,
        )
    },
    **{
        f"twenty-{word}": 20 + at
        for at, word in enumerate(
            "first second third fourth fifth sixth seventh eighth ninth".split(), 1
        )
    },
    "thirtieth": 30,
    "thirty-first": 31,
}
NUMBER_WORDS = frozenset({*_SMALL, *_TENS, *_ORDINALS, "hundred", "thousand", "million", "billion"})
"""Words that count or tell a place in a row: "seven", "hundred", "twelfth"."""
# "The fourth of January": a day; elsewhere such a word tells a place in a row, and counts nothing.
_DAY = re.compile(
    rf"\b({'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
    rf"(?=\s(?:day\s)?(?:of\s)?(?:{'|'.join(_MONTHS)})\b)",
    re.IGNORECASE,
)
_WORDS = "|".join(sorted({*_SMALL, *_TENS}, key=len, reverse=True))
_NUMBER = re.compile(
    rf"""(?P<money>[$\u20ac\u00a3\u00a5]\s?)?
    (?:
      (?<![^\W_])(?<![^\W\d_]-)(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:[.\u00b7]\d+)?|\d+(?:[.\u00b7]\d+)?)(?P<ordinal>st|nd|rd|th)?
      | \b(?P<words>(?:a\s(?=hundred))?(?:hundred|{_WORDS})
                    (?:[-\s](?:and\s)?(?:hundred|{_WORDS}))*)\b
      | \ba\s(?=thousand|million|billion|trillion|dozen|half)
      | \b(?P<multiple>half|dozens?)\b
    )
    (?P<scale>\s?(?:hundred|thousand|million|billion|trillion|dozen|bn|mn|k|m|b)s?\b)?
    (?:\s?(?P<unit>%|per\s?cent\b|percent\b|percentage\b|dollars?\b|euros?\b|pounds?\b|cents?\b))?""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start`:`end` of a text. `value` is what it says; `unit` what it counts."""

    start: int
    end: int
    value: float
    unit: Unit


def find_numbers(text: str) -> list[Number]:
    """The numbers of a text, in order. `one` alone is left out: it is a pronoun more often."""
    found = []
    for match in _NUMBER.finditer(text):
        value = _value(match)
        if value is None or match.group().strip().casefold() in ("one", "a"):
            continue
        found.append(Number(match.start(), match.end(), value, _unit(match, value)))
    days = [
        Number(m.start(), m.end(), float(_ORDINALS[m[1].casefold()]), "ordinal")
        for m in _DAY.finditer(text)
    ]
    if not days:
        return found
    apart = [n for n in found if not any(d.start <= n.start < d.end for d in days)]
    return sorted((*apart, *days), key=lambda n: n.start)


def _value(match: re.Match[str]) -> float | None:
    if match["digits"]:
        value = float(match["digits"].replace(",", "").replace("\u00b7", "."))
    elif match["words"]:
        value = _spelled(match["words"])
    elif match["multiple"]:
        value = _MULTIPLES[match["multiple"].casefold().rstrip("s")]
    else:
        value = 1.0
    scale = (match["scale"] or "").strip().casefold()
    factor = _SCALES.get(scale) or _SCALES.get(scale.rstrip("s")) or 1.0
    if not match["digits"] and not match["words"] and not match["multiple"] and not scale:
        return None
    return round(value * factor, 6)


def _spelled(words: str) -> float:
    total = 0.0
    for word in re.split(r"[-\s]+", words.casefold()):
        if word == "hundred":
            total = (total or 1) * 100
        elif word not in ("a", "and"):
            total += _SMALL.get(word, _TENS.get(word, 0))
    return total


def _unit(match: re.Match[str], value: float) -> Unit:
    unit = (match["unit"] or "").casefold()
    if unit.startswith(("%", "per")):
        return "percent"
    if match["money"] or unit:
        return "money"
    if match["ordinal"]:
        return "ordinal"
    digits = match["digits"] or ""
    if len(digits) == 4 and not match["scale"] and 1000 <= value <= 2199:
        return "year"
    return "count"
