"""Dates as transcripts print them, to ISO 8601. Only forms that allow one reading.

Dates in figures and in English are read here; those in words of other languages by `dateparser`,
which is given nothing but the few words that look like one: it reads "we may" as a date.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from itertools import chain, islice
from unicodedata import bidirectional

from ingest.transcript import clean

MONTHS = (
    "january february march april may june july august september october november december".split()
)
_NAME = r"([A-Za-z]{3,9})\.?"
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
# "Wed Mar  4 10:08:23 2026" is how programs print a moment; "4th day of March" stands in records.
_MONTH_FIRST = re.compile(
    rf"\b{_NAME}[ -]{{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?,?"
    r"(?: \d\d:\d\d:\d\d(?: [A-Z]{3,5})?)?[ -](\d{4})\b"
)
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)?[ /-]?{_NAME},?[ /-]?(\d{{4}})\b"
)
# With the groups that hold year, month and day.
_FORMS = ((_ISO, (1, 2, 3)), (_MONTH_FIRST, (3, 1, 2)), (_DAY_FIRST, (3, 2, 1)))

_YEAR = r"(?:19|20)\d\d"
# "2024-05-12", "2024_05_12", "20240512", "20240512093000".
_FIGURES = re.compile(
    rf"(?<!\d)({_YEAR})([-/._]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:\d{{4}}(?:\d\d)?)?(?!\d)"
)
_LOOSE = re.compile(rf"(?<!\d)({_YEAR})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?!\d)")
# "2013年 1月 17日", "2024년 4월 14일".
_EASTERN = re.compile(
    r"(?<!\d)(\d{4})\s?[\u5e74\ub144]\s?(\d{1,2})\s?[\u6708\uc6d4]\s?(\d{1,2})\s?[\u65e5\u53f7\u865f\uc77c]"
)
# "令和4年3月14日", "昭和六十年十二月一日", "民國113年5月12日": years of eras, in either figures.
_ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民國": 1911,
    "民国": 1911,
}
_KANJI = "〇一二三四五六七八九"
_OF_ERA = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)})?\s?(?P<year>元|[\d{_KANJI}十]{{1,4}})\s?年"
    rf"\s?(?P<month>[\d{_KANJI}十]{{1,3}})\s?月\s?(?P<day>[\d{_KANJI}十]{{1,3}})\s?日"
)
_YEAR_LAST = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s?([/.-])\s?(\d{{1,2}})\s?\2\s?({_YEAR}|\d\d)(?![\d:])"
)
_HALVED = re.compile(r"\s\d{1,2}:\d\d:\d\d\s?[AP]M\b")
_ISO_MONTH = re.compile(rf"(?<!\d)({_YEAR})[-_](0[1-9]|1[0-2])(?![-_]?\d)")
_MONTH = re.compile(rf"\b{_NAME},? ({_YEAR})\b")
# A day, one word and a year, in any script: "12. Mai 2024", "3 de marzo de 2021", "17 января 2013".
_WORDED = re.compile(
    rf"(?<![\d.:])(\d{{1,2}})(?:\.|er|re|:?[ea]|ste|º|ª|-?го)?\s(?:de\s|d[’']|den\s|of\s)?"
    rf"([^\W\d_]{{3,12}})\.?,?\s(?:de\s|del\s)?({_YEAR})(?!\d)"
)
# "2026. gada 4. marts", "2026. március 4.", "2026 m. kovo 4 d.".
_YEAR_WORDED = re.compile(
    rf"(?<![\d.:])({_YEAR})(?:\.\s[^\W\d_]{{2,5}}\s(\d{{1,2}})\.\s([^\W\d_]{{3,12}})"
    r"|\.?\s(?:[^\W\d_]{1,2}\.\s)?([^\W\d_]{3,12})\s(\d{1,2})(?!\d))"
)
# "4.III.2026": months in Roman figures.
_ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
_IN_ROMAN = re.compile(rf"(?<!\d)(\d{{1,2}})[./-]\s?([IVX]{{1,4}})[./-]\s?({_YEAR})(?!\d)")
# "4-5 March", "4. – 6. März": what lasts for days has the date of the first.
_SPAN = re.compile(
    r"(?<![\w.:/-])(\d{1,2})(?:(\.|st|nd|rd|th)\s?[-–]\s?|[-–])(\d{1,2})(?:\.|st|nd|rd|th)?"
    r"(?=\s(?:de\s)?[^\W\d_]{3})"
)
# "2022/23:41", "2022-2023": what lasts from one year into the next; a day of the week, of the month
# and a month, in either order: "Torsdagen den 15 december", "Monday, March 6".
_SESSION = re.compile(rf"(?<![\d/-])({_YEAR})\s?[/–-]\s?((?:\d\d)?\d\d)(?![\d/-])")
_OF_WEEK = re.compile(
    r"(?<!\w)(?P<week>[^\W\d_]{4,14}(?:-[^\W\d_]{4,6})?),? (?:[^\W\d_]{2,3} )?"
    r"(?:(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er|º)? (?:de |of )?(?P<month>[^\W\d_]{3,12})"
    r"|(?P<month_>[A-Z][a-z]{2,8}) (?P<day_>\d{1,2}))(?!\w)"
)
# Characters beside a date in which the day of the week stands.
_BESIDE = 16
_WORDS = re.compile(r"[^\W\d_]+")
# Letters of its name where it is cut short.
_SHORTENED = 3
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Languages whose months are looked up: all that dateparser knows would take ten seconds to load.
_LANGUAGES = (
    "de fr es it pt nl pl ru uk cs sk sl hr sr bg ro hu fi sv da nb et lv lt el tr ca id".split()
)
# Those written from right to left: each set is slow to load, and tells nothing of the other.
_LEFTWARD = ("ar", "he")
# Words between two numbers that are tried: a head has one date or two.
_MOST_TRIED = 5
_ENGLISH = re.compile(r"\b(?:the|and|with|of|interview|you|was)\b", re.IGNORECASE)


def find_date(text: str, day_first: bool = False) -> str | None:
    """The first date written in a text, as ISO 8601; year and month where no day is given.

    `3/4/2021` could be two days and is none, save where the text is known to set the `day_first`;
    `14/4/2021` is one. `9-6-89` is, in English text, the American sixth of September: other writers
    of English part days by strokes or stops.
    """
    text = _SPAN.sub(_first_day, clean(text))
    for pattern, parts in ((_FIGURES, (1, 3, 4)), (_EASTERN, (1, 2, 3)), (_LOOSE, (1, 3, 4))):
        for m in pattern.finditer(text):
            if iso := _iso(*(m[p] for p in parts)):
                return iso
    if iso := written_date(text) or _of_era(text) or _worded(text):
        return iso
    for m in _YEAR_LAST.finditer(text):
        if iso := _year_last(m, text, day_first):
            return iso
    if month := _ISO_MONTH.search(text):
        return f"{month[1]}-{month[2]}"
    months = ((m[2], month_number(m[1])) for m in _MONTH.finditer(text))
    return next((f"{year}-{month:02}" for year, month in months if month), None)


def _first_day(m: re.Match[str]) -> str:
    return f"{m[1]}{m[2] or ''}" if int(m[1]) < int(m[3]) else m[0]


def of_session(text: str) -> str | None:
    """The first day of a week without its year, where the text says from which year into the next.

    The day of the week tells which of the two: "Torsdagen den 15 december" in 2022/23.
    """
    spans = (m for m in _SESSION.finditer(text) if (int(m[1]) + 1) % 100 == int(m[2]) % 100)
    first = next((int(m[1]) for m in spans), None)
    for m in islice(_OF_WEEK.finditer(text), _MOST_TRIED) if first else ():
        day, month = m["day"] or m["day_"], m["month"] or m["month_"]
        years = [str(first + n) for n in (0, 1)] if first else []
        isos = [_iso(y, month, day) or _in_words(day, month.casefold(), y) for y in years]
        fits = [iso for iso in isos if iso and _falls_on(iso, m["week"].casefold())]
        if len(fits) == 1:
            return fits[0]
    return None


def _falls_on(iso: str, word: str) -> bool:
    """The day of the week is what a word names, be it with an article behind it ("torsdagen")."""
    day = _WEEK[datetime.date.fromisoformat(iso).weekday()]
    short = day.startswith(word)
    return short or any(word.startswith(name) for name in _names_of(day))


@lru_cache(7)
def _names_of(day: str) -> tuple[str, ...]:
    """What a day of the week is called in the languages whose months are known."""
    from importlib import import_module

    told = (import_module(f"dateparser.data.date_translation_data.{x}").info for x in _LANGUAGES)
    return tuple({name for info in told for name in info[day] if len(name) > _SHORTENED})


def date_in_name(stem: str) -> str | None:
    """The day in a file's name: `GMT20260414-080312`, `2024-05-12 board`, `12 May 2024`."""
    name = stem.replace("_", "-")
    found = (_iso(m[1], m[3], m[4]) for m in _FIGURES.finditer(name))
    return next((iso for iso in found if iso), None) or written_date(re.sub(r"[\s-]+", " ", name))


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
    name = "sep" if name == "sept" else name
    found = [n for n, month in enumerate(MONTHS, 1) if len(name) >= 3 and month.startswith(name)]
    return found[0] if found else None


