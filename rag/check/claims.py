"""What a sentence claims, in words, against the sentences of a turn. Pure functions over text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from ingest.text.sentences import sentence_spans
from ingest.text.terms import stem
from rag.check.numbers import Number, find_numbers
from rag.words.mentions import OPENERS
from rag.words.tokens import STOP, sense, token_spans, tokens, weight

# Least share (0 to 1, weighted by rarity) of a claim's words that its evidence has to hold.
# training/entailment/README.md has what it lets stand.
COVERED = 0.8
# How many sentences of a turn may together bear out one claim.
_MOST = 3
_ASKS = frozenset(map(stem, "ask question whether wonder inquire enquire raise request".split()))
_ANSWERED = re.compile(r"(?:yes|yeah|indeed|of course|absolutely|certainly|sure)\b", re.IGNORECASE)
# "Once a day, okay?": said, and only made sure of.
_TAG = re.compile(r"[,.]\s*(?:okay|ok|right|correct|you know)\s*\?$", re.IGNORECASE)
# "Plan B", "Annex C": the letter tells which, and one that is not there is another.
_LETTERED = re.compile(r"\b([^\W\d_]{2,})\s([A-Z])\b(?!['\u2019]|\.\s?[A-Z])")

Words = Mapping[str, float]
"""Senses of words, each with its weight (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a turn at `start`:`end`. `asks`: it puts a question and asserts nothing."""

    start: int
    end: int
    text: str
    senses: frozenset[str]
    numbers: tuple[Number, ...]
    asks: bool


@lru_cache(maxsize=256)
def statements(text: str) -> tuple[Statement, ...]:
    """The sentences of a turn's text."""
    spans = sentence_spans(text)
    found = []
    for at, (start, end) in enumerate(spans):
        body = text[start:end]
        shown = body.strip()
        opening = start + len(body) - len(body.lstrip())
        following = text[slice(*spans[at + 1])] if at + 1 < len(spans) else ""
        open_question = shown.endswith("?") and not (
            _ANSWERED.match(following) or _TAG.search(shown)
        )
        asks = open_question or bool(re.search(r"\bwhether\b", shown, re.IGNORECASE))
        found.append(
            Statement(
                opening,
                opening + len(shown),
                shown,
                frozenset(telling(body)),
                tuple(find_numbers(shown)),
                asks,
            )
        )
    return tuple(found)


def telling(text: str, ignored: Container[str] = ()) -> Words:
    """The senses of the words that say something; numbers have a check of their own."""
    numbers = [(n.start, n.end) for n in find_numbers(text)]
    return {
        sense(word): weight(word)
        for word, start, _ in token_spans(text)
        if word not in STOP
        and sense(word) not in ignored
        and not any(a <= start < b for a, b in numbers)
    }


def best_statements(
    claim: Words, numbers: Iterable[Number], within: Sequence[Statement]
) -> list[Statement]:
    """Up to three sentences that together hold most of the claim, the best one first.

    A sentence that holds one of the claim's numbers is preferred by as much as two rare words.
    """
    values = {n.value for n in numbers}
    left = dict(claim)
    chosen: list[Statement] = []
    while len(chosen) < _MOST:
        rest = [(_gain(s, left, values), -s.start, s) for s in within if s not in chosen]
        worth, _, best = max(rest, default=(0.0, 0, None))
        if best is None or worth <= 0:
            break
        chosen.append(best)
        left = {w: v for w, v in left.items() if not has(best.senses, w)}
        values -= {n.value for n in best.numbers}
    return chosen


def _gain(statement: Statement, words: Words, values: set[float]) -> float:
    fresh = {n.value for n in statement.numbers} & values
    return sum(v for w, v in words.items() if has(statement.senses, w)) + 2.0 * len(fresh)


def covered(claim: Words, evidence: Iterable[Statement]) -> float:
    """Share (0 to 1) of the claim's words, by weight, that stand in the evidence; 1 for none."""
    senses = frozenset(w for s in evidence for w in s.senses)
    total = sum(claim.values())
    return sum(v for w, v in claim.items() if has(senses, w)) / total if total else 1.0


def covered_by(claim: Words, text: str) -> float:
    """Share (0 to 1) of the claim's words, by weight, that stand in a text; 1 for none."""
    senses = telling(text).keys()
    total = sum(claim.values())
    return sum(v for w, v in claim.items() if has(senses, w)) / total if total else 1.0


def is_only_asked(claim: str, words: Words, evidence: Sequence[Statement]) -> bool:
    """Whether the evidence only asks what the claim, which denies nothing, says as a fact."""
    if any(stem(w) in _ASKS for w in tokens(claim)):
        return False
    told = [s for s in evidence if not s.asks]
    return len(told) < len(evidence) and covered(words, told) < COVERED


def wrong_name(claim: str, known: AbstractSet[str], whole: str) -> str | None:
    """The first name in the claim that is not known, as written, or None.

    `known`: senses of all words of the cited turns and of what is known of them; `whole`: their
    text, where a lettered name ("Plan B") has to stand as it is.
    """
    for word, letter in _LETTERED.findall(claim):
        if letter != "I" and not re.search(rf"\b{word}\s{letter}\b", whole, re.IGNORECASE):
            return f"{word} {letter}"
    for at, (word, start, end) in enumerate(token_spans(claim)):
        month = word == "may" and claim[start:end] == "May" and at > 0
        if not month and (word in STOP or (at == 0 and word in OPENERS)):
            continue
        if month and not re.search(r"\bMay\b", whole):
            return "May"
        if month or not claim[start].isupper() or (at == 0 and not _goes_on(claim, end)):
            continue
        if not has(known, sense(word)) and not find_numbers(claim[start:end]):
            return claim[start:end]
    return None


def _goes_on(text: str, end: int) -> bool:
    """Whether a word with a capital follows: the first word of a sentence alone is no name."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def has(senses: AbstractSet[str], word: str) -> bool:
    """Whether a word is there, or one that it opens or that opens it ("Brazil", "Brazilian")."""
    if word in senses:
        return True
    if len(word) < 5:
        return False
    return any(len(s) >= 5 and (s.startswith(word) or word.startswith(s)) for s in senses)
