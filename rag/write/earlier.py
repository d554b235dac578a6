"""The conversation before: read from a file, and shown to a chat model."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ingest.transcript import parse_turn_id
from rag.follow.earlier import MOST, Earlier
from rag.follow.thread import Place
from rag.write.sources import neutral

# So much of an earlier answer, in characters, tells what "it" and "he" are.
LONGEST_ANSWER = 1200


def read_earlier(text: str) -> tuple[Earlier, ...]:
    """A conversation from a file's text: a question a line, or a JSON list.

    Items of the list are questions, or objects with `question` and perhaps `answer`, `citations`
    and `goes_on`, such as `rag ask --json` prints. Raises ValueError where the list is none, an
    item has no question, or its citations name no turn.
    """
    if not text.lstrip().startswith("["):
        return tuple(Earlier(line.strip()) for line in text.splitlines() if line.strip())
    return tuple(_item(item) for item in json.loads(text))


def shown(history: Sequence[Earlier]) -> str:
    """The conversation as a prompt shows it: text that cannot pose as ours, long answers cut."""
    lines = []
    for before in history:
        lines.append(f"Question: {neutral(before.question)}")
        if answer := neutral(before.answer):
            cut = " \u2026" if len(answer) > LONGEST_ANSWER else ""
            lines.append(f"Answer: {answer[:LONGEST_ANSWER]}{cut}")
    return "\n".join(lines)


def _item(item: object) -> Earlier:
    if isinstance(item, str):
        return Earlier(item)
    if not isinstance(item, Mapping) or not isinstance(item.get("question"), str):
        raise ValueError(f"an item is no question: {json.dumps(item)[:60]}")
    about = (item.get("goes_on") or {}).get("about", ())
    answer = str(item.get("answer") or "")
    return Earlier(item["question"], answer, tuple(about), _places(item))


def _places(item: Mapping[str, Any]) -> tuple[Place, ...] | None:
    """What an answer quoted; None where the item does not say."""
    if "citations" not in item:
        return None
    cited = item["citations"][:MOST] or [{"turn": turn} for turn in item.get("nearest", [])[:1]]
    try:
        return tuple(
            Place(*parse_turn_id(c["turn"]), c.get("start"), c.get("end"), c.get("speaker"))
            for c in cited
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"a citation is none: {json.dumps(cited)[:60]}") from error
