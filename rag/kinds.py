"""Whether a sentence holds the kind of thing that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.numbers import find_numbers
from rag.question import Kind, Question
from rag.words import stem, tokens

_MONTHS = r"jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_DATE = re.compile(
    rf"\b(?:1[0-9]|20|21)\d\d(?:s)?\b|\b(?:{_MONTHS})\b(?=\s+\d|\s+of|[\s,.])"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:yesterday|today|tonight|tomorrow)\b"
    r"|\b(?:last|next|this|past|coming|each|every)\s+(?:\w+\s+)?(?:week|month|year|spring|summer|autumn|fall|winter|"
    r"morning|afternoon|evening|night|quarter|season|decade|century)\b"
    r"|\b(?:in|within|by|after|before|for|since|until|ago)\b.{0,20}\b(?:second|minute|hour|day|week|month|year|"
    r"decade|noon|midnight)s?\b|\b\d{1,2}(?::\d\d)?\s?(?:a\.?m|p\.?m|o'clock)\b|\b\d{1,2}:\d\d\b"
    r"|\bago\b|\b(?:early|mid|late|end of)\b.{0,12}\d{2,4}|\bwhen (?:i|we|he|she|they|the|you|it)\b|\bday one\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|forever|"
    r"overnight|a while|long time|lifetime)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|due to|so that|in order to|reason|reasons|cause[sd]?|caused by|as a result|"
    r"thanks to|owing to|therefore|that's why|that is why|why|driv\w+|in response to|otherwise|"
    r"the point is|given that|given|for fear|meant that|led to|leads to|allow\w*|want\w*|need\w*|to \w+)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|on|to|from|near|inside|outside|into|through|across|under|behind|beside|between|"
    r"around|over|toward|towards|here|there|downtown|upstairs|home)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?\u201c\"] )(?<!^)\b[A-Z][\w'\u2019-]+")
_PERSON = re.compile(r"\b(?:I|we|he|she|they|my|our|who)\b|\b(?:Mr|Ms|Mrs|Dr)\b")
_VAGUE = re.compile(
    r"\b(?:many|several|most|all|none|few|dozens|hundreds|thousands|millions|once|twice|every|double|triple|"
    r"majority|minority|nobody|no one|zero|often|never|always|daily|weekly|one|a couple)\b",
    re.IGNORECASE,
)


def _has_name(question: Question, sentence: str) -> bool:
    """A capitalised word that the question does not hold already."""
    asked = {t.stem for t in question.terms}
    return any(stem(w) not in asked for m in _NAME.findall(sentence) for w in tokens(m))


def _has_number(question: Question, sentence: str) -> bool:
    """A number that the question does not hold already, and no mere year; or a vague quantity."""
    asked = {n.value for n in find_numbers(question.text)}
    fresh = [n for n in find_numbers(sentence) if n.value not in asked and n.unit != "year"]
    return bool(fresh) or bool(_VAGUE.search(sentence))


def _has_unit(unit: str) -> Callable[[Question, str], bool]:
    def check(question: Question, sentence: str) -> bool:
        asked = {n.value for n in find_numbers(question.text)}
        return any(n.unit == unit and n.value not in asked for n in find_numbers(sentence))

    return check


def _matches(pattern: re.Pattern[str]) -> Callable[[Question, str], bool]:
    return lambda _, sentence: bool(pattern.search(sentence))


_HOLDS: dict[Kind, Callable[[Question, str], bool]] = {
    "number": _has_number,
    "money": _has_unit("money"),
    "percent": lambda q, s: _has_unit("percent")(q, s) or _has_number(q, s),
    "date": _matches(_DATE),
    "duration": lambda q, s: bool(_DURATION.search(s)) and _has_number(q, s),
    "person": lambda q, s: _has_name(q, s) or bool(_PERSON.search(s)),
    "place": lambda q, s: bool(_PLACE.search(s)),
    "reason": _matches(_REASON),
    "name": _has_name,
}


def holds(question: Question, sentence: str) -> bool:
    """Whether the sentence has what the question's kind asks for; True for kinds without a form."""
    check = _HOLDS.get(question.kind)
    return check(question, sentence) if check else True
