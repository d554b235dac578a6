"""Run a question set, read its report, compare it with an earlier one.

The run is `python -m evals run` in a process of its own, which ends with the page; it leaves a
folder that the command line reads as well.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from evals.ask import checkpoint
from evals.report.compare import Comparison, compare
from evals.report.markdown import HEADLINES
from evals.sets import questions
from ingest.errors import OnRecordError
from settings import DATA, ROOT, Settings
from ui import state
from ui.markdown import plain
from ui.serve import door

EXAMPLE = DATA / "examples" / "questions.yaml"
FORMS = ["yaml", "yml", "jsonl", "csv"]
# What people read for the technical names, which come up over them.
WORDS = {
    "refusal_right": "Answered or refused rightly",
    "facts": "Facts given",
    "citation_f1": "Right places cited",
    "speaker_right": "Right speaker",
    "mrr": "How high the right turn is found",
    "recall@5": "Right turns in the first 5",
    "recall@10": "Right turns in the first 10",
}


def page() -> None:
    """The evaluation page."""
    st.header("Evaluation", anchor=False)
    st.markdown(
        "A question set is a file of questions, each with the turns that answer it. "
        "Running it shows how many answers are right, and where they fail."
    )
    settings = state.index().library.settings
    if door.may_change():
        _choose(settings)
    if folders := finished(settings):
        st.divider()
        _show_runs(folders)


def _choose(settings: Settings) -> None:
    left, right = st.columns(2, gap="medium")
    with left:
        chosen = st.selectbox(
            "Question set",
            [*question_sets(settings), EXAMPLE],
            format_func=lambda path: path.name,
            help=f"Those in {settings.evaluations}, and the example.",
        )
    with right:
        uploaded = st.file_uploader(
            "Or upload one", type=FORMS, max_upload_size=settings.max_file_mb
        )
    if st.button("Run", type="primary"):
        _run(_stored(uploaded) if uploaded else chosen, settings)


def question_sets(settings: Settings) -> list[Path]:
    """The question sets of the page's folder; a link out of it is none of them."""
    folder = settings.evaluations.resolve()
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(
        path
        for path in found
        if path.suffix[1:] in FORMS and path.is_file() and path.resolve().parent == folder
    )


def _stored(uploaded: UploadedFile) -> Path:
    """An uploaded question set as a file; its name becomes the name of the run."""
    path = Path(tempfile.mkdtemp(prefix="on-record-")) / Path(uploaded.name).name
    path.write_bytes(uploaded.getvalue())
    return path


def _run(path: Path, settings: Settings) -> None:
    """Run the set, showing how far it is; what goes wrong is shown line by line."""
    try:
        sets, problems = questions.load([path], settings)
    except OnRecordError as error:
        st.error(plain(str(error)))
        return
    if problems:
        st.error("\n\n".join(plain(str(problem)) for problem in problems))
        return
    total = sum(len(s.questions) for s in sets)
    out = settings.evaluations / f"{path.stem}-{datetime.now():%Y%m%d-%H%M%S}"
    command = [sys.executable, "-m", "evals", "run", str(path), "--out", str(out)]
    process = subprocess.Popen(
        [*command, "--library", str(settings.library)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    bar = st.progress(0.0)
    try:
        while process.poll() is None:
            done = _lines(out / checkpoint.RESULTS)
            bar.progress(min(done / max(total, 1), 1.0), text=f"{done} of {total} questions")
            time.sleep(0.2)
    finally:
        process.terminate()
    bar.empty()
    said = process.stderr.read() if process.stderr else ""
    if process.returncode and not (out / checkpoint.SUMMARY).exists():
        st.error(plain(said.strip() or "The run ended without a result."))


def _lines(file: Path) -> int:
    return file.read_bytes().count(b"\n") if file.exists() else 0


def finished(settings: Settings) -> list[Path]:
    """The folders of the runs that have a report, the newest first."""
    found = settings.evaluations.glob(f"*/{checkpoint.SUMMARY}")
    return [f.parent for f in sorted(found, key=lambda f: f.stat().st_mtime, reverse=True)]


def _show_runs(folders: list[Path]) -> None:
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
    _show_summary(summary, new)
    if before:
        _show_comparison(compare(before, rows))
    _show_failures(rows)


def _show_summary(summary: dict[str, Any], folder: Path) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f"{summary['passed']} of {summary['questions']} questions pass", anchor=False)
        report = folder / "report.html"
        if report.exists():
            st.download_button("Full report", report.read_bytes(), f"{folder.name}.html")
    groups = {**summary["by_type"], "all": summary}
    names = [n for n in HEADLINES if n in summary["metrics"]]
    table: dict[str, list[Any]] = {
        "Kind of question": list(groups),
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


def _show_comparison(found: Comparison) -> None:
    st.subheader("Against the other run", anchor=False)
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
                "Change": [f.kind for f in found.flips],
                "How": [f.detail for f in found.flips],
            },
            hide_index=True,
        )
    if not found.moved and not found.flips:
        st.caption("Nothing changed.")


def _show_failures(rows: list[checkpoint.Row]) -> None:
    failed = [r for r in rows if r["failures"]]
    if not failed:
        return
    st.subheader("Where it fails", anchor=False)
    st.dataframe(
        {
            "Question": [r["question"] for r in failed],
            "Kind": [r["type"] for r in failed],
            "What is wrong": ["; ".join(r["failures"]) for r in failed],
            "Right turns": [", ".join(r["gold"]) for r in failed],
            "Cited turns": [", ".join(c["turn"] for c in r["citations"]) for r in failed],
        },
        hide_index=True,
    )
