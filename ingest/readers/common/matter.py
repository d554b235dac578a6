"""What is known of a transcript before its talk: title, date, participants.

From YAML front matter, `Key: value` lines, a heading or first line, and the file's name. Nothing is
guessed: a date that could be two dates is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from ingest.readers.common.dates import could_be_two, date_in_name, find_date, of_session
from ingest.text import words
from ingest.text.language import ENGLISH, other_than
from ingest.transcript import clean

# Characters of front text that are looked at; longer fronts are exhibits or menus.
LONGEST = 20_000
MOST_PEOPLE = 200
_FRONT = re.compile(r"\ufeff?\s*---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_PAIR = re.compile(
    r"^[ \t>*_#-]{0,8}([^\W\d_][\w '’/-]{1,30}?)[ \t*_]{0,4}:[ \t*_\u00a0]+(\S[^\r\n]{0,2000})$",
    re.MULTILINE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_HEADING = re.compile(
    r"^\s{0,3}(?P<level>#{1,3})[ \t]+(?P<text>\S[^\r\n]{0,300}?)[ \t#]*$", re.MULTILINE
)
# "Skip to content", breadcrumbs and notes on cookies, as they stand at the top of a copied page.
_FURNITURE = re.compile(
    r"(?:skip to\b|(?:menu|search|share|print|log ?in|sign in)$|.*\bcookies\b"
    r"|.*\S\s+[>\u00bb\u203a]\s+\S)",
    re.IGNORECASE,
)
# Quotes, Markdown's marks, what stands in brackets and handles: no part of a name.
_BESIDE = re.compile(r"[\[\]*_'\"]|\([^()]*\)|(?<!\S)@\S+")
# "<Internals\\Interview 1> - 3 references coded": where a program found it.
_PATH = re.compile(r"[<>\\]|https?:")
# Longer words that titles leave small.
_BETWEEN = frozenset("with from into over about upon between before after against during".split())
_SMALL = _BETWEEN | frozenset("a an the and but or nor of in on at by to for as vs v.".split())
_ATTENDEES = re.compile(
    r"^[#*_ \t]*(?:attendees|participants|speakers|present|panelists)[*_ \t:]*\r?\n"
    r"\s*(\S[^\r\n]{0,4000})",
    re.IGNORECASE | re.MULTILINE,
)
_COUNSEL = re.compile(r"^[ \t\d]*([A-Z][A-Z.'’ -]{3,60}?(?:, JR\.)?), ESQ", re.MULTILINE)
_TITLE_KEYS = ("title", "subject", "meeting", "meeting title", "event", "episode", "session",
               "show", "podcast", "transcript")  # fmt: skip
_DATE_KEYS = ("date", "meeting date", "date recorded", "recorded", "published", "date of meeting",
              "air date", "created", "datetime", "recording date", "start time")  # fmt: skip
_PEOPLE_KEYS = ("speakers", "speaker", "participants", "attendees", "present", "guests", "guest",
                "hosts", "host", "panelists", "panel", "members present", "interviewer",
                "interviewee", "moderator")  # fmt: skip
# Of the languages known, the one in which the month may stand first in figures.
_MONTH_FIRST = frozenset((ENGLISH,))
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_WRITTEN = re.compile(
    rf"\b(?:{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS},? \d{{4}})\b",
    re.IGNORECASE,
)
# Two digits in a row, in any script: a line without them has no date with a year.
_YEAR = re.compile(r"\d\d|[\u5e74\ub144]")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/._]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?", re.IGNORECASE)
# A date in figures, be it one that could be two days.
_FIGURES = re.compile(r"\d[./-]\d{1,2}[./-]\d|\d[年년]")
_OF_TIME = frozenset(
    """
    mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday am pm
    aired posted published updated recorded on at
    est edt et cst cdt ct mst mdt pst pdt pt gmt utc cet h m s min mins hours
    """.split()
)


# When a program wrote the file says nothing of when people talked; it may stand on a line below.
_EXPORTED = re.compile(
    r"^[ \t>*_#-]{0,8}(?:saved|exported|printed|downloaded|generated|retrieved|accessed|"
    r"last updated|last modified|exportiert|gespeichert|guardado|exporté|enregistré|salvato|"
    r"保存日時|저장한 날짜)"
    r"\b[^\r\n:：]{0,30}[:：][ \t]*(?:\S[^\r\n]*|(?:\r?\n[ \t]+\S[^\r\n]*){0,4})",
    re.IGNORECASE | re.MULTILINE,
)
# Keys whose date is that of the talk are made of these; "Approved" and "Next meeting" are not.
_OF_DATE = frozenset(
    """
    a the of de del la le l d der des date dates datum data fecha dato datetime day tag when time
    start held recorded aired air interview session hearing sitting meeting call talk event episode
    recording sitzung entrevista entretien réunion séance 日時 日付 日期 날짜 일시
    """.split()
)


@dataclass(frozen=True, slots=True)
class Matter:
    """What the front and the file's name tell; `date` is ISO 8601, as far as it is known."""

    title: str
    date: str | None = None
    participants: tuple[str, ...] = ()


