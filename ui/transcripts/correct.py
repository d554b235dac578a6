"""Put a transcript's title, date and speakers right, and tag it; all of it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import streamlit as st

from chats.references import called
from ingest.errors import OnRecordError
from ingest.store import corrections
from ingest.store.correct import Change, correct
from ingest.store.corrections import Corrections
from ingest.store.records import Record
from ingest.transcript import Speaker
from rag.find.retrieve import Index
from ui import pressed
from ui.markdown import plain


def form(index: Index, record: Record) -> None:
    """What can be corrected, and what was. Its widgets are new ones after each correction."""
    with st.expander("Correct title, date or speakers, add tags", key="correct"):
        _facts(index, record)
        if record.speakers:
            _speaker(index, record)
            _labels(index, record)
        for number, (now, read, undo) in enumerate(_made(index, record)):
            with st.container(horizontal=True, vertical_alignment="center", key=f"made-{number}"):
                st.caption(f"{plain(now)} · in the file: {plain(read)}", width="content")
                if pressed.button("Undo", f"undo-{number}", type="tertiary"):
                    _apply(index, record.name, undo)


def _facts(index: Index, record: Record) -> None:
    left, right = st.columns([3, 1])
    title = left.text_input("Title", record.title, key=_key("title", record))
    date = right.text_input(
        "Date", record.date or "", key=_key("date", record), placeholder="2024-03-12"
    )
    if record.title not in (title, " ".join(title.split())):
        _apply(index, record.name, lambda made, _: corrections.retitle(made, title))
    if date.strip() != (record.date or ""):
        _apply(index, record.name, lambda made, _: corrections.redate(made, date))
    held = ", ".join(record.corrections.tags)
    tags = st.text_input(
        "Tags",
        held,
        key=_key("tags", record),
        placeholder="harbour, budget",
        help="A word or two each, with commas between. A question can look in a tag alone.",
    )
    if tags.strip() != held:
        _apply(index, record.name, lambda made, _: corrections.tag(made, tags))


def _speaker(index: Index, record: Record) -> None:
    """A speaker and a new name; where somebody has it, that is said before the two are one."""
    with (
        st.form(_key("rename", record), border=False),  # in which Enter is as good as the button
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        names = [s.name for s in record.speakers]
        shown = st.selectbox("Speaker", names, key=_key("speaker", record), format_func=called)
        name = st.text_input(
            "New name",
            key=_key("name", record),
            placeholder="a new name, or another speaker's",
        )
        submitted = pressed.submit("Rename", _key("do", record))
    rename = partial(corrections.rename, shown=shown, name=name)
    if other := corrections.namesake(record.speakers, shown, name):
        with st.container(horizontal=True, vertical_alignment="center", key="make-one"):
            st.caption(
                f"{plain(other.name)} speaks here already: the turns of {plain(shown)} would "
                "become theirs.",
                width="content",
            )
            if pressed.button("Make them one", "make-them-one", type="tertiary"):
                _apply(index, record.name, rename)
    elif submitted and name.strip() not in ("", shown):
        _apply(index, record.name, rename)


def _labels(index: Index, record: Record) -> None:
    """Speakers who were put together of several labels, each label with a way to part it."""
    for speaker in (s for s in record.speakers if len(s.labels) > 1):
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"labels-{speaker.name}"
        ):
            st.caption(
                f"{plain(speaker.name)} goes by {plain(', '.join(speaker.labels))} in the file. "
                "If they are two people, part them:",
                width="content",
            )
            for label in speaker.labels:
                if pressed.button(
                    f"{plain(label)} is somebody else", f"part-{label}", type="tertiary"
                ):
                    _apply(index, record.name, partial(corrections.part, label=label))


def _made(index: Index, record: Record) -> Iterator[tuple[str, str, Change]]:
    """What was put right: what it is now, what the file says, and how it is taken back."""
    made, read = record.corrections, index.library.as_read(record.name)
    if made.title:
        yield made.title, read.title, lambda now, _: corrections.retitle(now, "")
    if made.date:
        yield made.date, read.date or "no date", lambda now, _: corrections.redate(now, "")
    for shown in dict.fromkeys(made.names.values()):
        names = [name for name, now in made.names.items() if now == shown]
        yield shown, ", ".join(names), partial(corrections.restore, shown=shown)
    for label in made.apart:
        own = f"{label}, a speaker of their own"
        yield own, "one with another", partial(_rejoin, label=label)


def _rejoin(now: Corrections, _: Sequence[Speaker], label: str) -> Corrections:
    return corrections.rejoin(now, label)


def _apply(index: Index, name: str, change: Change) -> None:
    try:
        changed = correct(index.library, name, change)
        index.refresh()
    except OnRecordError as error:
        st.error(plain(str(error)))
        return
    if changed:
        st.rerun()


def _key(what: str, record: Record) -> str:
    return f"{what} {record.name} {record.version}"
