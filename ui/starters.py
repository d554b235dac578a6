"""The page before the first question: what to do, and questions to try."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from ingest.store.records import Record
from ui.markdown import plain

# For the transcripts that come with On Record.
EXAMPLES = {
    "harbour-council-hearing": "How high were the waves in the November gale?",
    "ferry-press-conference": "What did the reporters ask about?",
    "lighthouse-interview": "Who speaks in the interview?",
}
MOST = 4
LONGEST = 50  # characters of a title in a question that is read at a glance


def starters(records: Iterable[Record]) -> str | None:
    """Show how to begin; the question that was clicked, if any."""
    records = list(records)
    st.header("On Record", anchor=False)
    if not records:
        st.markdown("Add transcripts on the **Library** page, then ask about them here.")
        return None
    st.markdown(
        "Ask what was said. Each sentence of an answer has a number: click it, and the transcript "
        "opens at those words. What the transcripts do not say is not answered."
    )
    for question in questions(records):
        if st.button(plain(question), key=f"try-{question}"):
            return question
    return None


def questions(records: Iterable[Record]) -> list[str]:
    """A few questions that the library can answer, one for each of its first transcripts."""
    short = [r for r in records if len(r.title) <= LONGEST]
    return [EXAMPLES.get(r.name, f"Who speaks in {r.title}?") for r in short][:MOST]
