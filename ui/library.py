"""The transcripts: add, sort, select, correct and remove them; the one opened is read beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st
from streamlit.navigation.page import Page

from chats.references import called
from ingest.errors import OnRecordError
from ingest.store.records import Record
from rag.find.retrieve import Index
from ui import pressed, state
from ui.ask import written
from ui.chats import shelf
from ui.markdown import plain
from ui.serve import door
from ui.transcripts import adding, correct, outcomes, overview, reader, recording
from ui.transcripts.outcomes import count

ORDERS = ("Title", "Date", "Length")
# Rows of the table in sight; the rest is scrolled to.
ROWS = 7


def page(chat_page: Page) -> None:
    """The library page. `chat_page` is where a question is asked."""
    index = state.index()
    left, right = st.columns([11, 10], gap="medium")
    records = index.records
    with left:
        st.header("Library", anchor=False)
        if door.may_change():
            adding.form(index)
            outcomes.gone(index)
            records = index.records
        if records:
            _table(index, list(records.values()))
            _details(index, records[_shown(list(records))], chat_page)
        else:
            st.caption("No transcripts yet.")
        if door.may_change():
            outcomes.removed(index)
            if records:
                shelf.show(index)
    with right, st.container(key="beside"):
        reader.pane(index, _shown(list(records)) if records else None)


def _shown(names: list[str]) -> str:
    """The transcript that the page is about: the one that is open, else the first."""
    return reader.chosen(names) or names[0]


def _table(index: Index, records: list[Record]) -> None:
    """The transcripts: a click on a row opens it, ticks select for what is done to many."""
    order = ORDERS[0]
    with st.container(horizontal=True, vertical_alignment="center", key="over-table"):
        turns = sum(r.turns for r in records)
        st.caption(f"{count(len(records), 'transcript')}, {count(turns, 'turn')}")
        if len(records) > 1:
            order = st.selectbox(
                "Sort by",
                ORDERS,
                key="order",
                format_func=lambda name: f"By {name.lower()}",
                label_visibility="collapsed",
                width=150,
                persist_state="session",
            )
    rows = ordered(records, order)
    key = f"transcripts-{order}-{st.session_state.get('tables', 0)}"
    names = [r.name for r in rows]
    tags = {"Tags": [", ".join(r.corrections.tags) for r in rows]}
    event = st.dataframe(
        {
            "Title": [r.title for r in rows],
            "Date": [r.date or "" for r in rows],
            "Turns": [r.turns for r in rows],
            **(tags if any(tags["Tags"]) else {}),
            "Speakers": [
                ", ".join(dict.fromkeys(called(s.name) for s in r.speakers)) for r in rows
            ],
        },
        column_config={
            "Title": st.column_config.TextColumn(width=290),
            "Date": st.column_config.TextColumn(width=95),
            "Turns": st.column_config.NumberColumn(width=65, format="localized"),
            "Tags": st.column_config.TextColumn(width=120),
            "Speakers": st.column_config.TextColumn(width=190),
        },
        hide_index=True,
        height=35 * (min(len(rows), ROWS) + 1) + 2,
        on_select=partial(_open, key, names),
        selection_mode=["multi-row", "single-cell"],
        key=key,
    )
    ticked = [names[at] for at in event["selection"]["rows"] if at < len(names)]
    if ticked:
        with st.container(horizontal=True, vertical_alignment="center", key="ticked"):
            st.caption(f"{count(len(ticked), 'transcript')} selected", width="content")
            if door.may_change():
                shelf.put(index, ticked)
            _remove_button(index, ticked, "Remove selected")


def ordered(records: Iterable[Record], order: str) -> list[Record]:
    """The records in one of the ORDERS: A first, newest first, longest first."""
    rows = list(records)
    match order:
        case "Date":
            dated = sorted((r for r in rows if r.date), key=lambda r: r.date or "", reverse=True)
            return dated + [r for r in rows if not r.date]
        case "Length":
            return sorted(rows, key=lambda r: -r.turns)
    return sorted(rows, key=lambda r: r.title.casefold())


def _open(key: str, names: Sequence[str]) -> None:
    """Open the row that was clicked."""
    for row, _ in st.session_state[key]["selection"]["cells"]:
        if row < len(names):
            reader.turn_to(names[row])


def _details(index: Index, record: Record, chat_page: Page) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="details"):
        st.subheader(plain(record.title), anchor=False)
        if pressed.button("Ask about it", f"ask-about-{record.name}", type="primary"):
            _ask(record.name, None, chat_page)
        if door.may_change():
            _remove_button(index, [record.name], "Remove")
    if door.may_change():
        outcomes.before(index, record.name)
    written.show(index, record.name)
    if asked := overview.show(index, record.name):
        _ask(record.name, asked, chat_page)
    if door.may_change():
        correct.form(index, record)
        recording.form(index, record)


def _ask(name: str, question: str | None, chat_page: Page) -> None:
    """Go on to the conversation, which then looks in this transcript."""
    st.session_state.transcripts = [name]
    st.session_state.to_ask = question
    st.switch_page(chat_page)


def _remove_button(index: Index, names: Sequence[str], label: str) -> None:
    """Remove after a second click. The popover has the names in its key: it never stays open."""
    titles = ", ".join(f"**{plain(index.records[name].title)}**" for name in names[:5])
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    with st.popover(label, key=f"ask-{label}-{'-'.join(names)}"):
        st.markdown(
            f"Remove {titles}{more} from the library? No file of yours is touched, "
            "and Undo brings back what was removed."
        )
        it = "it" if len(names) == 1 else f"all {len(names)}"
        if pressed.button(f"Remove {it}", f"remove-{label}-{'-'.join(names)}"):
            _remove(index, names)


def _remove(index: Index, names: Sequence[str]) -> None:
    gone: list[str] = []
    try:
        for name in outcomes.one_by_one("Removing", names):
            index.library.remove(name)
            gone.append(name)
        index.refresh()
    except OnRecordError as error:
        st.error(plain(str(error)))
        return
    finally:
        st.session_state.gone = gone
        st.session_state.tables = st.session_state.get("tables", 0) + 1
    st.rerun()
