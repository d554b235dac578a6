"""What a follow-up goes on from, as a value, and how near a turn is to it."""

from __future__ import annotations

from dataclasses import dataclass

# A follow-up is most often answered in the turn quoted last or in so many after it.
BESIDE = 2
# What nearness counts beside the odds (logarithm) that the reading model gives, by the distance in
# turns; these are read whether the search finds them or not. Chosen in steps of 1 on twenty
# follow-ups of ten talks, see docs/answering.md.
NEAR = {0: 2.0, 1: 3.0, 2: 2.0, 3: 1.0, 4: 1.0}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the last answer stands in the record: a turn, and what of it was quoted, if words were.

    `start`, `end`: characters of the turn's text.
    """

    name: str
    number: int
    start: int | None = None
    end: int | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A follow-up's own words, the questions it goes on from, and the places quoted last.

    `about`: the first of these questions and the last one. `subject`: the one speaker they name.
    """

    asked: str
    about: tuple[str, ...]
    places: tuple[Place, ...]
    subject: str | None = None

    def nearness(self, name: str, number: int) -> float:
        """What it counts for a turn that it stands near a place quoted last."""
        away = (number - p.number for p in self.places if p.name == name)
        return max((NEAR.get(turns, 0.0) for turns in away), default=0.0)

    def is_beside(self, name: str, number: int) -> bool:
        """Whether a turn is one of those quoted, or right behind one."""
        return any(p.name == name and 0 <= number - p.number <= BESIDE for p in self.places)

    def quoted(self, name: str, number: int, start: int, end: int) -> bool:
        """Whether some words of a turn were among those quoted last."""
        return any(
            (p.name, p.number) == (name, number) and (p.start or 0) < end and (p.end or 0) > start
            for p in self.places
        )
