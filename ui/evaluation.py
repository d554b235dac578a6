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

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from evals.ask import checkpoint
from evals.sets import questions
from ingest.errors import OnRecordError
from rag.find.retrieve import Index
from settings import ROOT, Settings, passed_on
from ui import pressed, state
from ui.markdown import plain
from ui.measured import report
from ui.measured.sets import EXAMPLE, FORMS, called, kept, question_sets
from ui.serve import door

# The example brings its transcripts: into a library beside the reports, not into the user's.
EXAMPLES = "example-library"


def page() -> None:
    """The evaluation page."""
    st.header("Evaluation", anchor=False)
    st.markdown(
        "A question set is a file of questions, each with the turns that answer it. "
        "Running it shows how many answers are right, and where they fail."
    )
    index = state.index()
    if door.may_change():
        _choose(index)
    if folders := finished(index.library.settings):
        st.divider()
        report.show(folders)


def _choose(index: Index) -> None:
    settings, library = index.library.settings, index.library.folder
    left, right = st.columns(2, gap="medium")
    with left:
        chosen = st.selectbox(
            "Question set",
            [*question_sets(settings, library), EXAMPLE],
            format_func=called,
            help=f"Those in {settings.evaluations}, those kept with the library, and the example.",
        )
    with right:
        uploaded = st.file_uploader(
            "Or upload one", type=FORMS, max_upload_size=settings.max_file_mb
        )
    if not uploaded and chosen == EXAMPLE:
        st.caption("It asks about three example transcripts, apart from your library.")
    if pressed.button("Run", "run", type="primary"):
        _run(uploaded or chosen, settings, library)


def _run(what: UploadedFile | Path, settings: Settings, library: Path) -> None:
    """Run a set that holds no mistake; what goes wrong is shown line by line."""
    try:
        with tempfile.TemporaryDirectory(prefix="on-record-") as folder:
            path = what if isinstance(what, Path) else Path(folder) / Path(what.name).name
            if not isinstance(what, Path):
                path.write_bytes(what.getvalue())
            sets, problems = questions.load([path], settings)
        if not problems and not isinstance(what, Path):
            path = kept(what.name, what.getvalue(), library)
    except (OnRecordError, OSError) as error:
        st.error(plain(str(error)))
        return
    if problems:
        st.error("\n\n".join(plain(str(problem)) for problem in problems))
        return
    _watch(path, sum(len(s.questions) for s in sets), settings)


def _watch(path: Path, total: int, settings: Settings) -> None:
    """Run the set in a process of its own, showing how far it is."""
    name = "example" if path == EXAMPLE else path.stem
    out = settings.evaluations / f"{name}-{datetime.now():%Y%m%d-%H%M%S}"
    library, env = settings.library, passed_on()
    if path == EXAMPLE:
        library, env = settings.evaluations / EXAMPLES, passed_on(CHROMA_URL="")
    command = [sys.executable, "-m", "evals", "run", str(path), "--out", str(out)]
    process = subprocess.Popen(
        [*command, "--library", str(library)],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    bar, note = st.progress(0.0), st.empty()
    note.caption("Leaving this page ends the run.")
    try:
        while process.poll() is None:
            done = _lines(out / checkpoint.RESULTS)
            text = f"{done} of {total} questions" if done else "Getting ready …"
            bar.progress(min(done / max(total, 1), 1.0), text=text)
            time.sleep(0.2)
    finally:
        process.terminate()
    bar.empty()
    note.empty()
    said = process.stderr.read() if process.stderr else ""
    if process.returncode and not (out / checkpoint.SUMMARY).exists():
        st.error(plain(said.strip() or "The run ended without a result."))


def _lines(file: Path) -> int:
    return file.read_bytes().count(b"\n") if file.exists() else 0


def finished(settings: Settings) -> list[Path]:
    """The folders of the runs that have a report, the newest first."""
    found = settings.evaluations.glob(f"*/{checkpoint.SUMMARY}")
    return [f.parent for f in sorted(found, key=lambda f: f.stat().st_mtime, reverse=True)]
