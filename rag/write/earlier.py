"""What was asked and answered before: what a follow-up may lean on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag.write.sources import neutral

# So much of an earlier answer, in characters, tells what "it" and "he" are.
LONGEST_ANSWER = 1200


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question asked before, and its answer's text where the caller kept it."""

    question: str
    answer: str = ""


def earlier(history: Iterable[Earlier | str]) -> tuple[Earlier, ...]:
    """A conversation, oldest first, of questions with or without their answers."""
    return tuple(e if isinstance(e, Earlier) else Earlier(e) for e in history)


def read_earlier(text: str) -> tuple[Earlier, ...]:
    """A conversation from a file's text: a question a line, or a JSON list.

    Items of the list are questions, or objects with `question` and perhaps `answer`, such as
    `rag ask --json` prints. Raises ValueError where the list is none or an item has no question.
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
    if isinstance(item, Mapping) and isinstance(item.get("question"), str):
        return Earlier(item["question"], str(item.get("answer") or ""))
    raise ValueError(f"an item is no question: {json.dumps(item)[:60]}")
