"""What a run measured, in plain words, and what changed since another one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from evals.ask import checkpoint
from evals.report.compare import Comparison, compare
from evals.report.markdown import HEADLINES
from ingest.errors import OnRecordError
from ui.markdown import plain

# What people read for the technical names, which come up over them.
WORDS = {
    "refusal_right": "Answers when it should",
    "facts": "Facts given",
    "citation_f1": "Right places cited",
    "speaker_right": "Right speaker",
    "mrr": "Right turn near the top",
    "recall@5": "In the first 5",
    "recall@10": "In the first 10",
}
# The same for the kinds of questions; a kind of one's own keeps its name.
KINDS = {
    "factoid": "One fact",
    "who": "Who said it",
    "speaker": "What somebody said",
    "aggregate": "From several turns",
    "multi-turn": "Follow-up",
    "unanswerable": "Not in the record",
    "false-premise": "Asks what is not so",
    "all": "All",
}
CHANGES = {
    "broken": "was right, is wrong now",
    "fell": "right turn further down",
    "mended": "was wrong, is right now",
    "rose": "right turn further up",
}


def show(folders: list[Path]) -> None:
    """The reports of these runs, one at a time, and what is different from another one."""
    left, right = st.columns(2, gap="medium")
    with left:
        new = st.selectbox("Report", folders, format_func=lambda f: f.name)
    with right:
        others = [f for f in folders if f != new]
        old = st.selectbox(
            "Compare with", others, index=None, format_func=lambda f: f.name, placeholder="none"
        )
    try:
        summary, rows = checkpoint.summary(new), checkpoint.rows(new)
        before = checkpoint.rows(old) if old else None
    except OnRecordError as error:
        st.error(plain(str(error)))
        return
    _summary(summary, new)
    if before:
        _comparison(compare(before, rows))
    _failures(rows)


def _summary(summary: dict[str, Any], folder: Path) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"{summary['passed']} of {summary['questions']} answers right", anchor=False)
        report = folder / "report.html"
        if report.exists():
            st.download_button("Full report", report.read_bytes(), f"{folder.name}.html")
    groups = {**summary["by_type"], "all": summary}
    names = [n for n in HEADLINES if n in summary["metrics"]]
    table: dict[str, list[Any]] = {
        "Kind of question": [KINDS.get(name, name) for name in groups],
        "Questions": [g["questions"] for g in groups.values()],
        "Right": [g["passed"] for g in groups.values()],
    }
    for name in names:
        found = [g["metrics"].get(name) for g in groups.values()]
        table[name] = [f"{f['mean']:.2f}" if f else "" for f in found]
    columns = {n: st.column_config.TextColumn(WORDS.get(n, n), help=n) for n in names}
    st.dataframe(table, hide_index=True, column_config=columns)
    if names:
        st.caption("From 0 to 1, more is better. The technical name comes up over each heading.")


def _comparison(found: Comparison) -> None:
    st.subheader("Against the other run", anchor=False)
    if not found.common:
        st.caption("The two runs have no question in common: there is nothing to compare.")
        return
    st.caption(f"{found.common} questions are in both.")
    if found.moved:
        st.dataframe(
            {
                "What": [WORDS.get(c.metric, c.metric) for c in found.moved],
                "Technical name": [c.metric for c in found.moved],
                "Before": [c.old for c in found.moved],
                "Now": [c.new for c in found.moved],
                "Beyond chance": ["worse" if c.is_regression else "" for c in found.moved],
            },
            hide_index=True,
        )
    if found.flips:
        st.dataframe(
            {
                "Question": [f.question for f in found.flips],
                "Change": [CHANGES[f.kind] for f in found.flips],
                "How": [f.detail for f in found.flips],
            },
            hide_index=True,
        )
    if not found.moved and not found.flips:
        st.caption("Nothing changed.")


def _failures(rows: list[checkpoint.Row]) -> None:
    failed = [r for r in rows if r["failures"]]
    if not failed:
        return
    st.subheader("Where it fails", anchor=False)
    st.dataframe(
        {
            "Question": [r["question"] for r in failed],
            "What is wrong": ["; ".join(r["failures"]) for r in failed],
            "Kind": [KINDS.get(r["type"], r["type"]) for r in failed],
            "Right turns": [", ".join(r["gold"]) for r in failed],
            "Cited turns": [", ".join(c["turn"] for c in r["citations"]) for r in failed],
        },
        column_config={
            "Question": st.column_config.TextColumn(width=380),
            "What is wrong": st.column_config.TextColumn(width=380),
            "Kind": st.column_config.TextColumn(width=140),
            "Right turns": st.column_config.TextColumn(width=200),
            "Cited turns": st.column_config.TextColumn(width=200),
        },
        hide_index=True,
    )