def read(front: str, stem: str, page: str = "", talk: str = "") -> Matter:
    """Title, date and participants from the text before the talk and the file's name.

    `page`: what a page calls itself; it tells the talk's heading from that of the site. `talk`:
    some of what is said, whose language tells whether the day stands before the month.
    """
    pairs = _pairs(front[:LONGEST])
    front = _EXPORTED.sub(lambda m: "" if _has_moment(m[0]) else m[0], front[:LONGEST])
    given = [str(pairs[k]) for k in _DATE_KEYS if k in pairs]
    date = next((d for v in given if (d := find_date(v))), None)
    titles = (clean(str(pairs[k])) for k in _TITLE_KEYS if pairs.get(k))
    title = next((t for t in titles if _LETTERS.search(t) and "://" not in t), None)
    return Matter(
        title or (_page_heading(front, page) if page else _heading(front)) or title_of(stem),
        date
        or _date(_of_talk(front))
        or _date(front)
        or of_session(front)
        or date_in_name(stem)
        or _with_day_first(front, given, talk),
        _people(front, pairs),
    )


def _with_day_first(front: str, given: Sequence[str], talk: str) -> str | None:
    """The date of a front in figures alone, in a language whose dates begin with the day."""
    if not (could_be_two(front) and other_than(talk[:LONGEST], _MONTH_FIRST)):
        return None
    stated = next((d for v in given if (d := find_date(v, True))), None)
    return stated or _date(_of_talk(front), True) or _date(front, True)


def _date(front: str, day_first: bool = False) -> str | None:
    """The first date on a line of its own, else in a sentence: there it may be that of anything."""
    full = (clean(line) for line in front.splitlines() if _YEAR.search(line))
    own = (d for line in full if _is_fact(line) and (d := find_date(line, day_first)))
    return next(own, None) or find_date(front, day_first)


def _of_talk(front: str) -> str:
    """The lines without those that date something else: "Transcribed: 20 June 2024"."""
    return "\n".join(line for line in front.splitlines() if not _dates_another(line))


def _dates_another(line: str) -> bool:
    m = _PAIR.match(line)
    key = set(_LETTERS.findall(m[1].lower())) if m else set()
    return bool(m and _YEAR.search(m[2]) and not key <= _OF_DATE and m[1].lower() not in _DATE_KEYS)


def _has_moment(line: str) -> bool:
    return bool(_CLOCK.search(line) or find_date(line) or _FIGURES.search(line))


def ends(text: str) -> int:
    """Where the YAML front matter of a text ends; 0 where it has none."""
    m = _FRONT.match(text[:LONGEST])
    return m.end() if m else 0


def title_of(stem: str) -> str:
    """A file's name as a title: without its date, words parted and capitalised."""
    parts = re.sub(r"[\s_-]+", " ", _ISO.sub(" ", stem)).split() or [stem]
    return " ".join(w.capitalize() if w.islower() else w for w in parts)


def _pairs(front: str) -> dict[str, Any]:
    """Keys in lower case with their values: YAML front matter, else `Key: value` lines."""
    if m := _FRONT.match(front):
        try:
            loaded = yaml.safe_load(m[1])
        except (yaml.YAMLError, ValueError, RecursionError):
            loaded = None  # broken front matter is still read line by line
        if isinstance(loaded, dict):
            return {str(k).lower(): v for k, v in loaded.items() if v is not None}
    return {m[1].lower().strip(): m[2] for m in reversed(list(_PAIR.finditer(front)))}


