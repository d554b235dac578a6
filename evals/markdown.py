"""The figures of a run as Markdown, fit for a pull request, and for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.compare import Comparison

Figures = dict[str, Any]
HEADLINES = (
    "refusal_right",
    "facts",
    "citation_f1",
    "speaker_right",
    "mrr",
    "recall@5",
    "recall@10",
)


def terminal(summary: Figures, comparison: Comparison | None) -> str:
    """Counts, figures by type, and against the baseline, in plain columns."""
    lines = [_counts(summary), "", *by_type(summary)]
    if comparison:
        lines += ["", _comparison_text(comparison)]
    return "\n".join(lines)


def _counts(summary: Figures) -> str:
    errors = f", {summary['errors']} errors" if summary["errors"] else ""
    return f"{summary['passed']} of {summary['questions']} questions pass{errors}"


def by_type(summary: Figures) -> list[str]:
    """A Markdown table: types down, headline metrics across, all questions last."""
    names = [n for n in HEADLINES if n in summary["metrics"]]
    rows = [["type", "n", "pass", *names]]
    groups = {**summary["by_type"], "all": summary}
    for name, group in groups.items():
        values = [_mean(group["metrics"].get(n)) for n in names]
        rows.append([name, str(group["questions"]), str(group["passed"]), *values])
    return table(rows)


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as a Markdown table, columns padded; the first row is the head."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        "| "
        + " | ".join(
            _pad(cell, width, at) for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        + " |"
        for row in rows
    ]
    rule = (
        "|"
        + "|".join("-" * (w + 1) + ("-" if at == 0 else ":") for at, w in enumerate(widths))
        + "|"
    )
    return [lines[0], rule, *lines[1:]]


def _pad(cell: str, width: int, at: int) -> str:
    return cell.ljust(width) if at == 0 else cell.rjust(width)


def _mean(found: dict[str, Any] | None) -> str:
    return f"{found['mean']:.2f}" if found else ""


def comparison(found: Comparison) -> str:
    """What changed, for `compare`."""
    return _comparison_text(found)


def _comparison_text(found: Comparison) -> str:
    moved = [c for c in found.changes if abs(c.new - c.old) > 1e-9]
    lines = [f"{found.common} questions in both runs"]
    for text, ids in (
        ("only in the old run", found.only_old),
        ("only in the new run", found.only_new),
    ):
        if ids:
            lines.append(
                f"{len(ids)} {text}: {', '.join(ids[:10])}{' ...' if len(ids) > 10 else ''}"
            )
    if not moved:
        lines.append("no metric moved")
    else:
        rows = [["metric", "old", "new", "change", "p", ""]]
        rows += [
            [c.metric, f"{c.old:.3f}", f"{c.new:.3f}", f"{c.new - c.old:+.3f}", f"{c.p_fall:.3f}",
             "regression" if c.is_regression else ""]
            for c in moved
        ]  # fmt: skip
        lines += ["", *table(rows)]
    for kind in ("broken", "mended", "fell", "rose"):
        flips = [f for f in found.flips if f.kind == kind]
        if flips:
            lines += ["", f"{kind} ({len(flips)}):"]
            lines += [f"- {f.id} ({f.type}) {f.question} -- {f.detail}" for f in flips]
    return "\n".join(lines)
