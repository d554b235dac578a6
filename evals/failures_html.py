"""One failed question as HTML: what was expected and what was given, side by side."""

from __future__ import annotations

from html import escape
from typing import Any

from evals import text
from evals.checkpoint import Row
from evals.metrics import first_rank
from evals.plan import Task
from ingest.transcript import Turn

# More found turns than these tell a reader nothing about why the gold turn is not among them.
FOUND = 3


def failure(row: Row, task: Task) -> str:
    """A failed question; every text is escaped."""
    why = "; ".join(row["failures"])
    asked = "".join(f"<br>after: {escape(q)}" for q in task.question.history)
    if row["understood"] and row["understood"] != row["question"]:
        asked += f"<br>understood as: {escape(row['understood'])}"
    return (
        f'<article class=fail id="{escape(row["id"])}"><header><h3>{escape(row["question"])}</h3>'
        f"<small>{escape(row['id'])}, {escape(row['type'])}{asked}</small>"
        f"<div class=bad>{escape(why)}</div></header><div class=sides>"
        f"<section><h4>Expected</h4>{_expected(task)}</section>"
        f"<section><h4>Given</h4>{_given(row, task)}</section></div></article>"
    )


def _expected(task: Task) -> str:
    question = task.question
    if not question.answerable:
        return "<p>A refusal: the record does not answer this.</p>"
    parts = [f"<p>{escape(kind)}: {escape(', '.join(values))}</p>" for kind, values in (
        ("States", question.facts), ("Answer", question.answers),
        ("By", (question.speaker,) if question.speaker else ()),
    ) if values]  # fmt: skip
    for turn in task.gold:
        found = task.within.turn(turn)
        span = text.find(found.text, question.quote) if question.quote else None
        parts.append(_turn(turn, found, span))
    return "".join(parts)


def _given(row: Row, task: Task) -> str:
    parts = []
    if row["notice"]:
        parts.append(f"<p class=bad>{escape(row['notice'])}</p>")
    if row["answer"] is not None:
        parts.append(f"<p>{escape(row['answer'])}</p>")
    rank = first_rank(row["retrieved"], row["gold"])
    if row["gold"]:
        where = f"at rank {rank}" if rank else "not"
        parts.append(
            f"<p class=muted>Of {len(row['retrieved'])} turns found, the first gold one is {where}.</p>"
        )
    cited = {c["turn"]: c for c in row["citations"]}
    for turn, citation in cited.items():
        parts.append(_turn(turn, task.within.turn(turn), _span(citation)))
    if not cited and row["retrieved"]:
        parts.append("<p class=muted>Found first:</p>")
        parts += [_turn(turn, task.within.turn(turn), None) for turn in row["retrieved"][:FOUND]]
    return "".join(parts)


def _span(citation: dict[str, Any]) -> tuple[int, int] | None:
    if citation["start"] is None or citation["end"] is None:
        return None
    return citation["start"], citation["end"]


def _turn(turn_id: str, turn: Turn, span: tuple[int, int] | None) -> str:
    shown = escape(turn.text)
    if span:
        start, end = span
        before, marked, after = turn.text[:start], turn.text[start:end], turn.text[end:]
        shown = f"{escape(_tail(before))}<mark>{escape(marked)}</mark>{escape(after)}"
    return f"<div class=turn><small>{escape(turn_id)}, {escape(turn.who)}</small><div>{shown}</div></div>"


def _tail(text_before: str, most: int = 160) -> str:
    """The end of what stands before the marked words, so that these are in sight."""
    if len(text_before) <= most:
        return text_before
    return "\u2026" + text_before[-most:].split(" ", 1)[-1]
