"""The transcript pane. Turns are drawn, searched, marked and linked in the browser.

A citation is a link such as `#turn=hearing%2312&words=10-42`. The component follows it without a
rerun and writes it to the address bar as `?turn=…`, so a copied address opens at the same words.
A link into another transcript than the one shown also comes back here, as the trigger `open`;
transcripts that an answer cites are sent ahead with it, so that the browser need not wait.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from ingest.transcript import Turn, parse_turn_id, timestamp
from rag.find.retrieve import Index
from ui.markdown import plain

_FOLDER = Path(__file__).parent / "components" / "reader"
# The scripts are one module in several files, as a component takes one text.
# Styles are not isolated: the same sheet draws the citation links in the conversation.
_component = st.components.v2.component(
    "on_record_reader",
    js="\n".join(path.read_text("utf-8") for path in sorted(_FOLDER.glob("*.js"))),
    css=(_FOLDER / "reader.css").read_text("utf-8"),
    isolate_styles=False,
)


# In turns; about a megabyte. A longer transcript comes when it is opened.
LONGEST_AHEAD = 3_000
# What is drawn until a transcript is opened or cited; `page.css` says what the pane is for.
NOTHING: dict[str, Any] = {"name": " ", "version": "", "title": "Transcript", "turns": []}


@st.fragment
def pane(index: Index) -> None:
    """The transcript picker and the transcript. A fragment: the conversation beside it stays."""
    records = index.records
    if not records:
        st.caption("Transcripts open here.")
        return
    _choose(list(records))
    name = st.selectbox(
        "Transcript",
        list(records),
        key="reading",
        format_func=lambda n: (
            f"{records[n].title} · {records[n].date}" if records[n].date else records[n].title
        ),
        label_visibility="collapsed",
        placeholder="Open a transcript",
        on_change=_forget_link,
        persist_state="session",
    )
    data = payload(index, name) if name else NOTHING
    _component(key="reader", data=data, on_open_change=_open)


def send_ahead(index: Index, name: str) -> None:
    """Give the browser a transcript before it is opened, unless it is too long to be worth it."""
    if index.held.record(name).turns <= LONGEST_AHEAD:
        _component(data={"ahead": payload(index, name)})


def _choose(names: list[str]) -> None:
    """Start with the transcript that the address names, else with none."""
    linked = st.query_params.get("turn", "").rpartition("#")[0]
    if linked and linked not in names and "reading" not in st.session_state:
        st.warning(f"The link opens the transcript {plain(linked)}, which is not in this library.")
    if st.session_state.get("reading") not in names:
        st.session_state.reading = linked if linked in names else None


def _open() -> None:
    turn = st.session_state.reader.open
    if turn:
        st.session_state.reading = parse_turn_id(turn)[0]


def _forget_link() -> None:
    for key in ("turn", "words"):
        st.query_params.pop(key, None)


def payload(index: Index, name: str) -> dict[str, Any]:
    """What the component draws; text only, never markup."""
    transcript = index.transcript(name)
    named_in = {s.name: s.named_in for s in transcript.speakers}
    return {
        "name": transcript.name,
        "version": index.held.record(name).version,
        "title": transcript.title,
        "turns": [_turn(turn, named_in.get(turn.speaker or "")) for turn in transcript.turns],
    }


def _turn(turn: Turn, named_in: int | None) -> dict[str, Any]:
    label = turn.label or ""
    return {
        "number": turn.number,
        "who": turn.who,
        "label": "" if label.casefold() == turn.who.casefold() else label,
        "named_in": named_in,
        "time": None if turn.start_ms is None else timestamp(turn.start_ms),
        "text": turn.text,
        "notes": list(turn.notes),
    }