def _headings(front: str, deepest: int = 3) -> list[str]:
    """The Markdown headings that say more than what kind of document it is."""
    found = (m for m in _HEADING.finditer(front) if m["level"].count("#") <= deepest)
    headings = [clean(m["text"].strip("*_ ")) for m in found]
    return [h for h in headings if _is_title(h)]


def _page_heading(front: str, page: str) -> str:
    """The longest heading that the page's own title repeats, else its first, else that title.

    What heads no more than a part of the page (##) counts only where the title repeats it.
    """
    repeated = [h for h in _headings(front) if h.casefold() in page.casefold()]
    first = next(iter(_headings(front, 1)), page)
    return max(repeated, key=len) if repeated else first


def _heading(front: str) -> str | None:
    """The first Markdown heading, or the first line where it looks like a title."""
    if named := _headings(front):
        return named[0]
    if _FRONT.match(front):
        return None
    full = [line for line in map(clean, front.splitlines()) if line]
    lines = [line for line in full if not _is_fact(line)]
    # Above the last line of a site's furniture stands the site's name, not the talk's.
    after = max((i + 1 for i, line in enumerate(lines) if _FURNITURE.match(line)), default=0)
    first = next(iter(lines[after:]), "")
    long = [w for w in first.split() if (len(w) > 3 or w.isdigit()) and w not in _BETWEEN]
    capital = sum(not w[0].islower() for w in long)
    short = 1 < len(first.split()) <= 16 and not first.endswith((".", ":", ";", ",", " and"))
    # A line that stands alone over the talk, or over its date, is its title in small letters too.
    over = first[:1].isupper() and full[:1] == [first] and (len(full) == 1 or _is_fact(full[1]))
    titled = short and long and not _PATH.search(first) and (over or capital >= 0.6 * len(long))
    return (_capitalised(first) if first.isupper() else first) if titled else None


def _capitalised(title: str) -> str:
    """A title in capitals as titles are written: "Deposition of Ada O'Neil"."""
    first, *rest = title.title().replace("i\u0307", "i").split()
    return " ".join([first, *(w.lower() if w.lower() in _SMALL else w for w in rest)])


def _is_title(heading: str) -> bool:
    """More than a word of documents: "Meeting 12" is a title, "Transcript" is none."""
    letters = set(_LETTERS.findall(heading.lower()))
    return bool(letters) and (not letters <= words.DOCUMENT or any(map(str.isdigit, heading)))


def _is_fact(line: str) -> bool:
    """A heading of documents, a date or time alone, or a `Key: value` that is no title."""
    rest = _CLOCK.sub("", _WRITTEN.sub("", _ISO.sub("", line)))
    bare = set(_LETTERS.findall(rest.lower())) <= words.DOCUMENT | _OF_TIME
    m = _PAIR.match(line)
    key = m[1] if m and m[1].isalpha() else ""  # "Episode 12: Boats" is a title
    if m and find_date(m[2]):  # "Datum: 12. Mai 2024"
        return True
    if bare and len(rest.split()) == 2 and rest.split()[1].isdigit() and rest[0].isalpha():
        return rest.split()[0].lower() in ("page", "version", "part")  # "Interview 4" is a title
    return bare or bool(key and (words.is_document(key) or words.is_role(key)))


def _people(front: str, pairs: dict[str, Any]) -> tuple[str, ...]:
    """Full names that the front gives, in order."""
    given = [pairs[k] for k in _PEOPLE_KEYS if k in pairs]
    if m := _ATTENDEES.search(front):
        given.append(m[1])
    found = [n for value in given for n in _names(value)]
    found += [m[1].replace(", JR.", " Jr.").title() for m in _COUNSEL.finditer(front)]
    return tuple(dict.fromkeys(found))[:MOST_PEOPLE]


def _names(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return [n for v in value[:MOST_PEOPLE] for n in _names(v)]
    if not isinstance(value, str):
        return []
    parts = re.split(r"[,;|]| and | & ", value.strip("[] ."))
    named = (clean(_BESIDE.sub("", p)) for p in parts)
    return [n for n in named if n[:1].isupper() and len(n.split()) < 6]
