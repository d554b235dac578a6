"""The figures of a run as Markdown: fit for a pull request, and to be read on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from evals.ask.checkpoint import Row
from evals.report.compare import Comparison

Figures = dict[str, Any]
HEADLINES = (
    "refusal_right", "facts", "citation_f1", "speaker_right", "mrr", "recall@5", "recall@10",
)  # fmt: skip
# As many flips or failures as a pull request can bear; report.html has all.
SHOWN = 30
_KINDS = {
    "broken": "passed, fails now",
    "fell": "gold turn further down",
    "mended": "failed, passes now",
    "rose": "gold turn further up",
}


def report(
    summary: Figures, rows: Sequence[Row], compared: Comparison | None, missed: Sequence[str]
) -> str:
    """The whole of report.md."""
    name = ", ".join(s["name"] for s in summary["sets"])
    failed = [row for row in rows if row["failures"]]
    lines = [f"## {plain(name)}: {counts(summary)}", ""]
    lines += [*(f"- **fails:** {plain(line)}" for line in missed), ""] if missed else []
    lines += by_type(summary)
    if refusal := summary["refusal"]:
        lines += ["", _refusal(refusal)]
    if compared:
        lines += ["", "### Against the baseline", "", *comparison(compared)]
    if failed:
        lines += ["", f"<details><summary>{len(failed)} fail</summary>", "", *_failures(failed)]
        lines += ["", "</details>"]
    lines += ["", _made(summary)]
    return "\n".join(lines) + "\n"


def terminal(summary: Figures, compared: Comparison | None) -> str:
    """Counts, figures by type, and against the baseline."""
    lines = [counts(summary), "", *by_type(summary)]
    if compared:
        lines += ["", *comparison(compared)]
    return "\n".join(lines)


def counts(summary: Figures) -> str:
    """How many questions pass."""
    errors = f", {summary['errors']} ended in an error" if summary["errors"] else ""
    notices = f", {summary['notices']} with a notice" if summary["notices"] else ""
    return f"{summary['passed']} of {summary['questions']} questions pass{errors}{notices}"


def by_type(summary: Figures) -> list[str]:
    """A table: types down, headline metrics across, all questions last."""
    names = [n for n in HEADLINES if n in summary["metrics"]]
    rows = [["type", "n", "pass", *names]]
    for name, group in {**summary["by_type"], "all": summary}.items():
        values = [_mean(group["metrics"].get(n)) for n in names]
        rows.append([plain(name), str(group["questions"]), str(group["passed"]), *values])
    return table(rows)


def comparison(found: Comparison) -> list[str]:
    """What changed: metrics that moved, questions that flipped."""
    lines = [f"{found.common} questions in both runs"]
    for text, ids in (("old", found.only_old), ("new", found.only_new)):
        if ids:
            lines.append(f"{len(ids)} only in the {text} run: {', '.join(map(plain, ids[:SHOWN]))}")
    rows = [["metric", "old", "new", "change", "p", "verdict"]]
    for c in found.moved:
        values = [f"{c.old:.3f}", f"{c.new:.3f}", f"{c.new - c.old:+.3f}", f"{c.p:.3f}"]
        rows.append([c.metric, *values, c.verdict])
    lines += ["", *table(rows)] if found.moved else ["no metric moved"]
    for kind, text in _KINDS.items():
        flips = [f for f in found.flips if f.kind == kind]
        if flips:
            lines += ["", f"{text} ({len(flips)}):", ""]
            for flip in flips[:SHOWN]:
                lines.append(f"- {plain(flip.id)} ({plain(flip.type)}) {plain(flip.question)}")
                lines.append(f"  - {plain(flip.detail)}")
            lines += [f"- and {len(flips) - SHOWN} more"] if len(flips) > SHOWN else []
    return lines


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as a Markdown table with padded columns; the first row is the head."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]

    def line(row: Sequence[str]) -> str:
        cells = [
            c.rjust(w) if at else c.ljust(w)
            for at, (c, w) in enumerate(zip(row, widths, strict=True))
        ]
        return f"| {' | '.join(cells)} |"

    rules = ["-" * (w + 1) + (":" if at else "-") for at, w in enumerate(widths)]
    return [line(rows[0]), f"|{'|'.join(rules)}|", *map(line, rows[1:])]


def plain(text: str) -> str:
    """Text from outside as one line that Markdown takes as it is: no markup, no HTML, no link."""
    return re.sub(r"([\\`*_\[\]<>|~])", r"\\\1", " ".join(text.split()))


def _mean(found: dict[str, Any] | None) -> str:
    return f"{found['mean']:.2f}" if found else ""


def _refusal(found: dict[str, Any]) -> str:
    parts = []
    for kind, wrong, rate in (
        ("answerable", "refused", "false_refusal_rate"),
        ("unanswerable", "answered", "false_answer_rate"),
    ):
        total = sum(found[kind].values())
        if total:
            parts.append(f"{found[kind][wrong]} of {total} {kind} {wrong} ({found[rate]:.0%})")
    return "; ".join(parts)


def _failures(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows[:SHOWN]:
        yield f"- {plain(row['id'])} ({plain(row['type'])}) {plain(row['question'])}"
        yield from (f"  - {plain(line)}" for line in row["failures"])
    if len(rows) > SHOWN:
        yield f"- and {len(rows) - SHOWN} more in report.html"


def _made(summary: Figures) -> str:
    models = ", ".join(f"{kind} {plain(m)}" for kind, m in summary["models"].items() if m)
    return (
        f"<sub>{models}; version {summary['version']}, source {summary['source']}, library "
        f"{summary['library']['digest']}, seed {summary['seed']}</sub>"
    )