def _of_era(text: str) -> str | None:
    """The first day of a Japanese or Chinese era, or in Chinese figures."""
    for m in _OF_ERA.finditer(text):
        year = _figure(m["year"]) + _ERAS.get(m["era"], 0)
        if iso := _iso(str(year), str(_figure(m["month"])), str(_figure(m["day"]))):
            return iso if year > 1800 else None
    return None


def _figure(written: str) -> int:
    """十四 is 14, 二〇二二 is 2022, 元 (the first year) is 1, "3" is 3."""
    if written.isdecimal():
        return int(written)
    if written == "元":
        return 1
    tens, ten, ones = written.rpartition("十")
    digits = "".join(str(_KANJI.index(c)) if c in _KANJI else c for c in ones)
    count = _figure(tens) if tens else 1
    return (count * 10 if ten else 0) + (int(digits) if digits else 0)


def _worded(text: str) -> str | None:
    """The first day in words of any language."""
    for day, roman, year in (m.groups() for m in _IN_ROMAN.finditer(text)):
        if roman in _ROMAN and (iso := _iso(year, str(_ROMAN.index(roman) + 1), day)):
            return iso
    last = (m.groups() for m in islice(_WORDED.finditer(text), _MOST_TRIED))
    first = (
        (m[2] or m[5], m[3] or m[4], m[1]) for m in islice(_YEAR_WORDED.finditer(text), _MOST_TRIED)
    )
    found = (_in_words(day, month.casefold(), year) for day, month, year in chain(last, first))
    return next((iso for iso in found if iso), None)


