"""The small control at each answer: ask the question again, changed, or in another scope."""

from __future__ import annotations

import streamlit as st

from chats.exchange import Exchange
from rag.find.retrieve import Index
from ui.ask import scope
from ui.chats import talk

_OPEN = "again"  # the exchange whose control is open
_AT = "again-"


def button(exchange: Exchange, can_ask: bool) -> None:
    """Opens the control of this answer, and shuts it."""
    st.button(
        "Change and ask",
        key=f"again-{exchange.id}",
        type="tertiary",
        help="Change the question, or where to look",
        disabled=not can_ask,
        on_click=_toggle,
        args=(exchange,),
    )


def form(index: Index, exchange: Exchange, is_last: bool) -> None:
    """The open control."""
    if st.session_state.get(_OPEN) != exchange.id:
        return
    with st.container(key="again"):
        st.text_input("Question", key=f"{_AT}question", label_visibility="collapsed")
        scope.choose(index, _AT)
        with st.container(horizontal=True, vertical_alignment="center", key=f"{_AT}row"):
            st.button("Ask", key=f"{_AT}ask", type="primary", on_click=_ask, args=(exchange, False))
            st.button(
                "Ask in its place",
                key=f"{_AT}instead",
                on_click=_ask,
                args=(exchange, True),
                help="Goes on from here. What stands here now"
                + ("" if is_last else ", and what came after it,")
                + " is set aside and can come back.",
            )


def _ask(exchange: Exchange, is_instead: bool) -> None:
    question = st.session_state[f"{_AT}question"]
    instead_of = exchange.id if is_instead else None
    talk.ask(question, scope.chosen(_AT), exchange.history, instead_of)


def _toggle(exchange: Exchange) -> None:
    if st.session_state.pop(_OPEN, None) == exchange.id:
        return
    st.session_state[_OPEN] = exchange.id
    st.session_state[f"{_AT}question"] = _question(exchange)
    scope.prefill(_AT, exchange.scope)


def _question(exchange: Exchange) -> str:
    """What is asked again: a follow-up in its own words, for what it goes on from goes with it."""
    goes_on = exchange.answer.goes_on if exchange.answer else None
    return goes_on.asked if goes_on else exchange.understood or exchange.question
