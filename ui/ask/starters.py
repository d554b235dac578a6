"""The page before the first question: what to do, and questions to try."""

from __future__ import annotations

from collections.abc import Callable, Iterable

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
# How to have sentences instead of quotations.
MODEL_HINT = (
    "Answers are quoted from the record. To have them written by a model, set `CHAT_MODEL` in "
    "`.env`: the README says how."
)
LONGEST = 50  # characters of a title in a question that is read at a glance


def starters(
    records: Iterable[Record],
    ask: Callable[[str], None],
    has_model: bool,
    first: Callable[[str], str | None] = lambda name: None,
) -> None:
    """How to begin, and questions to try; `ask` is called with the one that was clicked.

    `first`: a question that was tried on the transcript of a name, if there is one.
    """
    records = list(records)
    st.header("On Record", anchor=False)
    if not records:
        st.markdown("Add transcripts on the **Library** page, then ask about them here.")
        return
    st.markdown(
        "Ask what was said. Each sentence of an answer has a number: click it, and the transcript "
        "opens at those words. What the transcripts do not say is not answered."
    )
    for question in questions(records, first):
        st.button(plain(question), key=f"try-{question}", on_click=ask, args=(question,))
    if not has_model:
        st.caption(MODEL_HINT)


def questions(
    records: Iterable[Record], first: Callable[[str], str | None] = lambda name: None
) -> list[str]:
    """A few questions that the library can answer, one for each of its first transcripts."""
    made = (EXAMPLES.get(r.name) or first(r.name) or _who_speaks(r) for r in records)
    return list(dict.fromkeys(filter(None, made)))[:MOST]


def _who_speaks(record: Record) -> str:
    return f"Who speaks in {record.title}?" if len(record.title) <= LONGEST else ""
