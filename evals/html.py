"""report.html: one file, no network. Every text from outside is escaped on its way in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from evals import plots
from evals.checkpoint import Row
from evals.compare import Comparison
from evals.failures_html import failure
from evals.metrics import first_rank
from evals.plan import Task
from evals.scoring import describe

STYLE = Path(__file__).with_name("report.css")
# What a reader wants to see first, in this order, as far as the run has it.
TILES = ("facts", "citation_f1", "refusal_right", "mrr", "recall@10")
PLOTTED = ("refusal_right", "facts", "citation_f1", "mrr")


def page(
    summary: dict[str, Any],
    rows: Sequence[Row],
    tasks: Sequence[Task],
    comparison: Comparison | None,
    missed: Sequence[str],
) -> str:
    """The whole page."""
    name = ", ".join(s["name"] for s in summary["sets"])
    parts = [
        _head(name, summary),
        _verdict(summary, missed),
        _tiles(summary),
        _by_type(summary),
        _plots(summary, rows),
        _refusal(summary["refusal"]),
        _changes(comparison) if comparison else "",
        _failures(rows, tasks),
        _metrics(summary["metrics"]),
        _all(rows),
        _made(summary),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(name)}: evaluation</title><style>{STYLE.read_text(encoding='utf-8')}</style>"
        f"</head><body>{''.join(parts)}</body></html>\n"
    )


def _head(name: str, summary: dict[str, Any]) -> str:
    models = ", ".join(f"{kind} {model}" for kind, model in summary["models"].items() if model)
    return (
        f"<h1>{escape(name)}</h1><p class=muted>{summary['questions']} questions, "
        f"{summary['k']} turns each{', retrieval only' if summary['retrieval_only'] else ''}. "
        f"Models: {escape(models)}. {escape(summary['started'].replace('T', ' '))}</p>"
    )


def _verdict(summary: dict[str, Any], missed: Sequence[str]) -> str:
    failed = summary["questions"] - summary["passed"]
    lines = [*missed]
    if summary["errors"]:
        lines.append(f"{summary['errors']} questions ended in an error")
    link = f'; <a href="#failures">{failed} fail</a>' if failed else ""
    text = f"{summary['passed']} of {summary['questions']} questions pass{link}."
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    gate = f"<p>The run is stopped:</p><ul>{items}</ul>" if lines else ""
    return f'<div class="verdict{" missed" if lines else ""}"><b>{text}</b>{gate}</div>'


def _tiles(summary: dict[str, Any]) -> str:
    tiles = [
        f"<div class=tile><b>{found['mean']:.2f}</b>{escape(name)}"
        f"<span>{escape(describe(name))}</span><span>{_range(found)}, n = {found['n']}</span></div>"
        for name in TILES
        if (found := summary["metrics"].get(name))
    ]
    return f"<div class=tiles>{''.join(tiles)}</div>"


def _range(found: dict[str, Any]) -> str:
    return "no interval" if found["low"] is None else f"{found['low']:.2f} to {found['high']:.2f}"


def _by_type(summary: dict[str, Any]) -> str:
    names = [n for n in PLOTTED if n in summary["metrics"]]
    if not names:
        return ""
    return (
        f"<h2>Scores by type</h2><figure><div class=scroll>{plots.scores_by_type(summary, names)}"
        "</div><figcaption>Mean with its 95% bootstrap interval; the number of questions in "
        "brackets. No point: the metric does not apply.</figcaption></figure>"
    )


def _plots(summary: dict[str, Any], rows: Sequence[Row]) -> str:
    ranked = plots.ranks(rows) if any(row["gold"] for row in rows) else ""
    times = [
        [plots.STAGES[stage], *(f"{1000 * value:.0f} ms" for value in found.values())]
        for stage, found in summary["latency"].items()
    ]
    used, cost = summary["tokens"], summary["cost"]
    tokens = (
        f"{used['prompt']:,} prompt and {used['completion']:,} completion tokens" if used else ""
    )
    price = f", cost {cost:.4f}" if cost is not None else ""
    return (
        "<h2>Retrieval and latency</h2><div class=plots>"
        f"<figure>{ranked}<figcaption>Questions with gold turns, by the rank of the first one."
        f"</figcaption></figure><figure>{plots.latency(rows)}<figcaption>Share of questions done "
        f"within a time. {tokens}{price}</figcaption></figure></div>"
        + table([["", "p50", "p95"], *times])
    )


def _refusal(found: dict[str, Any] | None) -> str:
    if found is None:
        return ""
    rows = [["", "answered", "refused", "error rate"]]
    for kind, rate in (("answerable", "false_refusal_rate"), ("unanswerable", "false_answer_rate")):
        share = found[rate]
        shown = (
            "none asked"
            if share is None
            else f"{share:.0%} {rate.replace('_rate', '').replace('_', ' ')}s"
        )
        rows.append([kind, str(found[kind]["answered"]), str(found[kind]["refused"]), shown])
    return "<h2>Refusals</h2>" + table(rows)


def _changes(found: Comparison) -> str:
    moved = [
        [c.metric, f"{c.old:.3f}", f"{c.new:.3f}", f"{c.new - c.old:+.3f}", f"{c.p_fall:.3f}",
         "regression" if c.is_regression else ""]
        for c in found.changes if abs(c.new - c.old) > 1e-9
    ]  # fmt: skip
    flips = [[f.kind, f.id, f.type, f.question, f.detail] for f in found.flips]
    head = f"<h2>Against the baseline</h2><p class=muted>{found.common} questions in both runs.</p>"
    if not moved and not flips:
        return head + "<p>Nothing changed.</p>"
    heads = ["metric", "baseline", "this run", "change", "p of a fall", ""]
    asked = ["", "id", "type", "question", "why"]
    return (
        head
        + (table([heads, *moved]) if moved else "<p>No metric moved.</p>")
        + (table([asked, *flips], text=True) if flips else "<p>No question flipped.</p>")
    )


def _failures(rows: Sequence[Row], tasks: Sequence[Task]) -> str:
    shown = [failure(r, t) for r, t in zip(rows, tasks, strict=True) if r["failures"]]
    if not shown:
        return "<h2 id=failures>Failures</h2><p>None.</p>"
    return f"<h2 id=failures>Failures ({len(shown)})</h2>{''.join(shown)}"


def _metrics(found: dict[str, dict[str, Any]]) -> str:
    rows = [["metric", "mean", "95% interval", "n", "what it says"]]
    rows += [
        [name, f"{m['mean']:.3f}", _range(m), str(m["n"]), describe(name)]
        for name, m in found.items()
    ]
    return (
        f"<h2>Every metric</h2><details><summary>Show {len(found)}</summary>{table(rows)}</details>"
    )


def _all(rows: Sequence[Row]) -> str:
    lines = [["id", "type", "question", "first gold turn", "result"]]
    for row in rows:
        rank = first_rank(row["retrieved"], row["gold"])
        where = f"rank {rank}" if rank else ("not found" if row["gold"] else "none")
        lines.append(
            [row["id"], row["type"], row["question"], where, "fail" if row["failures"] else "pass"]
        )
    shown = table(lines, text=True)
    return f"<h2>Every question</h2><details><summary>Show {len(rows)}</summary>{shown}</details>"


def _made(summary: dict[str, Any]) -> str:
    parts = {
        "version": f"{summary['version']}, source {summary['source']}",
        "library": f"revision {summary['library']['revision']}, "
        f"{summary['library']['transcripts']} transcripts, content {summary['library']['digest']}",
        "seed": summary["seed"],
        **{
            f"set {s['name']}": f"{s['questions']} questions, sha256 {s['sha256']}"
            for s in summary["sets"]
        },
        **summary["settings"],
    }
    rows = [["what", "value"], *([k, str(v)] for k, v in parts.items() if v is not None)]
    return f"<h2>How it was made</h2><details><summary>Show</summary>{table(rows, text=True)}</details>"


def table(rows: Sequence[Sequence[str]], text: bool = False) -> str:
    """Rows of plain text as a table, the first as its head; `text`: cells read from the left."""
    return f"<div class=scroll><table>{''.join(_lines(rows, ' class=text' if text else ''))}</table></div>"


def _lines(rows: Sequence[Sequence[str]], kind: str) -> Iterator[str]:
    yield f"<thead><tr>{''.join(f'<th{kind}>{escape(c)}</th>' for c in rows[0])}</tr></thead>"
    for row in rows[1:]:
        yield f"<tr>{''.join(f'<td{kind}>{escape(c)}</td>' for c in row)}</tr>"
