"""The page before the first question: what to do, and questions to try."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st
from streamlit.navigation.page import Page

from ingest.store.records import Record
from ui.markdown import plain

# For the transcripts that come with On Record.
EXAMPLES = {
    "harbour-council-hearing": "How high were the waves in the November gale?",
    "ferry-press-conference": "What did the reporters ask about?",
    "lighthouse-interview": "How tall is the tower of the lighthouse?",
}
MOST = 4
LONGEST = 50  # characters of a title in a question that is read at a glance


def starters(
    records: Iterable[Record],
    ask: Callable[[str], None],
    library_page: Page | None,
    first: Callable[[str], str | None] = lambda name: None,
) -> None:
    """How to begin, and questions to try; `ask` is called with the one that was clicked.

    `library_page` is where transcripts are added; None for who may not. `first`: a question that
    was tried on the transcript of a name, if there is one.
    """
    records = list(records)
    st.header("On Record", anchor=False)
    if records:
        st.markdown(
            "Ask what was said. Each sentence of an answer has a number: click it, and the "
            "transcript opens at those words. What the transcripts do not say is not answered."
        )
    else:
        st.markdown("There is no transcript yet.")
    for question in questions(records, first):
        st.button(plain(question), key=f"try-{question}", on_click=ask, args=(question,))
    if library_page:
        st.page_link(library_page, label="Add transcripts", icon=":material/upload:")


def questions(
    records: Iterable[Record], first: Callable[[str], str | None] = lambda name: None
) -> list[str]:
    """A few questions that the library can answer, one a transcript; and who speaks in one."""
    records = list(records)
    made = [asked for r in records if (asked := EXAMPLES.get(r.name) or first(r.name))]
    made += [asked for r in records if (asked := _who_speaks(r))][:1]
    return list(dict.fromkeys(made))[:MOST]


def _who_speaks(record: Record) -> str:
    return f"Who speaks in {record.title}?" if len(record.title) <= LONGEST else ""
