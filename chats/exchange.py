"""A question and what came of it, as a conversation keeps it, and its form on disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from secrets import token_urlsafe
from typing import Any, TypeVar

from rag.check.citations import Answer, Citation, Sentence

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


@dataclass(slots=True)
class Exchange:
    """A question and what came of it. `partial` is its text so far, as Markdown.

    `history` holds the questions before it, oldest first, on which a follow-up may lean.
    `understood` is the question searched for, `found` the turns that it found, `preferred` the
    speakers that it names. `instructions` are those that its collections gave the model. `thumb`:
    1 for helpful, 0 for not, None where nobody said. `versions`: whether another version of it,
    and of what came after it, is set aside.
    """

    question: str
    scope: Scope = Scope()
    history: tuple[str, ...] = ()
    partial: str = ""
    answer: Answer | None = None
    error: str | None = None
    understood: str = ""
    found: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()
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
    return _made(
        Exchange, {**held, "answer": answer, "scope": scope, "id": name, "versions": versions}
    )


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
    return _made(Answer, {**held, "sentences": sentences, "offered": _answer(held.get("offered"))})


def _made(kind: type[T], held: Mapping[str, Any]) -> T:
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    return kind(
        **{k: tuple(v) if isinstance(v, list) else v for k, v in held.items() if k in known}
    )
