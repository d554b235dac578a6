"""A button that was pressed acts, though the page is drawn anew before it comes to it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from ui import pressed

    if st.session_state.pop("again", False):
        st.rerun()
    if st.session_state.get("there", True):
        with st.form("form"):
            st.session_state.sent = pressed.submit("Send", "send")
        st.session_state.done = pressed.button("Do", "do")
    pressed.forget()


@pytest.mark.parametrize(("label", "came"), [("Do", "done"), ("Send", "sent")])
def test_a_press_outlives_the_run_that_was_given_up(label: str, came: str) -> None:
    app = AppTest.from_function(page).run()
    app.session_state["again"] = True
    next(b for b in app.button if b.label == label).click().run()
    assert app.session_state[came]
    assert not app.run().session_state[came]


def test_a_press_does_not_act_once_its_button_is_gone() -> None:
    app = AppTest.from_function(page).run()
    app.session_state["there"] = False
    app.button[-1].click().run()
    app.session_state["there"] = True
    assert not app.run().session_state["done"]
