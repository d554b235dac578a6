"""Rows -> the figures of a run: means with intervals, by type, refusals, latency, tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.ask.checkpoint import Row
from evals.measure import stats

STAGES = ("retrieve", "first_text", "answer")


def summarise(rows: Sequence[Row], names: Sequence[str]) -> dict[str, Any]:
    """The figures of the rows; `names` are the metrics, in the order in which they are listed."""
    types = list(dict.fromkeys(row["type"] for row in rows))
    groups = {t: [row for row in rows if row["type"] == t] for t in types}
    return {
        **_counts(rows),
        "metrics": metrics(rows, names),
        "refusal": refusal(rows),
        "latency": latency(rows),
        "tokens": tokens(rows),
        "by_type": {t: {**_counts(g), "metrics": metrics(g, names)} for t, g in groups.items()},
    }


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    return {
        "questions": len(rows),
        "passed": sum(not row["failures"] for row in rows),
        "errors": sum(row["error"] is not None for row in rows),
        "notices": sum(row["notice"] is not None for row in rows),
    }


def metrics(rows: Sequence[Row], names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Mean, 95% interval and count of each metric, over the rows that have it."""
    found = {}
    for name in names:
        values = [row["scores"][name] for row in rows if name in row["scores"]]
        if values:
            bounds = stats.interval(values)
            low, high = bounds or (None, None)
            mean = sum(values) / len(values)
            found[name] = {"mean": _round(mean), "low": _round(low), "high": _round(high)}
            found[name]["n"] = len(values)
    return found


def refusal(rows: Sequence[Row]) -> dict[str, Any] | None:
    """Answered and refused, by answerable or not, with both error rates; None without answers.

    false_refusal_rate = answerable refused / answerable; false_answer_rate = unanswerable answered
    / unanswerable; None where there is no such question. Questions that ended in an error are in
    neither count.
    """
    answered = [row for row in rows if row["refused"] is not None]
    if not answered:
        return None
    table = {
        kind: {
            "answered": sum(not r["refused"] for r in answered if r["answerable"] is truth),
            "refused": sum(r["refused"] for r in answered if r["answerable"] is truth),
        }
        for kind, truth in (("answerable", True), ("unanswerable", False))
    }
    return {
        **table,
        "false_refusal_rate": _share(table["answerable"], "refused"),
        "false_answer_rate": _share(table["unanswerable"], "answered"),
    }


def _share(counts: dict[str, int], which: str) -> float | None:
    total = sum(counts.values())
    return _round(counts[which] / total) if total else None


def latency(rows: Sequence[Row]) -> dict[str, dict[str, float | None]]:
    """The median and the 95th percentile of each stage, in seconds."""
    found = {}
    for stage in STAGES:
        values = [row["seconds"][stage] for row in rows if row["seconds"][stage] is not None]
        if values:
            found[stage] = {f"p{p}": _round(stats.percentile(values, p)) for p in (50, 95)}
    return found


def tokens(rows: Sequence[Row]) -> dict[str, int] | None:
    """Prompt and completion tokens of all answers together; None where no model counted any."""
    counted = [row["tokens"] for row in rows if row["tokens"]]
    if not counted:
        return None
    return {
        "prompt": sum(prompt for prompt, _ in counted),
        "completion": sum(completion for _, completion in counted),
    }


def cost(used: dict[str, int] | None, price: tuple[float, float] | None) -> float | None:
    """What the tokens cost, at prices for a million prompt and a million completion tokens."""
    if used is None or price is None:
        return None
    return _round((used["prompt"] * price[0] + used["completion"] * price[1]) / 1e6)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
