"""A question and what came of it, as a conversation keeps it, and its form on disk."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from secrets import token_urlsafe
from typing import Any, TypeVar

from rag.check.citations import Answer, Citation, Sentence
from rag.follow.earlier import REMEMBERED, Earlier, of_answer
from rag.follow.thread import Place, Thread

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question looks in, as it was chosen; empty is everything.

    `collections` are ids: what they hold is looked up when the question is asked.
    """

    collections: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Exchange:
    """A question and what came of it. `partial` is its text so far, as Markdown.

    `history` holds what was asked and answered before it, oldest first: what a follow-up goes on
    from.
    `understood` is the question searched for, `found` the turns that it found, `preferred` the
    speakers that it names. `looked_in` is the scope in words, as it was called when it was asked.
    `instructions` are those that its collections gave the model. `thumb`:
    1 for helpful, 0 for not, None where nobody said. `versions`: whether another version of it,
    and of what came after it, is set aside.
    """

    question: str
    scope: Scope = Scope()
    history: tuple[Earlier, ...] = ()
    partial: str = ""
    answer: Answer | None = None
    error: str | None = None
    understood: str = ""
    found: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()
    looked_in: str = ""
    instructions: str = ""
    stopped: bool = False
    thumb: int | None = None
    id: str = field(default_factory=lambda: token_urlsafe(9))
    versions: bool = False


def to_text(exchange: Exchange) -> str:
    """The exchange as JSON."""
    held = asdict(exchange)
    del held["id"], held["versions"]
    return json.dumps(held, ensure_ascii=False)


def from_text(name: str, text: str, *, versions: bool = False) -> Exchange:
    """The exchange of this id; fields that are not known are left out."""
    held = json.loads(text)
    answer = _answer(held.pop("answer"))
    scope = _made(Scope, held.pop("scope"))
    history = [_earlier(e) for e in held.pop("history", ())]
    made = {"answer": answer, "scope": scope, "history": history, "id": name, "versions": versions}
    return _made(Exchange, held | made)


def history(exchanges: Sequence[Exchange]) -> tuple[Earlier, ...]:
    """What was asked and answered in these, as the next question goes on from it."""
    last = exchanges[-REMEMBERED:]
    return tuple(of_answer(e.answer) if e.answer else Earlier(e.question) for e in last)


def asked_how(exchange: Exchange) -> str:
    """How a question was understood and what it looked in, in a line; empty where as it stands."""
    understood = exchange.answer.understood if exchange.answer else ""
    parts = {
        "Understood as": understood if understood != exchange.question else "",
        "Looked in": exchange.looked_in,
    }
    return " · ".join(f"{name}: {said}" for name, said in parts.items() if said)


def words(exchange: Exchange) -> str:
    """What a search finds an exchange by: question and answer, their case folded."""
    said = exchange.answer.text if exchange.answer else exchange.partial
    return f"{exchange.question}\n{said}".casefold()


def _answer(held: dict[str, Any] | None) -> Answer | None:
    if held is None:
        return None
    sentences = tuple(
        _made(Sentence, {**s, "citations": tuple(_made(Citation, c) for c in s["citations"])})
        for s in held["sentences"]
    )
    offered, goes_on = _answer(held.get("offered")), held.get("goes_on")
    thread = _made(Thread, goes_on | _places(goes_on)) if goes_on else None
    return _made(Answer, {**held, "sentences": sentences, "offered": offered, "goes_on": thread})


def _earlier(held: str | dict[str, Any]) -> Earlier:
    """What came before; conversations kept by older versions have the questions alone."""
    return Earlier(held) if isinstance(held, str) else _made(Earlier, held | _places(held))


def _places(held: Mapping[str, Any]) -> dict[str, Any]:
    """The places of a value on disk, made again; None stays None."""
    places = held["places"]
    return {"places": places if places is None else tuple(_made(Place, p) for p in places)}


def _made(kind: type[T], held: Mapping[str, Any]) -> T:
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    return kind(
        **{k: tuple(v) if isinstance(v, list) else v for k, v in held.items() if k in known}
    )
