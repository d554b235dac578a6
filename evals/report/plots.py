"""The plots of the report as inline SVG that takes its colours from the page, light or dark."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evals.ask.checkpoint import Row
from evals.measure.metrics import first_rank

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Colours that stand for the page's: each is replaced by a CSS variable in the finished SVG.
INK, MUTED, RULE, ACCENT, BAD, SECOND = (f"#00000{n}" for n in range(1, 7))
_VARIABLES = {
    INK: "ink",
    MUTED: "muted",
    RULE: "rule",
    ACCENT: "accent",
    BAD: "bad",
    SECOND: "second",
}
_RANKS = ((1, 1), (2, 2), (3, 3), (4, 5), (6, 10), (11, 20), (21, 1000))
STAGES = {"retrieve": "turns found", "first_text": "first words", "answer": "whole answer"}


def scores_by_type(summary: dict[str, Any], names: Sequence[str]) -> str:
    """Means with 95% intervals: types down, a column a metric, all questions at the foot."""
    groups = {**summary["by_type"], "all": summary}
    figure, columns = _figure(len(names), 0.34 * len(groups) + 0.9, shared=True)
    for axes, name in zip(columns, names, strict=True):
        for at, group in enumerate(groups.values()):
            found = group["metrics"].get(name)
            if found is None:
                continue
            if found["low"] is not None:
                axes.plot([found["low"], found["high"]], [at, at], color=MUTED, linewidth=2.5,
                          solid_capstyle="round")  # fmt: skip
            axes.plot(found["mean"], at, "o", color=ACCENT, markersize=7)
        axes.axhline(len(groups) - 1.5, color=RULE, linewidth=1)
        axes.set_title(name, fontsize=10, color=INK)
        axes.set_xlim(-0.05, 1.05)
        axes.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
        axes.grid(axis="x", color=RULE, linewidth=0.8)
    columns[0].set_yticks(
        range(len(groups)), [f"{t} ({g['questions']})" for t, g in groups.items()]
    )
    columns[0].set_ylim(len(groups) - 0.5, -0.5)
    return _svg(figure, "scores by type")


def ranks(rows: Sequence[Row]) -> str:
    """How many questions have their first gold turn at which rank."""
    found = [first_rank(row["retrieved"], row["gold"]) for row in rows if row["gold"]]
    counts = {
        _span(low, high): sum(1 for r in found if r and low <= r <= high) for low, high in _RANKS
    }
    if not counts[_span(*_RANKS[-1])]:
        del counts[_span(*_RANKS[-1])]
    counts["not found"] = found.count(None)
    figure, (axes,) = _figure(1, 2.6)
    colours = [ACCENT] * (len(counts) - 1) + [BAD]
    bars = axes.bar(range(len(counts)), list(counts.values()), color=colours, width=0.7)
    axes.bar_label(bars, [str(n) if n else "" for n in counts.values()], color=INK, fontsize=10)
    axes.set_xticks(range(len(counts)), list(counts))
    axes.set_xlabel("rank of the first gold turn")
    axes.set_yticks([])
    axes.margins(y=0.15)
    return _svg(figure, "rank of the first gold turn")


def latency(rows: Sequence[Row]) -> str:
    """The share of questions that are done within a time, for each stage."""
    figure, (axes,) = _figure(1, 2.6)
    styles = zip(STAGES.items(), (MUTED, SECOND, ACCENT), ("-", "--", "-"), strict=True)
    for (stage, label), colour, line in styles:
        values = sorted(1000 * s for r in rows if (s := r["seconds"][stage]) is not None)
        if values:
            shares = [(at + 1) / len(values) for at in range(len(values))]
            axes.step([values[0], *values], [0, *shares], where="post", color=colour,
                      linestyle=line, linewidth=2, label=label)  # fmt: skip
    axes.set_xlabel("milliseconds")
    axes.set_xlim(left=0)
    axes.set_yticks([0, 0.5, 0.95], ["0", "half", "95%"])
    axes.grid(color=RULE, linewidth=0.8)
    if axes.get_lines():
        axes.legend(frameon=False, fontsize=9, labelcolor=INK, loc="lower right")
    return _svg(figure, "latency")


def _span(low: int, high: int) -> str:
    if high == _RANKS[-1][1]:
        return f"{low}+"
    return str(low) if low == high else f"{low}-{high}"


def _figure(columns: int, height: float, shared: bool = False) -> tuple[Figure, list[Axes]]:
    # matplotlib takes half a second to load: only when a report is written.
    import matplotlib as mpl
    from matplotlib.figure import Figure as Made

    settings: dict[Any, Any] = {
        "svg.fonttype": "none", "svg.hashsalt": "on-record", "text.color": INK,
        "axes.labelcolor": MUTED, "xtick.color": MUTED, "ytick.color": MUTED,
        "axes.edgecolor": RULE, "font.family": "sans-serif", "font.size": 10,
        "xtick.labelcolor": INK, "ytick.labelcolor": INK,
    }  # fmt: skip
    with mpl.rc_context(settings):
        figure = Made(figsize=(2.6 * columns + 1.4 if shared else 5.2, height))
        figure.set_layout_engine("constrained")
        axes = figure.subplots(1, columns, sharey=shared, squeeze=False)[0]
        for each in axes:
            each.set_facecolor("none")
            each.spines[:].set_visible(False)
            each.tick_params(length=0)
    return figure, list(axes)


def _svg(figure: Figure, label: str) -> str:
    import matplotlib as mpl

    out = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": label}):
        figure.savefig(
            out, format="svg", transparent=True, metadata={"Date": None, "Creator": None}
        )
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var(--{variable})")
    # The page's own font and size; the drawing's labels stay text.
    svg = re.sub(r"font: (\d+)px [^;\"]*", r"font: \1px var(--font)", svg)
    return svg.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)
