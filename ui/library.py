"""Add transcripts, see who speaks in them, open, correct and remove them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import streamlit as st
from streamlit.navigation.page import Page
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ingest import pipeline
from ingest.errors import OnRecordError, TooLarge
from ingest.pipeline import Outcome
from ingest.store.records import Record
from rag.find.retrieve import Index
from ui import correct, door, outcomes, pictures, state
from ui.chats import shelf
from ui.markdown import plain
from ui.outcomes import count

TYPES = "TXT, Markdown, DOCX, PDF, HTML, WebVTT, SRT, JSON, CSV, XML and other transcript files"


def page(reader_page: Page) -> None:
    """The library page. `reader_page` is where a transcript opens."""
    index = state.index()
    st.header("Library")
    if door.may_change():
        _add(index)
    records = index.records
    if records:
        _details(index, _choose(records), reader_page)
    else:
        st.caption("No transcripts yet.")
    if door.may_change():
        outcomes.removed(index)
        if records:
            shelf.show(index)


def _add(index: Index) -> None:
    """The uploader. It empties itself once its files are in, and the outcomes stay below it."""
    limit = index.library.settings.max_file_mb
    batch = st.session_state.setdefault("batch", 0)
    files = st.file_uploader(
        "Add transcripts",
        accept_multiple_files=True,
        key=f"upload-{batch}",
        max_upload_size=limit,
        help=f"{TYPES}, up to {limit} MB each.",
    )
    if files:
        with st.spinner("Adding …"):
            outcomes.say(list(_add_all(index, files)))
        st.session_state.batch += 1
        st.rerun()
    outcomes.show(index)


def _add_all(index: Index, files: list[UploadedFile]) -> Iterator[Outcome]:
    bar = st.progress(0.0)
    taken: set[str] = set()
    for done, file in enumerate(files):
        bar.progress(done / len(files), text=plain(file.name))
        yield from add(index, file.name, file.getvalue(), taken)
    index.refresh()


def add(index: Index, name: str, data: bytes, taken: set[str] | None = None) -> Iterable[Outcome]:
    """Add one uploaded file; a failure is an outcome, so that the others go on.

    `taken` holds the names given to those before it.
    """
    limit = index.library.settings.max_file_mb
    try:
        if len(data) > limit * 1_000_000:
            raise TooLarge(name, len(data) / 1e6, limit)
        yield from pipeline.add_bytes(index.library, name, data, taken)
    except OnRecordError as error:
        yield Outcome(name, None, "failed", error=str(error))


def _choose(records: Mapping[str, Record]) -> Record:
    """The table of transcripts; the row selected, at first the top one."""
    rows = list(records.values())
    turns = sum(r.turns for r in rows)
    st.caption(f"{count(len(rows), 'transcript')}, {count(turns, 'turn')}. Select a row.")
    event = st.dataframe(
        {
            "Title": [r.title for r in rows],
            "Date": [r.date or "" for r in rows],
            "Turns": [r.turns for r in rows],
            "Speakers": [", ".join(s.name for s in r.speakers) for r in rows],
            "Format": [r.format.replace(":", ", ") for r in rows],
        },
        column_config={
            "Title": st.column_config.TextColumn(width="large"),
            "Date": st.column_config.TextColumn(width="small"),
            "Turns": st.column_config.NumberColumn(width="small", format="localized"),
            "Speakers": st.column_config.TextColumn(width="large"),
            "Format": st.column_config.TextColumn(width="small"),
        },
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="transcripts-table",
    )
    selected = event["selection"]["rows"]
    return rows[selected[0]] if selected and selected[0] < len(rows) else rows[0]


def _details(index: Index, record: Record, reader_page: Page) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="details"):
        st.subheader(plain(record.title), anchor=False)
        if st.button("Open", type="primary"):
            st.session_state.reading = record.name
            st.switch_page(reader_page)
        if door.may_change():
            _offer_removal(index, record)
    if door.may_change():
        outcomes.before(index, record.name)
        correct.form(index, record)
    pictures.who_speaks_when(index.transcript(record.name))


def _offer_removal(index: Index, record: Record) -> None:
    with st.popover("Remove"):
        st.markdown(
            f"Remove **{plain(record.title)}** from the library? Your file is not touched, "
            "and Undo brings it back."
        )
        if st.button("Remove it"):
            _remove(index, record.name)


def _remove(index: Index, name: str) -> None:
    try:
        index.library.remove(name)
        index.refresh()
    except OnRecordError as error:
        st.error(plain(str(error)))
    else:
        st.rerun()
