"""Buttons whose press is not lost.

A run of the page may be given up before it comes to the button that was pressed for it: a timer,
or the next thing that somebody does, has the page drawn anew. Streamlit forgets the press with
that run; here it is kept until a run comes to the button, or comes to its end without it.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

_PRESSED = "pressed"


def button(label: str, key: str, **how: Any) -> bool:
    """A button; true once for each press. `how`: as `st.button` takes it, without `on_click`."""
    st.button(label, key=key, on_click=_keep, args=(key,), **how)
    return _kept(key)


def submit(label: str, key: str) -> bool:
    """The button of a form, in the same way."""
    st.form_submit_button(label, key=key, on_click=_keep, args=(key,))
    return _kept(key)


def forget() -> None:
    """The page is whole: what was pressed and is no longer there is not to act later."""
    st.session_state.pop(_PRESSED, None)


def _keep(key: str) -> None:
    st.session_state.setdefault(_PRESSED, set()).add(key)


def _kept(key: str) -> bool:
    keys: set[str] = st.session_state.get(_PRESSED, set())
    if key not in keys:
        return False
    keys.remove(key)
    return True
