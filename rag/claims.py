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
from rag.mentions import OPENERS
from rag.numbers import Number, find_numbers
from rag.words import STOP, sense, token_spans, weight

# Least share (0 to 1, weighted by rarity) of a claim's words that its evidence has to hold.
COVERED = 0.5
# How many sentences of a turn may together bear out one claim.
_MOST = 3
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|hardly|"
    r"refus\w+|reject\w*|den(?:y|ies|ied|ying)|fail(?:s|ed)?|unable|lacks?|lacked)\b(?!\s+only)|n['\u2019]t\b",
    re.IGNORECASE,
)
# The word that a negation is about: "will not recognize", "never been convicted".
_NEGATED = re.compile(
    r"(?:\b(?:not|never|cannot)|n['\u2019]t)\s+(?:(?:be|been|being|have|ever|yet|want|going|to|do|a|the|any)\s+)*"
    r"([^\W\d_]{3,})",
    re.IGNORECASE,
)
_NEARLY_ALL = 0.8
_CLAUSE = re.compile(
    r"[,;:()\u2013\u2014]|\s-\s|\b(?:but|and|while|whereas|because|although|though|that|which|who|if)\b",
    re.IGNORECASE,
)
# Words that turn a statement round where the one stands in the place of the other.
_PAIRS = """
highest lowest; high low; higher lower; largest smallest; larger smaller; biggest smallest; most least;
increase decrease; increase reduce; rise fall; rose fell; grow shrink; up down; gain loss; win lose;
won lost; accept reject; accept refuse; support oppose; favour oppose; approve reject; agree disagree;
first last; before after; begin end; start stop; open close; buy sell; import export; allow forbid;
allow prohibit; legal illegal; success failure; succeed fail; best worst; better worse; good bad;
early late; fast slow; strong weak; safe unsafe; majority minority; north south; east west; above below;
maximum minimum; profit loss; guilty innocent; convict acquit; enter leave; join leave; arrive depart;
true false; possible impossible; likely unlikely; war peace; friend enemy; ally enemy; praise criticize
"""


def _opposites() -> dict[str, frozenset[str]]:
    pairs = [tuple(sense(w) for w in pair.split()) for pair in _PAIRS.split(";")]
    return {
        word: frozenset(w for pair in pairs if word in pair for w in pair if w != word)
        for pair in pairs
        for word in pair
    }


_OPPOSITES = _opposites()


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
    """The senses of the words of a text that say something; numbers have a check of their own."""
    numbers = [(n.start, n.end) for n in find_numbers(text)]
    return frozenset(
        sense(word)
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
        if not claim[start].isupper() or word in STOP or (at == 0 and word in OPENERS):
            continue
        if not _has(known, sense(word)) and not find_numbers(claim[start:end]):
            return claim[start:end]
    return None


def wrong_negation(
    claim: str, evidence: Sequence[Statement], whole: Sequence[Statement]
) -> str | None:
    """Whether a "not" of the record was lost, or one was added, clause by clause; or None.

    `evidence`: the sentences that bear the claim out, of the `whole` of the cited turns.
    """
    negated = frozenset(sense(m[1].casefold()) for s in whole for m in _NEGATED.finditer(s.text))
    for clause in _CLAUSE.split(claim):
        words = telling(clause)
        if not words:
            continue
        if _NEGATION.search(clause):
            if not any(_NEGATION.search(s.text) for s in evidence):
                return "the sentence says 'not' and so does no passage of"
        elif words & negated and not any(_affirms(s, words) for s in whole):
            return "a 'not' is left out that stands in"
        elif _is_denied(words, evidence):
            return "a 'not' is left out that stands in"
    return None


def wrong_opposite(claim: frozenset[str], evidence: Iterable[Statement]) -> str | None:
    """A word of the claim in whose place the evidence has its opposite ("highest"), or None."""
    stems = frozenset(w for s in evidence for w in s.stems)
    missing = sorted(w for w in claim if w in _OPPOSITES and w not in stems)
    return next((w for w in missing if _OPPOSITES[w] & stems), None)


def _affirms(statement: Statement, words: frozenset[str]) -> bool:
    """Whether a sentence without a negation says nearly all of a clause."""
    return not _NEGATION.search(statement.text) and covered(words, [statement]) >= _NEARLY_ALL


def _is_denied(words: frozenset[str], evidence: Iterable[Statement]) -> bool:
    """Whether the clause of the evidence that is closest to these words has a negation."""
    clauses = [c for s in evidence if not s.text.endswith("?") for c in _CLAUSE.split(s.text)]
    shared = [(len(words & telling(c)), not _NEGATION.search(c)) for c in clauses]
    most, affirmed = max(shared, default=(0, True))
    return most > 0 and 2 * most >= len(words) and not affirmed


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
