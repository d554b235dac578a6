"""The conversation: ask, read the answer as it comes, follow its citations into the transcript."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ingest.errors import OnRecordError
from rag.answer import Piece, ask
from rag.citations import Answer
from rag.retrieve import Index
from ui import reader, scope, state
from ui.answers import show_details
from ui.markdown import answer_text, plain
from ui.starters import starters


def page() -> None:
    """Conversation on the left, transcript on the right."""
    index = state.index()
    left, right = st.columns([11, 10], gap="medium")
    with left:
        _conversation(index)
    with right:
        reader.pane(index)


@st.fragment
def _conversation(index: Index) -> None:
    """A fragment, so that asking never redraws the transcript, nor a click there the answer."""
    talk = state.exchanges()
    with st.container(key="chat"):
        log = st.container(key="conversation", height=600, border=False, autoscroll=bool(talk))
        filters = scope.choose(index)
        asked = st.chat_input("Ask about the transcripts", key="question", submit_mode="stop")
    history = tuple(e.question for e in talk)
    new = state.Exchange(asked, filters, history) if asked else None
    with log:
        if not talk and not new and (example := starters(index.library.records().values())):
            new = state.Exchange(example, filters)
        for number, old in enumerate(talk):
            if _show(index, old, number):
                new = state.Exchange(old.question, filters, old.history)
        if new:
            talk.append(new)
            _show(index, new, len(talk) - 1, live=True)


def _show(index: Index, exchange: state.Exchange, number: int, live: bool = False) -> bool:
    """A question and its answer, live or replayed alike; True when it is to be asked again."""
    with st.chat_message("user"):
        st.markdown(plain(exchange.question))
    with st.chat_message("assistant"):
        slot = st.empty()
        if live:
            _answer(index, exchange, slot)
        _show_text(exchange, slot)
        return show_details(index, exchange, number)


def _answer(index: Index, exchange: state.Exchange, slot: DeltaGenerator) -> None:
    """Fill the exchange as the events come, showing the text so far."""
    slot.caption("Looking through the transcripts …")
    try:
        index.refresh()
        for event in ask(
            index, exchange.question, filters=exchange.filters, history=exchange.history
        ):
            if isinstance(event, Piece):
                exchange.partial += event.text
                slot.markdown(plain(exchange.partial))
            elif isinstance(event, Answer):
                exchange.answer = event
    except OnRecordError as error:
        exchange.error = str(error)


def _show_text(exchange: state.Exchange, slot: DeltaGenerator) -> None:
    if exchange.answer:
        slot.markdown(answer_text(exchange.answer))
    elif exchange.partial:
        slot.markdown(plain(exchange.partial))
    else:
        slot.empty()
