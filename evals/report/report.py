"""Everything that a run leaves in its folder beside results.jsonl."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.ask.checkpoint import SUMMARY, Row
from evals.report import html, junit, markdown
from evals.report.compare import Comparison
from evals.sets.plan import Task


def write(
    folder: Path,
    summary: dict[str, Any],
    rows: Sequence[Row],
    tasks: Sequence[Task],
    comparison: Comparison | None,
    missed: Sequence[str],
) -> None:
    """Write the reports, and summary.json last: it marks the run as finished."""
    report = markdown.report(summary, rows, comparison, missed)
    (folder / "report.md").write_text(report, encoding="utf-8")
    (folder / "junit.xml").write_text(junit.xml(rows), encoding="utf-8")
    page = html.page(summary, rows, tasks, comparison, missed)
    (folder / "report.html").write_text(page, encoding="utf-8")
    text = json.dumps(summary, ensure_ascii=False, indent=1)
    (folder / SUMMARY).write_text(text + "\n", encoding="utf-8")
