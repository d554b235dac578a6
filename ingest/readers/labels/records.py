"""The records of a head or a foot ("Date: ...", "Place: ..."): keys and values, no turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.common.dates import find_date
from ingest.readers.common.lines import Line
from ingest.readers.labels import answers, heads
from ingest.readers.labels.layout import ENDS, adjoin, by_line, value_of
from ingest.readers.labels.openers import Opener
from ingest.readers.labels.shapes import LONGEST
from ingest.text import words

# Words in the value of a record, at most ("Place: Ulm, Lower Danube"); labels and characters of a
# head that may look like talk above its last record.
VALUE, ABOVE, LONG = 12, 2, 3000
# A line of a foot, the share of the turns that end as sentences where such a line does not, and how
# many of them there are at most.
_RECORD = re.compile(
    r"[ \t*_]*(?P<key>[^\W\d_][^:：\n]{0,60}?)[ \u00a0*_]*[:：][*_]*\s+(?P<value>\S.*)"
)
PUNCTUATED, RECORDS = 0.8, 20
# Words of a date with the day of the week and the time.
DATED = 7
_MEASURE = re.compile(r"\d[\d:.,]*\s?[^\W\d_]{1,12}\.?(?: \d{1,2} ?[^\W\d_]{1,12})?")
_HOUR = re.compile(
    r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?|uhr|uur|h|hrs|hours|horas|heures|ore)", re.IGNORECASE
)


def below(lines: Sequence[Line], own: Sequence[Opener]) -> list[Opener]:
    """Without the records of the head ("Date: ...", "Place: ...") and what stands above them.

    A record is two or more lines of a key and a value that is no sentence, one after another,
    whose keys never come again; a key that names a role, or comes again, has a name. Who answers
    a roll call, says a date when asked, or greets is none.
    """
    talk = answers.called(lines, own) | answers.asked(lines, own)
    keys = _keys_of_names(lines, own)
    gone: set[int] = set()
    for run in _runs(lines, own, talk):
        for at in run:
            # "Beginn: 9.00 Uhr" over all talk; below it, it is an answer.
            hour = len(gone) == at and _HOUR.fullmatch(value_of(lines, own[at]))
            if len(run) > 1 or _is_dated(lines, own[at]) or own[at].key in keys or hour:
                gone.add(at)
    kept = [at for at in range(len(own)) if at not in gone]
    last = max((at for at in gone if at - 1 in gone), default=-1)
    over = [at for at in kept if at < last]
    long = lines[own[last].line].start - lines[own[over[0]].line].start if over else 0
    if len(over) <= ABOVE and long < LONG:
        kept = kept[len(over) :]
    return [own[at] for at in kept]


def foot(lines: Sequence[Line], chosen: Sequence[Opener]) -> int:
    """The index of the line from which on only records stand, below the last words.

    "Duration: 41 minutes", "Call participants: Ann Lee, Bob Fox": no value ends as a sentence where
    turns do, no key speaks above, and one of them at least is a measure, whole names, or has a key
    of documents: who takes leave at the end says more. The number of lines where there are none.
    """
    found: list[int] = []
    sure, opening = False, {o.line for o in chosen}
    known = Counter(o.key for o in chosen)
    for at in range(len(lines) - 1, chosen[0].talk, -1):
        m = _RECORD.fullmatch(lines[at].text[: 2 * LONGEST])
        if lines[at].blank:
            continue
        if not m or len(m["value"].split()) > VALUE or ENDS.search(m["value"]):
            break
        key = m["key"].casefold()
        if known[key] > (at in opening) or len(found) == RECORDS:
            break
        found.append(at)
        sure = sure or _is_fact(m["value"].strip()) or words.is_document(m["key"])
    rest = [o for o in chosen if not found or o.line < found[-1]]
    if not sure or not rest or not _ends(lines[: found[-1]], rest):
        return len(lines)
    return found[-1] if by_line(rest) or lines[found[-1]].opens else len(lines)


def _is_fact(value: str) -> bool:
    """A number and its unit, or several whole names and no more."""
    names = [name.strip() for name in re.split(r"[,;]", value)]
    return bool(_MEASURE.fullmatch(value)) or (
        len(names) > 1 and all(map(words.is_full_name, names))
    )


def _ends(lines: Sequence[Line], openers: Sequence[Opener]) -> bool:
    """Nearly all turns end as sentences."""
    ends = [*(o.first for o in openers[1:]), len(lines)]
    last = [
        next((lines[i].text for i in range(end - 1, o.line - 1, -1) if not lines[i].blank), "")
        for o, end in zip(openers, ends, strict=True)
    ]
    return sum(bool(ENDS.search(text)) for text in last) >= PUNCTUATED * len(last)


def _runs(lines: Sequence[Line], own: Sequence[Opener], talk: frozenset[int]) -> list[list[int]]:
    """The indexes of openers that are records, in runs that nothing but blank lines parts.

    Those of `talk` are none.
    """
    counts = Counter(o.name for o in own)
    runs: list[list[int]] = []
    for at, o in enumerate(own):
        if at in talk:
            continue
        joined = bool(runs) and runs[-1][-1] == at - 1 and adjoin(lines, own[at - 1], o)
        # "Enquêtrice : Claire Roux" under the date tells who it is that speaks below.
        named = joined and _names_somebody(lines, o)
        if _is_pair(lines, o, counts[o.name]) or named:
            if not joined:
                runs.append([])
            runs[-1].append(at)
    greeters = {at for run in runs for at in answers.greeting(lines, own, run)}
    if not greeters or not answers.is_labelled(lines, own):
        return runs
    return [[at for at in run if at not in greeters] for run in runs]


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
