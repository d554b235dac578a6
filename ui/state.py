"""What the pages share: the open library, and the conversation of this browser session."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

import settings as configuration
from ingest import pipeline
from ingest.errors import OnRecordError
from rag.check.citations import Answer
from rag.find.retrieve import Filters, Index, open_index
from ui import door
from ui.markdown import plain

STYLE = Path(__file__).with_name("page.css")
EXAMPLES = configuration.DATA / "examples"


@dataclass(slots=True)
class Exchange:
    """A question and what came of it. `partial` is its text so far, as Markdown.

    `history` holds the questions before it, oldest first, on which a follow-up may lean.
    `understood` is the question searched for, `found` the turns that it found, `preferred` the
    speakers that it names, whose turns are preferred.
    """

    question: str
    filters: Filters
    history: tuple[str, ...] = ()
    partial: str = ""
    answer: Answer | None = None
    error: str | None = None
    understood: str = ""
    found: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()


def exchanges() -> list[Exchange]:
    """The conversation of this browser session, oldest first."""
    found: list[Exchange] = st.session_state.setdefault("exchanges", [])
    return found


def index() -> Index:
    """The library, as it is now and stays for this run; the page says why it cannot be opened."""
    try:
        opened = _open(configuration.load()).still()
        opened.refresh()
        return opened
    except (OnRecordError, configuration.SettingsError) as error:
        st.error(plain(str(error)))
        st.stop()


@st.cache_resource(show_spinner="Opening the library …")
def _open(settings: configuration.Settings) -> Index:
    opened = open_index(settings)
    opened.library.who = door.who
    if opened.library.is_new:
        _add_examples(opened)
    return opened


def _add_examples(index: Index) -> None:
    """Add the transcripts that come with On Record; once removed, they do not come back."""
    files = [p for p in sorted(EXAMPLES.iterdir()) if p.suffix in (".txt", ".vtt")]
    for outcome in pipeline.add_files(index.library, files):
        if outcome.error:
            raise OnRecordError(outcome.error)
    index.refresh()
