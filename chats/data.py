"""A conversation as JSON, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from chats.exchange import Exchange
from chats.references import Open, references


def conversation(title: str, exchanges: Iterable[Exchange], open_: Open) -> str:
    """The conversation: of each question the answer as `rag ask --json` has it, and what it cites.

    A citation has the fields of a reference: speaker, title, date, time, turn and words.
    """
    rows = [_row(exchange, open_) for exchange in exchanges]
    return json.dumps({"title": title, "exchanges": rows}, ensure_ascii=False, indent=2) + "\n"


def _row(exchange: Exchange, open_: Open) -> dict[str, Any]:
    answer = exchange.answer
    return {
        "question": exchange.question,
        "scope": asdict(exchange.scope),
        "looked_in": exchange.looked_in,
        "instructions": exchange.instructions,
        "answer": answer.as_json() if answer else None,
        "error": exchange.error,
        "thumb": {1: "up", 0: "down"}.get(exchange.thumb if exchange.thumb is not None else -1),
        "references": [r.as_json() for r in references(answer, open_)] if answer else [],
    }
