"""Lines that may open a turn, with the times on the lines beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.readers.common import stamps
from ingest.readers.common.dates import find_date
from ingest.readers.common.lines import Line
from ingest.readers.labels import heads
from ingest.readers.labels.forms import FAMILIES, FAMILY
from ingest.readers.labels.shapes import HEAD, LONGEST, Head
from ingest.text import offices, words

# A label alone on its line and its talk stand this many lines apart at most.
_REACH = 3
# "ACTION: Ann to call.", "Question put and agreed to.", "Bill read a Second time."
_NOTED = re.compile(
    r"\s*[*_]{0,3}(?:(?:ACTION|Action|RESOLUTION|Resolution|RESOLVED|DECISION|Decision|VOTE|Vote)"
    r"(?: (?:item|ITEM))?[sS]?(?: \d{1,3})?[*_]{0,3}:"
    r"|[*_]{0,3}(?:(?:Main|Original|The|Lords|New) )?(?:[Qq]uestion|[Mm]otion|[Bb]ill|[Aa]mendment|"
    r"[Cc]lause|[Ss]chedule)s? (?:[\w,-]+ ){0,8}?(?:(?:was |were )?(?:accordingly )?(?:put|agreed|"
    r"negatived|withdrawn|read a|read the|proposed|made))\b[^?!]{0,120}[.,:\u2014-][*_]{0,3}\s*$"
    r"|[*_]{0,3}(?:Debate|Proceedings|Consideration|Sitting)s? (?:was |were )?"
    r"(?:adjourned|concluded|interrupted|resumed|suspended|ended)\b[^?!]{0,80}[.\u2014][*_]{0,3}\s*$)"
)
# A blank line, or a rule drawn with these.
_RULED = " \t\u00a0\ufeff-_=~"
# A programme begins at such times, hours and minutes read as minutes and seconds.
ROUND_MS = 5_000
# "Tom H." with a time is somebody; alone, "Plan B." may as well be an item, "U.S.A." a place.
_LETTER = re.compile(r"\b[^\W\d_]\.$")
_BRACKETS = re.compile(r"\s*\([^()]*\)(?:\s?\([^()]*\))?$")
_CLOCK = re.compile(r"[\s#*_`\\\[({<\ufeff]{0,12}\d")
_CHANGE = re.compile(r"[ \t\ufeff]*>{2,3}[ \t]*:?[ \t]*(?=\S)")


@lru_cache(words.CACHED)
def _folded(label: str) -> str:
    return label.casefold()


@lru_cache(words.CACHED)
def _name(label: str, bare: bool) -> str:
    if bare:
        return _BRACKETS.sub("", label.casefold()) or label.casefold()
    return words.core(label).casefold()


@dataclass(frozen=True, slots=True)
class Opener:
    """A line that may open a turn.

    `head` is what line `line` (an index) opens with. The block starts at character `start` of line
    `first` (a time may stand on the line before the label); the talk at character `column` of line
    `talk`. `alone`: no talk on the label's line. `opens`: it begins a paragraph.
    `stamped`: a time stands with it, be it one of the day.
    """

    head: Head
    line: int
    first: int
    start: int
    talk: int
    column: int
    alone: bool
    opens: bool
    start_ms: int | None = None
    end_ms: int | None = None
    stamped: bool = False

    @property
    def key(self) -> str:
        """The label as it is counted: case ignored."""
        return _folded(self.head.label)

    @property
    def name(self) -> str:
        """The key without what follows a comma or stands in brackets (a bare line: brackets)."""
        return _name(self.head.label, self.head.form == "bare")

    @property
    def timed(self) -> bool:
        """A time stands with the label."""
        return self.start_ms is not None


def find(lines: Sequence[Line]) -> dict[str, list[Opener]]:
    """Every line that may open a turn, in order, by the family of the form of its label."""
    found: dict[str, list[Opener]] = {family: [] for family in FAMILIES}
    again = Counter(line.text for line in lines if len(line.text) < LONGEST)
    for i, line in enumerate(lines):
        if not line.text:
            continue
        for head in heads.parse(line.text):
            if not _plausible(head):
                continue
            o = _wrapped(lines, opener(lines, i, head))
            shown = head.caps or head.bold or o.opens or again[line.text] > 1
            if o.stamped or head.form != "bare" or (shown and not _is_lettered(o)):
                found[FAMILY[head.form]].append(o)
    return {family: _without_items(_without_cut(own)) for family, own in found.items()}


def _is_lettered(o: Opener) -> bool:
    return o.head.form in ("bare", "stamp") and _LETTER.search(o.head.label) is not None


def _without_items(own: list[Opener]) -> list[Opener]:
    """Without names that end in a letter and a stop, where none of these comes again.

    Nor where all are set for round times: what "Hall A." holds from 9:30 is a programme.
    """
    own = _without_parts(own)
    lettered = [o for o in own if _is_lettered(o)]
    again = len({o.key for o in lettered}) < len(lettered)
    heard = again and any((o.start_ms or 0) % ROUND_MS for o in lettered)
    return own if heard else [o for o in own if not _is_lettered(o)]


def _without_parts(own: list[Opener]) -> list[Opener]:
    """Without lines behind a circle that hold no talk, where no label of theirs comes again.

    So are the parts of a paper headed, too: "○開館時間（平日）".
    """
    over = [o for o in own if o.alone and o.head.form == "wide"]
    again = len({o.key for o in over}) < len(over)
    return own if again else [o for o in own if o not in over]


def changes(lines: Sequence[Line]) -> list[Opener]:
    """Lines that ">>" opens: another voice, whose label is empty where none is printed."""
    found = ((i, m.end()) for i, x in enumerate(lines) if (m := _CHANGE.match(x.text)))
    return [unnamed(index, column) for index, column in found]


def remarks(lines: Sequence[Line]) -> list[Opener]:
    """Lines that nobody says: what minutes note and what a house did, without a label."""
    found = (i for i, x in enumerate(lines) if x.text and _NOTED.match(x.text))
    return [unnamed(i, 0) for i in found if lines[i].opens or lines[i].text.lstrip()[:4].isupper()]


def unnamed(index: int, column: int) -> Opener:
    """The opener of line `index` whose talk starts at a column, without a label."""
    return Opener(Head("stamp", "", column), index, index, 0, index, column, False, True)


def _plausible(head: Head) -> bool:
    """The label could be one; a line without a colon needs to look more like a name.

    So could one with words that are cut short, were it to recur (`_without_cut`).
    """
    label = head.label
    if head.form == "bare" and words.is_directed(label):
        return True
    if not (words.plausible(label) or words.is_cut(label)):
        return False
    if head.form == "wide" and label[-1] in "日일" and find_date(label):
        return False
    if head.form == "bare":
        shut = head.boxed and label.isalpha()  # "[interviewer]"
        named = shut or words.stands_alone(label)
        return named and not words.is_document(label)
    return not (head.form == "stamp" and words.is_sentence(label))


def _may_be_cut(o: Opener) -> bool:
    return "." in o.head.label and not (o.head.form == "bare" and words.is_directed(o.head.label))


def _without_cut(own: list[Opener]) -> list[Opener]:
    """Without labels that hold the end of a sentence, for all that is known.

    What recurs is none: "Staatsanw. Kern" has a title cut short, and so has "Staatsanw. Roth".
    """
    doubted = {o.key: offices.cut_words(o.head.label) for o in own if _may_be_cut(o)}
    doubted = {key: found for key, found in doubted.items() if found}
    if not doubted:
        return own
    counts = Counter(o.key for o in own)
    known = {w for key, found in doubted.items() if counts[key] > 1 for w in found}
    return [o for o in own if o.key not in doubted or doubted[o.key] <= known]


def is_stamp(line: Line) -> bool:
    """The line holds a time and nothing else; a time of day within a paragraph is talk."""
    return (
        bool(_CLOCK.match(line.text))
        and len(line.text) < HEAD
        and stamps.ALONE.match(line.text) is not None
        and (line.opens or line.text.strip()[0] in "([" or not stamps.of_day(line.text))
    )


def _is_time(line: Line) -> bool:
    """Under a name alone a time of day is one too."""
    return is_stamp(line._replace(opens=True))


def opener(lines: Sequence[Line], index: int, head: Head) -> Opener:
    """The opener of a line from what it opens with, with the times on the lines beside it."""
    line = lines[index]
    first, start, stamp = index, head.start, head.stamp
    above = _near(lines, index, -1)
    if not stamp and not start and above is not None and is_stamp(lines[above]):
        first, stamp = above, lines[above].text
    talk, column = index, head.talk
    alone = not line.text[head.talk :].strip()
    if alone:
        talk, column, below = _talk_below(lines, index, head.talk)
        stamp = stamp or below
    start_ms, end_ms = stamps.milliseconds(stamp)
    opens = line.opens or first != index or start > 0
    return Opener(
        head, index, first, start, talk, column, alone, opens, start_ms, end_ms, bool(stamp)
    )


def _wrapped(lines: Sequence[Line], o: Opener) -> Opener:
    """With the line above, where the label began there: capitals with a comma, and no full stop."""
    above = lines[o.line - 1] if o.line and not o.opens and o.head.caps else None
    text = above.text.strip() if above and above.opens else ""
    if "," not in text or not text.isupper() or text[-1] in ".?!:)]":
        return o
    head = o.head._replace(label=f"{text} {o.head.label}")
    if not words.plausible(head.label):
        return o
    return replace(o, head=head, first=o.line - 1, start=0, opens=True)


def _talk_below(lines: Sequence[Line], index: int, column: int) -> tuple[int, int, str]:
    """Line and column where the talk under a label starts, and a time that stands before it."""
    below, stamp = _near(lines, index, 1), ""
    if below is not None and _is_time(lines[below]):
        stamp, below = lines[below].text, _near(lines, below, 1)
    if below is None:
        return index, column, stamp
    lead = stamps.leading(lines[below].text[:HEAD])
    if lead and not stamp and not lead["stamp"][0].isdigit():
        return below, lead.end(), lead["stamp"]
    return below, 0, stamp


def _near(lines: Sequence[Line], index: int, step: int) -> int | None:
    """The nearest line that is neither blank nor a rule, up or down, within reach."""
    at = index + step
    for _ in range(_REACH):
        if not 0 <= at < len(lines):
            return None
        if lines[at].text.strip(_RULED):
            return at
        at += step
    return None
