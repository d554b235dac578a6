"""The openers that are turns: those of the proposal that won, and what goes with them.

Beside the form that wins, a label it knows may stand in another one; ">>" may open a voice without
a label; what minutes note is nobody's talk; a number or a time may be none of the talk's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers.common.lines import Line
from ingest.readers.labelled import aside, contest, foot, procedure, replies, trim
from ingest.readers.labelled.contest import Proposal
from ingest.readers.labelled.speech import is_code
from ingest.readers.labels import letters, records
from ingest.readers.labels.forms import FAMILIES
from ingest.readers.labels.layout import density
from ingest.readers.labels.openers import Opener, changes, remarks

# Share of paragraphs that begin with a label, from which on a file counts as labelled throughout.
DENSE = 0.9
# Words a second that nobody speaks: what goes up more slowly than talk is a clock of the day.
FASTEST = 8
# Lines of a reporter's page: times that never go beyond are pages and lines.
PAGE, ENOUGH_PLACES = 28, 6
# "T1", "C12": a label with the number of the turn.
_NUMBERED = re.compile(r"(?P<who>[^\W\d_]{1,12})[ .]?(?P<number>\d{1,4})")
# Lines above the talk in which it may say when it began; minutes after it, at most; and the hour of
# the day from which on a time is none of the first minutes of a talk.
ABOVE, SOON, EARLY = 40, 20, 6 * 60
_HOUR = re.compile(
    r"(?<![\d:.,/-])(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?!\d|[:.,/-]\d)"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b)?|\s?(?P<half_>[AaPp])\.?[Mm]\b|\s?(?:Uhr|uur|h)\b)"
)
_SECONDS = re.compile(r"\d{1,3}([:;])\d\d\1\d\d|\d:\d\d[.,]\d")
# A question has its number where the answer has none, in the languages in which it is most met.
_ASKED = {
    "question": ("answer", "réponse"),
    "frage": ("antwort",),
    "pregunta": ("respuesta",),
    "pergunta": ("resposta",),
    "domanda": ("risposta",),
    "vraag": ("antwoord",),
}
_COUNTED = re.compile(r"(?P<word>[^\W\d_]{1,10}\.?) (?P<number>\d{1,4})[.:)]? (?=[^\W\d_])")
_PLACE = re.compile(r"\D{0,3}(\d{1,4}):(\d\d)\D{0,3}")


@dataclass(frozen=True, slots=True)
class Labels:
    """The openers that are turns, in order, and what the file's layout showed.

    `dense`: all talk is labelled. `boxed`: labels stand in square brackets. `places`: what looks
    like a time is page and line. `end`: the index of the line that closes the sitting, or the
    number of lines. `closed`: nearly every turn ends with its time. `among`: times stand amid the
    words. `typed`: the labels are set in bold, by marks. `headings`: the indexes of lines amid the
    talk that nobody says.
    """

    openers: tuple[Opener, ...]
    form: str
    dense: bool = False
    boxed: bool = False
    places: bool = False
    end: int = 0
    closed: bool = False
    among: bool = False
    typed: bool = False
    headings: frozenset[int] = frozenset()


def decide(lines: Sequence[Line]) -> Labels | None:
    """The turns of the best proposal with names, or None where the file is no labelled talk."""
    ranked = contest.named(lines) if not is_code(lines) else []
    return settled(lines, ranked[0]) if ranked else None


def settled(lines: Sequence[Line], best: Proposal) -> Labels:
    """The turns of a proposal, and what goes with them."""
    chosen = list(best.openers)
    if best.family not in FAMILIES:
        return Labels(tuple(chosen), best.family, end=len(lines))
    dense = density(lines, chosen) >= DENSE
    boxed = 2 * sum(o.head.boxed for o in chosen) > len(chosen)
    places = _are_places(chosen)
    chosen = _without_numbers(_in_order([*best.beside, *best.openers]))
    chosen = letters.spelled(lines, _with_changes(lines, chosen))
    chosen, end = foot.without_index(lines, chosen)
    end = min(end, records.foot(lines[:end], chosen))
    chosen = [o for o in chosen if o.line < end]
    heard = frozenset(i for run in aside.sounds(lines[:end], chosen) for i in run)
    if told := aside.portrait(lines[:end], chosen):
        end = told.first if told == chosen[-1] else end
        chosen.remove(told)
    chosen = [o for o in chosen if o.first not in heard]
    outside = aside.outside(lines[:end], chosen)
    noted = [o for o in remarks(lines[:end]) if o.line > chosen[0].line and o.line not in outside]
    amid = procedure.amid(lines[:end], chosen, best.amid, (*best.untaken, *noted))
    noted = _in_order([*amid.openers, *noted])
    closing = [o.line for o in noted if o.line > chosen[-1].line and lines[o.line].opens]
    chosen = _in_order([*(o for o in noted if o.line not in closing), *chosen])
    if places or _are_of_day(lines, chosen):
        chosen = [replace(o, start_ms=None, end_ms=None) if o.timed else o for o in chosen]
    end = min([*closing, end])
    closed, among = trim.all_close(lines, chosen), trim.are_among(lines, chosen)
    chosen = replies.parted(lines, trim.without_signs(lines, chosen), end)
    headings = amid.headings | heard | outside | trim.again(lines[:end], chosen)
    headings |= aside.interruptions(lines[:end], chosen)
    typed = _are_typed(lines, chosen)
    headings |= aside.set_off(lines[:end], chosen) if typed else frozenset()
    return Labels(
        tuple(chosen), best.family, dense, boxed, places, end, closed, among, typed, headings
    )


def _are_typed(lines: Sequence[Line], chosen: Sequence[Opener]) -> bool:
    """Most labels, and they alone, are set in bold by the marks of Markdown."""
    own = (o for o in chosen if o.head.bold and not o.head.mark)
    return 2 * sum("**" in lines[o.line].text[: o.head.talk] for o in own) > len(chosen)


def place(stamp: str) -> tuple[int, int] | None:
    """Page and line of a mark such as "[4:02]"."""
    m = _PLACE.fullmatch(stamp.strip())
    return (int(m[1]), int(m[2])) if m else None


def _are_places(chosen: Sequence[Opener]) -> bool:
    """The marks before questions and answers are pages and lines: none is beyond a page."""
    marks = [place(o.head.stamp) for o in chosen if o.head.form == "qa" and o.head.stamp]
    return len(marks) >= ENOUGH_PLACES and all(m and 0 < m[1] <= PAGE for m in marks)


def _are_of_day(lines: Sequence[Line], chosen: Sequence[Opener]) -> bool:
    """Hours and minutes of the day, not minutes of the talk: more is said between them than can be.

    Or the first is soon after an hour that stands above the talk: "14:00 to 15:10".
    """
    timed = [o for o in chosen if o.start_ms is not None]
    if len(timed) < 3 or any(_seconds(o.head.stamp or lines[o.first].text) for o in timed):
        return False
    above = " ".join(line.text for line in lines[: timed[0].first][-ABOVE:])
    begun = map(_minutes, _HOUR.finditer(above))
    first = (timed[0].start_ms or 0) // 1000
    if first >= EARLY and any(hour <= first <= hour + SOON for hour in begun):
        return True
    seconds = ((timed[-1].start_ms or 0) - (timed[0].start_ms or 0)) / 1000
    said = sum(len(line.text.split()) for line in lines[timed[0].line : timed[-1].line])
    return 0 < seconds * FASTEST < said


def _minutes(m: re.Match[str]) -> int:
    """Minutes since midnight of a match of _HOUR."""
    half = (m["half"] or m["half_"] or "").casefold()
    hour = int(m["hour"]) % 12 + 12 * (half == "p") if half else int(m["hour"])
    return hour * 60 + int(m["minute"] or 0)


def _seconds(stamp: str) -> bool:
    """The time has hours, minutes and seconds, or parts of a second."""
    return _SECONDS.search(stamp) is not None


def _without_numbers(chosen: Sequence[Opener]) -> list[Opener]:
    """Labels that count the turns ("T1", "C1", "T2") without the number, where all of them do.

    "Anf. 1 ANN LEE" counts them too, before the name; "Question 1" where the rest is "Answer".
    """
    counted = [_COUNTED.match(o.head.label) for o in chosen]
    heads = [m for m in counted if m]
    one = len({m["word"] for m in heads}) == 1 and len(heads) == len(chosen) > 1
    if one and all(int(a["number"]) < int(b["number"]) for a, b in pairwise(heads)):
        return [
            replace(o, head=o.head._replace(label=o.head.label[m.end() :]))
            for o, m in zip(chosen, heads, strict=True)
        ]
    found = [_NUMBERED.fullmatch(o.head.label) for o in chosen]
    numbers: dict[str, list[int]] = {}
    for m in found:
        if m:
            numbers.setdefault(m["who"], []).append(int(m["number"]))
    plain = {o.key for o, m in zip(chosen, found, strict=True) if m is None}
    asked = [_ASKED.get(who.casefold(), ()) for who in numbers]
    if plain and not (len(plain) == len(asked) == 1 and plain <= set(asked[0])):
        return list(chosen)
    rising = all(a < b for run in numbers.values() for a, b in pairwise(run))
    if not rising or len(numbers) * 2 > len(chosen):
        return list(chosen)
    return [
        replace(o, head=o.head._replace(label=m["who"])) if m else o
        for o, m in zip(chosen, found, strict=True)
    ]


def _with_changes(lines: Sequence[Line], chosen: Sequence[Opener]) -> list[Opener]:
    """With the voices that ">>" opens without a label, where it opens most of the labelled ones."""
    led = sum(lines[o.line].text.lstrip().startswith(">>") for o in chosen)
    if led * 2 <= len(chosen):
        return list(chosen)
    return _in_order([*(o for o in changes(lines) if o.line > chosen[0].line), *chosen])


def _in_order(openers: Iterable[Opener]) -> list[Opener]:
    """By their lines; of two on one line the later in the list counts."""
    return [o for _, o in sorted({o.line: o for o in openers}.items())]
