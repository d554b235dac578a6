"""What a question is limited to: transcripts and speakers, chosen beside the question."""

from __future__ import annotations

import streamlit as st

from ingest.records import Record
from rag.retrieve import Filters, Index
from ui.markdown import plain


def choose(index: Index) -> Filters:
    """The scope in force, as two buttons that say what it is and open to change it."""
    records = index.library.records()
    chosen = [n for n in st.session_state.get("transcripts", []) if n in records]
    people = speakers([records[n] for n in chosen or records])
    with st.container(horizontal=True, vertical_alignment="center", key="scope"):
        st.caption("Looking in", width="content")
        with st.popover(_label(chosen, "transcript", [records[n].title for n in chosen])):
            transcripts = st.multiselect(
                "Only these transcripts",
                list(records),
                key="transcripts",
                format_func=lambda name: records[name].title,
                placeholder="All transcripts",
                persist_state="session",
            )
        heard = [s for s in st.session_state.get("speakers", []) if s in people]
        with st.popover(_label(heard, "speaker", heard)):
            voices = st.multiselect(
                "Only these speakers",
                people,
                key="speakers",
                placeholder="All speakers",
                persist_state="session",
            )
    return Filters(tuple(transcripts), tuple(voices))


def speakers(records: list[Record]) -> list[str]:
    """The speakers of these transcripts, each once, by name."""
    return sorted({s.name for record in records for s in record.speakers})


def describe(index: Index, filters: Filters) -> str:
    """The scope in words, empty for everything."""
    records = index.library.records()
    titles = [records[n].title if n in records else n for n in filters.transcripts]
    return " · ".join([*titles, *filters.speakers])


def _label(chosen: list[str], kind: str, names: list[str]) -> str:
    if not chosen:
        return f"all {kind}s"
    if len(chosen) == 1:
        return plain(names[0])
    return f"{len(chosen)} {kind}s"
