"""Add transcripts: each file with what became of it, as it comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import Page
from streamlit.runtime.uploaded_file_manager import UploadedFile

import settings as configuration
from ingest import pipeline
from ingest.errors import AS_TALK, OnRecordError, TooLarge
from ingest.pipeline import Outcome
from rag.find.retrieve import Index
from ui import state
from ui.components import script, styles
from ui.markdown import plain
from ui.transcripts import outcomes, reader

_drop = st.components.v2.component(
    "on_record_drop", js=script("drop"), css=styles("drop"), isolate_styles=False
)

TYPES = "TXT, Markdown, DOCX, PDF, HTML, WebVTT, SRT, JSON, CSV, XLSX, XML and other transcripts"


def anywhere(library_page: Page, here: Page) -> None:
    """Take files that are dropped on any page; what came of them is said on the library page."""
    with st.container(key="dropping"):
        _drop(key="drop-anywhere")
    if here is library_page:
        return  # its own uploader takes them
    with st.container(key="drop"):
        files = _uploader(configuration.load().max_file_mb)
    if files:
        _add_all(state.index(), files)
        st.switch_page(library_page)


def form(index: Index) -> None:
    """The uploader. It empties itself once its files are in, and the outcomes stay below it."""
    with st.container(key="add"):
        files = _uploader(index.library.settings.max_file_mb)
    if files:
        _add_all(index, files)
        st.rerun()
    outcomes.show(index)
    _refused(index)


def _uploader(limit: int) -> list[UploadedFile]:
    batch = st.session_state.setdefault("batch", 0)
    return st.file_uploader(
        "Add transcripts",
        accept_multiple_files=True,
        key=f"upload-{batch}",
        max_upload_size=limit,
        help=f"{TYPES}, up to {limit} MB each.",
    )


def _add_all(index: Index, files: list[UploadedFile]) -> None:
    """Every file with a line of its own; the first one that is new is the one then shown."""
    with st.container(key="adding"):
        lines = [st.empty() for _ in files]
    for line, file in zip(lines, files, strict=True):
        line.caption(f"{plain(file.name)} · waiting")
    taken: set[str] = set()
    said: list[Outcome] = []
    refused: dict[str, bytes] = {}
    for line, file in zip(lines, files, strict=True):
        came = _add_one(index, file, line, taken)
        said += [replace(it, error=it.error and it.error.removesuffix(AS_TALK)) for it in came]
        if any((it.error or "").endswith(AS_TALK) for it in came):
            refused[file.name] = file.getvalue()
    st.session_state.refused = refused
    st.session_state.batch += 1
    _settle(index, said)


def _add_one(
    index: Index, file: UploadedFile, line: DeltaGenerator, taken: set[str]
) -> list[Outcome]:
    line.caption(f"{plain(file.name)} · reading …")
    came = list(add(index, file.name, file.getvalue(), taken))
    failed = next((it.error for it in came if it.error), None)
    line.caption(f"{plain(file.name)} · {plain(failed) if failed else 'done'}")
    return came


def add(
    index: Index, name: str, data: bytes, taken: set[str] | None = None, as_talk: bool = False
) -> Iterable[Outcome]:
    """Add one uploaded file; a failure is an outcome, so that the others go on.

    `taken` holds the names given to those before it.
    """
    limit = index.library.settings.max_file_mb
    try:
        if len(data) > limit * 1_000_000:
            raise TooLarge(name, len(data) / 1e6, limit)
        yield from pipeline.add_bytes(index.library, name, data, taken, as_talk=as_talk)
    except OnRecordError as error:
        yield Outcome(name, None, "failed", error=str(error))


def _settle(index: Index, said: list[Outcome]) -> None:
    """Say what came of it, and turn to the first transcript that is new."""
    index.refresh()
    outcomes.say(said)
    new = [it.name for it in said if it.status in ("added", "replaced") and it.name]
    if new:
        reader.turn_to(new[0])


def _refused(index: Index) -> None:
    """Files that do not look like a transcript, and may hold talk all the same."""
    refused: dict[str, bytes] = st.session_state.get("refused", {})
    for name in refused:
        with st.container(horizontal=True, vertical_alignment="center", key=f"refused-{name}"):
            st.caption(
                f"Is {plain(name)} a conversation in which nobody is named?", width="content"
            )
            st.button(
                "Add it all the same", key=f"as-talk-{name}", on_click=_as_talk, args=(index, name)
            )


def _as_talk(index: Index, name: str) -> None:
    data = st.session_state.refused.pop(name)
    _settle(index, list(add(index, name, data, as_talk=True)))
