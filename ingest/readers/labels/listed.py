"""What stands in lists and heads and opens no turn: people with offices, chapters, titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ingest.readers.common.lines import Line
from ingest.readers.labels import directions, headings, letters, records
from ingest.readers.labels.headings import Parted
from ingest.readers.labels.layout import ENDS, value_of
from ingest.readers.labels.openers import Opener

# Lines in which a list is looked for.
REACH = 300
# Characters of a line that may head the transcript.
SHORT = 60
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
# "President: Mr. Lee . . . . . . . . (Tarn)": dots lead from one column of a list to the next.
# A pause of dots goes on in small letters.
_LED = re.compile(r"(?<![.\s])\s?(?:\.[ \u00a0]?){8,300}\s*[(\[]?[^\W_a-zß-ÿ][^?!…]{0,60}$")
_DOTS = (". . . .", ".....")
# "On bridges ....... 12": dots that lead to the number of a page, with no word before it.
_PAGE = re.compile(r"(?:\.[ \u00a0]?){4,300}\s*\d{1,4}\s*$|…{2,100}\s*\d{1,4}\s*$")


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


def candidates(lines: Sequence[Line], own: Sequence[Opener], people: Listed) -> Parted:
    """The openers of a family without those of lists, tables of contents and the file's head.

    Apart from them, the headings and records that stand amid the talk.
    """
    own = _without_led(lines, own)
    plain = directions.without(own)
    if plain != own:  # "NORA, aside" is no entry of a list
        printed = set(own)
        played = {o.line for o in plain if o not in printed}
        people = people._replace(lines=people.lines - played)
    own = letters.settled(lines, plain)
    sure = {o.key for o in own if not o.head.weak}
    strong = [o for o in own if o.key in sure]
    kept = _without_list(_with_talk(lines, strong), people)
    kept, amid = headings.parted(lines, _without_said(_below_heading(kept, people.heading)))
    return Parted(records.below(lines, kept), amid)


def _without_led(lines: Sequence[Line], own: Sequence[Opener]) -> list[Opener]:
    """Without the lines of a list in two columns; one such line alone may be a long pause.

    And without what heads the contents: a label over no more than the title of a page.
    """
    kept = [o for o in own if not (_is_led(lines, o.line) and _is_among_led(lines, o.line))]
    return [o for o in kept if not (o.alone and _is_paged(lines, o.talk))]


def _is_paged(lines: Sequence[Line], at: int) -> bool:
    return lines[at].text.rstrip()[-1:].isdigit() and _PAGE.search(lines[at].text) is not None


def _is_among_led(lines: Sequence[Line], at: int) -> bool:
    return _is_led(lines, at - 1) or _is_led(lines, at + 1)


def _is_led(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text if 0 <= at < len(lines) else ""
    return any(dots in text for dots in _DOTS) and _LED.search(text) is not None


def _below_heading(own: Sequence[Opener], heading: int) -> list[Opener]:
    """Without what stands over the heading "Transcript", where most labels stand below it."""
    below = [o for o in own if o.line > heading]
    return below if 2 * len(below) > len(own) else list(own)


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


def _without_list(found: Sequence[Opener], people: Listed) -> list[Opener]:
    """Without the list of people, and what heads it, where names of it stand alone on lines."""
    alone = {o.key for o in found if o.head.form == "bare" and o.line not in people.lines}
    if len(alone & people.names) < 2:
        return list(found)
    return [o for o in found if not people.lines & {o.line, o.talk}]


def _ends(lines: Sequence[Line], o: Opener) -> bool:
    return ENDS.search(value_of(lines, o)) is not None


def _with_talk(lines: Sequence[Line], found: Sequence[Opener]) -> list[Opener]:
    """Without names alone that have no talk under them: headings, tables of contents, chapters."""
    counts = Counter(o.name for o in found)
    heads = {o.line for o in found if counts[o.name] > 1 or (o.timed and o.alone)}
    spoken = {o.name for o in found if o.talk not in heads}
    kept: list[Opener] = []
    near = 2 * sum(o.alone and o.talk == o.line + 1 for o in found) > len(found)
    above = -1  # the line that follows a line of a list of chapters
    for o in found:
        plain = o.alone and o.head.form != "colon"
        empty = plain and (o.talk == o.line or o.talk in heads)
        again = o.timed and o.name in spoken and counts[o.name] > 1
        # "Ann Lee -- Analyst" ends the list of those who spoke, over what is no sentence.
        # Where the talk follows its label at once, what a blank line parts from it ends it, too.
        apart = near and o.talk > o.line + 1
        last = plain and o.line == above and (apart or counts[o.name] == 1 or not _ends(lines, o))
        if (empty and not again) or last:
            above = o.talk
        else:
            kept.append(o)
    return kept
