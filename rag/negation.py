"""Whether a claim says the contrary of a turn: a lost or added "not", an opposite word."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from rag.claims import Statement, Words, covered, has, telling
from rag.words import sense

_NOT = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|hardly)\b(?!\s+only)|n['\u2019]t\b",
    re.IGNORECASE,
)
# Words that deny by what they mean; with a "not" beside them they affirm.
_DENIAL = re.compile(
    r"\b(?:without|refus\w+|reject\w*|den(?:y|ies|ied|ying)|fail(?:s|ed)?|unable|lack(?:s|ed)?|against)\b",
    re.IGNORECASE,
)
# The word that a negation is about: "will not recognize", "nothing for the dredging".
_NEGATED = re.compile(
    r"(?:\b(?:not|never|cannot|(?:nothing|none)\s+(?:for|to|about|of))|n['\u2019]t)\s+"
    r"(?:(?:be|been|being|have|ever|yet|want|going|to|do|a|the|any)\s+)*([^\W\d_]{3,})",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:()\u2013\u2014]|\s-\s|\b(?:but|and|while|whereas|because|although|though|that|which|who|if)\b",
    re.IGNORECASE,
)
_NEARLY_ALL = 0.8
# Words that turn a statement round where the one stands in the place of the other.
_PAIRS = """
highest lowest; high low; higher lower; largest smallest; larger smaller; biggest smallest;
most least; increase decrease; increase reduce; rise fall; grow shrink; up down; up fall; down rise;
gain loss; win lose; accept reject; accept refuse; support oppose; favour oppose; approve reject;
agree disagree; carry lose; pass fail; first last; before after; begin end; start stop; open close;
buy sell; import export; allow forbid; allow prohibit; legal illegal; success failure; succeed fail;
best worst; better worse; good bad; early late; fast slow; strong weak; safe unsafe; true false;
majority minority; north south; east west; above below; maximum minimum; profit loss; war peace;
guilty innocent; convict acquit; enter leave; join leave; arrive depart; possible impossible;
likely unlikely; friend enemy; ally enemy; praise criticize; more less; more fewer; over under
"""


def _opposites() -> dict[str, frozenset[str]]:
    pairs = [tuple(sense(w) for w in pair.split()) for pair in _PAIRS.split(";")]
    return {
        word: frozenset(w for pair in pairs if word in pair for w in pair if w != word)
        for pair in pairs
        for word in pair
    }


_OPPOSITES = _opposites()


def clauses(text: str) -> list[str]:
    """The clauses of a text, cut at its commas and conjunctions."""
    return _CLAUSE.split(text)


def is_negated(text: str) -> bool:
    """Whether a text denies: one negation, or a word of denial, but not both."""
    return bool(_NOT.search(text)) != bool(_DENIAL.search(text))


def negated_before(text: str, start: int, sentence_start: int) -> bool:
    """Whether the clause in which `start` stands denies, before it, what follows."""
    return is_negated(_CLAUSE.split(text[sentence_start:start])[-1])


def wrong_negation(
    claim: str, ignored: Container[str], near: Sequence[Statement], whole: Sequence[Statement]
) -> str | None:
    """What is wrong with a negation, clause by clause, in words that end with the turn; or None.

    `ignored`: words that say nothing (the speaker's name). `near`: the sentences that bear the
    claim out and those after them, of the `whole` of the cited turns.
    """
    for clause in _CLAUSE.split(claim):
        words = telling(clause, ignored)
        if not words:
            continue
        if is_negated(clause):
            if not any(is_negated(s.text) for s in near):
                return "the sentence denies what is not denied in"
            continue
        lost = _negates(whole, words) and not any(_affirms(s, words) for s in whole)
        if lost or _is_denied(words, near):
            return "a 'not' is left out that stands in"
    return None


def wrong_opposite(words: Words, evidence: Iterable[Statement]) -> str | None:
    """A word of the claim in whose place the evidence has its opposite ("highest"), or None."""
    senses = frozenset(w for s in evidence for w in s.senses)
    missing = sorted(w for w in words if w in _OPPOSITES and not has(senses, w))
    return next((w for w in missing if _OPPOSITES[w] & senses), None)


def _negates(whole: Sequence[Statement], words: Words) -> bool:
    """Whether a sentence has a "not" before one of the words, and tells of half of them or more.

    "We will not recognize him" tells of the one whom the sentence before it names.
    """
    for at, statement in enumerate(whole):
        negated = {sense(m[1].casefold()) for m in _NEGATED.finditer(statement.text)}
        if words.keys() & negated & statement.senses:
            told = statement.senses.union(*(s.senses for s in whole[max(0, at - 1) : at]))
            if 2 * len(words.keys() & told) >= len(words):
                return True
    return False


def _affirms(statement: Statement, words: Words) -> bool:
    """Whether a sentence that denies nothing says nearly all of a clause."""
    return not is_negated(statement.text) and covered(words, [statement]) >= _NEARLY_ALL


def _is_denied(words: Words, near: Iterable[Statement]) -> bool:
    """Whether the clause that is closest to these words denies them."""
    clauses = [c for s in near if not s.asks for c in _CLAUSE.split(s.text)]
    shared = [(len(words.keys() & telling(c).keys()), not is_negated(c)) for c in clauses]
    most, affirmed = max(shared, default=(0, True))
    return most > 0 and 2 * most >= len(words) and not affirmed
