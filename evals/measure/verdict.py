"""A row's scores in plain words: what is wrong with the answer, if anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evals.measure import text
from evals.sets.questions import Question


def failures(row: dict[str, Any], question: Question) -> list[str]:
    """Everything wrong with a result, one short phrase each; an empty list is a pass."""
    if row["error"]:
        return [f"error: {row['error']}"]
    return [*_retrieval(row), *_answer(row, question)]


def _retrieval(row: dict[str, Any]) -> Iterator[str]:
    if row["gold"] and row["scores"]["mrr"] == 0:
        yield f"no turn that answers it among the {len(row['retrieved'])} found"


def _answer(row: dict[str, Any], question: Question) -> Iterator[str]:
    scores, refused = row["scores"], row["refused"]
    if refused is None:
        return
    if refused and question.answerable:
        yield "refused, though the record answers"
    if refused:
        return
    if not question.answerable:
        yield "answered, though the record does not"
        return
    if scores.get("facts") == 0:
        said = text.without_labels(row["answer"])
        missing = [f for f in question.facts if not text.states(said, f)]
        yield "does not say " + ", nor ".join(map(_either, missing))
    if scores.get("citation_recall") == 0:
        yield "cites no turn that answers it" if row["citations"] else "cites nothing"
    elif scores.get("quote_cited") == 0:
        yield "no cited passage holds the words that answer it"
    if scores.get("speaker_right") == 0 and row["citations"]:
        yield f"cites nothing said by {question.speaker}"
    if scores.get("quote_in_source", 1) < 1:
        yield "quotes words that do not stand in the turn"


def _either(fact: str) -> str:
    """The ways of putting a fact that a set allows, as it is read: `“six” or “6”`."""
    return " or ".join(f"\u201c{way}\u201d" for way in fact.split("|"))
