"""The small control at each answer: ask the question again, changed, or in another scope."""

from __future__ import annotations

import streamlit as st

from rag.find.retrieve import Index
from ui import scope
from ui.state import Exchange

_OPEN = "again"  # which answer's control is open
_AT = "again-"


def button(exchange: Exchange, number: int) -> None:
    """Opens the control of this answer, and shuts it."""
    st.button(
        "Ask again",
        key=f"again-{number}",
        type="tertiary",
        on_click=_toggle,
        args=(exchange, number),
    )


def form(index: Index, exchange: Exchange, number: int) -> Exchange | None:
    """The open control: what is to be asked, once it is."""
    if st.session_state.get(_OPEN) != number:
        return None
    place = st.empty()
    with place.container(key="again"):
        question = st.text_input("Question", key=f"{_AT}question", label_visibility="collapsed")
        with st.container(horizontal=True, vertical_alignment="center", key=f"{_AT}row"):
            filters = scope.choose(index, _AT)
            asked = st.button("Ask", key=f"{_AT}ask", type="primary", disabled=not question.strip())
    if not asked:
        return None
    place.empty()
    del st.session_state[_OPEN]
    return Exchange(question, filters, exchange.history)


def _toggle(exchange: Exchange, number: int) -> None:
    if st.session_state.pop(_OPEN, None) == number:
        return
    st.session_state[_OPEN] = number
    st.session_state[f"{_AT}question"] = exchange.understood or exchange.question
    scope.prefill(_AT, exchange.filters)
