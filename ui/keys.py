"""What only the browser can do: keys, the clipboard, a citation opened, the side bar shut."""

from __future__ import annotations

import streamlit as st

from ui.components import script, styles
from ui.markdown import plain

_component = st.components.v2.component(
    "on_record_keys", js=script("keys"), css=styles("keys"), isolate_styles=False
)

_side = st.components.v2.component("on_record_side", js=script("side"), isolate_styles=False)


def side_bar() -> None:
    """Let the side bar of a phone go once something was chosen in it; on every page."""
    with st.container(key="side"):
        _side(key="side-bar")


def listen(answered: str | None = None, first: str = "") -> None:
    """Take part in the page. `first`: the link of the first citation of the answer just given."""
    show_said()
    _component(
        key="keys",
        data={"copy": st.session_state.get("copy"), "answered": answered, "first": first},
    )


def copy(text: str) -> None:
    """Put a text on the clipboard when the page is drawn next."""
    before = st.session_state.get("copy") or {"number": 0}
    # The number tells the browser that it is another copy, across windows and reloads too.
    st.session_state.copy = {"text": text, "number": before["number"] + 1}
    say("Copied.")


def say(text: str) -> None:
    """Let the page say a line for a moment when it is drawn next; for callbacks."""
    st.session_state.said = text


def show_said() -> None:
    """What there is to be said."""
    if text := st.session_state.pop("said", None):
        st.toast(plain(text))
