"""Whether the numbers of a claim are those of a turn: value, unit, subject, bound."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from ingest.text.terms import stem
from rag.check.claims import Statement, Words, telling
from rag.check.negation import clauses
from rag.check.numbers import Number, find_numbers
from rag.words.tokens import STOP, sense, tokens

_MORE = re.compile(r"\b(?:more than|over|above|at least|exceed\w*)\s+(?:\w+\s)?$", re.IGNORECASE)
_LESS = re.compile(
    r"\b(?:less than|fewer than|under|below|up to|at most|almost|nearly)\s+(?:\w+\s)?$",
    re.IGNORECASE,
)
# Smaller numbers in words are often the writer's own count ("two ministers argue").
_COUNTED = 12
# A sentence with fewer telling words goes on from the one before it.
_ENOUGH = 2
# "The two countries", "both of these three": who is meant, no figure of its own.
_REFERENCE = re.compile(r"\b(?:the|these|those|his|her|their|our|both)\s+$", re.IGNORECASE)
# So much more (weights of words) has another sentence to say before a number is held to be its own.
_MARGIN = 0.3
_RELATIVE = re.compile(
    r"\b(?:last|this|next|previous)\s(?:year|month|week|quarter|summer|winter|spring|autumn)\b",
    re.IGNORECASE,
)
_MEASURES = frozenset(
    map(
        stem,
        """ton tonne kilogram kilo kg gram pound ounce meter metre kilometer kilometre km mile foot
        feet inch yard hectare acre liter litre gallon barrel degree second minute hour day week
        month quarter year decade century dollar euro peso watt megawatt gigawatt""".split(),
    )
)


def wrong_number(claim: str, ignored: Container[str], evidence: Sequence[Statement]) -> str | None:
    """What is wrong with a number of the claim, in words that end with the turn, or None.

    A number has to stand in the evidence with the same unit, said of something the claim speaks
    of, and with no opposite bound. `ignored`: words that say nothing (the speaker's name).
    """
    for number in find_numbers(claim):
        if _REFERENCE.search(claim[: number.start]) and number.value <= 10:
            continue
        written = claim[number.start : number.end].strip()
        same = [(s, n) for s in evidence for n in s.numbers if n.value == number.value]
        if not same:
            return f"the number {written} is not in"
        fitting = [(s, n) for s, n in same if _same_unit(claim, number, s.text, n)]
        if same and not fitting:
            return f"the unit of {written} is another in"
        about = _around(claim, number, ignored)
        if fitting and about and not any(about & _senses_at(s, evidence) for s, _ in fitting):
            return f"the number {written} is about something else in"
        if fitting and all(_of_another(claim, number, s, n) for s, n in fitting):
            return f"the number {written} is about something else in"
        if fitting and _elsewhere(
            claim, number, telling(_clause_at(claim, number), ignored), fitting, evidence
        ):
            return f"the number {written} is about something else in"
        if fitting and all(_opposite(claim, number, s.text, n) for s, n in fitting):
            return f"the bound on {written} is the other way round in"
    if phrase := _other_time(claim, evidence):
        return f"'{phrase}' is not said in"
    return None


def is_other(claim: str, evidence: Sequence[Statement]) -> bool:
    """Whether the claim has a number of its own that the turns lack, or give another unit."""
    for number in find_numbers(claim):
        written = claim[number.start : number.end]
        same = [(s, n) for s in evidence for n in s.numbers if n.value == number.value]
        if same and not any(_same_unit(claim, number, s.text, n) for s, n in same):
            return True
        if not same and (any(c.isdigit() for c in written) or number.value > _COUNTED):
            return True
        if same and all(_opposite(claim, number, s.text, n) for s, n in same):
            return True
    return False


def _of_another(claim: str, number: Number, told: Statement, same: Number) -> bool:
    """Whether the sentence gives the number for one thing, and another number for the claimed one.

    "38 passengers" is wrong where there are 38 cars and 240 passengers; so is "the machine costs
    62" where the boat costs that, and the machine nine.
    """
    clause = _clause_at(claim, number)
    ours, theirs = counted(claim, number), counted(told.text, same)
    others = [n for n in told.numbers if n.value != number.value]
    elsewhere = {counted(claim, n) for n in find_numbers(claim) if n.value != number.value}
    if ours and theirs and ours != theirs and ours in {counted(told.text, n) for n in others}:
        return theirs in elsewhere or theirs not in telling(clause)
    words = telling(clause[: max(0, clause.find(claim[number.start : number.end]))])
    own = _shared(words, _clause_at(told.text, same))
    return any(
        _shared(words, there) > own
        for n in others
        if n.unit == same.unit and not _within(there := _clause_at(told.text, n), same, told.text)
    )


def _elsewhere(
    claim: str,
    number: Number,
    words: Words,
    same: Sequence[tuple[Statement, Number]],
    evidence: Sequence[Statement],
) -> bool:
    """Whether a sentence with another number of the same says more of the clause than these do."""
    thing = counted(claim, number)
    if number.unit in ("year", "ordinal") or (number.unit == "count" and not thing):
        return False
    own = max(_held(words, s) for s, _ in same)
    others = (
        s
        for s in evidence
        if all(n.value != number.value for n in s.numbers)
        and any(
            n.unit == number.unit and (n.unit != "count" or counted(s.text, n) == thing)
            for n in s.numbers
        )
    )
    return any(_held(words, s) > own + _MARGIN for s in others)


def _held(words: Words, told: Statement) -> float:
    return sum(v for w, v in words.items() if w in told.senses)


def counted(text: str, number: Number) -> str | None:
    """The sense of the first telling word after a number in its clause; None for a year."""
    if number.unit in ("year", "ordinal"):
        return None
    rest = clauses(text[number.end :])[0]
    words = [w for w in tokens(rest)[:3] if w not in STOP and not w.isdigit()]
    return sense(words[0]) if words else None


def _shared(words: Words, clause: str) -> float:
    return sum(v for w, v in words.items() if w in telling(clause))


def _clause_at(text: str, number: Number) -> str:
    """The clause in which a number stands."""
    at = 0
    for clause in clauses(text):
        start = text.index(clause, at)
        at = start + len(clause)
        if start <= number.start < at:
            return clause
    return text


def _within(clause: str, number: Number, text: str) -> bool:
    start = text.index(clause)
    return start <= number.start < start + len(clause)


def _other_time(claim: str, evidence: Sequence[Statement]) -> str | None:
    """A "last year" of the claim where the evidence has "this year", or None."""
    told = [m.group().casefold() for s in evidence for m in _RELATIVE.finditer(s.text)]
    for match in _RELATIVE.finditer(claim):
        phrase = match.group().casefold()
        if phrase not in told and any(t.split()[1] == phrase.split()[1] for t in told):
            return phrase
    return None


def _senses_at(statement: Statement, evidence: Sequence[Statement]) -> frozenset[str]:
    """What the sentence of a number speaks of; "In 2015 it was 40" goes on from the one before."""
    if len(statement.senses) >= _ENOUGH:
        return statement.senses
    at = evidence.index(statement)
    return statement.senses.union(*(s.senses for s in evidence[max(0, at - 1) : at]))


def _same_unit(claim: str, number: Number, text: str, other: Number) -> bool:
    if number.unit != other.unit and {number.unit, other.unit} & {"percent", "money"}:
        # Leaving out a currency sign distorts nothing; every other change of unit does.
        return (number.unit, other.unit) == ("count", "money")
    ours, theirs = _measure(claim, number), _measure(text, other)
    return not ours or not theirs or ours == theirs


def _measure(text: str, number: Number) -> str | None:
    """The stem of the unit of measure right after a number, if there is one."""
    following = [stem(w) for w in tokens(text[number.end : number.end + 30])[:2]]
    return next((w for w in following if w in _MEASURES), None)


def _around(text: str, number: Number, ignored: Container[str]) -> set[str]:
    """Senses of the three telling words on each side of a number."""
    before = list(telling(text[: number.start], ignored))
    return {*before[-3:], *list(telling(text[number.end :], ignored))[:3]}


def _opposite(claim: str, number: Number, text: str, other: Number) -> bool:
    ours, theirs = claim[: number.start], text[: other.start]
    return bool(
        (_MORE.search(ours) and _LESS.search(theirs))
        or (_LESS.search(ours) and _MORE.search(theirs))
    )
