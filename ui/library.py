"""Add and remove transcripts; who speaks, and how much."""

from __future__ import annotations

import streamlit as st

from ui import state


def page() -> None:
    """The library page."""
    state.index()
    st.header("Library")
