"""Figures that answer from several places, side by side: how much, who says so, where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chats.references import Open, Reference, reference
from ingest.text.terms import stem
from rag.check.citations import Answer, Citation
from rag.check.numbers import Number, find_numbers
from rag.words.tokens import STOP

COLUMNS = ("Figure", "Who says it", "Where")
# What a number counts: the word behind it ("6.4 metres").
_COUNTED = re.compile(r"[\s-]([^\W\d_]{2,})")
_SIGN = re.compile(r"[$€£¥]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is said, and the citation of the quotation that says it."""

    said: str
    citation: Citation
    place: Reference


def figures(answer: Answer, open_: Open) -> list[Figure]:
    """The answering figures of its quotations that have one unit, where two or more have it.

    Of several units the one that most have, else the first. Years and places in a row are told, not
    compared: they are none.
    """
    by_unit: dict[str, list[Figure]] = {}
    for citation in answer.citations:
        for unit, said in _answering(citation).items():
            by_unit.setdefault(unit, []).append(Figure(said, citation, reference(citation, open_)))
    most = max(by_unit.values(), key=len, default=[])
    return most if len(most) > 1 else []


def _answering(citation: Citation) -> dict[str, str]:
    """The first figure of each unit among the answering words, with what it counts."""
    start, end = citation.answer_start, citation.answer_end
    if citation.start is None or start is None or end is None:
        return {}
    start, end = start - citation.start, end - citation.start
    found: dict[str, str] = {}
    for number in find_numbers(citation.quote):
        if start <= number.start < end and (measured := _measured(citation.quote, number)):
            found.setdefault(measured[1], measured[0])
    return found


def _measured(text: str, number: Number) -> tuple[str, str] | None:
    said = text[number.start : number.end].strip()
    if number.unit == "percent":
        return said, "percent"
    if sign := _SIGN.search(said):
        return said, sign.group()
    if number.unit == "money":
        return said, stem(said.split()[-1].casefold())
    counted = _COUNTED.match(text, number.end)
    if number.unit != "count" or not counted or counted[1].casefold() in STOP:
        return None
    return text[number.start : counted.end()].strip(), stem(counted[1].casefold())
