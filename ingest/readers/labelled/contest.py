"""Which way of writing a file is in: every form of label, and talk without names, proposes turns.

Each proposal is weighed as a whole, by what speech shows and lists, settings and prose do not; the
best that holds up wins. All measures are shares from 0 to 1, so that a verdict does not hang on how
long a file is: the first forty turns are judged as all of them are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log10

from ingest.readers.common.lines import Line
from ingest.readers.labelled import trim
from ingest.readers.labelled.speech import says, talks
from ingest.readers.labels import answers, heads, listed, voices
from ingest.readers.labels.forms import FAMILIES, SAID
from ingest.readers.labels.layout import density
from ingest.readers.labels.listed import NONE, Listed
from ingest.readers.labels.openers import Opener, find, is_stamp
from ingest.readers.labels.signs import SIGNS
from ingest.text import words

# What each measure is worth, with the reason. Set by hand on transcripts and on other texts
# (licences, manuals, settings, programs).
WEIGHTS = {
    "names": 3.0,  # labels look like people and offices; each that looks like none costs
    "again": 2.0,  # the same people come again
    "swap": 2.5,  # ... in turn: another one after each, as in talk, and not one key all along
    "place": 1.0,  # labels stand in one place: at the head of paragraphs, or of lines
    "told": 2.0,  # the share of the file from the first turn on: words left over before it cost
    "dense": 3.0,  # the share of paragraphs that have a label, by its size: 1, 1/10, 1/100
    "times": 2.0,  # times stand beside the labels, and go up
    "speech": 5.0,  # what is said ends or runs on as sentences do; values of settings do not
    "listed": 2.0,  # the file lists the names as those of people
    "mute": -3.0,  # each paragraph has a key of one word (in Latin letters), nobody says I or asks
    "lone": -6.0,  # one label that is no office recurs in a text that it does not fill
    "left": -3.0,  # times on lines that open no turn are left over
    "alone": -2.0,  # a name alone on its line, without a time, looks like a heading
}
# From here on a file is taken for labelled talk. The first 40 turns of 25 real talks (every seventh
# of the visible ones) reach 15.7 at least; of 499 texts from a system's folders 5 have labels with
# 13.0 to 13.9 points, and 4 more are taken for talk without names.
ENOUGH = 13.0
# Licences and lists, wrapped, open lines so too ("Software Foundation; either ..."): of 499 texts
# from a system's folders 9 had such labels with 13.0 to 14.8 points, talk has 15.8 and more.
DOUBTFUL, DOUBT = frozenset(("name", "gap", *SIGNS)), 2.5
# Turns in which nobody needs to ask or speak of himself.
FEW = 4
# What a proposal that names nobody has instead of names that come again in turn.
NOBODY = 2.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Turns as one family of forms has them, and what was measured on them.

    `family`: a family of forms, or `times`, `voices` or `prose` where nobody is named.
    `beside`: its labels where they stand in another form. `amid`: what stands among them as labels
    do, and is a heading or a record. `untaken`: what may be, in capitals.
    """

    family: str
    openers: tuple[Opener, ...]
    measures: dict[str, float] = field(hash=False)
    beside: tuple[Opener, ...] = ()
    amid: tuple[Opener, ...] = ()
    untaken: tuple[Opener, ...] = ()

    @property
    def score(self) -> float:
        """The sum of what was measured."""
        return sum(WEIGHTS[k] * v for k, v in self.measures.items()) + (
            NOBODY if self.family not in SAID else 0
        )

    def __str__(self) -> str:
        names = list(dict.fromkeys(o.head.label for o in self.openers if o.head.label))
        if names:
            return f"{len(names)} labels with {SAID[self.family]}, such as '{names[0]}'"
        return f"{len(self.openers)} pieces without names"


def named(lines: Sequence[Line]) -> list[Proposal]:
    """What each family of labels proposes and holds up, the best first."""
    people = listed.people(lines)
    found = find(lines)
    clocks, spoken_of = _clocks(lines), voices.names_in(lines)
    made = []
    for family in FAMILIES:
        own, amid = listed.candidates(lines, found[family], people)
        taken = trim.below(lines, voices.chosen(lines, own, people.names, spoken_of))
        if taken:
            measured = measures(lines, taken, people, clocks)
            beside = _beside(found, family, taken)
            rest = _untaken(lines, found[family], (*taken, *amid))
            made.append(Proposal(family, tuple(taken), measured, beside, tuple(amid), tuple(rest)))
    return whole(sorted((p for p in made if p.score >= _enough(p)), key=lambda p: -p.score))


def whole(ranked: list[Proposal]) -> list[Proposal]:
    """With the one in front that has all turns of the best and more: "MR. POE." and "JANE."."""
    if not ranked:
        return ranked
    best = {(o.line, o.key) for o in ranked[0].openers}
    found = (p for p in ranked if len(p.openers) > len(best))
    more = next((p for p in found if best <= {(o.line, o.key) for o in p.openers}), None)
    return [more, *(p for p in ranked if p is not more)] if more else ranked


def _enough(p: Proposal) -> float:
    doubtful = sum(o.head.form in DOUBTFUL for o in p.openers)
    return ENOUGH + DOUBT * (2 * doubtful > len(p.openers))


