"""How well a sentence has the kind of thing that a question asks for. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from ingest.text.terms import stem
from rag.asked.forms import (
    AGE,
    ASKS_YEAR,
    CURRENCY,
    DATE,
    DURATION,
    FIRST_PERSON,
    FREE,
    IS,
    NAME,
    OFTEN,
    PAID,
    PAYING,
    PLACE,
    REASON,
    SELF,
    THIRD_PERSON,
    VAGUE,
    WHEN,
    YEAR,
)
from rag.asked.kind import Kind
from rag.asked.lexicon import TITLES
from rag.check.numbers import Number, Unit, find_numbers
from rag.question import Question
from rag.words.tokens import STOP, sense, token_spans, tokens

# How many words may lie between a number or name and the word for what it counts or is.
_NEAR = 7
# Kinds that are counted in minutes or years.
SPANS: frozenset[Kind] = frozenset({"duration", "age", "often"})


@lru_cache(16)
def _stems(asked: str) -> frozenset[str]:
    """The stems of a question, which is held against every sentence found."""
    return frozenset(stem(w) for w in tokens(asked))


@lru_cache(16)
def _values(asked: str) -> frozenset[float]:
    """Its numbers."""
    return frozenset(n.value for n in find_numbers(asked))


def _new_names(question: Question, sentence: str) -> list[tuple[int, int]]:
    """Where the capitalised words stand that the question does not hold already."""
    asked = _stems(question.text)
    return [
        m.span()
        for m in NAME.finditer(sentence)
        if any(stem(w) not in asked and w not in STOP | TITLES for w in tokens(m.group()))
    ]


def _new_numbers(question: Question, sentence: str) -> list[Number]:
    """Numbers that the question does not hold already."""
    asked = _values(question.text)
    return [n for n in find_numbers(sentence) if n.value not in asked]


def figures(question: Question, sentence: str) -> frozenset[float]:
    """The values that the sentence gives for what is asked, in its unit."""
    units: dict[Kind, tuple[Unit, ...]] = {"money": ("money",), "percent": ("percent",)}
    wanted = units.get(question.kind, ("count",))
    numbers = [n for n in _new_numbers(question, sentence) if n.unit in wanted]
    if question.kind == "money":  # "4,000 crowns"
        named = _new_numbers(question, sentence)
        numbers += [n for n in named if n.unit == "count" and CURRENCY.match(sentence, n.end)]
    if question.kind not in SPANS:  # "it takes 70 minutes and no cars"
        numbers = [n for n in numbers if not _is_span(question, sentence, n)]
    near = [n for n in numbers if _near_head(question, sentence, [(n.start, n.end)])]
    return frozenset(n.value for n in near)


def _is_span(question: Question, sentence: str, number: Number) -> bool:
    """Whether a number counts minutes or years, which are not asked for."""
    unit = DURATION.match(sentence, number.end + 1)
    return bool(unit and sense(unit.group().casefold()) not in question.head)


def _near_head(question: Question, sentence: str, places: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the places has the asked-for thing named next to it."""
    if not question.head:
        return bool(places)
    spans = token_spans(sentence)
    heads = [i for i, (word, _, _) in enumerate(spans) if sense(word) in question.head]
    at = [
        i
        for i, (_, a, b) in enumerate(spans)
        if any(a < end and b > start for start, end in places)
    ]
    return any(abs(h - i) <= _NEAR for h in heads for i in at)


def _number(question: Question, sentence: str) -> float:
    """How well the sentence counts what is asked: all the words for it there, and a number by them.

    0.5 where only some of them are there, 0.25 where none is; 0 where a name is not that tells
    which of them are counted ("how many Danish boats").
    """
    held = {sense(w) for w in tokens(sentence)}
    if len(question.head) > 1 and any(
        t.name and sense(t.word) in question.head and sense(t.word) not in held
        for t in question.terms
    ):
        return 0.0
    numbers = [(n.start, n.end) for n in _new_numbers(question, sentence)]
    if numbers and _near_head(question, sentence, numbers):
        return 1.0 if question.head <= held else 0.5
    vague = [m.span() for m in VAGUE.finditer(sentence)]
    if question.head and vague and _near_head(question, sentence, vague):
        return 0.5
    return 0.25 if numbers else 0.0


def _unit(unit: Unit) -> Callable[[Question, str], float]:
    def fit(question: Question, sentence: str) -> float:
        return float(any(n.unit == unit for n in _new_numbers(question, sentence)))

    return fit


