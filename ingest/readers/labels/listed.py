"""What stands in lists and heads and opens no turn: people with offices, chapters, records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.common.dates import find_date
from ingest.readers.common.lines import Line
from ingest.readers.labels import heads
from ingest.readers.labels.openers import Opener
from ingest.text import words

# Lines in which a list is looked for.
REACH = 300
# Words in the value of a record, at most ("Place: Ulm, Lower Danube"); labels and characters of a
# head that may look like talk above its last record.
VALUE, ABOVE, LONG = 12, 2, 3000
# Characters of a line that may head the transcript.
SHORT = 60
# Names in a roll, at least.
ROLL = 3
# Words of a date with the day of the week and the time.
DATED = 7
# "Ann Lee - Chief Executive", "Ann Lee, Chief Executive".
_PERSON = re.compile(
    r"[ \t*•_-]*([^\W\d_][^\n:–—,]{1,60}?)[*_]*(?: +-{1,2} +| *[–—] *|, )[^\W\d_][^\n.?!]{2,80}$"
)
_TRANSCRIPT = re.compile(
    r"[ \t\ufeff]*(?:#{1,6}[ \t]+)?[*_]{0,2}"
    r"(?:(?:full|complete|episode|interview|edited|read the|the) )*"
    r"(?:transcript|transcription|transkript|transcripción|transcrição|trascrizione)[ \t:*_#]*",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?|uhr|uur|h|hrs|hours|horas|heures|ore)", re.IGNORECASE
)
_ENDS = re.compile(r"[.?!…。？！؟:–—-][\"'”’»)\]*_]*\s*$")


class Listed(NamedTuple):
    """The people of a list: names, case folded, and the indexes of the lines they stand on.

    `heading`: the index of the line that heads the transcript, -1 where none does.
    """

    names: frozenset[str]
    lines: frozenset[int]
    heading: int = -1


NONE = Listed(frozenset(), frozenset())


def people(lines: Sequence[Line]) -> Listed:
    """Who is listed; wrapped talk may look so too, which no label repeats."""
    found = {i: m for i, x in enumerate(lines[:REACH]) if (m := _PERSON.match(x.text))}
    names = frozenset(m[1].casefold() for m in found.values())
    return Listed(names, frozenset(found), _heading(lines))


def _heading(lines: Sequence[Line]) -> int:
    """The first line that is nothing but "Transcript", in the languages in which it is met."""
    short = (i for i, x in enumerate(lines) if x.opens and len(x.text) < SHORT)
    return next((i for i in short if _TRANSCRIPT.fullmatch(lines[i].text)), -1)


def candidates(lines: Sequence[Line], own: Sequence[Opener], people: Listed) -> list[Opener]:
    """The openers of a family without those of lists, tables of contents and the file's head."""
    sure = {o.key for o in own if not o.head.weak}
    strong = [o for o in own if o.key in sure]
    kept = _without_letters(_without_list(_with_talk(strong), people))
    kept = _below_heading(kept, people.heading)
    kept = _without_rolls(lines, _without_said(_below_titles(lines, kept)))
    return _below_head(lines, kept)


def _below_titles(lines: Sequence[Line], own: Sequence[Opener]) -> list[Opener]:
    """Without what heads the file: names alone on lines, once each, over no sentence."""
    counts = Counter(o.name for o in own)
    for at, o in enumerate(own):
        title = o.head.form == "bare" and not o.stamped and counts[o.name] == 1
        if not title or _ENDS.search(_value(lines, o)):
            return list(own[at:])
    return list(own)


def _below_heading(own: Sequence[Opener], heading: int) -> list[Opener]:
    """Without what stands over the heading "Transcript", where most labels stand below it."""
    below = [o for o in own if o.line > heading]
    return below if 2 * len(below) > len(own) else list(own)


def _without_rolls(lines: Sequence[Line], own: Sequence[Opener]) -> list[Opener]:
    """Without what heads a roll of people ("Members present: Ann Lee (Chair), Tom Reed, ...")."""
    counts = Counter(o.name for o in own)
    return [o for o in own if counts[o.name] > 1 or not _is_roll(_value(lines, o))]


def _is_roll(value: str) -> bool:
    parts = [p.strip() for p in re.split(r"[,;]", re.sub(r"\([^()]*\)", "", value.rstrip(".")))]
    names = sum(words.is_full_name(p) for p in parts)
    return names >= ROLL and 2 * names > len(parts)


