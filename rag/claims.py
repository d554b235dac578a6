"""What a sentence claims against what a turn says: words, names, numbers, negations.

Each check gives None, or in plain words what does not agree. Pure functions over text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from ingest.sentences import sentence_spans
from rag.numbers import Number, find_numbers
from rag.words import STOP, stem, token_spans, tokens, weight

# Least share (0 to 1, weighted by rarity) of a claim's words that its evidence has to hold.
COVERED = 0.5
# How many sentences of a turn may together bear out one claim.
_MOST = 3
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|hardly|"
    r"refus\w+|reject\w*|den(?:y|ies|ied|ying)|fail(?:s|ed)?|unable|lacks?|lacked)\b(?!\s+only)|n['\u2019]t\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:()\u2013\u2014]|\s-\s|\b(?:but|and|while|whereas|because|although|though|that|which|who|if)\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:more than|over|above|at least|exceed\w*)\s+(?:\w+\s)?$", re.IGNORECASE)
_LESS = re.compile(
    r"\b(?:less than|fewer than|under|below|up to|at most|almost|nearly)\s+(?:\w+\s)?$",
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
# Openings of a sentence that name nothing.
_OPENERS = frozenset(
    """overall additionally however moreover furthermore finally first second third lastly later
    earlier meanwhile instead similarly likewise regarding regardless today yesterday tomorrow
    according specifically notably currently previously initially ultimately together combined
    thus therefore hence although though while because since despite yes several asked""".split()
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a turn at `start`:`end`, with the stems of its telling words."""

    start: int
    end: int
    text: str
    stems: frozenset[str]


@lru_cache(maxsize=256)
def statements(text: str) -> tuple[Statement, ...]:
    """The sentences of a turn's text."""
    found = []
    for start, end in sentence_spans(text):
        body = text[start:end]
        lead = len(body) - len(body.lstrip())
        shown = body.strip()
        at = start + lead
        found.append(Statement(at, at + len(shown), shown, telling(body)))
    return tuple(found)


def telling(text: str) -> frozenset[str]:
    """Stems of the words of a text that say something; numbers are left to their own check."""
    numbers = [(n.start, n.end) for n in find_numbers(text)]
    return frozenset(
        stem(word)
        for word, start, _ in token_spans(text)
        if word not in STOP and not any(a <= start < b for a, b in numbers)
    )


def best_statements(
    claim: frozenset[str], numbers: Iterable[Number], within: Sequence[Statement]
) -> list[Statement]:
    """Up to three sentences that together hold most of the claim, the best one first.

    A sentence that holds one of the claim's numbers is preferred by as much as two rare words.
    """
    values = {n.value for n in numbers}
    left = set(claim)
    chosen: list[Statement] = []
    while len(chosen) < _MOST:
        rest = [(_gain(s, left, values), -s.start, s) for s in within if s not in chosen]
        worth, _, best = max(rest, default=(0.0, 0, None))
        if best is None or worth <= 0:
            break
        chosen.append(best)
        left -= {w for w in left if _has(best.stems, w)}
        values -= {n.value for n in find_numbers(best.text)}
    return chosen


def _gain(statement: Statement, words: set[str], values: set[float]) -> float:
    fresh = {n.value for n in find_numbers(statement.text)} & values if values else set()
    return sum(weight(w) for w in words if _has(statement.stems, w)) + 2.0 * len(fresh)


def covered(claim: frozenset[str], evidence: Iterable[Statement]) -> float:
    """Share (0 to 1) of the claim's words, by weight, that stand in the evidence; 1 for none."""
    stems = frozenset(w for s in evidence for w in s.stems)
    total = sum(weight(w) for w in claim)
    return sum(weight(w) for w in claim if _has(stems, w)) / total if total else 1.0


def wrong_name(claim: str, known: AbstractSet[str]) -> str | None:
    """The first name in the claim that is not among the known stems, as written, or None."""
    for at, (word, start, end) in enumerate(token_spans(claim)):
        if not claim[start].isupper() or word in STOP or (at == 0 and word in _OPENERS):
            continue
        if not _has(known, stem(word)) and not find_numbers(claim[start:end]):
            return claim[start:end]
    return None


def wrong_number(claim: str, evidence: Sequence[Statement], dated: frozenset[float]) -> str | None:
    """What is wrong with a number of the claim, in words that end with the turn, or None.

    `dated`: values that the record's own date gives. A number has to stand in the evidence with
    the same unit, said of something the claim speaks of, and with no opposite bound.
    """
    for number in find_numbers(claim):
        written = claim[number.start : number.end].strip()
        same = [(s, n) for s in evidence for n in find_numbers(s.text) if n.value == number.value]
        if not same and number.value not in dated:
            return f"the number {written} is not in"
        fitting = [(s, n) for s, n in same if _same_unit(claim, number, s.text, n)]
        if same and not fitting:
            return f"the unit of {written} is another in"
        about = _around(claim, number)
        if fitting and about and not any(about & s.stems for s, _ in fitting):
            return f"the number {written} is about something else in"
        if fitting and all(_opposite(claim, number, s.text, n) for s, n in fitting):
            return f"the bound on {written} is the other way round in"
    return None


def wrong_negation(claim: str, evidence: Sequence[Statement]) -> str | None:
    """Whether a "not" of the record was lost, or one was added, clause by clause; or None."""
    clauses = [c for s in evidence if not s.text.endswith("?") for c in _CLAUSE.split(s.text)]
    any_negated = any(_NEGATION.search(s.text) for s in evidence)
    for clause in _CLAUSE.split(claim):
        words = telling(clause)
        if not words:
            continue
        if _NEGATION.search(clause):
            if not any_negated:
                return "the sentence says 'not' and so does no passage of"
            continue
        shared = [(len(words & telling(c)), not _NEGATION.search(c)) for c in clauses]
        most, affirmed = max(shared, default=(0, True))
        if most and 2 * most >= len(words) and not affirmed:
            return "a 'not' is left out that stands in"
    return None


def negated_before(text: str, start: int) -> bool:
    """Whether a negation stands before `start` in the same clause of a turn's text."""
    opening = max((a for a, _ in sentence_spans(text) if a <= start), default=0)
    return bool(_NEGATION.search(_CLAUSE.split(text[opening:start])[-1]))


def is_negated(text: str) -> bool:
    """Whether a text has a negation in it."""
    return bool(_NEGATION.search(text))


def _has(stems: AbstractSet[str], word: str) -> bool:
    """Whether a word is there, or one that it opens or that opens it ("Brazil", "Brazilian")."""
    if word in stems:
        return True
    if len(word) < 5:
        return False
    return any(len(s) >= 5 and (s.startswith(word) or word.startswith(s)) for s in stems)


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


def _around(text: str, number: Number) -> set[str]:
    """Stems of the three telling words on each side of a number."""
    before = [w for w in tokens(text[: number.start]) if w not in STOP and not w[0].isdigit()]
    after = [w for w in tokens(text[number.end :]) if w not in STOP and not w[0].isdigit()]
    return {stem(w) for w in before[-3:] + after[:3]}


def _opposite(claim: str, number: Number, text: str, other: Number) -> bool:
    ours, theirs = claim[: number.start], text[: other.start]
    return bool(
        (_MORE.search(ours) and _LESS.search(theirs))
        or (_LESS.search(ours) and _MORE.search(theirs))
    )
