"""The recording beside a transcript: choose it, and give it to the browser."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime import exists, get_instance

from ingest.errors import OnRecordError
from ingest.store import recordings
from ingest.store.recordings import PICTURE, SOUND, Recording
from ingest.store.records import Record
from rag.find.retrieve import Index
from ui.markdown import plain


def media(index: Index, name: str) -> dict[str, Any] | None:
    """What the reader plays beside a transcript; None where there is nothing to play."""
    found = recordings.find(index.library.settings.library, index.records[name])
    return {"src": _address(found, name), "kind": found.kind} if found else None


def _address(recording: Recording, name: str) -> str:
    """An address at which the browser gets the recording; a file is served by the page itself."""
    if not isinstance(recording.place, Path):
        return recording.place
    if not exists():  # in a test without a server
        return str(recording.place.name)
    files = get_instance().media_file_mgr
    return files.add(str(recording.place), recording.type, f"recording-{name}")


def form(index: Index, record: Record) -> None:
    """Choose the recording of a transcript, or let it go."""
    library = index.library.settings.library
    now = recordings.find(library, record)
    with st.expander("Recording", key="recording"):
        if now:
            st.caption(f"Played beside the transcript: {plain(_called(now))}")
        if now and now.is_kept:
            st.button(
                "Take it away",
                key="no-recording",
                on_click=partial(_forget, library, record.name),
            )
        again = st.session_state.setdefault("recordings", 0)
        file = st.file_uploader(
            "Audio or video of this talk",
            type=[ending[1:] for ending in SOUND + PICTURE],
            key=f"recording-{record.name}-{again}",
        )
        address = st.text_input(
            "Or its address",
            key=f"address-{record.name}-{again}",
            placeholder="https://example.org/talk.mp3",
        )
        if file:
            _done(_do(recordings.keep, library, record.name, file.name, file.getvalue()))
        elif address:
            _done(_do(recordings.keep_address, library, record.name, address))


def _called(recording: Recording) -> str:
    place = recording.place
    if isinstance(place, str):
        return place
    return f"a file put into the library ({place.suffix[1:]})" if recording.is_kept else place.name


def _forget(library: Path, name: str) -> None:
    _do(recordings.forget, library, name)


def _do(change: Any, *args: Any) -> bool:
    try:
        change(*args)
    except OnRecordError as error:
        st.error(plain(str(error)))
        return False
    return True


def _done(is_kept: bool) -> None:
    """Draw the page again, with an empty form."""
    if is_kept:
        st.session_state.recordings += 1
        st.rerun()
