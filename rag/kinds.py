"""How well a sentence has the kind of thing that a question asks for. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.terms import stem
from rag.asked import Kind
from rag.lexicon import TITLES
from rag.numbers import Number, Unit, find_numbers
from rag.question import Question
from rag.thesaurus import MEMBER, related
from rag.words import STOP, sense, token_spans, tokens

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SPANS = (
    r"(?:week|month|year|spring|summer|autumn|fall|winter|morning|afternoon|evening|night|quarter"
    r"|season|decade|century)"
)
_UNITS = r"(?:second|minute|hour|day|week|month|year|decade|noon|midnight)s?"
_DATE = re.compile(
    "|".join(
        (
            r"\b(?:1[0-9]|20|21)\d\ds?\b",
            rf"\b{_MONTHS}(?=\d|\b\s+\d|\b\s+of|[\s,.])",
            r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b",
            r"\b(?:yesterday|today|tonight|tomorrow|ago)\b",
            rf"\b(?:last|next|this|past|coming)\s+(?:\w+\s+)?{_SPANS}\b",
            rf"\b(?:in|within|by|after|before|for|since|until)\b.{{0,20}}\b{_UNITS}\b",
            r"\b\d{1,2}(?::\d\d)?\s?(?:a\.?m|p\.?m|o'clock)\b|\b\d{1,2}:\d\d\b",
            r"\b(?:early|mid|late|end of)\b.{0,12}\d{2,4}",
            r"\bwhen (?:i|we|he|she|they|the|you|it)\b|\bday one\b",
        )
    ),
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[0-9]|20|21)\d\d\b")
_ASKS_YEAR = re.compile(r"\b(?:what|which) year\b", re.IGNORECASE)
_DURATION = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|forever|"
    r"overnight|a while|long time|lifetime|nights?|weekends?|summers?|winters?|seasons?|terms?"
    r"|generations?)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|due to|so that|in order to|reasons?|cause[sd]?|as a result|thanks to"
    r"|owing to|therefore|why|driv\w+|in response to|otherwise|the point is|given|for fear"
    r"|meant that|led to|leads to|allow\w*|want\w*|need\w*|to \w+)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|on|to|from|near|inside|outside|into|through|across|under|behind|beside|between|"
    r"around|over|toward|towards|here|there|downtown|upstairs|home)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?!I\b)(?<![.!?\u201c\"] )(?<!^)\b[A-Z][\w'\u2019-]+")
_THIRD_PERSON = re.compile(r"\b(?:he|she|they|his|her|their|who)\b", re.IGNORECASE)
_CURRENCY = re.compile(
    r"\s(?:crowns?|kron\w+|francs?|marks?|rand|rupees?|yen|yuan|pesos?|lira|shillings?|bucks|pence"
    r"|quid|rou?bles?|guilders?|dinars?|won|reais|zloty|florins?|shekels?|riyals?|baht|grand)\b",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b(?:free|nothing)\b", re.IGNORECASE)
_PAY_WORDS = (
    r"\b(?:cost|pay|paid|price|fare|fee|fund|spen[dt]|worth|charge|budget|grant|sum|revenue|turnover"
    r"|profit|income|salary|wage|debt|loan|fine|penalty)\w*\b"
)
_PAYING = re.compile(rf"{_PAY_WORDS}|\b(?:million|billion)\b", re.IGNORECASE)
# "Cost 900 million", "paid me 3,000": the number is a sum though no currency is named.
_PAID = re.compile(rf"{_PAY_WORDS}(?:\s[\w']+){{0,3}}\s?$", re.IGNORECASE)
_SELF = re.compile(
    r"\bI(?:'m|\u2019m| am| was| serve as) (?:the|a|an|your|also|currently)\b", re.IGNORECASE
)
_AGE = re.compile(
    r"\b(?:years?|months?|weeks?)[\s-]olds?\b|\baged?\b|\bborn\b"
    r"|\bin (?:his|her|their|my) (?:teens|twenties|thirties|forties|fifties|sixties|seventies"
    r"|eighties|nineties)\b|\bturn(?:s|ed|ing)?\b|\bbirthday\b",
    re.IGNORECASE,
)
# "Bridie, who's 31", "I'm sixty-two".
_IS = re.compile(r"(?:'m|'s|'re|\u2019m|\u2019s|\bam|\bis|\bwas|\bwere|\bare|\bat|\bof|,)\s*$")
_OFTEN = re.compile(
    r"\b(?:once|twice|\w+ times|every(?: \w+)? (?:second|minute|hour|day|night|week|month|year|time"
    r"|morning|evening|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?|daily|weekly"
    r"|monthly|yearly|annually|hourly|nightly|each (?:day|night|week|month|year)|(?:a|per) (?:day"
    r"|night|week|month|year)|always|never|rarely|seldom|sometimes|regularly)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|I'd|I'll|we|we're|we've|we'll|my|our)\b")
_VAGUE = re.compile(
    r"\b(?:many|several|most|all|none|few|dozens|hundreds|thousands|millions|once|twice|every"
    r"|double|triple|majority|minority|nobody|no one|zero|often|never|always|daily|weekly|one"
    r"|a couple)\b",
    re.IGNORECASE,
)


# How many words may lie between a number or name and the word for what it counts or is.
_NEAR = 7


def _new_names(question: Question, sentence: str) -> list[tuple[int, int]]:
    """Where the capitalised words stand that the question does not hold already."""
    asked = {stem(w) for w in tokens(question.text)}
    return [
        m.span()
        for m in _NAME.finditer(sentence)
        if any(stem(w) not in asked and w not in STOP | TITLES for w in tokens(m.group()))
    ]


def _new_numbers(question: Question, sentence: str) -> list[Number]:
    """Numbers that the question does not hold already."""
    asked = {n.value for n in find_numbers(question.text)}
    return [n for n in find_numbers(sentence) if n.value not in asked]


def figures(question: Question, sentence: str) -> frozenset[float]:
    """The values that the sentence gives for what is asked, in its unit."""
    units: dict[Kind, tuple[Unit, ...]] = {"money": ("money",), "percent": ("percent",)}
    wanted = units.get(question.kind, ("count",))
    numbers = [n for n in _new_numbers(question, sentence) if n.unit in wanted]
    near = [n for n in numbers if _near_head(question, sentence, [(n.start, n.end)])]
    return frozenset(n.value for n in near)


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
    vague = [m.span() for m in _VAGUE.finditer(sentence)]
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
    if any(n.unit == "money" or _CURRENCY.match(sentence, n.end) for n in numbers):
        return 1.0
    if any(n.unit == "count" and _PAID.search(sentence[: n.start]) for n in numbers):
        return 0.8
    paid = numbers and _PAYING.search(sentence)
    return 0.5 if paid or _FREE.search(sentence) else 0.0


def _percent(question: Question, sentence: str) -> float:
    return max(_unit("percent")(question, sentence), 0.5 * bool(_new_numbers(question, sentence)))


def _duration(question: Question, sentence: str) -> float:
    if not _DURATION.search(sentence):
        return 0.0
    return 1.0 if _new_numbers(question, sentence) or _VAGUE.search(sentence) else 0.5


def _date(question: Question, sentence: str) -> float:
    """1 for a date or a time; where the year is asked for, 0.5 without a year."""
    if not _DATE.search(sentence):
        return 0.0
    return 1.0 if not _ASKS_YEAR.search(question.text) or _YEAR.search(sentence) else 0.5


def _person(question: Question, sentence: str) -> float:
    """A name beside the asked-for role; without one, a name, or less surely "I", "she".

    Who speaks of "I" is named by the label, who is "she" by what stands before.
    """
    names = _new_names(question, sentence)
    if not sentence.isupper():  # "WASM" is nobody
        names = [(a, b) for a, b in names if not sentence[a:b].isupper()]
    if question.head:
        places = names + [m.span() for m in _SELF.finditer(sentence)]
        held = question.head & {sense(w) for w in tokens(sentence)}
        near = bool(places) and _near_head(question, sentence, places)
        return len(held) / len(question.head) if near else 0.0
    if names:
        return 1.0
    said = sentence.replace("\u2019", "'")
    return 0.7 if _FIRST_PERSON.search(said) else 0.4 if _THIRD_PERSON.search(said) else 0.0


def _age(question: Question, sentence: str) -> float:
    """1 for years of age, 0.5 for a bare number that somebody is ("she's 31") or for an age."""
    numbers = _new_numbers(question, sentence)
    aged = _AGE.search(sentence)
    if numbers and aged:
        return 1.0
    bare = any(n.value < 120 and _IS.search(sentence[: n.start]) for n in numbers)
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
    "often": _matches(_OFTEN),
    "figure": _figure,
    "meaning": _meaning,
    "person": _person,
    "place": _matches(_PLACE),
    "reason": _matches(_REASON),
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
    """Whether the sentence has one of the class asked for ("which metal"): 1 where it is known.

    0.7 for a name that may be one, 0.5 for the word for the class.
    """
    words = tokens(sentence)
    known = {
        root for word in question.head for root, degree in related(word).items() if degree == MEMBER
    }
    if any(stem(w) in known for w in words):
        return 1.0
    if _new_names(question, sentence):
        return 0.7
    return 0.5 if question.head & {sense(w) for w in words} else 0.0
