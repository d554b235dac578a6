"""Of whom a sentence tells, and whether the turns that it cites tell it of them. Pure functions."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from rag.check.attribution import is_by, is_reported, unheard
from rag.check.claims import Statement, best_statements, statements, telling
from rag.check.negation import clauses
from rag.check.numbers import find_numbers
from rag.words.mentions import mentions, named_in
from rag.write.sources import LabelledTurn, all_speakers

_PRONOUN = re.compile(r"(?:and\s+|but\s+)?(?:he|she|they|it|his|her|their)\b", re.IGNORECASE)


def wrong_subject(claim: str, turns: Sequence[LabelledTurn]) -> str | None:
    """The name of a speaker of whom a clause tells, where the turns do not tell it of them.

    "I visited Brazil", said by one, is not what another did: unless the turn is theirs, the
    sentence that bears the clause out has to name them, or go on from one that does.
    """
    speakers = all_speakers(turns)
    for clause in clauses(claim):
        first = next(iter(mentions(clause, speakers)), None)
        if first is None or first.first > 1 or any(is_by(t, first.people) for t in turns):
            continue
        if not any(first.people & named_in(told, speakers) for told in _told(clause, turns)):
            return " or ".join(sorted(first.people))
    return None


def wrong_voice(claim: str, turns: Sequence[LabelledTurn]) -> str | None:
    """The name of somebody who is said to speak, and whom the turns neither are by nor report."""
    name = unheard(claim, all_speakers(turns))
    if name is None:
        return None
    told = (s.text for t in turns for s in statements(t.turn.text))
    return None if any(is_reported(name, text) for text in told) else name


def about_turn(turn: LabelledTurn) -> frozenset[str]:
    """Senses of the words that tell of a turn and are no part of its talk: who, what, when."""
    person = turn.person
    names = (*person.names, person.role or "") if person else (turn.turn.who,)
    return frozenset(telling(" ".join((*names, turn.title, *_date(turn.date or "")))))


def addressed(turn: LabelledTurn) -> frozenset[str]:
    """Senses of all the names of those whom a turn calls by one of them ("Mr. Secretary")."""
    people = named_in(turn.turn.text, turn.speakers)
    return frozenset(
        telling(" ".join(n for s in turn.speakers if s.name in people for n in s.names))
    )


def without_date(claim: str, turns: Sequence[LabelledTurn]) -> str:
    """The claim without speakers' names and the record's own date, which no turn need say."""
    for turn in turns:
        if turn.date:
            year, month, day = _date(turn.date)
            exact = rf"{day}(?:st|nd|rd|th)?(?: of)? {month}|{month} {day}(?:st|nd|rd|th)?"
            claim = re.sub(rf"\b(?:{turn.date}|(?:{exact}|{month})?,? ?{year})\b", " ", claim)
            claim = re.sub(rf"\b(?:{exact})\b", " ", claim)
    for named in reversed(mentions(claim, all_speakers(turns))):  # "Speaker 2" counts nothing
        claim = claim[: named.start] + " " * (named.end - named.start) + claim[named.end :]
    return claim


def _date(date: str) -> tuple[str, str, str]:
    """Year, name of the month and day of a date such as 2021-10-20; what it lacks is empty."""
    year, month, day = [*date.split("-"), "", ""][:3]
    named = calendar.month_name[int(month)] if month.isdecimal() and int(month) <= 12 else ""
    return year, named, day.lstrip("0")


def _told(clause: str, turns: Sequence[LabelledTurn]) -> list[str]:
    """The sentence of each turn that says most of a clause, with the one it goes on from."""
    told = []
    for turn in turns:
        whole = statements(turn.turn.text)
        best: Sequence[Statement] = best_statements(telling(clause), find_numbers(clause), whole)
        if best:
            at = whole.index(best[0])
            goes_on = at > 0 and _PRONOUN.match(best[0].text)
            told.append(" ".join(s.text for s in whole[at - 1 if goes_on else at : at + 1]))
    return told