def _money(question: Question, sentence: str) -> float:
    """1 for a sum in a known currency, 0.5 for "free" and a number where paying is spoken of."""
    numbers = _new_numbers(question, sentence)
    if any(n.unit == "money" or CURRENCY.match(sentence, n.end) for n in numbers):
        return 1.0
    if any(n.unit == "count" and PAID.search(sentence[: n.start]) for n in numbers):
        return 0.8
    paid = numbers and PAYING.search(sentence)
    return 0.5 if paid or FREE.search(sentence) else 0.0


def _percent(question: Question, sentence: str) -> float:
    return max(_unit("percent")(question, sentence), 0.5 * bool(_new_numbers(question, sentence)))


def _duration(question: Question, sentence: str) -> float:
    if not DURATION.search(sentence):
        return 0.0
    return 1.0 if _new_numbers(question, sentence) or VAGUE.search(sentence) else 0.5


def _date(question: Question, sentence: str) -> float:
    """1 for a date or a time, 0.5 for a clause with "when", and for no year where that is asked."""
    if not DATE.search(sentence):
        return 0.5 * bool(WHEN.search(sentence))
    return 1.0 if not ASKS_YEAR.search(question.text) or YEAR.search(sentence) else 0.5


def _person(question: Question, sentence: str) -> float:
    """A name beside the asked-for role; without one, a name, or less surely "I", "she".

    Who speaks of "I" is named by the label, who is "she" by what stands before.
    """
    names = _new_names(question, sentence)
    if not sentence.isupper():  # "WASM" is nobody
        names = [(a, b) for a, b in names if not sentence[a:b].isupper()]
    if question.head:
        places = names + [m.span() for m in SELF.finditer(sentence)]
        held = question.head & {sense(w) for w in tokens(sentence)}
        near = bool(places) and _near_head(question, sentence, places)
        return len(held) / len(question.head) if near else 0.0
    if names:
        return 1.0
    said = sentence.replace("\u2019", "'")
    return 0.7 if FIRST_PERSON.search(said) else 0.4 if THIRD_PERSON.search(said) else 0.0


def _age(question: Question, sentence: str) -> float:
    """1 for years of age, 0.5 for a bare number that somebody is ("she's 31") or for an age."""
    numbers = _new_numbers(question, sentence)
    aged = AGE.search(sentence)
    if numbers and aged:
        return 1.0
    bare = any(n.value < 120 and IS.search(sentence[: n.start]) for n in numbers)
    return 0.5 if aged or bare else 0.0


def _figure(question: Question, sentence: str) -> float:
    """1 for a number beside the word for what is measured, 0.5 for one elsewhere."""
    numbers = [(n.start, n.end) for n in _new_numbers(question, sentence)]
    return (1.0 if _near_head(question, sentence, numbers) else 0.5) if numbers else 0.0


def _meaning(question: Question, sentence: str) -> float:
    """1 where words side by side begin with the letters of a short form that the question has."""
    short = {t.word for t in question.terms if t.name and t.word.isalpha() and len(t.word) > 1}
    words = [w for w in tokens(sentence) if w[0].isalpha()]
    runs = (
        words[i : i + size]
        for size in {len(w) for w in short}
        for i in range(len(words) - size + 1)
    )
    return float(any("".join(w[0] for w in run) in short for run in runs))


def _matches(pattern: re.Pattern[str]) -> Callable[[Question, str], float]:
    return lambda _, sentence: float(bool(pattern.search(sentence)))


_FITS: dict[Kind, Callable[[Question, str], float]] = {
    "number": _number,
    "money": _money,
    "percent": _percent,
    "date": _date,
    "duration": _duration,
    "age": _age,
    "often": _matches(OFTEN),
    "figure": _figure,
    "meaning": _meaning,
    "person": _person,
    "place": _matches(PLACE),
    "reason": _matches(REASON),
    "name": lambda q, s: float(bool(_new_names(q, s))),
}


def fit(question: Question, sentence: str) -> float:
    """How well (0 to 1) a sentence has the kind of thing asked for; 1 for kinds without a form."""
    check = _FITS.get(question.kind)
    if check:
        return check(question, sentence)
    if not question.head or question.kind == "yesno":
        return 1.0
    return _of_class(question, sentence)


def _of_class(question: Question, sentence: str) -> float:
    """Whether the sentence has one of the class asked for ("which metal").

    0.7 for a name that may be one, 0.5 for the word for the class.
    """
    words = tokens(sentence)
    if _new_names(question, sentence):
        return 0.7
    return 0.5 if question.head & {sense(w) for w in words} else 0.0