def _untaken(lines: Sequence[Line], own: Sequence[Opener], taken: Sequence[Opener]) -> list[Opener]:
    """What stands as labels do, in capitals, and is nobody: "PUBLIC COMMENT: None."."""
    known = {o.line for o in taken}
    loud = (o for o in own if o.opens and o.head.caps and not o.head.weak)
    rest = (o for o in loud if o.line not in known)
    return [o for o in rest if not (o.head.boxed or heads.is_heading(lines[o.line].text))]


def _beside(
    found: Mapping[str, Sequence[Opener]], family: str, taken: Sequence[Opener]
) -> tuple[Opener, ...]:
    """The labels of a proposal where they stand in another form, save alone on a line."""
    known, first = {o.key for o in taken}, taken[0].line
    others = [own for other, own in found.items() if other not in ("bare", family)]
    return tuple(o for own in others for o in own if o.line > first and o.key in known)


def measures(
    lines: Sequence[Line],
    taken: Sequence[Opener],
    people: Listed = NONE,
    clocks: frozenset[int] = frozenset(),
) -> dict[str, float]:
    """What speaks for these turns and against them, each between 0 and 1."""
    counts = Counter(o.name for o in taken)
    n = len(taken)
    size = lines[-1].end - lines[0].start or 1
    share = density(lines, taken, to_end=True)
    timed = [o.start_ms for o in taken if o.start_ms is not None]
    rising = sum(a <= b for a, b in pairwise(timed)) / (len(timed) - 1) if len(timed) > 1 else 0.0
    inside = {i for o in taken for i in range(o.first, max(o.line, o.talk) + 1)}
    opens = sum(o.opens for o in taken) / n
    return {
        "names": sum(_look(o) for o in taken) / n,
        "again": sum(counts[o.name] > 1 for o in taken) / n if taken[0].head.label else 0.0,
        "swap": _swap(lines, taken),
        "place": opens if taken[0].head.form == "bare" else max(opens, 1 - opens),
        "told": (lines[-1].end - lines[taken[0].first].start) / size,
        "dense": max(0.0, 1 + log10(share) / 2) if share else 0.0,
        "times": rising * len(timed) / n,
        "speech": min(1.0, 1.25 * _speech(lines, taken)),
        "listed": sum(o.line not in people.lines and _is_listed(o, people) for o in taken) / n,
        "mute": share * sum(map(_is_key, taken)) / n
        if n > FEW and not talks(lines, taken)
        else 0.0,
        "lone": _lone(taken[0], share) if n > 1 and len(counts) == 1 else 0.0,
        "left": len(clocks - inside) / len(clocks) if len(clocks) > 2 else 0.0,
        "alone": sum(o.head.form == "bare" and not o.stamped for o in taken) / n,
    }


def _swap(lines: Sequence[Line], taken: Sequence[Opener]) -> float:
    """How often another one follows; of some that never come again only where most of them talk."""
    if len(taken) == 1:
        return float(_speaks_alone(lines, taken[0]))
    once = len({o.name for o in taken}) == len(taken) > FEW
    keys = [o for o in taken if _is_key(o) and not talks(lines, [o])] if once else []
    if 2 * len(keys) >= len(taken):
        return 0.0
    return sum(a.name != b.name for a, b in pairwise(taken)) / (len(taken) - 1)


def _speech(lines: Sequence[Line], taken: Sequence[Opener]) -> float:
    """Share of the turns that read as speech; who calls a roll and who answers it speak, too."""
    roll = answers.called(lines, taken)
    rest = [o for at, o in enumerate(taken) if at not in roll]
    return (len(roll) + len(rest) * (says(lines, rest) if rest else 0.0)) / len(taken)


def _clocks(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that are a time, no heading."""
    return frozenset(
        i for i, line in enumerate(lines) if is_stamp(line) and not heads.is_heading(line.text)
    )


def _lone(o: Opener, share: float) -> float:
    """How much of the text one label alone leaves unlabelled; a full name or an office may."""
    if _is_office(o):
        return 0.0
    return (1 - share) * (0.3 if _look(o) > 0.5 else 1.0)


def _speaks_alone(lines: Sequence[Line], o: Opener) -> bool:
    """The only label is an office, or a full name before the first words, below headings at most.

    Alone on its line, without a time, it is the title.
    """
    if o.head.form == "bare" and not o.stamped:
        return False
    above = (line for line in lines[: o.first] if not line.blank)
    return _is_office(o) or (_look(o) > 0.5 and all(heads.is_heading(x.text) for x in above))


def _is_listed(o: Opener, people: Listed) -> bool:
    return o.key in people.names or o.name in people.names


def _is_office(o: Opener) -> bool:
    return not o.head.label or words.is_role(o.head.label)


def _is_key(o: Opener) -> bool:
    """The label may be a word: one, in Latin letters."""
    return _look(o) <= 0.5 and o.head.label[:1].isascii()


def _look(o: Opener) -> float:
    """How much like a name a label looks by itself, from 0 to 1."""
    label = o.head.label
    if not label[:1].isalpha() or words.is_document(label) or words.starts_a_sentence(label):
        return 0.0
    if words.is_role(label) and (words.name_shaped(label) or words.is_titled(label)):
        return 1.0
    if not words.name_shaped(label):
        return 0.5 if words.capital_ends(label) else 0.2
    return 0.9 if len(words.core(label).split()) > 1 else 0.5
