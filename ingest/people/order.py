"""How the labels of a talk stand to each other in the order of its turns: signs of two people.

Two labels of one person never follow each other: nobody answers themselves. And who is called
"Lee" here, "Dr. Lee" there and "Lee" again is two, where the record keeps its forms apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.people.names import Name, fold
from ingest.transcript import RawTurn

# Turns of a label, from which on one stray turn under a like label is the writer's slip.
OFTEN = 5
# What stands in brackets beside a name and is about the sound, not the person.
_REMARK = re.compile(
    r"""\W*(?:v\W?o|o\W?[sc]|on|off|voice|via|through|over|cont|phone|video|translat|interpret|speaking
    |singing|reading|whisper|ph|sic|audio|recorded|continu)""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Order:
    """`places`: the turns (from 1) of each label, folded; `meetings`: how often two follow on.

    `ids`: what the source itself calls the person under each label, where it keeps such ids.
    """

    places: Mapping[str, list[int]] = field(default_factory=dict)
    meetings: Mapping[tuple[str, str], int] = field(default_factory=dict)
    ids: Mapping[str, set[str]] = field(default_factory=dict)

    def first(self, name: Name) -> int | None:
        """The first turn under a label."""
        return next(iter(self.places.get(fold(name.label), ())), None)


def order_of(turns: Iterable[RawTurn]) -> Order:
    """The order of a reading's turns."""
    turns = list(turns)
    keys = [fold(t.label) if t.label else "" for t in turns]
    places: dict[str, list[int]] = {}
    ids: dict[str, set[str]] = {}
    for number, (key, turn) in enumerate(zip(keys, turns, strict=True), 1):
        places.setdefault(key, []).append(number)
        if turn.person:
            ids.setdefault(key, set()).add(turn.person)
    meetings = Counter((a, b) for a, b in pairwise(keys) if a and b and a != b)
    return Order(places, meetings, ids)


def two_people(a: Name, b: Name, order: Order) -> bool:
    """The order of the turns, or the source's own ids, speak against one person.

    Whether the names alone allow it, `people.same` says.
    """
    ids = order.ids.get(fold(a.label), set()), order.ids.get(fold(b.label), set())
    if ids[0] and ids[1] and not ids[0] & ids[1]:
        return True
    marks = [(n.titles, n.generation) for n in (a, b)]
    if a.folded == b.folded and marks[0] == marks[1]:
        return _meet(a, b, order) > 0 and _detailed(a, b)
    if _meet(a, b, order) > _introduction(a, b, order):
        return True
    return a.folded == b.folded and _in_turn(a, b, order)


def _meet(a: Name, b: Name, order: Order) -> int:
    one, other = fold(a.label), fold(b.label)
    return order.meetings.get((one, other), 0) + order.meetings.get((other, one), 0)


def _detailed(a: Name, b: Name) -> bool:
    """Both tell more than the name, and not the same: "Ann Lee (Bonn)" and "Ann Lee (Ulm)"."""
    told = [{fold(d) for d in (n.role, n.bracket) if d and not _REMARK.match(d)} for n in (a, b)]
    return bool(told[0] and told[1]) and not told[0] & told[1]


def _introduction(a: Name, b: Name, order: Order) -> int:
    """1 where the full name opens the talk of who goes on at once under the short one."""
    short, full = sorted((a, b), key=lambda n: len(n.words))
    first, then = order.first(full), order.first(short)
    return int(len(short.words) < len(full.words) and first is not None and then == first + 1)


def _in_turn(a: Name, b: Name, order: Order) -> bool:
    """Names that differ in a title alone come back after each other, or stand once by chance.

    One stray turn among many of the other is a slip; "Mr. Lee" may become "Secretary Lee", or
    "Secretary Lee" be "Lee" from then on. Two words of a name, whatever the titles, are one person.
    """
    both = [order.places.get(fold(n.label), []) for n in (a, b)]
    if not both[0] or not both[1] or (len(a.words) > 1 and a.generation == b.generation):
        return False
    merged = sorted([(at, 0) for at in both[0]] + [(at, 1) for at in both[1]])
    switches = sum(x[1] != y[1] for x, y in pairwise(merged))
    slip = max(map(len, both)) >= OFTEN and min(map(len, both)) == 1
    both_titled = bool(a.titles and b.titles) and not set(a.titles) & set(b.titles)
    return switches > (2 if slip else 0 if both_titled else 1)
