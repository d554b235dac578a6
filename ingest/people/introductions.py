"""Names that the talk itself gives to an anonymous turn.

Two ways, each of which leaves no doubt about whose name it is: the turn before hands over ("Our
next question will go to Ann Lee of the Post."), the turn after answers by name ("Thanks, Ann.").
Anything less certain gives no name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.people.names import fold
from ingest.text import words
from ingest.transcript import Turn, spoken

# Characters at the end of the turn before, and at the beginning of the turn after, that can name.
TAIL, HEAD = 400, 120
_WORD = r"[A-Z][\w'’-]{1,40}"  # no word of a name is longer
NAME = rf"(?:(?:Mr|Ms|Mrs|Dr|Prof)\.? )?{_WORD}(?: (?:[A-Z]\.|de|la|van|von|al|bin|{_WORD})){{0,3}}"
_WHO = rf"(?P<name>{NAME})"
_ORG = rf",? (?:of|from|with|at) (?:the )?(?P<org>{_WORD}(?: (?:(?:of|the|and) )?{_WORD}){{0,4}})"
_FLOOR = (
    r"(?:please|go ahead|you have the floor|the floor is yours|over to you|you[’']re (?:up|next))"
)
_HAND_OVERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:[Qq]uestions?|[Oo]ne|[Ff]loor|[Mm]ic(?:rophone)?|[Nn]ext|[Tt]urn)\b[^.?!\n]{0,60}?"
        rf"\b(?:to|from|is|be|with|for|have) {_WHO}(?:{_ORG})?",
        r"\b(?:[Gg]o|[Oo]ver|[Tt]urn|[Cc]ome|[Cc]all on|[Hh]ear from|[Tt]ake|[Ss]tart with)\b"
        rf"[^.?!\n]{{0,30}}? {_WHO}{_ORG}",
        rf"(?:^|[.?!] |\n)(?:(?:And|Next|Then|Now|Okay)(?: up)?,? )?{_WHO}{_ORG}"
        rf"(?:,? {_FLOOR})?[^\w]*$",
        rf"(?:^|[.?!] |\n)(?:And |Yes, |Okay, )?{_WHO}, {_FLOOR}\b[^.?!]{{0,30}}[.?!]*\s*$",
        rf"\b(?:[Gg]o ahead|[Pp]lease|[Oo]ver to you), {_WHO}[.?!]*\s*$",
    )
)
_ADDRESS = re.compile(
    r"(?:(?:Well|So|Yes|Yeah|Oh|Okay|OK|Right|Sure|No|Great|Look|And|Uh|Um)[,.]? )*"
    r"(?:[Tt]hank you|[Tt]hanks|[Hh]i|[Hh]ello|[Hh]ey"
    r"|[Gg]ood (?:morning|afternoon|evening|question))"
    r"(?: (?:so|very) much| again| for (?:the|that|your) question| a lot)?,? "
    rf"{_WHO}(?=\s*[,.!;:—–-]|\s+(?:for|and|very|so)\b)"
)


@dataclass(frozen=True, slots=True)
class Given:
    """A name that the talk gives to turn `turn`, in turn `named_in` (both numbers from 1)."""

    turn: int
    name: str
    named_in: int
    role: str | None = None


def introduced(turns: Sequence[Turn], anonymous: frozenset[int]) -> list[Given]:
    """The names of anonymous turns (their numbers) that the turn before or after tells."""
    known = frozenset(w for t in turns if t.speaker for w in fold(t.speaker).split())
    found = []
    for number in sorted(anonymous):
        given = _handed_over(turns, number, anonymous) or _answered(turns, number, anonymous, known)
        if given:
            found.append(given)
    return found


def _handed_over(turns: Sequence[Turn], number: int, anonymous: frozenset[int]) -> Given | None:
    """The last hand-over in the turn before names somebody."""
    if number < 2 or number - 1 in anonymous:
        return None
    tail = spoken(turns[number - 2].text)[-TAIL:]
    found = [m for pattern in _HAND_OVERS for m in pattern.finditer(tail)]
    named = [
        Given(number, _plain(m["name"]), number - 1, org)
        for m in sorted(found, key=lambda m: -m.end())
        if (
            (org := m.groupdict().get("org")) or m.re in _HAND_OVERS[3:] or " " in _plain(m["name"])
        )
        and _is_name(m["name"])
    ]
    # "We start with Petra Lind of the Courier. Petra, please.": one person, in full.
    full = [g for g in named if g.name.startswith(f"{named[0].name} ")]
    return next(iter(full or named), None)


def _answered(
    turns: Sequence[Turn], number: int, anonymous: frozenset[int], known: frozenset[str]
) -> Given | None:
    """The turn after thanks or greets somebody by name who is none of the labelled speakers."""
    if number >= len(turns) or number + 1 in anonymous:
        return None
    m = _ADDRESS.match(spoken(turns[number].text)[:HEAD])
    if m is None or not _is_name(m["name"]) or known & set(fold(m["name"]).split()):
        return None
    return Given(number, _plain(m["name"]), number + 1)


def _is_name(name: str) -> bool:
    """A person's name: no office ("Mr. Secretary", "President Ray"), no opening word."""
    parts = [p for p in fold(name).split() if p not in _COURTESY]
    return bool(parts) and not set(parts) & (words.STARTERS | words.HONORIFICS | words.ROLES)


def _plain(name: str) -> str:
    """The name without Mr. or Ms. and without the stop of its sentence."""
    return re.sub(r"^(?:Mr|Ms|Mrs)\.? ", "", name).rstrip(".")


_COURTESY = frozenset(("mr", "ms", "mrs", "dr", "prof"))
