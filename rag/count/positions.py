"""Whether two statements of one thing differ, in words: a figure, a "not", an opposite. Pure."""

from __future__ import annotations

from collections.abc import Container
from itertools import product

from rag.check.claims import Words, statements, telling
from rag.check.negation import clauses, is_negated, wrong_opposite
from rag.check.numbers import Number, find_numbers
from rag.words.tokens import sense, token_spans

# Two statements are of one thing where they share this part of the shorter one's telling words,
# and so many of them.
ALIKE, SHARED = 0.5, 2


def differ(one: str, other: str, topic: Container[str] = ()) -> str | None:
    """How two statements of one thing differ, in words, or None where they do not.

    `topic`: senses of the words that both share anyway; by these alone they are of no one thing.
    """
    if _alike(telling(one), telling(other)) and _figures_differ(one, other):
        return "with different figures"
    for a, b in product(clauses(one), clauses(other)):
        if is_negated(a) != is_negated(b):
            first, second = telling(a), telling(b)
            if _alike(first, second) and not all(w in topic for w in first.keys() & second.keys()):
                return "one denies what the other says"
        elif _opposed(a, b):
            return "one says the opposite of the other"
    return None


def _opposed(one: str, other: str) -> bool:
    """Whether one clause has the opposite of a word of the other, and the rest is alike."""
    first, second = dict(telling(one)), dict(telling(other))
    here, there = wrong_opposite(first, statements(other)), wrong_opposite(second, statements(one))
    if not here or not there:
        return False
    del first[here], second[there]
    return _alike(first, second, shared=1)


def _alike(first: Words, second: Words, shared: int = SHARED) -> bool:
    """Whether two texts are of one thing, by the telling words that they share."""
    both = first.keys() & second.keys()
    least = min(sum(first.values()), sum(second.values()))
    return len(both) >= shared and sum(first[w] for w in both) >= ALIKE * least


def _figures_differ(one: str, other: str) -> bool:
    """Whether both count one thing, and no count of it is in both."""
    first, second = _counts(one), _counts(other)
    return any(not first[thing] & second[thing] for thing in first.keys() & second.keys())


def _counts(text: str) -> dict[tuple[str, str], set[float]]:
    """The values in a text, by unit and by the word after the number."""
    found: dict[tuple[str, str], set[float]] = {}
    for number in find_numbers(text):
        if number.unit not in ("year", "ordinal"):
            found.setdefault((number.unit, _counted(text, number)), set()).add(number.value)
    return found


def _counted(text: str, number: Number) -> str:
    """The sense of the word that a number counts; none for money and percent."""
    if number.unit != "count":
        return ""
    after = [w for w, start, _ in token_spans(text) if start >= number.end][:1]
    return sense(after[0]) if after else ""
