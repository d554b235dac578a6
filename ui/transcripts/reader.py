"""The transcript pane. Turns are drawn, searched, marked and linked in the browser.

A citation is a link such as `#turn=hearing%2312&words=10-42`. The component follows it without a
rerun and writes it to the address bar as `?turn=…`, so a copied address opens at the same words.
A link into another transcript than the one shown also comes back here, as the trigger `open`;
transcripts that an answer cites are sent ahead with it, so that the browser need not wait.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import streamlit as st

from chats.references import day, shown, who
from ingest.transcript import Turn, parse_turn_id, timestamp
from rag.find.retrieve import Index
from ui.components import script, styles
from ui.markdown import plain
from ui.transcripts import recording

# Styles are not isolated: the same sheet draws the citation links in the conversation.
_component = st.components.v2.component(
    "on_record_reader", js=script("reader"), css=styles("reader"), isolate_styles=False
)


# In turns; about a megabyte. A longer transcript comes when it is opened.
LONGEST_AHEAD = 3_000
# What is drawn until a transcript is opened or cited; `page.css` says what the pane is for.
NOTHING: dict[str, Any] = {"name": " ", "version": "", "title": "Transcript", "turns": []}


@st.fragment
def pane(index: Index, beside: str | None = None) -> None:
    """The transcript picker and the transcript. A fragment: the conversation beside it stays.

    `beside`: the transcript that the rest of the page is about; with another one it is drawn again.
    """
    records = index.records
    if not records:
        st.caption("Transcripts open here.")
        return
    if said := _astray(index):
        st.warning(said)
    st.session_state.reading = chosen(list(records)) or beside
    name = st.selectbox(
        "Transcript",
        list(records),
        key="reading",
        format_func=lambda n: " · ".join(filter(None, (records[n].title, day(records[n].date)))),
        label_visibility="collapsed",
        placeholder="Open a transcript",
        on_change=_forget_link,
        persist_state="session",
    )
    if beside not in (None, name):
        st.rerun()
    data = payload(index, name) if name else NOTHING
    _component(key="reader", data=data, on_open_change=_open)


def send_ahead(index: Index, name: str) -> None:
    """Give the browser a transcript before it is opened, unless it is too long to be worth it."""
    if index.held.record(name).turns <= LONGEST_AHEAD:
        _component(data={"ahead": payload(index, name)})


def chosen(names: list[str]) -> str | None:
    """The transcript that is open, at first the one that the address names; or none."""
    linked = _place(st.query_params.get("turn", ""), names)[0]
    now = str(st.session_state.get("reading"))
    return now if now in names else linked if linked in names else None


def _place(turn: str, names: Collection[str]) -> tuple[str, str]:
    """The name of a transcript and what stands for the turn's number: `name#2`, or `name` alone."""
    name, mark, number = turn.rpartition("#")
    return (name, number) if mark and turn not in names else (turn, "")


def _astray(index: Index) -> str | None:
    """Why the link in the address does not lead to words of a turn; None where it does."""
    if "turn" not in st.query_params:
        return "The link names words, but no turn." if "words" in st.query_params else None
    name, number = _place(st.query_params["turn"], index.records)
    if not name:
        return "The link names no transcript."
    if name not in index.records:
        if "reading" in st.session_state:
            return None
        return f"The link opens the transcript {plain(name)}, which is not in this library."
    if st.session_state.get("reading", name) not in (None, name):
        return None
    return _astray_in(index, name, number, st.query_params.get("words"))


def _astray_in(index: Index, name: str, number: str, words: str | None) -> str | None:
    """Why there is no such turn of this transcript, or there are no such words in it."""
    turns = index.transcript(name).turns
    if number and not (_is_number(number) and 1 <= int(number) <= len(turns)):
        shown = plain(index.records[name].title)
        return f"{shown} has turns 1 to {len(turns):,}; the link asks for {plain(number[:20])}."
    if words is None:
        return None
    if not number:
        return "The link names words, but no turn."
    start, _, end = words.partition("-")
    most = len(turns[int(number) - 1].text)
    if not (_is_number(start) and _is_number(end) and int(start) < int(end) <= most):
        return f"The link's words are not in turn {number}; the whole turn is shown."
    return None


def _is_number(text: str) -> bool:
    """Whether it is a number in plain digits, of a size that a turn or a place can have."""
    return text.isascii() and text.isdecimal() and len(text) < 10


def turn_to(name: str) -> None:
    """Open a transcript at its beginning, or where it was left."""
    st.session_state.reading = name
    _forget_link()


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
        "date": day(transcript.date),
        "media": recording.media(index, name),
        "turns": [_turn(turn, named_in.get(turn.speaker or "")) for turn in transcript.turns],
    }


def _turn(turn: Turn, named_in: int | None) -> dict[str, Any]:
    label, name = turn.label or "", shown(who(turn))
    alike = name.removesuffix(" (not named)").casefold()
    return {
        "number": turn.number,
        "who": name,
        "label": "" if label.casefold() == alike else label,
        "named_in": named_in,
        "start": turn.start_ms,
        "time": None if turn.start_ms is None else timestamp(turn.start_ms),
        "text": turn.text,
        "notes": list(turn.notes),
    }
