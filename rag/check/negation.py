"""Whether a claim says the contrary of a turn: a lost or added "not", an opposite word."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import product

from rag.check.claims import Statement, Words, covered, covered_by, has, telling
from rag.words.tokens import sense

_NOT = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|hardly)\b(?!\s+only)|n['\u2019]t\b",
    re.IGNORECASE,
)
# Words that deny by what they mean; with a "not" beside them they affirm.
_DENIAL = re.compile(
    r"\b(?:without|refus\w+|reject\w*|den(?:y|ies|ied|ying)|fail(?:s|ed)?|unable|lack(?:s|ed)?|against(?!\s+\d))\b",
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
_BECAUSE = re.compile(r"\b(?:because|since|due to|owing to)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"\W*(?:and |but |so )?(?:no|nobody|none|neither|nothing)\b(?!\s*,)", re.IGNORECASE
)
_ONLY_NO = re.compile(
    r"\W*(?:no|not|never|not at all|not really|i don't|we didn't)\W*", re.IGNORECASE
)
# Where a clause holds this share of another's words, both speak of the same. On the sentences of
# training/entailment/learn.jsonl .6 took one true sentence in 60 for contradicted and found 75% of
# the false negations; .5 one in 24, and 84%.
_SURE = 0.6
_NEARLY_ALL, _MOST, _SOME = 0.8, 2 / 3, 1 / 3
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
likely unlikely; friend enemy; ally enemy; more less; more fewer; over under; useful useless
"""
_FOR = "welcome support favour praise accept approve endorse agree applaud thank".split()
_AGAINST = "oppose reject refuse criticize condemn blame regret resist object disagree".split()


def _opposites() -> dict[str, frozenset[str]]:
    listed = [*(pair.split() for pair in _PAIRS.split(";")), *product(_FOR, _AGAINST)]
    pairs = [tuple(sense(w) for w in pair) for pair in listed]
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
            if not any(is_negated(s.text) and _speaks_of(words, s, whole) for s in near):
                return "the sentence denies what is not denied in"
            continue
        if _lost(words, whole) or _is_denied(words, near):
            return "a 'not' is left out that stands in"
    if _BECAUSE.search(claim) and _other_reason(claim, near):
        return "a 'not' is left out that stands in"
    return None


def wrong_polarity(claim: str, ignored: Container[str], whole: Sequence[Statement]) -> str | None:
    """What is wrong with a negation, clause by clause, in words that end with the turn; or None.

    A clause is wrong where what says the same in the turns denies it, and the claim does not, or
    the other way round. What nothing says is another matter. `ignored`: words that say nothing.
    """
    for clause in clauses(claim):
        words = telling(clause, ignored)
        if not words:
            continue
        denied, affirmed = (
            max((covered_by(words, c) for c, no in _all_said(whole) if no is wanted), default=0.0)
            for wanted in (True, False)
        )
        if is_negated(clause) and affirmed >= _SURE and affirmed > denied:
            return "the sentence denies what is not denied in"
        if not is_negated(clause) and denied >= _SURE and denied > affirmed:
            return "a 'not' is left out that stands in"
    return None


def _lost(words: Words, whole: Sequence[Statement]) -> bool:
    """Whether sentences deny the clause, and none affirms as much of it as they tell of."""
    denied = _denied(whole, words)
    affirmed = max((covered(words, [s]) for s in whole if not is_negated(s.text)), default=0.0)
    return denied > 0 and affirmed <= min(denied, _NEARLY_ALL)


def _other_reason(claim: str, near: Iterable[Statement]) -> bool:
    """Whether the reason that a claim gives is one that is said not to be the reason."""
    told, _, reason = _BECAUSE.sub("\0", claim, count=1).partition("\0")
    words = telling(reason)
    given = [s for s in near if _BECAUSE.search(s.text) and covered(words, [s]) > 0]
    if is_negated(told) or not given:
        return False
    best = max(given, key=lambda s: covered(words, [s]))
    return bool(_NOT.search(_BECAUSE.split(best.text)[0]))


def wrong_opposite(words: Words, evidence: Iterable[Statement]) -> str | None:
    """A word of the claim in whose place the evidence has its opposite ("highest"), or None."""
    senses = frozenset(w for s in evidence for w in s.senses)
    missing = sorted(w for w in words if w in _OPPOSITES and not has(senses, w))
    return next((w for w in missing if _OPPOSITES[w] & senses), None)


def _denied(whole: Sequence[Statement], words: Words) -> float:
    """The most (0 to 1) that a sentence with a "not" before one of the words tells of them.

    "We will not recognize him" tells of the one whom the sentence before it names; but one that
    has just said the same without a "not" is not taken back. Fewer than half of the words are none.
    """
    most = 0.0
    for at, statement in enumerate(whole):
        negated = {sense(m[1].casefold()) for m in _NEGATED.finditer(statement.text)}
        denied = words.keys() & negated & statement.senses
        before = whole[at - 1] if at else statement
        if denied and not (_affirms(before, words) and denied & before.senses):
            told = (before, statement)
            if 2 * sum(any(w in s.senses for s in told) for w in words) >= len(words):
                most = max(most, covered(words, told))
    return most


def _speaks_of(words: Words, statement: Statement, whole: Sequence[Statement]) -> bool:
    """Whether a sentence, with the one before it, has some of a clause's words."""
    at = whole.index(statement)
    return covered(words, whole[max(0, at - 1) : at + 1]) >= _SOME


def _affirms(statement: Statement, words: Words) -> bool:
    """Whether a sentence that denies nothing says most of a clause."""
    return not is_negated(statement.text) and covered(words, [statement]) >= _MOST


def _is_denied(words: Words, near: Iterable[Statement]) -> bool:
    """Whether the clause that is closest to these words denies them."""
    shared = [
        (len(words.keys() & telling(clause).keys()), covered(words, [s]), not denied)
        for s in near
        if not s.asks
        for clause, denied in _said(s.text)
    ]
    most, _, affirmed = max(shared, default=(0, 0.0, True))
    return most > 0 and 2 * most >= len(words) and not affirmed


def _all_said(whole: Sequence[Statement]) -> Iterator[tuple[str, bool]]:
    return (said for s in whole if not s.asks for said in _said(s.text))


def _said(text: str) -> list[tuple[str, bool]]:
    """The clauses of a sentence, each with whether it is denied.

    "No country can do this, acting alone" denies the whole; "As for the bridge: no" the bridge.
    """
    whole = bool(_NOBODY.match(text))
    said: list[tuple[str, bool]] = []
    for clause in clauses(text):
        if said and _ONLY_NO.fullmatch(clause):
            said[-1] = (said[-1][0], True)
        else:
            whole = whole and not re.match(r"\s*but\b", clause, re.IGNORECASE)
            said.append((clause, whole or is_negated(clause)))
    return said