@lru_cache(1024)
def _in_words(day: str, month: str, year: str) -> str | None:
    # Takes half a second to import, and few files have a month in words of another language.
    from dateparser.date import DateDataParser

    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month"]}
    languages = _LEFTWARD if bidirectional(month[0]) in ("R", "AL") else _LANGUAGES
    parser = DateDataParser(languages=languages, settings=settings)
    parsed = parser.get_date_data(f"{day} {month} {year}").date_obj
    return _iso(year, str(parsed.month), day) if parsed and parsed.day == int(day) else None


def could_be_two(text: str) -> bool:
    """It holds a date in figures that tells the day from the month only where one is known."""
    return any(int(m[1]) < 13 and int(m[3]) < 13 for m in _YEAR_LAST.finditer(text))


def _year_last(m: re.Match[str], text: str, day_first: bool = False) -> str | None:
    """`14/4/2021`, `4.14.2021`, `9-6-89`; None where it could be two days.

    `3/4/2021 6:00:00 AM` is the moment as programs print it in the United States alone: others
    whose clock has halves give the month two figures.
    """
    first, second, year = int(m[1]), int(m[3]), m[4]
    if len(year) == 2:
        if m[2] != "-":
            return None  # a count, a version, a time
        year = f"{1900 if int(year) > _THIS_YEAR % 100 else 2000}"[:2] + year
    if first > 12 or (first != second and second <= 12 and m[2] == "." and len(m[4]) == 4):
        return _iso(year, str(second), str(first))  # with stops the day comes first
    if second > 12 or first == second or (m[2] == "-" and _ENGLISH.search(text)):
        return _iso(year, str(first), str(second))
    if m[2] == "/" and len(m[3]) == 1 and m[1][0] != "0" and _HALVED.match(text, m.end()):
        return _iso(year, str(first), str(second))
    if day := _of_its_week(m, year, text):
        return day
    return _iso(year, str(second), str(first)) if day_first and len(m[4]) == 4 else None


def _of_its_week(m: re.Match[str], year: str, text: str) -> str | None:
    """The one of two days that falls on the day of the week beside it: "Wed 3/4/2026"."""
    beside = f"{text[max(0, m.start() - _BESIDE) : m.start()]} {text[m.end() : m.end() + _BESIDE]}"
    found = [w for w in _WORDS.findall(beside.casefold()) if len(w) >= _SHORTENED]
    isos = (_iso(year, m[1], m[3]), _iso(year, m[3], m[1]))
    fits = [iso for iso in isos if iso and any(_falls_on(iso, w) for w in found)]
    return fits[0] if len(fits) == 1 else None


_THIS_YEAR = datetime.date.today().year


def _iso(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else month_number(month)
    try:
        return datetime.date(int(year), number or 0, int(day)).isoformat()
    except ValueError:
        return None