def _below_head(lines: Sequence[Line], own: Sequence[Opener]) -> list[Opener]:
    """Without the records of the head ("Date: ...", "Place: ...") and what stands above them.

    A record is two or more lines of a key and a value that is no sentence, one after another,
    whose keys never come again; a key that names a role, or comes again, has a name.
    """
    counts = Counter(o.name for o in own)
    is_record = [_is_pair(lines, o, counts[o.name]) for o in own]
    for at, (over, o) in enumerate(pairwise(own), 1):
        # "Enquêtrice : Claire Roux" under the date tells who it is that speaks below.
        if is_record[at - 1] and _names_somebody(lines, o) and _adjoin(lines, over, o):
            is_record[at] = True
    keys = _keys_of_names(lines, own)
    gone: set[int] = set()
    for at, o in enumerate(own):
        if not is_record[at]:
            continue
        beside = [b for b in (at - 1, at + 1) if 0 <= b < len(own) and is_record[b]]
        alone = not any(_adjoin(lines, o, own[b]) for b in beside)
        # "Beginn: 9.00 Uhr" over all talk; below it, it is an answer.
        hour = len(gone) == at and _HOUR.fullmatch(_value(lines, o))
        if not alone or _is_dated(lines, o) or o.key in keys or hour:
            gone.add(at)
    kept = [at for at in range(len(own)) if at not in gone]
    last = max((at for at in gone if at - 1 in gone), default=-1)
    above = [at for at in kept if at < last]
    long = lines[own[last].line].start - lines[own[above[0]].line].start if above else 0
    if len(above) <= ABOVE and long < LONG:
        kept = kept[len(above) :]
    return [own[at] for at in kept]


def _without_said(own: Sequence[Opener]) -> list[Opener]:
    """Without what a label alone on its line says ("Ann Lee:", and under it "Two things: ...")."""
    counts = Counter(o.name for o in own)
    under = {o.talk for o in own if o.alone and o.talk != o.line and counts[o.name] > 1}
    under |= (
        {o.talk for o in own if o.alone and o.talk != o.line}
        if 2 * sum(o.alone for o in own) > len(own)
        else set()
    )
    return [o for o in own if o.line not in under or o.alone or counts[o.name] > 1]


def _value(lines: Sequence[Line], o: Opener) -> str:
    return lines[o.talk].text[o.column :].strip(" *_\t\u00a0")


def _names_somebody(lines: Sequence[Line], o: Opener) -> bool:
    value = _value(lines, o)
    # In a script without capitals, what is said would look like a name.
    return (
        not o.alone
        and o.head.form in ("colon", "tight")
        and value[:1].isupper()
        and _is_name(value)
    )


def _is_pair(lines: Sequence[Line], o: Opener, count: int) -> bool:
    if o.alone or o.head.boxed or o.head.form not in ("colon", "tight"):
        return False
    if heads.is_heading(lines[o.line].text):  # "## Part 2: The boats"
        return False
    value = _value(lines, o)
    if count == 1 and (_is_dated(lines, o) or _HOUR.fullmatch(value)):
        return True
    if not value or len(value.split()) > VALUE or _ENDS.search(value):
        return False
    role = words.is_role(o.head.label)
    return _is_name(value) if role else count == 1


def _is_dated(lines: Sequence[Line], o: Opener) -> bool:
    """The value is a date, or begins with one."""
    value = _value(lines, o)
    short = len(value.split()) <= DATED and sum(w.islower() for w in value.split()) < 3
    return short and find_date(value) is not None


def _keys_of_names(lines: Sequence[Line], own: Sequence[Opener]) -> frozenset[str]:
    """Keys that name people ("Host: Ann Lee"): a role, and never more than a name."""
    said: dict[str, list[str]] = {}
    for o in own:
        if o.head.form == "colon" and words.is_role(o.head.label):
            said.setdefault(o.key, []).append(_value(lines, o))
    return frozenset(key for key, values in said.items() if all(map(_is_name, values)))


def _is_name(value: str) -> bool:
    return "," not in value and not value.endswith(":") and words.is_full_name(value)


def _adjoin(lines: Sequence[Line], a: Opener, b: Opener) -> bool:
    """Nothing but blank lines stands between the two."""
    first, last = sorted((a.line, b.line))
    return all(lines[i].blank for i in range(first + 1, last))


def _without_letters(own: Sequence[Opener]) -> list[Opener]:
    """Without "A. ..." alone, which is a list; "Q" alone asks those whose names are printed."""
    letters = {o.key for o in own if o.head.form == "qa"}
    if not letters or letters == {"q", "a"}:
        return list(own)
    named = any(o.head.form != "qa" for o in own)
    return [o for o in own if o.head.form != "qa" or (o.key == "q" and named)]


def _without_list(found: Sequence[Opener], people: Listed) -> list[Opener]:
    """Without the list of people, and what heads it, where names of it stand alone on lines."""
    alone = {o.key for o in found if o.head.form == "bare" and o.line not in people.lines}
    if len(alone & people.names) < 2:
        return list(found)
    return [o for o in found if not people.lines & {o.line, o.talk}]


def _with_talk(found: Sequence[Opener]) -> list[Opener]:
    """Without names alone that have no talk under them: headings, tables of contents, chapters."""
    counts = Counter(o.name for o in found)
    heads = {o.line for o in found if counts[o.name] > 1 or (o.timed and o.alone)}
    spoken = {o.name for o in found if o.talk not in heads}
    kept: list[Opener] = []
    above = -1  # the line that follows a line of a list of chapters
    for o in found:
        plain = o.alone and o.head.form != "colon"
        empty = plain and (o.talk == o.line or o.talk in heads)
        again = o.timed and o.name in spoken and counts[o.name] > 1
        last = plain and o.line == above and counts[o.name] == 1
        if (empty and not again) or last:
            above = o.talk
        else:
            kept.append(o)
    return kept
