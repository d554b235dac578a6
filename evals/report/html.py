"""report.html: one file, no network. The template escapes every text that comes from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jinja2

from evals.ask.checkpoint import Row
from evals.measure import text
from evals.measure.metrics import first_rank
from evals.measure.scoring import describe
from evals.report import plots
from evals.report.compare import Comparison
from evals.sets.plan import Task
from ingest.transcript import Turn

_HERE = Path(__file__).parent
# What a reader wants to see first, in this order, as far as the run has it.
TILES = ("facts", "citation_f1", "refusal_right", "mrr", "recall@10")
PLOTTED = ("refusal_right", "facts", "citation_f1", "judge", "mrr")
# More of the found turns than these say nothing about why the gold turn is not cited.
FOUND = 3
# As much of a turn is shown before marked words, in characters, so that they are in sight.
BEFORE = 160


def page(
    summary: dict[str, Any],
    rows: Sequence[Row],
    tasks: Sequence[Task],
    comparison: Comparison | None,
    missed: Sequence[str],
) -> str:
    """The whole page. `rows` and `tasks` are of the same questions in the same order."""
    environment = jinja2.Environment(
        autoescape=True,
        loader=jinja2.FileSystemLoader(_HERE),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )
    shown = list(_questions(rows, tasks))
    plotted = [name for name in PLOTTED if name in summary["metrics"]]
    return environment.get_template("report.html.j2").render(
        name=", ".join(s["name"] for s in summary["sets"]),
        style=(_HERE / "report.css").read_text(encoding="utf-8"),
        summary=summary,
        rows=shown,
        failed=[it for it in shown if it["row"]["failures"]],
        comparison=comparison,
        missed=missed,
        tiles=[name for name in TILES if name in summary["metrics"]],
        plotted=plotted,
        groups={**summary["by_type"], "all": summary},
        scores=plots.scores_by_type(summary, plotted) if plotted else None,
        ranks=plots.ranks(rows) if any(row["gold"] for row in rows) else None,
        latency=plots.latency(rows),
        stages=plots.STAGES,
        describe=describe,
        made=_made(summary),
    )


def _questions(rows: Sequence[Row], tasks: Sequence[Task]) -> Iterator[dict[str, Any]]:
    for row, task in zip(rows, tasks, strict=True):
        rank = first_rank(row["retrieved"], row["gold"])
        it = {"row": row, "question": task.question, "rank": rank}
        yield it | (_sides(row, task) if row["failures"] else {})


def _sides(row: Row, task: Task) -> dict[str, Any]:
    """The turns of a failed question: the expected ones, the cited ones, else the first found."""
    quote = task.question.quote
    expected = []
    for turn in task.gold:
        source = task.within.turn(turn)
        expected.append(_turn(turn, source, text.find(source.text, quote) if quote else None))
    cited = [
        _turn(c["turn"], task.within.turn(c["turn"]), (c["start"], c["end"]))
        for c in row["citations"]
        if c["turn"] in task.within
    ]
    found = [] if cited else row["retrieved"][:FOUND]
    return {
        "expected": expected,
        "cited": cited,
        "found": [_turn(turn, task.within.turn(turn), None) for turn in found],
    }


def _turn(turn: str, source: Turn, span: tuple[int | None, int | None] | None) -> dict[str, str]:
    """A turn in three parts, the middle one marked; a long beginning is cut."""
    start, end = span or (None, None)
    if start is None or end is None:
        return {"id": turn, "who": source.who, "before": source.text, "marked": "", "after": ""}
    before = source.text[:start]
    if len(before) > BEFORE:
        before = "\u2026" + before[-BEFORE:].partition(" ")[2]
    return {
        "id": turn,
        "who": source.who,
        "before": before,
        "marked": source.text[start:end],
        "after": source.text[end:],
    }


def _made(summary: dict[str, Any]) -> dict[str, Any]:
    """What the run was made with, as rows of a table."""
    library = summary["library"]
    sets = {
        f"set {s['name']}": f"{s['questions']} questions, sha256 {s['sha256']}, {s['path']}"
        for s in summary["sets"]
    }
    return {
        "version": f"{summary['version']}, source {summary['source']}",
        **sets,
        "library": f"revision {library['revision']}, {library['transcripts']} transcripts, "
        f"content {library['digest']}",
        "seed": summary["seed"],
        **summary["settings"],
    }
