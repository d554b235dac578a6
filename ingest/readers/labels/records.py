"""The records of a head ("Date: ...", "Place: ..."): keys and values, which open no turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.common.dates import find_date
from ingest.readers.common.lines import Line
from ingest.readers.labels import heads
from ingest.readers.labels.openers import Opener
from ingest.text import words

# Words in the value of a record, at most ("Place: Ulm, Lower Danube"); labels and characters of a
# head that may look like talk above its last record.
VALUE, ABOVE, LONG = 12, 2, 3000
# Words of a date with the day of the week and the time.
DATED = 7
_HOUR = re.compile(
    r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?|uhr|uur|h|hrs|hours|horas|heures|ore)", re.IGNORECASE
)
ENDS = re.compile(r"[.?!…。？！؟:–—-][\"'”’»)\]*_]*\s*$")


def below(lines: Sequence[Line], own: Sequence[Opener]) -> list[Opener]:
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
        hour = len(gone) == at and _HOUR.fullmatch(value_of(lines, o))
        if not alone or _is_dated(lines, o) or o.key in keys or hour:
            gone.add(at)
    kept = [at for at in range(len(own)) if at not in gone]
    last = max((at for at in gone if at - 1 in gone), default=-1)
    above = [at for at in kept if at < last]
    long = lines[own[last].line].start - lines[own[above[0]].line].start if above else 0
    if len(above) <= ABOVE and long < LONG:
        kept = kept[len(above) :]
    return [own[at] for at in kept]


def value_of(lines: Sequence[Line], o: Opener) -> str:
    """What follows a label on its line, or on the next where it stands alone."""
    return lines[o.talk].text[o.column :].strip(" *_\t\u00a0")


def _names_somebody(lines: Sequence[Line], o: Opener) -> bool:
    value = value_of(lines, o)
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
    value = value_of(lines, o)
    if count == 1 and (_is_dated(lines, o) or _HOUR.fullmatch(value)):
        return True
    if not value or len(value.split()) > VALUE or ENDS.search(value):
        return False
    role = words.is_role(o.head.label)
    return _is_name(value) if role else count == 1


def _is_dated(lines: Sequence[Line], o: Opener) -> bool:
    """The value is a date, or begins with one."""
    value = value_of(lines, o)
    short = len(value.split()) <= DATED and sum(w.islower() for w in value.split()) < 3
    return short and find_date(value) is not None


def _keys_of_names(lines: Sequence[Line], own: Sequence[Opener]) -> frozenset[str]:
    """Keys that name people ("Host: Ann Lee"): a role, and never more than a name."""
    said: dict[str, list[str]] = {}
    for o in own:
        if o.head.form == "colon" and words.is_role(o.head.label):
            said.setdefault(o.key, []).append(value_of(lines, o))
    return frozenset(key for key, values in said.items() if all(map(_is_name, values)))


def _is_name(value: str) -> bool:
    return "," not in value and not value.endswith(":") and words.is_full_name(value)


def _adjoin(lines: Sequence[Line], a: Opener, b: Opener) -> bool:
    """Nothing but blank lines stands between the two."""
    first, last = sorted((a.line, b.line))
    return all(lines[i].blank for i in range(first + 1, last))
